"""怎么处理: what may be decided about the papers as they stand, and what each decision needs."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from app import cases, texts
from app.cases import Done
from app.cases.second_telling import LATER_REASONS, OTHER
from app.desk import Desk
from ui.shell import FormPage
from ui.widgets.basics import Card, clear, label
from ui.widgets.fields import Choice, Field, Segmented

Work = Callable[[Desk, str], Done]  # to the case with this UUID

AT_ONCE, ACCEPT, GAP, ASK = "当场办结", "受理", "容缺受理", "补充件"
RETURN, LATER = "退回", "先收件"
GO_ON = "恢复办理"  # what was accepted before the authority above wanted more
WHY_NOW = ("later_kind", "later_why")  # asked for where it is a second telling (1.3)


@dataclass(frozen=True)
class Decision:
    """What stands on the primary button, the clause, what will be printed, the fields needed."""

    button: str
    clause: str
    paper: str
    fields: tuple[str, ...] = ()


UNDECIDED = Decision("收件", "1.2", "逐项核对后决定")
DECISIONS = {
    AT_ONCE: Decision("当场办结", "1.2", "不打印，需要凭据的可打印办结通知书", ("result",)),
    ACCEPT: Decision("受理并打印", "3.2", "受理通知书：列明材料和到期时间", ("why_not_at_once",)),
    GAP: Decision("容缺受理并打印", "1.2", "受理通知书（容缺）：列明还要补交的材料和补交期限",
                  ("why_not_at_once", "promise", "gap_due")),
    ASK: Decision("发通知并打印", "1.3", "补充件通知书：一次列明所缺的全部材料", WHY_NOW),
    RETURN: Decision("退回并报备", "1.4", "否定报备表；领导同意后打印退回件通知书",
                     ("reason", "basis")),
    GO_ON: Decision("恢复办理并打印", "3.1", "恢复办理通知书：列明剩余时限和到期时间"),
    LATER: Decision("收件并打印回执", "1.2", "收件回执：五个工作日内告知或受理"),
}  # fmt: skip
_UNASKED = (GAP, RETURN)  # nobody is returned, and nothing put off, without somebody choosing it


class DecisionCard(Card):
    """Its inputs are fields of `page`."""

    chosen = Signal()

    def __init__(self, page: FormPage) -> None:
        super().__init__("怎么处理")
        self._choice = QVBoxLayout()
        self.body.addLayout(self._choice)
        self._options: tuple[str, ...] = ()
        self.segments: Segmented | None = None
        self._fields: dict[str, Field | Choice] = {
            "result": Field("办理结果", hint="例如：已登记，信息核对无误"),
            "why_not_at_once": Field("不能当场办结的原因"),
            "promise": Field("申请人的书面承诺（会印在通知书上）"),
            "gap_due": Field("承诺补交的日期", hint="例如 2026-12-15"),
            "later_kind": Choice("上次没有告知的，为什么现在才要", (*LATER_REASONS, OTHER)),
            "later_why": Field("具体说明"),
            "reason": Field("理由", lines=2),
            "basis": Field("依据（法规名称和条款）", lines=2),
        }
        for name, field in self._fields.items():
            self.body.addWidget(page.add_field(name, field))

    @property
    def value(self) -> str:
        """The decision chosen, or ""."""
        return self.segments.value if self.segments else ""

    @property
    def decision(self) -> Decision:
        """What goes with it."""
        return DECISIONS.get(self.value, UNDECIDED)

    def reset(self) -> None:
        """Nothing to choose from."""
        self._options, self.segments = (), None
        clear(self._choice)

    def offer(self, options: tuple[str, ...]) -> None:
        """Let one of `options` be chosen; what is chosen stays so where it still may."""
        before = self.value
        if options == self._options and self._choice.count():
            return
        self.reset()
        self._options = options
        if not options:
            self._choice.addWidget(label("逐项核对材料后，这里给出可以怎么处理。", "second"))
            return
        preferred = before if before in options else options[0]
        unasked = preferred in _UNASKED or (preferred == LATER and len(options) > 1)
        if unasked and before != preferred:
            preferred = ""
        self.segments = Segmented(options, preferred, name="怎么处理")
        self.segments.chosen.connect(lambda _: self.chosen.emit())
        self._choice.addWidget(self.segments)

    def choose(self, decision: str) -> None:
        """Choose `decision` where it is offered."""
        if self.segments and decision in self._options:
            self.segments.choose(decision)

    def ask(self, *, second: bool) -> None:
        """Show the fields that the decision needs; `second` where it is a second telling."""
        for name, field in self._fields.items():
            asked = name in self.decision.fields and (second or name not in WHY_NOW)
            field.setVisible(asked)

    def work(self) -> Work:
        """What is done to a case, with what is typed now."""
        text = {name: field.text for name, field in self._fields.items()}
        works: dict[str, Work] = {
            AT_ONCE: lambda desk, case: cases.finish_at_once(desk, case, text["result"]),
            ACCEPT: lambda desk, case: cases.accept(desk, case, text["why_not_at_once"]),
            GO_ON: cases.go_on,
            GAP: lambda desk, case: cases.accept_with_gap(
                desk, case, text["why_not_at_once"], text["promise"],
                texts.day("gap_due", text["gap_due"]),
            ),
            ASK: lambda desk, case: cases.ask_more(
                desk, case, later_kind=text["later_kind"], later_why=text["later_why"]
            ),
            RETURN: lambda desk, case: cases.return_case(
                desk, case, text["reason"], text["basis"]
            ),
        }  # fmt: skip
        return works[self.value]
