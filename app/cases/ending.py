"""撤回 and 终止."""

from app import documents, texts
from app.case_table import Outcome
from app.cases import grounds
from app.cases.common import Done, Signing, ended, fetch, file, signed
from app.cases.grounds import Ground
from app.errors import FieldError
from app.forms import decisions
from app.journal import Transaction, operation
from models.cases import Case


@operation("撤回")
def withdraw(tx: Transaction, case: str, reason: str, signing: Signing) -> Done:
    """End an open case on the applicant's own signed request."""
    row = fetch(tx, "撤回", case)
    row.reason = texts.clean("reason", "撤回原因", reason, limit=300, lines=True)
    row.signing = signed(signing, agent=bool(row.agent))
    if row.signing["kind"] == "拒签":
        raise FieldError("signing", "撤回要由申请人或代理人签字，不能记为拒签。")
    row.result = "申请人撤回"
    ended(tx, row, "撤回", Outcome.WITHDRAWN)
    tx.save(row)
    paper = decisions.withdrawal(tx.desk, file(tx, row))
    return Done(file(tx, row), (documents.issue(tx, paper, case=row),))


@operation("终止")
def terminate(
    tx: Transaction, case: str, ground: str, facts: str, basis: str, *, other: str = "",
    died_on: str = "", known_from: str = "",
) -> Done:  # fmt: skip
    """End an open case that can no longer be decided, on a ground that it allows (`grounds`).

    A death says when (`died_on`) and from whom it is known, a second application names the
    `other` case. Raises FieldError; RuleError for lateness or no help without a reminder.
    """
    row = fetch(tx, "终止", case)
    seen = file(tx, row)
    found = grounds.checked(seen, ground, tx.now.date())
    if found.text == Ground.DEATH:
        died = texts.clean("died_on", "去世的日期", died_on, limit=40)
        source = texts.clean("known_from", "从哪里得知", known_from, limit=100)
        told = f"去世日期：{died}；得知途径：{source}"
    elif found.text == Ground.DUPLICATE:
        number = texts.clean("other", "另一办件的编号", other, limit=60)
        if number == row.number:
            raise FieldError("other", "这是本办件自己的编号，请填另一办件的编号。")
        told = f"另一办件：{number}{_same_office(number)}"
    else:
        told = texts.clean("facts", "有关情况", facts, limit=500, lines=True)
    row.reason = f"{found.text}。{told}"
    row.basis = texts.clean("basis", "依据", basis or found.basis, limit=500, lines=True)
    row.result = "终止办理"
    ended(tx, row, "终止", Outcome.TERMINATED)
    tx.save(row)
    paper = decisions.termination(tx.desk, file(tx, row), died=found.text == Ground.DEATH)
    return Done(file(tx, row), (documents.issue(tx, paper, case=row),))


def _same_office(number: str) -> str:
    """Where the other case is one of this window: how it stands."""
    row = Case.get_or_none(Case.number == number)
    return f"（本窗口，{row.state}）" if row is not None else ""
