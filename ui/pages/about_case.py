"""Lines of a case's page about what does not happen in every case: title and words."""

from datetime import datetime

from app.casefile import CaseFile
from app.deadlines import date_text, moment_text

Lines = list[tuple[str, str]]


def urgent(case: CaseFile, missing: tuple[str, ...]) -> Lines:
    """急难: what happened, what was done, who knows of it, and what is still to be made good."""
    facts = case.urgent
    if not facts:
        return []
    phoned = moment_text(datetime.fromisoformat(facts["phoned_at"]))
    lines = [
        ("急难情况", facts["situation"]),
        ("救助", facts["relief"]),
        ("电话报告", f"{phoned}已报告{facts['leader']}，事后请领导补签字。"),
    ]
    return [*lines, ("还要补", "、".join(missing))] if missing else lines


def gap(case: CaseFile) -> Lines:
    """容缺: what was promised, and until when."""
    if not case.gap_note:
        return []
    promise, *put_off = case.gap_note.split("\n")
    if case.gap_due is None:
        state = "，已补齐"
    else:
        names = "、".join(item.material.name for item in case.lacking)
        state = f"，{date_text(case.gap_due)}前补交{names}"
    return [("容缺承诺", promise + state), *(("容缺延期", line) for line in put_off)]


def reminded(case: CaseFile) -> Lines:
    """How the applicant was reminded, and what they said."""
    return [
        (
            "提醒",
            f"{moment_text(one.at)} {one.way}：{one.about}。{one.words}"
            + (f"（申请人：{one.answer}）" if one.answer else ""),
        )
        for one in case.reminders
    ]
