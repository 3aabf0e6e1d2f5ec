"""What became of a visitor whose matter is somebody else's: 引导, 转交, 辖区外指引 (2.3)."""

from peewee import BooleanField, ForeignKeyField, TextField

from models.cases import Reception
from models.fields import JsonField, MomentField
from models.office import Colleague
from models.record import Record


class Referral(Record):
    """引导 or 辖区外指引: where the visitor was sent, and that somebody there knows."""

    reception = ForeignKeyField(Reception, on_delete="RESTRICT")
    kind = TextField()
    matter = TextField()
    colleague = ForeignKeyField(Colleague, null=True, on_delete="RESTRICT")
    office = TextField()  # where to go
    place = TextField(default="")
    phone = TextField(default="")
    called = TextField(default="")  # whom the clerk called
    called_at = MomentField(null=True)
    present = BooleanField(default=False)
    words = TextField(default="")  # what the visitor was told to do
    bring = TextField(default="")  # what to bring along
    number = TextField(null=True, unique=True)  # of the slip, where one was given
    at = MomentField(index=True)


class Transfer(Record):
    """转交: the colleague is away; address, message and papers are passed on (2.3, 2.4)."""

    reception = ForeignKeyField(Reception, on_delete="RESTRICT")
    colleague = ForeignKeyField(Colleague, null=True, on_delete="RESTRICT")
    responsible = TextField()
    responsible_phone = TextField(default="")
    absent_why = TextField()
    visitor = TextField()
    address = TextField(default="")
    phone = TextField(default="")
    matter = TextField()
    message = TextField()
    papers = JsonField(default=list)  # [{"name", "pages", "count"}]
    number = TextField(unique=True)
    handed_at = MomentField(index=True)
    received_at = MomentField(null=True)
    received_by = TextField(default="")
    contacted_at = MomentField(null=True)
    contact = TextField(default="")  # how the visitor was reached, and what was agreed
    result = TextField(default="")
    result_at = MomentField(null=True)
