"""Whom the fields of 来访登记 are about: known people, their household, one person twice."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from app import households, identity, merging, people
from app.errors import FieldError
from app.merging import Pair
from app.parties import GUARDIAN
from app.people import OtherName, PersonView
from ui.pages.offers import Offer, Offers
from ui.pages.same_person import MergeSheet, NameSheet
from ui.pages.visit_cards import FOR_ANOTHER, SELF, AgentCard, ApplicantCard, PartiesCard
from ui.shell import FormPage

SECTIONS = MEND, MINOR, KNOWN, HOME, TWINS = (
    "证件和登记的姓名不同", "未满 18 周岁", "以前来过的人", "同户的人，加为共同申请人", "疑似重复",
)  # fmt: skip
Members = tuple[tuple[PersonView, str], ...]


class Acquaintances(QObject):
    """Looks up what is typed and offers what it finds. Fields of one person share a prefix:
    "" for the applicant, `agent.`, `party.0.` and so on."""

    onward = Signal()  # what is known of the applicant has been taken over
    settled = Signal()  # it is clear how somebody is written

    def __init__(
        self, page: FormPage, applicant: ApplicantCard, parties: PartiesCard, agent: AgentCard,
        offers: Offers,
    ) -> None:  # fmt: skip
        super().__init__(page)
        self.known: dict[str, str] = {}  # by prefix: whom the clerk chose
        self._page, self._shell, self.fields = page, page.shell, dict[str, Any](page.fields)
        self._applicant, self._parties, self._agent = applicant, parties, agent
        self._offers = offers
        self._asking = ""  # the prefix of the fields that were typed in last
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(250)
        self._typing.timeout.connect(self._look_up)
        for name, field in self.fields.items():
            group, dot, last = name.rpartition(".")
            if last in ("name", "id_number", "phone"):
                field.changed.connect(lambda prefix=group + dot: self._typed(prefix))

    def forget(self) -> None:
        """The form is about somebody else."""
        self.known = {}
        self._typing.stop()
        self._offers.forget()

    def _typed(self, prefix: str) -> None:
        self._asking = prefix
        self._typing.start()
        if not self.fields[prefix + "name"].text:
            self.known.pop(prefix, None)
        self._offers.show_offers(MEND, ())
        self.fields[prefix + "id_number"].set_note(self._told(prefix))
        if not prefix:
            self.look_at_age()

    def _resident(self, prefix: str) -> identity.Resident | None:
        """What a whole number says. Raises FieldError for a wrong one."""
        number = self.fields[prefix + "id_number"].text.strip()
        if len(number) != 18 or not (prefix or self._applicant.kind.text == people.PERSON):
            return None
        return identity.resident("", number, self._shell.desk.clock.now().date())

    def _told(self, prefix: str) -> str:
        try:
            told = self._resident(prefix)
        except FieldError as error:
            return error.message
        return f"{told.sex}，{told.birth.isoformat()} 出生" if told else ""

    def look_at_age(self) -> None:
        """Whoever is not of age is better served with a guardian."""
        minor = self.is_minor() and self._applicant.way.text == SELF
        offer = Offer("由监护人代办", "填监护人的姓名、关系和户口簿", self._to_guardian)
        self._offers.show_offers(MINOR, (offer,) if minor else ())

    def is_minor(self) -> bool:
        """Whether the applicant is, as far as their number says."""
        try:
            told = self._resident("")
        except FieldError:
            return False
        return bool(told and told.is_minor(self._shell.desk.clock.now().date()))

    def _to_guardian(self) -> None:
        self._applicant.way.set_text(FOR_ANOTHER)
        self._agent.kind.set_text(GUARDIAN)
        self.fields["agent.name"].setFocus()

    def _look_up(self) -> None:
        prefix = self._asking
        typed = (self.fields.get(prefix + name) for name in ("id_number", "phone", "name"))
        key = next((field.text for field in typed if field is not None and field.text), "")

        def look() -> tuple[tuple[PersonView, ...], tuple[Pair, ...]]:
            found = people.find(key, 4)
            return found, merging.suspects([one.uuid for one in found]) if found else ()

        def show(found: tuple[tuple[PersonView, ...], tuple[Pair, ...]]) -> None:
            if prefix == self._asking:
                self._show_known(prefix, *found)

        self._shell.read(look, show)

    def _show_known(self, prefix: str, found: Sequence[PersonView], pairs: Sequence[Pair]) -> None:
        number = identity.modern(self.fields[prefix + "id_number"].text)
        typed = (self.fields[prefix + "name"].text.strip(), number)
        same = next((one for one in found if number and (one.name, one.id_number) == typed), None)
        if same is not None and self.known.get(prefix) != same.uuid:
            self._take_over(prefix, same, only_empty=True)
            self._is(prefix, same)
        self._offers.show_offers(KNOWN, [
            Offer(one.name, one.line, lambda one=one: self._fill(prefix, one))  # type: ignore[misc]
            for one in found if one.uuid != self.known.get(prefix)
        ])  # fmt: skip
        self._show_twins(pairs)

    def _take_over(self, prefix: str, person: PersonView, *, only_empty: bool = False) -> None:
        for name in ("kind", "name", "id_number", "phone", "contact", "gacha", "address"):
            field = self.fields.get(prefix + name)
            if field is None or (prefix and name == "kind") or (only_empty and field.text):
                continue
            field.set_text(getattr(person, name))
        self._typing.stop()

    def _fill(self, prefix: str, person: PersonView) -> None:
        """Take over what is known of `person`, and go to the first thing that is not."""
        self._take_over(prefix, person)
        self._offers.show_offers(KNOWN, ())
        self._is(prefix, person)
        if prefix == "agent.":
            wanted = ["id_number", "relation"]
        else:
            wanted = ["relation"] if prefix else ["id_number", "phone"]
        names = [prefix + name for name in wanted]
        if not prefix and not self._agent.isHidden():
            names.append("agent.name")
        empty = next((self.fields[name] for name in names if not self.fields[name].text), None)
        if empty is not None:
            empty.setFocus()
        else:
            self.onward.emit()

    def _is(self, prefix: str, person: PersonView) -> None:
        """The fields `prefix` are about `person`: offer who lives with them."""
        self.known[prefix] = person.uuid
        if prefix or self._applicant.many:
            return
        uuid = person.uuid

        def look() -> tuple[Members, tuple[Pair, ...]]:
            return households.members(uuid), merging.suspects([uuid])

        def show(found: tuple[Members, tuple[Pair, ...]]) -> None:
            if self.known.get("") == uuid:
                self._show_household(found[0])
                self._show_twins(found[1])

        self._shell.read(look, show)

    def _show_household(self, members: Members) -> None:
        here = self._parties.numbers()
        left = [one for one in members if (one[0].name, one[0].id_number) not in here]

        def add(person: PersonView, relation: str) -> None:
            self.add_party(person, relation)
            self._show_household(members)

        self._offers.show_offers(HOME, [
            Offer(f"{person.name}（{relation}）", person.line,
                  lambda person=person, relation=relation: add(person, relation))  # type: ignore[misc]
            for person, relation in left
        ])  # fmt: skip

    def add_party(self, person: PersonView | None = None, relation: str = "") -> None:
        """One more who applies too: somebody known, or a line to type in."""
        words = {"relation": relation}
        if person is not None:
            words |= {"name": person.name, "id_number": person.id_number}
        line = self._parties.add_line(**words)
        if line is None:
            self._page.banner.say(f"一次最多加 {PartiesCard.MOST} 位共同申请人。", "warn")
            return
        if person is not None:
            self.known[f"party.{line}."] = person.uuid
            self._typing.stop()
        else:
            self.fields[f"party.{line}.name"].setFocus()

    def ask_which_name(self, error: OtherName) -> None:
        """A number that is known under another name: two ways on."""
        known, prefix = error.known, error.field.removesuffix("id_number")
        name = self.fields[prefix + "name"]

        def settled(person: PersonView) -> None:
            name.set_text(person.name)
            self._typing.stop()
            self._page.forget_errors()
            self._offers.show_offers(MEND, ())
            self._is(prefix, person)
            self.settled.emit()

        def correct() -> None:
            sheet = NameSheet(self._shell, self._page, known, name.text)
            sheet.corrected.connect(settled)
            sheet.open()

        self._offers.show_offers(MEND, (
            Offer(f"用登记的：{known.name}", "输错了，证件上是这个", lambda: settled(known)),
            Offer(f"更正为：{name.text}", "证件上是新写的这个，写明原因", correct),
        ))  # fmt: skip

    def _show_twins(self, pairs: Sequence[Pair]) -> None:
        def merge(pair: Pair) -> None:
            sheet = MergeSheet(self._shell, self._page, pair)
            sheet.merged.connect(lambda _: self._look_up())
            sheet.open()

        self._offers.show_offers(TWINS, [
            Offer(f"{one.name}：两条记录", f"{one.line}；{other.line}",
                  lambda pair=(one, other): merge(pair))  # type: ignore[misc]
            for one, other in pairs
        ])  # fmt: skip
