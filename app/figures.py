"""The figures of a business day, counted from its events, and the balance that they must give.

上日在办 + 新收 + 恢复办理 − 办结 − 退回、撤回、终止 = 在办: the left side is counted from what was
done, the right side from the cases themselves. A day on which they differ is not closed.
"""

from collections.abc import Mapping, Sequence

from app.case_table import OPEN
from app.history import Span, actions, actions_on, as_of, born, then, touched
from app.receptions import GUIDED, OUTSIDE, SIMPLE
from models.cases import Case, Enquiry, Reception
from models.documents import Document, PrintJob
from models.first_asked import Referral, Transfer
from models.journal import Event

Counts = Mapping[str, int]

# What each action on a case adds to which figure. Those of IN bring a case 在办, those of OUT
# take it out.
IN = {"收件": "received", "急难收件": "received", "批示否定报备": "reopened"}
OUT = {
    "当场办结": "at_once", "急难办结": "at_once", "准予": "granted", "不予": "refused",
    "退回": "returned", "撤回": "withdrawn", "终止": "terminated",
}  # fmt: skip
WITHIN = {
    "受理": "accepted", "视为受理": "deemed", "容缺受理": "with_gap", "通知补充": "supplements",
    "补交材料": "papers_brought", "上报": "forwarded", "上级要求补正": "sent_back",
    "特别程序": "special", "送达": "delivered",
}  # fmt: skip

_CHANNELS = {"来访": "visits", "来电": "calls"}
_OUTCOMES = {"咨询件（已告知）": "told", "群众中途离开": "left", SIMPLE: "simple"}
_REFERRALS = {GUIDED: "guided", OUTSIDE: "outside"}
_SATISFACTION = {
    "满意": "satisfied", "基本满意": "fairly_satisfied", "未表态": "no_opinion",
    "不满意": "dissatisfied",
}  # fmt: skip


def count(span: Span) -> dict[str, int]:
    """Every figure of the business day `span`, and under "open" how many cases it left 在办."""
    done = actions(span)
    figures: dict[str, int] = {}
    for action, key in (IN | OUT | WITHIN).items():
        figures[key] = figures.get(key, 0) + done["cases", action]
    figures["urgent"] = done["cases", "急难收件"]
    names = [state.value for state in OPEN]
    past = as_of(Case, span.upto, Case.state.in_(names))
    figures["open"] = sum(row.state in names for row in past)
    figures["late"] = _late(span)
    came = [row.channel for row in born(Reception, span) if row.outcome != SIMPLE]
    figures |= _counted(_CHANNELS, came)
    ends = [then(row, span.upto).outcome for row in touched(Reception, span)]
    figures |= _counted(_OUTCOMES, ends)
    figures |= _counted(_REFERRALS, [row.kind for row in born(Referral, span)])
    figures["transfers"] = len(born(Transfer, span))
    figures["sent_on"] = figures["guided"] + figures["outside"] + figures["transfers"]
    enquiries = born(Enquiry, span)
    figures["enquiries"] = len(enquiries)
    figures |= _counted(_SATISFACTION, [row.satisfaction for row in enquiries])
    figures["tellings"] = done["telling", "一次性告知"]
    figures["documents"] = len(born(Document, span))
    figures["reprints"] = _reprints(span)
    figures["corrections"] = sum(n for (_, action), n in done.items() if action == "更正")
    figures["voided"] = sum(n for (_, action), n in done.items() if action == "作废")
    figures["backdated"] = _backdated(span)
    return figures


def balance(carried: int, figures: Counts) -> int:
    """How many cases must be 在办 after a period that began with `carried`."""
    came = sum(figures[key] for key in set(IN.values()))
    return carried + came - sum(figures[key] for key in set(OUT.values()))


def _counted(labels: Mapping[str, str], values: Sequence[str]) -> dict[str, int]:
    return {key: values.count(value) for value, key in labels.items()}


def _late(span: Span) -> int:
    """Decisions after their due moment: none passes without saying whose it is (3.1)."""
    done = actions_on(Case, span)
    decided = [row for row in touched(Case, span) if {"准予", "不予"} & set(done[row.uuid])]
    return sum(bool(then(row, span.upto).late_owner) for row in decided)


def _reprints(span: Span) -> int:
    """Prints of a paper that had been printed before. Print jobs leave no event of their own."""
    printed = PrintJob.select().where(PrintJob.state == "已完成")
    jobs = printed.where(PrintJob.at > span.since, PrintJob.at <= span.until)
    return sum(
        printed.where(PrintJob.document == job.document, PrintJob.id < job.id).exists()
        for job in jobs
    )


def _backdated(span: Span) -> int:
    """Records entered later than they happened (补录)."""
    events = Event.select().where(Event.seq > span.after, Event.seq <= span.upto)
    return len({event.entity_uuid for event in events if event.effective_at < event.at_utc})
