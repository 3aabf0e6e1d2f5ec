"""The frame round every page: search and person above, navigation at the left, state below."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMainWindow,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.desk import OfficeInfo
from ui import onward, theme
from ui.icons import icon
from ui.keys import ENTER, application
from ui.page import SIGHT, Page
from ui.widgets.basics import Button, area, label, picture

WIDE, COLLAPSED = 168, 60
ENTRY_HIGH = 42  # px, of an entry of the navigation
NARROW = 1000
CALM = ("shift", "backup")  # what the line below leaves out where it is narrow
NAV_GAP = " "  # between icon and title, which Qt itself sets too close


class Frame(QMainWindow):
    """Pages are announced with `add_page`; it shows one at a time and tells what is wanted."""

    page_requested = Signal(str)
    search_submitted = Signal(str)
    lock_requested = Signal()
    account_requested = Signal()
    urgent_requested = Signal()

    def __init__(self, person: str) -> None:
        super().__init__()
        self.setWindowTitle("便民窗口")
        self.resize(1366, 768)
        self._entries: dict[str, tuple[QPushButton, QLabel, str]] = {}
        self._makers: dict[str, Callable[[], Page]] = {}
        self._pages: dict[str, Page] = {}
        self._office = label()
        self._office.setObjectName("brand")
        self.search = QLineEdit()
        self.search.setPlaceholderText("姓名、拼音首字母、编号后四位、电话、证件后六位")
        self.search.setAccessibleName("查找")
        self.search.addAction(
            icon("search", theme.SECOND), QLineEdit.ActionPosition.LeadingPosition
        )
        self.search.returnPressed.connect(lambda: self.search_submitted.emit(self.search.text()))
        self.search.setMinimumWidth(160)
        self.search.setMaximumWidth(520)
        self.stack = QStackedWidget()
        self._states: dict[str, QLabel] = {}
        self._date, self._clock = label(), label()
        ground = area("ground")
        self.setCentralWidget(ground)
        whole = self._whole = QVBoxLayout(ground)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._header(person))
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._navigation())
        middle.addWidget(self.stack, 1)
        whole.addLayout(middle, 1)
        whole.addWidget(self._status())
        self._shortcut("F3", self._to_search)
        application().focusChanged.connect(self._keep_in_sight)
        self._shortcut("Ctrl+L", self.lock_requested.emit)
        self._shortcut("Ctrl+M", self.account_requested.emit)

    def _shortcut(self, key: str, action: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setAutoRepeat(False)  # held down, a key still acts once
        shortcut.activated.connect(action)

    def focusNextPrevChild(self, next: bool) -> bool:
        at, page = self.focusWidget(), self.current_page()
        if at is not None and page.isAncestorOf(at) and not (at.isVisible() and at.isEnabled()):
            page.setFocus()  # it went while it had the keyboard, which then stays on the page
            return True
        return onward.tab(self, next)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What nothing below has used: Enter on an entry, Esc outside the page, and keys that the
        page has no use for."""
        at, page = self.focusWidget(), self.current_page()
        if event.key() in ENTER and isinstance(at, QPushButton):
            if not event.isAutoRepeat():
                at.click()
        elif event.key() == Qt.Key.Key_Escape:
            page.setFocus()
            page.focus_first()
        elif event.key() == Qt.Key.Key_F9:
            page.print_all()
        elif event.key() == Qt.Key.Key_F7:
            page.tell("这一页上没有可以增加的。")
        else:
            super().keyPressEvent(event)

    def _keep_in_sight(self, _: QWidget | None, now: QWidget | None) -> None:
        """Scroll to what has the keyboard, however it came by it."""
        if now is not None and self.current_page().isAncestorOf(now):
            self.current_page().ensureWidgetVisible(now, 0, SIGHT)

    def set_strip(self, strip: QWidget) -> None:
        """Keep `strip` above everything."""
        self._whole.insertWidget(0, strip)

    def set_office(self, office: OfficeInfo) -> None:
        """Whose window this is, in the head."""
        self._office.setText(office.name)
        self._window.setText(f"{office.window_no}号窗口")

    def _to_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _header(self, person: str) -> QWidget:
        header = area("header")
        header.setFixedHeight(56)
        box = QHBoxLayout(header)
        box.setContentsMargins(20, 0, 20, 0)
        box.setSpacing(10)
        box.addWidget(picture("landmark", theme.ACTION, 24))
        box.addWidget(self._office)
        box.addSpacing(24)
        box.addWidget(self.search, 3)
        self._search_cap = label("F3", "cap")
        box.addWidget(self._search_cap)
        self.urgent = Button("急难", kind="urgent", key="F10")
        self.urgent.setToolTip("有人急需救助：先救助，手续以后补（F10）")
        self.urgent.clicked.connect(self.urgent_requested)
        box.addWidget(self.urgent)
        box.addStretch(1)
        box.addWidget(picture("circle-user", theme.INK))
        account = Button(person, kind="link")
        account.setToolTip("改自己的密码（Ctrl+M）")
        account.clicked.connect(self.account_requested)
        box.addWidget(account)
        self._window = label()
        box.addWidget(self._window)
        lock = QPushButton()
        lock.setProperty("kind", "link")
        lock.setIcon(icon("lock", theme.INK))
        lock.setToolTip("锁定（Ctrl+L）")
        lock.setAccessibleName("锁定")
        lock.clicked.connect(self.lock_requested)
        box.addWidget(lock)
        self._lock_cap = label("Ctrl+L", "cap")
        box.addWidget(self._lock_cap)
        return header

    def _navigation(self) -> QWidget:
        self._bar = area("navigation")
        self._bar.setFixedWidth(WIDE)
        self._buttons = QVBoxLayout(self._bar)
        self._buttons.setContentsMargins(10, 14, 10, 14)
        self._buttons.setSpacing(4)
        self._buttons.addStretch(1)
        return self._bar

    def _status(self) -> QWidget:
        status = area("status")
        status.setFixedHeight(32)
        # What is said here never makes the window wider than the screen.
        status.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._status_box = QHBoxLayout(status)
        self._status_box.setContentsMargins(20, 0, 20, 0)
        self._status_box.setSpacing(24)
        self._status_box.addStretch(1)
        self._status_box.addWidget(self._date)
        self._status_box.addWidget(self._clock)
        return status

    def add_page(self, key: str, icon_name: str, title: str, make: Callable[[], Page]) -> None:
        """Let there be a page under `key`, made when it is first wanted; with a `title` it gets its
        entry in the navigation."""
        self._makers[key] = make
        if not title:
            return
        button = QPushButton(NAV_GAP + title)
        button.setProperty("kind", "nav")
        button.setIcon(icon(icon_name, theme.ON_DARK))
        button.setCheckable(True)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.setToolTip(title)
        button.clicked.connect(lambda: self.page_requested.emit(key))
        badge = label("", "badge")
        badge.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        badge.setFixedHeight(22)
        badge.hide()
        inner = QHBoxLayout(button)
        inner.setContentsMargins(0, 0, 10, 0)
        inner.addStretch(1)
        inner.addWidget(badge)
        # On a low screen the entries stand closer, on any other at their full height.
        button.setMaximumHeight(ENTRY_HIGH)
        button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._buttons.insertWidget(self._buttons.count() - 1, button, 1)
        self._entries[key] = (button, badge, title)

    def set_badge(self, key: str, count: int) -> None:
        """How many things wait behind an entry; 0 shows nothing."""
        badge = self._entries[key][1]
        badge.setText(str(count))
        badge.setVisible(count > 0 and self._bar.width() == WIDE)

    def show_page(self, key: str, entry: str = "") -> None:
        """Bring the page to the front and mark `entry` (else `key`) in the navigation."""
        page = self.page(key)
        for name, (button, _, _) in self._entries.items():
            button.setChecked(name == (entry or key))
        self.stack.setCurrentWidget(page)
        page.setFocus()  # where it has nothing to begin with, no search box takes its keys
        page.refresh()
        if not page.veiled:
            page.focus_first()

    def current_page(self) -> Page:
        """The page in front."""
        page = self.stack.currentWidget()
        assert isinstance(page, Page)
        return page

    @property
    def keys(self) -> tuple[str, ...]:
        """Of every page that there may be here."""
        return tuple(self._makers)

    def page(self, key: str) -> Page:
        """The page with this key. Raises KeyError."""
        if key not in self._pages:
            page = self._makers[key]()
            page.setObjectName(key)
            self.stack.addWidget(page)
            self._pages[key] = page
        return self._pages[key]

    def set_status(self, key: str, words: str, *, ok: bool | None = True) -> None:
        """One statement of the line below; a bad one is marked by a sign besides its colour, one
        that is neither good nor bad has none."""
        if key not in self._states:
            self._states[key] = label()
            self._status_box.insertWidget(len(self._states) - 1, self._states[key])
            self._states[key].setVisible(key not in CALM or self.width() >= NARROW)
        sign, ink = {True: ("● ", theme.NORMAL), False: ("■ ", theme.OVERDUE),
                     None: ("", theme.HEAD)}[ok]  # fmt: skip
        self._states[key].setText(sign + words)
        self._states[key].setStyleSheet(f"color: {ink};")

    def set_clock(self, day: str, time: str) -> None:
        """Date and time at the right end of the line below; where it is narrow, the time."""
        self._date.setText(day)
        self._clock.setText(time)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < NARROW
        self._bar.setFixedWidth(COLLAPSED if narrow else WIDE)
        for button, badge, title in self._entries.values():
            button.setText("" if narrow else NAV_GAP + title)
            badge.setVisible(not narrow and badge.text() not in ("", "0"))
        calm = [self._states[key] for key in CALM if key in self._states]
        for extra in (self._search_cap, self._lock_cap, self._window, self._date, *calm):
            extra.setVisible(not narrow)
        self._office.setVisible(self.width() >= 820)
