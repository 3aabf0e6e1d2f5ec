"""The first schema, frozen as SQL so that later changes of the models do not reach back."""

from pathlib import Path

from peewee import SqliteDatabase
from playhouse.migrate import SqliteMigrator


def up(migrator: SqliteMigrator, database: SqliteDatabase) -> None:
    """Create every table, index and trigger of the first release."""
    script = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    for statement in script.split(";\n\n"):
        database.execute_sql(statement)
