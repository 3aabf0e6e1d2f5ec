"""The sections of the office's settings: what is in each, how it is shown and read back.

The texts of a section are named as FieldError names them; `numbers.` and `printers.` go before a
kind of paper.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app import numbers, seals, texts
from app import office_fields as read
from app.desk import OfficeInfo
from app.errors import FieldError
from app.numbers import Kind

Typed = Mapping[str, str]
Values = dict[str, Any]

REPORT_FIRST, RETURN_FIRST = "先报后退", "先退后报"
GAPS, NO_GAPS = "可以容缺受理", "不容缺受理"
PRINTED = tuple(kind for kind in Kind if kind != Kind.CASE)  # a case's number is no paper


@dataclass(frozen=True)
class Section:
    """Settings that belong together: `show` gives their texts, `read` takes them back."""

    title: str
    hint: str
    show: Callable[[OfficeInfo], dict[str, str]]
    read: Callable[[Typed, OfficeInfo], Values]


def _show_unit(office: OfficeInfo) -> dict[str, str]:
    return {
        "name": office.name, "short": office.short, "organ": office.organ,
        "banner": office.banner, "window_no": str(office.window_no),
        "mongolian": read.lines_text(office.mongolian),
    }  # fmt: skip


def _read_unit(typed: Typed, _: OfficeInfo) -> Values:
    return {
        "name": texts.clean("name", "中心名称", typed["name"], limit=40),
        "short": read.short_name("short", typed["short"]),
        "organ": texts.clean("organ", "所属机关", typed["organ"], limit=40),
        "banner": texts.clean("banner", "旗县", typed["banner"], limit=30),
        "window_no": texts.whole("window_no", "窗口号", typed["window_no"], 1, 99),
        "mongolian": list(read.mongolian("mongolian", typed["mongolian"])),
    }


def _show_contact(office: OfficeInfo) -> dict[str, str]:
    hours = office.hours
    return {
        "address": office.address, "phone": office.phone,
        "complaint_phone": office.complaint_phone,
        "hours": read.spans_text(hours.usual), "summer": read.spans_text(hours.summer),
        "summer_from": read.month_day_text(hours.summer_from),
        "summer_to": read.month_day_text(hours.summer_to),
    }  # fmt: skip


def _read_contact(typed: Typed, _: OfficeInfo) -> Values:
    return {
        "address": texts.clean("address", "地址", typed["address"], limit=60),
        "phone": texts.phone("phone", typed["phone"], required=True),
        "complaint_phone": texts.phone(
            "complaint_phone", typed["complaint_phone"], required=True
        ),
        "hours": read.hours(
            typed["hours"], typed["summer"], typed["summer_from"], typed["summer_to"]
        ).to_dict(),
    }  # fmt: skip


def _show_papers(office: OfficeInfo) -> dict[str, str]:
    found = {one: seals.preset(one) for one in (seals.CENTRE, office.organ)} | dict(office.seals)
    shown = {f"numbers.{kind.value}": numbers.template(kind, office) for kind in Kind}
    return shown | {"seals": read.lines_text(f"{organ}：{seal}" for organ, seal in found.items())}


def _read_papers(typed: Typed, office: OfficeInfo) -> Values:
    own: dict[str, str] = {}
    for kind in Kind:
        field, preset = f"numbers.{kind.value}", numbers.preset(kind, office.short)
        label = f"{kind.value}编号"
        template = texts.clean(field, label, typed[field], limit=40, required=False) or preset
        if not numbers.readable(template):
            raise FieldError(
                field,
                "应有一个 {年} 和一个 {序号}，年在前，中间要隔开，后面不能再有数字，"
                f"例如 {preset}。",
            )
        if template != preset:
            own[kind.value] = template
    named = {
        seals.CENTRE if organ == office.name else organ: seal
        for organ, seal in read.pairs("seals", "印章", typed["seals"]).items()
    }
    return {
        "numbers": own,
        "seals": {organ: seal for organ, seal in named.items() if seal != seals.preset(organ)},
    }


def _show_printers(office: OfficeInfo) -> dict[str, str]:
    own = {f"printers.{kind.value}": office.printers.get(kind.value, "") for kind in PRINTED}
    return {"printer": office.printer} | own


def _read_printers(typed: Typed, _: OfficeInfo) -> Values:
    def named(field: str) -> str:
        return texts.clean(field, "打印机", typed[field], limit=120, required=False)

    own = {kind.value: named(f"printers.{kind.value}") for kind in PRINTED}
    return {
        "printer": named("printer"),
        "printers": {kind: name for kind, name in own.items() if name},
    }


def _read_safety(typed: Typed, _: OfficeInfo) -> Values:
    return {
        "backup_place": texts.clean(
            "backup_place", "备份位置", typed["backup_place"], limit=200, required=False
        ),
        "stick_name": texts.clean(
            "stick_name", "U盘名称", typed["stick_name"], limit=40, required=False
        ),
    }


def _show_watch(office: OfficeInfo) -> dict[str, str]:
    return {
        "idle_minutes": str(office.idle_minutes), "warn_days": str(office.warn_days),
        "report_first": REPORT_FIRST if office.report_first else RETURN_FIRST,
        "allow_gaps": GAPS if office.allow_gaps else NO_GAPS,
        "contact_days": str(office.contact_days),
    }  # fmt: skip


def _read_watch(typed: Typed, _: OfficeInfo) -> Values:
    if typed["report_first"] not in (REPORT_FIRST, RETURN_FIRST):
        raise FieldError("report_first", "请选择先报后退还是先退后报。")
    if typed["allow_gaps"] not in (GAPS, NO_GAPS):
        raise FieldError("allow_gaps", "请选择是否可以容缺受理。")
    return {
        "idle_minutes": texts.whole("idle_minutes", "分钟数", typed["idle_minutes"], 1, 60),
        "warn_days": texts.whole("warn_days", "天数", typed["warn_days"], 0, 10),
        "report_first": typed["report_first"] == REPORT_FIRST,
        "allow_gaps": typed["allow_gaps"] == GAPS,
        "contact_days": texts.whole("contact_days", "天数", typed["contact_days"], 1, 10),
    }


SECTIONS: Mapping[str, Section] = {
    "unit": Section(
        "单位", "印在每份文书和台账上。简称是编号开头的字。蒙古文竖排印在文书左边，没有就空着。",
        _show_unit, _read_unit,
    ),
    "contact": Section(
        "联系和时间",
        "印在告知单上。到期都算到当天下班；夏季钟点不同的，填夏季办公时间和起止日期。",
        _show_contact, _read_contact,
    ),
    "gachas": Section(
        "嘎查", "登记来访时从这里选，也是台账统计的口径。",
        lambda office: {"gachas": read.lines_text(office.gachas)},
        lambda typed, _: {
            "gachas": list(read.lines("gachas", "嘎查", typed["gachas"], each=30, most=60))
        },
    ),
    "papers": Section(
        "编号和印章",
        "印章：收件、受理等文书盖本中心的章，决定文书盖决定机关的章。\n"
        "编号：{年} 和 {序号} 由程序填写，每种文书每年从 1 起，各排各的；空着用默认写法；"
        "年中改了写法，序号接着排。",
        _show_papers, _read_papers,
    ),
    "printers": Section(
        "打印机", "没有另选打印机的文书，都用最上面这一台。", _show_printers, _read_printers
    ),
    "safety": Section(
        "备份和U盘",
        "每次日结都备份并核验，数据文件夹里始终有一份；另存到别的磁盘更安全。\n"
        "写了U盘的名称，台账就只能导出到这个U盘。",
        lambda office: {"backup_place": office.backup_place, "stick_name": office.stick_name},
        _read_safety,
    ),
    "watch": Section(
        "值守",
        "先报后退：领导批示以后，退回件通知书才能打印。先退后报：当场退回，再报领导。\n"
        "容缺受理：只缺目录里写明“可容缺”的材料，群众书面承诺哪天补齐的，可以先受理。",
        _show_watch, _read_watch,
    ),
}  # fmt: skip
