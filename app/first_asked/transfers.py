"""转交: the colleague is away, so address, message and papers are passed on, and followed until
the visitor has an answer (2.3, 2.4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app import deadlines, documents, receptions, texts
from app.deadlines import Deadline, Limit, Unit
from app.desk import Desk
from app.errors import FieldError, RuleError
from app.first_asked import common
from app.first_asked.referrals import Sent
from app.forms import first_asked
from app.journal import Transaction, operation
from models.first_asked import Transfer

# 外出开会、出差、公休、病假等暂不在岗位或联系不上 (2.3).
ABSENCES = ("开会", "出差", "公休", "病假", "暂时离岗", "联系不上")
_MOST = 999  # pages or copies of one paper


@dataclass(frozen=True)
class PaperInput:
    """A paper that the visitor leaves behind, as typed; without a name it says nothing."""

    name: str
    pages: str = ""
    count: str = ""


@dataclass(frozen=True)
class TransferInput:
    """Everything the colleague needs to help somebody they have not seen, as typed.

    `colleague` is whoever is away, a UUID of the directory or "".
    """

    matter: str
    message: str
    visitor: str
    phone: str
    address: str
    absent_why: str
    responsible: str
    responsible_phone: str = ""
    colleague: str = ""
    papers: Sequence[PaperInput] = ()


def contact_due(desk: Desk, row: Any) -> Deadline:
    """By when the colleague must have got in touch, with all that explains it."""
    limit = Limit(desk.office.contact_days, Unit.WORKDAY)
    return deadlines.deadline(row.handed_at, limit, desk.calendar, desk.office.hours)


@operation("转交")
def transfer(tx: Transaction, reception: str, given: TransferInput) -> Sent:
    """Pass the matter on to whoever is responsible, and print the 首问转办单.

    Raises FieldError, of the papers as `paper.0.name`, …; RuleError for a message that says
    nothing, or where the responsible person is whoever acts.
    """
    row = common.reception(reception)
    if given.absent_why not in ABSENCES:
        raise FieldError("absent_why", "请选择本人为什么不在。")
    record: Any = Transfer(
        reception=row,
        colleague=common.whose(tx, given.colleague),
        matter=texts.clean("matter", "群众要办的事", given.matter, limit=300),
        absent_why=given.absent_why,
        visitor=texts.clean("visitor", "群众的姓名", given.visitor, limit=60),
        phone=_phone(given.phone),
        address=texts.clean("address", "群众的住址", given.address, limit=120),
        message=texts.answer("message", "群众的留言", given.message, limit=1000, lines=True),
        responsible=texts.clean("responsible", "转给谁", given.responsible, limit=60),
        responsible_phone=texts.clean(
            "responsible_phone", "责任人的电话", given.responsible_phone, limit=30, required=False
        ),
        papers=_papers(given.papers),
        handed_at=tx.now,
    )
    paper = first_asked.transfer(
        tx.desk, record, receptions.view(row), contact_due(tx.desk, record)
    )
    record.number = documents.issue(tx, paper, reception=row)
    tx.save(record)
    receptions.close(tx, row, receptions.TRANSFERRED)
    return Sent(record.responsible, (record.number,))


def _phone(typed: str) -> str:
    if not typed.strip():
        raise FieldError(
            "phone",
            "请填写联系电话，责任人要用它联系群众；本人没有的，填家人、邻居或嘎查的电话。",
        )
    return texts.phone("phone", typed, required=True)


def _papers(given: Sequence[PaperInput]) -> list[dict[str, Any]]:
    found = []
    for n, one in enumerate(given):
        prefix = f"paper.{n}."
        if not (one.name.strip() or one.pages.strip() or one.count.strip()):
            continue
        found.append({
            "name": texts.clean(prefix + "name", "材料名称", one.name, limit=60),
            "pages": _number(prefix + "pages", "页数", one.pages),
            "count": _number(prefix + "count", "份数", one.count),
        })  # fmt: skip
    return found


def _number(field: str, label: str, typed: str) -> int:
    text = typed.strip()
    if not (text.isascii() and text.isdecimal() and 1 <= int(text[:9]) <= _MOST):
        raise FieldError(field, f"请填写{label}，应是 1 到 {_MOST} 的数。")
    return int(text)


# What follows, each once and in this order ----------------------------------------------------


@operation("登记转交接收")
def received(tx: Transaction, uuid: str, who: str, at: str) -> None:
    """`who` took over the matter and its papers, at the typed moment `at`. Raises FieldError;
    RuleError where that is noted already."""
    row = _fetch(uuid)
    if row.received_at is not None:
        raise _already("接收")
    row.received_by = texts.clean("who", "谁接收的", who, limit=60)
    row.received_at = _moment(tx, at, row.handed_at, "转交")
    tx.save(row)


@operation("登记首次联系")
def contacted(tx: Transaction, uuid: str, at: str, words: str) -> None:
    """The responsible person got in touch with the visitor: when, how, what was agreed.

    Raises FieldError; RuleError before the matter was taken over, or for words that say nothing.
    """
    row = _fetch(uuid)
    if row.received_at is None:
        raise RuleError(
            "还没有登记谁接收了这件转交。", clause="2.4", instead="请先登记接收，再登记联系。"
        )
    if row.contacted_at is not None:
        raise _already("首次联系")
    row.contact = texts.answer("words", "怎么联系的、怎么说的", words, limit=500, lines=True)
    row.contacted_at = _moment(tx, at, row.received_at, "接收")
    tx.save(row)


@operation("登记转交结果")
def conclude(tx: Transaction, uuid: str, result: str) -> None:
    """What the responsible person did for the visitor. Raises FieldError; RuleError before they
    got in touch, or where the result is none (2.5.4, 2.5.5)."""
    row = _fetch(uuid)
    if row.contacted_at is None:
        raise RuleError(
            "责任人还没有和群众联系。", clause="2.3", instead="请先登记首次联系，再登记结果。"
        )
    if row.result_at is not None:
        raise _already("结果")
    row.result = texts.answer(
        "result", "办理结果", result, limit=1000, lines=True,
        instead="请写明责任人为群众做了什么、办到哪一步、接下来找谁。",
    )  # fmt: skip
    row.result_at = tx.now
    tx.save(row)


def _fetch(uuid: str) -> Any:
    row = Transfer.get_or_none(Transfer.uuid == uuid)
    if row is None:
        raise RuleError("没有这件转交。", clause="2.4", instead="请在“转交”里重新查找。")
    return row


def _already(what: str) -> RuleError:
    return RuleError(f"这件转交已经登记过{what}。", clause="2.4", instead="请按 Esc 返回查看。")


def _moment(tx: Transaction, typed: str, earliest: Any, what: str) -> Any:
    """What was typed, not before `what` came before it; to the minute, as it is typed."""
    at = texts.moment("at", typed, tx.now)
    if at < earliest.replace(second=0, microsecond=0):
        raise FieldError("at", f"时间不能早于{what}的时间（{deadlines.moment_text(earliest)}）。")
    return at
