"""情形: a visitor is told what they need, all of it, and nothing that is for others."""

from dataclasses import replace
from pathlib import Path

import pytest

from app import casefile, cases, matters, receptions, tellings
from app.catalogue import BY_AGENT, BY_GUARDIAN, IN_PERSON, VAGUE, WHO, Matter
from app.checklist import Answer, ItemInput
from app.errors import FieldError, RuleError
from app.forms import about, guide
from app.matter_changes import differences
from app.matter_files import BadFile, load, starter_catalogue
from app.parties import GUARDIAN, AgentInput
from app.people import PersonInput
from app.resources import resource
from app.tellings import Way
from models.cases import Case, Telling
from reports.sheet import strings
from tests.office import TestOffice, printed
from ui import reference

ALLOWANCE, CARD, HOMESTEAD = "05", "09", "12"
DISABLED, ILL = "家里有残疾人吗？", "家里有重病患者吗？"
NEITHER = {DISABLED: "没有残疾人", ILL: "没有重病患者"}
DAUGHTER = AgentInput(PersonInput("萨日娜"), "女儿", "授权委托书")


def entry(code: str) -> Matter:
    return next(one for one in starter_catalogue() if one.code == code)


def told(office: TestOffice, reception: str, code: str, **kind: object) -> tellings.Told:
    return tellings.tell(office.clerk, reception, office.matter(code), Way.PRINTED, **kind)  # type: ignore[arg-type]


@pytest.mark.parametrize("matter", starter_catalogue(), ids=lambda one: one.code)
def test_every_answer_matters_and_no_name_hides_a_condition(matter: Matter) -> None:
    assert len(matter.questions) <= 4
    asked = {one.question for one in matter.questions}
    assert asked == {line.partition("：")[0] for one in matter.materials for line in one.when}
    for one in matter.materials:
        assert not one.name.endswith(("的）", "才要）", "要）")), one.name
        assert "的不用交" not in one.where, one.where
    for who in (IN_PERSON, BY_AGENT, BY_GUARDIAN):
        for _, one in matter.asked_for({WHO: who}):
            assert who == BY_AGENT or one.name != "授权委托书"


@pytest.mark.clause("1.1", "2.5.3")
def test_the_sheet_lists_what_this_visitor_needs_and_says_for_whom(office: TestOffice) -> None:
    told(office, office.visit(), ALLOWANCE, situation=NEITHER)
    said = printed("一次性告知单")
    assert not {"家庭成员的残疾人证", "重病诊断证明", "授权委托书"} & set(said)
    assert any("您的情形：没有残疾人，没有重病患者，本人办理。" in one for one in said)
    assert Telling.get().situation == {**NEITHER, WHO: IN_PERSON}


@pytest.mark.clause("1.1")
def test_what_was_not_asked_stays_on_the_sheet_with_its_condition(office: TestOffice) -> None:
    told(office, office.visit(), ALLOWANCE, situation={DISABLED: "有残疾人"})
    said = printed("一次性告知单")
    assert "家庭成员的残疾人证" in said and "重病诊断证明（有重病患者的）" in said


@pytest.mark.parametrize(
    ("agent", "wanted"),
    [(None, set()), (DAUGHTER, {"授权委托书", "代办人的居民身份证"}),
     (replace(DAUGHTER, kind=GUARDIAN), {"监护人的身份证和监护关系"})],
    ids=["in person", "an agent", "a guardian"],
)  # fmt: skip
def test_who_comes_is_plain_to_see(
    office: TestOffice, agent: AgentInput | None, wanted: set[str]
) -> None:
    """Whatever is said about it, the reception knows."""
    seen = receptions.open_visit(office.clerk, PersonInput("包玉兰"), agent).uuid
    known = tellings.known(office.clerk, seen, office.matter("07"))
    asked = {one.name for _, one in entry("07").asked_for(known.situation)}
    always = {one.name for one in entry("07").materials if not one.when}
    assert asked - always == wanted
    told(office, seen, "07", situation={WHO: IN_PERSON})
    assert wanted <= set(printed("一次性告知单"))


@pytest.mark.clause("1.1")
def test_a_new_sheet_is_due_only_for_what_no_earlier_one_named(office: TestOffice) -> None:
    person = {"id_number": "11010519491231002X"}
    told(office, office.visit(**person), ALLOWANCE, situation={**NEITHER, ILL: "有重病患者"})
    again = office.visit(**person)
    assert told(office, again, ALLOWANCE, situation=NEITHER).already  # needs less
    more = {**NEITHER, DISABLED: "有残疾人"}
    assert told(office, again, ALLOWANCE, situation=more).document
    assert told(office, again, ALLOWANCE, situation={}).already  # both sheets together name all


@pytest.mark.clause("1.1")
def test_a_pre_printed_sheet_names_everything(office: TestOffice) -> None:
    seen = office.visit()
    given = (seen, office.matter(ALLOWANCE), Way.SHEET)
    tellings.tell(office.clerk, *given, situation=NEITHER)
    assert told(office, seen, ALLOWANCE, situation={DISABLED: "有残疾人"}).already


@pytest.mark.clause("1.1")
def test_the_checklist_follows_the_telling(office: TestOffice) -> None:
    seen = office.visit()
    matter = office.matter(ALLOWANCE)
    told(office, seen, ALLOWANCE, situation={**NEITHER, ILL: "有重病患者"})
    with pytest.raises(FieldError, match="不用交“家庭成员的残疾人证”"):
        cases.receive(office.clerk, seen, matter, [ItemInput(3, Answer.RECEIVED)], cases.Signing())
    items = [ItemInput(n, Answer.RECEIVED) for n in (0, 1, 2, 4)]
    case = cases.receive(office.clerk, seen, matter, items, cases.Signing()).case
    assert [item.position for item in case.items] == [0, 1, 2, 4]  # those of the matter
    assert case.standing.complete and case.situation[ILL] == "有重病患者"
    with pytest.raises(FieldError, match="不用交"):
        cases.answer(office.clerk, case.uuid, [ItemInput(3, Answer.RECEIVED)])


@pytest.mark.clause("1.1")
def test_papers_are_taken_only_in_a_situation_that_was_told_of(office: TestOffice) -> None:
    seen, matter = office.visit(), office.matter(ALLOWANCE)
    told(office, seen, ALLOWANCE, situation=NEITHER)
    items, signing = [ItemInput(0, Answer.RECEIVED)], cases.Signing()
    with pytest.raises(RuleError) as refusal:
        more = {**NEITHER, DISABLED: "有残疾人"}
        cases.receive(office.clerk, seen, matter, items, signing, situation=more)
    assert refusal.value.clause == "1.1" and not Case.select().exists()
    assert (
        cases.receive(office.clerk, seen, matter, items, signing).case.situation[WHO] == "本人办理"
    )


def test_a_situation_that_changes_under_review_changes_the_checklist(office: TestOffice) -> None:
    seen = office.visit()
    told(office, seen, ALLOWANCE, situation=NEITHER)
    items = [ItemInput(n, Answer.RECEIVED) for n in range(3)]
    matter = office.matter(ALLOWANCE)
    case = cases.receive(office.clerk, seen, matter, items, cases.Signing()).case.uuid
    with pytest.raises(FieldError, match="情形变更的原因"):
        cases.change_situation(office.clerk, case, {DISABLED: "有残疾人"}, " ")
    with pytest.raises(RuleError, match="和原来的一样"):
        cases.change_situation(office.clerk, case, {DISABLED: "没有残疾人", "别的": "x"}, "没变")
    done = cases.change_situation(office.clerk, case, {DISABLED: "有残疾人"}, "儿子有残疾人证")
    assert done.case.standing.unanswered == 1
    assert done.case.situation_why == "儿子有残疾人证"
    cases.answer(office.clerk, case, [ItemInput(3, Answer.VERIFIED)])
    accepted = cases.accept(office.clerk, case, "须入户调查").case.uuid
    with pytest.raises(RuleError, match="不能“核对材料”"):
        cases.change_situation(office.clerk, accepted, NEITHER, "说错了")
    assert casefile.load(office.clerk, case).situation[DISABLED] == "有残疾人"


def test_a_condition_is_said_in_few_words() -> None:
    *_, licence = entry(HOMESTEAD).materials[:7]
    assert about.named(licence) == "原不动产权证（翻建的）"
    assert about.named(licence, {"新建还是翻建？": "翻建"}) == "原不动产权证"
    guardian = next(one for one in entry(CARD).materials if one.name.startswith("监护人"))
    assert about.condition(guardian) == "未成年人、智力或精神残疾人的"


@pytest.mark.clause("1.3")
@pytest.mark.parametrize("words", VAGUE)
def test_nothing_vague_is_asked_for(office: TestOffice, words: str) -> None:
    case = office.received(HOMESTEAD)
    for item in (
        ItemInput(0, Answer.WRONG, problem=f"还缺{words}"),
        ItemInput(0, Answer.LACKING, bring=words),
    ):
        with pytest.raises(FieldError, match=words):
            cases.answer(office.clerk, case, [item])


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"谁来办"', '"谁来办"', ""),
        ('"本人办理", "代办"', '"本人办理", "别人办理"', "“谁来办”的选项只能是本人办理"),
        ('"家里有残疾人吗？"', '"残疾：家里有吗？"', "问题里不能有冒号"),
        ('"没有残疾人"]', '"有残疾人"]', "至少要有两个不同的选项"),
        ('家里有残疾人吗？：有残疾人', '家里有残疾人吗？：有人残疾', "“情形”里没有"),
    ],
)  # fmt: skip
def test_questions_that_cannot_be_asked_are_refused(
    old: str, new: str, said: str, tmp_path: Path
) -> None:
    (source,) = resource("catalogue").glob("05-*.toml")
    text = source.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "05.toml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    if not said:
        assert load(path) == entry(ALLOWANCE)
        return
    with pytest.raises(BadFile) as refusal:
        load(path)
    assert said in str(refusal.value)


def test_the_catalogue_shows_and_compares_situations(office: TestOffice) -> None:
    matter = entry(HOMESTEAD)
    *_, (_, wall), (_, licence) = [
        (one.name, one) for one in matter.materials if one.when and "谁来办" not in one.when[0]
    ]
    always = replace(matter, materials=tuple(
        replace(one, when=()) if one == wall else one for one in matter.materials
    ), questions=matter.questions[:1] + matter.questions[2:])  # fmt: skip
    told = {(one.what, one.before, one.after) for one in differences(matter, always)}
    assert ("材料“共墙一方的书面意见”的情形", "和邻户共墙吗？：与邻户共墙", "") in told
    assert any(what.startswith("情形“和邻户共墙吗？”") and not after for what, _, after in told)
    named = about.named(licence)
    view = next(one for one in matters.in_force() if one.matter.code == HOMESTEAD)
    (looked_up,) = (one for one in reference.entries((), (view,), (), {}) if one.group == "事项")
    assert named in looked_up.text
    guided = "".join(strings(guide.guide(office.clerk, matter, 1)))
    assert named in guided and "共墙一方的书面意见（与邻户共墙的）" in guided
