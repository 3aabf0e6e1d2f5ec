"""上报 in batches, and 上级要求补正: a case sent back for more."""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from app import documents, texts
from app.case_parts import SENT_BACK
from app.cases import lying
from app.cases.common import (
    Done,
    DoneForMany,
    fetch,
    file,
    late,
    matter_of,
    moved,
    steps_done,
)
from app.cases.receiving import checked, supplement_due, write_answers
from app.catalogue import Matter
from app.checklist import LACKS, ItemInput
from app.errors import FieldError, RuleError
from app.forms import forwarding as forms
from app.journal import Transaction, operation
from models.cases import Forwarded, Forwarding, Item

FROM_ABOVE = "上级要求"  # nobody's fault, hence no second telling (1.3)
_NONE: Mapping[str, str] = MappingProxyType({})


@operation("上报")
def forward(
    tx: Transaction,
    cases: Sequence[str],
    opinion: str,
    receiver: str = "",
    *,
    own: Mapping[str, str] = _NONE,
    late_reason: str = "",
    late_owner: str = "",
) -> DoneForMany:
    """Hand accepted cases of one deciding organ to it, all of them or none, with one list.

    `opinion` is that of the first review for all but those with one of their `own`, by the
    case's UUID. The own clock stops here: whatever is late by now says why and whose it is
    (3.1). Raises RuleError for what is decided here, or while a compulsory step is open.
    """
    if not cases:
        raise FieldError("cases", "请选择要上报的办件。")
    rows = [fetch(tx, "上报", uuid) for uuid in dict.fromkeys(cases)]
    files = [file(tx, row) for row in rows]
    organ = _organ([one.matter for one in files])
    opinions = _opinions(rows, opinion, own)
    to = texts.clean("receiver", "接收人", receiver, limit=60, required=False)
    for row, seen in zip(rows, files, strict=True):
        steps_done(seen, "上报")
        late(tx, row, seen, late_reason, late_owner)
    number = documents.issue(tx, forms.handed_over(tx.desk, organ, to, files, opinions))
    batch = Forwarding(number=number, organ=organ, receiver=to, at=tx.now)
    tx.save(batch)
    for row, said in zip(rows, opinions, strict=True):
        tx.save(Forwarded(forwarding=batch, case=row, opinion=said))
        moved(row, "上报")
        tx.save(row)
    return DoneForMany(tuple(file(tx, row) for row in rows), (number,))


def _organ(matters: Sequence[Matter]) -> str:
    """The one organ that decides all of them. Raises RuleError."""
    organs = {}
    for matter in matters:
        if not matter.goes_up:
            raise RuleError(
                f"“{matter.name}”由{matter.organ}决定，不用上报。",
                clause="3.1",
                instead="请直接作出准予或者不予的决定。",
            )
        organs[matter.organ] = True
    if len(organs) > 1:
        raise RuleError(
            f"选中的办件分别由{'、'.join(organs)}决定，不能写在一张移交清单上。",
            clause="3.1",
            instead="请按决定机关分开上报。",
        )
    return next(iter(organs))


def _opinions(rows: Sequence[Any], opinion: str, own: Mapping[str, str]) -> tuple[str, ...]:
    """The opinion on each of them, checked. Raises FieldError on `review`, or on
    `review.<UUID>` for one of its own."""
    alone = {
        row.uuid: texts.clean(
            f"review.{row.uuid}", "初审意见", own.get(row.uuid, ""), limit=300, required=False
        )
        for row in rows
    }
    needed = not all(alone.values())
    shared = texts.clean("review", "初审意见", opinion, limit=300, required=needed)
    return tuple(alone[row.uuid] or shared for row in rows)


@operation("上级要求补正")
def send_back(
    tx: Transaction,
    case: str,
    demand: str,
    on: date,
    paper: str,
    items: Sequence[ItemInput],
    due: date | None = None,
) -> Done:
    """The authority above wants more, in writing: tell the applicant all of it at once. It is
    no second telling of this window (1.3).

    `items` are the lines of the checklist to be filled or mended; what no line asks for stands
    on the line that it supports, as what is wrong with it and what to bring. `due` as in
    `ask_more`. Raises RuleError without such a line; FieldError on `item.<n>`.
    """
    row = fetch(tx, "上级要求补正", case)
    matter = matter_of(row)
    said = texts.clean("demand", "上级的要求", demand, limit=500, lines=True)
    one = lying.answered(tx, row, SENT_BACK, on, paper)
    one.demand = said
    tx.save(one)
    wanted = checked(matter, row.situation, items)
    if not wanted or any(item.answer not in LACKS for item in wanted):
        raise RuleError(
            "还没有标出要补什么。",
            clause="1.3",
            instead="请在要补的材料旁选“缺少”或“需更正”，写明上级要什么；清单上没有的，"
            "写在它所说明的那一项里。",
        )
    write_answers(tx, row, wanted)
    row.supplement_due = supplement_due(tx, matter, due)
    moved(row, "上级要求补正")
    tx.save(row)
    number = documents.issue(tx, forms.demanded(tx.desk, file(tx, row)), case=row)
    lacking = [answer.value for answer in LACKS]
    for item in Item.select().where(Item.case == row, Item.answer.in_(lacking)):
        item.asked_in, item.asked_later_why = number, FROM_ABOVE
        tx.save(item)
    return Done(file(tx, row), (number,))
