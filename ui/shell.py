"""What pages use of the window: the desk, the way to operations, to other pages, to paper."""

from collections.abc import Callable
from datetime import date
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from app import desk as desks
from app import documents, drafts, journal, receptions, rights
from app.desk import Desk
from app.documents import DocumentRow
from app.errors import EnvironmentFault, RuleError
from app.printing import Printer
from app.rulebook import clause
from reports.render import render
from reports.sheet import Sheet
from ui import paper
from ui.page import SIGHT, Page
from ui.runner import Runner
from ui.widgets.basics import Banner
from ui.widgets.preview import Preview, paper_room

T = TypeVar("T")


class Input(Protocol):
    """A field or choice on a form."""

    @property
    def text(self) -> str: ...
    def set_text(self, words: str) -> None: ...
    def set_error(self, sentence: str) -> None: ...
    def clear_error(self) -> None: ...
    def setFocus(self) -> None: ...
    def setVisible(self, visible: bool, /) -> None: ...
    def isVisible(self) -> bool: ...


class Form(Protocol):
    """What an action needs of the page or sheet that asks for it."""

    banner: Banner

    def stop_keeping(self) -> str: ...
    def go_on_keeping(self) -> None: ...
    def forget_errors(self) -> None: ...
    def set_busy(self, busy: bool) -> None: ...
    def show_refusal(self, error: Exception) -> None: ...


def refusal(error: Exception) -> str:
    """What is wrong, what to do instead, and the clause it rests on."""
    words = str(getattr(error, "message", error))
    if isinstance(error, RuleError | EnvironmentFault):
        words += error.instead
    if isinstance(error, RuleError) and error.clause:
        words += f"（依据：{clause(error.clause).cite}）"
    return words


class Shell(QObject):
    """One signed-on clerk at one window."""

    went = Signal(str, dict, object)  # page, what it is about, the page whose work is done
    printing = Signal(tuple)
    printing_ledger = Signal(object)
    printing_sheet = Signal(str, object, str)
    locking = Signal(str)
    backed_up = Signal()
    reseated = Signal()
    back_entry_wanted = Signal()
    tallied = Signal(int)
    told = Signal(str, str)  # words and kind, about something that is in front no more

    def __init__(self, desk: Desk, runner: Runner, printer: Printer) -> None:
        super().__init__()
        self.desk = desk
        self.runner = runner
        self.printer = printer
        self.place: Callable[[], object] = lambda: (
            None
        )  # what is in front, as long as it is the same
        self._finished: object = (
            None  # where the action was asked for that has just come to its end
        )

    def reseat(self) -> None:
        """Take up changed settings: from now on every operation goes by them."""
        desk = self.desk

        def seated(fresh: Desk) -> None:
            self.desk = fresh
            self.reseated.emit()

        self.read(lambda: desks.reseat(desk), seated)

    @property
    def today(self) -> date:
        """The office's date."""
        return self.desk.real.now().date()

    def may(self, right: str) -> bool:
        """Whether whoever is signed on may do this."""
        return rights.may(right, self.desk.staff.role)

    def go(self, page: str, **what: Any) -> None:
        """Show another page about `what`. Where an action leads there, what it was asked for on is
        done with: no way leads back to it, and whoever has turned to something else meanwhile
        stays there."""
        self.went.emit(page, what, self._finished)

    def send_to_printer(self, numbers: tuple[str, ...]) -> None:
        """Print papers that were just made; how it ends is told by the window."""
        if numbers:
            self.printing.emit(numbers)

    def print_ledger(self, day: date) -> None:
        """Print the page of a closed day for signature."""
        self.printing_ledger.emit(day)

    def print_sheet(self, name: str, make: Callable[[], Sheet], printer: str = "") -> None:
        """Print an unnumbered paper, which `make` composes on the database thread."""
        self.printing_sheet.emit(name, make, printer)

    def tally(self) -> None:
        """Count a question answered in one breath; whatever is in front stays as it is."""
        desk = self.desk.asking(journal.new_request())
        self.read(lambda: receptions.ask_simply(desk), self.tallied.emit)

    def lock(self, words: str) -> None:
        """Lock the window; the sign-on page says `words`."""
        self.locking.emit(words)

    def show_paper(self, page: "FormPage", number: str) -> None:
        """Show a stored paper as it was printed, over `page`; from there it can be printed."""

        def work() -> tuple[DocumentRow, tuple[QImage, ...]]:
            return documents.describe(number), paper.pages(documents.pdf(number), *room)

        def show(found: tuple[DocumentRow, tuple[QImage, ...]]) -> None:
            row, pictures = found
            again = "补打" if row.prints else "打印"
            opened = Preview(page, row.kind, f"{row.number} · {row.state}", pictures, again)
            opened.print_wanted.connect(lambda: self.send_to_printer((number,)))
            opened.open()

        room = paper_room(page)
        self.runner.run(work, show, page.show_refusal)

    def show_sheet(
        self, page: "FormPage", make: Callable[[], Sheet], subtitle: str, *, printed: bool = False
    ) -> None:
        """Show an unnumbered paper over `page` as it would be printed; where it may be `printed`,
        from there."""

        def draw() -> tuple[str, tuple[QImage, ...]]:
            sheet = make()
            return sheet.title, paper.pages(render(sheet), *room)

        def show(drawn: tuple[str, tuple[QImage, ...]]) -> None:
            title, pictures = drawn
            opened = Preview(page, title, subtitle, pictures, "打印" if printed else "")
            opened.print_wanted.connect(lambda: self.print_sheet(title, make))
            opened.open()

        page.forget_errors()
        room = paper_room(page)
        self.runner.run(draw, show, page.show_refusal)

    def preview(self, page: "FormPage", work: Callable[[Desk], tuple[str, ...]]) -> None:
        """Show what `work` would print, as drafts over `page`; nothing is saved. What would be
        refused is said on `page`, beside the field."""

        def draw() -> tuple[QImage, ...]:
            made = documents.drafts(self.desk, work)
            return tuple(one for pdf in made for one in paper.pages(pdf, *room))

        def show(pictures: tuple[QImage, ...]) -> None:
            Preview(page, "打印预览", "草稿：还没有保存，没有编号", pictures).open()

        page.forget_errors()
        room = paper_room(page)
        self.runner.run(draw, show, page.show_refusal)

    def read(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        """Ask the database for something to show."""
        self.runner.run(work, done)

    def act(
        self, page: Form, work: Callable[[Desk], T], done: Callable[[T], None],
        *, beside: bool = False,
    ) -> None:  # fmt: skip
        """Carry out one user action; what is refused is said on `page`, beside the field.

        The action takes the page's draft with it, unless it is something `beside` the form. It
        carries a UUID of its own: where the answer got lost, it is looked up before
        anything is said, so that nothing is done twice.
        """
        request = journal.new_request()
        desk = self.desk.asking(request, "" if beside else page.stop_keeping())
        page.forget_errors()
        page.set_busy(True)
        begun = self.place()

        def succeeded(result: T) -> None:
            page.set_busy(False)
            self._finished = begun
            try:
                done(result)
            finally:
                self._finished = None

        def refused(error: Exception) -> None:
            page.set_busy(False)
            page.go_on_keeping()
            here = self.place() is begun
            if isinstance(error, EnvironmentFault):
                self._look_up(page, request, error, here=here)
            else:
                self._refuse(page, error, here=here)

        self.runner.run(lambda: work(desk), succeeded, refused)

    def _refuse(self, page: Form, error: Exception, *, here: bool) -> None:
        """Say so on `page`, or, where the clerk has turned to something else, wherever they are."""
        if here:
            page.show_refusal(error)
        else:
            self.told.emit(f"刚才的没有保存，填的内容还在：{refusal(error)}", "warn")

    def _look_up(self, page: Form, request: str, error: EnvironmentFault, *, here: bool) -> None:
        def told(entity: str | None) -> None:
            words = "已经保存，请在列表中查看。" + error.message
            if not entity:
                self._refuse(page, error, here=here)
            elif here:
                page.banner.say(words, "warn")
            else:
                self.told.emit(words, "warn")

        self.runner.run(
            lambda: journal.carried_out(request), told,
            lambda _: self._refuse(page, error, here=here),
        )  # fmt: skip


class FormPage(Page):
    """A page with fields: errors go beside them, half-typed forms into the drafts."""

    def __init__(self, shell: Shell, title: str, subtitle: str = "") -> None:
        super().__init__(title, subtitle)
        self.shell = shell
        self.fields: dict[str, Input] = {}
        self._draft_key = self._held = ""
        self._loading = self._touched = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(2000)
        self._timer.timeout.connect(self.save_draft)
        self._busy = False
        self._left_at: QWidget | None = None  # what had the keyboard before the action

    def set_busy(self, busy: bool) -> None:
        """While an action is under way its button must not start another, and what is typed is
        meant for no field any more."""
        if busy and not self._busy:
            self._left_at = self.hold_keys()
        elif self._busy and not busy:
            self.give_keys_back(self._left_at)
        self._busy = busy

    @property
    def busy(self) -> bool:
        """Whether an action is under way."""
        return self._busy

    def add_field(self, name: str, field: Any) -> Any:
        """Know `field` by the name that FieldError uses."""
        self.fields[name] = field
        field.changed.connect(self._changed)
        if hasattr(field, "left"):
            field.left.connect(self.save_draft)
        return field

    def _changed(self) -> None:
        if self._draft_key and not self._loading:
            self._touched = True
            self._timer.start()

    def forget_errors(self) -> None:
        """Before another try."""
        self.banner.clear()
        for field in self.fields.values():
            field.clear_error()

    def show_refusal(self, error: Exception) -> None:
        """Say what is wrong: beside the field if there is one, else across the page."""
        words = refusal(error)
        field = self.fields.get(getattr(error, "field", ""))
        if field is not None and field.isVisible():
            field.set_error(words)
            beside: Any = field
            # Once the sentence has its place: the cursor being in sight is not enough.
            QTimer.singleShot(0, self, lambda: self.ensureWidgetVisible(beside, 0, SIGHT))
            return
        self.banner.say(words, "warn" if isinstance(error, RuleError) else "bad")
        self.ensureWidgetVisible(self.banner)

    # Drafts ---------------------------------------------------------------------------------

    def keep_draft(self, key: str) -> None:
        """From now on keep what is typed under `key`, and bring back what was kept there."""
        self._draft_key, self._touched = key, False
        self.shell.read(
            lambda: drafts.load(self.shell.desk, key), lambda body: self._restore(key, body)
        )

    def _restore(self, key: str, body: dict[str, Any] | None) -> None:
        if body and key == self._draft_key:  # the page may be about something else by now
            self._loading = True
            self.set_draft(body)
            self._loading = False

    def draft(self) -> dict[str, Any]:
        """What is typed, as plain data."""
        return {name: field.text for name, field in self.fields.items()}

    def set_draft(self, body: dict[str, Any]) -> None:
        """Put back what `draft` gave."""
        for name, words in body.items():
            if name in self.fields and isinstance(words, str) and words:
                self.fields[name].set_text(words)

    def save_draft(self) -> None:
        """Keep the form as it stands, once something in it is the clerk's own."""
        self._timer.stop()
        if self._draft_key and self._touched and not self._loading:
            key, body = self._draft_key, self.draft()
            self.shell.read(lambda: drafts.save(self.shell.desk, key, body), lambda _: None)

    def stop_keeping(self) -> str:
        """While an action is under way nothing is kept: the action takes the draft with it."""
        self._timer.stop()
        self._held, self._draft_key = self._draft_key, ""
        return self._held

    def go_on_keeping(self) -> None:
        """The action was refused: the form is a draft again."""
        self._draft_key, self._held = self._draft_key or self._held, ""
