"""Applicants, agents and organisations."""

from peewee import ForeignKeyField, TextField

from models.fields import DayField
from models.record import Record


class Person(Record):
    """Somebody the office has dealings with; `kind` is 个人, 单位 or 个体工商户."""

    UNCHAINED = frozenset({"pinyin"})

    kind = TextField()
    name = TextField(index=True)
    id_kind = TextField(default="")
    id_number = TextField(default="", index=True)
    no_id_reason = TextField(default="")
    phone = TextField(default="", index=True)
    gacha = TextField(default="")
    address = TextField(default="")
    birth = DayField(null=True)
    sex = TextField(default="")
    contact = TextField(default="")  # who speaks for an organisation
    household = TextField(default="", index=True)  # the same text for all who live together
    household_role = TextField(default="")  # 户主, 配偶, 子女, …
    merged_into = ForeignKeyField("self", null=True, on_delete="RESTRICT")  # the record that stays
    pinyin = TextField(default="", index=True)
