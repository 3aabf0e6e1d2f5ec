"""The catalogue: what comes with the program, the workbook, versions, and what they refuse."""

import io
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook

from app import (
    accounts,
    casefile,
    cases,
    matter_workbook,
    matters,
    receptions,
    setup,
    tellings,
)
from app.catalogue import VAGUE, Matter, MatterKind, OrganKind, Stage, Way, from_json, to_json
from app.checklist import Answer, ItemInput
from app.clock import SetClock
from app.deadlines import Limit, Unit
from app.desk import Desk, seat
from app.errors import FieldError, RuleError
from app.matter_changes import compare, differences
from app.matter_fields import PARTS
from app.matter_files import NOT_CERTIFIED, BadFile, load, starter_catalogue
from app.people import PersonInput
from app.rights import Role
from app.store import open_folder
from app.tasks import AtOnce
from tests.office import PASSWORD, START, TestOffice

STARTER = starter_catalogue()
IDS = [one.code for one in STARTER]


def read(path: Path) -> tuple[Matter, ...]:
    return AtOnce().slices(matter_workbook.read(path), lambda _: None).result()


# What comes with the program --------------------------------------------------------------------


def test_there_are_enough_matters_for_a_sumu() -> None:
    assert len(STARTER) >= 24
    assert len(set(IDS)) == len({one.name for one in STARTER}) == len(STARTER)


@pytest.mark.clause("4.1.1")
@pytest.mark.parametrize("matter", STARTER, ids=IDS)
def test_no_field_is_empty_or_vague(matter: Matter) -> None:
    assert matter.conditions and matter.fee and matter.result and matter.tags and matter.notes
    for material in matter.materials:
        assert all((material.name, material.form, material.issuer, material.where)), material
        assert not any(word in material.name for word in VAGUE)
        shown = any(word in material.form for word in ("核验", "退回", "口头", "口述", "电子"))
        assert material.copies or shown, f"{material.name}: none, and not only shown"
    assert matter.materials or matter.refer_to
    for step in matter.steps:
        assert step.who and step.name


@pytest.mark.parametrize("matter", STARTER, ids=IDS)
def test_every_basis_has_its_text_named(matter: Matter) -> None:
    for basis in matter.bases:
        assert not set("《》") & set(basis.document)
        assert basis.article and basis.article != "全文"
        # What was read says which version; what was not, is listed for somebody to check.
        assert basis.dated or basis.number or not basis.read, basis
    assert any(basis.read for basis in matter.bases), "no text was consulted at all"
    if not all(basis.read for basis in matter.bases):
        assert matter.unconfirmed


@pytest.mark.parametrize("matter", STARTER, ids=IDS)
def test_limits_are_sane(matter: Matter) -> None:
    if matter.refer_to:
        assert matter.promised is None
        return
    assert matter.promised is not None and matter.promised.amount <= 60
    if matter.statutory and matter.statutory.unit == matter.promised.unit:
        assert matter.promised.amount <= matter.statutory.amount
    if matter.kind == MatterKind.LICENCE and matter.statutory:
        assert matter.statutory.unit == Unit.WORKDAY  # 行政许可法 §82
        if matter.way != Way.FORWARDED:
            assert matter.extension == Limit(10, Unit.WORKDAY)  # §42; the first review has none
    for special in matter.special_limits:
        assert special.limit.amount > 0
    if matter.higher is not None:
        assert matter.way == Way.FORWARDED


@pytest.mark.parametrize("matter", STARTER, ids=IDS)
def test_nothing_is_asked_for_that_the_office_can_check_itself(matter: Matter) -> None:
    checkable = ("身份证", "户口簿", "残疾人证", "结婚证", "社会保障卡", "社保卡")
    for material in matter.materials:
        if any(word in material.name for word in checkable) and "表" not in material.name:
            assert material.copies == 0, f"{material.name}: the window reads it and hands it back"
        if material.name.endswith("证明"):
            proof = any(word in material.name for word in NOT_CERTIFIED)
            assert not (proof and "嘎查" in material.issuer), material.name


@pytest.mark.parametrize("matter", STARTER, ids=IDS)
def test_what_is_shown_in_public_is_little(matter: Matter) -> None:
    private = ("身份证", "证件号", "电话", "病", "残疾类别", "残疾等级", "银行", "账号", "住址")
    for shown in matter.public_fields:
        assert not any(word in shown for word in private), shown
    if any("公示" in step.name for step in matter.steps):
        assert matter.public_fields, "a 公示 has to say what it may show"


def test_only_laws_make_a_bulletin() -> None:
    assert {one.code for one in STARTER if one.publish} == {
        "04", "05", "06", "07", "12", "13", "14",
    }  # fmt: skip


def test_a_matter_survives_being_stored() -> None:
    for matter in STARTER:
        assert from_json(to_json(matter)) == matter


# The workbook -----------------------------------------------------------------------------------


def many(count: int) -> tuple[Matter, ...]:
    """A catalogue of `count` matters."""
    kinds = [STARTER[n % len(STARTER)] for n in range(count)]
    return tuple(
        replace(one, code=f"{n:03d}", name=f"{one.name}{n}") for n, one in enumerate(kinds)
    )


@pytest.fixture(scope="module")
def three_hundred(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("workbook") / "事项.xlsx"
    path.write_bytes(matter_workbook.written(many(300)))
    return path


def test_out_and_in_changes_nothing(three_hundred: Path, tmp_path: Path) -> None:
    assert read(three_hundred) == many(300)
    path = tmp_path / "starter.xlsx"
    path.write_bytes(matter_workbook.written(STARTER))
    found = read(path)
    assert found == STARTER
    assert {one.kind for one in compare({one.code: one for one in STARTER}, found)} == {"不变"}


def test_the_workbook_explains_itself(three_hundred: Path) -> None:
    book = openpyxl.load_workbook(three_hundred)
    assert book.sheetnames == ["说明", "事项", *(part.name for part in PARTS)]
    told = {row[0].value for row in book["说明"].iter_rows() if row[0].value}
    for name in book.sheetnames[1:]:
        for cell in book[name][1]:
            assert cell.value in told, f"{name}: {cell.value}"


def test_text_stays_text(tmp_path: Path) -> None:
    odd = replace(STARTER[0], fee="=1+1", result="007", notes=("第一行", "=SUM(A1)"))
    path = tmp_path / "odd.xlsx"
    path.write_bytes(matter_workbook.written((odd,)))
    assert read(path) == (odd,)


# Each fault: in which sheet, which row, which column, what is written there.
PLANTED: list[tuple[str, int, str, object]] = [
    ("事项", 3, "名称", ""), ("事项", 5, "类型", "许可证"), ("事项", 7, "决定机关", None),
    ("事项", 9, "机关性质", "公司"), ("事项", 11, "实施方式", "自办"), ("事项", 13, "按批办理", 2),
    ("事项", 15, "条件", None), ("事项", 17, "法定时限", "二十天"), ("事项", 19, "承诺时限", "-3"),
    ("事项", 21, "承诺时限", "20工作天"), ("事项", 23, "最长延长", "400个工作日"),
    ("事项", 25, "补正期限", 0), ("事项", 27, "补正期限", "三十"), ("事项", 29, "补正期限", 3.5),
    ("事项", 31, "收费", ""), ("事项", 33, "结果", " "), ("事项", 35, "救济", "R9"),
    ("事项", 37, "依法公告", "true"), ("事项", 39, "委托起始", "2026-02-30"),
    ("事项", 41, "委托截止", "明年"), ("事项", 43, "名称", "甲" * 61),
    ("事项", 45, "提示", "a\u202eb"),
    ("事项", 47, "结果", "\U0003134f"), ("事项", 49, "名称", many(3)[2].name),
    ("事项", 51, "名称", "=1+1"),
    ("依据", 4, "文件", ""), ("依据", 9, "条款", None), ("依据", 14, "版本", "2018年"),
    ("依据", 19, "已查", "读过"), ("依据", 24, "事项编号", "999"), ("依据", 29, "事项编号", ""),
    ("材料", 6, "名称", "其他材料"), ("材料", 16, "份数", "两份"), ("材料", 26, "份数", 21),
    ("材料", 36, "要求", "随便"), ("材料", 46, "怎么取得", None), ("材料", 56, "出具单位", ""),
    ("步骤", 5, "阶段", "以后"), ("步骤", 15, "时限", "一周"), ("步骤", 25, "必经", "y"),
]  # fmt: skip


@pytest.fixture(scope="module")
def planted(three_hundred: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    book = openpyxl.load_workbook(three_hundred)
    for sheet, row, label, value in PLANTED:
        column = next(cell.column for cell in book[sheet][1] if cell.value == label)
        book[sheet].cell(row, column).value = value
    path = tmp_path_factory.mktemp("planted") / "有错.xlsx"
    book.save(path)
    return path


def test_every_planted_fault_is_listed_with_its_place(planted: Path) -> None:
    assert len(PLANTED) == 40
    with pytest.raises(BadFile) as refusal:
        read(planted)
    found = {fault.place: fault.sentence for fault in refusal.value.faults}
    for sheet, row, label, value in PLANTED:
        places = [place for place in found if f"“{sheet}”第 {row} 行 " in place and label in place]
        assert places, f"{sheet} {row} {label} {value!r} was not found"
        assert found[places[0]].endswith("。"), found[places[0]]
    wanted = {(sheet, row) for sheet, row, _, _ in PLANTED}
    extra = [place for place in found
             if not any(f"“{sheet}”第 {row} 行 " in place for sheet, row in wanted)]  # fmt: skip
    assert not extra, extra


def test_a_number_is_used_once(three_hundred: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(three_hundred)
    book["事项"]["A49"].value = "003"
    book.save(tmp_path / "double.xlsx")
    with pytest.raises(BadFile) as refusal:
        read(tmp_path / "double.xlsx")
    said = [fault.text for fault in refusal.value.faults]
    assert said[0] == "工作表“事项”第 49 行 A 列“编号”：编号“003”已经用过，请换一个。"
    assert all("没有编号“047”" in text for text in said[1:])


def test_a_faulty_workbook_changes_nothing(office: TestOffice, planted: Path) -> None:
    before = matters.listed()
    with pytest.raises(BadFile):
        matters.write(setup.command_desk(office.store, office.clock), read(planted))
    assert matters.listed() == before


def _bomb(path: Path) -> None:
    """A workbook whose sheet unpacks to far more than it weighs."""
    empty = io.BytesIO()
    Workbook().save(empty)
    with zipfile.ZipFile(empty) as plain, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name in plain.namelist():
            if name != "xl/worksheets/sheet1.xml":
                out.writestr(name, plain.read(name))
        with out.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(b"<worksheet><sheetData>")
            for _ in range(600):
                sheet.write(b"<row><c><v>0</v></c></row>" * 20_000)
            sheet.write(b"</sheetData></worksheet>")


def _entities(path: Path) -> None:
    """The billion laughs, in a sheet."""
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    xml = f'<!DOCTYPE x [<!ENTITY a0 "ha">{laughs}]><worksheet>&a9;</worksheet>'
    empty = io.BytesIO()
    Workbook().save(empty)
    with zipfile.ZipFile(empty) as plain, zipfile.ZipFile(path, "w") as out:
        for name in plain.namelist():
            sheet = name == "xl/worksheets/sheet1.xml"
            out.writestr(name, xml if sheet else plain.read(name))


def _endless(path: Path) -> None:
    """One row at the very end of the sheet: whoever fills the gap reads a million rows."""
    book = Workbook()
    book.active["A1048576"] = "x"
    book.save(path)


REFUSED: dict[str, tuple[Callable[[Path], object], str]] = {
    "bomb": (_bomb, "大得不正常"),
    "entities": (_entities, "打不开"),
    "endless": (_endless, "没有导入"),
    "old": (lambda path: path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(5000)), ".xls"),
    "text": (lambda path: path.write_text("编号,名称"), "不是 .xlsx"),
    "empty": (lambda path: path.write_bytes(b""), "不是 .xlsx"),
    "cut off": (
        lambda path: path.write_bytes(matter_workbook.written(STARTER)[:9000]),
        "不是 .xlsx",
    ),
    "another": (lambda path: Workbook().save(path), "没有这个工作表"),
    "gone": (lambda path: None, "读不到"),
}


@pytest.mark.parametrize("which", REFUSED)
def test_what_is_no_catalogue_is_refused_in_two_seconds(which: str, tmp_path: Path) -> None:
    make, said = REFUSED[which]
    path = tmp_path / "来的.xlsx"
    make(path)
    began = time.monotonic()
    with pytest.raises(BadFile) as refusal:
        read(path)
    assert time.monotonic() - began < 2
    assert said in str(refusal.value)


# Files ------------------------------------------------------------------------------------------

SMALL = """
"编号" = "90"
"名称" = "查询登记"
"类型" = "公共服务"
"决定机关" = "固日班花苏木人民政府"
"机关性质" = "行政机关"
"实施方式" = "本级"
"按批办理" = false
"条件" = ["户籍在本苏木"]
"承诺时限" = "当场"
"补正期限" = 30
"收费" = "不收费"
"结果" = "查询结果"
"救济" = "R3"
"依法公告" = false
[["依据"]]
"文件" = "优化营商环境条例"
"条款" = "第四十四条"
"版本" = "2019-10-22"
"已查" = true
[["材料"]]
"名称" = "居民身份证"
"形式" = "原件核验，看后退回"
"份数" = 0
"出具单位" = "公安机关"
"要求" = "核验免交"
"怎么取得" = "带原件"
"""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"补正期限" = 30', '"补正期限" = 0', "90.toml：“补正期限”：补正期限应是1 到 365 的整数"),
        ('"类型" = "公共服务"\n', "", "90.toml：“类型”：请填写类型。"),
        ('"份数" = 0', '"份数" = 0\n"数量" = 1', "90.toml：材料第 1 条“数量”：不认识这一项"),
        ('"结果" = "查询结果"', '"结果" = "查询结果', "90.toml：格式有误"),
        ("本级", "下放委托", "90.toml：“委托文件”：下放委托的，请写明"),
        ("居民身份证", "无犯罪记录证明", ""),
    ],
)
def test_a_file_that_cannot_be_used_names_place_and_fault(
    old: str, new: str, said: str, tmp_path: Path
) -> None:
    path = tmp_path / "90.toml"
    path.write_text(SMALL, encoding="utf-8")
    assert load(path).promised == Limit(0, Unit.WORKDAY)
    path.write_text(SMALL.replace(old, new), encoding="utf-8")
    if not said:
        assert load(path)  # the police may certify it, the village may not be asked to
        text = SMALL.replace(old, new).replace("公安机关", "嘎查村民委员会")
        path.write_text(text.replace("核验免交", "必要"), encoding="utf-8")
        said = "民发〔2020〕20号"
    with pytest.raises(BadFile) as refusal:
        load(path)
    assert said in str(refusal.value)


# Versions ---------------------------------------------------------------------------------------


@pytest.fixture
def admin(office: TestOffice) -> Desk:
    return office.leader_as(Role.ADMIN)


def current(code: str) -> matters.MatterLine:
    (line,) = (one for one in matters.listed() if one.newest.matter.code == code)
    return line


@pytest.mark.clause("4.1.1")
def test_an_unconfirmed_matter_cannot_be_used(tmp_path: Path) -> None:
    clock = SetClock(START)
    store = open_folder(tmp_path / "data")
    desk = setup.set_up(store, clock, setup.OfficeInput())
    accounts.add(desk, "斯琴高娃", "sqgw", PASSWORD, Role.CLERK)
    clerk = seat(store, clock, accounts.everybody()[0])
    waiting = current("05")
    assert (waiting.state, waiting.in_force) == (matters.WAITING, None)
    reception = receptions.open_visit(clerk, PersonInput("包玉兰")).uuid
    with pytest.raises(RuleError) as refusal:
        tellings.tell(clerk, reception, waiting.newest.uuid, tellings.Way.SHEET)
    assert refusal.value.clause == "4.1.1"
    store.close()


def test_a_new_version_waits_until_it_is_confirmed(office: TestOffice, admin: Desk) -> None:
    old = current("05").newest
    new = replace(old.matter, fee="不收费，不押证件", unconfirmed=("请向旗民政局核对",))
    assert matters.write(admin, (new, current("11").newest.matter)) == 1
    line = current("05")
    assert line.in_force is not None and line.in_force.uuid == old.uuid
    assert (line.newest.version, line.remark) == (2, "第 2 版待核对")
    matters.confirm(admin, line.newest.uuid, "白雪莲")
    line = current("05")
    assert line.in_force is not None and line.in_force.matter.fee == "不收费，不押证件"
    assert [(one.view.version, one.state) for one in matters.versions("05")] == [
        (2, matters.IN_FORCE),
        (1, matters.OLD),
    ]
    (only,) = (one for one in matters.in_force() if one.matter.code == "05")
    assert only.version == 2


def test_a_running_case_keeps_its_version(office: TestOffice, admin: Desk) -> None:
    case = office.accepted("16")
    old = current("16").newest.matter
    matters.write(admin, (replace(old, promised=Limit(1, Unit.WORKDAY), unconfirmed=()),))
    assert casefile.load(office.clerk, case).limit == old.promised
    fresh = office.accepted("16", name="王秀英")
    assert casefile.load(office.clerk, fresh).limit == Limit(1, Unit.WORKDAY)


def test_a_retired_matter_is_offered_no_more_and_can_come_back(
    office: TestOffice, admin: Desk
) -> None:
    case = office.accepted("16")
    line = current("16")
    with pytest.raises(FieldError):
        matters.retire(admin, line.newest.uuid, " ")
    matters.retire(admin, line.newest.uuid, "权限已收回旗农牧局")
    assert "16" not in {one.matter.code for one in matters.in_force()}
    assert (current("16").state, current("16").remark) == (matters.RETIRED, "权限已收回旗农牧局")
    with pytest.raises(RuleError):
        matters.fetch(line.newest.uuid)
    cases.grant(office.clerk, case, "已备案")  # what runs goes on
    with pytest.raises(FieldError):
        matters.confirm(admin, line.newest.uuid, "")
    matters.confirm(admin, line.newest.uuid, "白雪莲")
    assert current("16").state == matters.IN_FORCE


def test_only_the_newest_version_can_be_confirmed_or_retired(admin: Desk) -> None:
    old = current("16").newest
    matters.write(admin, (replace(old.matter, fee="不收费"),))
    for action in (matters.confirm, matters.retire):
        with pytest.raises(RuleError):
            action(admin, old.uuid, "白雪莲")


def test_a_promise_longer_than_the_law_has_to_be_checked() -> None:
    matter = next(one for one in STARTER if one.code == "05")
    longer = replace(matter, promised=Limit(60, Unit.WORKDAY), unconfirmed=())
    assert longer.to_check == ("承诺时限（60 个工作日）长于法定时限（20 个工作日）",)


def test_what_no_longer_holds_is_named() -> None:
    matter = next(one for one in STARTER if one.code == "18")
    assert matter.lapsed(date(2025, 12, 31)) == ()
    (gone,) = matter.lapsed(date(2026, 1, 1))
    assert gone.endswith("自 2026-01-01 起失效")
    delegated = replace(matter, bases=(), delegated_until="2026-06-30")
    assert delegated.lapsed(date(2026, 6, 30)) == ()
    assert delegated.lapsed(date(2026, 7, 1)) == ("委托已于 2026-06-30 到期",)


@pytest.mark.clause("2.3")
def test_what_is_not_done_here_is_told_but_never_received(office: TestOffice) -> None:
    code = next(one.code for one in STARTER if one.refer_to)
    reception = office.told(code)
    with pytest.raises(RuleError) as refusal:
        cases.receive(office.clerk, reception, office.matter(code),
                      [ItemInput(0, Answer.RECEIVED)], cases.Signing())  # fmt: skip
    assert refusal.value.clause == "2.3" and refusal.value.instead.endswith("。")


def test_what_changed_is_named_field_by_field() -> None:
    old = next(one for one in STARTER if one.code == "12")
    first, second, *rest = old.materials
    new = replace(
        old,
        fee="免费",
        organ_kind=OrganKind.INSTITUTION,
        materials=(second, replace(first, copies=2), *rest[1:]),
        steps=(*old.steps, replace(old.steps[0], name="竣工核查", stage=Stage.AFTER,
                                   counts=False, compulsory=False)),
    )  # fmt: skip
    told = {(one.what, one.before, one.after) for one in differences(old, new)}
    assert ("收费", old.fee, "免费") in told
    assert ("机关性质", "行政机关", "事业单位") in told
    assert (f"材料“{first.name}”的份数", "1", "2") in told
    assert any(what == f"材料“{rest[0].name}”" and not after for what, _, after in told)
    assert any(what == "材料的顺序" for what, _, _ in told)
    assert any(what == "步骤“竣工核查”" and not before for what, before, _ in told)
    assert len(told) == 6
    assert differences(old, old) == ()
