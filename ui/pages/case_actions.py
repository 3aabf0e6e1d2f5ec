"""现在办什么: what a case allows, with the fields that each action needs."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from app import cases, texts
from app.case_table import OPEN, Outcome, State
from app.casefile import CaseFile
from app.cases import DeliveryInput, Done, Ground, Signing
from app.cases.common import LATE_OWNERS, SIGNINGS
from app.cases.ending import BY_AGENT, REFUSED, WAYS
from app.desk import Desk, StaffMember
from app.errors import FieldError
from ui.widgets.basics import Button, Card, clear, row
from ui.widgets.fields import Choice, Field, Segmented

Work = Callable[[Desk], Done]

STEP, GRANT, REFUSE = "办理环节", "准予", "不予"
WITHDRAW, TERMINATE, DELIVER, REPORT = "撤回", "终止", "送达", "领导批示"

# Per action: the primary button, its clause, the fields it needs.
ACTIONS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    STEP: ("记下这个环节", "3.1", ("started", "ended", "place", "findings")),
    GRANT: ("办结并打印", "3.1", ("result", "late_reason", "late_owner")),
    REFUSE: ("不予并打印", "1.4", ("reason", "basis", "late_reason", "late_owner")),
    WITHDRAW: ("确认撤回并打印", "3.1", ("reason", "signing")),
    TERMINATE: ("终止并打印", "3.1", ("ground", "facts", "basis")),
    DELIVER: ("记为已送达", "2.2", ("way", "recipient", "id_number", "agent_reason", "signing")),
    REPORT: ("记下领导批示", "1.4", ("decision", "by", "leader", "opinion")),
}
PRINTS = (GRANT, REFUSE, WITHDRAW, TERMINATE)
AGREE, OVERTURN = "同意", "撤销退回"
FROM_PAPER, IN_PERSON = "按签好的纸质件录入", "领导本人在窗口输入密码"
DEFAULTS = {"way": WAYS[0], "signing": SIGNINGS[0], "decision": AGREE, "by": FROM_PAPER}

# Fields side by side; every other field has a line of its own.
_PAIRS = (("started", "ended"), ("recipient", "id_number"), ("signing.reader", "signing.witness"),
          ("late_reason", "late_owner"))  # fmt: skip


def offered(case: CaseFile) -> tuple[str, ...]:
    """What may be done with `case` here, the likeliest first."""
    options: list[str] = []
    if case.state == State.ACCEPTED:
        options += [STEP if case.open_steps else GRANT, REFUSE]
    waits = case.report is not None and not case.report.decision
    if waits:
        options.append(REPORT)
    unreported = waits and case.outcome == Outcome.RETURNED
    if case.outcome and case.state != State.DELIVERED and not unreported:
        options.append(DELIVER)
    if case.state in OPEN:
        options += [WITHDRAW, TERMINATE]
    return tuple(options)


class CaseActions(Card):
    """The card. `submitted` and `preview_wanted` ask the page to carry out `work()`."""

    submitted = Signal()
    preview_wanted = Signal()
    papers_wanted = Signal()
    arranged = Signal(str)  # the clause of what is chosen
    chosen = Signal()  # by the clerk: an action, or whether to print the stub

    def __init__(self, *, leader: bool) -> None:
        """`leader`: whoever is signed on decides refusal reports in person."""
        super().__init__("现在办什么")
        self._leader = leader
        self._case: CaseFile | None = None
        self._now: datetime | None = None
        self._segments: Segmented | None = None
        self._wanted = ""  # what a draft had chosen, until the case is shown
        self._continue = Button("继续审核材料", kind="primary", key="Enter")
        self._continue.clicked.connect(self.papers_wanted)
        self._continue_row = row(self._continue, None)
        self.body.addWidget(self._continue_row)
        self._choice = QVBoxLayout()
        self.body.addLayout(self._choice)
        self._rows: list[tuple[QWidget, tuple[Any, ...]]] = []
        self.fields = self._make_fields()
        self._lay_out()
        self._stub = QCheckBox("打印送达回证（当面签字登记的可以不打）")
        self._stub.setChecked(True)
        self._stub.toggled.connect(self.chosen)
        self.body.addWidget(self._stub)
        self._go = Button("", kind="primary")
        self._go.clicked.connect(self.submitted)
        self._preview = Button("预览", kind="link")
        self._preview.clicked.connect(self.preview_wanted)
        self.body.addWidget(row(self._go, self._preview, None, gap=12))

    def _make_fields(self) -> dict[str, Any]:
        self._way = Choice("送达方式", WAYS, WAYS[0])
        self._signing = Choice("签字方式", SIGNINGS, SIGNINGS[0])
        self._by = Choice("怎么批示", (FROM_PAPER, IN_PERSON), FROM_PAPER)
        for choice in (self._way, self._signing, self._by):
            choice.changed.connect(self._arrange)
        return {
            "started": Field("开始日期"),
            "ended": Field("结束日期"),
            "place": Field("地点"),
            "findings": Field("结果", lines=2),
            "result": Field("办理结果", hint="会印在办结通知书上"),
            "reason": Field("理由或原因", lines=2),
            "ground": Choice("终止的情形", [ground.value for ground in Ground]),
            "facts": Field("有关情况", lines=2),
            "basis": Field("依据（法规名称和条款）", lines=2),
            "late_reason": Field("超期原因"),
            "late_owner": Choice("超期是谁的原因", LATE_OWNERS),
            "way": self._way,
            "recipient": Field("代领人姓名"),
            "id_number": Field("代领人证件号码"),
            "agent_reason": Field("为什么代领"),
            "signing": self._signing,
            "signing.reader": Field("谁读给本人听"),
            "signing.witness": Field("见证人"),
            "decision": Choice("领导批示", (AGREE, OVERTURN), AGREE),
            "by": self._by,
            "leader": Field("领导姓名（按签字的纸质表录入）"),
            "opinion": Field("领导意见", lines=2),
        }

    def _lay_out(self) -> None:
        partner = dict(_PAIRS)
        second = set(partner.values())
        for name, field in self.fields.items():
            if name in second:
                continue
            parts = (field, self.fields[partner[name]]) if name in partner else (field,)
            line = row(*parts, gap=16, even=True)
            self._rows.append((line, parts))
            self.body.addWidget(line)

    def reset(self, today: date) -> None:
        """An empty form; dates begin as today."""
        self._segments, self._wanted = None, ""
        self._stub.setChecked(True)
        dates = {"started": today.isoformat(), "ended": today.isoformat()}
        for name, field in self.fields.items():
            field.set_text((DEFAULTS | dates).get(name, ""))
            field.clear_error()

    def show_case(self, case: CaseFile, now: datetime) -> None:
        """Offer what `case` allows at `now`."""
        self._case, self._now = case, now
        review = case.state in (State.REVIEWING, State.AWAITING)
        options = offered(case)
        before, self._wanted = self._wanted or self.action, ""
        if self._segments is None or self._segments.answers != options:
            self._offer(options, before, review)
        self.setVisible(bool(options) or review)
        self._continue_row.setVisible(review)
        self._continue.set_words("补交材料" if case.state == State.AWAITING else "继续审核材料")
        self._arrange()

    def _offer(self, options: tuple[str, ...], before: str, review: bool) -> None:
        clear(self._choice)
        self._segments = None
        if options:
            first = "" if review else options[0]
            self._segments = Segmented(options, before if before in options else first,
                                       name="办什么")  # fmt: skip
            self._segments.chosen.connect(lambda _: self._arrange())
            self._segments.chosen.connect(lambda _: self.chosen.emit())
            self._segments.onward.connect(self._segments.focusNextChild)
            self._choice.addWidget(self._segments)

    def draft(self) -> dict[str, Any]:
        """What is chosen here besides the fields, for the draft."""
        return {"action": self.action, "stub": self._stub.isChecked()}

    def set_draft(self, body: dict[str, Any]) -> None:
        """Put back what `draft` gave, before the case is shown."""
        self._wanted = body.get("action", "")
        self._stub.setChecked(body.get("stub", True))

    @property
    def action(self) -> str:
        """What is chosen, or ""."""
        return self._segments.value if self._segments else ""

    def choose(self, action: str) -> None:
        """Choose what to do."""
        assert self._segments is not None
        self._segments.choose(action)

    def focus_first(self) -> None:
        """Put the keyboard where work begins."""
        if self._continue_row.isVisible():
            self._continue.setFocus()
        elif self._segments is not None:
            self._segments.setFocus()

    def _arrange(self) -> None:
        case, action = self._case, self.action
        words, clause, _ = ACTIONS.get(action, ("", "3.1", ()))
        shown = self._shown(action)
        for name, field in self.fields.items():
            field.setVisible(name in shown)
        for line, parts in self._rows:
            line.setVisible(any(not part.isHidden() for part in parts))
        self._stub.setVisible(action == DELIVER)
        self._go.setVisible(bool(action))
        self._preview.setVisible(action in PRINTS)
        if action == STEP and case is not None and case.open_steps:
            words = f"记下“{case.open_steps[0].name}”"
        self._go.set_words(words)
        self.arranged.emit(clause)

    def _shown(self, action: str) -> set[str]:
        shown = set(ACTIONS.get(action, ("", "", ()))[2])
        deadline = self._case.deadline if self._case else None
        due = deadline.due if deadline else None
        if due is None or self._now is None or self._now <= due:
            shown -= {"late_reason", "late_owner"}
        if action == DELIVER:
            if self._way.text != BY_AGENT:
                shown -= {"recipient", "id_number", "agent_reason"}
            if self._way.text == REFUSED:
                shown = {"way", "signing.witness"}
            elif self._way.text not in WAYS[:2]:
                shown -= {"signing"}
        if self._leader:
            shown -= {"by", "leader"}
        elif self._by.text == IN_PERSON:
            shown.discard("leader")
        if "signing" in shown and self._signing.text in ("捺印", "拒签"):
            shown.add("signing.witness")
            if self._signing.text == "捺印":
                shown.add("signing.reader")
        return shown

    @property
    def wants_leader(self) -> bool:
        """Whether the leader has to prove to be here before it is carried out."""
        return self.action == REPORT and not self._leader and self._by.text == IN_PERSON

    def work(self, leader: StaffMember | None = None) -> Work:
        """The chosen action with what is typed now; raises FieldError when it is carried out.
        `leader` is here in person, at the clerk's window."""
        assert self._case is not None
        case, stub = self._case, self._stub.isChecked()
        text = {name: field.text for name, field in self.fields.items()}
        signing = Signing(text["signing"], text["signing.reader"], text["signing.witness"])
        late = {"late_reason": text["late_reason"], "late_owner": text["late_owner"]}
        works: dict[str, Work] = {
            STEP: lambda desk: cases.record_step(
                desk, case.uuid, case.open_steps[0].position, texts.day("started", text["started"]),
                texts.day("ended", text["ended"]), text["place"], text["findings"],
            ),
            GRANT: lambda desk: cases.grant(desk, case.uuid, text["result"], **late),
            REFUSE: lambda desk: cases.refuse(
                desk, case.uuid, text["reason"], text["basis"], **late
            ),
            WITHDRAW: lambda desk: cases.withdraw(desk, case.uuid, text["reason"], signing),
            TERMINATE: lambda desk: cases.terminate(
                desk, case.uuid, _ground(text["ground"]), text["facts"], text["basis"]
            ),
            DELIVER: lambda desk: cases.deliver(
                desk, case.uuid,
                DeliveryInput(text["way"], text["recipient"], text["agent_reason"],
                              text["id_number"], text["signing.witness"], signing),
                stub=stub,
            ),
            REPORT: lambda desk: cases.decide_report(
                desk.taken_by(leader) if leader else desk, case.uuid,
                agree=text["decision"] == AGREE, opinion=text["opinion"], leader=text["leader"],
                from_paper=leader is None and not self._leader,
            ),
        }  # fmt: skip
        return works[self.action]


def _ground(text: str) -> Ground:
    if not text:
        raise FieldError("ground", "请选择终止的情形。")
    return Ground(text)
