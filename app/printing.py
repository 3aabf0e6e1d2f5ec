"""Printing, followed to its end: nothing counts as printed before the queue says so (design §3).

The job's title is the document's machine number: no name of anybody reaches the queue, and no
two jobs have the same.
"""

import secrets
import shutil
from collections.abc import Callable, Generator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from app import documents, ledger
from app.desk import Desk
from app.errors import EnvironmentFault
from app.numbers import Kind
from app.system import safe_write
from reports import ledger_pdf
from reports.ledger import Page
from reports.render import render
from reports.sheet import Sheet

POLL, PATIENCE = 0.3, 60.0  # seconds between two looks, and until we stop waiting
SPOOL = "spool"  # the folder of what is on its way to the printer
ELSEWHERE = "文书已保存，打印机恢复后可在“文书”里打印。"


class PrintState(StrEnum):
    """How a job stands."""

    WAITING = "排队中"
    DONE = "已完成"
    CANCELLED = "已取消"
    FAILED = "失败"


@dataclass(frozen=True)
class Job:
    """A job handed to a queue, known there by its title; by CUPS also by an `id`."""

    printer: str
    title: str
    id: str = ""


@dataclass(frozen=True)
class Report:
    """What the queue says of a job, in a clerk's words."""

    state: PrintState
    message: str


@dataclass(frozen=True)
class PrinterStatus:
    """Whether a printer takes jobs and prints them."""

    name: str
    ready: bool
    text: str


class Queue(Protocol):
    """What the system knows of its printers: CUPS (`app.cups`), the spooler (`app.spooler`)."""

    def names(self) -> tuple[str, ...]:
        """The printers of this machine, the preferred one first."""
        ...

    def status(self, name: str) -> PrinterStatus:
        """How the printer is."""
        ...

    def report(self, job: Job) -> Report:
        """How the job stands now."""
        ...


class Printer(Queue, Protocol):
    """A way to paper: `lp` hands the PDF to CUPS, `ui.qt_printer` paints its pages."""

    def submit(self, name: str, pdf: Path, title: str, paper: str) -> Job:
        """Hand over a PDF. Raises EnvironmentFault where the queue does not take it."""
        ...


CANCELLED = "打印任务被取消，没有打印"


def lost(job: Job) -> Report:
    """The queue no longer knows `job`, and nobody saw it end."""
    return Report(PrintState.FAILED, f"打印机 {job.printer} 已移除或任务已丢失，没有打印")


def refused(words: str) -> EnvironmentFault:
    """Nothing was printed, for the reason that `words` give; the paper waits in its list."""
    return EnvironmentFault(f"没有打印：{words}。", instead=ELSEWHERE)


class FolderPrinter:
    """Papers as PDF files in a folder, where there is no printer: the demo and `smoke`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def names(self) -> tuple[str, ...]:
        return ("PDF",)

    def status(self, name: str) -> PrinterStatus:
        return PrinterStatus(name, True, "没有打印机，文书存为 PDF 文件")

    def submit(self, name: str, pdf: Path, title: str, paper: str) -> Job:
        self._folder.mkdir(parents=True, exist_ok=True)
        safe_write(self._folder / f"{title}.pdf", pdf.read_bytes())
        return Job(name, title)

    def report(self, job: Job) -> Report:
        whole = (self._folder / f"{job.title}.pdf").exists()
        return Report(PrintState.DONE if whole else PrintState.FAILED, "")


def follow(
    printer: Printer, job: Job, *, patience: float = PATIENCE
) -> Generator[float, None, Report]:
    """Watch `job` until it ends. Yields the seconds to leave it alone; returns the last report,
    which is still 排队中 where the printer does not answer within `patience` seconds."""
    waited = 0.0
    while True:
        report = printer.report(job)
        stuck = report.state == PrintState.WAITING and report.message
        if report.state != PrintState.WAITING or stuck or waited >= patience:
            return report
        yield POLL
        waited += POLL


@dataclass(frozen=True)
class Printed:
    """How an attempt ended, for the clerk."""

    number: str
    state: PrintState
    message: str


def print_document(
    desk: Desk, printer: Printer, name: str, number: str
) -> Generator[float, None, Printed]:
    """Print one document and record how it ended; yields as `follow` does.

    `name` is the printer of the kinds that have none of their own. Whatever happens, the paper
    keeps its number and can be printed again from the list.
    """
    name = desk.office.printers.get(documents.describe(number).kind) or name
    title = documents.job_title(number)
    pdf = documents.pdf(number, mark=documents.mark_for(number))
    report = yield from _print(desk, printer, name, title, pdf, documents.paper(number))
    documents.record_print(desk, number, name, title, report.state.value, report.message)
    return Printed(number, report.state, report.message)


def print_ledger(
    desk: Desk, printer: Printer, name: str, day: date
) -> Generator[float, None, Printed]:
    """Print the page of the closed `day` for signature. Raises RuleError for a day not closed."""
    name = desk.office.printers.get(Kind.DAY.value) or name
    work = ledger.paper(desk, day)
    while True:
        try:
            next(work)
        except StopIteration as end:
            page: Page = end.value
            break
        yield 0.0
    title = f"{day:%Y%m%d}-{desk.real.now():%H%M%S}"
    report = yield from _print(desk, printer, name, title, ledger_pdf.render(page), "A4")
    return Printed(page.number, report.state, report.message)


def print_sheet(
    desk: Desk, printer: Printer, name: str, make: Callable[[], Sheet]
) -> Generator[float, None, Printed]:
    """Print what `make` gives: a list, a guide, a recovery sheet. It has no number, and nothing
    of it is kept: if it does not come out, it has to be made again."""
    page = make()
    title = f"{desk.real.now():%Y%m%d-%H%M%S}-{secrets.token_hex(2)}"
    report = yield from _print(desk, printer, name, title, render(page), page.paper)
    message = report.message.removesuffix(ELSEWHERE).rstrip("。")
    if report.state in (PrintState.FAILED, PrintState.CANCELLED):
        message += f"。{page.title}不留底，请等打印机恢复后重新打印。"
    return Printed(page.title, report.state, message)


def clear_spool(folder: Path) -> None:
    """Take away what a power cut has left in the spool of a data folder just opened."""
    shutil.rmtree(folder / SPOOL, ignore_errors=True)


def _print(
    desk: Desk, printer: Printer, name: str, title: str, pdf: bytes, paper: str
) -> Generator[float, None, Report]:
    """Spool, submit and follow; the spooled file is gone afterwards, whatever happens."""
    spooled = desk.store.folder / SPOOL / f"{title}.pdf"
    try:
        spooled.parent.mkdir(exist_ok=True)
        spooled.write_bytes(pdf)
        job = printer.submit(name, spooled, title, paper)
        return (yield from follow(printer, job))
    except EnvironmentFault as fault:
        return Report(PrintState.FAILED, fault.message + fault.instead)
    finally:
        spooled.unlink(missing_ok=True)
