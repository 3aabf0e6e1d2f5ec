"""Printing through a real queue: what the queue says is what the clerk is told."""

import csv
import subprocess
import uuid
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from app import cases, documents, enquiries, printing, receptions
from app.cups import CupsPrinter, CupsQueue
from app.enquiries import EnquiryInput
from app.errors import EnvironmentFault
from app.printing import Job, Printed, Printer, PrintState, Report
from app.spooler import JobFlag, PrinterFlag, job_report, printer_status
from models.documents import PrintJob
from tests.office import TestOffice
from tests.tools.cups import CupsQueue as RealQueue
from ui.qt_printer import QtPrinter
from ui.start import application

root = pytest.mark.root
JOBS = Path(__file__).parent / "data" / "cups-jobs.test"


class ByTitle(CupsQueue):
    """Follows jobs whose id nobody told: CUPS keeps the title at hand while a job is young."""

    def __init__(self) -> None:
        self._ids: dict[str, str] = {}

    def report(self, job: Job) -> Report:
        if job.title not in self._ids:
            answer = subprocess.run(
                ["ipptool", "-c", f"ipp://localhost/printers/{job.printer}", JOBS],
                capture_output=True, text=True, check=False,
            )  # fmt: skip
            _, *lines = csv.reader(answer.stdout.splitlines() or [""])
            ids = [int(id) for id, _, title in lines if title == job.title]
            self._ids[job.title] = str(max(ids, default=0))
        return super().report(replace(job, id=self._ids[job.title]))


@pytest.fixture(params=["lp", "QPrinter"])
def printer(request: pytest.FixtureRequest) -> Printer:
    """Both ways to paper. Qt's is the one for Windows; here it paints into the same queue."""
    application()
    return CupsPrinter() if request.param == "lp" else QtPrinter(ByTitle())


def paper(office: TestOffice) -> str:
    return cases.ask_more(office.clerk, office.received("12", 3)).documents[0]


def attempt(office: TestOffice, printer: Printer, name: str, number: str) -> Printed:
    work = printing.print_document(office.clerk, printer, name, number)
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]


def pictures(pdf: Path | bytes) -> list[bytes]:
    opened = pypdfium2.PdfDocument(pdf)
    made = [page.render(scale=1, grayscale=True).to_pil().resize((60, 85)) for page in opened]
    opened.close()
    return [bytes(one.get_flattened_data()) for one in made]


def alike(one: bytes, other: bytes) -> bool:
    apart = sum(abs(a - b) for a, b in zip(one, other, strict=True)) / len(one)
    return apart < 3


@root
def test_what_comes_out_is_what_was_stored(
    office: TestOffice, printer: Printer, cups_queue: RealQueue
) -> None:
    number = paper(office)
    done = attempt(office, printer, cups_queue.name, number)
    assert done.state == PrintState.DONE
    out = cups_queue.printed(documents.describe(number).machine_number)
    stored, printed = pictures(documents.pdf(number)), pictures(out)
    assert len(stored) == len(printed) == 2
    assert all(map(alike, stored, printed))
    assert not alike(stored[0], bytes([255]) * len(stored[0]))
    assert documents.describe(number).state == documents.SENT
    assert documents.mark_for(number) == "补打第1次"


@root
def test_an_enquiry_comes_out_on_a5(
    office: TestOffice, printer: Printer, cups_queue: RealQueue
) -> None:
    call = receptions.open_call(office.clerk, "李老师", "").uuid
    number = enquiries.answer(
        office.clerk, call, EnquiryInput("几点上班？", "工作日 8:30 开门。", "满意")
    ).number
    assert attempt(office, printer, cups_queue.name, number).state == PrintState.DONE
    out = pypdfium2.PdfDocument(cups_queue.printed(documents.describe(number).machine_number))
    assert [round(side / 10) for side in out[0].get_size()] == [42, 60]
    out.close()


@root
@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (RealQueue.disable, "已停用"),
        (RealQueue.reject, "拒绝新任务"),
        (RealQueue.remove, "不存在"),
    ],
)
def test_a_printer_out_of_order_is_said_plainly_and_nothing_is_claimed(
    office: TestOffice,
    printer: Printer,
    cups_queue: RealQueue,
    harm: Callable[[RealQueue], None],
    words: str,
) -> None:
    number = paper(office)
    harm(cups_queue)
    done = attempt(office, printer, cups_queue.name, number)
    assert done.state == PrintState.FAILED, done
    assert words in done.message and "可在“文书”里打印" in done.message
    assert documents.describe(number).state == documents.MADE
    cups_queue.create()
    assert attempt(office, printer, cups_queue.name, number).state == PrintState.DONE
    assert [job.state for job in PrintJob.select()] == ["失败", "已完成"]


class Trusting(ByTitle):
    """Says ready, as a queue did that is stopped the moment after."""

    def status(self, name: str) -> printing.PrinterStatus:
        return printing.PrinterStatus(name, True, "")


def submitted(office: TestOffice, printer: Printer, queue: RealQueue, tmp_path: Path) -> Job:
    """A job that sits in the queue because it was disabled the moment it arrived."""
    queue.disable()
    return trusting(printer).submit(queue.name, stored(office, tmp_path), unique(), "A4")


def trusting(printer: Printer) -> Printer:
    if isinstance(printer, QtPrinter):
        return QtPrinter(Trusting())
    return type("TrustingPrinter", (Trusting, CupsPrinter), {})()


def unique() -> str:
    return str(uuid.uuid4().int)[:13]


def stored(office: TestOffice, folder: Path) -> Path:
    file = folder / "paper.pdf"
    file.write_bytes(documents.pdf(paper(office)))
    return file


def last(printer: Printer, job: Job) -> Report:
    work = printing.follow(printer, job, patience=5)
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]


@root
def test_disabled_while_the_job_waits(
    office: TestOffice, printer: Printer, cups_queue: RealQueue, tmp_path: Path
) -> None:
    report = last(printer, submitted(office, printer, cups_queue, tmp_path))
    assert report.state == PrintState.WAITING
    assert "已停用" in report.message


@root
def test_removed_while_the_job_waits(
    office: TestOffice, printer: Printer, cups_queue: RealQueue, tmp_path: Path
) -> None:
    job = submitted(office, printer, cups_queue, tmp_path)
    cups_queue.remove()
    report = last(printer, job)
    assert report.state == PrintState.FAILED
    assert "已移除" in report.message


@root
def test_cancelled_at_the_printer(
    office: TestOffice, printer: Printer, cups_queue: RealQueue, tmp_path: Path
) -> None:
    job = submitted(office, printer, cups_queue, tmp_path)
    cups_queue.cancel_all()
    report = last(printer, job)
    assert report.state == PrintState.CANCELLED
    assert "被取消" in report.message


@root
def test_no_name_reaches_the_queue(
    office: TestOffice, printer: Printer, cups_queue: RealQueue
) -> None:
    number = paper(office)
    done = attempt(office, printer, cups_queue.name, number)
    assert done.state == PrintState.DONE, done
    out = cups_queue.printed(documents.describe(number).machine_number)
    assert out.name[:13].isdigit()
    assert not list((office.store.folder / "spool").iterdir())


@root
def test_rejected_at_the_last_moment(
    office: TestOffice, printer: Printer, cups_queue: RealQueue, tmp_path: Path
) -> None:
    """`lp` says so at once; QPrinter claims success, and the queue knows of no job."""
    file = stored(office, tmp_path)
    cups_queue.reject()
    if isinstance(printer, QtPrinter):
        job = trusting(printer).submit(cups_queue.name, file, unique(), "A4")
        assert last(printer, job).state == PrintState.FAILED
    else:
        with pytest.raises(EnvironmentFault, match="没有接受任务"):
            trusting(printer).submit(cups_queue.name, file, unique(), "A4")


@root
def test_every_attempt_is_a_job_of_its_own(
    office: TestOffice, printer: Printer, cups_queue: RealQueue
) -> None:
    number = paper(office)
    first = documents.job_title(number)
    attempt(office, printer, cups_queue.name, number)
    assert documents.job_title(number) == f"{first}-2"
    cups_queue.disable()
    assert attempt(office, printer, cups_queue.name, number).state == PrintState.FAILED
    assert documents.describe(number).prints == 1


# The Windows spooler cannot run here; what its flags mean can be checked anywhere.
@pytest.mark.parametrize(
    ("flags", "state", "words"),
    [
        (None, PrintState.DONE, ""),
        (0, PrintState.WAITING, ""),
        (0x10, PrintState.WAITING, ""),
        (JobFlag.PRINTED, PrintState.DONE, ""),
        (JobFlag.COMPLETE | 0x10, PrintState.DONE, ""),
        (JobFlag.DELETING, PrintState.CANCELLED, "被取消"),
        (JobFlag.DELETED | JobFlag.ERROR, PrintState.CANCELLED, "被取消"),
        (JobFlag.PAPER_OUT | JobFlag.ERROR, PrintState.WAITING, "缺纸"),
        (JobFlag.OFFLINE, PrintState.WAITING, "没有连上"),
        (JobFlag.PAUSED, PrintState.WAITING, "已暂停"),
        (JobFlag.BLOCKED, PrintState.WAITING, "到打印机前查看"),
    ],
)
def test_what_the_spooler_says_of_a_job(flags: int | None, state: PrintState, words: str) -> None:
    report = job_report("柜台", flags)
    assert report.state == state
    assert words in report.message and bool(words) == bool(report.message)


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        (None, "不存在"),
        (0, "就绪"),
        (PrinterFlag.PAUSED, "已停用"),
        (PrinterFlag.PAPER_OUT, "缺纸"),
        (PrinterFlag.WORKS_OFFLINE, "没有连上"),
        (PrinterFlag.PENDING_DELETION | PrinterFlag.PAUSED, "正在移除"),
        (PrinterFlag.ERROR | PrinterFlag.PAPER_JAM, "卡纸"),
    ],
)
def test_what_the_spooler_says_of_a_printer(flags: int | None, words: str) -> None:
    status = printer_status("柜台", flags)
    assert words in status.text
    assert status.ready == (flags == 0)
