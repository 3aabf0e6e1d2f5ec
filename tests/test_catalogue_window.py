"""The catalogue through the real window: looked at, changed, imported, printed."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app import accounts, documents, matter_workbook, matters, setup
from app.catalogue import Matter
from app.clock import SetClock
from app.deadlines import Limit, Unit
from app.desk import Desk
from app.forms import guide, notices
from app.matter_files import starter_catalogue
from app.printing import FolderPrinter
from app.rights import Role
from reports import fonts, render
from reports.sheet import strings
from tests import office as offices
from tests.office import PASSWORD, START, TestOffice
from tests.tools import windows
from ui.hand import Hand
from ui.pages.catalogue import CataloguePage
from ui.pages.catalogue_import import ChangesSheet, FaultsSheet
from ui.pages.matter import MatterPage
from ui.pages.matter_edit import MatterEditPage
from ui.start import Session, application
from ui.widgets.basics import Button

ALLOWANCE = "05"


@pytest.fixture
def admin(template: Path, tmp_path: Path) -> Iterator[Hand]:
    """The administrator signed on at the real window."""
    application()
    office = offices.copy(template, tmp_path / "data")
    desk = setup.command_desk(office.store, office.clock)
    accounts.add(desk, "白雪莲", "bxl", PASSWORD, Role.ADMIN)
    office.store.close()
    session = Session(tmp_path / "data", SetClock(START), FolderPrinter(tmp_path / "papers"))
    made = Hand(session)
    made.sign_on("bxl", PASSWORD)
    yield made
    windows.close(session)


def listed(hand: Hand) -> dict[str, matters.MatterLine]:
    """The catalogue as it now stands."""
    found: list[tuple[matters.MatterLine, ...]] = []
    hand.session.runner.run(matters.listed, found.append)
    hand.settle()
    return {line.newest.matter.code: line for line in found[0]}


def editing(hand: Hand, code: str) -> Any:
    hand.window.go("matter_edit", {"code": code})
    hand.settle()
    assert isinstance(hand.page, MatterEditPage)
    return hand.page


def over() -> Any:
    return QApplication.activeModalWidget()


@pytest.mark.clause("4.1.1")
def test_a_matter_is_changed_by_hand_and_compared(admin: Hand) -> None:
    page = editing(admin, ALLOWANCE)
    page.fields["承诺时限"].set_text("15个工作日")
    page.fields["补正期限"].set_text("很久")
    page._rows["材料"][0]["名称"].set_text("其他材料")
    admin.press("看改了什么，保存")
    assert over() is None
    assert page.fields["补正期限"].error() == "补正期限应是1 到 365 的整数，“很久”不是。"
    assert page._rows["材料"][0]["名称"].error() == "“其他材料”不是具体的材料，请写明是哪一样。"
    assert page.banner.words().startswith("有 2 处要改")
    page.fields["补正期限"].set_text("45")
    page._rows["材料"][0]["名称"].set_text("最低生活保障申请书")
    admin.press("看改了什么，保存")
    assert isinstance(over(), ChangesSheet)
    assert listed(admin)[ALLOWANCE].newest.version == 1  # nothing is done before it is agreed to
    admin.press("保存为新的版本")
    assert isinstance(admin.page, MatterPage)
    line = listed(admin)[ALLOWANCE]
    assert (line.newest.version, line.state) == (2, matters.IN_FORCE)
    assert line.in_force is not None and line.in_force.version == 1
    assert line.newest.matter.promised == Limit(15, Unit.WORKDAY)
    admin.press("已核对，启用")
    assert admin.page.fields["confirmed_by"].error() == "请填写核对人。"  # type: ignore[attr-defined]
    admin.fill({"confirmed_by": "白雪莲"})
    admin.press("已核对，启用")
    line = listed(admin)[ALLOWANCE]
    assert line.in_force is not None and line.in_force.version == 2
    admin.press(f"第 2 版　启用　{START:%Y-%m-%d} ›")
    assert admin.sheet_title == "第 1 版到第 2 版改了什么"
    admin.key(Qt.Key.Key_Escape)


def test_a_half_changed_matter_comes_back(admin: Hand) -> None:
    page = editing(admin, ALLOWANCE)
    page.fields["收费"].set_text("不收任何费用")
    admin.press("增加一条材料")
    page._rows["材料"][-1]["名称"].set_text("家庭成员说明")
    count = len(page._rows["材料"])
    admin.go("catalogue")
    page = editing(admin, ALLOWANCE)
    assert page.fields["收费"].text == "不收任何费用"
    assert len(page._rows["材料"]) == count
    assert page._rows["材料"][-1]["名称"].text == "家庭成员说明"


def test_a_new_matter_needs_a_number_of_its_own(admin: Hand) -> None:
    admin.go("catalogue")
    admin.press("新增事项")
    page: Any = admin.page
    admin.press("看改了什么，保存")
    assert page.fields["编号"].error() == "请填写编号。"
    assert page.fields["类型"].error() == "请填写类型。"
    (small,) = (one for one in starter_catalogue() if one.code == "11")
    page.show_matter(small)
    admin.press("看改了什么，保存")
    assert "已经用过" in page.fields["编号"].error()
    page.fields["编号"].set_text("77")
    page.fields["名称"].set_text("查询登记")
    page.fields["须核对"].set_text("")
    admin.press("看改了什么，保存")
    admin.press("保存为新的版本")
    line = listed(admin)["77"]
    assert (line.state, line.newest.matter.name) == (matters.IN_FORCE, "查询登记")


def test_a_matter_is_retired_with_a_reason(admin: Hand) -> None:
    admin.window.go("matter", {"code": "16"})
    admin.settle()
    admin.press("停用这个事项")
    assert admin.page.fields["reason"].error() == "请填写停用原因。"  # type: ignore[attr-defined]
    admin.fill({"reason": "权限已收回旗农牧局"})
    admin.press("停用这个事项")
    assert listed(admin)["16"].state == matters.RETIRED
    admin.go("catalogue")
    page: Any = admin.page
    page._filter.choose(matters.RETIRED)
    admin.settle()
    assert [row.title for row in page._list.rows.rows] == ["农村土地经营权流转备案"]


def test_a_workbook_goes_out_and_comes_back_changed(admin: Hand, tmp_path: Path) -> None:
    admin.go("catalogue")
    page = admin.page
    assert isinstance(page, CataloguePage)
    path = tmp_path / "事项目录.xlsx"
    page.export_to(path)
    admin.settle()
    assert "已导出" in page.banner.words()
    book = openpyxl.load_workbook(path)
    heads = {cell.value: cell.column for cell in book["事项"][1]}
    row = next(one[0].row for one in book["事项"].iter_rows() if one[0].value == ALLOWANCE)
    book["事项"].cell(row, heads["收费"]).value = "不收费，也不收工本费"
    book.save(path)
    page.import_from(path)
    admin.settle()
    assert isinstance(over(), ChangesSheet)
    assert listed(admin)[ALLOWANCE].newest.version == 1
    admin.press("确认导入 1 个")
    admin.settle()
    assert listed(admin)[ALLOWANCE].newest.matter.fee == "不收费，也不收工本费"
    assert {line.newest.version for line in listed(admin).values()} == {1, 2}
    assert "1 个事项有了新版本" in page.banner.words()


def test_a_faulty_workbook_shows_every_fault_and_changes_nothing(
    admin: Hand, tmp_path: Path
) -> None:
    path = tmp_path / "有错.xlsx"
    path.write_bytes(matter_workbook.written(starter_catalogue()))
    book = openpyxl.load_workbook(path)
    book["材料"]["D3"].value = "两份"
    book["事项"]["C2"].value = "许可证"
    book.save(path)
    before = listed(admin)
    admin.go("catalogue")
    page = admin.page
    assert isinstance(page, CataloguePage)
    page.import_from(path)
    admin.settle()
    sheet = over()
    assert isinstance(sheet, FaultsSheet)
    admin.press("复制清单")
    copied = QApplication.clipboard().text().splitlines()
    assert copied == [
        "工作表“事项”第 2 行 C 列“类型”：类型应是许可、确认、给付、公共服务、其他之一，"
        "“许可证”不是。",
        "工作表“材料”第 3 行 D 列“份数”：份数应是0 到 20 的整数，“两份”不是。",
    ]
    sheet.reject()
    admin.settle()
    assert listed(admin) == before


def test_a_clerk_looks_but_does_not_change(hand: Hand) -> None:
    hand.go("catalogue")
    hand.window.go("matter", {"code": ALLOWANCE})
    hand.settle()
    buttons = {one.words() for one in hand.page.findChildren(Button)}
    assert "服务指南" in buttons and not buttons & {"修改", "已核对，启用", "停用这个事项"}
    with pytest.raises(KeyError):
        hand.window.page("matter_edit")


def test_a_guide_is_printed_from_the_page(admin: Hand, tmp_path: Path) -> None:
    admin.window.go("matter", {"code": ALLOWANCE})
    admin.settle()
    admin.press("服务指南")
    admin.press("打印")
    admin.printed()
    (file,) = (tmp_path / "papers").glob("*.pdf")
    text = pdf_text(file)
    assert "服务指南" in text and "最低生活保障审核确认" in text and "行政复议" in text


def pdf_text(file: Path) -> str:
    return "".join(page.extract_text() for page in pypdf.PdfReader(file).pages)


@pytest.mark.clause("4.1.1")
@pytest.mark.parametrize("matter", starter_catalogue(), ids=lambda one: one.code)
def test_every_matter_is_printed_as_guide_and_as_telling(
    matter: Matter, office: TestOffice, tmp_path: Path
) -> None:
    """Every condition, material and hint stands on both, and nothing of it is lost in print."""
    desk: Desk = office.clerk
    blocks = guide.guide(desk, matter, 1)
    (tmp_path / "guide.pdf").write_bytes(
        render.render(documents.unnumbered(desk.office, START, guide.TITLE, blocks))
    )
    guided, told = (
        squeezed("".join(strings(one)))
        for one in (blocks, notices.telling(desk, matter, "包玉兰").blocks)
    )
    for words in (
        matter.name, matter.organ, *matter.conditions, *matter.notes, matter.fee, matter.result,
        *(one.name for one in matter.materials), *(one.where for one in matter.materials),
        *matter.citizen_deadlines, matter.refer_to,
    ):  # fmt: skip
        assert squeezed(words) in told, words
        assert squeezed(words) in guided, words
    for basis in matter.bases:
        assert squeezed(basis.short) in told and squeezed(basis.text) in guided
    for step in matter.steps:
        assert squeezed(step.who) in guided, step.name
    assert not fonts.missing_glyphs(guided + told)
    assert not Counter(guided) - Counter(squeezed(pdf_text(tmp_path / "guide.pdf")))


def squeezed(text: str) -> str:
    return "".join(text.split())
