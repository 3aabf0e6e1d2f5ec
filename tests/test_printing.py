"""Printing through a real queue: what the queue says is what the clerk is told."""

from pathlib import Path

import pypdfium2
import pytest

from app import cases, documents, enquiries, printing, receptions
from app.enquiries import EnquiryInput
from app.printing import CupsPrinter, Printed, PrintState
from models.documents import PrintJob
from tests.office import TestOffice
from tests.tools.cups import CupsQueue

pytestmark = pytest.mark.root


def paper(office: TestOffice) -> str:
    return cases.ask_more(office.clerk, office.received("12", 3)).documents[0]


def attempt(office: TestOffice, name: str, number: str) -> Printed:
    work = printing.print_document(office.clerk, CupsPrinter(), name, number)
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]


def pictures(pdf: Path | bytes) -> list[bytes]:
    opened = pypdfium2.PdfDocument(pdf)
    made = [page.render(scale=0.5, grayscale=True).to_pil().resize((60, 85)) for page in opened]
    opened.close()
    return [bytes(one.get_flattened_data()) for one in made]


def alike(one: bytes, other: bytes) -> bool:
    apart = sum(abs(a - b) for a, b in zip(one, other, strict=True)) / len(one)
    return apart < 3


def test_what_comes_out_is_what_was_stored(office: TestOffice, cups_queue: CupsQueue) -> None:
    number = paper(office)
    done = attempt(office, cups_queue.name, number)
    assert done.state == PrintState.DONE
    out = cups_queue.printed(documents.describe(number).machine_number)
    stored, printed = pictures(documents.pdf(number)), pictures(out)
    assert len(stored) == len(printed) == 2
    assert all(map(alike, stored, printed))
    assert documents.describe(number).state == documents.SENT
    assert documents.mark_for(number) == "补打第1次"


def test_an_enquiry_comes_out_on_a5(office: TestOffice, cups_queue: CupsQueue) -> None:
    call = receptions.open_call(office.clerk, "李老师", "").uuid
    number = enquiries.answer(
        office.clerk, call, EnquiryInput("几点上班？", "工作日 8:30 开门。", "满意")
    )
    assert attempt(office, cups_queue.name, number).state == PrintState.DONE
    out = pypdfium2.PdfDocument(cups_queue.printed(documents.describe(number).machine_number))
    assert [round(side) for side in out[0].get_size()] == [420, 595] or [
        round(side) for side in out[0].get_size()
    ] == [421, 595]
    out.close()


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (CupsQueue.disable, "已停用"),
        (CupsQueue.reject, "拒绝新任务"),
        (CupsQueue.remove, "不存在"),
    ],
)
def test_a_printer_out_of_order_is_said_plainly_and_nothing_is_claimed(
    office: TestOffice, cups_queue: CupsQueue, harm, words: str
) -> None:
    number = paper(office)
    harm(cups_queue)
    done = attempt(office, cups_queue.name, number)
    assert done.state == PrintState.FAILED
    assert words in done.message and "可在“文书”里打印" in done.message
    assert documents.describe(number).state == documents.MADE
    cups_queue.create()
    assert attempt(office, cups_queue.name, number).state == PrintState.DONE
    assert [job.state for job in PrintJob.select()] == ["失败", "已完成"]


def submitted(office: TestOffice, queue: CupsQueue, tmp_path: Path) -> printing.Job:
    """A job that sits in the queue because it was disabled the moment it arrived."""
    file = tmp_path / "paper.pdf"
    file.write_bytes(documents.pdf(paper(office)))
    queue.disable()

    class Eager(CupsPrinter):
        def status(self, name: str) -> printing.PrinterStatus:
            return printing.PrinterStatus(name, True, "")

    return Eager().submit(queue.name, file, "1126159999993", "A4")


def last(printer: CupsPrinter, job: printing.Job) -> printing.Report:
    work = printing.follow(printer, job, patience=5)
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]


def test_disabled_while_the_job_waits(
    office: TestOffice, cups_queue: CupsQueue, tmp_path: Path
) -> None:
    report = last(CupsPrinter(), submitted(office, cups_queue, tmp_path))
    assert report.state == PrintState.WAITING
    assert "已停用" in report.message


def test_removed_while_the_job_waits(
    office: TestOffice, cups_queue: CupsQueue, tmp_path: Path
) -> None:
    job = submitted(office, cups_queue, tmp_path)
    cups_queue.remove()
    report = last(CupsPrinter(), job)
    assert report.state == PrintState.FAILED
    assert "已移除" in report.message


def test_cancelled_at_the_printer(
    office: TestOffice, cups_queue: CupsQueue, tmp_path: Path
) -> None:
    job = submitted(office, cups_queue, tmp_path)
    cups_queue.cancel_all()
    report = last(CupsPrinter(), job)
    assert report.state == PrintState.CANCELLED
    assert "被取消" in report.message


def test_no_name_reaches_the_queue(office: TestOffice, cups_queue: CupsQueue) -> None:
    number = paper(office)
    attempt(office, cups_queue.name, number)
    out = cups_queue.printed(documents.describe(number).machine_number)
    assert out.name[:13].isdigit()
    assert not list((office.store.folder / "spool").iterdir())
