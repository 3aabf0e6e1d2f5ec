"""The State Council's yearly notice of holidays, read from its own words.

Every sentence of it is held against the calendar: weekdays, numbers of days, days named twice.
Where one does not fit, each such sentence is told, and nothing of the notice is taken.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from app import texts
from app.deadlines import FIRST_YEAR, LAST_YEAR, date_text
from app.errors import FieldError
from app.workdays import ONE_DAY, WEEKDAYS

FESTIVALS = ("元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节")
MOST = 8000  # characters of a notice, with what a newspaper prints around it

_YEAR = re.compile(r"(?:关于|现将)(\d{4})年(?:部分节假日|元旦)")
_SOURCE = re.compile(r"国办发(?:明电)?[〔\[（]\d{4}[〕\]）]\d{1,3}号")
_SIGNED = re.compile(r"国务院办公厅\d{4}年\d{1,2}月\d{1,2}日.*")
_ITEM = re.compile(
    r"(?<![周期初])[一二三四五六七八九十]{1,2}、([^：。、\d]{2,8}(?:、[^：。、\d]{2,8})*)："
)
_DAY = re.compile(r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:（([^）]*)）)?")
_MARK = re.compile(r"\d{1,2}日")
_WEEKDAY = re.compile(r"(?:周|星期)([一二三四五六日天])")
_TOTAL = re.compile(r"(?:共|放假)(\d{1,2})天")
_ENCOURAGED = ("鼓励", "节假日期间")  # what may be done besides, which is no day off
_WIDE = str.maketrans({":": "：", "(": "（", ")": "）", ",": "，", ";": "；", "﹕": "："})


@dataclass(frozen=True)
class Notice:
    """A year's notice: its days off with their festivals, the weekend days that are worked."""

    year: int
    off: dict[date, str]
    make_up: tuple[date, ...]
    text: str
    source: str


def decoded(raw: bytes) -> str:
    """The text of a file, in the spellings that Chinese editors save. Raises FieldError."""
    for name in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(name)
        except UnicodeDecodeError:
            continue
    raise FieldError("notice", "这个文件不是文本文件，读不出来，请打开通知后复制全文粘贴。")


def year_of(typed: str) -> int:
    """The year that a notice is about, 0 where it does not say so."""
    found = _YEAR.search(_packed(typed))
    return int(found[1]) if found else 0


def read(typed: str, source: str = "") -> Notice:
    """The notice as pasted; `source` is its number, where the text itself does not give it.

    Raises FieldError on `notice`, with every sentence that does not fit, or on `source`.
    """
    plain = typed.replace("\r\n", "\n").replace("\t", " ")
    text = texts.clean("notice", "通知全文", plain, limit=MOST, lines=True)
    packed = _packed(text)
    year = year_of(text)
    if not year:
        raise FieldError(
            "notice",
            "没有找到“关于……年部分节假日安排的通知”，请粘贴国务院办公厅通知的全文，带标题。",
        )
    if year not in range(FIRST_YEAR, LAST_YEAR + 1):
        raise FieldError("notice", f"通知的年份应在 {FIRST_YEAR} 年到 {LAST_YEAR} 年之间，请核对。")
    reading = _Reading(year)
    for name, body in _items(packed):
        reading.item(name, body)
    reading.finish()
    if reading.faults:
        raise FieldError("notice", "\n".join(["通知没有导入，请核对：", *reading.faults]))
    number = _number(packed, source)
    return Notice(year, reading.off, tuple(sorted(reading.make_up)), text, number)


def _packed(text: str) -> str:
    """The text without blanks and line ends, with the punctuation that the notice itself has."""
    return _SIGNED.sub("", "".join(text.split()).translate(_WIDE))


def _items(packed: str) -> Iterator[tuple[str, str]]:
    """Each festival with what is said of it."""
    heads = list(_ITEM.finditer(packed))
    for n, head in enumerate(heads):
        end = heads[n + 1].start() if n + 1 < len(heads) else len(packed)
        yield head[1], packed[head.end() : end]


def _number(packed: str, typed: str) -> str:
    given = texts.clean("source", "文号", typed, limit=30, required=False)
    if given and not _SOURCE.fullmatch(given):
        raise FieldError("source", "文号应写成 国办发明电〔2025〕7号 的样子，请改正。")
    printed = _SOURCE.search(packed)
    if printed is None and not given:
        raise FieldError("source", "通知里没有文号，请填写，例如 国办发明电〔2025〕7号。")
    if printed is not None and given and printed[0] != given:
        raise FieldError("source", f"和通知里的文号“{printed[0]}”不一样，请核对。")
    return given or (printed[0] if printed else "")


@dataclass
class _Reading:
    """What has been read so far, and what did not fit."""

    year: int
    off: dict[date, str] = field(default_factory=dict)
    make_up: list[date] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)

    def fault(self, sentence: str, why: str) -> None:
        self.faults.append(f"“{sentence}”：{why}。")

    def item(self, name: str, body: str) -> None:
        """Take one festival."""
        self.names += name.split("、")
        for sentence in filter(None, body.split("。")):
            if not _MARK.search(sentence) or sentence.startswith(_ENCOURAGED):
                continue
            if "放假" in sentence or "补休" in sentence:
                self._days_off(name, sentence)
            elif sentence.endswith("上班"):
                self._worked(sentence)
            else:
                self.fault(sentence, "看不出是放假还是上班")

    def _days_off(self, name: str, sentence: str) -> None:
        count = 0
        for first, last in self._spans(sentence):
            if last < first:
                self.fault(sentence, "结束的日期早于开始的日期")
                return
            for n in range(min((last - first).days + 1, 32)):
                day = first + n * ONE_DAY
                if day in self.off:
                    self.fault(sentence, f"{date_text(day)}已经排在{self.off[day]}假期里")
                self.off[day] = name
                count += 1
        total = _TOTAL.search(sentence)
        if total is not None and int(total[1]) != count:
            self.fault(sentence, f"写的是 {total[1]} 天，按日期数是 {count} 天")

    def _worked(self, sentence: str) -> None:
        for first, last in self._spans(sentence):
            for n in range(max(1, min((last - first).days + 1, 32))):
                day = first + n * ONE_DAY
                if day.weekday() < 5:
                    self.fault(sentence, f"{date_text(day)}不是周末，本来就上班")
                self.make_up.append(day)

    def _spans(self, sentence: str) -> list[tuple[date, date]]:
        """The days that a sentence names, from–to; those that cannot be are faults."""
        found: list[tuple[date, date]] = []
        before: tuple[int, int] | None = None
        end = 0
        for one in _DAY.finditer(sentence):
            to = before is not None and sentence[end : one.start()] == "至"
            year, month = before if to and before else (self.year, 0)
            day = self._day(sentence, one, year, month)
            if day is None:
                before = None
                continue
            before, end = (day.year, day.month), one.end()
            if to:
                found[-1] = (found[-1][0], day)
            else:
                found.append((day, day))
        return found

    def _day(self, sentence: str, one: re.Match[str], year: int, month: int) -> date | None:
        try:
            day = date(int(one[1] or year), int(one[2] or month), int(one[3]))
        except ValueError:
            self.fault(sentence, f"没有“{one[0]}”这一天")
            return None
        if not date(self.year - 1, 12, 1) <= day <= date(self.year, 12, 31):
            self.fault(sentence, f"{date_text(day)}不在 {self.year} 年的安排之内")
            return None
        named = _WEEKDAY.search(one[4] or "")
        if named and named[1].replace("天", "日") != WEEKDAYS[day.weekday()]:
            real = WEEKDAYS[day.weekday()]
            self.fault(sentence, f"{date_text(day)}是星期{real}，不是星期{named[1]}")
        return day

    def finish(self) -> None:
        """What only shows in the whole: festivals left out, days both off and worked."""
        if missing := [one for one in FESTIVALS if one not in self.names]:
            self.faults.append(f"没有{'、'.join(missing)}的安排，请粘贴通知的全文。")
        for day in sorted(set(self.make_up) & set(self.off)):
            self.faults.append(f"{date_text(day)}既写了放假，又写了上班。")
        if len(set(self.make_up)) < len(self.make_up):
            twice = sorted(day for day in set(self.make_up) if self.make_up.count(day) > 1)
            self.faults.append(f"{'、'.join(map(date_text, twice))}写了两次上班。")
