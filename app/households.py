"""Who lives with whom: known once somebody applied together with the family.

A record says what its person is to the head of the household. What they are to one another is
read off a table.
"""

from collections.abc import Sequence
from typing import Any

from app import people
from app.journal import Transaction
from app.people import PersonView
from models.people import Person
from models.record import new_uuid

HEAD, MEMBER = "户主", "家庭成员"
# What a member of the household may be to the applicant, the likeliest first.
RELATIONS = ("配偶", "子女", "父母", "孙子女", "祖父母", "兄弟姐妹", MEMBER)
# Somebody who applies too, but lives elsewhere.
JOINT = "共同申请人"

_SPELLINGS = {
    "妻子": "配偶", "丈夫": "配偶", "儿子": "子女", "女儿": "子女", "父亲": "父母", "母亲": "父母",
    "孙子": "孙子女", "孙女": "孙子女", "爷爷": "祖父母", "奶奶": "祖父母",
    "哥哥": "兄弟姐妹", "弟弟": "兄弟姐妹", "姐姐": "兄弟姐妹", "妹妹": "兄弟姐妹",
}  # fmt: skip
_TURNED = {
    "配偶": "配偶", "子女": "父母", "父母": "子女", "孙子女": "祖父母", "祖父母": "孙子女",
    "兄弟姐妹": "兄弟姐妹", MEMBER: MEMBER,
}  # fmt: skip
# (what one is to the head, what the other is to the head): what the other is to the one.
_BETWEEN = {
    ("配偶", "子女"): "子女", ("配偶", "孙子女"): "孙子女",
    ("子女", "配偶"): "父母", ("子女", "子女"): "兄弟姐妹", ("子女", "父母"): "祖父母",
    ("父母", "父母"): "配偶", ("父母", "子女"): "孙子女", ("父母", "兄弟姐妹"): "子女",
    ("兄弟姐妹", "父母"): "父母", ("兄弟姐妹", "兄弟姐妹"): "兄弟姐妹",
    ("孙子女", "配偶"): "祖父母", ("祖父母", "祖父母"): "配偶",
}  # fmt: skip


def relation(one: str, other: str) -> str:
    """What somebody in the role `other` is to somebody in the role `one`."""
    if one == HEAD:
        return other
    return _TURNED.get(one, MEMBER) if other == HEAD else _BETWEEN.get((one, other), MEMBER)


def members(uuid: str) -> tuple[tuple[PersonView, str], ...]:
    """Who lives with the person, and what they are to them."""
    row = people.fetch(uuid)
    if row is None or not row.household:
        return ()
    others = Person.select().where(
        Person.household == row.household, Person.id != row.id, Person.merged_into.is_null()
    )
    return tuple(
        (people.view(one), relation(row.household_role, one.household_role))
        for one in others.order_by(Person.id)
    )


def join(tx: Transaction, applicant: Any, others: Sequence[tuple[Any, str]]) -> None:
    """Put `others`, rows with what they are to `applicant`, into one household with that row.
    Who is no member of the family stays where they are."""
    family = [
        (row, said) for row, typed in others
        if (said := _SPELLINGS.get(typed, typed)) in RELATIONS
    ]  # fmt: skip
    if not family:
        return
    if not applicant.household:
        row, said = next((one for one in family if one[0].household), (None, ""))
        applicant.household = row.household if row else new_uuid()
        applicant.household_role = _role(row.household_role, _TURNED[said]) if row else HEAD
        tx.save(applicant)
    for row, said in family:
        if row.household != applicant.household:
            row.household = applicant.household
            row.household_role = _role(applicant.household_role, said)
            tx.save(row)


def _role(one: str, said: str) -> str:
    """The role of somebody who is `said` to somebody in the role `one`."""
    if one == HEAD:
        return said
    return next((role for role in RELATIONS if relation(one, role) == said), MEMBER)
