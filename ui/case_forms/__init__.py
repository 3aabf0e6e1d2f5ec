"""The actions on a case as forms: which fields each needs, when it is offered, what it does.

In the order in which they are offered, the likeliest first.
"""

from app.casefile import CaseFile
from ui.case_forms import deciding, ending, forwarding, limits, steps
from ui.case_forms.base import SHARED, ActionForm, Fields

FORMS: tuple[ActionForm, ...] = (
    *steps.FORMS,
    *forwarding.UP,
    *deciding.FORMS,
    *forwarding.BACK,
    *ending.FORMS,
    *limits.FORMS,
)
_PARTS = (steps, forwarding, deciding, ending, limits)
FIELDS: Fields = {
    **{name: make for part in _PARTS for name, make in part.FIELDS.items()}, **SHARED
}  # fmt: skip
# Fields side by side; every other has its own line.
PAIRS = (*steps.PAIRS, *deciding.PAIRS, *ending.PAIRS, *limits.PAIRS)


def offered(case: CaseFile) -> tuple[ActionForm, ...]:
    """What may be done with `case` here."""
    return tuple(form for form in FORMS if form.offered(case))
