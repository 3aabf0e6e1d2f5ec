"""二次告知: what is asked for only now needs a reason, and somebody looks at it later."""

import pytest

from app import cases, tellings
from app.cases.second_telling import LATER_REASONS, OTHER
from app.checklist import Answer, ItemInput
from app.errors import FieldError, RuleError
from app.leads import LeadKind
from app.tellings import Way
from models.cases import Item
from models.leads import Lead
from tests.office import TestOffice, printed

ALLOWANCE, HOMESTEAD = "05", "12"
DISABLED, ILL = "家里有残疾人吗？", "家里有重病患者吗？"


def asked_once(office: TestOffice) -> str:
    """A case whose first notice asked for line 3, which was brought; line 4 is wrong."""
    case = cases.ask_more(office.clerk, office.received(HOMESTEAD, 3)).case.uuid
    cases.bring_papers(office.clerk, case, [ItemInput(3, Answer.RECEIVED)])
    cases.answer(office.clerk, case, [ItemInput(4, Answer.WRONG, problem="图样缺尺寸")])
    return case


@pytest.mark.clause("1.3", "1.6", "2.5.5")
@pytest.mark.parametrize("kind", LATER_REASONS)
def test_a_second_telling_says_why_and_becomes_a_lead(office: TestOffice, kind: str) -> None:
    case = asked_once(office)
    with pytest.raises(RuleError, match="上次的补充件通知书（固便补〔2026〕1号）") as refusal:
        cases.ask_more(office.clerk, case)
    assert (refusal.value.clause, refusal.value.field) == ("1.3", "later_kind")
    assert not Lead.select().exists()
    cases.ask_more(office.clerk, case, later_kind=kind, later_why="图样要重画")
    lead = Lead.get()
    assert (lead.kind, lead.staff.name) == (LeadKind.SECOND_TELLING, "斯琴高娃")
    assert "固便补〔2026〕1号" in lead.facts and "建房图样" in lead.facts
    assert lead.case.uuid == case and lead.reason == f"{kind}：图样要重画"
    assert any(lead.reason in one for one in printed("补充件通知书"))
    assert Item.get(Item.position == 4).asked_later_why == lead.reason


def test_another_reason_has_to_be_put_into_words(office: TestOffice) -> None:
    case = asked_once(office)
    for kind, words in ((OTHER, " "), (OTHER, "还要其他材料"), ("随便", "x")):
        with pytest.raises(FieldError):
            cases.ask_more(office.clerk, case, later_kind=kind, later_why=words)
    cases.ask_more(office.clerk, case, later_kind=OTHER, later_why="上次看漏了")
    assert Lead.get().reason == "上次看漏了"


@pytest.mark.clause("1.3")
def test_what_an_earlier_notice_named_is_no_second_telling(office: TestOffice) -> None:
    """Brought, but not right: it was asked for, and may be asked for again."""
    case = cases.ask_more(office.clerk, office.received(HOMESTEAD, 3, 4)).case.uuid
    brought = [ItemInput(n, Answer.RECEIVED) for n in (3, 4)]
    cases.bring_papers(office.clerk, case, brought)
    cases.answer(office.clerk, case, [ItemInput(4, Answer.WRONG, problem="图样缺尺寸")])
    assert cases.untold(office.clerk, case) == {0, 1, 2, 5, 6}
    assert cases.ask_more(office.clerk, case, later_kind="政策变化").documents
    assert not Lead.select().exists()
    assert Item.get(Item.position == 4).asked_later_why == ""


@pytest.mark.clause("1.3")
def test_the_first_notice_is_measured_by_the_sheet(office: TestOffice) -> None:
    """The visitor turns out to need something that stood on no sheet of theirs."""
    seen, matter = office.visit(), office.matter(ALLOWANCE)
    situation = {DISABLED: "没有残疾人", ILL: "没有重病患者"}
    tellings.tell(office.clerk, seen, matter, Way.PRINTED, situation=situation)
    items = [ItemInput(n, Answer.RECEIVED) for n in range(3)]
    case = cases.receive(office.clerk, seen, matter, items, cases.Signing()).case.uuid
    cases.change_situation(office.clerk, case, {ILL: "有重病患者"}, "母亲住院")
    cases.answer(office.clerk, case, [ItemInput(4, Answer.LACKING)])
    office.clock.advance(minutes=1)
    later = {DISABLED: "没有残疾人", ILL: "有重病患者"}
    tellings.tell(office.clerk, seen, matter, Way.PRINTED, situation=later)  # comes too late
    with pytest.raises(RuleError, match="“重病诊断证明”不在一次性告知单上"):
        cases.ask_more(office.clerk, case)
    cases.ask_more(office.clerk, case, later_kind="情况变化", later_why="母亲住院")
    assert "一次性告知单没有要求“重病诊断证明”" in Lead.get().facts


@pytest.mark.clause("1.3")
def test_a_line_that_no_longer_applies_is_not_asked_for(office: TestOffice) -> None:
    seen, matter = office.visit(), office.matter(ALLOWANCE)
    tellings.tell(office.clerk, seen, matter, Way.PRINTED, situation={ILL: "有重病患者"})
    lacking = [ItemInput(n, Answer.LACKING) for n in (1, 4)]
    verified = [ItemInput(n, Answer.VERIFIED) for n in (2, 3)]
    items = [ItemInput(0, Answer.RECEIVED), *lacking, *verified]
    case = cases.receive(office.clerk, seen, matter, items, cases.Signing()).case.uuid
    cases.change_situation(office.clerk, case, {ILL: "没有重病患者"}, "已经出院")
    done = cases.ask_more(office.clerk, case).case
    assert [item.position for item in done.lacking] == [1]
    assert Item.get(Item.position == 4).asked_in == ""
    cases.bring_papers(office.clerk, case, [ItemInput(1, Answer.RECEIVED)])
