"""The window: puts pages, shell and printer together for one signed-on clerk."""

from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from app.deadlines import WEEKDAYS
from app.desk import Desk
from app.printing import Printed, Printer, PrinterStatus, PrintState, print_document
from ui.frame import Frame
from ui.pages.case import CasePage
from ui.pages.case_list import CaseListPage, SearchPage
from ui.pages.enquiry import EnquiryPage
from ui.pages.papers import PapersPage
from ui.pages.papers_list import PapersListPage
from ui.pages.sign_on import FirstStart, SignOn
from ui.pages.telling import TellingPage
from ui.pages.today import TodayPage
from ui.pages.visit import VisitPage
from ui.runner import Runner
from ui.shell import Shell

__all__ = ["FirstStart", "SignOn", "Window"]

# Pages that are steps of another entry of the navigation.
ENTRY = {"visit": "today", "call": "today", "telling": "today", "enquiry": "today",
         "papers": "cases", "case": "cases", "search": "cases"}  # fmt: skip


class Window(Frame):
    """Everything the clerk has in front of them."""

    locked = Signal()

    def __init__(self, desk: Desk, runner: Runner, printer: Printer) -> None:
        super().__init__(desk.office.name, desk.staff.name, f"{desk.office.window_no}号窗口")
        self.shell = Shell(desk, runner)
        self._printer = printer
        self._printer_name = desk.office.printer
        self._queue: list[str] = []
        self._printing = False
        self._trail: list[tuple[str, dict[str, Any]]] = []
        self._add_pages()
        self.shell.went.connect(self.go)
        self.shell.printing.connect(self._enqueue)
        self.page_requested.connect(lambda key: self.go(key, {}))
        self.search_submitted.connect(self._search)
        self.lock_requested.connect(self.locked)
        runner.failed.connect(self._failed)
        for key, page in (("F2", "visit"), ("F6", "call")):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.activated.connect(lambda page=page: self.go(page, {}))
        self._tick = QTimer(self)
        self._tick.setInterval(20_000)
        self._tick.timeout.connect(self._show_time)
        self._tick.start()
        self._show_time()
        self.set_status("shift", f"已上岗 {desk.clock.now():%H:%M}")
        self.check_printer()
        self.go("today", {})

    def _add_pages(self) -> None:
        shell = self.shell
        for key, icon, title, page in (
            ("today", "sun", "今日", TodayPage(shell)),
            ("cases", "folder-open", "办件", CaseListPage(shell)),
            ("papers_list", "printer", "文书", PapersListPage(shell)),
            ("visit", "", "", VisitPage(shell)),
            ("telling", "", "", TellingPage(shell)),
            ("papers", "", "", PapersPage(shell)),
            ("case", "", "", CasePage(shell)),
            ("enquiry", "", "", EnquiryPage(shell)),
            ("search", "", "", SearchPage(shell)),
        ):
            self.add_page(key, icon, title, page)
            page.back.connect(self.go_back)

    # Going about ------------------------------------------------------------------------------

    def go(self, key: str, what: dict[str, Any]) -> None:
        """Show the page `key` about `what`."""
        self._trail.append((key, what))
        del self._trail[:-20]
        self._show(key, what)

    def go_back(self) -> None:
        """Show the page before; the first screen where there is none."""
        if self._trail:
            self._trail.pop()
        key, what = self._trail[-1] if self._trail else ("today", {})
        self._show(key, {name: value for name, value in what.items() if name != "said"})

    def _show(self, key: str, what: dict[str, Any]) -> None:
        said = what.get("said", "")
        name = "enquiry" if key == "call" else key
        page = self.page(name)
        match page:
            case VisitPage():
                page.start()
            case TellingPage():
                page.start(what["reception"], what["matter"])
            case PapersPage() if "uuid" in what:
                page.start_case(what["uuid"])
            case PapersPage():
                page.start_new(what["reception"], what["matter"])
            case CasePage():
                page.start(what["uuid"], said)
            case EnquiryPage():
                page.start(what.get("reception", ""))
            case SearchPage():
                page.look_for(what["text"])
            case _ if said:
                page.banner.say(said, "good")
        self.show_page(name, ENTRY.get(key, ""))

    def _search(self, text: str) -> None:
        if text.strip():
            self.go("search", {"text": text})

    def _failed(self, error: Exception) -> None:
        words = getattr(error, "message", "") + getattr(error, "instead", "")
        ours = "程序出错了，刚才的操作没有完成，已记入日志。请重试；再出错请联系管理员。"
        page = self.stack.currentWidget()
        page.banner.say(words or ours, "bad")  # type: ignore[attr-defined]
        if hasattr(page, "set_busy"):
            page.set_busy(False)

    # Printing ---------------------------------------------------------------------------------

    def check_printer(self) -> None:
        """Look how the printer is; the first one found where the office has named none."""

        def look() -> PrinterStatus:
            name = self._printer_name or next(iter(self._printer.names()), "")
            return self._printer.status(name)

        def seen(status: PrinterStatus) -> None:
            self._printer_name = status.name
            self._say_printer(status.text, ok=status.ready)

        self.shell.runner.run(look, seen, lambda error: self._say_printer(str(error), ok=False))

    def _say_printer(self, words: str, *, ok: bool) -> None:
        self.set_status("printer", words, ok=ok)
        page = self.page("papers_list")
        assert isinstance(page, PapersListPage)
        page.say_printer(words + "。")

    def _enqueue(self, numbers: tuple[str, ...]) -> None:
        self._queue += numbers
        self._print_next()

    def _print_next(self) -> None:
        if self._printing or not self._queue:
            return
        number = self._queue.pop(0)
        self._printing = True
        self.set_status("job", f"正在打印 {number}")
        work = print_document(self.shell.desk, self._printer, self._printer_name, number)
        self.shell.runner.follow(work, self._printed, self._print_failed)

    def _printed(self, done: Printed) -> None:
        self._printing = False
        good = done.state == PrintState.DONE
        words = f"已打印 {done.number}" if good else f"{done.number} 没有打印"
        self.set_status("job", words, ok=good)
        page = self.stack.currentWidget()
        if not good:
            reason = done.message or "打印机没有回应，任务还在排队"
            page.banner.say(f"{done.number}：{reason}", "warn")  # type: ignore[attr-defined]
        if isinstance(page, CasePage | PapersListPage | TodayPage):
            page.refresh()
        self.check_printer()
        self._print_next()

    def _print_failed(self, error: Exception) -> None:
        self._printing = False
        self._failed(error)

    def _show_time(self) -> None:
        now = self.shell.desk.clock.now()
        self.set_clock(
            f"{now.year}年{now.month}月{now.day}日 星期{WEEKDAYS[now.weekday()]} {now:%H:%M}"
        )
