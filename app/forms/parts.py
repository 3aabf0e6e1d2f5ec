"""Pieces that several forms share."""

from datetime import date, datetime

from app import case_parts, deadlines
from app.case_parts import ForwardedView, ItemView
from app.casefile import CaseFile
from app.catalogue import Matter
from app.checklist import Answer
from app.desk import Desk
from app.people import CONTACTS, PERSON, PersonView
from app.wording import say
from reports.sheet import Block, Fields, Paragraph

NUMBERS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def day(when: date) -> str:
    """`2026年11月23日`."""
    return deadlines.date_text(when)


def before_closing(desk: Desk, when: date) -> str:
    """The closing time of a day as on paper, （暂定） in a year whose schedule is not published."""
    text = f"{deadlines.weekday_text(when)}{desk.office.hours.closing(when):%H:%M} 前"
    return text if desk.calendar.is_published(when.year) else text + deadlines.PROVISIONAL


def head(case: CaseFile, again: datetime | None = None) -> Fields:
    """Who, what, when and under which number: the first lines of every case's paper; `again` where
    papers came in once more, at that time."""
    first = "收件时间"
    if again is not None:
        first = "求助时间" if case.urgent else "首次收件"
    pairs = [
        ("申请人", case.applicant.name),
        (first, deadlines.moment_text(case.received_at)),
        ("事项", case.matter.name),
        ("办件编号", case.number),
    ]
    if again is not None:
        pairs.append(("本次收件", deadlines.moment_text(again)))
    return Fields((*pairs, *identified(case.applicant), *others(case)))


def identified(person: PersonView) -> tuple[tuple[str, str], ...]:
    """Who acts for an organisation or runs a trader's business, and its code."""
    if person.kind == PERSON:
        return ()
    pairs = ((CONTACTS[person.kind], person.contact), ("信用代码", person.id_number))
    return tuple(pair for pair in pairs if pair[1])


def others(case: CaseFile) -> tuple[tuple[str, str], ...]:
    """Who applies too, and who came for them."""
    pairs = [("共同申请人", "、".join(one.text for one in case.parties))] if case.parties else []
    if case.agent is not None:
        pairs.append((case.agent.title, case.agent.text))
    return tuple(pairs)


def basis(matter: Matter) -> str:
    """The matter's legal bases in one line: 《…》第…条；《…》…"""
    return "；".join(one.short for one in matter.bases)


def contact(desk: Desk, clerk: str) -> tuple[str, str]:
    """The line that says whom to ask."""
    office = desk.office
    return (
        "联系",
        f"{office.window_no} 号窗口 {clerk}　{office.phone}（{office.hours.text}）",
    )


def papers(items: tuple[ItemView, ...]) -> str:
    """`申请表 1 份、户口簿（原件已退回）` of the lines that are fulfilled."""
    return "、".join(_paper(item) for item in items)


def _paper(item: ItemView) -> str:
    if item.answer == Answer.VERIFIED:
        return f"{item.material.name}（窗口已核验）"
    if item.answer == Answer.PROMISED:
        return f"{item.material.name}（书面承诺）"
    count = f" {item.count} 份" if item.count else ""
    back = "（原件已退回）" if item.handed_back else ""
    return f"{item.material.name}{count}{back}"


def from_above(one: ForwardedView) -> str:
    """The paper that came back from the authority above: `奈曼旗民政局　奈民批〔2026〕9号（…）`."""
    assert one.answered_at is not None
    return f"{one.organ}　{one.paper}（{day(one.answered_at.date())}）"


def given_back(case: CaseFile) -> tuple[Block, ...]:
    """Which originals were handed back, as recorded, and where the other papers are to be had."""
    seen = "、".join(one.material.name for one in case.brought if one.handed_back)
    lines = [say("通用", "given_back", items=seen)] if seen else []
    if any(one.answer == Answer.RECEIVED and not one.handed_back for one in case.brought):
        lines.append(say("通用", "to_fetch"))
    return (Paragraph("".join(lines), indent=False),) if lines else ()


def signatures(desk: Desk, case: CaseFile, *, organ: str = seals.CENTRE) -> Block:
    """Clerk and the seal of `organ` on the left; on the right how the citizen signs: as recorded
    where it was recorded for this very paper, else blank lines that say nothing yet."""
    right = (
        signed(case.signing, case.agent)
        if _just_signed(desk, case)
        else to_sign(case.signing, case.agent)
    )
    return by_clerk(desk, right, organ=organ)


# What records how the citizen signs, and how long its papers take to follow: the window takes
# papers in and decides about them in one go.
_SIGNED_AT = ("收件", "急难补办", "急难办结", "撤回", "送达")
_IN_ONE_GO = timedelta(minutes=1)


def _just_signed(desk: Desk, case: CaseFile) -> bool:
    last = max((one.at for one in case.history if one.action in _SIGNED_AT), default=None)
    return last is not None and desk.clock.now() - last < _IN_ONE_GO


def signed(
    signing: Mapping[str, str], agent: AgentView | None, who: str = CITIZEN
) -> tuple[str, ...]:
    """How `who`, or their agent, signs a paper, as recorded in `signing`."""
    kind = signing.get("kind")
    right: list[str]
    if kind == "拒签":
        right = [say("通用", "refused_to_sign", who=who)]
    elif kind == "捺印":
        right = [
            say("通用", "read_aloud", who=who, reader=signing["reader"]),
            say("通用", "sign_print", who=who),
        ]
    elif kind == "代理" and agent is not None:
        name = agent.person.name
        right = [
            say("通用", "received_for"),
            say("通用", "sign_named", agent=agent.title, name=name),
        ]
    else:
        right = [say("通用", "received"), say("通用", "sign_applicant")]
    if witness := signing.get("witness"):
        right.append(say("通用", "sign_witness_named", witness=witness))
    return (*right, say("通用", "blank_date"))


def to_sign(signing: Mapping[str, str], agent: AgentView | None) -> tuple[str, ...]:
    """Lines for a citizen who signed in `signing` before and has yet to sign this paper."""
    kind = signing.get("kind")
    lines = [say("通用", "received"), say("通用", "sign_applicant")]
    if kind == "代理":
        called = agent.title if agent is not None else AGENT_KINDS[AGENT]
        lines = [say("通用", "received_for"), say("通用", "sign_agent", agent=called)]
    elif kind == "捺印":
        lines = [
            say("通用", "sign_reader"), say("通用", "sign_print", who=CITIZEN),
            say("通用", "sign_witness"),
        ]  # fmt: skip
    elif kind == "拒签":
        lines.append(say("通用", "sign_witness_if"))
    return (*lines, say("通用", "blank_date"))


def by_clerk(desk: Desk, right: tuple[str, ...], *, organ: str = seals.CENTRE) -> Block:
    """Clerk and the seal of `organ` on the left, `right` on the right."""
    today = day(desk.clock.now().date())
    return Signatures((say("通用", "sign_clerk"), today, seals.area(desk.office, organ)), right)


def privacy() -> Block:
    """What the personal data is for, how long it is kept, which rights there are."""
    return Fields((("个人信息", say("通用", "privacy")),), columns=1)
