"""The first start of a new folder: ten screens, of which each can be left and come back to."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app import drafts, first_start
from app.first_start import DRAFT, Plan
from app.office_sections import Typed
from app.printing import Printed, PrintState
from ui import onward, theme
from ui.icons import pixmap
from ui.keys import ENTER
from ui.pages.first_screens import (
    DoneScreen,
    MattersScreen,
    PeopleScreen,
    Screen,
    SectionScreen,
    WelcomeScreen,
)
from ui.print_queue import PrintQueue
from ui.shell import Input, Shell
from ui.widgets.basics import Banner, Button, area, label

NARROW = 1000  # below this many pixels the list of steps is left out


class FirstStart(QWidget):
    """The screens in their frame. `signed_on` tells the clerk once the office stands."""

    signed_on = Signal(object)
    sample_wanted = Signal()

    def __init__(self, shell: Shell, preset: Mapping[str, Typed]) -> None:
        """`preset` are the texts that the sections begin with."""
        super().__init__()
        self.shell = shell
        self.setObjectName("ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.welcome, self.people, self.matters = (
            WelcomeScreen(shell), PeopleScreen(shell), MattersScreen(shell),
        )  # fmt: skip
        self.welcome.sample_wanted.connect(self.sample_wanted)
        unit, contact, gachas, papers, printers, safety = (
            SectionScreen(shell, key)
            for key in ("unit", "contact", "gachas", "papers", "printers", "safety")
        )
        self.screens: tuple[Screen, ...] = (
            self.welcome, unit, contact, gachas, self.people, self.matters, papers, printers,
            safety, DoneScreen(shell),
        )  # fmt: skip
        self._at = 0
        self._later = 0  # where to go on once the passwords are there again
        self._build()
        self._papers = PrintQueue(shell)
        self._papers.printed.connect(self._printed)
        self._papers.failed.connect(lambda error: self.front.show_refusal(error))
        self._papers.look()
        for n, screen in enumerate(self.screens, 1):
            screen.set_head(screen.title, f"第 {n} 步，共 {len(self.screens)} 步。{screen.hint}")
            screen.onward.connect(self.submit if n == 1 else self._next.setFocus)
            screen.back.connect(self.go_back)
            screen.walk = self  # the button that leads on stands below them all
            self.stack.addWidget(screen)
            if isinstance(screen, SectionScreen):
                screen.prefill(preset[screen.key])
            screen.keep_draft(f"{DRAFT}:{screen.key}")
        shell.read(lambda: drafts.load(shell.desk, DRAFT), self._resume)
        self._show(0)

    def _build(self) -> None:
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self._steps = area("navigation")
        self._steps.setFixedWidth(220)
        steps = QVBoxLayout(self._steps)
        steps.setContentsMargins(20, 24, 20, 24)
        steps.setSpacing(14)
        steps.addWidget(label("便民窗口 · 首次使用", "ondark"))
        self._lines: list[tuple[QLabel, QLabel]] = []
        for n, screen in enumerate(self.screens, 1):
            title = "欢迎" if n == 1 else screen.title
            sign, number, words = QLabel(), label(str(n), "ondark"), label(title, "ondark")
            sign.setFixedSize(20, 20)
            number.setFixedWidth(20)
            line = QHBoxLayout()
            for part in (sign, number, words):
                line.addWidget(part)
            line.addStretch(1)
            steps.addLayout(line)
            self._lines.append((sign, words))
        steps.addStretch(1)
        whole.addWidget(self._steps)
        right = QVBoxLayout()
        right.setSpacing(0)
        self.stack = QStackedWidget()
        right.addWidget(self.stack, 1)
        self._foot = area("sheetfoot")
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(24, 12, 24, 12)
        self._back = Button("上一步", key="Esc")
        self._back.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Esc is its key
        self._back.clicked.connect(self.go_back)
        self._hint = label("都对就按 Enter；要改的按 Tab 移过去。", "second")
        self._next = Button("下一步", kind="primary", key="Enter")
        self._next.clicked.connect(self.submit)
        foot.addWidget(self._back)
        foot.addStretch(1)
        foot.addWidget(self._hint)
        foot.addSpacing(12)
        foot.addWidget(self._next)
        right.addWidget(self._foot)
        whole.addLayout(right, 1)

    def next_button(self) -> Button:
        """What leads on from here."""
        return self.welcome.begin if self._at == 0 else self._next

    @property
    def front(self) -> Screen:
        """The screen in front."""
        return self.screens[self._at]

    @property
    def fields(self) -> Mapping[str, Input]:
        """The fields in front."""
        return self.front.fields

    @property
    def banner(self) -> Banner:
        """What is said across the screen in front."""
        return self.front.banner

    def begin(self) -> None:
        """Put the keyboard where work begins."""
        self.front.focus_first()

    # Going about --------------------------------------------------------------------------------

    def _resume(self, kept: dict[str, Any] | None) -> None:
        keys = [screen.key for screen in self.screens]
        if kept is None or kept["at"] not in keys:
            return
        at, people = keys.index(kept["at"]), self.screens.index(self.people)
        if at > people:
            self._later = at
            self._show(people)
            self.banner.say(
                "密码没有存在草稿里，请重新输入；输完直接回到"
                f"第 {at + 1} 步“{self.screens[at].title}”。", "info",
            )  # fmt: skip
        else:
            self._show(at)

    def _show(self, at: int) -> None:
        self._at = at
        screen = self.front
        screen.banner.clear()
        screen.enter(self._plan(at))
        self.stack.setCurrentWidget(screen)
        for n, (sign, words) in enumerate(self._lines):
            sign.setPixmap(pixmap("check", 18, theme.ON_DARK) if n < at else QPixmap())
            words.setProperty("tone", "ondarkstrong" if n == at else "ondark")
            words.style().unpolish(words)
            words.style().polish(words)
        self._foot.setVisible(at > 0)
        self._next.set_words("开始使用" if at == len(self.screens) - 1 else "下一步")
        if self.isVisible():
            self.begin()

    def _plan(self, until: int) -> Plan:
        """What has been typed on the screens before `until`."""
        forms = [one for one in self.screens[:until] if isinstance(one, SectionScreen)]
        return Plan(
            {one.key: one.form.texts for one in forms}, self.people.people,
            self.matters.list.text.split(), self.matters.fields["confirmed_by"].text,
        )  # fmt: skip

    def go_back(self) -> None:
        """The screen before; from the first one there is no way back."""
        if self._at > 0 and not self.front.busy:
            self.front.save_draft()
            self._show(self._at - 1)

    def submit(self) -> None:
        """What is typed here is looked at, and then the next screen comes, or the window."""
        screen = self.front
        if screen.busy:
            return
        if screen is self.screens[-1]:
            self._found()
            return
        screen.forget_errors()
        screen.save_draft()
        screen.set_busy(True)
        work, desk = screen.check(self._plan(self._at + 1)), self.shell.desk

        def refused(error: Exception) -> None:
            screen.set_busy(False)
            screen.show_refusal(error)

        self.shell.runner.run(lambda: work(desk), self._go_on, refused)

    def _go_on(self, warning: str) -> None:
        self.front.set_busy(False)
        at = max(self._at + 1, self._later)
        self._later = 0
        key, desk = self.screens[at].key, self.shell.desk
        self.shell.read(lambda: drafts.save(desk, DRAFT, {"at": key}), lambda _: None)
        self._show(at)
        if warning:
            self.banner.say(warning, "warn")

    def _found(self) -> None:
        screen, desk = self.front, self.shell.desk
        plan = self._plan(len(self.screens))
        screen.set_busy(True)
        for one in self.screens:
            one.stop_keeping()

        def refused(error: Exception) -> None:
            screen.set_busy(False)
            for one in self.screens:
                one.go_on_keeping()
            screen.show_refusal(error)

        self.shell.runner.run(lambda: first_start.found(desk, plan), self.signed_on.emit, refused)

    def _printed(self, done: Printed) -> None:
        if done.state == PrintState.DONE:
            self.banner.say(f"{done.number}已打印，请看看对不对。", "good")
        else:
            self.banner.say(done.message or "打印机没有回应，任务还在排队。", "warn")

    def show_progress(self, words: str) -> None:
        """What is being done for the sample; "" once it is over."""
        self.welcome.show_progress(words)

    def focusNextPrevChild(self, next: bool) -> bool:
        return onward.tab(self.window(), next)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = self.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self.go_back()
        elif event.key() in ENTER and isinstance(at, QPushButton):
            if not event.isAutoRepeat():
                at.click()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._steps.setVisible(self.width() >= NARROW)
        self._hint.setVisible(self.width() >= NARROW - 300)
