"""Papers on their way to the printer, one after the other, each followed to its end."""

import logging
from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QObject, Signal

from app.deadlines import date_text
from app.errors import EnvironmentFault
from app.printing import (
    Printed,
    PrinterStatus,
    PrintState,
    print_document,
    print_ledger,
    print_sheet,
)
from app.tasks import Slices
from reports.sheet import Sheet
from ui.runner import EXPECTED, OURS
from ui.shell import Shell


class PrintQueue(QObject):
    """One printer: the office's own, or the first that the machine has."""

    printer_told = Signal(str, bool)  # how the printer is, and whether that is well
    job_told = Signal(str, bool)  # how the present job stands
    printed = Signal(object)  # Printed, however it ended
    failed = Signal(Exception)

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell, self._runner, self._printer = shell, shell.runner, shell.printer
        self._name = shell.desk.office.printer
        self._waiting: list[tuple[str, Slices[Printed]]] = []
        self._printing = ""  # what is being printed now
        shell.printing.connect(self.add_documents)
        shell.printing_ledger.connect(self.add_ledger)
        shell.printing_sheet.connect(self.add_sheet)
        shell.reseated.connect(self.look)

    @property
    def busy(self) -> bool:
        """Whether papers are on their way."""
        return bool(self._printing or self._waiting)

    def look(self) -> None:
        """See how the printer is."""

        desk = self._shell.desk

        def ask() -> PrinterStatus:
            name = desk.office.printer or next(iter(self._printer.names()), "")
            return self._printer.status(name)

        def seen(status: PrinterStatus) -> None:
            self._name = status.name
            self.printer_told.emit(status.text, status.ready)

        self._runner.run(ask, seen, lambda error: self.printer_told.emit(str(error), False))

    def add_documents(self, numbers: Sequence[str]) -> None:
        """Print the papers with these numbers, but for those that are on their way already."""
        on_their_way = {self._printing, *(name for name, _ in self._waiting)}
        for number in dict.fromkeys(numbers):
            if number in on_their_way:
                continue
            work = print_document(self._shell.desk, self._printer, self._name, number)
            self._waiting.append((number, work))
        self._next()

    def add_ledger(self, day: date) -> None:
        """Print the page of a closed day."""
        work = print_ledger(self._shell.desk, self._printer, self._name, day)
        self._waiting.append((f"{date_text(day)}台账", work))
        self._next()

    def add_sheet(self, name: str, make: Callable[[], Sheet], printer: str) -> None:
        """Print a list or a test page, called `name`; `printer` "" is the office's own."""
        work = print_sheet(self._shell.desk, self._printer, printer or self._name, make)
        self._waiting.append((name, work))
        self._next()

    def _next(self) -> None:
        if self._printing or not self._waiting:
            return
        name, work = self._waiting.pop(0)
        self._printing = name
        self.job_told.emit(f"正在打印 {name}", True)
        self._runner.follow(_foreseen(work), self._done, self._broken)

    def _done(self, done: Printed) -> None:
        self._printing = ""
        good = done.state == PrintState.DONE
        self.job_told.emit(f"已打印 {done.number}" if good else f"{done.number} 没有打印", good)
        self.printed.emit(done)
        self.look()
        self._next()

    def _broken(self, error: Exception) -> None:
        self._printing = ""
        self.failed.emit(error)
        self._next()


def _foreseen(work: Slices[Printed]) -> Slices[Printed]:
    """A fault of ours ends this paper, and not the printing of all that come after it."""
    try:
        return (yield from work)
    except EXPECTED:
        raise
    except Exception as error:
        logging.getLogger("printing").error("%s", type(error).__name__)
        raise EnvironmentFault(OURS) from error
