"""By when what: the window promises to decide, or only to review first and pass on to the authority
that does. Said once, for every paper and page that names such a date (3.1)."""

from app.case_clock import limit_of
from app.catalogue import Matter
from app.deadlines import Deadline, paper_text
from app.desk import Desk
from app.wording import say
from reports.sheet import Box

_FORM = "期限"


def _say(matter: Matter, sentence: str, **values: str) -> str:
    return say(_FORM, f"{'decided' if matter.decided_here else 'above'}_{sentence}", **values)


def promised_line(matter: Matter) -> str:
    """The window's own limit in a list of matters: `承诺 15 个工作日`, `承诺 当场上报`."""
    return _say(matter, "line", limit=limit_of(matter).text)


def limit_label(matter: Matter) -> str:
    """What the window's own limit is called: 承诺时限, 初审时限."""
    return _say(matter, "limit")


def promise_label(matter: Matter) -> str:
    """What the window's own date is called: 承诺办结, 承诺上报."""
    return _say(matter, "promise")


def was_label(matter: Matter) -> str:
    """What a date is called that no longer holds: 原定办结, 原定上报."""
    return _say(matter, "was")


def above(matter: Matter) -> str:
    """Who decides what goes up, and by when as far as that is known: before it has gone up this
    is a length and where it begins, never a date. "" for what is decided here."""
    if matter.decided_here:
        return ""
    if matter.higher is None:
        return say(_FORM, "above_open", organ=matter.organ)
    if not matter.higher.amount:
        return say(_FORM, "above_same_day", organ=matter.organ)
    return say(_FORM, "above_within", organ=matter.organ, limit=matter.higher.text)


def box(desk: Desk, matter: Matter, due: Deadline, after: str = "") -> Box:
    """The framed promise. `after` names what it holds after (`resumed`, `extended`, `moved`), ""
    at acceptance. A date that has passed by the time the paper is made is owned up to, and no
    longer promised."""
    late = due.due is not None and due.due < desk.real.now()
    lead = _say(matter, "lead_late" if late else "lead")
    done = _say(matter, "done") + (say(_FORM, "late") if late else "")
    tail = "".join(f"{words}。" for words in (done, above(matter)) if words)
    return Box(say(_FORM, after, lead=lead) if after else lead, paper_text(due), tail)
