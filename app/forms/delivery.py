"""送达回证: what proves which papers reached whom, where, when and how, and who was there.

It says what was recorded and no more: whoever has to sign finds a line, and where nobody signs it
says that nobody did.
"""

from app import deadlines
from app.case_parts import Served
from app.casefile import CaseFile
from app.desk import Desk
from app.documents import Paper
from app.forms import about, parts, signing
from app.numbers import Kind
from app.parties import GUARDIAN
from app.people import ORGANISATION
from app.wording import say
from models.cases import Delivery
from reports.sheet import Block, Fields, Heading, Paragraph, Signatures, Table

_FORM = Kind.DELIVERY.value
# How a case ends on paper. What came before was handed over when it was made.
_ENDS = frozenset(
    {Kind.COMPLETION, Kind.REFUSAL, Kind.RETURN, Kind.WITHDRAWAL, Kind.TERMINATION}
)  # fmt: skip
_HEADS = ("文书、文号", "怎么送", "时间、地点", "谁收", "送达人")
_WIDTHS = (4.95, 2.4, 4.8, 4.35, 2.5)
_LEADS = {
    Served.POST: "lead_post", Served.TRANSFER: "lead_transfer", Served.REFUSED: "lead_refused",
}  # fmt: skip


def receipt(desk: Desk, case: CaseFile, row: Delivery, *, died: bool = False) -> Paper:
    """送达回证 for what ended the case, a line for each of its papers; where the applicant has
    `died` it went to the next of kin. Where money goes to an account it is no proof of service
    and not called one."""
    way = Served(row.way)
    server, signs = desk.staff.name, say(_FORM, "sign_server")
    if way == Served.TRANSFER:  # nobody served anything
        server, signs = "—", say("通用", "sign_clerk")
    papers = _papers(case)
    shared = (_way(case, way, died), _where(desk, row), _who(case, row, way, died), server)
    what = say(_FORM, "papers" if papers else "result")
    return Paper(
        Kind.DELIVERY,
        (
            parts.head(case),
            Paragraph(say(_FORM, _LEADS.get(way, "lead"), what=what)),
            Table(
                _HEADS,
                _WIDTHS,
                tuple((name, *shared) for name in papers or (say(_FORM, "no_paper"),)),
            ),
            *_details(row, way, died),
            Fields((parts.contact(desk, case.clerk),), columns=1),
            Signatures(
                (signs, parts.day(desk.clock.now().date())),
                _signed(case, row, way, _took(case, papers), died),
            ),
            *_afterwards(way),
        ),
        ("存根",),
        title=say(_FORM, "title_transfer") if way == Served.TRANSFER else "",
    )


def _papers(case: CaseFile) -> tuple[str, ...]:
    """What tells how the case ended, each with its number on a line of its own."""
    assert case.closed_at is not None
    return tuple(
        f"{_title(case, one.kind)}\n{one.number}"
        for one in case.documents
        if one.kind in _ENDS and one.made_at >= case.closed_at
    )


def _title(case: CaseFile, kind: str) -> str:
    return about.refusal_paper(case.matter) if kind == Kind.REFUSAL else kind


def _took(case: CaseFile, papers: tuple[str, ...]) -> str:
    """What whoever signs has taken: papers, or a result of which none was made."""
    if papers:
        return say(_FORM, "took")
    return say(_FORM, "took_result", result=case.result.rstrip("。 "))


def _unit(case: CaseFile) -> bool:
    return case.applicant.kind == ORGANISATION


def _own(row: Delivery) -> bool:
    """Whether it was put before the applicant and nobody else."""
    return bool(row.recipient == row.case.applicant.name)


def _way(case: CaseFile, way: Served, died: bool) -> str:
    if way == Served.BY_AGENT and died:
        return say(_FORM, "way_kin")
    return say(_FORM, "way_unit") if way == Served.IN_PERSON and _unit(case) else way.value


def _where(desk: Desk, row: Delivery) -> str:
    """When and where; by post, when it was posted and where to."""
    when = deadlines.moment_text(row.at)
    if row.way == Served.TRANSFER:
        return when
    if row.way == Served.POST:
        number = say(_FORM, "post_number", number=row.post_number)
        return f"{when}{say(_FORM, 'posted')}\n{row.address}\n{number}"
    office = desk.office
    here = say(_FORM, "window", address=office.address, window=office.window_no)
    return f"{when}\n{row.address or here}"


def _who(case: CaseFile, row: Delivery, way: Served, died: bool) -> str:
    if way == Served.TRANSFER:
        return say(_FORM, "nobody")
    if way == Served.BY_AGENT:
        return say(_FORM, "kin" if died else "agent", name=row.recipient)
    if way == Served.POST or _unit(case) or not _own(row):
        return row.recipient
    return say(_FORM, "refused" if way == Served.REFUSED else "self", name=row.recipient)


def _details(row: Delivery, way: Served, died: bool) -> tuple[Block, ...]:
    """What may be long, on lines of its own: who fetched it and why, why it was not taken."""
    pairs = []
    if way == Served.BY_AGENT:
        pairs.append((say(_FORM, "relation" if died else "agent_why"), row.agent_reason))
    if way == Served.REFUSED:
        pairs.append((say(_FORM, "refused_why"), row.agent_reason))
    elif row.signature == "拒签":
        pairs.append((say(_FORM, "signature"), say(_FORM, "not_signed")))
    return (Fields(tuple(pairs), columns=1),) if pairs else ()


def _afterwards(way: Served) -> tuple[Block, ...]:
    """Where a refused paper went is written by hand: nothing of it has been recorded."""
    if way != Served.REFUSED:
        return ()
    left, right = ("left_at", "left_photos"), ("taken_back", "left_by")
    return (
        Heading(say(_FORM, "afterwards")),
        Signatures(tuple(say(_FORM, one) for one in left), tuple(say(_FORM, one) for one in right)),
    )


def _signed(case: CaseFile, row: Delivery, way: Served, took: str, died: bool) -> tuple[str, ...]:
    """Who signs, as it was recorded."""
    if way == Served.TRANSFER:
        return ()
    if way == Served.POST:
        return say(_FORM, "post_receipt"), say(_FORM, "post_receipt_by"), say("通用", "blank_date")
    if way == Served.REFUSED:
        called = say(_FORM, "called") if _own(row) else row.recipient
        lines = [say(_FORM, "refused_to_take", who=called)]
    else:
        lines = _taken(case, row, way, took, died)
    return (*lines, *signing.witnessed(row.witness), say("通用", "blank_date"))


def _taken(case: CaseFile, row: Delivery, way: Served, took: str, died: bool) -> list[str]:
    """What whoever took it signs; only whoever does so for another passes it on."""
    fetched = way == Served.BY_AGENT
    guardian = fetched and not died and _guardian(case, row)
    passes_on = fetched and not died and not guardian
    called = say(_FORM, "called_kin" if died else "called_agent" if fetched else "called")
    if row.signature == "拒签":
        return [say(_FORM, "taken_unsigned", who=called, took=took)]
    if row.signature == "捺印":
        heard = "read_aloud_for" if passes_on else "read_aloud"
        return [
            say(_FORM, heard, who=called, reader=row.reader, took=took),
            say("通用", "sign_print", who=called),
        ]
    if fetched:
        taken = "taken_for" if passes_on else "taken_guardian" if guardian else "taken_kin"
        return [say(_FORM, taken, took=took), say(_FORM, "sign_fetched", who=called,
                                                  name=row.recipient)]  # fmt: skip
    if _unit(case):
        return [say(_FORM, "taken_unit", took=took), *signing.sign_unit()]
    return [say(_FORM, "taken", took=took), say(_FORM, "sign_recipient")]


def _guardian(case: CaseFile, row: Delivery) -> bool:
    """Whether the guardian who applied fetched it: that is receipt, not carrying."""
    agent = case.agent
    return agent is not None and agent.kind == GUARDIAN and agent.person.name == row.recipient
