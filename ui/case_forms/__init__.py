"""The actions on a case as forms: which fields each needs, when it is offered, what it does.

In the order in which they are offered, the likeliest first.
"""

from app.casefile import CaseFile
from ui.case_forms import deciding, delivering, ending, gaps, reminding
from ui.case_forms.base import SHARED, ActionForm, Fields

_GROUPS = (gaps, deciding, delivering, reminding, ending)
FORMS: tuple[ActionForm, ...] = tuple(form for group in _GROUPS for form in group.FORMS)
FIELDS: Fields = {
    **gaps.FIELDS, **deciding.FIELDS, **delivering.FIELDS, **reminding.FIELDS, **ending.FIELDS,
    **SHARED,
}  # fmt: skip
# Fields side by side; every other has its own line.
PAIRS = (*gaps.PAIRS, *deciding.PAIRS, *delivering.PAIRS, *reminding.PAIRS, *ending.PAIRS)


def offered(case: CaseFile) -> tuple[ActionForm, ...]:
    """What may be done with `case` here."""
    return tuple(form for form in FORMS if form.offered(case))
