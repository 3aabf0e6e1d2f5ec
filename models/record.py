"""What every chained table shares: an integer key inside, a UUID outside, a salt of its own."""

import secrets
import uuid as uuid_module
from typing import Any, ClassVar

from peewee import AutoField, BlobField, Model, TextField

from models.fields import canonical_json


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
    salt = BlobField(default=lambda: secrets.token_bytes(16))

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
        row = {name: self.stored(name) for name in self.chained_fields()}
        return canonical_json({"table": self._meta.table_name, "uuid": self.uuid} | row)
