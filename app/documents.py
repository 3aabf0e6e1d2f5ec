"""Numbered papers: composed and stored with the action that makes them, rendered after it."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from peewee import JOIN, fn

from app import numbers
from app.desk import Desk, OfficeInfo
from app.errors import RuleError
from app.journal import Transaction, operation, rehearsal, unasked
from app.numbers import Kind
from app.wording import say
from models.cases import Case, Forwarding, Reception
from models.documents import Document, PrintJob
from models.people import Person
from reports import render, sheet
from reports.fonts import missing_glyphs
from reports.sheet import Block, Sheet

MADE, SENT, HANDED = "已生成", "已送打印", "已交付"

# Letters and digits that nobody mistakes for one another: no I, L, O, U.
_CODE = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True)
class Paper:
    """What a form says, before it has a number."""

    kind: Kind
    blocks: tuple[Block, ...]
    copies: tuple[str, ...] = ("申请人联", "存根")
    size: str = "A4"
    title: str = ""  # where it is not called by its kind


def check_code(salt: bytes, text: str) -> str:
    """40 bits of SHA-256(salt ‖ text) as `K7QM-3XRD`."""
    bits = int.from_bytes(hashlib.sha256(salt + text.encode()).digest()[:5], "big")
    letters = "".join(_CODE[(bits >> shift) & 31] for shift in range(35, -1, -5))
    return f"{letters[:4]}-{letters[4:]}"


def issue(tx: Transaction, paper: Paper, *, case: Any = None, reception: Any = None) -> str:
    """Number, compose and store `paper`; returns its number.

    Raises RuleError where a character can be printed with none of the bundled fonts: better
    no paper than one with a hole in somebody's name.
    """
    office = tx.desk.office
    number = numbers.take(paper.kind, tx.entered.date(), office)
    row = Document(
        kind=paper.kind.value,
        number=number.text,
        year=number.year,
        serial=number.serial,
        machine_number=number.machine,
        case=case,
        reception=reception,
        made_at=tx.entered,
        state=MADE,
    )
    page = Sheet(
        kind=paper.kind.value,
        title=paper.title or paper.kind.value,
        number=number.text,
        office=office.name,
        blocks=paper.blocks,
        copies=paper.copies,
        paper=paper.size,
        machine_number=number.machine,
        complaint=say("通用", "complaint", phone=office.complaint_phone),
        made_at=f"生成于 {tx.entered:%Y-%m-%d %H:%M}{_entered_later(tx)}",
        mongolian=office.mongolian,
    )
    _must_be_printable(page)
    row.check_code = check_code(bytes(row.salt), sheet.to_json(page))
    row.sheet = sheet.to_json(replace(page, check_code=row.check_code))
    tx.save(row)
    return number.text


def _entered_later(tx: Transaction) -> str:
    return f"（补录，办理时间 {tx.now:%Y-%m-%d %H:%M}）" if tx.desk.entered else ""


def unnumbered(
    office: OfficeInfo, now: datetime, title: str, blocks: tuple[Block, ...], copy: str = ""
) -> Sheet:
    """A paper that belongs to nobody and is not kept, such as a guide; `copy` stands in its head.

    Raises RuleError where a character can be printed with none of the bundled fonts.
    """
    page = Sheet(
        kind=title,
        title=title,
        number="",
        office=office.name,
        blocks=blocks,
        copies=(copy,),
        complaint=say("通用", "complaint", phone=office.complaint_phone),
        made_at=f"打印于 {now:%Y-%m-%d %H:%M}",
        mongolian=office.mongolian,
    )
    _must_be_printable(page)
    return page


def _must_be_printable(page: Sheet) -> None:
    if lost := missing_glyphs("".join(sheet.strings(page))):
        raise RuleError(
            f"“{lost}”打印不出来，文书没有生成，什么都没有保存。",
            instead="请把这个字换成能打印的写法后重试。",
        )


def pdf(number: str, *, mark: str = "") -> bytes:
    """The document with this printed or machine number as PDF. Raises RuleError if unknown."""
    return render.render(sheet.from_json(_row(number).sheet), mark=mark)


def drafts(desk: Desk, work: Callable[[Desk], tuple[str, ...]]) -> tuple[bytes, ...]:
    """What `work` would print, as PDFs marked 草稿 and without numbers; nothing is saved.

    Raises whatever `work` raises: what is refused has no draft either.
    """
    with rehearsal(desk):
        found = [sheet.from_json(_row(number).sheet) for number in work(unasked(desk))]
        plain = [replace(one, number="", machine_number="", check_code="", copies=one.copies[:1])
                 for one in found]  # fmt: skip
    return tuple(render.render(one, mark="草稿") for one in plain)


@dataclass(frozen=True)
class DocumentRow:
    """A paper in the list of papers."""

    number: str
    machine_number: str
    kind: str
    about: str
    made_at: datetime
    state: str
    prints: int
    message: str


def listed(state: str = "", most: int = 500) -> tuple[DocumentRow, ...]:
    """Papers, newest first; of one `state` or of all."""
    query = _rows().order_by(Document.id.desc()).limit(most)
    if state:
        query = query.where(Document.state == state)
    return tuple(DocumentRow(**row) for row in query.dicts())


def _rows() -> Any:
    """One query for what a list shows; the stored sheets stay where they are."""
    whose = fn.COALESCE(Case.applicant, Reception.applicant, Reception.agent)
    last = PrintJob.select(PrintJob.message).where(PrintJob.document == Document.id)
    last = last.order_by(PrintJob.id.desc()).limit(1)
    return (
        Document.select(
            Document.number, Document.machine_number, Document.kind,
            fn.COALESCE(Person.name, Forwarding.organ, "").alias("about"), Document.made_at,
            Document.state, Document.prints, fn.COALESCE(last, "").alias("message"),
        )
        .join(Case, JOIN.LEFT_OUTER, on=(Document.case == Case.id))
        .join_from(Document, Reception, JOIN.LEFT_OUTER, on=(Document.reception == Reception.id))
        .join_from(Document, Person, JOIN.LEFT_OUTER, on=(Person.id == whose))
        .join_from(
            Document, Forwarding, JOIN.LEFT_OUTER, on=(Forwarding.number == Document.number)
        )
    )  # fmt: skip


def describe(number: str) -> DocumentRow:
    """The paper with this number. Raises RuleError if unknown."""
    (row,) = _rows().where(Document.id == _row(number).id).dicts()
    return DocumentRow(**row)


def paper(number: str) -> str:
    """The paper it is printed on: A4, A5 or slip."""
    return sheet.from_json(_row(number).sheet).paper


def mark_for(number: str) -> str:
    """The mark of the next print: none the first time, then 补打第n次."""
    prints = _row(number).prints
    return f"补打第{prints}次" if prints else ""


def job_title(number: str) -> str:
    """The title of the next print job: the machine number, after the first attempt with -n, so
    that what the queue says of it is never about an earlier one."""
    row = _row(number)
    tries = PrintJob.select().where(PrintJob.document == row).count()
    return f"{row.machine_number}-{tries + 1}" if tries else str(row.machine_number)


@operation("打印")
def record_print(
    tx: Transaction, number: str, printer: str, title: str, state: str, message: str
) -> None:
    """Note how an attempt to print ended. Only what the printer finished counts as 已送打印."""
    row = _row(number)
    PrintJob.create(
        document=row, printer=printer, title=title, at=tx.now, state=state, message=message
    )
    if state == "已完成":
        row.prints += 1
        if row.state == MADE:
            row.state = SENT
        tx.save(row)


@operation("交付文书")
def hand_over(tx: Transaction, number: str) -> None:
    """The clerk confirms that the citizen has the paper. Raises RuleError before it is printed."""
    row = _row(number)
    if row.state == MADE:
        raise RuleError(
            f"{row.kind}{row.number}还没有打印出来，不能记为已交付。",
            clause="1.1",
            instead="请先打印；打印机有故障时，可在“文书”里补打后再交付。",
        )
    row.state = HANDED
    tx.save(row)


def _row(number: str) -> Any:
    row = Document.get_or_none((Document.number == number) | (Document.machine_number == number))
    if row is None:
        raise RuleError(f"没有编号为“{number}”的文书。", instead="请核对编号。")
    return row
