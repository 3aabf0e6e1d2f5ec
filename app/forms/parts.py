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
    papers came in once more, at that time. Who was helped first brought no papers then."""
    first = "收件时间" if again is None else "首次收件"
    if case.urgent:
        first = "求助时间"
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


def given_back(desk: Desk, case: CaseFile) -> tuple[Block, ...]:
    """Which originals were handed back and when that was noted, and where the other papers are to
    be had."""
    noted, days = case_parts.handed_back(case.uuid), dict[date, list[str]]()
    for one in case.brought:
        if one.handed_back:
            days.setdefault(noted[one.position].date(), []).append(one.material.name)
    lines = [
        say("通用", "given_back", when=_back_when(desk, case, on), items="、".join(names))
        for on, names in sorted(days.items())
    ]
    if any(one.answer == Answer.RECEIVED and not one.handed_back for one in case.brought):
        lines.append(say("通用", "to_fetch"))
    return (Paragraph("".join(lines), indent=False),) if lines else ()


def _back_when(desk: Desk, case: CaseFile, on: date) -> str:
    today = desk.clock.now().date()
    if on == today:
        return say("通用", "on_the_spot")
    said = f"{on.month}月{on.day}日" if on.year == today.year else day(on)
    when = "on_receipt" if on == case.received_at.date() else "on_day"
    return say("通用", when, date=said)


def privacy() -> Block:
    """What the personal data is for, how long it is kept, which rights there are."""
    return Fields((("个人信息", say("通用", "privacy")),), columns=1)
