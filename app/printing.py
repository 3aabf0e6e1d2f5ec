"""Printing, followed to its end: nothing counts as printed before the queue says so (design §3).

The job's title is the document's machine number: no name of anybody reaches the queue.
"""

import os
import subprocess
from collections.abc import Generator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from app import documents, ledger
from app.desk import Desk
from app.errors import EnvironmentFault
from app.resources import resource
from app.system import safe_write
from reports import ledger_pdf
from reports.ledger import Page

SLIP = "Custom.80x200mm"
POLL, PATIENCE = 0.3, 60.0  # seconds between two looks, and until we stop waiting
ELSEWHERE = "文书已保存，打印机恢复后可在“文书”里打印。"


class PrintState(StrEnum):
    """How a job stands."""

    WAITING = "排队中"
    DONE = "已完成"
    CANCELLED = "已取消"
    FAILED = "失败"


@dataclass(frozen=True)
class Job:
    """A job handed to a queue."""

    printer: str
    id: str
    title: str


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


class Printer(Protocol):
    """A way to paper: CUPS here, the Windows spooler in `ui`."""

    def names(self) -> tuple[str, ...]:
        """The printers of this machine, the preferred one first."""
        ...

    def status(self, name: str) -> PrinterStatus:
        """How the printer is."""
        ...

    def submit(self, name: str, pdf: Path, title: str, paper: str) -> Job:
        """Hand over a PDF. Raises EnvironmentFault where the queue does not take it."""
        ...

    def report(self, job: Job) -> Report:
        """How the job stands now."""
        ...


class CupsPrinter:
    """CUPS through its own commands; `lp` prints the stored PDF as it is."""

    def names(self) -> tuple[str, ...]:
        default = _run("lpstat", "-d").stdout.partition(":")[2].strip()
        names = _run("lpstat", "-e").stdout.split()
        return tuple(sorted(names, key=lambda name: (name != default, name)))

    def status(self, name: str) -> PrinterStatus:
        if not name:
            return PrinterStatus(name, False, "没有打印机")
        answer = _run("lpstat", "-p", name)
        if answer.returncode != 0:
            gone = "not exist" in answer.stderr or "Invalid destination" in answer.stderr
            text = f"打印机 {name} 不存在" if gone else "打印服务没有运行"
            return PrinterStatus(name, False, text)
        if "disabled" in answer.stdout.split("\n")[0]:
            return PrinterStatus(name, False, f"打印机 {name} 已停用")
        if "not accepting" in _run("lpstat", "-a", name).stdout:
            return PrinterStatus(name, False, f"打印机 {name} 拒绝新任务")
        return PrinterStatus(name, True, f"打印机 {name} 就绪")

    def submit(self, name: str, pdf: Path, title: str, paper: str) -> Job:
        status = self.status(name)
        if not status.ready:
            raise EnvironmentFault(f"没有打印：{status.text}。", instead=ELSEWHERE)
        media = {"slip": SLIP}.get(paper, paper)
        answer = _run("lp", "-d", name, "-t", title, "-o", f"media={media}", str(pdf))
        id = answer.stdout.partition("request id is ")[2].partition(" ")[0]
        if answer.returncode != 0 or not id:
            raise EnvironmentFault(f"没有打印：打印机 {name} 没有接受任务。", instead=ELSEWHERE)
        return Job(name, id.rpartition("-")[2], title)

    def report(self, job: Job) -> Report:
        answer = _run(
            "ipptool", "-c", "-d", f"job={job.id}", f"ipp://localhost/printers/{job.printer}",
            str(resource("cups", "job.test")),
        )  # fmt: skip
        lines = answer.stdout.strip().split("\n")
        state, _, title = lines[-1].partition(",") if len(lines) > 1 else ("", "", "")
        if state not in _STATES or title.strip('"') != job.title:
            return Report(PrintState.FAILED, f"打印机 {job.printer} 已移除或任务已丢失，没有打印")
        if _STATES[state] == PrintState.WAITING:
            status = self.status(job.printer)
            return Report(PrintState.WAITING, "" if status.ready else status.text)
        return Report(_STATES[state], _WORDS[_STATES[state]])


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
        return Job(name, title, title)

    def report(self, job: Job) -> Report:
        whole = (self._folder / f"{job.title}.pdf").exists()
        return Report(PrintState.DONE if whole else PrintState.FAILED, "")


_STATES = {
    "pending": PrintState.WAITING, "pending-held": PrintState.WAITING,
    "processing": PrintState.WAITING, "processing-stopped": PrintState.WAITING,
    "completed": PrintState.DONE, "canceled": PrintState.CANCELLED, "aborted": PrintState.FAILED,
}  # fmt: skip
_WORDS = {
    PrintState.DONE: "",
    PrintState.CANCELLED: "打印任务被取消，没有打印",
    PrintState.FAILED: "打印机报错，任务中止",
}


def _run(*command: str) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(
            command, capture_output=True, text=True, timeout=15, check=False,
            env=os.environ | {"LC_ALL": "C"},
        )  # fmt: skip
    except FileNotFoundError:
        raise EnvironmentFault("这台电脑没有安装打印服务（CUPS）。", instead=ELSEWHERE) from None
    except subprocess.TimeoutExpired:
        raise EnvironmentFault("打印服务没有回应。", instead=ELSEWHERE) from None


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
    """Print one document on printer `name` and record how it ended; yields as `follow` does.

    Whatever happens, the paper keeps its number and can be printed again from the list.
    """
    title = documents.describe(number).machine_number
    pdf = documents.pdf(number, mark=documents.mark_for(number))
    report = yield from _print(desk, printer, name, title, pdf, documents.paper(number))
    documents.record_print(desk, number, name, title, report.state.value, report.message)
    return Printed(number, report.state, report.message)


def print_ledger(
    desk: Desk, printer: Printer, name: str, day: date
) -> Generator[float, None, Printed]:
    """Print the page of the closed `day` for signature. Raises RuleError for a day not closed."""
    work = ledger.paper(desk, day)
    while True:
        try:
            next(work)
        except StopIteration as end:
            page: Page = end.value
            break
        yield 0.0
    title = f"{day:%Y%m%d}"
    report = yield from _print(desk, printer, name, title, ledger_pdf.render(page), "A4")
    return Printed(page.number, report.state, report.message)


def _print(
    desk: Desk, printer: Printer, name: str, title: str, pdf: bytes, paper: str
) -> Generator[float, None, Report]:
    """Spool, submit and follow; the spooled file is gone afterwards, whatever happens."""
    spooled = desk.store.folder / "spool" / f"{title}.pdf"
    try:
        spooled.parent.mkdir(exist_ok=True)
        spooled.write_bytes(pdf)
        job = printer.submit(name, spooled, title, paper)
        return (yield from follow(printer, job))
    except EnvironmentFault as fault:
        return Report(PrintState.FAILED, fault.message + fault.instead)
    finally:
        spooled.unlink(missing_ok=True)
