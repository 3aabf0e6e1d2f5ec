"""Starting the window: the last steps of the composition root, which alone calls it."""

import sys
from pathlib import Path

from PySide6.QtCore import (
    QLibraryInfo,
    QTimer,
    QTranslator,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication, QMainWindow

from app import absences, demo, first_start, sample_office, setup
from app import desk as desks
from app.absences import AbsenceView
from app.clock import Clock, SystemClock
from app.cups import CupsPrinter
from app.desk import Desk, StaffMember
from app.errors import EnvironmentFault, RecordsLost
from app.printing import Printer, clear_spool
from app.rights import Role
from app.store import Store, open_folder
from app.tasks import DatabaseThread, Executor, Slices
from ui import qt_messages, theme
from ui.form_sheet import FormSheet
from ui.keys import HeldEnter
from ui.pages.first_start import FirstStart
from ui.pages.passwords import NewPassword, Recover
from ui.pages.restoring import Restoring
from ui.pages.sign_on import Gate, SignOn, Trouble
from ui.qt_printer import QtPrinter
from ui.record_check import RecordCheck
from ui.runner import Runner, sentence
from ui.sample_strip import SampleStrip
from ui.scanner import Scanner
from ui.shell import Shell
from ui.trail import Place
from ui.widgets.basics import column
from ui.widgets.sheet import Sheet
from ui.window import Window

Preset = dict[str, dict[str, str]]  # the texts of each section


class Session:
    """The program while it runs: the folder on its thread, and the window in front of it."""

    def __init__(
        self, data_dir: Path, clock: Clock, printer: Printer, executor: Executor | None = None,
        *, maximised: bool = False,
    ) -> None:  # fmt: skip
        self._maximised = maximised
        self._executor = executor or DatabaseThread()
        self.runner = Runner(self._executor)
        self._clock, self._printer = clock, printer
        self._store: Store | None = None
        self.top: QMainWindow = QMainWindow()
        self.top.setWindowTitle("便民窗口")
        self.top.resize(1366, 768)
        self.window: Window | None = None
        self.gate: Gate | FirstStart | None = None
        self._office = self._said = ""
        self._left: dict[tuple[str, Role], Place] = {}  # where people were before others came
        self._retired: list[Window] = []
        self._check: RecordCheck | None = None
        self._held_enter = HeldEnter(self.top)
        self._scanner = Scanner(self.top)
        self._scanner.scanned.connect(self._scanned)
        self.runner.failed.connect(self._failed)
        self.runner.idled.connect(self._sweep)
        self._data_dir = self._home = data_dir
        self._try()

    def _try(self) -> None:
        self.runner.run(lambda: self._open(self._data_dir), self._opened, self._refused)

    def _open(self, data_dir: Path) -> tuple[Desk, Preset | None]:
        self._store = open_folder(data_dir)
        clear_spool(data_dir)
        desk = setup.command_desk(self._store, self._clock)
        return desk, None if setup.is_set_up() else first_start.preset_texts(desk)

    def _opened(self, found: tuple[Desk, Preset | None]) -> None:
        desk, preset = found
        self._office, self._check = desk.office.name, None
        if preset is None:
            self._show_the_way(self._ask_who())
        else:
            gate = FirstStart(Shell(desk, self.runner, self._printer), preset)
            gate.sample_wanted.connect(self._make_sample)
            gate.signed_on.connect(self._signed_on)
            self._put_up(gate)
        if self._said and self.gate is not None:
            self.gate.banner.say(self._said, "bad")
            self._said = ""

    def _ask_who(self, last: str = "") -> SignOn:
        """The sign-on page; `last` is the user name of whoever has locked the window."""
        gate = SignOn(self.runner, self._clock, self._office, last)
        gate.signed_on.connect(self._signed_on)
        gate.temporary.connect(self._ask_for_own)
        gate.forgotten.connect(self._ask_for_code)
        self._put_up(gate)
        return gate

    def _ask_for_own(self, who: StaffMember, old: str) -> None:
        store, clock = self._opened_store(), self._clock
        gate = NewPassword(self.runner, who, old, lambda: desks.seat(store, clock, who))
        gate.signed_on.connect(self._signed_on)
        gate.left.connect(self._ask_who)
        self._put_up(gate)

    def _ask_for_code(self) -> None:
        gate = Recover(self.runner, self._clock, self._opened_store)
        gate.signed_on.connect(self._recovered)
        gate.left.connect(self._ask_who)
        self._put_up(gate)

    def _put_up(self, gate: Gate | FirstStart) -> None:
        self.gate = gate
        self.top.setCentralWidget(column(self._strip(), gate, gap=0) if self._is_sample else gate)
        self._show(self.top)
        gate.begin()

    def _show(self, window: QMainWindow) -> None:
        """At a counter the program has the whole screen."""
        window.showMaximized() if self._maximised else window.show()

    # The sample ---------------------------------------------------------------------------------

    @property
    def _is_sample(self) -> bool:
        return sample_office.is_sample(self._data_dir)

    def _strip(self) -> SampleStrip:
        strip = SampleStrip(leads_back=self._data_dir != self._home)
        strip.back.connect(self._leave_sample)
        return strip

    def _show_the_way(self, gate: SignOn) -> None:
        """Into a sample anybody may go: Enter is enough."""
        if self._is_sample:
            _, login, _, _ = demo.STAFF[0]
            gate.fields["login"].set_text(login)
            gate.fields["password"].set_text(demo.PASSWORD)
            gate.fields["password"].setFocus()
            gate.banner.say(sample_office.accounts_text(), "info")

    def _make_sample(self) -> None:
        gate = self.gate
        assert isinstance(gate, FirstStart)
        folder, now = sample_office.place(self._home), self._clock.now()

        def work() -> Slices[Path]:
            self._give_back()
            return (yield from sample_office.make(folder, now))

        def show(days: sample_office.Progress) -> None:
            gate.show_progress(f"正在准备示例窗口：第 {days[0]} 天，共 {days[1]} 天。")

        def made(folder: Path) -> None:
            self._data_dir = folder
            self._try()

        def refused(error: Exception) -> None:
            self._said = sentence(error)
            self._try()

        gate.show_progress("正在准备示例窗口。")
        self.runner.slices(work(), show, made, refused)

    def _leave_sample(self) -> None:
        """Back to the first start, once what was begun here has come to its end."""
        if not self.runner.idle:
            QTimer.singleShot(50, self.top, self._leave_sample)
            return

        def back(_: None) -> None:
            self._data_dir = self._home
            if self.window is not None:
                self.window.close()
                self.window.retire()
                self._retired.append(self.window)
                self.window = None
            self._left.clear()
            self._try()

        self.runner.run(self._give_back, back)

    def _opened_store(self) -> Store:
        assert self._store is not None
        return self._store

    def _refused(self, error: Exception) -> None:
        assert isinstance(error, EnvironmentFault)
        trouble = (
            Restoring(self.runner, error, self._data_dir, self._clock)
            if isinstance(error, RecordsLost)
            else Trouble(self.runner, error)
        )
        trouble.retry.connect(self._try)
        self.top.setCentralWidget(trouble)
        self._show(self.top)
        trouble.setFocus()

    def _failed(self, error: Exception) -> None:
        """What no page has asked to hear of, before there is a window or while it is locked."""
        if self.gate is not None and self.gate.isVisible():
            self.gate.banner.say(sentence(error), "bad")

    def _signed_on(self, who: StaffMember) -> None:
        if self.window is not None and who == self.window.shell.desk.staff:
            self._show(self.window)
            self.window.wake()
            self.top.hide()
            self._welcome(self.window)
        else:
            store, clock = self._opened_store(), self._clock
            self.runner.run(lambda: desks.seat(store, clock, who), self._seated)

    def _recovered(self, who: StaffMember) -> None:
        self._said = "恢复单已经用掉。请到“人员”里再打印一张，密封保存。"
        self._signed_on(who)

    def _seated(self, desk: Desk) -> None:
        if self.window is not None:
            before = self.window.shell.desk.staff
            self._left[before.uuid, before.role] = self.window.place
            self.window.retire()
            self._retired.append(self.window)
        place = self._left.pop((desk.staff.uuid, desk.staff.role), None)
        self._check = self._check or RecordCheck(self.runner, desk.store)
        self.window = Window(desk, self.runner, self._printer, self._check, place)
        self.window.locked.connect(self._lock)
        self.window.switching.connect(self._switch)
        if self._is_sample:
            self.window.set_strip(self._strip())
        self.window.setGeometry(self.top.geometry())
        self._show(self.window)
        self.top.hide()
        if self._said:
            self.window.current_page().banner.say(self._said, "warn")
            self._said = ""
        self._welcome(self.window)

    def _sweep(self) -> None:
        """A window that somebody else took over goes once nothing is on its way to it any more."""
        if self.runner.idle:
            for window in [one for one in self._retired if not one.is_printing]:
                self._retired.remove(window)
                window.deleteLater()

    def _lock(self, words: str) -> None:
        window = self.window
        if window is None or not window.isVisible():
            return
        self.top.setGeometry(window.geometry())
        self._ask_who(window.shell.desk.staff.login).banner.say(words, "info")
        window.rest()

    def _switch(self) -> None:
        """Somebody else wants to sign on: the number keys choose who."""
        self._lock("各人没填完的内容各自保留，回来登录时都在。")
        if isinstance(self.gate, SignOn):
            self.gate.names.take_keyboard()

    def _scanned(self, code: str) -> None:
        """A scan opens its record, once there is somebody to open it for and nothing half typed
        lies over the window."""
        window, over = self.window, QApplication.activeModalWidget()
        if self.gate is not None and self.gate.isVisible():
            if isinstance(self.gate, Gate):
                self.gate.banner.say("扫到了文书上的码。请先登录，再扫一次。", "info")
        elif isinstance(over, FormSheet) and over.is_touched:
            over.banner.say("扫到了文书上的码。请先办完，或按 Esc 关上这一张，再扫一次。", "info")
        elif window is not None and window.isVisible():
            if isinstance(over, Sheet):
                over.reject()
            window.open_scanned(code)

    def _welcome(self, window: Window) -> None:
        """Whoever was away is back, and sees it said."""
        desk = window.shell.desk

        def back(absence: AbsenceView | None) -> None:
            if absence is not None:
                window.current_page().banner.say(f"已返岗：{absence.text}", "good")

        if desk.staff.role == Role.CLERK:
            self.runner.run(lambda: absences.come_back(desk), back)

    def close(self) -> None:
        """Close the windows, finish what was begun, then give the folder back."""
        windows = [*self._retired, *([self.window] if self.window else []), self.top]
        self._retired.clear()
        self._scanner.stop()
        self._held_enter.stop()
        for window in windows:
            window.close()
        self._executor.close(self._give_back)
        # Answers that are still on their way find their pages; only then do those go.
        for window in windows:
            window.deleteLater()

    def _give_back(self) -> None:
        if self._store is not None:
            self._store.close()
            self._store = None


def application() -> QApplication:
    """The one QApplication, looking as it should."""
    qInstallMessageHandler(qt_messages.to_log)
    made = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(made, QApplication)
    made.setApplicationName("便民窗口")
    chinese = QTranslator(made)  # of Qt's own dialogs
    if chinese.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        made.installTranslator(chinese)
    if not made.styleSheet():  # dressing again would go over every window there is
        theme.apply(made)
    return made


def _printer() -> Printer:
    if sys.platform == "win32":
        from app.spooler import SpoolerQueue

        return QtPrinter(SpoolerQueue())
    return CupsPrinter()


def run(data_dir: Path) -> int:
    """Open `data_dir` in a window and stay until it is closed. Returns the exit status."""
    running = application()
    session = Session(data_dir, SystemClock(), _printer(), maximised=True)
    status = running.exec()
    session.close()
    return status
