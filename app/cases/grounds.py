"""Why a case may be terminated: what ends any case, and what its own matter names."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.case_table import Outcome, State
from app.casefile import CaseFile
from app.cases.reminding import HELP, SUPPLEMENT
from app.catalogue import MatterKind
from app.deadlines import date_text
from app.errors import FieldError, RuleError


class Ground(StrEnum):
    """Grounds that end any case."""

    DEATH = "申请人死亡"
    GONE = "申请的标的已不存在"
    DUPLICATE = "重复申请"
    POLICY = "政策已停止执行"


# By what a matter's own ground is known to rest on the applicant's not helping, or being late.
_NO_HELP = ("不配合",)
_LATE = ("逾期", "没有按", "未按", "没有到", "未补正", "不补正", "撤回", "作废")


@dataclass(frozen=True)
class GroundView:
    """A ground that a case allows; `basis` "" where it has to be named. `reminder`: what the
    applicant must have been reminded of before; `late`: it rests on lateness."""

    text: str
    basis: str = ""
    reminder: str = ""
    late: bool = False


def grounds(case: CaseFile) -> tuple[GroundView, ...]:
    """Every ground on which this case may be terminated. Relief never ends by lateness."""
    own = [_own(one.ground, one.basis) for one in case.matter.termination]
    relief = case.matter.kind == MatterKind.BENEFIT
    return (
        *(GroundView(one.value) for one in Ground),
        *(one for one in own if not (relief and one.late)),
    )


def died(case: CaseFile) -> bool:
    """Whether it was ended because the applicant is dead: nobody may take for them or as them."""
    return case.outcome == Outcome.TERMINATED and case.reason.startswith(Ground.DEATH)


def _own(text: str, basis: str) -> GroundView:
    if any(word in text for word in _NO_HELP):
        return GroundView(text, basis, HELP)
    if any(word in text for word in _LATE):
        return GroundView(text, basis, SUPPLEMENT, late=True)
    return GroundView(text, basis)


def checked(case: CaseFile, text: str, today: date) -> GroundView:
    """The ground called `text`, where it holds today. Raises FieldError where the case allows no
    such ground, RuleError before the applicant was reminded or the date has passed (1.3)."""
    found = next((one for one in grounds(case) if one.text == text), None)
    if found is None:
        named = text in [one.ground for one in case.matter.termination]
        raise FieldError(
            "ground",
            "给付事项不能只因逾期终止，请继续提醒申请人，需要时上门帮助补办。"
            if named
            else "请选择终止的情形。",
        )
    if found.late and (case.state != State.AWAITING or case.supplement_due is None):
        raise RuleError(
            "这种情形要以补充件通知书上的日期为准，现在没有发出的通知书。",
            clause="1.3",
            instead="请先发补充件通知书，写明补齐的日期。",
            field="ground",
        )
    if found.late and case.supplement_due is not None and today <= case.supplement_due:
        raise RuleError(
            f"补齐的期限到{date_text(case.supplement_due)}，还没有过。",
            clause="1.3",
            instead="请过了这一天再办，期间提醒申请人。",
            field="ground",
        )
    if found.reminder and found.reminder not in [one.about for one in case.reminders]:
        raise RuleError(
            f"还没有提醒过申请人“{found.reminder}”，不能以此终止。",
            clause="1.3",
            instead="请先电话或上门提醒，在“提醒申请人”里记下提醒的内容和答复。",
            field="ground",
        )
    return found
