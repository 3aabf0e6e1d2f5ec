"""A 嘎查 comes for several people: one list, one telling, one receipt, a case for each."""

import pytest

from app import batches, casefile, cases, documents, lists, receptions, tellings, verify
from app.batches import read
from app.cases import Signing
from app.catalogue import BY_AGENT
from app.checklist import Answer, ItemInput
from app.errors import FieldError, RuleError
from app.parties import GACHA, AgentInput
from app.people import PersonInput
from models.cases import Case, Party, Reception, Telling
from models.documents import Document
from models.people import Person
from tests.office import START, TestOffice, beside, printed
from tests.test_people import NEW, OLD, resident

HOMESTEAD, BIRTH, TRANSFER = "12", "11", "16"
TODAY = START.date()
ONE, TWO, THREE = resident("19700101"), resident("19820304"), resident("19950607")
REPRESENTATIVE = AgentInput(
    PersonInput("乌云", phone="13847599999"), "嘎查会计", "嘎查介绍信", GACHA
)
LIST = f"王秀英\t{ONE}\t13847500001\n李明\t{TWO}\t\n白·音\t{THREE}\t0475-4212399"


def came(office: TestOffice, lines: str = LIST, gacha: str = "固日班花嘎查") -> str:
    return batches.open_batch(office.clerk, REPRESENTATIVE, lines, gacha).uuid


def told(office: TestOffice, reception: str, code: str = TRANSFER) -> str:
    matter = office.matter(code)
    tellings.tell(office.clerk, reception, matter, tellings.Way.PRINTED)
    return matter


def taken(office: TestOffice, lines: str = LIST, *signing: str) -> cases.Batch:
    """The whole way, every line of the checklist answered."""
    reception = came(office, lines)
    items = office.all_received(TRANSFER, who=BY_AGENT)
    signed = Signing(*signing) if signing else Signing("代理")
    return cases.receive_batch(office.clerk, reception, told(office, reception), items, signed)


def people(text: str) -> list[tuple[int, str, str, str]]:
    return [(n, one.name, one.id_number, one.phone) for n, one in read(text, TODAY)]


# The list -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        f"王秀英\t{NEW}\t13847500001", f"王秀英 {NEW} 13847500001", f"王秀英，{NEW}，13847500001",
        f"王秀英,13847500001,{NEW}", f"3\t王秀英\t{OLD}\t13847500001\r", f"  王秀英　{NEW.lower()} "
        "  13847500001  ", f"王秀英\t\t{NEW}\t 13847500001\t",
    ],
)  # fmt: skip
def test_a_line_is_read_however_it_is_typed_or_copied(text: str) -> None:
    assert people(text) == [(1, "王秀英", NEW, "13847500001")]


def test_blank_lines_and_the_head_of_a_table_are_passed_over() -> None:
    text = f"姓名\t证件号码\t电话\n\n王秀英\t{ONE}\n   \n李明"
    assert people(text) == [(3, "王秀英", ONE, ""), (5, "李明", "", "")]
    assert batches.count(text) == 2


def test_a_name_may_have_blanks_where_tabs_part_the_columns() -> None:
    assert people(f"白 音\t{ONE}") == [(1, "白 音", ONE, "")]


@pytest.mark.parametrize(
    "line, words",
    [
        ("王秀英 123", "18 位，现在是 3 位"),
        (f"王秀英 {ONE[:-1]}{'01'[ONE[-1] == '0']}", "校验不对"),
        ("王秀英 11010519990231002X", "不存在"),
        ("王秀英 1.50525E+17", "请把这一列设成文本再复制"),
        (f"王秀英 {ONE} {TWO}", "都像证件号码"),
        ("王秀英 13847500001 13847500002", "都像电话"),
        ("王 秀英", "不是证件号码，也不是电话"),
        ("甲" * 61, "最多 60 个字"),
        ("王\x00秀英", "看不见的字符"),
        ("😀", "打印不出来"),
    ],
)
def test_a_wrong_line_says_what_is_wrong_with_it(line: str, words: str) -> None:
    with pytest.raises(FieldError, match=r"^第 2 行：") as refused:
        read(f"李明 {TWO}\n{line}\n白音 {THREE}", TODAY)
    assert refused.value.field == "batch" and words in refused.value.message


def test_every_wrong_line_is_named_at_once() -> None:
    lines = [f"甲{n} {n}" for n in range(9)]
    with pytest.raises(FieldError) as refused:
        read("\n".join(["李明", *lines]), TODAY)
    said = refused.value.message.split("\n")
    assert [one.split("：")[0] for one in said[:-1]] == [f"第 {n} 行" for n in range(2, 8)]
    assert said[-1].startswith("第 8、9、10 行也有错")


@pytest.mark.parametrize(
    "second, words",
    [
        (f"王小英 {ONE}", "与第 1 行“王秀英”的证件号码相同"),
        ("王秀英", "与第 1 行都叫“王秀英”"),
        ("王秀英 13847500001", "与第 1 行都叫“王秀英”"),
    ],
)
def test_who_is_listed_twice_is_named(second: str, words: str) -> None:
    with pytest.raises(FieldError, match=f"第 2 行：{words}"):
        read(f"王秀英 {ONE} 13847500001\n{second}", TODAY)


@pytest.mark.parametrize("second", [f"王秀英 {TWO}", "王秀英 13847500002"])
def test_two_of_the_same_name_are_two_where_something_says_so(second: str) -> None:
    assert len(read(f"王秀英 {ONE} 13847500001\n{second}", TODAY)) == 2


def test_a_list_has_an_end() -> None:
    with pytest.raises(FieldError, match="一次最多 100 人，现有 101 人"):
        read("\n".join(f"甲{n}" for n in range(101)), TODAY)
    with pytest.raises(FieldError, match="请填写申请人"):
        read(" \n\n姓名", TODAY)


# The reception ------------------------------------------------------------------------------------


def test_a_list_is_one_visit_of_whoever_brought_it(office: TestOffice) -> None:
    seen = receptions.load(office.clerk, came(office))
    assert (seen.batch, seen.visitor, seen.applicant) == (True, "乌云", None)
    assert [one.person.name for one in seen.parties] == ["王秀英", "李明", "白·音"]
    assert {one.person.gacha for one in seen.parties} == {"固日班花嘎查"}
    assert Reception.select().count() == 1


def test_known_people_of_the_list_are_the_ones_on_record(office: TestOffice) -> None:
    office.visit("王秀英", id_number=ONE, phone="13800000000")
    came(office)
    assert Person.select().where(Person.id_number == ONE).count() == 1
    assert Person.get(Person.id_number == ONE).phone == "13847500001"


def test_nothing_is_kept_of_a_list_with_somebody_under_another_name(office: TestOffice) -> None:
    office.visit("王桂英", id_number=ONE)
    before = Person.select().count()
    with pytest.raises(FieldError, match="第 1 行：这个号码已登记为“王桂英”"):
        came(office)
    assert (Person.select().count(), Party.select().count()) == (before, 0)


@pytest.mark.clause("1.1")
def test_one_sheet_tells_everybody_of_the_list(office: TestOffice) -> None:
    reception = came(office)
    matter = told(office, reception)
    assert Telling.select().count() == 1
    assert beside("一次性告知单", "来访人") == "乌云"
    again = office.visit("李明", id_number=TWO)
    assert tellings.tell(office.clerk, again, matter, tellings.Way.PRINTED).already
    later = came(office)
    assert tellings.was_told(office.clerk, later, matter)
    more = came(office, LIST + "\n敖登")
    assert not tellings.was_told(office.clerk, more, matter)


# The papers ---------------------------------------------------------------------------------------


@pytest.mark.clause("1.2")
def test_each_gets_a_case_and_the_representative_one_receipt(office: TestOffice) -> None:
    done = taken(office)
    assert done.numbers == tuple(f"固便办〔2026〕{n}号" for n in (1, 2, 3))
    assert done.text == "3 件，固便办〔2026〕1号至固便办〔2026〕3号"
    assert Document.select().where(Document.kind == "收件回执").count() == 1
    said = printed("收件回执")
    for name, number in zip(("王秀英", "李明", "白·音"), done.numbers, strict=True):
        assert said[said.index(name) + 1] == number
    assert beside("收件回执", "代办人") == "乌云（嘎查会计，凭嘎查介绍信）"
    assert "代办人（乌云）签字：" in said and ONE not in "".join(said)
    rows = lists.search(office.clerk, "乌云")
    assert {row.number for row in rows} == set(done.numbers)
    for row in rows:
        case = casefile.load(office.clerk, row.uuid)
        assert (case.parties, case.signing["kind"]) == ((), "代理")
        assert case.agent and case.agent.person.name == "乌云"
        assert [one.kind for one in case.documents] == ["收件回执"]
        assert case.standing.complete
    assert Reception.get().outcome == "办件"


def test_every_case_then_goes_its_own_way(office: TestOffice) -> None:
    taken(office)
    first, second, third = (row.uuid for row in Case.select().order_by(Case.id))
    cases.accept(office.clerk, first, "须核对")
    cases.return_case(office.clerk, second, "超过承包期", "第三十八条")
    cases.finish_at_once(office.clerk, third, "已备案")
    assert [row.state for row in Case.select().order_by(Case.id)] == ["已受理", "已退回", "已办结"]
    cases.deliver(office.clerk, third, cases.DeliveryInput("本人领取"), stub=True)
    assert beside("送达回证", "申请人") == "白·音"


def test_whoever_brings_the_papers_may_be_one_of_those(office: TestOffice) -> None:
    own = resident("19880808")
    agent = AgentInput(PersonInput("乌云", id_number=own), "嘎查会计", "嘎查介绍信", GACHA)
    lines = f"乌云 {own}\n李明 {TWO}"
    reception = batches.open_batch(office.clerk, agent, lines, "").uuid
    items = office.all_received(TRANSFER, who=BY_AGENT)
    cases.receive_batch(office.clerk, reception, told(office, reception), items, Signing("代理"))
    first, second = Case.select().order_by(Case.id)
    assert (first.agent, first.agent_kind, first.signing["kind"]) == (None, "", "本人")
    assert (second.agent.name, second.agent_kind, second.signing["kind"]) == (
        "乌云", GACHA, "代理",
    )  # fmt: skip
    assert "代办人（乌云）签字：" in printed("收件回执")


def test_all_cases_begin_or_none(office: TestOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    """The receipt cannot be printed: then there is no case either, and no number is used up."""
    reception = came(office)
    matter = told(office, reception)

    def refuse(*_: object, **__: object) -> str:
        raise RuleError("打印不出来。")

    with monkeypatch.context() as patch:
        patch.setattr(documents, "issue", refuse)
        with pytest.raises(RuleError):
            cases.receive_batch(
                office.clerk, reception, matter, office.all_received(TRANSFER), Signing("代理")
            )
    assert not Case.select().exists() and Reception.get().outcome == ""
    assert taken(office).numbers[0] == "固便办〔2026〕1号"


def test_what_stands_before_papers_stands_before_those_of_many(office: TestOffice) -> None:
    reception = came(office)
    matter, items = office.matter(TRANSFER), office.all_received(TRANSFER, who=BY_AGENT)
    with pytest.raises(RuleError, match="还没有一次性告知"):
        cases.receive_batch(office.clerk, reception, matter, items, Signing("代理"))
    told(office, reception)
    lacking = [ItemInput(0, Answer.LACKING, problem="没有带")]
    with pytest.raises(RuleError, match="一份材料都没有收到"):
        cases.receive_batch(office.clerk, reception, matter, lacking, Signing("代理"))
    with pytest.raises(RuleError, match="还没有登记申请人"):
        cases.receive(office.clerk, reception, matter, items, Signing("代理"))
    alone = office.told(TRANSFER)
    with pytest.raises(RuleError, match="只有一位申请人"):
        cases.receive_batch(office.clerk, alone, matter, office.all_received(TRANSFER), Signing())


def test_the_receipt_is_scanned_and_all_its_cases_are_there(office: TestOffice) -> None:
    done = taken(office)
    office.received(BIRTH)
    code = documents.describe(done.documents[0]).machine_number
    assert {row.number for row in lists.search(office.clerk, code)} == set(done.numbers)
    assert documents.describe(done.documents[0]).about == "乌云"
    sheet = Document.get(Document.kind == "一次性告知单").machine_number
    assert lists.search(office.clerk, sheet) == ()


def test_one_of_the_list_is_found_without_the_others(office: TestOffice) -> None:
    done = taken(office)
    assert [row.number for row in lists.search(office.clerk, "李明")] == [done.numbers[1]]


def test_a_full_list_is_taken_in_and_the_records_are_whole(office: TestOffice) -> None:
    done = taken(office, "\n".join(f"甲{n} 138475{n:05d}" for n in range(batches.MOST)))
    assert len(done.numbers) == len(lists.search(office.clerk, "乌云")) == batches.MOST
    office.store.close()
    assert verify.verify(office.store.folder)[0] == []
