"""How a citizen signs a paper: as recorded for that very paper, else lines that claim nothing."""

from collections.abc import Mapping

from app import deadlines, history, seals
from app.casefile import CaseFile
from app.desk import Desk
from app.parties import AGENT, AGENT_KINDS, GUARDIAN, AgentView
from app.people import ORGANISATION
from app.wording import say
from reports.sheet import Block, Signatures

CITIZEN = "申请人"  # who signs, unless somebody else is named
TAKER = "收件人"  # who signs for an organisation
# What records how the citizen signs.
_RECORDED_BY = ("收件", "急难补办", "急难办结", "撤回", "送达")


def signatures(desk: Desk, case: CaseFile, *, organ: str = seals.CENTRE) -> Block:
    """Clerk and the seal of `organ` on the left; on the right how the citizen signs: as recorded
    where it was recorded in the very action that makes this paper, or together with it, else
    blank lines that say nothing yet."""
    unit = case.applicant.kind == ORGANISATION
    how = signed if history.done_since(desk.began, case.uuid, _RECORDED_BY) else to_sign
    return by_clerk(desk, how(case.signing, case.agent, unit=unit), organ=organ)


def served_apart(desk: Desk, *, organ: str = seals.CENTRE) -> Block:
    """The same for a paper that is made while nobody is here: it reaches the citizen later."""
    right = say("通用", "served_apart"), say("通用", "sign_taker"), say("通用", "blank_date")
    return by_clerk(desk, right, organ=organ)


def by_clerk(desk: Desk, right: tuple[str, ...], *, organ: str = seals.CENTRE) -> Block:
    """Clerk and the seal of `organ` on the left, `right` on the right."""
    today = deadlines.date_text(desk.clock.now().date())
    return Signatures((say("通用", "sign_clerk"), today, seals.area(desk.office, organ)), right)


def signed(
    signing: Mapping[str, str], agent: AgentView | None, who: str = "", *, unit: bool = False
) -> tuple[str, ...]:
    """How `who` ("": the applicant, `unit` where that is an organisation), or their agent, signs
    a paper, as recorded in `signing`."""
    kind = signing.get("kind")
    for_others = bool(who) and agent is not None and who == agent.title
    called = who or (TAKER if unit else CITIZEN)
    if kind == "拒签":
        lines = [say("通用", "refused_to_sign", who=called)]
    elif kind == "捺印":
        heard = "read_aloud_for" if for_others else "read_aloud"
        lines = [
            say("通用", heard, who=called, reader=signing["reader"]),
            say("通用", "sign_print", who=called),
        ]
    elif kind == "代理" and agent is not None:
        name = agent.person.name
        lines = [_by_agent(agent), say("通用", "sign_named", agent=agent.title, name=name)]
    else:
        lines = [*_by_unit()] if unit else [say("通用", "received"), say("通用", "sign_applicant")]
    return (*lines, *witnessed(signing.get("witness", "")), say("通用", "blank_date"))


def _by_agent(agent: AgentView) -> str:
    """Whoever has a ward learns it for them and has nobody to tell."""
    if agent.kind == GUARDIAN:
        return say("通用", "received_guardian", who=agent.title)
    return say("通用", "received_for")


def _by_unit() -> tuple[str, ...]:
    return (say("通用", "received_unit"), *sign_unit())


def sign_unit() -> tuple[str, ...]:
    """Lines for whoever takes something for an organisation."""
    return say("通用", "sign_taker"), say("通用", "sign_post"), say("通用", "seal_unit")


def witnessed(witness: str) -> tuple[str, ...]:
    """Who witnessed it, as typed, and a line below for them to sign on; nothing for nobody."""
    if not witness:
        return ()
    return say("通用", "witness", witness=witness), say("通用", "sign_witness")


def to_sign(
    signing: Mapping[str, str], agent: AgentView | None, *, unit: bool = False
) -> tuple[str, ...]:
    """Lines for a citizen who signed in `signing` before and has yet to sign this paper; where
    somebody came for them, either may come now."""
    kind = signing.get("kind")
    ward = agent is not None and agent.kind == GUARDIAN
    title = agent.title if agent is not None else AGENT_KINDS[AGENT]
    others = not ward and (agent is not None or kind == "代理")
    if ward:
        lines = [say("通用", "received_guardian", who=title)]
    elif others:
        lines = [say("通用", "received_or_for")]
    else:
        lines = [say("通用", "received_unit" if unit else "received")]
    if kind == "捺印":
        called = title if ward else CITIZEN
        lines += [
            say("通用", "sign_reader"), say("通用", "sign_print", who=called),
            say("通用", "sign_witness"),
        ]  # fmt: skip
    elif ward:
        lines.append(say("通用", "sign_agent", agent=title))
    else:
        lines += sign_unit() if unit else (say("通用", "sign_applicant"),)
    if others:
        lines.append(say("通用", "sign_agent_if", agent=title))
    if kind == "拒签":
        lines.append(say("通用", "sign_witness_if"))
    return (*lines, say("通用", "blank_date"))
