"""送达回证: what proves which papers reached whom, where, when and how, and who was there.

It says what was recorded and no more: whoever has to sign finds a line, and where nobody signs it
says that nobody did.
"""

from app import deadlines
from app.case_parts import Served
from app.casefile import CaseFile
from app.desk import Desk
from app.documents import Paper
from app.forms import about, parts
from app.numbers import Kind
from app.wording import say
from models.cases import Delivery
from reports.sheet import Fields, Paragraph, Signatures, Table

_FORM = Kind.DELIVERY.value
# How a case ends on paper. What came before was handed over when it was made.
_ENDS = frozenset(
    {Kind.COMPLETION, Kind.REFUSAL, Kind.RETURN, Kind.WITHDRAWAL, Kind.TERMINATION}
)  # fmt: skip
_HEADS = ("文书、文号", "怎么送", "时间、地点", "谁收", "送达人", "见证、拒收事由")
_WIDTHS = (3.9, 1.9, 4.3, 2.8, 1.9, 3.8)
_LEADS = {Served.POST: "lead_post", Served.TRANSFER: "lead_transfer"}


def receipt(desk: Desk, case: CaseFile, row: Delivery) -> Paper:
    """送达回证 for what ended the case, a line for each of its papers."""
    way = Served(row.way)
    server, signs = desk.staff.name, say(_FORM, "sign_server")
    if way == Served.TRANSFER:  # nobody served anything
        server, signs = "—", say("通用", "sign_clerk")
    shared = (way.value, _where(desk, row), _who(row, way), server, _there(row, way))
    return Paper(
        Kind.DELIVERY,
        (
            parts.head(case),
            Paragraph(say(_FORM, _LEADS.get(way, "lead"))),
            Table(_HEADS, _WIDTHS, tuple((name, *shared) for name in _papers(case))),
            Fields((parts.contact(desk, case.clerk),), columns=1),
            Signatures((signs, parts.day(desk.clock.now().date())), _signed(row, way)),
        ),
        ("存根",),
    )


def _papers(case: CaseFile) -> tuple[str, ...]:
    """What tells how the case ended, each with its number on a line of its own."""
    assert case.closed_at is not None
    found = tuple(
        f"{_title(case, one.kind)}\n{one.number}"
        for one in case.documents
        if one.kind in _ENDS and one.made_at >= case.closed_at
    )
    return found or (say(_FORM, "no_paper"),)


def _title(case: CaseFile, kind: str) -> str:
    return about.refusal_paper(case.matter) if kind == Kind.REFUSAL else kind


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


def _who(row: Delivery, way: Served) -> str:
    if way == Served.TRANSFER:
        return say(_FORM, "nobody")
    if way == Served.POST:
        return row.recipient
    if way == Served.BY_AGENT:
        return say(_FORM, "agent", name=row.recipient, why=row.agent_reason)
    return say(_FORM, "refused" if way == Served.REFUSED else "self", name=row.recipient)


def _there(row: Delivery, way: Served) -> str:
    """Who witnessed it, and why it was not taken."""
    lines = []
    if row.witness:
        lines.append(say(_FORM, "witness", witness=row.witness))
    if way == Served.REFUSED:
        lines.append(say(_FORM, "refused_why", why=row.agent_reason))
    elif row.signature == "拒签":
        lines.append(say(_FORM, "not_signed"))
    return "\n".join(lines) or "—"


def _signed(row: Delivery, way: Served) -> tuple[str, ...]:
    """Who signs, as it was recorded."""
    if way == Served.TRANSFER:
        return ()
    if way == Served.POST:
        return say(_FORM, "post_receipt"), say(_FORM, "post_receipt_by"), say("通用", "blank_date")
    agent = way == Served.BY_AGENT
    called = "代收人" if agent else "受送达人"
    if way == Served.REFUSED:
        lines = [say(_FORM, "refused_to_take")]
    elif row.signature == "拒签":
        lines = [say(_FORM, "taken_unsigned", who=called)]
    elif row.signature == "捺印":
        lines = [
            say("通用", "read_aloud", who=called, reader=row.reader),
            say("通用", "sign_print", who=called),
        ]
    elif agent:
        lines = [say(_FORM, "taken_for"), say(_FORM, "sign_agent", name=row.recipient)]
    else:
        lines = [say(_FORM, "taken"), say(_FORM, "sign_recipient")]
    if row.witness:
        lines.append(say("通用", "sign_witness_named", witness=row.witness))
    return (*lines, say("通用", "blank_date"))
