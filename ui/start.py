"""Starting the window: the last steps of the composition root, which alone calls it."""

import logging
import sys
from pathlib import Path

from PySide6.QtCore import (
    QLibraryInfo,
    QMessageLogContext,
    QtMsgType,
    QTranslator,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication, QMainWindow

from app import absences, setup
from app import desk as desks
from app.absences import AbsenceView
from app.clock import Clock, SystemClock
from app.cups import CupsPrinter
from app.desk import Desk, StaffMember
from app.errors import EnvironmentFault
from app.printing import Printer
from app.rights import Role
from app.store import Store, open_folder
from app.tasks import DatabaseThread, Executor
from ui import theme
from ui.pages.sign_on import FirstStart, SignOn, Trouble
from ui.qt_printer import QtPrinter
from ui.runner import Runner, sentence
from ui.window import Window


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
        self.gate: SignOn | FirstStart | None = None
        self.runner.failed.connect(self._failed)
        self._data_dir = data_dir
        self._try()

    def _try(self) -> None:
        self.runner.run(lambda: self._open(self._data_dir), self._opened, self._refused)

    def _open(self, data_dir: Path) -> str:
        self._store = open_folder(data_dir)
        return desks.office_info().name if setup.is_set_up() else ""

    def _opened(self, office: str) -> None:
        gate: SignOn | FirstStart
        if office:
            gate = SignOn(self.runner, self._clock, office)
        else:
            gate = FirstStart(self.runner, self._clock, self._opened_store)
        gate.signed_on.connect(self._signed_on)
        self.gate = gate
        self.top.setCentralWidget(gate)
        self._show(self.top)
        next(iter(gate.fields.values())).setFocus()

    def _show(self, window: QMainWindow) -> None:
        """At a counter the program has the whole screen."""
        window.showMaximized() if self._maximised else window.show()

    def _opened_store(self) -> Store:
        assert self._store is not None
        return self._store

    def _refused(self, error: Exception) -> None:
        assert isinstance(error, EnvironmentFault)
        trouble = Trouble(self.runner, error)
        trouble.retry.connect(self._try)
        self.top.setCentralWidget(trouble)
        self._show(self.top)
        trouble.setFocus()

    def _failed(self, error: Exception) -> None:
        """What no page has asked to hear of, before there is a window or while it is locked."""
        if self.gate is not None and self.gate.isVisible():
            self.gate.banner.say(sentence(error), "bad")

    def _signed_on(self, who: StaffMember) -> None:
        store, clock = self._opened_store(), self._clock
        self.runner.run(lambda: desks.seat(store, clock, who), self._seated)

    def _seated(self, desk: Desk) -> None:
        self.window = Window(desk, self.runner, self._printer)
        self.window.locked.connect(self._lock)
        self.window.setGeometry(self.top.geometry())
        self._show(self.window)
        self.top.hide()
        self.window.listen()
        self._welcome(self.window)

    def _lock(self, away: str) -> None:
        if self.window is None:
            return
        desk = self.window.shell.desk
        gate = SignOn(self.runner, self._clock, desk.office.name)
        gate.signed_on.connect(self._unlocked)
        self.gate = gate
        said = f"{away}。回来登录时记为返岗，没填完的内容都在。"
        gate.banner.say(said if away else "窗口已锁定，没填完的内容都在。", "info")
        self.top.setCentralWidget(gate)
        self.top.setGeometry(self.window.geometry())
        self._show(self.top)
        self.window.hide()
        gate.fields["login"].set_text(desk.staff.login)
        gate.fields["password"].setFocus()

    def _unlocked(self, who: StaffMember) -> None:
        assert self.window is not None
        if who.uuid == self.window.shell.desk.staff.uuid:
            self._show(self.window)
            self.top.hide()
            self._welcome(self.window)
        else:
            self.window.close()
            self._signed_on(who)

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
        if self.window is not None:
            self.window.close()
        self.top.close()
        self._executor.close(self._give_back)
        # Answers that are still on their way find their pages; only then do those go.
        if self.window is not None:
            self.window.deleteLater()
        self.top.deleteLater()

    def _give_back(self) -> None:
        if self._store is not None:
            self._store.close()


def _to_log(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """What Qt has to say goes to the program's log; what a screenless run cannot do, nowhere."""
    if kind != QtMsgType.QtDebugMsg and not message.startswith("This plugin does not support"):
        logging.getLogger("qt").warning("%s", message)


def application() -> QApplication:
    """The one QApplication, looking as it should."""
    qInstallMessageHandler(_to_log)
    made = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(made, QApplication)
    made.setApplicationName("便民窗口")
    chinese = QTranslator(made)  # of Qt's own dialogs
    if chinese.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        made.installTranslator(chinese)
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
