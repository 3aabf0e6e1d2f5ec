"""What holds of every paper: all its fonts are in the file, and its code scans."""

from collections.abc import Callable
from io import BytesIO

import pypdf
import pypdfium2
import pytest
from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

from app import casefile, day, documents, due_days, ledger, matters, recovery, sample_page
from app.clock import office_time
from app.forms import guide, why_date
from app.forms import recovery as recovery_form
from app.numbers import Kind
from app.rights import Role
from app.tasks import AtOnce
from models.documents import Document
from reports import ledger_pdf
from reports.render import render
from reports.sheet import Box, Sheet
from tests.office import START, TestOffice
from tests.papers import HOMESTEAD, every_paper

# A case's number stands on its papers, a day's on 台账.pdf.
NO_PAPER = {Kind.CASE.value, Kind.DAY.value}


def loose_fonts(pdf: bytes) -> list[str]:
    """The fonts, used or not, that `pdf` names without holding their glyphs."""
    reader = pypdf.PdfReader(BytesIO(pdf))
    loose = []
    for generation in reader.xref.values():
        for number in generation:
            found = reader.get_object(number) if number else None
            if isinstance(found, pypdf.generic.DictionaryObject) and found.get("/Type") == "/Font":
                held = found.get("/FontDescriptor", {})
                if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(held):
                    loose.append(str(found["/BaseFont"]))
    return loose


def test_every_numbered_paper_holds_all_its_fonts(office: TestOffice) -> None:
    every_paper(office)
    numbers = {row.kind: row.number for row in Document.select()}
    assert set(numbers) == {kind.value for kind in Kind} - NO_PAPER
    for kind, number in numbers.items():
        assert loose_fonts(documents.pdf(number)) == [], kind
    assert loose_fonts(documents.pdf(number, mark="补打第1次")) == []


def _guide(office: TestOffice) -> Sheet:
    matter = next(one.matter for one in matters.in_force() if one.matter.code == HOMESTEAD)
    blocks = guide.guide(office.clerk, matter, 1)
    return documents.unnumbered(office.clerk.office, START, guide.TITLE, blocks)


def _why_date(office: TestOffice) -> Sheet:
    case = casefile.load(office.clerk, office.accepted(HOMESTEAD))
    blocks = why_date.blocks(case, due_days.explanations(office.clerk, case)[0])
    return documents.unnumbered(office.clerk.office, START, why_date.TITLE, blocks)


def _recovery(office: TestOffice) -> Sheet:
    admin = office.leader_as(Role.ADMIN)
    made = recovery.Recovery("白雪莲", "bxl", "AAAA-BBBB")
    return recovery_form.sheet(admin, made)


def _sample(office: TestOffice) -> Sheet:
    return sample_page.sample(office.clerk.office, "", START)


@pytest.mark.parametrize("made", [_guide, _why_date, _recovery, _sample])
def test_so_does_a_paper_without_a_number(
    office: TestOffice, made: Callable[[TestOffice], Sheet]
) -> None:
    assert loose_fonts(render(made(office), mark="草稿")) == []


def test_so_does_the_page_of_the_day(office: TestOffice) -> None:
    office.accepted(HOMESTEAD)
    office.clock.set(office_time("2026-11-23T17:35"))
    day.close(office.clerk)
    page = AtOnce().slices(ledger.paper(office.clerk, START.date()), lambda _: None).result()
    assert loose_fonts(ledger_pdf.render(page)) == []


def test_every_module_of_the_code_is_where_a_scanner_looks_for_it() -> None:
    number, side, scale = "2613010000014", 42, 10
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(number)
    code.make()
    box = Box("请", "留", "意")
    page = Sheet("收件回执", "收件回执", "1号", "中心", (box,), machine_number=number)
    image = pypdfium2.PdfDocument(render(page))[0].render(scale=scale).to_pil().convert("L")
    left, size = 18 / 25.4 * 72, code.getModuleCount()
    module = side / size
    for row in range(size):
        for column in range(size):
            x = (left + (column + 0.5) * module) * scale
            y = image.height - (left + side - (row + 0.5) * module) * scale
            dark = image.getpixel((round(x), round(y))) < 128
            assert dark == bool(code.modules[row][column]), (row, column)
