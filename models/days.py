"""The day close, who left the desk, and what is half typed."""

from peewee import ForeignKeyField, IntegerField, Model, TextField

from models.fields import DayField, JsonField, MomentField
from models.office import Staff
from models.record import Record


class DayClose(Record):
    """日结: numbered, immutable; its `head` is what the signed paper anchors."""

    number = IntegerField(unique=True)
    day = DayField(unique=True)
    closed_at = MomentField()
    clerk = ForeignKeyField(Staff, null=True, on_delete="RESTRICT")
    counts = JsonField()
    totals = JsonField()  # running, since the beginning
    documents = JsonField()  # {kind: [first number, last number, how many]}
    head_seq = IntegerField()
    head = TextField()  # hex hash of event `head_seq`


class Absence(Record):
    """离岗: somebody left the desk; `back_at` null while they are away (7.4.3)."""

    staff = ForeignKeyField(Staff, on_delete="RESTRICT")
    reason = TextField()
    stand_in = TextField()
    left_at = MomentField()
    back_at = MomentField(null=True)


class Draft(Model):
    """A form as it stood when the clerk last left a field. No evidence, hence no event."""

    key = TextField(primary_key=True)
    body = JsonField()
    saved_at = MomentField()

    class Meta:
        legacy_table_names = False
