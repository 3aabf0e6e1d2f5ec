"""上级要求补正: what the authority above wants, marked on the checklist, told at once (1.3)."""

from collections.abc import Callable, Mapping
from typing import Any

from app import casefile, cases, texts
from app.casefile import CaseFile
from app.cases import Done
from app.checklist import LACKS
from app.desk import Desk
from ui.pages.checklist import Checklist
from ui.shell import FormPage, Shell
from ui.widgets.basics import Button, Card, ClauseNote, dotted, label, row
from ui.widgets.fields import Field
from ui.widgets.pictures import LightLabel


class DemandPage(FormPage):
    """The authority's words and paper, and which lines of the checklist they are about."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "上级要求补正")
        self._uuid = ""
        self._light = LightLabel()
        self.head.addWidget(self._light)
        said = Card("上级怎么说")
        demand = Field("上级的要求（照原文）", lines=2, hint="会照原文印在补充件通知书上")
        self._first = self.add_field("demand", demand)
        said.body.addWidget(demand)
        answered = self.add_field("answered", Field("上级哪天提出的"))
        paper = self.add_field("paper", Field("上级文书的文号"))
        self._due = self.add_field("due", Field("请群众哪天前补齐"))
        said.body.addWidget(row(answered, paper, self._due, gap=16, even=True))
        self.main.addWidget(said)
        self.list = Checklist()
        self.main.addWidget(self.list)
        self._go = Button("发通知并打印", kind="primary")
        self._go.clicked.connect(self.submit)
        look = Button("预览", kind="link")
        look.clicked.connect(lambda: shell.preview(self, lambda desk: self._work()(desk).documents))
        back = Button("返回", key="Esc")
        back.clicked.connect(self.back)
        for part in (self._go, row(back, look, None)):
            self.side.addWidget(part)
        how = Card("怎么标")
        how.body.addWidget(label(
            "要补的材料选“缺少”或“需更正”，写明上级要什么、请群众带什么；其他的不用动。"
            "清单上没有的材料，写在它所说明的那一项里。", wrap=True,
        ))  # fmt: skip
        self.side.addWidget(how)
        self.side.addWidget(ClauseNote("1.3"))

    def open(self, what: Mapping[str, Any]) -> None:
        self.banner.clear()
        self._uuid = uuid = what["uuid"]
        self.fields = {name: one for name, one in self.fields.items() if name[:5] != "item."}
        for name in self.fields:
            self.fields[name].set_text("")
            self.fields[name].clear_error()
        self.fields["answered"].set_text(self.shell.today.isoformat())
        self.shell.read(lambda: casefile.load(self.shell.desk, uuid), self._show)

    def focus_first(self) -> None:
        self._first.setFocus()

    def _show(self, case: CaseFile) -> None:
        self.set_head(
            f"上级要求补正：{case.matter.name}",
            dotted(case.applicant.name, case.applicant.line, case.number),
        )
        self._light.show_light(case.light, case.state.value)
        self._due.set_note(f"不填的，按事项规定给 {case.matter.supplement_days} 日。")
        self.list.show_items(case.items)
        for line in self.list.lines:
            self.add_field(f"item.{line.item.position}", line)
        self.keep_draft(f"demand:{case.uuid}")

    def _work(self) -> Callable[[Desk], Done]:
        text = {name: one.text for name, one in self.fields.items()}
        items = [one for one in self.list.inputs() if one.answer in LACKS]
        uuid = self._uuid

        def work(desk: Desk) -> Done:
            on = texts.day("answered", text["answered"])
            due = texts.day("due", text["due"]) if text["due"].strip() else None
            return cases.send_back(desk, uuid, text["demand"], on, text["paper"], items, due)

        return work

    def submit(self) -> None:
        """Tell the applicant."""
        if self.busy:
            return

        def done(result: Done) -> None:
            self.shell.send_to_printer(result.documents)
            said = f"{result.case.number}：上级要求补正，已保存。"
            self.shell.go("case", uuid=result.case.uuid, said=said)

        self.shell.act(self, self._work(), done)
