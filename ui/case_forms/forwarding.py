"""上报 of a single case, and what the authority above wants of one."""

from app import cases
from app.case_table import State
from app.cases import Done
from app.desk import Desk
from ui.case_forms.base import ActionForm, Fields, Given, Work, hidden_late
from ui.widgets.fields import Field

FORWARD, SENT_BACK = "上报", "上级要求补正"

FIELDS: Fields = {
    "review": lambda: Field("初审意见", lines=2, hint="会印在移交清单上"),
    "receiver": lambda: Field("接收人（不知道的可以不填，交接时签字）"),
}


def _forward(given: Given) -> Work:
    text = given.text

    def work(desk: Desk) -> Done:
        done = cases.forward(
            desk, (given.case.uuid,), text["review"], text["receiver"],
            late_reason=text["late_reason"], late_owner=text["late_owner"],
        )  # fmt: skip
        return Done(done.cases[0], done.documents)

    return work


UP = (
    ActionForm(
        FORWARD, "上报并打印移交清单", "3.1", ("review", "receiver", "late_reason", "late_owner"),
        lambda case: (
            case.state == State.ACCEPTED and case.matter.goes_up and not case.open_steps
        ),
        _forward, hidden=hidden_late, prints=True,
    ),
)  # fmt: skip
BACK = (
    ActionForm(
        SENT_BACK, "登记上级的要求", "1.3", (), lambda case: case.state == State.FORWARDED, None,
        page="demand",
    ),
)  # fmt: skip
