"""Papers that say how a case ended: what happened, in the words of its kind, and nothing else."""

from io import BytesIO

import pypdf
import pytest

from app import casefile, cases
from app.cases import Signing
from app.catalogue import MatterKind
from app.checklist import Answer, ItemInput
from app.wording import say
from models.documents import Document
from reports.page import FORMATS
from reports.render import render
from reports.sheet import Sheet, Table, from_json
from reports.text import lines
from tests.office import TestOffice, beside, printed
from tests.papers import forwarded, from_above, granted, refused, stepped
from tests.test_batch import taken

PENSION, HOMESTEAD, LOGGING, TRANSFER, PROOF, HARDSHIP = "02", "12", "14", "16", "26", "30"


# 办结通知书 ---------------------------------------------------------------------------------------


@pytest.mark.clause("3.1")
@pytest.mark.parametrize("code", ["20", "22", "26", "28"])
def test_the_box_says_what_came_of_it_not_what_might(office: TestOffice, code: str) -> None:
    """The catalogue says of these what happens if, and what if not."""
    if code == PROOF:
        granted(office, code, "给予 1200 元")
    else:
        cases.grant(office.clerk, forwarded(office, code), "给予 1200 元", from_above(office))
    said = printed("办结通知书")
    assert said[said.index("办理结果：") + 1] == "给予 1200 元"
    assert said.count("给予 1200 元") == 1
    for words in said:
        assert "；不" not in words and "书面说明理由" not in words, words


def test_nothing_is_said_of_fees_that_nobody_looked_at(office: TestOffice) -> None:
    case = office.received("27")
    cases.finish_at_once(office.clerk, case, "信息已更新", receipt=True)
    assert "收费" not in printed("办结通知书")


# 不予决定书 ---------------------------------------------------------------------------------------


@pytest.mark.clause("1.4")
@pytest.mark.parametrize(
    "code, words, title",
    [
        (HOMESTEAD, "不予行政许可", "不予行政许可决定书"),
        (LOGGING, "不予行政许可", "不予行政许可决定书"),
        (HARDSHIP, "不予确认", "不予确认决定书"),
        (PENSION, "不予给付", "不予给付决定书"),
        (PROOF, "不予办理", "不予办理告知书"),
        (TRANSFER, "不予办理", "不予办理告知书"),
    ],
)
def test_a_refusal_is_called_by_what_it_refuses(
    office: TestOffice, code: str, words: str, title: str
) -> None:
    case = refused(office, code)
    said = printed("不予决定书")
    matter = beside("不予决定书", "事项")
    assert f"{title}\n{matter}" in said
    assert any(f"“{matter}”" in one and f"决定{words}。" in one for one in said)
    assert f"，期限从收到本{title[-3:]}之日起计算。" in said
    assert f"决定{words}。" in beside("否定报备表", "情况")
    assert casefile.load(office.clerk, case).result == words


def test_every_kind_of_matter_has_its_words() -> None:
    words = {kind: say("不予的用语", kind.value) for kind in MatterKind}
    assert set(words.values()) == {"不予行政许可", "不予确认", "不予给付", "不予办理"}
    papers = {kind: say("不予的文书", kind.value) for kind in MatterKind}
    assert all(papers[kind].startswith(words[kind]) for kind in MatterKind)


def test_the_longest_name_below_the_title_is_set_whole(office: TestOffice) -> None:
    """It goes on in a second line rather than over the edge of the page."""
    name = "关于" + "很长的事项名称" * 8
    page = Sheet("不予决定书", f"不予办理告知书\n{name}", "1号", "中心", ())
    (one,) = pypdf.PdfReader(BytesIO(render(page))).pages
    found: list[tuple[float, str]] = []
    one.extract_text(visitor_text=lambda text, _c, at, _f, _s: found.append((at[4], text)))
    assert name in "".join("".join(text for _, text in found).split())
    assert min(x for x, text in found if text.strip()) >= 18 / 25.4 * 72 - 1


# Originals ----------------------------------------------------------------------------------------


def taken_in(office: TestOffice, *back: int) -> str:
    """A case under review whose originals at the lines `back` were handed back."""
    reception = office.told(TRANSFER)
    items = [
        ItemInput(one.position, one.answer, 1, handed_back=one.position in back)
        for one in office.all_received(TRANSFER)
    ]
    done = cases.receive(office.clerk, reception, office.matter(TRANSFER), items, Signing())
    return done.case.uuid


@pytest.mark.parametrize("how", ["撤回", "退回"])
def test_originals_are_handed_back_only_where_they_were(office: TestOffice, how: str) -> None:
    def end(case: str) -> str:
        if how == "撤回":
            cases.withdraw(office.clerk, case, "不办了", Signing())
            return "".join(printed("撤回确认书"))
        cases.return_case(office.clerk, case, "不符", "第一条")
        cases.decide_report(office.leader, case, agree=True, opinion="同意")
        return "".join(printed("退回件通知书"))

    none = end(taken_in(office))
    assert "退还" not in none and "可凭本单到窗口领取" in none
    one = end(taken_in(office, 1))
    assert "原件已当场退还：土地经营权流转合同。" in one and "全部退还" not in one


def returned_later(office: TestOffice, case: str) -> str:
    """What the notice says when the leader agrees three days on."""
    cases.return_case(office.clerk, case, "不符", "第一条")
    office.clock.advance(days=3)
    cases.decide_report(office.leader, case, agree=True, opinion="同意")
    return "".join(printed("退回件通知书"))


def test_what_went_back_days_ago_did_not_go_back_on_the_spot(office: TestOffice) -> None:
    said = returned_later(office, taken_in(office, 1))
    assert "原件已在收件时（11月23日）退还：土地经营权流转合同。" in said and "当场" not in said


def test_each_original_went_back_on_its_own_day(office: TestOffice) -> None:
    case = taken_in(office, 1)
    office.clock.advance(days=1)
    cases.answer(office.clerk, case, [ItemInput(0, Answer.RECEIVED, 1, handed_back=True)])
    said = returned_later(office, case)
    assert "原件已在收件时（11月23日）退还：土地经营权流转合同。" in said
    assert "原件已于11月24日退还：" in said and "当场" not in said


# A table of numbers -------------------------------------------------------------------------------


def test_no_number_is_broken_by_its_column(office: TestOffice) -> None:
    """Of the list that goes up, and of the receipt for all of a 嘎查."""
    cases.forward(office.clerk, [stepped(office, PENSION)], "符合条件")
    taken(office)
    for kind in ("上报移交清单", "收件回执"):
        (table,) = (one for one in newest(kind).blocks if isinstance(one, Table))
        at = table.heads.index("办件编号")
        layout = FORMATS["A4"]
        wide = layout.room * table.widths[at] / sum(table.widths) - 8
        for number in (table.rows[0][at], "固便办〔2026〕1234号"):
            assert lines(number, "Serif", layout.body - 0.6, wide) == [number]


def newest(kind: str) -> Sheet:
    row = Document.select().where(Document.kind == kind).order_by(Document.id.desc()).get()
    return from_json(row.sheet)
