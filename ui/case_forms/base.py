"""How an action on a case is asked for: which fields, when offered, what is carried out."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from app.casefile import CaseFile
from app.cases import Done, Signing
from app.cases.common import SIGNINGS
from app.desk import Desk, StaffMember
from ui.shell import Input
from ui.widgets.fields import Choice, Field

Work = Callable[[Desk], Done]
Fields = Mapping[str, Callable[[], Input]]

FROM_PAPER, IN_PERSON = "按签好的纸质件录入", "领导本人在窗口输入密码"


@dataclass(frozen=True)
class Given:
    """What is known and typed when an action is asked for.

    `leader` has just proved to be here, at the clerk's window; `leading` where the leader is
    the one signed on.
    """

    case: CaseFile
    now: datetime
    text: Mapping[str, str] = field(default_factory=dict)
    leading: bool = False
    leader: StaffMember | None = None
    stub: bool = True

    @property
    def signing(self) -> Signing:
        """How the citizen signs."""
        text = self.text
        return Signing(text["signing"], text["signing.reader"], text["signing.witness"])

    @property
    def late(self) -> bool:
        """Whether the clock that runs has run out."""
        due = self.case.clock.due
        return due is not None and self.now > due

    @property
    def from_paper(self) -> bool:
        """Whether the leader's decision is recorded from the signed paper."""
        return self.leader is None and not self.leading

    def desk(self, desk: Desk) -> Desk:
        """The desk at which it is carried out: the leader's, if they are here in person."""
        return desk.taken_by(self.leader) if self.leader else desk


def _nothing_hidden(_: Given) -> Collection[str]:
    return ()


def _nothing_to_pick(_: CaseFile) -> Mapping[str, Sequence[str]]:
    return {}


def _nothing_follows(_: Given) -> Mapping[str, str]:
    return {}


def _nothing_prefilled(_case: CaseFile, _today: date) -> Mapping[str, str]:
    return {}


@dataclass(frozen=True)
class ActionForm:
    """One action as the clerk sees it.

    `fields` are shown in this order but for those in `hidden`; `prefill` fills in those that
    the case itself answers; `choices` are what it lets be picked in a field, and `follow` what a
    choice made there fills in elsewhere. `rare` ones stand in a second row. `approval`: the
    leader decides, in person or on paper. `prints` where there is something to preview. Where it
    takes more than a few fields it has a `page` of its own, and no `work` here.
    """

    name: str
    button: str
    clause: str
    fields: tuple[str, ...]
    offered: Callable[[CaseFile], bool]
    work: Callable[[Given], Work] | None
    hidden: Callable[[Given], Collection[str]] = _nothing_hidden
    prefill: Callable[[CaseFile, date], Mapping[str, str]] = _nothing_prefilled
    choices: Callable[[CaseFile], Mapping[str, Sequence[str]]] = _nothing_to_pick
    follow: Callable[[Given], Mapping[str, str]] = _nothing_follows
    words: Callable[[CaseFile], str] | None = None
    rare: bool = False
    approval: bool = False
    prints: bool = False
    page: str = ""
    action: str = ""  # the name of what it does, where the clerk sees another

    @property
    def right(self) -> str:
        """The action whose right it needs."""
        return self.action or self.name


def hidden_signing(given: Given) -> set[str]:
    """Reader and witness are asked for only where the way of signing needs them."""
    kind = given.text["signing"]
    hidden = set()
    if kind != "捺印":
        hidden.add("signing.reader")
    if kind not in ("捺印", "拒签"):
        hidden.add("signing.witness")
    return hidden


def hidden_late(given: Given) -> set[str]:
    """Nobody is asked why something is late that is not."""
    return set() if given.late else {"late_reason", "late_owner"}


def hidden_approval(given: Given) -> set[str]:
    """The leader's name is typed only from paper; a leader who is signed on is asked nothing."""
    if given.leading:
        return {"by", "leader"}
    return {"leader"} if given.text["by"] == IN_PERSON else set()


# Fields that several actions share.
SHARED: Fields = {
    "reason": lambda: Field("理由或原因", lines=2),
    "basis": lambda: Field("依据（法规名称和条款）", lines=2),
    "signing": lambda: Choice("签字方式", SIGNINGS, SIGNINGS[0]),
    "signing.reader": lambda: Field("谁读给本人听"),
    "signing.witness": lambda: Field("见证人"),
    "by": lambda: Choice("怎么批示", (FROM_PAPER, IN_PERSON), FROM_PAPER),
    "leader": lambda: Field("领导姓名（按签字的纸质件录入）"),
}
