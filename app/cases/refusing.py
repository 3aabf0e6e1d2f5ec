"""退回 and 否定报备: nobody is turned away without reason, basis, and the leader's knowledge."""

from typing import Any

from app import documents, texts
from app.case_table import Outcome
from app.cases.common import Done, approver, ended, fetch, file, not_accepted_yet, reason_and_basis
from app.errors import RuleError
from app.forms import decisions
from app.journal import Transaction, operation
from app.numbers import Kind
from models.cases import Case, RefusalReport

AGREED, OVERTURNED = "同意", "撤销退回"


@operation("退回")
def return_case(tx: Transaction, case: str, reason: str, basis: str) -> Done:
    """Return an application that is not eligible (1.4, 3.3.3).

    先报后退 (the office's default): only the report is made, the notice waits for the leader.
    先退后报: notice and report at once.
    """
    row = fetch(tx, "退回", case)
    not_accepted_yet(row, "退回")
    row.reason, row.basis = reason_and_basis(reason, basis)
    row.left_state = row.state
    row.result = "退回"
    ended(tx, row, "退回", Outcome.RETURNED)
    tx.save(row)
    papers = [report(tx, row, "经审核不符合办理条件，拟予退回。")]
    if not tx.desk.office.report_first:
        papers.insert(0, _notice(tx, row))
    return Done(file(tx, row), tuple(papers))


@operation("批示否定报备")
def decide_report(
    tx: Transaction,
    case: str,
    *,
    agree: bool,
    opinion: str,
    leader: str = "",
    from_paper: bool = False,
) -> Done:
    """Record the leader's decision on the open refusal report.

    A leader decides in person; a clerk records the signed paper (`from_paper`, naming the
    `leader`). Overturned, a returned case goes back to the state it left and its clock never
    restarts; a notice already issued is revoked in writing.
    """
    row = fetch(tx, "批示否定报备", case)
    open_report: Any = RefusalReport.get_or_none(
        RefusalReport.case == row, RefusalReport.decision == ""
    )
    if open_report is None:
        raise RuleError("这个办件没有待批示的否定报备。", clause="1.4")
    by = approver(tx, "否定报备", "1.4", leader, from_paper=from_paper)
    if not agree and row.outcome != Outcome.RETURNED:
        raise RuleError(
            "不予决定已经作出并送出，不能在这里撤销。",
            clause="1.4",
            instead="请领导签署意见；要撤销的，由决定机关依法另行处理。",
        )
    open_report.leader = by
    open_report.opinion = texts.clean("opinion", "领导意见", opinion, limit=500, lines=True)
    open_report.decision = AGREED if agree else OVERTURNED
    open_report.decided_at = tx.now
    open_report.recorded_from_paper = from_paper
    tx.save(open_report)
    return Done(*_follow(tx, row, agree))


def _follow(tx: Transaction, row: Any, agree: bool) -> tuple[Any, tuple[str, ...]]:
    seen = file(tx, row)
    out = [paper.number for paper in seen.documents if paper.kind == Kind.RETURN]
    papers: tuple[str, ...] = ()
    if agree:
        if row.outcome == Outcome.RETURNED and not out:
            papers = (_notice(tx, row),)
        return file(tx, row), papers
    if out:
        assert seen.report is not None
        paper = decisions.revocation(tx.desk, seen, out[-1], seen.report)
        papers = (documents.issue(tx, paper, case=row),)
    row.state, row.left_state = row.left_state, ""
    row.outcome = row.reason = row.basis = row.result = ""
    row.closed_at = None
    tx.save(row)
    return file(tx, row), papers


def report(tx: Transaction, row: Any, situation: str) -> str:
    """Open the refusal report of `row` and return its number."""
    paper = decisions.refusal_report(tx.desk, file(tx, row), situation)
    number = documents.issue(tx, paper, case=row)
    tx.save(RefusalReport(case=row, number=number, reported_at=tx.now, situation=situation))
    return number


def _notice(tx: Transaction, row: Any) -> str:
    return documents.issue(tx, decisions.returned(tx.desk, file(tx, row)), case=row)


def waiting() -> tuple[tuple[str, str], ...]:
    """(case UUID, report number) of every report that waits for the leader."""
    rows = RefusalReport.select().join(Case).where(RefusalReport.decision == "")
    return tuple((row.case.uuid, row.number) for row in rows)
