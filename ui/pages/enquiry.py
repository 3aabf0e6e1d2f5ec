"""咨询件: question and answer, at the desk or on the telephone (2.5.1, 3.3.1)."""

from collections.abc import Callable, Mapping
from typing import Any

from app import enquiries, journal, matters, receptions, texts
from app.desk import Desk
from app.enquiries import SATISFACTION, EnquiryInput
from app.errors import FieldError
from app.matters import MatterView
from app.receptions import ReceptionView
from app.tellings import Way, tell
from ui.dispute import Dispute, dispute_link
from ui.shell import FormPage, Shell
from ui.widgets.basics import Button, Card, ClauseNote, clear, label, row
from ui.widgets.fields import Choice, Field

NO_MATTER = "不涉及具体事项"


class EnquiryPage(FormPage):
    """For a visitor whose reception is open, or for a call, which opens its own."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "咨询")
        self._reception, self._spoken = "", False
        self._matters: dict[str, MatterView] = {}
        self._caller = Card("来电人", "先说您好，后报部门，再问事情")
        caller = self.add_field("caller", Field("姓名（可以不留）"))
        phone = self.add_field("phone", Field("电话"))
        self._caller.body.addWidget(row(caller, phone, gap=16, even=True))
        self.main.addWidget(self._caller)
        card = Card("问答")
        self._matter = Field("涉及的事项", hint="可以不填；填了会列出材料，方便照着说")
        self.add_field("matter", self._matter)
        self._matter.changed.connect(self._show_script)
        for part in (
            self._matter,
            self.add_field("question", Field("群众问什么", lines=2, required=True)),
            self.add_field("answer", Field("怎么答复的", lines=4, required=True)),
            row(
                self.add_field("follow_up", Field("还要查的（没有就不填）")),
                self.add_field("follow_up_by", Field("哪天前答复", hint="2026-11-25")),
                gap=16,
                even=True,
            ),
            self.add_field("satisfaction", Choice("群众满意吗", SATISFACTION)),
            self.add_field("head_explained", Field("不满意的，站所负责人怎么解释的")),
        ):
            card.body.addWidget(part)
        self.main.addWidget(card)
        self.side.addWidget(ClauseNote("3.3.1", "2.5.4"))
        self._script = Card("照着念")
        self.side.addWidget(self._script)
        self._go = Button("记下并打印", kind="primary", icon="printer")
        self._go.clicked.connect(self._submit)
        back = Button("返回", key="Esc")
        back.clicked.connect(self.back)
        self._leave = Button("群众中途离开", kind="link")
        self._leave.clicked.connect(self._left)
        elsewhere = Button("不是本窗口的事")
        elsewhere.clicked.connect(self._elsewhere)
        quarrel = dispute_link()
        quarrel.clicked.connect(self._quarrel)
        self.side.addWidget(self._go)
        self.side.addWidget(row(back, elsewhere, None))
        self.side.addWidget(row(quarrel, None, self._leave))

    def open(self, what: Mapping[str, Any]) -> None:
        """Answer the visitor of `what["reception"]`, or without one somebody on the telephone.
        `what["typed"]` was typed before the call was recorded; `what["dispute"]` asks at once
        what they quarrel about."""
        self._reception = reception = what.get("reception", "")
        self._spoken = False
        self.banner.clear()
        self._caller.setVisible(not reception)
        self._leave.setVisible(bool(reception))
        for field in self.fields.values():
            field.clear_error()
            field.set_text("")
        for name, words in what.get("typed", {}).items():
            self.fields[name].set_text(words)
        if reception:
            self.shell.read(lambda: receptions.load(self.shell.desk, reception), self._show_visitor)
        else:
            office = self.shell.desk.office
            self.set_head("来电登记", f"“您好，{office.name}，请问您要咨询什么事？”")
        self.keep_draft(f"enquiry:{reception}")
        self._touched = "typed" in what
        self.save_draft()
        if what.get("dispute"):
            self._dispute(reception)

    def focus_first(self) -> None:
        self.fields["question" if self._reception else "caller"].setFocus()

    def refresh(self) -> None:
        self.shell.read(matters.in_force, self._show_matters)

    def _show_visitor(self, seen: ReceptionView) -> None:
        self._spoken = seen.channel == receptions.CALL
        self.set_head("咨询", f"{seen.channel}人 {seen.visitor or '未留姓名'}")

    def _show_matters(self, found: tuple[MatterView, ...]) -> None:
        self._matters = {one.matter.name: one for one in found}
        self._matter.set_choices(tuple(self._matters))
        self._show_script()

    def _chosen(self) -> MatterView | None:
        words = self._matter.text.strip()
        if not words:
            return None
        if words not in self._matters:
            raise FieldError("matter", "没有这个事项，请从列出的名称里选，或清空这一栏。")
        return self._matters[words]

    def _show_script(self) -> None:
        clear(self._script.body)
        one = self._matters.get(self._matter.text.strip())
        if one is None:
            self._script.body.addWidget(
                label("选了事项，这里列出要说的材料和时限。", "second", wrap=True)
            )
            return
        matter = one.matter
        limit = matter.promised or matter.statutory
        lines = [f"办{matter.name}，需要：",
                 *(f"{n}. {m.name}，{m.where}" for n, m in enumerate(matter.materials, 1)),
                 f"时限：{limit.text if limit else '当场'}；{matter.fee}。"]  # fmt: skip
        for words in lines:
            self._script.body.addWidget(label(words, wrap=True))

    def _submit(self) -> None:
        if self.busy:
            return
        text = {name: field.text for name, field in self.fields.items()}
        reception, promised = self._reception, text["follow_up_by"].strip()
        spoken = self._spoken
        try:
            chosen = self._chosen()
            by = texts.day("follow_up_by", promised) if promised else None
        except FieldError as error:
            self.show_refusal(error)
            return
        given = EnquiryInput(
            text["question"], text["answer"], text["satisfaction"], chosen.uuid if chosen else "",
            text["follow_up"], by, text["head_explained"],
        )  # fmt: skip

        def work(desk: Desk) -> str:
            if reception and not (spoken and chosen):
                return enquiries.answer(desk, reception, given)
            with journal.together(desk) as (first, after):
                there, telling = reception, first
                if not reception:
                    there = receptions.open_call(first, text["caller"], text["phone"]).uuid
                    telling = after
                if chosen is not None:
                    tell(telling, there, chosen.uuid, Way.ORAL)
                return enquiries.answer(after, there, given)

        def done(number: str) -> None:
            self.shell.send_to_printer((number,))
            self.shell.go("today", said=f"{number} 已记下。")

        self.shell.act(self, work, done)

    def _recorded(self, done: Callable[[str], None]) -> None:
        """Go on with the reception that is open; a call is recorded first."""
        caller, phone = self.fields["caller"].text, self.fields["phone"].text
        if self._reception:
            done(self._reception)
        elif not self.busy:
            self.shell.act(
                self, lambda desk: receptions.open_call(desk, caller, phone),
                lambda seen: done(seen.uuid),
            )  # fmt: skip

    def _elsewhere(self) -> None:
        text, question = self._matter.text.strip(), self.fields["question"].text
        chosen = self._matters.get(text)

        def go(reception: str) -> None:
            self.shell.go(
                "elsewhere", reception=reception, matter=chosen.uuid if chosen else "",
                text=text, question=question,
            )  # fmt: skip

        self._recorded(go)

    def _quarrel(self) -> None:
        if self._reception:
            self._dispute(self._reception)
        else:
            typed = self.draft()
            self._recorded(lambda there: self.shell.go(
                "enquiry", reception=there, typed=typed, dispute=True
            ))  # fmt: skip

    def _dispute(self, reception: str) -> None:
        sheet = Dispute(self, self.shell, reception)
        sheet.noted.connect(lambda: self.banner.say("争议已记下，请接着答复。", "good"))
        sheet.open()

    def _left(self) -> None:
        reception, note = self._reception, self.fields["question"].text or "没有说明来意"
        self.shell.act(
            self, lambda desk: receptions.left(desk, reception, note),
            lambda _: self.shell.go("today", said="已记为群众中途离开。"),
        )  # fmt: skip
