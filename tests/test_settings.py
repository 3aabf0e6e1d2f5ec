"""The office's settings: each is taken at once or refused with a sentence, and stands on paper."""

import re
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pytest
from PySide6.QtCore import Qt

from app import accounts, backup, cases, day, documents, export, numbers, verify
from app import office as settings
from app.checklist import Answer, ItemInput
from app.clock import SetClock, office_time
from app.desk import Desk, office_info, seat
from app.errors import EnvironmentFault, FieldError, RuleError
from app.office_sections import SECTIONS
from app.printing import FolderPrinter, Job, PrinterStatus, print_document
from app.rights import Role
from app.system import RemovableDrive
from app.tasks import AtOnce
from models.cases import Case
from models.journal import Event
from tests.office import PASSWORD, START, TestOffice
from tests.tools import windows
from ui.hand import Hand
from ui.pages.settings import SettingsPage
from ui.start import Session, application

MONGOLIAN = "ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ"  # "Mongolian script"


def admin(given: TestOffice) -> Desk:
    return given.leader_as(Role.ADMIN)


def change(given: TestOffice, section: str, **typed: str) -> str:
    """One section with some of its texts changed; the people's desks go by it afterwards."""
    named = {name.replace("__", "."): words for name, words in typed.items()}
    warning = settings.change(admin(given), section, settings.shown(section) | named)
    given.clerk = seat(given.store, given.clock, given.clerk.staff)
    given.leader = seat(given.store, given.clock, given.leader.staff)
    return warning


def words(number: str) -> str:
    pages = pypdf.PdfReader(BytesIO(documents.pdf(number))).pages
    return re.sub(r"\s+", "", "".join(page.extract_text() for page in pages))


def receipt(given: TestOffice) -> str:
    reception = given.told("16")
    items = [ItemInput(n, Answer.RECEIVED) for n in range(5)]
    done = cases.receive(
        given.clerk, reception, given.matter("16"), items, cases.Signing(), receipt=True
    )
    return done.documents[0]


# What is taken ------------------------------------------------------------------------------------


@pytest.mark.parametrize("section", SECTIONS)
def test_what_is_shown_is_what_is_taken(office: TestOffice, section: str) -> None:
    """Saving without a change changes nothing and leaves no event."""
    before = office_info(), Event.select().count()
    assert change(office, section) == ""
    assert (office_info(), Event.select().count()) == before


def test_every_setting_is_kept(office: TestOffice) -> None:
    change(office, "unit", name="巴彦花苏木便民服务中心", short="巴便", organ="巴彦花苏木人民政府",
           banner="库伦旗", window_no="7", mongolian=f"{MONGOLIAN}\nᠮᠣᠩᠭᠣᠯ")  # fmt: skip
    change(office, "contact", address="巴彦花", phone="0475-4990001", complaint_phone="13812345678",
           summer="8：00—12：00，15:00~18:00", summer_from="6-1", summer_to="8月31日")  # fmt: skip
    change(office, "gachas", gachas="甲嘎查\n\n 乙嘎查 ")
    change(office, "printers", printer="柜台", printers__收件回执="小票机")
    change(office, "safety", stick_name="台账")
    change(office, "watch", idle_minutes="3", warn_days="4", report_first="先退后报")
    found = office_info()
    assert (found.name, found.short, found.window_no) == ("巴彦花苏木便民服务中心", "巴便", 7)
    assert found.mongolian == (MONGOLIAN, "ᠮᠣᠩᠭᠣᠯ")
    assert "6月1日至8月31日 8:00–12:00，15:00–18:00" in found.hours.text
    assert found.gachas == ("甲嘎查", "乙嘎查")
    assert (found.printer, found.printers) == ("柜台", {"收件回执": "小票机"})
    assert (found.stick_name, found.idle_minutes, found.warn_days) == ("台账", 3, 4)
    assert found.report_first is False
    actions = [event.action for event in Event.select().order_by(Event.seq.desc()).limit(6)]
    assert set(actions) == {"更改设置"}
    office.store.close()
    assert verify.verify(office.store.folder)[0] == []


@pytest.mark.clause("4.1.2")
def test_only_the_administrator_changes_settings(office: TestOffice) -> None:
    with pytest.raises(RuleError, match="不在窗口工作人员的权限内"):
        settings.change(office.clerk, "gachas", {"gachas": "甲"})


REFUSED: tuple[tuple[str, Mapping[str, str], str, str], ...] = (
    ("unit", {"short": "固/便"}, "short", "符号"),
    ("unit", {"window_no": "0"}, "window_no", "1 到 99"),
    ("unit", {"mongolian": "固日班花"}, "mongolian", "不是传统蒙古文"),
    ("unit", {"mongolian": "Mongol"}, "mongolian", "不是传统蒙古文"),
    ("unit", {"mongolian": f"{MONGOLIAN}\nᠮ\nᠣ"}, "mongolian", "最多 2 行"),
    ("contact", {"phone": "421"}, "phone", "座机号"),
    ("contact", {"hours": ""}, "hours", "请填写"),
    ("contact", {"hours": "八点到五点"}, "hours", "8:30-11:30"),
    ("contact", {"hours": "8:30-25:00"}, "hours", "不存在的时刻"),
    ("contact", {"hours": "8:30-11:30 11:00-17:30"}, "hours", "不能重叠"),
    ("contact", {"summer": "9:00-8:00"}, "summer", "从早到晚"),
    ("contact", {"summer": "8:00-18:00", "summer_from": "2月30日"}, "summer_from", "5月1日"),
    ("contact", {"summer": "8:00-18:00", "summer_to": "4月1日"}, "summer_to", "早于"),
    ("gachas", {"gachas": "甲\n乙\n甲"}, "gachas", "写了两次"),
    ("papers", {"seals": "固日班花苏木人民政府"}, "seals", "第 1 行"),
    ("papers", {"numbers.收件回执": "固便收{序号}"}, "numbers.收件回执", "{年}"),
    ("papers", {"numbers.收件回执": "固{序号}便〔{年}〕"}, "numbers.收件回执", "年在前"),
    ("papers", {"numbers.收件回执": "固{年}{序号}"}, "numbers.收件回执", "隔开"),
    ("papers", {"numbers.收件回执": "固{年}-{序号}-{序号}"}, "numbers.收件回执", "一个 {序号}"),
    ("papers", {"numbers.收件回执": "固7{年}-{序号}"}, "numbers.收件回执", "{年}"),
    ("papers", {"numbers.收件回执": "固{年}-{序号}号2"}, "numbers.收件回执", "不能再有数字"),
    ("papers", {"numbers.受理通知书": "固便收〔{年}〕{序号}号"}, "numbers.受理通知书", "收件回执"),
    ("safety", {"backup_place": "备份"}, "backup_place", "完整的路径"),
    ("safety", {"backup_place": "/proc/备份"}, "backup_place", "写不进去"),
    ("watch", {"idle_minutes": "0"}, "idle_minutes", "1 到 60"),
    ("watch", {"warn_days": "两天"}, "warn_days", "0 到 10"),
)  # fmt: skip


@pytest.mark.parametrize(("section", "typed", "field", "said"), REFUSED)
def test_what_cannot_be_is_refused_beside_its_field(
    office: TestOffice, section: str, typed: Mapping[str, str], field: str, said: str
) -> None:
    before = office_info()
    with pytest.raises(FieldError) as refused:
        change(office, section, **typed)
    assert refused.value.field == field
    assert said in refused.value.message
    assert office_info() == before


# Numbers and seals --------------------------------------------------------------------------------


def test_a_template_of_its_own_keeps_the_sequence(office: TestOffice) -> None:
    assert receipt(office) == "固便收〔2026〕1号"
    change(office, "papers", numbers__收件回执="收3字[{年}]第 {序号} 号",
           numbers__办件="GB-{年}-{序号}", numbers__日台账="台账{年}/{序号}")  # fmt: skip
    assert receipt(office) == "收3字[2026]第 2 号"
    change(office, "papers", numbers__收件回执="")
    assert receipt(office) == "固便收〔2026〕3号"
    numbered = [case.number for case in Case.select()]
    assert numbered == ["固便办〔2026〕1号", "GB-2026-2", "GB-2026-3"]
    assert "GB-2026-3" in words("固便收〔2026〕3号")
    office.clock.set(office_time("2026-11-23T17:31"))
    assert day.close(office.clerk).ledger_number == "台账2026/1"
    office.clock.set(office_time("2027-01-04T09:00"))
    assert receipt(office) == "固便收〔2027〕1号"
    office.store.close()
    assert verify.verify(office.store.folder)[0] == []


def test_a_number_once_given_out_never_stands_on_another_paper(office: TestOffice) -> None:
    receipt(office)
    change(office, "papers", numbers__收件回执="收{年}-{序号}")
    with pytest.raises(FieldError, match="固便收〔2026〕1号已经用在别的文书上") as refused:
        change(office, "papers", numbers__受理通知书="固便收〔{年}〕{序号}号")
    assert refused.value.field == "numbers.受理通知书"


@pytest.mark.parametrize(
    "template", ["固便办〔{年}〕{序号}号", "第3窗{年}年-{序号}", "{年}.{序号}"]
)
def test_year_and_serial_are_read_again(template: str) -> None:
    assert numbers.readable(template)
    assert numbers.parts(numbers.written(template, 2026, 4711)) == (2026, 4711)


def test_receipts_bear_the_centres_seal_and_decisions_the_organs(office: TestOffice) -> None:
    change(
        office, "papers", seals="本中心：受理专用章（1）\n固日班花苏木人民政府：苏木政府审批专用章"
    )
    assert "（加盖受理专用章（1））" in words(receipt(office))
    granted = cases.grant(office.clerk, office.accepted("16"), "已备案").documents[0]
    assert "（加盖苏木政府审批专用章）" in words(granted)
    refused = cases.refuse(office.clerk, office.accepted("21"), "在缴费", "办法").documents
    assert any("（加盖奈曼旗公共就业服务机构印章）" in words(one) for one in refused)


def test_mongolian_stands_on_every_paper(office: TestOffice) -> None:
    change(office, "unit", mongolian=MONGOLIAN)
    fonts = {
        font["/BaseFont"]
        for page in pypdf.PdfReader(BytesIO(documents.pdf(receipt(office)))).pages
        for font in (one.get_object() for one in page["/Resources"]["/Font"].values())
    }
    assert any("Mongolian" in name for name in fonts)


# Where things go ----------------------------------------------------------------------------------


class Recorder(FolderPrinter):
    """Several queues in one folder; remembers which got what."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.sent: list[str] = []

    def names(self) -> tuple[str, ...]:
        return ("默认", "柜台", "小票机")

    def status(self, name: str) -> PrinterStatus:
        return PrinterStatus(name, True, f"打印机 {name} 就绪")

    def submit(self, name: str, pdf: Path, title: str, paper: str) -> Job:
        self.sent.append(name)
        return super().submit(name, pdf, title, paper)


def test_each_backup_goes_to_both_places_and_a_bad_place_is_named(
    office: TestOffice, tmp_path: Path
) -> None:
    inside = office.store.folder / "备份"
    with pytest.raises(FieldError, match="在数据文件夹里面"):
        change(office, "safety", backup_place=str(inside))
    place = tmp_path / "另一处"
    assert "同一个磁盘" in change(office, "safety", backup_place=str(place))
    made = AtOnce().slices(backup.daily(office.clerk), lambda _: None).result()
    own = list((office.store.folder / "backups").glob("*.db"))
    assert made.parent == place and [one.name for one in own] == [made.name]
    (place / made.name).unlink()
    place.rename(tmp_path / "拔了")
    place.write_text("")
    with pytest.raises(EnvironmentFault, match=r"本机上的备份已做好；.*没有做成"):
        AtOnce().slices(backup.daily(office.clerk), lambda _: None).result()


def test_ledgers_go_to_the_named_stick_only(
    office: TestOffice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drives = tuple(RemovableDrive(tmp_path / name, name, 0) for name in ("台账", "音乐"))
    for one in drives:
        one.path.mkdir()
    monkeypatch.setattr(export, "removable_drives", lambda: drives)
    assert export.sticks(office.clerk) == drives
    change(office, "safety", stick_name="台账")
    assert export.sticks(office.clerk) == drives[:1]
    closed = day.close(office.clerk)
    for wrong in (drives[1].path, tmp_path):
        with pytest.raises(RuleError, match="只能导出到名为“台账”的U盘") as refused:
            export.export(office.clerk, closed.day, wrong)
        assert "请插上这个U盘" in refused.value.instead
    assert export.export(office.clerk, closed.day, drives[0].path).is_dir()


# In the window ------------------------------------------------------------------------------------


@pytest.fixture
def seated(office: TestOffice, tmp_path: Path) -> Any:
    """The administrator at the window, and what the printers got."""
    accounts.add(admin(office), "白雪莲", "bxl", PASSWORD, Role.ADMIN, "主任")
    office.store.close()
    application()
    printer = Recorder(tmp_path / "papers")
    session = Session(office.store.folder, SetClock(START), printer)
    hand = Hand(session)
    hand.sign_on("bxl", PASSWORD)
    hand.go("settings")
    yield hand, printer
    windows.close(session)


def test_a_change_takes_effect_at_once(seated: tuple[Hand, Recorder]) -> None:
    hand, _ = seated
    page = hand.page
    assert isinstance(page, SettingsPage)
    hand.fill({"name": "巴彦花苏木便民服务中心"})
    hand.press("保存")
    assert "已保存" in page.banner.words()
    assert hand.window.shell.desk.office.name == "巴彦花苏木便民服务中心"
    assert hand.window._office.text() == "巴彦花苏木便民服务中心"


def test_what_is_half_typed_waits_in_its_section(seated: tuple[Hand, Recorder]) -> None:
    hand, _ = seated
    page = hand.page
    assert isinstance(page, SettingsPage)
    hand.fill({"short": "巴便"})
    page.show_section("watch")
    hand.settle()
    hand.fill({"idle_minutes": "9"})
    hand.press("保存")
    hand.go("papers_list")
    hand.go("settings")
    page.show_section("unit")
    hand.settle()
    assert page.fields["short"].text == "巴便"
    assert hand.window.shell.desk.office.short == "固便"
    assert hand.window.shell.desk.office.idle_minutes == 9


def test_the_test_page_goes_to_the_printer_that_is_chosen(
    seated: tuple[Hand, Recorder], tmp_path: Path
) -> None:
    hand, printer = seated
    page = hand.page
    assert isinstance(page, SettingsPage)
    page.show_section("printers")
    hand.settle()
    page.fields["printer"].set_text("柜台")
    page.fields["printers.收件回执"].set_text("小票机")
    hand.press("打印测试页")
    hand.printed()
    hand.press("保存")
    hand.press("打印测试页")
    hand.printed()
    assert printer.sent == ["柜台", "柜台"]
    desk = hand.window.shell.desk
    assert (desk.office.printer, desk.office.printers) == ("柜台", {"收件回执": "小票机"})


def test_each_kind_goes_to_its_own_printer(office: TestOffice, tmp_path: Path) -> None:
    change(office, "printers", printer="柜台", printers__收件回执="小票机")
    printer = Recorder(tmp_path)
    told = cases.ask_more(office.clerk, office.received("12", 3)).documents[0]
    for number in (receipt(office), told):
        list(print_document(office.clerk, printer, "柜台", number))
    assert printer.sent == ["小票机", "柜台"]


def test_the_sample_shows_what_is_not_yet_saved(seated: tuple[Hand, Recorder]) -> None:
    hand, _ = seated
    hand.fill({"short": "巴便", "mongolian": "固日班花"})
    hand.press("看样张")
    assert "不是传统蒙古文" in hand.said()
    hand.fill({"mongolian": MONGOLIAN})
    hand.press("看样张")
    assert hand.sheet_title == "打印测试页"
    hand.key(Qt.Key.Key_Escape)
    assert hand.page.objectName() == "settings"


def test_the_clerk_sees_no_settings(hand: Hand) -> None:
    with pytest.raises(KeyError):
        hand.window.page("settings")
