"""日历: a year at a glance, what each day is, and where the office differs."""

from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from app import office_calendar
from app.desk import Desk
from app.desk import office_calendar as calendar_now
from app.office_calendar import CalendarDay, Changed, DayKind, OwnDays
from app.workdays import WEEKDAYS, WorkCalendar
from ui import theme
from ui.pages.moved import MovedSheet
from ui.shell import FormPage, Shell
from ui.widgets.basics import Button, Card, ClauseNote, clear, label, row
from ui.widgets.months import Months, Square

# Sign, ink and ground of each kind of day.
LOOKS: Mapping[DayKind, tuple[str, str, str]] = {
    DayKind.WORKING: ("", theme.INK, theme.CARD),
    DayKind.WEEKEND: ("休", theme.SECOND, theme.GROUND),
    DayKind.HOLIDAY: ("假", theme.OVERDUE, theme.BAD_GROUND),
    DayKind.MAKE_UP: ("班", theme.INK, theme.INFO_GROUND),
    DayKind.OWN_CLOSED: ("停", theme.INK, theme.WARN_GROUND),
    DayKind.OWN_OPEN: ("加", theme.NORMAL, theme.GOOD_GROUND),
}
FIRST, LAST = 2020, 2040  # years that can be leafed to


class CalendarPage(FormPage):
    """The year in front; Alt+1 and Alt+2 turn to the one before and after."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "日历")
        self.year = shell.today.year
        self._calendar: WorkCalendar = shell.desk.calendar
        self._sources: Mapping[int, str] = {}
        self._before = Button("", key="Alt+1")
        self._before.clicked.connect(lambda: self._turn(-1))
        self._after = Button("", key="Alt+2")
        self._after.clicked.connect(lambda: self._turn(1))
        self.head.addWidget(self._before)
        self.head.addWidget(self._after)
        self._may = shell.may("更改日历")
        if self._may:
            bring = Button("导入放假通知", kind="primary", icon="calendar-days")
            bring.clicked.connect(lambda: shell.go("calendar_notice"))
            self.head.addWidget(bring)
        card = Card()
        self.months = Months("全年", across=4, least=172, high=30)
        self._reading = label("按方向键或点一天，看那一天是什么日子。", "small", wrap=True)
        self.months.told.connect(self._reading.setText)
        self._months_note = label("", "strong", wrap=True)
        for part in (self._months_note, self.months, self._reading):
            card.body.addWidget(part)
        self.main.addWidget(card)
        self._legend = Card("图例")
        self.side.addWidget(self._legend)
        self._own = Card("本单位安排")
        self.side.addWidget(self._own)
        self.side.addWidget(ClauseNote("3.1", "3.2"))

    def open(self, what: Mapping[str, Any]) -> None:
        self.year = what.get("year", self.year)

    def focus_first(self) -> None:
        self.months.setFocus()

    def refresh(self) -> None:
        def look() -> tuple[WorkCalendar, dict[int, str]]:
            return calendar_now(), office_calendar.sources()

        self.shell.read(look, self._show)

    def _turn(self, step: int) -> None:
        self.year = min(max(self.year + step, FIRST), LAST)
        self._show((self._calendar, self._sources))

    def _show(self, found: tuple[WorkCalendar, Mapping[int, str]]) -> None:
        self._calendar, self._sources = found
        year, calendar = self.year, self._calendar
        self._before.offer(f"‹ {year - 1}年", "" if year > FIRST else "没有更早的")
        self._after.offer(f"{year + 1}年 ›", "" if year < LAST else "没有更晚的")
        published = calendar.is_published(year)
        self.set_head(
            f"{year}年日历" + ("" if published else "（暂定）"), self._where_from(published)
        )
        self._months_note.setText(
            f"{year}年的放假安排还没有公布：下面的放假日是按往年推算的，没有调休，"
            "到这一年的日期都是暂定的。"
        )
        self._months_note.setVisible(not published)
        days = tuple(office_calendar.days_of(year, calendar))
        squares = {one.day: _square(one) for one in days}
        self.months.show_days(squares, self.shell.today)
        self._show_legend(Counter(one.kind for one in days))
        self._show_own(
            tuple(one for one in office_calendar.own_days(calendar)
                  if year in (one.first.year, one.last.year))
        )  # fmt: skip

    def _where_from(self, published: bool) -> str:
        if source := self._sources.get(self.year):
            return f"按国务院办公厅通知（{source}，本单位导入）"
        return "按国务院办公厅公布的放假安排" if published else "国务院办公厅通知公布后请导入"

    def _show_legend(self, counts: Mapping[DayKind, int]) -> None:
        clear(self._legend.body)
        for kind, (sign, ink, ground) in LOOKS.items():
            mark = label(sign, "strong")
            mark.setFixedSize(30, 26)
            mark.setStyleSheet(
                f"color: {ink}; background: {ground}; border: 1px solid {theme.LINE};"
                "border-radius: 4px; qproperty-alignment: AlignCenter;"
            )
            line = row(mark, label(kind.value), None, label(f"{counts[kind]} 天", "second"), gap=10)
            self._legend.body.addWidget(line)

    def _show_own(self, found: tuple[OwnDays, ...]) -> None:
        clear(self._own.body)
        for one in found:
            self._own.body.addWidget(label(one.text, wrap=True))
            if self._may:
                away = Button("删去", kind="link")
                away.setAccessibleName(f"删去{one.text}")
                away.clicked.connect(partial(self._take_back, one))
                self._own.body.addWidget(row(away, None))
        if not found:
            self._own.body.addWidget(label(f"{self.year}年没有本单位的安排。", "second"))
        if self._may:
            add = Button("增加放假或上班", icon="calendar-check")
            add.clicked.connect(lambda: self.shell.go("calendar_days"))
            self._own.body.addWidget(add)

    def _take_back(self, one: OwnDays, _: bool = False) -> None:
        def change(desk: Desk) -> Changed:
            return office_calendar.take_back(desk, one.first, one.last)

        ask_and_change(self, change, self.year)


def ask_and_change(page: FormPage, change: Callable[[Desk], Changed], year: int) -> None:
    """Rehearse `change` and list whose date moves; once that is confirmed, carry it out, print
    the notices and show the calendar of `year`."""
    shell = page.shell
    page.forget_errors()

    def carried_out(done: Changed) -> None:
        shell.reseat()
        shell.send_to_printer(done.documents)
        notices = f"，{len(done.documents)} 份告知书正在打印" if done.documents else ""
        shell.go("calendar", year=year, said=f"日历已更改：{done.said}{notices}。")

    def show(found: Changed) -> None:
        sheet = MovedSheet(page, found)
        sheet.agreed.connect(lambda: shell.act(page, change, carried_out))
        sheet.open()

    desk = shell.desk
    shell.runner.run(lambda: office_calendar.rehearse(desk, change), show, page.show_refusal)


def _square(one: CalendarDay) -> Square:
    sign, ink, ground = LOOKS[one.kind]
    when = f"{one.day.month}月{one.day.day}日（星期{WEEKDAYS[one.day.weekday()]}）"
    why = one.why if one.why != one.kind.value else ""
    return Square(sign, f"{when}：{one.kind.value}" + (f"，{why}" if why else ""), ink, ground)
