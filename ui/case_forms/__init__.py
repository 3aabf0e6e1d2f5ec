"""The actions on a case as forms: which fields each needs, when it is offered, what it does.

In the order in which they are offered, the likeliest first.
"""

from app.casefile import CaseFile
from ui.case_forms import deciding, delivering, ending, forwarding, gaps, limits, reminding, steps
from ui.case_forms.base import SHARED, ActionForm, Fields

FORMS: tuple[ActionForm, ...] = (
    *gaps.FORMS,
    *steps.FORMS,
    *forwarding.UP,
    *deciding.FORMS,
    *forwarding.BACK,
    *delivering.FORMS,
    *limits.FORMS,
    *reminding.FORMS,
    *ending.FORMS,
)
_GROUPS = (gaps, steps, deciding, delivering, limits, reminding, ending)
FIELDS: Fields = {
    **{name: make for one in (*_GROUPS, forwarding) for name, make in one.FIELDS.items()}, **SHARED
}  # fmt: skip
# Fields side by side; every other has its own line.
PAIRS = tuple(pair for group in _GROUPS for pair in group.PAIRS)


def offered(case: CaseFile) -> tuple[ActionForm, ...]:
    """What may be done with `case` here."""
    return tuple(form for form in FORMS if form.offered(case))
