"""What every chained table shares: an integer key inside, a UUID outside, a salt of its own."""

import secrets
import uuid as uuid_module
from collections.abc import Mapping
from typing import Any, ClassVar

from peewee import AutoField, BlobField, BooleanField, Model, TextField

from models.fields import canonical_json

SALT_BYTES = 16


def new_uuid() -> str:
    """A fresh random UUID as text."""
    return str(uuid_module.uuid4())


class Record(Model):
    """A row whose every change leaves an event (design §8).

    `UNCHAINED` names the columns that may change without one: search helpers, counters of
    failed sign-ons. They are no evidence and no part of the row's canonical form.
    """

    UNCHAINED: ClassVar[frozenset[str]] = frozenset()

    id = AutoField()
    uuid = TextField(unique=True, default=new_uuid)
    salt = BlobField(default=lambda: secrets.token_bytes(SALT_BYTES))

    class Meta:
        legacy_table_names = False
        only_save_dirty = True

    @classmethod
    def chained_fields(cls) -> list[str]:
        """The columns that the row's canonical form covers, in their declared order."""
        apart = {"id", "uuid", "salt"} | cls.UNCHAINED
        return [name for name in cls._meta.sorted_field_names if name not in apart]

    def stored(self, name: str) -> Any:
        """The column's value as SQLite holds it; a foreign key as the integer it points to."""
        field = self._meta.fields[name]
        return field.db_value(self.__data__.get(name))

    def changed_fields(self) -> list[str]:
        """The chained columns that the next save will write."""
        dirty = {field.name for field in self.dirty_fields}
        return [name for name in self.chained_fields() if name in dirty]

    def canonical(self) -> str:
        """The row as one fixed text: what `state_hash` is taken of."""
        fields = self._meta.fields
        columns = {fields[name].column_name: self.stored(name) for name in self.chained_fields()}
        return self.canonical_of(columns | {"uuid": self.uuid})

    @classmethod
    def canonical_of(cls, columns: Mapping[str, Any]) -> str:
        """The same of a row as SQLite itself gives it, by column.

        Raises TypeError for a value that no row of ours holds.
        """
        row: dict[str, Any] = {"table": cls._meta.table_name, "uuid": columns["uuid"]}
        for name in cls.chained_fields():
            field = cls._meta.fields[name]
            value = columns[field.column_name]
            row[name] = _yes_or_no(value) if isinstance(field, BooleanField) else value
        return canonical_json(row)


def _yes_or_no(value: Any) -> bool:
    """Only 0 and 1 are either: what else counts as true, the queries of the program miss."""
    if not isinstance(value, int) or value not in (0, 1):
        raise TypeError(value)
    return bool(value)
