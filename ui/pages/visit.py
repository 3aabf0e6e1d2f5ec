"""来访登记: who came, for whom, for what (2.1, 2.5.2)."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QGridLayout

from app import identity, matters, people, receptions
from app.desk import Desk
from app.matters import MatterView
from app.parties import AgentInput
from app.people import PersonInput, PersonView
from app.pinyin import initials
from app.receptions import ReceptionView
from ui.shell import FormPage, Shell
from ui.widgets.basics import Button, Card, ClauseNote, clear, label, row
from ui.widgets.fields import Choice, Field
from ui.widgets.pictures import StepBar
from ui.widgets.rows import Row, RowList

STEPS = ("来访登记", "一次性告知", "收件审核", "处理决定", "打印送达")
DRAFT = "visit"


class VisitPage(FormPage):
    """The form that opens a reception."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "来访登记", "您好，请问您要办什么事？")
        self.top.addWidget(StepBar(STEPS, 0))
        self._matters: tuple[MatterView, ...] = ()
        self._matter = self._wanted = ""
        self.main.addWidget(self._person_card())
        self._agent = self._agent_card()
        self.main.addWidget(self._agent)
        self.main.addWidget(self._matter_card())
        self.side.addWidget(ClauseNote("2.1"))
        self._known = Card("以前来过的人")
        self._known.hide()
        self.side.addWidget(self._known)
        self._go_on = Button("下一步：一次性告知", kind="primary", key="Enter")
        self._go_on.clicked.connect(self._submit)
        ask = Button("只是咨询")
        ask.clicked.connect(self._enquire)
        back = Button("返回", key="Esc")
        back.clicked.connect(self.back)
        self.side.addWidget(self._go_on)
        self.side.addWidget(row(back, ask, None))
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(250)
        self._typing.timeout.connect(self._look_up)

    def _person_card(self) -> Card:
        card = Card("申请人")
        self._kind = self.add_field("kind", Choice("", people.KINDS, people.PERSON))
        self._on_behalf = Choice("", ("本人", "代办"), "本人")
        self.add_field("on_behalf", self._on_behalf)
        self._on_behalf.changed.connect(self._toggle_agent)
        name = self.add_field("name", Field("姓名或名称", required=True))
        number = self.add_field("id_number", Field("证件号码", hint="没带可以先不填"))
        phone = self.add_field("phone", Field("电话"))
        gacha = self.add_field("gacha", Field("嘎查", choices=self.shell.desk.office.gachas))
        address = self.add_field("address", Field("住址"))
        for field in (name, number, phone):
            field.changed.connect(self._typed)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        self._told = label("", "small")
        choices = row(self._kind, self._on_behalf, None, self._told, gap=24)
        grid.addWidget(choices, 0, 0, 1, 3)
        for n, field in enumerate((name, number, phone)):
            grid.addWidget(field, 1, n, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(n, 1)
        grid.addWidget(gacha, 2, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(address, 2, 1, 1, 2, Qt.AlignmentFlag.AlignTop)
        card.body.addLayout(grid)
        return card

    def _agent_card(self) -> Card:
        card = Card("代理人（站在窗口前的人）")
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        titles = {
            "agent.name": "代理人姓名", "agent.id_number": "代理人证件号码",
            "agent.phone": "代理人电话", "agent.relation": "与申请人关系",
            "agent.authority": "授权凭据（委托书、户口簿等）",
        }  # fmt: skip
        for n, (name, title) in enumerate(titles.items()):
            field = self.add_field(name, Field(title))
            grid.addWidget(field, n // 2, n % 2, Qt.AlignmentFlag.AlignTop)
        card.body.addLayout(grid)
        card.hide()
        return card

    def _matter_card(self) -> Card:
        card = Card("要办的事项", "↑ ↓ 选择 · Enter 下一步")
        self._filter = Field("", hint="输入名称或拼音首字母，例如：低保、zjd")
        self._filter.changed.connect(self._filter_matters)
        self._filter.changed.connect(self._changed)
        self._filter.left.connect(self.save_draft)
        self._list = RowList("事项", most=6, lead=100, share=0.55)
        self._list.acted.connect(self._pick_and_go)
        self._list.selectionModel().currentChanged.connect(self._picked)
        card.body.addWidget(self._filter)
        card.body.addWidget(self._list)
        return card

    def open(self, what: Mapping[str, Any]) -> None:
        """An empty form, or the one that a power cut interrupted."""
        for name, field in self.fields.items():
            field.clear_error()
            field.set_text({"kind": people.PERSON, "on_behalf": "本人"}.get(name, ""))
        self.banner.clear()
        self._filter.set_text("")
        self._wanted = ""
        self.keep_draft(DRAFT)

    def focus_first(self) -> None:
        self.fields["name"].setFocus()

    def refresh(self) -> None:
        self.shell.read(matters.in_force, self._show_matters)

    def _show_matters(self, found: tuple[MatterView, ...]) -> None:
        self._matters = found
        self._filter_matters()
        self._choose(self._wanted)

    def _filter_matters(self) -> None:
        key = self._filter.text.strip().lower()
        rows = []
        for one in self._matters:
            matter = one.matter
            text = matter.name + " " + " ".join(matter.tags)
            if (
                key
                and key not in text.lower()
                and not any(key in initials(word) for word in (matter.name, *matter.tags))
            ):
                continue
            limit = matter.promised or matter.statutory
            rows.append(Row(one.uuid, None, matter.kind.value, matter.name,
                            "引导到别处" if matter.refer_to else
                            f"承诺 {limit.text}" if limit else "当场",
                            matter.organ, f"{len(matter.materials)} 项材料", "选择"))  # fmt: skip
        self._list.show_rows(rows)
        self._picked()

    def _picked(self, *_: Any) -> None:
        index = self._list.currentIndex()
        rows = self._list.rows.rows
        self._matter = rows[index.row()].key if index.isValid() and rows else ""
        self._changed()

    def draft(self) -> dict[str, Any]:
        return super().draft() | {"filter": self._filter.text, "matter": self._matter}

    def set_draft(self, body: dict[str, Any]) -> None:
        super().set_draft(body)
        self._filter.set_text(body.get("filter", ""))
        self._wanted = body.get("matter", "")
        self._choose(self._wanted)

    def _choose(self, uuid: str) -> None:
        for n, one in enumerate(self._list.rows.rows):
            if one.key == uuid:
                self._list.setCurrentIndex(self._list.rows.index(n))

    def _pick_and_go(self, uuid: str) -> None:
        self._matter = uuid
        self._submit()

    def choose_code(self, code: str) -> None:
        """Choose a matter by its code."""
        (uuid,) = (one.uuid for one in self._matters if one.matter.code == code)
        for n, one in enumerate(self._list.rows.rows):
            if one.key == uuid:
                self._list.setCurrentIndex(self._list.rows.index(n))

    def _toggle_agent(self) -> None:
        self._agent.setVisible(self._on_behalf.text == "代办")

    def _typed(self) -> None:
        self._typing.start()
        number = self.fields["id_number"].text.strip()
        self._told.setText("")
        if len(number) == 18 and self._kind.text == people.PERSON:
            try:
                told = identity.resident("", number, self.shell.desk.clock.now().date())
            except Exception as error:
                self._told.setText(getattr(error, "message", ""))
            else:
                self._told.setText(f"{told.sex}，{told.birth.isoformat()} 出生")

    def _look_up(self) -> None:
        key = self.fields["id_number"].text or self.fields["phone"].text or self.fields["name"].text
        self.shell.read(lambda: people.find(key, 4), self._show_known)

    def _show_known(self, found: tuple[PersonView, ...]) -> None:
        clear(self._known.body)
        for person in found:
            button = Button(f"{person.name}　{person.line}", kind="link")
            button.clicked.connect(lambda _=False, person=person: self._fill(person))
            self._known.body.addWidget(button)
        self._known.setVisible(bool(found))

    def _fill(self, person: PersonView) -> None:
        for name in ("kind", "name", "id_number", "phone", "gacha", "address"):
            self.fields[name].set_text(getattr(person, name))
        self._typing.stop()
        self._known.hide()

    def _person(self) -> PersonInput:
        names = ("name", "kind", "id_number", "phone", "gacha", "address")
        return PersonInput(**{name: self.fields[name].text for name in names})

    def _agent_input(self) -> AgentInput | None:
        if self._on_behalf.text != "代办":
            return None
        text = {name: self.fields[f"agent.{name}"].text
                for name in ("name", "id_number", "phone", "relation", "authority")}  # fmt: skip
        person = PersonInput(name=text["name"], id_number=text["id_number"], phone=text["phone"])
        return AgentInput(person, text["relation"], text["authority"])

    def _submit(self) -> None:
        if self.busy:
            return
        if not self._matter:
            self.banner.say("请选择要办的事项。只是来问问题的，按“只是咨询”。", "warn")
            return
        person, agent, matter = self._person(), self._agent_input(), self._matter

        def opened(reception: ReceptionView) -> None:
            self.shell.go("telling", reception=reception.uuid, matter=matter)

        self.shell.act(self, lambda desk: receptions.open_visit(desk, person, agent), opened)

    def _enquire(self) -> None:
        if self.busy:
            return
        names = [name for name in self.fields if name not in ("kind", "on_behalf")]
        typed = any(self.fields[name].text.strip() for name in names)
        person, agent = (self._person(), self._agent_input()) if typed else (None, None)

        def work(desk: Desk) -> ReceptionView:
            return receptions.open_visit(desk, person, agent)

        def opened(reception: ReceptionView) -> None:
            self.shell.go("enquiry", reception=reception.uuid)

        self.shell.act(self, work, opened)
