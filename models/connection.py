"""The one connection to `window.db`."""

import re
import sqlite3
from functools import cache
from pathlib import Path
from typing import Any

from peewee import Model, SqliteDatabase
from playhouse.migrations import Runner

from models.cases import (
    Case,
    Delivery,
    Enquiry,
    Extension,
    Forwarded,
    Forwarding,
    Item,
    Party,
    Reception,
    RefusalReport,
    Reminder,
    SpecialProcedure,
    Step,
    Telling,
)
from models.days import Absence, DayClose, Draft
from models.documents import Document, PrintJob, Sequence
from models.first_asked import Referral, Transfer
from models.journal import Event, EventBody
from models.leads import BackEntry, Lead
from models.office import (
    CalendarChange,
    Colleague,
    Department,
    Duty,
    MatterVersion,
    Office,
    Schedule,
    Staff,
)
from models.people import Person
from models.record import Record

APPLICATION_ID = 0x424D4B57  # "BMKW"
SCHEMA_VERSION = 1
MIGRATIONS = Path(__file__).parent / "migrations"
# A quoted name or text, quotes and blanks within included; a word; or any other sign.
_WORD = re.compile(r"""\"[^"]*"|'[^']*'|`[^`]*`|\[[^]]*]|\w+|\S""")

CHAINED: tuple[type[Record], ...] = (
    Office, Staff, CalendarChange, MatterVersion, Department, Colleague, Duty, Person, Reception,
    Party, Telling, Enquiry, Case, Item, Step, RefusalReport, Delivery, Document, DayClose, Absence,
    Schedule, SpecialProcedure, Extension, Forwarding, Forwarded, Reminder, Referral, Transfer,
    Lead, BackEntry,
)  # fmt: skip
TABLES: tuple[type[Model], ...] = (*CHAINED, Event, EventBody, Sequence, PrintJob, Draft)

# Each is read back after opening: a pragma that SQLite silently ignores protects nobody.
# TRUNCATE/EXTRA and not WAL: see README, "Dependencies".
PRAGMAS: dict[str, Any] = {
    "locking_mode": "exclusive",
    "journal_mode": "truncate",
    "synchronous": 3,  # EXTRA
    "foreign_keys": 1,
    "recursive_triggers": 1,
    "secure_delete": 1,
    "temp_store": 2,  # MEMORY
    "trusted_schema": 0,
    "cell_size_check": 1,
}


class NewerSchema(Exception):
    """The file was written by a later version of the program; it is left untouched."""


class ForeignFile(Exception):
    """The file is some other program's database."""


class MigrationsLost(Exception):
    """The file is of this version, and its own list says that it was never brought to it."""


class PragmaIgnored(Exception):
    """SQLite did not take a setting that the promises of this program rest on."""


def open_database(path: Path, pragmas: dict[str, Any] | None = None) -> SqliteDatabase:
    """Open `path`, set and read back the pragmas, take SQLite's own lock, bind the tables.

    Raises NewerSchema, ForeignFile, PragmaIgnored, or peewee's DatabaseError for a damaged file.
    """
    settings = PRAGMAS | (pragmas or {})
    database = SqliteDatabase(str(path), pragmas=settings, timeout=0)
    database.connect()
    try:
        _refuse_strangers(database)
        for name, wanted in settings.items():
            if database.pragma(name) != wanted:
                raise PragmaIgnored(name)
        database.execute_sql("BEGIN EXCLUSIVE")
        database.execute_sql("COMMIT")
    except BaseException:
        database.close()
        raise
    database.bind(TABLES)
    return database


def _refuse_strangers(database: SqliteDatabase) -> None:
    application, version = database.pragma("application_id"), database.pragma("user_version")
    if application == 0 and version == 0 and not database.get_tables():
        return
    if application != APPLICATION_ID:
        raise ForeignFile(str(database.database))
    if version > SCHEMA_VERSION:
        raise NewerSchema(str(version))


def pending_migrations(database: SqliteDatabase) -> list[str]:
    """Names of the migrations that this file has not seen yet. Raises MigrationsLost."""
    try:
        rows = Runner(database, str(MIGRATIONS)).status()
    except ValueError as error:  # a name that is no text
        raise MigrationsLost from error
    pending = [row.name for row in rows if not row.applied]
    if pending and database.pragma("user_version") == SCHEMA_VERSION:
        raise MigrationsLost(*pending)
    return pending


def migration_names() -> list[str]:
    """The names of all migrations, as they stand in the list of a file of this version."""
    return [path.stem for path in MIGRATIONS.glob("[0-9]*.py")]


def migrate(database: SqliteDatabase) -> list[str]:
    """Bring the schema up to `SCHEMA_VERSION`; each migration is a transaction of its own."""
    applied: list[str] = Runner(database, str(MIGRATIONS)).up()
    database.pragma("application_id", APPLICATION_ID)
    database.pragma("user_version", SCHEMA_VERSION)
    return applied


@cache
def expected_schema() -> dict[str, str]:
    """What this version of the program has in a database: name and SQL of every table, index
    and trigger."""
    database = SqliteDatabase(":memory:")
    database.connect()
    try:
        migrate(database)
        return schema_of(database.connection())
    finally:
        database.close()


def schema_of(connection: sqlite3.Connection) -> dict[str, str]:
    """The same of an open database, word by word: how the words are set apart is left out, that
    they are is not. Without the indexes that SQLite makes by itself for a table's own words."""
    rows = connection.execute(
        "SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_master WHERE NOT "
        "(type = 'index' AND name LIKE 'sqlite\\_autoindex\\_%' ESCAPE '\\' AND sql IS NULL)"
    )
    return {name: " ".join(_WORD.findall(sql)) for name, sql in rows}
