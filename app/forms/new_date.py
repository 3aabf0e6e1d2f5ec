"""办理期限变更告知书: the limit stays, the date moves, because the calendar changed (3.1, 3.2)."""

from app import deadlines
from app.casefile import CaseFile
from app.desk import Desk
from app.documents import Paper
from app.forms import parts, promise, signing
from app.moved_dates import Moved
from app.numbers import Kind
from app.wording import say
from reports.sheet import Fields, Paragraph


def notice(desk: Desk, case: CaseFile, moved: Moved, why: str) -> Paper:
    """What was promised, what is promised now, and why; `desk` goes by the new calendar."""
    form = Kind.NEW_DATE.value
    assert case.accepted_at is not None and case.deadline is not None
    return Paper(
        Kind.NEW_DATE,
        (
            parts.head(case),
            Paragraph(say(form, "lead")),
            Fields(
                (
                    ("受理时间", deadlines.moment_text(case.accepted_at)),
                    (promise.limit_label(case.matter), case.limit.text),
                )
            ),
            Fields(
                (
                    (promise.was_label(case.matter), moved.old_text),
                    ("变更原因", why),
                    ("依据", say(form, "basis")),
                ),
                columns=1,
            ),
            promise.box(desk, case.matter, case.deadline, "moved"),
            Paragraph(say(form, "none_to_do"), indent=False),
            Fields((parts.contact(desk, case.clerk),), columns=1),
            signing.served_apart(desk),
        ),
    )
