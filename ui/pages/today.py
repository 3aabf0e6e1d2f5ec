"""今日: what is due, what waits for whom, what the day looks like."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app import today
from app.deadlines import LightKind
from app.lists import CaseRow
from app.today import Today, Waiting
from ui.icons import light
from ui.page import Page
from ui.shell import Shell
from ui.widgets.basics import Button, Card, clear, empty, label, row
from ui.widgets.pictures import BarStrip
from ui.widgets.rows import Row, RowList

HEADS = ("期限", "申请人", "事项与到期")


def as_row(case: CaseRow) -> Row:
    """A case as one line of a list."""
    lead = case.light.text if case.light else case.state.value
    return Row(case.uuid, case.light.kind if case.light else None, lead, case.name, case.number,
               case.matter, case.due_text, case.action)  # fmt: skip


class TodayPage(Page):
    """The first screen."""

    def __init__(self, shell: Shell) -> None:
        super().__init__("今日")
        self.shell = shell
        call = Button("来电登记", key="F6", icon="phone-call")
        visit = Button("来访登记", kind="primary", key="F2", icon="user-plus")
        call.clicked.connect(lambda: shell.go("call"))
        visit.clicked.connect(lambda: shell.go("visit"))
        for button in (call, visit):
            self.head.addWidget(button)
            button.setVisible(shell.may("来访来电登记"))
        self._visit = visit
        self._due = Card("待办事项", "按到期时间")
        self._list = RowList("待办事项", most=7, heads=HEADS)
        self._list.acted.connect(lambda uuid: shell.go("case", uuid=uuid))
        self._none = empty("现在没有临近到期的办件。按 F2 登记来访。")
        self._due.body.addWidget(self._list)
        self._due.body.addWidget(self._none)
        self._foot = QHBoxLayout()
        self._foot.setSpacing(24)
        self._due.body.addLayout(self._foot)
        self.main.addWidget(self._due)
        days = Card("未来十个工作日到期")
        self._strip = BarStrip()
        days.body.addWidget(self._strip)
        self.side.addWidget(days)
        self._others = Card("待他人处理")
        self.side.addWidget(self._others)
        self._closing = Card("下班前")
        self.side.addWidget(self._closing)

    def focus_first(self) -> None:
        (self._list if self._visit.isHidden() else self._visit).setFocus()

    def refresh(self) -> None:
        self.shell.read(lambda: today.today(self.shell.desk), self._show)

    def _show(self, found: Today) -> None:
        desk = self.shell.desk
        hour = desk.real.now().hour
        greeting = "早上好" if hour < 9 else "上午好" if hour < 12 else "下午好"
        must = (
            f"还有 {found.must_today} 件今天必须办完。"
            if found.must_today
            else "今天没有必须办完的。"
        )
        self.set_head(
            f"{greeting}，{desk.staff.name}",
            f"今天已接待 {found.received} 人，办结 {found.completed} 件。{must}",
        )
        self._list.show_rows([as_row(case) for case in found.pressing])
        self._list.setVisible(bool(found.pressing))
        self._none.setVisible(not found.pressing)
        self._due.hint.setText(f"按到期时间 · 共 {len(found.pressing)} 件")
        clear(self._foot)
        shape = label()
        shape.setPixmap(light(LightKind.NORMAL))
        normal = label(f"{LightKind.NORMAL.value} {found.normal} 件", "normal")
        self._foot.addWidget(row(shape, normal, gap=6))
        self._foot.addStretch(1)
        self._strip.show_days(found.strip)
        clear(self._others.body)
        for one in found.waiting:
            self._others.body.addWidget(self._waiting(one))
        if not found.waiting:
            self._others.body.addWidget(label("没有等待他人处理的事项。", "second", wrap=True))
        clear(self._closing.body)
        for count, words, page in (
            (found.unprinted, "份文书还没有打印", "papers_list"),
            (found.unfinished, "次接待还没有结果", "day_close"),
        ):
            if count:
                link = Button(f"{count} {words} ›", kind="link")
                link.clicked.connect(lambda _=False, page=page: self.shell.go(page))
                self._closing.body.addWidget(row(link, None))
        self._closing.setVisible(bool(found.unprinted or found.unfinished))

    def _waiting(self, one: Waiting) -> QWidget:
        """`等上级批回 10 件 ›`, with its light and what is most urgent about it."""
        link = Button(f"等{one.whom} {one.count} 件 ›", kind="link")
        link.clicked.connect(lambda: self.shell.go(one.page, **one.what))
        parts: list[QWidget | None] = [link, None]
        if one.light is not None:
            shape = label()
            shape.setPixmap(light(one.light))
            parts.append(shape)
        parts.append(label(one.words, "small"))
        return row(*parts, gap=6)
