"""咨询件: answered on the spot, until the visitor is satisfied (3.3.1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app import catalogue, checklist, documents, matters, receptions, tellings, texts
from app.errors import FieldError, RuleError
from app.forms.enquiries import DISSATISFIED, enquiry
from app.journal import Transaction, operation
from models.cases import Enquiry

READ_OUT, NOT_READ = "已逐项念完", "来电人不听完"
SATISFACTION = ("满意", "基本满意", "未表态", DISSATISFIED)


@dataclass(frozen=True)
class EnquiryInput:
    """What was asked and answered, as typed. `matter` is a version's UUID or "", `situation` the
    answers to its questions; `read_out` says whether a caller heard all of it."""

    question: str
    answer: str
    satisfaction: str
    matter: str = ""
    follow_up: str = ""
    follow_up_by: date | None = None
    head_explained: str = ""
    situation: Mapping[str, str] | None = None
    read_out: str = ""


@dataclass(frozen=True)
class Answered:
    """What `answer` did: the enquiry's number, and the papers it made, the slip first."""

    number: str
    documents: tuple[str, ...]


@operation("答复咨询")
def answer(tx: Transaction, reception: str, given: EnquiryInput) -> Answered:
    """Record question and answer, print the slip.

    Whoever asks about a matter is told all about it as well (2.5.3): at the desk on the sheet
    that serves a later case, by telephone aloud, once the clerk says that all was read out.
    Raises FieldError; RuleError for an answer of nothing but 不知道 and its kin (2.5.4), or a
    dissatisfied visitor to whom the head of the office has explained nothing.
    """
    row = receptions.fetch(reception)
    if row.outcome not in ("", receptions.TOLD):
        raise RuleError("这次接待已经结束。", clause="3.3.1", instead="请重新登记来访或来电。")
    version: Any = matters.fetch(given.matter) if given.matter else None
    words = texts.answer(
        "answer", "答复", given.answer, limit=2000, lines=True,
        instead="请写明答复内容；需要查的，填“待查”和答复日期；不归本窗口的，写明去哪个部门。",
    )  # fmt: skip
    checklist.specific("answer", words)
    if given.satisfaction not in SATISFACTION:
        raise FieldError("satisfaction", "请选择满意程度。")
    explained = texts.answer(
        "head_explained", "负责人解释的内容", given.head_explained, limit=500, required=False
    )
    if given.satisfaction == DISSATISFIED and not explained:
        raise RuleError(
            "群众不满意，还不能结束。",
            clause="3.3.1",
            instead="请站所负责人当面解释，并写明解释的内容。",
            field="head_explained",
        )
    follow_up = texts.clean("follow_up", "待查内容", given.follow_up, limit=200, required=False)
    if follow_up and (given.follow_up_by is None or given.follow_up_by < tx.now.date()):
        raise FieldError("follow_up_by", "请填写哪天前答复，不能早于今天。")
    if given.follow_up_by is not None and not follow_up:
        raise FieldError("follow_up", "填了答复日期，请写明还要查什么；不用查的，清空日期。")
    entry = catalogue.from_json(version.body) if version else None
    oral = row.channel == receptions.CALL
    if oral and version and given.read_out not in (READ_OUT, NOT_READ):
        raise FieldError("read_out", "请选择是否已经逐项念给来电人听。")
    record = Enquiry(
        reception=row,
        matter=version,
        answer=words,
        question=texts.clean("question", "咨询内容", given.question, limit=2000, lines=True),
        basis="；".join(one.text for one in entry.bases) if entry else "",
        follow_up=follow_up,
        follow_up_by=given.follow_up_by if follow_up else None,
        satisfaction=given.satisfaction,
        head_explained=explained,
        at=tx.now,
    )
    sheet = ""
    heard: tuple[str, ...] = ()
    if version and entry and not oral:
        way = tellings.Way.PRINTED
        sheet = tellings.told(tx, row, version, way, given.situation).document
    elif version and entry and given.read_out == READ_OUT:
        tellings.told(tx, row, version, tellings.Way.ORAL, given.situation)
        heard = tuple(one.name for _, one in entry.asked_for(entry.answers(given.situation or {})))
    seen = receptions.view(row)
    paper = enquiry(
        tx.desk,
        record,
        channel=row.channel,
        who=seen.visitor,
        phone=seen.phone,
        matter=entry.name if entry else "",
        heard=heard,
        unheard=oral and version is not None and given.read_out == NOT_READ,
    )
    record.number = documents.issue(tx, paper, reception=row)
    tx.save(record)
    receptions.close(tx, row, receptions.ENQUIRY)
    return Answered(record.number, tuple(filter(None, (record.number, sheet))))
