"""Numbered papers and what the printer said of them."""

from peewee import AutoField, CompositeKey, ForeignKeyField, IntegerField, Model, TextField

from models.cases import Case, Reception
from models.fields import MomentField
from models.record import Record


class Sequence(Model):
    """The last serial given out, per kind and year."""

    kind = TextField()
    year = IntegerField()
    last = IntegerField()

    class Meta:
        legacy_table_names = False
        primary_key = CompositeKey("kind", "year")


class Document(Record):
    """One paper with every string printed on it (design §6)."""

    UNCHAINED = frozenset({"prints"})

    kind = TextField()
    number = TextField(unique=True)
    year = IntegerField()
    serial = IntegerField()
    machine_number = TextField(unique=True)
    reception = ForeignKeyField(Reception, null=True, on_delete="RESTRICT")
    case = ForeignKeyField(Case, null=True, on_delete="RESTRICT")
    sheet = TextField()  # canonical JSON of reports.sheet.Sheet
    check_code = TextField()
    made_at = MomentField(index=True)
    state = TextField()  # 已生成, 已送打印, 已交付
    void_reason = TextField(default="")
    prints = IntegerField(default=0)

    class Meta:
        indexes = ((("kind", "year", "serial"), True),)


class PrintJob(Model):
    """An attempt to print, followed to its end."""

    id = AutoField()
    document = ForeignKeyField(Document, on_delete="RESTRICT")
    printer = TextField()
    title = TextField()
    at = MomentField()
    state = TextField()
    message = TextField(default="")

    class Meta:
        legacy_table_names = False
