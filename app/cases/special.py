"""特别程序: what the law takes out of the limit, from its written notice to its end (§5)."""

from typing import Any

from app import documents, leads, texts
from app.case_parts import SpecialView
from app.casefile import CaseFile
from app.cases.common import Done, deadline_if, fetch, file, in_time, known, moved
from app.catalogue import LICENSING_LAW, Stage
from app.deadlines import Pause
from app.errors import FieldError, RuleError
from app.forms import limits
from app.journal import Transaction, operation
from app.leads import LeadKind
from models.cases import SpecialProcedure

# What does not count by law (行政许可法 §45), and a step that the matter itself does not count.
LAWFUL = ("听证", "招标", "拍卖", "检验", "检测", "检疫", "鉴定", "专家评审")
OWN_STEP = "事项的环节"
MOST_DAYS = 365


def own_steps(case: CaseFile) -> tuple[str, ...]:
    """The steps of the matter that are no part of its limit and not yet done. A 公示 among them
    stops the count by itself, with its own sheet."""
    return tuple(
        step.name
        for step, done in zip(case.matter.steps, case.steps, strict=True)
        if step.stage == Stage.OWN and not step.counts and not step.posted and done.ended is None
    )


@operation("特别程序")
def start_special(
    tx: Transaction, case: str, ground: str, basis: str, days: int, *, step: str = "",
    again_why: str = "",
) -> Done:  # fmt: skip
    """Stop the count from today on, with the notice that says why and for how long.

    `ground` is one of `LAWFUL`, or `OWN_STEP` for the `step` of that name; `days` are calendar
    days. No pause makes up for a due moment that has passed. A second pause needs `again_why`
    and leaves a lead. Raises FieldError, RuleError.
    """
    row = fetch(tx, "特别程序", case)
    seen = file(tx, row)
    in_time(tx, seen, "不能再用特别程序停止计算")
    what = _ground(seen, ground, step)
    basis = texts.clean("special_basis", "依据", basis, limit=300)
    if LICENSING_LAW in basis and not seen.matter.under_licensing_law:
        raise FieldError("special_basis", "这个事项不是行政许可，请写本事项自己的依据。")
    if not 0 < days <= MOST_DAYS:
        raise FieldError("special_days", f"所需天数应是 1 到 {MOST_DAYS}，请核对。")
    why = _again(seen, again_why)
    today = tx.now.date()
    stopped = deadline_if(tx, row, pauses=(*known(row).pauses, Pause(today, None)))
    paper = limits.special(tx.desk, seen, SpecialView(what, basis, days, today), stopped)
    number = documents.issue(tx, paper, case=row)
    moved(row, "特别程序")
    tx.save(row)
    tx.save(
        SpecialProcedure(
            case=row, ground=what, basis=basis, days=days, started=today, number=number
        )
    )
    if why:
        facts = f"{row.number}第 {len(seen.specials) + 1} 次启动特别程序（{what}）。"
        leads.found(tx, LeadKind.REPEATED_SPECIAL, facts, case=row, reason=why)
    return Done(file(tx, row), (number,))


@operation("恢复办理")
def resume(tx: Transaction, case: str, findings: str) -> Done:
    """End the special procedure: from today on the days count again, and the notice says until
    when (3.1). `findings` is what it came to."""
    row = fetch(tx, "恢复办理", case)
    special: Any = SpecialProcedure.get(
        SpecialProcedure.case == row, SpecialProcedure.resumed.is_null()
    )
    still = Pause(special.started, None)
    others = tuple(one for one in known(row).pauses if one != still)
    before = deadline_if(tx, row, pauses=others)
    special.findings = texts.clean("findings", "结果", findings, limit=1000, lines=True)
    special.resumed = tx.now.date()
    tx.save(special)
    moved(row, "恢复办理")
    tx.save(row)
    number = documents.issue(tx, limits.resumption(tx.desk, file(tx, row), before), case=row)
    special.resume_number = number
    tx.save(special)
    return Done(file(tx, row), (number,))


def _ground(case: CaseFile, ground: str, step: str) -> str:
    if ground in LAWFUL:
        return ground
    if ground != OWN_STEP:
        raise FieldError("special_ground", "请选择特别程序的情形。")
    names = own_steps(case)
    if not names:
        raise FieldError("special_ground", "这个事项没有不计入期限的环节，请选择其他情形。")
    if step not in names:
        raise FieldError("special_step", f"请填写不计入期限的环节：{'、'.join(names)}。")
    return step


def _again(case: CaseFile, why: str) -> str:
    """Why there is another special procedure; "" for the first."""
    if not case.specials:
        return ""
    reason = texts.clean("again_why", "再次启动的原因", why, limit=200, required=False)
    if not reason:
        raise RuleError(
            f"这个办件已经有过 {len(case.specials)} 次特别程序，再次启动要说明原因，并记为线索。",
            clause="2.5.5",
            instead="请填写再次启动的原因。",
            field="again_why",
        )
    return reason
