"""线索: what the program noticed and somebody has to look at (1.6, 2.5.5, 4.2)."""

from peewee import ForeignKeyField, TextField

from models.cases import Case, Reception
from models.fields import MomentField
from models.office import Staff
from models.record import Record


class Lead(Record):
    """A finding without a judgement: the clerk states their side, the responsible person
    verifies it or drops it."""

    kind = TextField(index=True)
    case = ForeignKeyField(Case, null=True, on_delete="RESTRICT")
    reception = ForeignKeyField(Reception, null=True, on_delete="RESTRICT")
    staff = ForeignKeyField(Staff, on_delete="RESTRICT")
    facts = TextField()
    reason = TextField(default="")  # given when it was done
    found_at = MomentField(index=True)
    statement = TextField(default="")
    stated_at = MomentField(null=True)
    finding = TextField(default="")  # "" while open, then one of app.lead_register.FINDINGS
    opinion = TextField(default="")
    handed_to = TextField(default="")  # 移送: to whom
    verified_by = TextField(default="")
    verified_at = MomentField(null=True)


class BackEntry(Record):
    """补录: what happened at `happened_at` is entered later, and why it could not be then."""

    staff = ForeignKeyField(Staff, on_delete="RESTRICT")
    happened_at = MomentField()
    why = TextField()
    entered_at = MomentField()
