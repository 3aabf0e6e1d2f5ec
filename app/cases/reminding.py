"""提醒申请人: who waits for the applicant says so first, and notes it."""

from app import texts
from app.case_table import DELIVERABLE, State
from app.casefile import CaseFile
from app.cases.common import Done, fetch, file
from app.errors import FieldError
from app.journal import Transaction, operation
from models.cases import Reminder

WAYS = ("电话", "上门", "短信", "书面")
SUPPLEMENT, GAP, HELP, COLLECT = "补交材料", "补交容缺材料", "配合核查", "领取结果"
_MAKE_GOOD, _CHECK = "补办急难手续", "来窗口核对材料"
_TOPICS = {
    State.URGENT: (_MAKE_GOOD,),
    State.REVIEWING: (_CHECK, HELP),
    State.AWAITING: (SUPPLEMENT, HELP),
    State.ACCEPTED: (HELP,),
    State.SPECIAL: (HELP,),
    State.FORWARDED: (HELP,),
}


def topics(case: CaseFile) -> tuple[str, ...]:
    """What the applicant of this case may be reminded of, the likeliest first."""
    if case.state in DELIVERABLE:
        return (COLLECT,)
    gap = (GAP,) if case.gap_due is not None else ()
    return (*gap, *_TOPICS.get(case.state, ()))


@operation("提醒申请人")
def remind(tx: Transaction, case: str, about: str, way: str, words: str, answer: str = "") -> Done:
    """Note that the applicant was reminded: of what, how, in which words, and what they said.
    Raises FieldError."""
    row = fetch(tx, "提醒申请人", case)
    if about not in topics(file(tx, row)):
        raise FieldError("about", "请选择提醒的是什么事。")
    if way not in WAYS:
        raise FieldError("reminded_by", "请选择怎么提醒的。")
    tx.save(
        Reminder(
            case=row,
            about=about,
            way=way,
            words=texts.clean("words", "提醒的内容", words, limit=300, lines=True),
            answer=texts.clean("said", "申请人的答复", answer, limit=300, required=False),
            at=tx.now,
        )
    )
    return Done(file(tx, row))
