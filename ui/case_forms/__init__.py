"""The actions on a case as forms: which fields each needs, when it is offered, what it does.

In the order in which they are offered, the likeliest first.
"""

from app.casefile import CaseFile
from ui.case_forms import deciding, ending, forwarding
from ui.case_forms.base import SHARED, ActionForm, Fields

FORMS: tuple[ActionForm, ...] = (
    *forwarding.UP,
    *deciding.FORMS,
    *forwarding.BACK,
    *ending.FORMS,
)
FIELDS: Fields = {**forwarding.FIELDS, **deciding.FIELDS, **ending.FIELDS, **SHARED}
PAIRS = (*deciding.PAIRS, *ending.PAIRS)  # fields side by side; every other has its own line


def offered(case: CaseFile) -> tuple[ActionForm, ...]:
    """What may be done with `case` here."""
    return tuple(form for form in FORMS if form.offered(case))
