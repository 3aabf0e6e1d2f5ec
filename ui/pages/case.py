"""One case: how it stands, what may be done with it, its papers and its history."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QCheckBox, QVBoxLayout

from app import casefile, cases, documents
from app.case_table import OPEN, Outcome, State
from app.casefile import CaseFile
from app.cases import DeliveryInput, Done, Ground, Signing
from app.cases.common import LATE_OWNERS
from app.cases.ending import BY_AGENT, REFUSED, WAYS
from app.deadlines import date_text, moment_text, paper_text
from app.desk import Desk
from app.errors import FieldError
from ui.shell import FormPage, Shell
from ui.widgets.basics import Button, Card, ClauseNote, clear, label, row
from ui.widgets.fields import Choice, Field, Segmented
from ui.widgets.pictures import LightLabel

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
    REPORT: ("记下领导批示", "1.4", ("decision", "leader", "opinion")),
}


class CasePage(FormPage):
    """The page a case is opened on, from wherever."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "办件")
        self._uuid = self._said = ""
        self._case: CaseFile | None = None
        self._light = LightLabel()
        self.head.addWidget(self._light)
        self._facts = Card("办理情况")
        self.main.addWidget(self._facts)
        self._act = Card("现在办什么")
        self._continue = Button("继续审核材料", kind="primary", key="Enter")
        self._continue.clicked.connect(lambda: shell.go("papers", uuid=self._uuid))
        self._act.body.addWidget(row(self._continue, None))
        self._choice = QVBoxLayout()
        self._act.body.addLayout(self._choice)
        self._segments: Segmented | None = None
        for name, field in self._make_fields().items():
            self._act.body.addWidget(self.add_field(name, field))
        self._stub = QCheckBox("打印送达回证（当面签字登记的可以不打）")
        self._stub.setChecked(True)
        self._act.body.addWidget(self._stub)
        self._go = Button("", kind="primary")
        self._go.clicked.connect(self.submit)
        self._act.body.addWidget(row(self._go, None))
        self.main.addWidget(self._act)
        self._items = Card("材料")
        self.main.addWidget(self._items)
        self._clause = ClauseNote("3.1")
        self.side.addWidget(self._clause)
        self._papers = Card("文书")
        self.side.addWidget(self._papers)
        self._days = Card("期限是怎么算的")
        self.side.addWidget(self._days)

    def _make_fields(self) -> dict[str, Any]:
        self._way = Choice("送达方式", WAYS, WAYS[0])
        self._way.changed.connect(self._arrange)
        self._signing = Choice("签字方式", ("本人", "代理", "捺印", "拒签"), "本人")
        self._signing.changed.connect(self._arrange)
        today = self.shell.desk.clock.now().date().isoformat()
        return {
            "started": Field("开始日期", hint=today),
            "ended": Field("结束日期", hint=today),
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
            "decision": Choice("领导批示", ("同意", "撤销退回"), "同意"),
            "leader": Field("领导姓名（按签字的纸质表录入）"),
            "opinion": Field("领导意见", lines=2),
        }

    def start(self, uuid: str, said: str = "") -> None:
        """Show the case with this UUID; `said` is what has just been done to it."""
        self._uuid, self._said = uuid, said
        self._segments = None
        for name, field in self.fields.items():
            field.clear_error()
            field.set_text({"way": WAYS[0], "signing": "本人", "decision": "同意"}.get(name, ""))
        self.banner.clear()
        if said:
            self.banner.say(said, "good")

    def refresh(self) -> None:
        if self._uuid:
            uuid = self._uuid
            self.shell.read(lambda: casefile.load(self.shell.desk, uuid), self._show)

    def _show(self, case: CaseFile) -> None:
        self._case = case
        agent = f" · 代理人 {case.agent.name}" if case.agent else ""
        self.set_head(
            case.matter.name,
            f"{case.applicant.name} · {case.applicant.line}{agent} · {case.number}",
        )
        outcome = f"（{case.outcome}）" if case.outcome else ""
        self._light.show_light(case.light, case.state.value + outcome)
        self._show_facts(case)
        self._show_items(case)
        self._show_papers(case)
        self._show_days(case)
        self._show_actions(case)

    def _show_facts(self, case: CaseFile) -> None:
        clear(self._facts.body)
        lines = [("收件", f"{moment_text(case.received_at)}，{case.clerk}")]
        if case.tell_by is not None:
            lines.append(("五个工作日", f"{date_text(case.tell_by)}前要一次告知或受理"))
        if case.supplement_due is not None:
            lines.append(("请补齐", f"{date_text(case.supplement_due)}前"))
        if case.accepted_at is not None and case.deadline is not None:
            lines.append(("受理", f"{moment_text(case.accepted_at)}，{case.why_not_at_once}"))
            lines.append(("承诺办结", f"{paper_text(case.deadline)}（{case.limit.text}）"))
        for step in case.steps:
            if step.ended is not None and step.started is not None:
                lines.append(
                    (
                        step.name,
                        f"{date_text(step.started)}至{date_text(step.ended)}，{step.findings}",
                    )
                )
            elif case.accepted_at is not None and step.compulsory:
                lines.append((step.name, "还没有办"))
        if case.reason:
            lines.append(("理由", case.reason))
        if case.basis:
            lines.append(("依据", case.basis))
        if case.report is not None:
            words = case.report.decision or "等待领导批示"
            if case.report.opinion:
                words += f"：{case.report.opinion}"
            lines.append(("否定报备", f"{case.report.number}，{words}"))
        if case.closed_at is not None:
            lines.append(("办结", f"{moment_text(case.closed_at)}，{case.result}"))
        if case.late_reason:
            lines.append(("超期原因", f"{case.late_reason}（{case.late_owner}）"))
        if case.delivered_at is not None:
            lines.append(("送达", moment_text(case.delivered_at)))
        for title, words in lines:
            head = label(title, "small")
            head.setFixedWidth(90)
            body = label(words, wrap=True)
            self._facts.body.addWidget(row(head, body, wide=1))

    def _show_items(self, case: CaseFile) -> None:
        clear(self._items.body)
        for item in case.items:
            words = f"{item.position + 1}. {item.material.name}"
            state = item.answer or "未核对"
            self._items.body.addWidget(row(label(words, wrap=False), None, label(state, "strong")))
            if item.problem:
                self._items.body.addWidget(
                    label(f"{item.problem}；{item.bring}", "small", wrap=True)
                )

    def _show_papers(self, case: CaseFile) -> None:
        clear(self._papers.body)
        if not case.documents:
            self._papers.body.addWidget(label("还没有文书。", "second"))
        for paper in case.documents:
            self._papers.body.addWidget(label(f"{paper.kind} · {paper.state}", wrap=True))
            again = Button("补打" if paper.prints else "打印", kind="link")
            number = paper.number
            again.clicked.connect(
                lambda _=False, number=number: self.shell.send_to_printer((number,))
            )
            parts: list[Any] = [label(paper.number, "small"), None, again]
            if paper.state == documents.SENT:
                give = Button("已交付", kind="link")
                give.clicked.connect(lambda _=False, number=number: self._hand_over(number))
                parts.append(give)
            self._papers.body.addWidget(row(*parts))

    def _show_days(self, case: CaseFile) -> None:
        clear(self._days.body)
        self._days.setVisible(case.deadline is not None)
        if case.deadline is None:
            return
        counted = 0
        for one in case.deadline.days:
            mark = ""
            if one.day in case.deadline.counted:
                counted += 1
                mark = f"第 {counted} 日"
            words = f"{one.day.month}月{one.day.day}日　{mark or '不计'}　{one.why}"
            self._days.body.addWidget(label(words, "small", wrap=True))

    def _show_actions(self, case: CaseFile) -> None:
        options: list[str] = []
        review = case.state in (State.REVIEWING, State.AWAITING)
        if case.state == State.ACCEPTED:
            if case.open_steps:
                options.append(STEP)
            else:
                options.append(GRANT)
            options.append(REFUSE)
        if case.report is not None and not case.report.decision:
            options.append(REPORT)
        if case.outcome and case.state != State.DELIVERED:
            waits = case.outcome == Outcome.RETURNED and case.report and not case.report.decision
            if not waits:
                options.append(DELIVER)
        if case.state in OPEN:
            options += [WITHDRAW, TERMINATE]
        before = self._segments.value if self._segments else ""
        clear(self._choice)
        self._segments = None
        if options:
            first = "" if review else options[0]
            self._segments = Segmented(
                options, before if before in options else first, name="办什么"
            )
            self._segments.chosen.connect(lambda _: self._arrange())
            self._segments.onward.connect(self._segments.focusNextChild)
            self._choice.addWidget(self._segments)
        self._act.setVisible(bool(options) or review)
        self._continue.setVisible(review)
        self._continue.set_words("补交材料" if case.state == State.AWAITING else "继续审核材料")
        self._arrange()

    def choose(self, action: str) -> None:
        """Choose what to do with the case."""
        assert self._segments is not None
        self._segments.choose(action)

    def _arrange(self) -> None:
        case = self._case
        action = self._segments.value if self._segments else ""
        words, clause_id, wanted = ACTIONS.get(action, ("", "3.1", ()))
        shown = set(wanted)
        due = case.deadline.due if case is not None and case.deadline is not None else None
        if due is None or self.shell.desk.clock.now() <= due:
            shown -= {"late_reason", "late_owner"}
        if action == DELIVER:
            if self._way.text != BY_AGENT:
                shown -= {"recipient", "id_number", "agent_reason"}
            if self._way.text == REFUSED:
                shown = {"way", "signing.witness"}
            elif self._way.text not in WAYS[:2]:
                shown -= {"signing"}
        if "signing" in shown and self._signing.text in ("捺印", "拒签"):
            shown.add("signing.witness")
            if self._signing.text == "捺印":
                shown.add("signing.reader")
        for name, field in self.fields.items():
            field.setVisible(name in shown)
        self._stub.setVisible(action == DELIVER)
        self._go.setVisible(bool(action))
        self._go.set_words(words)
        if action == STEP and case is not None and case.open_steps:
            self._go.set_words(f"记下“{case.open_steps[0].name}”")
        self._clause.show_clauses(clause_id)

    def focus_first(self) -> None:
        if self._continue.isVisible():
            self._continue.setFocus()
        elif self._segments is not None:
            self._segments.setFocus()

    def _hand_over(self, number: str) -> None:
        self.shell.act(
            self, lambda desk: documents.hand_over(desk, number), lambda _: self.refresh()
        )

    def submit(self) -> None:
        """Carry out the chosen action."""
        if self.busy or self._segments is None or self._case is None:
            return
        action, case = self._segments.value, self._case
        text = {name: field.text for name, field in self.fields.items()}
        signing = Signing(text["signing"], text["signing.reader"], text["signing.witness"])
        late = {"late_reason": text["late_reason"], "late_owner": text["late_owner"]}
        stub = self._stub.isChecked()
        today = self.shell.desk.clock.now().date()
        operations: dict[str, Callable[[Desk], Done]] = {
            STEP: lambda desk: cases.record_step(
                desk, case.uuid, case.open_steps[0].position, _day("started", text, today),
                _day("ended", text, today), text["place"], text["findings"],
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
                desk, case.uuid, agree=text["decision"] == "同意", opinion=text["opinion"],
                leader=text["leader"], from_paper=True,
            ),
        }  # fmt: skip

        def done(result: Done) -> None:
            self.shell.send_to_printer(result.documents)
            self.start(case.uuid, f"{result.case.number}：{action}，已保存。")
            self.refresh()

        self.shell.act(self, operations[action], done)


def _day(field: str, text: dict[str, str], today: date) -> date:
    words = text[field].strip()
    if not words:
        return today
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise FieldError(field, f"“{words[:20]}”不是日期，应写成 {today.isoformat()}。") from None


def _ground(words: str) -> Ground:
    try:
        return Ground(words)
    except ValueError:
        raise FieldError("ground", "请选择终止的情形。") from None
