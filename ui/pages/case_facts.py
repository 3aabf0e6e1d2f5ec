"""How a case stands, line by line: what the card 办理情况 says."""

from collections.abc import Iterator
from datetime import date, datetime

from app.case_parts import StepView
from app.case_table import OPEN
from app.casefile import CaseFile
from app.cases.urgent import SIGNED_BY, SIGNED_ON
from app.deadlines import count_text, date_text, day_text, moment_text, paper_text
from app.forms.about import situation
from app.forms.parts import identified, others
from app.forms.promise import above, promise_label
from app.workdays import WorkCalendar

Line = tuple[str, str]
DEEMED = "收件后五个工作日内没有告知，依法视为受理"


def facts(case: CaseFile, calendar: WorkCalendar, missing: tuple[str, ...]) -> list[Line]:
    """What is known of the case, each line with its title, in the order in which it happened;
    `missing` is what 急难 has left to be made good."""
    return [
        *identified(case.applicant),
        *others(case),
        *_received(case, calendar),
        *urgent_facts(case, missing),
        *_accepted(case),
        *_gap(case),
        *_steps(case),
        *_gone_up(case),
        *_reminded(case),
        *_decided(case),
        *_ended(case),
    ]


def _received(case: CaseFile, calendar: WorkCalendar) -> Iterator[Line]:
    yield "收件", f"{moment_text(case.received_at)}，{case.clerk}"
    if given := situation(case.matter, case.situation):
        why = f"（改过：{case.situation_why}）" if case.situation_why else ""
        yield "情形", given + why
    if case.tell_by is not None:
        yield "五个工作日", f"{day_text(case.tell_by, calendar)}前要一次告知或受理"
    if case.supplement_due is not None:
        yield "请补齐", f"{day_text(case.supplement_due, calendar)}前"


def urgent_facts(case: CaseFile, missing: tuple[str, ...] = ()) -> Iterator[Line]:
    """急难: what happened, what was done, who knows of it, and what is still to be made good."""
    if not (told := case.urgent):
        return
    yield "急难情况", told["situation"]
    yield "救助", told["relief"]
    phoned = moment_text(datetime.fromisoformat(told["phoned_at"]))
    signed = "还没有补签字"
    if SIGNED_BY in told:
        signed = f"{date_text(date.fromisoformat(told[SIGNED_ON]))}{told[SIGNED_BY]}补签字"
    yield "电话报告", f"{phoned}已报告{told['leader']}，{signed}"
    if missing:
        yield "还要补", "、".join(missing)


def _accepted(case: CaseFile) -> Iterator[Line]:
    if case.accepted_at is not None and case.deadline is not None:
        why = DEEMED if case.deemed else case.why_not_at_once
        yield "受理", f"{moment_text(case.accepted_at)}，{why}"
        yield promise_label(case.matter), f"{paper_text(case.deadline)}（{case.limit.text}）"
    for one in case.specials:
        words = f"{date_text(one.started)}起，{one.ground}（{one.basis}），预计 {one.days} 日"
        if one.resumed is not None:
            words += f"；{date_text(one.resumed)}恢复办理，{one.findings}"
        yield "特别程序", words
    if case.extension is not None:
        longer = count_text(case.extension.days, case.limit.unit)
        yield "延长期限", f"{longer}，{case.extension.reason}（{case.extension.approver}批准）"


def _gap(case: CaseFile) -> Iterator[Line]:
    """容缺: what was promised, and until when."""
    if not case.gap_note:
        return
    promise, *put_off = case.gap_note.split("\n")
    state = "，已补齐"
    if case.gap_due is not None:
        names = "、".join(item.material.name for item in case.lacking)
        state = f"，{date_text(case.gap_due)}前补交{names}"
    yield "容缺承诺", promise + state
    for line in put_off:
        yield "容缺延期", line


def _reminded(case: CaseFile) -> Iterator[Line]:
    for one in case.reminders:
        said = f"（申请人：{one.answer}）" if one.answer else ""
        yield "提醒", f"{moment_text(one.at)} {one.way}：{one.about}。{one.words}{said}"


def _steps(case: CaseFile) -> Iterator[Line]:
    for step in case.steps:
        if step.started is not None or (case.accepted_at is not None and step.compulsory):
            yield step.name, _step(step)


def _step(step: StepView) -> str:
    if step.started is None:
        return "还没有办"
    if step.ended is None:
        until = f"至{date_text(step.until)}" if step.until else "起"
        return f"正在进行，{date_text(step.started)}{until}，{step.place}（{step.number}）"
    return f"{date_text(step.started)}至{date_text(step.ended)}，{step.findings}"


def _gone_up(case: CaseFile) -> Iterator[Line]:
    """When the case went up, with which opinion, and what came back."""
    for one in case.forwarded:
        yield "上报", f"{moment_text(one.at)}，{one.organ}，{one.number}；{one.opinion}"
        if one.answered_at is not None:
            words = "，".join(filter(None, (date_text(one.answered_at.date()), one.paper)))
            yield one.answer, f"{words}；{one.demand}" if one.demand else words
    if case.clock.higher is not None:
        yield "上级决定", paper_text(case.clock.higher)
    elif case.state in OPEN and case.accepted_at is not None and (words := above(case.matter)):
        yield "上级决定", words


def _decided(case: CaseFile) -> Iterator[Line]:
    if case.reason:
        yield "理由", case.reason
    if case.basis:
        yield "依据", case.basis
    if case.report is not None:
        words = case.report.decision or "等待领导批示"
        if case.report.opinion:
            words += f"：{case.report.opinion}"
        yield "否定报备", f"{case.report.number}，{words}"


def _ended(case: CaseFile) -> Iterator[Line]:
    if case.closed_at is not None:
        yield "办结", f"{moment_text(case.closed_at)}，{case.result}"
    if case.late_reason:
        yield "超期原因", f"{case.late_reason}（{case.late_owner}）"
    if case.delivered_at is not None:
        yield "送达", moment_text(case.delivered_at)
