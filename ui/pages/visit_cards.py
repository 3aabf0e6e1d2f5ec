"""The cards of 来访登记: who applies, who applies too, who came for them."""

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout

from app import batches, households, people
from app.parties import AGENT, AGENT_KINDS, GACHA, USUAL, AgentInput, PartyInput
from app.people import PersonInput
from ui.widgets.basics import Button, Card, row
from ui.widgets.fields import Choice, Field

SELF, FOR_ANOTHER, FOR_MANY = "本人", "代办", "嘎查代办（多人）"
WAYS = (SELF, FOR_ANOTHER, FOR_MANY)
PICK = "↓ 选，也可以填"  # hint of a field with choices
DEFAULTS = {"kind": people.PERSON, "on_behalf": SELF, "agent.kind": AGENT}
TOP = Qt.AlignmentFlag.AlignTop


class Fields(Card):
    """A card with fields in three columns, by the names that FieldError uses."""

    def __init__(self, title: str, hint: str = "") -> None:
        super().__init__(title, hint)
        self.fields: dict[str, Any] = {}
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(16)
        self.grid.setVerticalSpacing(10)
        for n in range(3):
            self.grid.setColumnStretch(n, 1)
        self.body.addLayout(self.grid)

    def add(self, name: str, field: Any, line: int, place: int, wide: int = 1) -> Any:
        """Put `field` into the grid."""
        self.fields[name] = field
        self.grid.addWidget(field, line, place, 1, wide, TOP)
        return field

    def person(self, prefix: str, *names: str, known: str = "") -> PersonInput:
        """What is typed of a person in the fields `prefix` + `names`."""
        typed = {name: self.fields[prefix + name].text for name in names}
        return PersonInput(**typed, known=known)


class ApplicantCard(Fields):
    """申请人: a person, an organisation or a trader; or the list of a 嘎查."""

    arranged = Signal()

    def __init__(self, more: Button) -> None:
        """`more` adds somebody who applies too."""
        super().__init__("申请人")
        self._gachas: tuple[str, ...] = ()
        self._more = more
        self.kind = self.fields["kind"] = Choice("", people.KINDS, people.PERSON)
        self.way = self.fields["on_behalf"] = Choice("", WAYS, SELF)
        self._kind_row = row(self.kind, None)
        self.grid.addWidget(row(self._kind_row, self.way, None, more, gap=24), 0, 0, 1, 3)
        self.add("name", Field("姓名"), 1, 0)
        self.add("id_number", Field("证件号码", hint="没带可以先不填"), 1, 1)
        self.add("phone", Field("电话"), 1, 2)
        self.add("contact", Field("联系人"), 2, 0)
        self._gacha = self.add("gacha", Field("嘎查"), 2, 0)
        self._address = self.add("address", Field("住址"), 2, 1)
        title = "名单：每行一人，姓名、证件号码、电话"
        hint = "可以从表格里复制这三列，粘贴到这里"
        self._list = self.add("batch", Field(title, lines=6, entries=True, hint=hint), 3, 0, 3)
        self.kind.changed.connect(self.arrange)
        self.way.changed.connect(self.arrange)
        self._gacha.left.connect(self._look_at_gacha)
        self._gacha.changed.connect(lambda: self._gacha.set_note(""))
        self._list.changed.connect(self._count)
        self.arrange()

    def set_gachas(self, gachas: tuple[str, ...]) -> None:
        """What the office now names as its 嘎查."""
        if gachas != self._gachas:
            self._gachas = gachas
            self._gacha.set_choices(gachas)

    @property
    def many(self) -> bool:
        """Whether a 嘎查 comes for several people."""
        return self.way.text == FOR_MANY

    def arrange(self) -> None:
        """Ask for what this kind of applicant has."""
        kind, many = self.kind.text or people.PERSON, self.many
        one = kind == people.PERSON
        self.fields["name"].set_title(people.NAMES[kind] + "（必填）")
        self.fields["id_number"].set_title("证件号码" if one else "统一社会信用代码")
        self.fields["contact"].set_title(people.CONTACTS.get(kind, "联系人"))
        for name in ("name", "id_number", "phone", "address"):
            self.fields[name].setVisible(not many)
        self.fields["contact"].setVisible(not one and not many)
        self._list.setVisible(many)
        for part in (self._kind_row, self._more):
            part.setVisible(not many)
        first = 0 if one or many else 1
        self.grid.addWidget(self._gacha, 2, first, TOP)
        self.grid.addWidget(self._address, 2, first + 1, 1, 2 - first, TOP)
        self.arranged.emit()

    def _look_at_gacha(self) -> None:
        typed = self._gacha.text.strip()
        strange = bool(typed and self._gachas) and typed not in self._gachas
        self._gacha.set_note("不在本苏木的嘎查名单里，请核对；外地的照填。" if strange else "")

    def _count(self) -> None:
        listed = batches.count(self._list.text)
        self._list.set_note(f"{listed} 人" if listed else "")

    def applicant(self, known: str) -> PersonInput:
        """The applicant as typed."""
        names = ("name", "kind", "id_number", "phone", "gacha", "address", "contact")
        return self.person("", *names, known=known)


class PartiesCard(Fields):
    """共同申请人: folded away until the first one is added."""

    MOST = 8

    def __init__(self) -> None:
        super().__init__("共同申请人、家庭成员", "清空的行不算")
        self.shown = 0
        for n in range(self.MOST):
            self.add(f"party.{n}.name", Field("", hint="姓名"), n, 0)
            self.add(f"party.{n}.id_number", Field("", hint="证件号码"), n, 1)
            choices = (*households.RELATIONS, households.JOINT)
            self.add(f"party.{n}.relation",
                     Field("", hint="与申请人关系，↓ 选", choices=choices), n, 2)  # fmt: skip
        self.show_rows(0)

    def _row(self, n: int) -> Iterator[tuple[str, Field]]:
        for name in ("name", "id_number", "relation"):
            yield name, self.fields[f"party.{n}.{name}"]

    def show_rows(self, count: int) -> None:
        """Show so many lines."""
        self.shown = min(count, self.MOST)
        for n in range(self.MOST):
            for _, field in self._row(n):
                field.setVisible(n < self.shown)
        self.setVisible(self.shown > 0)

    def add_line(self, **words: str) -> int | None:
        """Fill the first empty line with `words`, showing one more if there is none; returns
        which, None where all are full."""
        for n in range(self.MOST):
            line = dict(self._row(n))
            if n >= self.shown or not any(field.text for field in line.values()):
                self.show_rows(max(self.shown, n + 1))
                for name, typed in words.items():
                    line[name].set_text(typed)
                return n
        return None

    def numbers(self) -> set[tuple[str, str]]:
        """Names and ID numbers that stand here already."""
        shown = (dict(self._row(n)) for n in range(self.shown))
        return {(one["name"].text, one["id_number"].text) for one in shown}

    def parties(self, known: dict[str, str]) -> list[PartyInput]:
        """Everybody as typed, line by line."""
        return [
            PartyInput(
                self.person(f"party.{n}.", "name", "id_number", known=known.get(f"party.{n}.", "")),
                self.fields[f"party.{n}.relation"].text,
            )
            for n in range(self.shown)
        ]


class AgentCard(Fields):
    """Who stands at the desk for the applicant, and by what right."""

    def __init__(self) -> None:
        super().__init__("来代办的人（站在窗口前）")
        self.kind = self.add("agent.kind", Choice("", tuple(AGENT_KINDS), AGENT), 0, 0, 3)
        self.add("agent.name", Field("姓名"), 1, 0)
        self.add("agent.id_number", Field("证件号码"), 1, 1)
        self.add("agent.phone", Field("电话"), 1, 2)
        self._relation = self.add("agent.relation", Field("", hint=PICK, choices=("",)), 2, 0)
        self._proof = self.add("agent.authority", Field("", hint=PICK, choices=("",)), 2, 1, 2)
        self.kind.changed.connect(self._ask)
        self._many = False
        self.arrange(SELF)

    def arrange(self, way: str) -> None:
        """Show what this way of coming asks for."""
        self._many = way == FOR_MANY
        self.kind.setVisible(way == FOR_ANOTHER)
        self.setVisible(way != SELF)
        self._ask()

    @property
    def kind_chosen(self) -> str:
        """The kind that counts: for many it is always the 嘎查."""
        return GACHA if self._many else self.kind.text

    def _ask(self) -> None:
        kind: str = self.kind_chosen or AGENT
        who = AGENT_KINDS[kind]
        for name, title in (("name", "姓名"), ("id_number", "证件号码"), ("phone", "电话")):
            self.fields[f"agent.{name}"].set_title(who + title)
        relations, proofs = USUAL[kind]
        self._relation.set_title("职务" if kind == GACHA else "与申请人关系")
        self._proof.set_title("凭什么代办（" + "、".join(proofs[:2]) + "等）")
        self._relation.set_choices(relations)
        self._proof.set_choices(proofs)

    def agent(self, known: str) -> AgentInput:
        """Who came, as typed."""
        person = self.person("agent.", "name", "id_number", "phone", known=known)
        return AgentInput(person, self._relation.text, self._proof.text, self.kind_chosen)
