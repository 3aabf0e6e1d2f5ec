"""One day's ledger as plain data: the page for signature, the lists behind it, the chain.

Every line names what it speaks of by its number; window and kind stand on the whole, so that
the ledgers of many windows can be read together. Names are already masked, or not, here.
"""

from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import Any, ClassVar


@dataclass(frozen=True)
class BalanceLine:
    """One period's cases: what was carried over, came, ended, and is left."""

    KIND: ClassVar[str] = "balance"
    period: str  # 本日, 本月, 本年
    carried: int
    received: int
    reopened: int
    at_once: int
    granted: int
    refused: int
    returned: int
    withdrawn: int
    terminated: int
    open: int

    @property
    def adds_up(self) -> bool:
        """上期在办 + 新收 + 恢复 − 办结 − 退回、撤回、终止 = 在办."""
        came = self.received + self.reopened
        ended = self.at_once + self.granted + self.refused
        gone = self.returned + self.withdrawn + self.terminated
        return self.carried + came - ended - gone == self.open


@dataclass(frozen=True)
class CaseLine:
    """A case that moved on the day, or was 在办 or waiting to be fetched at its end."""

    KIND: ClassVar[str] = "case"
    number: str
    matter: str
    matter_kind: str
    organ: str
    applicant: str
    applicant_kind: str
    gacha: str
    agent: str
    clerk: str
    moves: str
    received_at: datetime
    accepted_at: datetime | None
    limit: str
    due_at: datetime | None
    provisional: str  # 暂定 where the holidays of that year are not published yet
    forwarded_at: datetime | None
    answered_at: datetime | None  # decided by the authority above
    closed_at: datetime | None
    delivered_at: datetime | None
    state: str
    outcome: str
    light: str
    days_used: int | None
    late_owner: str
    late_reason: str
    external_number: str


@dataclass(frozen=True)
class ReceptionLine:
    """A visit or a call with what became of it."""

    KIND: ClassVar[str] = "reception"
    number: str
    channel: str
    opened_at: datetime
    closed_at: datetime | None
    clerk: str
    visitor: str
    agent: str
    outcome: str
    case_number: str
    enquiry_number: str
    matter: str
    satisfaction: str
    question: str
    answer: str
    sent_to: str  # where the visitor was guided, or to whom the matter was passed on
    slip_number: str  # of the 引导单 or 首问转办单
    disputed: str  # 有争议; in full also what was explained


@dataclass(frozen=True)
class TransferLine:
    """A transfer that moved on the day, or had no result at its end."""

    KIND: ClassVar[str] = "transfer"
    number: str
    first_asked: str
    visitor: str
    phone: str
    matter: str
    responsible: str
    absent_why: str
    papers: int
    handed_at: datetime
    received_at: datetime | None
    due_at: datetime | None
    contacted_at: datetime | None
    result_at: datetime | None
    state: str
    light: str
    message: str
    result: str


@dataclass(frozen=True)
class DocumentLine:
    """A numbered paper made on the day."""

    KIND: ClassVar[str] = "document"
    number: str
    machine_number: str
    document: str  # its kind
    case_number: str
    made_at: datetime
    state: str
    check_code: str


@dataclass(frozen=True)
class ReportLine:
    """A refusal report that waited for the leader at the end of the day, or was decided on it."""

    KIND: ClassVar[str] = "refusal_report"
    number: str
    case_number: str
    matter: str
    applicant: str
    phone: str
    outcome: str
    reported_at: datetime
    decision: str
    leader: str
    decided_at: datetime | None


@dataclass(frozen=True)
class UrgentLine:
    """One of the ten that cannot wait."""

    KIND: ClassVar[str] = "urgent"
    number: str
    matter: str
    applicant: str
    what: str
    due: str


@dataclass(frozen=True)
class RangeLine:
    """The numbers of one kind of paper that the day used."""

    KIND: ClassVar[str] = "document_range"
    document: str
    first: str
    last: str
    count: int


Group = tuple[str, tuple[tuple[str, str], ...]]  # a title, and labels with their values
Line = (
    BalanceLine | CaseLine | ReceptionLine | TransferLine | DocumentLine | ReportLine | UrgentLine
    | RangeLine
)  # fmt: skip


@dataclass(frozen=True)
class Page:
    """The one A4 page that the leader signs."""

    office: str
    window_no: int
    window: str  # UUID
    day: date
    number: str
    closed_at: datetime
    clerk: str
    balances: tuple[BalanceLine, ...]
    groups: tuple[Group, ...]
    duty: tuple[tuple[str, str], ...]
    to_sign: tuple[ReportLine, ...]
    urgent: tuple[UrgentLine, ...]
    ranges: tuple[RangeLine, ...]
    head_seq: int
    head: str
    previous_head: str


@dataclass(frozen=True)
class Ledger:
    """The page and the lists behind it."""

    page: Page
    counts: dict[str, int]
    totals: dict[str, int]
    cases: tuple[CaseLine, ...]
    receptions: tuple[ReceptionLine, ...]
    transfers: tuple[TransferLine, ...]
    documents: tuple[DocumentLine, ...]
    reports: tuple[ReportLine, ...]


def record(line: Line) -> dict[str, Any]:
    """`line` as it stands in ledger.jsonl: its kind, and moments and days as ISO text."""
    assert not {"kind", "window"} & {field.name for field in fields(line)}
    plain = {name: _plain(value) for name, value in asdict(line).items()}
    return {"kind": line.KIND, **plain}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return value.isoformat() if isinstance(value, date) else value
