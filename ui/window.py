"""The window: puts pages, shell and printer together for one signed-on clerk."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication

from app import absences, backup, directory, duties, lists, matters, rights, today
from app.absences import AbsenceView
from app.deadlines import moment_text, weekday_text
from app.desk import Desk
from app.errors import RuleError
from app.first_asked import transfer_list
from app.first_asked.transfer_list import TransferView
from app.lists import CaseRow
from app.printing import Printed, Printer, PrintState
from ui.account_sheets import OwnPassword
from ui.back_entry import KEY, BackEntryStrip
from ui.complaints import ComplaintChannel
from ui.deeming import Deeming
from ui.form_sheet import FormSheet
from ui.frame import Frame
from ui.idle import Idle
from ui.leaving import Leaving
from ui.page import Page
from ui.pages.case import CasePage
from ui.pages.every import PAGES, PageSpec
from ui.pages.papers_list import PapersListPage
from ui.pages.today import TodayPage
from ui.print_queue import PrintQueue
from ui.record_check import RecordCheck
from ui.reference import Entry, Reference, entries
from ui.runner import Runner, sentence
from ui.shell import FormPage, Shell, refusal
from ui.trail import Place, Trail, lasting, spec
from ui.widgets.basics import ClauseNote
from ui.widgets.names import SWITCH
from ui.widgets.sheet import bring_back, put_away


class Window(Frame):
    """Everything the clerk has in front of them."""

    locked = Signal(str)  # with what the sign-on page says
    switching = Signal()  # locked, because somebody else wants to sign on

    def __init__(
        self, desk: Desk, runner: Runner, printer: Printer, check: RecordCheck,
        place: Place | None = None,
    ) -> None:  # fmt: skip
        """`place` is where this person left off, on an earlier window."""
        super().__init__(desk.staff.name)
        self.set_office(desk.office)
        self.shell = Shell(desk, runner, printer)
        self._papers = PrintQueue(self.shell)
        self._check = check
        self._check.told.connect(self._show_records)
        self._trail = Trail()
        self._printer = ""  # how it is, in words
        self._add_pages()
        self.page(self.home)  # whatever else happens, there is a page to say it on
        self.shell.went.connect(self.go)
        self.shell.place = lambda: self._trail.here
        self.shell.told.connect(lambda words, kind: self.current_page().tell(words, kind))
        self.shell.reseated.connect(lambda: self.set_office(self.shell.desk.office))
        self.shell.locking.connect(self.locked)
        self.shell.tallied.connect(self._show_tally)
        self._papers.printer_told.connect(self._say_printer)
        self._papers.job_told.connect(lambda words, ok: self.set_status("job", words, ok=ok))
        self._papers.printed.connect(self._printed)
        self._papers.failed.connect(self._failed)
        self.shell.backed_up.connect(self._show_backup)
        self.page_requested.connect(lambda key: self.go(key, {}))
        self.search_submitted.connect(self._search)
        self.lock_requested.connect(lambda: self.locked.emit("窗口已锁定，没填完的内容都在。"))
        self.account_requested.connect(self._change_password)
        runner.failed.connect(self._failed)
        self._shortcut("F1", self._look_up)
        self._shortcut("F4", self._show_channel)
        self._shortcut(SWITCH, self.switching.emit)
        self._shortcut("F2", lambda: self.go("visit", {}))
        self._shortcut("F6", lambda: self.go("call", {}))
        self._shortcut("F5", partial(self._where_allowed, "简单询问", self.shell.tally))
        self.urgent.setVisible(self.shell.may("急难收件"))
        self._shortcut("F10", lambda: self.go("urgent", {}))
        self.urgent_requested.connect(lambda: self.go("urgent", {}))
        self._earlier = BackEntryStrip(self, self.shell)
        self._earlier.turned.connect(self._turned)
        self.set_strip(self._earlier)
        self._shortcut(KEY, partial(self._where_allowed, "补录", self._earlier.turn))
        self.shell.back_entry_wanted.connect(self._earlier.turn)
        self._shortcut("F8", partial(self._where_allowed, "离岗登记", self._ask_why))
        self._idle = Idle(lambda: self.shell.desk.office.idle_minutes, self)
        self._idle.reached.connect(self.lock_requested)
        self._deeming = Deeming(self.shell)
        self._deeming.told.connect(lambda words: self.current_page().banner.say(words, "warn"))
        self._tick = QTimer(self)
        self._tick.setInterval(20_000)
        self._tick.timeout.connect(self._show_time)
        self._tick.timeout.connect(self._deeming.look)
        self._tick.start()
        self._show_time()
        self.set_status("shift", f"已上岗 {desk.real.now():%H:%M}")
        self._papers.look()
        self._show_backup()
        self.go(*(place or (self.home, {})))
        self._show_records()
        self._deeming.look()

    def _add_pages(self) -> None:
        """The pages that this person may look at; those with a title stand in the navigation."""
        for key, page in PAGES.items():
            if self.shell.may(page.right):
                self.add_page(key, page.icon, page.title, partial(self._made, page))

    def _made(self, page: PageSpec) -> Page:
        made = page.make(self.shell)
        made.back.connect(self.go_back)
        return made

    @property
    def home(self) -> str:
        """The first screen: the day, for whoever has nothing to do with it the catalogue."""
        return "today" if self.shell.may("查看办件") else "catalogue"

    # Going about ------------------------------------------------------------------------------

    def go(self, key: str, what: dict[str, Any], finished: object = None) -> None:
        """Show the page `key` about `what`; or say who else may, where this person may not.

        `finished` is the place whose action has led here: it and the steps before it leave the way
        back. Whoever has turned to another one meanwhile stays there, and only sees it said.
        """
        if not self._allowed(spec(key).right):
            return
        if finished is not None:
            elsewhere = finished is not self._trail.here
            self._trail.spend(finished)
            if elsewhere:
                self.current_page().tell(what.get("said") or "刚才的已经保存。", "good")
                return
        self._trail.go((key, what))
        self._show(key, what)

    def _allowed(self, right: str) -> bool:
        """Whether this person may; else the page in front says who does."""
        try:
            rights.check(right, self.shell.desk.staff.role)
        except RuleError as error:
            self.current_page().tell(refusal(error), "warn")
            return False
        return True

    def _where_allowed(self, right: str, action: Callable[[], object]) -> None:
        """What a key asks for: no key does nothing without a word."""
        if self._allowed(right):
            action()

    def go_back(self) -> None:
        """Show the page before; the first screen where there is none."""
        self._trail.back()
        self._show(*self.place)

    def _show(self, key: str, what: dict[str, Any]) -> None:
        if isinstance(left := self.current_page(), FormPage):
            left.save_draft()  # what is half typed there, whichever way it is left
        said = what.get("said", "")
        page_spec = spec(key)
        page = self.page(page_spec.key)
        page.come(cover=bool(lasting((key, what))))
        page.open(what)
        if isinstance(page, PapersListPage):
            page.say_printer(self._printer)
        if said:
            page.banner.say(said, "good")
        self.show_page(page_spec.key, page_spec.of)
        self.shell.read(lambda: None, lambda _: page.arrive())  # after all that it reads itself
        if self.shell.may("查看办件"):
            self.shell.read(lambda: today.badges(self.shell.desk), self._show_badges)

    def _show_badges(self, counts: tuple[int, int, int]) -> None:
        for entry, count in zip(("cases", "papers_list", "transfers"), counts, strict=True):
            self.set_badge(entry, count)

    def _look_up(self) -> None:
        """What may be looked up, first the clauses that the page in front shows."""
        notes: Any = self.current_page().findChildren(ClauseNote)
        here = [id for note in notes if note.isVisible() for id in note.ids]

        def look() -> tuple[Entry, ...]:
            return entries(here, matters.in_force(), directory.entries(), duties.handlers())

        self.shell.read(look, lambda found: Reference(self, found).open())

    def _show_tally(self, today: int) -> None:
        self.set_status("tally", f"已记今天第 {today} 次简单询问")

    def _show_channel(self) -> None:
        ComplaintChannel(self, self.shell.desk.office).open()

    def _ask_why(self) -> None:
        """Leaving the desk: the reason, then the lock."""
        desk = self.shell.desk

        def ask(others: tuple[str, ...]) -> None:
            sheet = Leaving(self, others)
            sheet.left.connect(go)
            sheet.open()

        def go(reason: str, stand_in: str) -> None:
            work = lambda: absences.leave(desk, reason, stand_in)  # noqa: E731
            self.shell.runner.run(work, gone, self._failed)

        def gone(away: AbsenceView) -> None:
            self.locked.emit(f"{away.text}。回来登录时记为返岗，没填完的内容都在。")

        self.shell.read(lambda: absences.stand_ins(desk), ask)

    def _turned(self, words: str) -> None:
        """Another time is being entered: what is in front shows how things stand then."""
        self.current_page().refresh()
        self.current_page().banner.say(words, "info")

    def _change_password(self) -> None:
        sheet = OwnPassword(self, self.shell)
        sheet.changed.connect(lambda: self.current_page().banner.say("密码已改。", "good"))
        sheet.open()

    # Locked and left ----------------------------------------------------------------------------

    def rest(self) -> None:
        """Before the lock: what is half typed is kept, and no sheet stays in sight."""
        if isinstance(page := self.current_page(), FormPage):
            page.save_draft()
        put_away(self)
        self.hide()

    def wake(self) -> None:
        """After the lock: everything as it was."""
        bring_back(self)

    @property
    def place(self) -> Place:
        """Where this person is, to come back to."""
        here = self._trail.here or (self.home, {})
        return here[0], lasting(here)

    def retire(self) -> None:
        """Somebody else has the desk: from now on nothing here stirs, hears or speaks. What is
        being printed goes on."""
        self.shell.runner.failed.disconnect(self._failed)
        self._check.told.disconnect(self._show_records)
        self._idle.stop()
        timers: Any = self.findChildren(QTimer)
        for timer in timers:
            timer.stop()
        self.close()

    def open_scanned(self, code: str) -> None:
        """Open the case or the transfer that the machine number `code` belongs to; a paper without
        one is shown."""
        if not self.shell.may("查看办件"):
            return

        desk = self.shell.desk

        def look() -> tuple[tuple[CaseRow, ...], TransferView | None]:
            return lists.search(desk, code), transfer_list.on_paper(desk, code)

        def found(there: tuple[tuple[CaseRow, ...], TransferView | None]) -> None:
            rows, transfer = there
            if len(rows) > 1:
                self.go("search", {"text": code})
            elif rows:
                self.go("case", {"uuid": rows[0].uuid})
            elif transfer is not None:
                self.go("transfers", {"transfer": transfer.uuid})
            else:
                self.go("papers_list", {})
                papers = self.page("papers_list")
                assert isinstance(papers, PapersListPage)
                self.shell.show_paper(papers, code)

        self.shell.read(look, found)

    def _search(self, text: str) -> None:
        if text.strip() and self.shell.may("查看办件"):
            self.go("search", {"text": text})

    def _failed(self, error: Exception) -> None:
        front = QApplication.activeModalWidget()
        place = front if isinstance(front, FormSheet) else self.current_page()
        place.banner.say(sentence(error), "bad")
        if isinstance(place, FormPage | FormSheet):
            place.set_busy(False)
            place.go_on_keeping()

    # What the line below tells ------------------------------------------------------------------

    def _show_backup(self) -> None:
        def show(moment: datetime | None) -> None:
            words = f"上次备份 {moment_text(moment)}" if moment else "日结时备份"
            self.set_status("backup", words, ok=True if moment else None)

        self.shell.read(backup.last, show)

    def _show_records(self) -> None:
        found = self._check.found
        if found is None:
            self.set_status("records", "正在校验记录")
        elif found:
            words = f"{found[0].text}请停止使用，联系管理员核验（verify）。"
            self.set_status("records", "记录校验发现问题", ok=False)
            self.current_page().banner.say(words, "bad")
        else:
            self.set_status("records", "记录校验正常")

    # Printing ---------------------------------------------------------------------------------

    def _say_printer(self, words: str, ok: bool) -> None:
        self.set_status("printer", words, ok=ok)
        self._printer = words + "。"
        page = self.current_page()
        if isinstance(page, PapersListPage):
            page.say_printer(self._printer)

    @property
    def is_printing(self) -> bool:
        """Whether papers are on their way to the printer."""
        return self._papers.busy

    def _printed(self, done: Printed) -> None:
        page = self.current_page()
        if done.state != PrintState.DONE:
            reason = done.message or "打印机没有回应，任务还在排队"
            page.banner.say(f"{done.number}：{reason}", "warn")
        if isinstance(page, CasePage | PapersListPage | TodayPage):
            page.refresh()

    def _show_time(self) -> None:
        now = self.shell.desk.real.now()
        self.set_clock(weekday_text(now.date()), f"{now:%H:%M}")
