"""Papers on their way to the printer, one after the other, each followed to its end."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QObject, Signal

from app.deadlines import date_text
from app.desk import Desk
from app.printing import (
    Printed,
    Printer,
    PrinterStatus,
    PrintState,
    print_document,
    print_ledger,
    print_recovery,
)
from app.recovery import Recovery
from app.tasks import Slices
from ui.runner import Runner


class PrintQueue(QObject):
    """One printer: the office's own, or the first that the machine has."""

    printer_told = Signal(str, bool)  # how the printer is, and whether that is well
    job_told = Signal(str, bool)  # how the present job stands
    printed = Signal(object)  # Printed, however it ended
    failed = Signal(Exception)

    def __init__(self, desk: Desk, runner: Runner, printer: Printer) -> None:
        super().__init__()
        self._desk, self._runner, self._printer = desk, runner, printer
        self._name = desk.office.printer
        self._waiting: list[tuple[str, Slices[Printed]]] = []
        self._busy = False

    @property
    def busy(self) -> bool:
        """Whether papers are on their way."""
        return self._busy or bool(self._waiting)

    def look(self) -> None:
        """See how the printer is."""

        def ask() -> PrinterStatus:
            name = self._desk.office.printer or next(iter(self._printer.names()), "")
            return self._printer.status(name)

        def seen(status: PrinterStatus) -> None:
            self._name = status.name
            self.printer_told.emit(status.text, status.ready)

        self._runner.run(ask, seen, lambda error: self.printer_told.emit(str(error), False))

    def add_documents(self, numbers: Sequence[str]) -> None:
        """Print the papers with these numbers."""
        for number in numbers:
            work = print_document(self._desk, self._printer, self._name, number)
            self._waiting.append((number, work))
        self._next()

    def add_ledger(self, day: date) -> None:
        """Print the page of a closed day."""
        work = print_ledger(self._desk, self._printer, self._name, day)
        self._waiting.append((f"{date_text(day)}台账", work))
        self._next()

    def add_recovery(self, made: Recovery) -> None:
        """Print an administrator's recovery sheet."""
        work = print_recovery(self._desk, self._printer, self._name, made)
        self._waiting.append((f"{made.name}的恢复单", work))
        self._next()

    def _next(self) -> None:
        if self._busy or not self._waiting:
            return
        name, work = self._waiting.pop(0)
        self._busy = True
        self.job_told.emit(f"正在打印 {name}", True)
        self._runner.follow(work, self._done, self._broken)

    def _done(self, done: Printed) -> None:
        self._busy = False
        good = done.state == PrintState.DONE
        self.job_told.emit(f"已打印 {done.number}" if good else f"{done.number} 没有打印", good)
        self.printed.emit(done)
        self.look()
        self._next()

    def _broken(self, error: Exception) -> None:
        self._busy = False
        self.failed.emit(error)
        self._next()
