"""咨询件: question and answer, at the desk or on the telephone (2.5.1, 3.3.1)."""

from collections.abc import Callable, Mapping
from typing import Any

from app import enquiries, journal, matters, receptions, tellings, texts
from app.catalogue import WHO
from app.desk import Desk
from app.enquiries import READ_OUT, SATISFACTION, Answered, EnquiryInput
from app.errors import FieldError
from app.forms import read_aloud
from app.forms.about import limits, named
from app.matters import MatterView
from app.receptions import ReceptionView
from app.tellings import Known
from ui.dispute import Dispute, dispute_link
from ui.pages.read_aloud import ReadAloud
from ui.pages.situations import FIELD, Situations
from ui.shell import FormPage, Shell
from ui.widgets.basics import Button, Card, ClauseNote, clear, label, row
from ui.widgets.fields import Choice, Field


class EnquiryPage(FormPage):
    """For a visitor whose reception is open, or for a call, which opens its own."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "咨询")
        self._reception, self._asked, self._spoken = "", "", True
        self._matters: dict[str, MatterView] = {}
        self._given: Mapping[str, str] = {}
        self._caller = Card("来电人", "先说您好，后报部门，再问事情")
        caller = self.add_field("caller", Field("姓名（可以不留）"))
        phone = self.add_field("phone", Field("电话"))
        self._caller.body.addWidget(row(caller, phone, gap=16, even=True))
        self.main.addWidget(self._caller)
        about = Card("问的是哪个事项", "只是一般问题的，可以不填")
        self._matter = Field("", hint="输入名称，↓ 列出全部；填了就逐项告知")
        self.add_field("matter", self._matter)
        self._matter.changed.connect(self._chose_matter)
        about.body.addWidget(self._matter)
        self.main.addWidget(about)
        self._questions = Situations(self)
        self._questions.answered.connect(self._answered)
        self.main.addWidget(self._questions)
        self._aloud = ReadAloud(self)
        self._aloud.heard.connect(self._heard)
        self.main.addWidget(self._aloud)
        card = Card("问答")
        self._question = Field("群众问什么", lines=2, required=True)
        for part in (
            self.add_field("question", self._question),
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
        self._script = Card("照着说")
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
        self._given, self._spoken = {}, not reception
        self.banner.clear()
        self._caller.setVisible(not reception)
        self._leave.setVisible(bool(reception))
        for field in self.fields.values():
            field.clear_error()
            field.set_text("")
        self.set_draft(what.get("typed", {}))
        if reception:
            self.shell.read(lambda: receptions.load(self.shell.desk, reception), self._show_visitor)
        else:
            self.set_head("来电登记", f"“{read_aloud.greeting(self.shell.desk)}”")
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
        self._show_script()

    def _show_matters(self, found: tuple[MatterView, ...]) -> None:
        self._matters = {one.matter.name: one for one in found}
        self._matter.set_choices(tuple(self._matters))
        self._chose_matter()

    def draft(self) -> dict[str, Any]:
        plain = {name: words for name, words in super().draft().items() if FIELD not in name}
        return plain | {"situation": self._questions.answers}

    def set_draft(self, body: dict[str, Any]) -> None:
        self._given = body.get("situation", {})
        super().set_draft(body)

    def _chosen(self) -> MatterView | None:
        words = self._matter.text.strip()
        if not words:
            return None
        if words not in self._matters:
            raise FieldError("matter", "没有这个事项，请从列出的名称里选，或清空这一栏。")
        return self._matters[words]

    def _chose_matter(self) -> None:
        """Ask what this matter asks; what the visitor said on an earlier visit is known."""
        one = self._matters.get(self._matter.text.strip())
        uuid, before = one.uuid if one else "", self._asked
        if uuid == before:
            self._show_script()
            return
        self._asked = uuid
        if before:  # another matter: what was read is no longer what was asked
            self.fields["read_out"].set_text("")
        self._ask(Known())
        if one is not None and self._reception:
            reception = self._reception
            self.shell.read(
                lambda: tellings.known(self.shell.desk, reception, one.uuid),
                lambda known: self._ask(known) if self._asked == one.uuid else None,
            )

    def _ask(self, known: Known) -> None:
        one = self._matters.get(self._matter.text.strip())
        who = known.situation.get(WHO, "")
        given = {**known.situation, **self._given}
        plain = {WHO: who} if who else {}
        self._questions.show_questions(one.matter if one else None, given, plain)
        self._show_script()

    def _answered(self) -> None:
        """In another situation other things are read out."""
        self.fields["read_out"].set_text("")
        self._show_script()

    def _show_script(self) -> None:
        """What to read to a caller, or to say to a visitor, who gets it on paper."""
        clear(self._script.body)
        one = self._matters.get(self._matter.text.strip())
        self._script.setVisible(not self._spoken or one is None)
        self._aloud.setVisible(one is not None and self._spoken)
        if one is None:
            words = "选了事项，先问清情形，再照着逐项念。" if self._spoken else (
                "选了事项，这里列出要说的材料和时限，告知单一并打印。"
            )  # fmt: skip
            self._script.body.addWidget(label(words, "second", wrap=True))
            return
        matter, given = one.matter, self._questions.answers
        if self._spoken:
            self._aloud.show_script(self.shell.desk, matter, given)
            return
        times = "；".join("，".join(pair) for pair in limits(matter))
        asked = [material for _, material in matter.asked_for(given)]
        lines = [f"办{matter.name}，需要：",
                 *(f"{n}. {named(m, given)}，{m.where}" for n, m in enumerate(asked, 1)),
                 f"{times}；{matter.fee}。" if times else f"{matter.fee}。"]  # fmt: skip
        for words in lines:
            self._script.body.addWidget(label(words, wrap=True))

    def _heard(self) -> None:
        """The caller heard all of it: that is the answer, unless there is more to it."""
        answer = self.fields["answer"]
        if self.fields["read_out"].text == READ_OUT and not answer.text and not self._loading:
            answer.set_text("已口头逐项告知条件、材料、程序、时限、收费和地点。")

    def _submit(self) -> None:
        if self.busy:
            return
        text = {name: field.text for name, field in self.fields.items()}
        reception, promised = self._reception, text["follow_up_by"].strip()
        try:
            chosen = self._chosen()
            by = texts.day("follow_up_by", promised) if promised else None
        except FieldError as error:
            self.show_refusal(error)
            return
        given = EnquiryInput(
            text["question"], text["answer"], text["satisfaction"], chosen.uuid if chosen else "",
            text["follow_up"], by, text["head_explained"], self._questions.answers,
            text["read_out"],
        )  # fmt: skip

        def work(desk: Desk) -> Answered:
            if reception:
                return enquiries.answer(desk, reception, given)
            with journal.together(desk) as (first, after):
                there = receptions.open_call(first, text["caller"], text["phone"]).uuid
                return enquiries.answer(after, there, given)

        def done(answered: Answered) -> None:
            self.shell.send_to_printer(answered.documents)
            self.shell.go("today", said=f"{answered.number} 已记下。")

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
