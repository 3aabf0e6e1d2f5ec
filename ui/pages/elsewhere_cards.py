"""The cards of 不是本窗口的事: whose it is, whom to call, what is passed on."""

from typing import Any

from PySide6.QtCore import Signal

from app.directory import ColleagueView
from app.first_asked import ABSENCES, PaperInput
from app.first_asked.whom import Whereto, Whom
from app.receptions import ReceptionView
from app.wording import say
from ui.pages.visit_cards import PICK, Fields
from ui.widgets.basics import Button, Card, dotted, empty, label, row
from ui.widgets.fields import Choice, Field
from ui.widgets.rows import Row, RowList

INSIDE, OUTSIDE = "苏木的站所、同事", "苏木以外的单位"
HERE, AWAY = "在", "不在"
PRESET = {"where": INSIDE, "present": ""}


class WhoseCard(Card):
    """What the visitor wants, and whose that is."""

    chosen = Signal(object)  # Whereto

    def __init__(self) -> None:
        super().__init__("归谁办", "↑ ↓ 选择 · Enter 选定")
        self._whom, self._found = Whom((), (), {}), dict[str, Whereto]()
        self.where = Choice("", (INSIDE, OUTSIDE), INSIDE)
        self.fields: dict[str, Any] = {
            "matter": Field("群众要办什么事", required=True), "where": self.where,
        }  # fmt: skip
        self.filter = Field("", hint="站所、姓名、拼音首字母、职责或事项，例如：低保、hk")
        self.filter.changed.connect(self._narrow)
        self._list = RowList("归谁办", most=4, lead=140, share=0.32, asks=True)
        self._list.acted.connect(lambda key: self.chosen.emit(self._found[key]))
        self._none = empty("")
        for part in (*self.fields.values(), self.filter, self._list, self._none):
            self.body.addWidget(part)

    def show_whom(self, whom: Whom, chosen: str) -> None:
        """Search in `whom` from now on; the keyboard stands on `chosen`, a UUID or ""."""
        self._whom = whom
        self._narrow()
        if chosen in self._found:
            self._list.setCurrentIndex(self._list.rows.index(list(self._found).index(chosen)))

    def arrange(self) -> None:
        """Nobody outside the Sumu stands in the directory."""
        inside = self.where.text != OUTSIDE
        self.filter.setVisible(inside)
        self._list.setVisible(inside and bool(self._found))
        self._none.setVisible(inside and not self._found)

    def _narrow(self) -> None:
        self._found = {one.entry.uuid: one for one in self._whom.search(self.filter.text)}
        rows, typed = [_row(one) for one in self._found.values()], self.filter.text
        self._list.show_rows(rows, first=bool(typed.strip()))
        self._none.setText(
            "没有找到。换一个词试试，或者直接在下面填。" if self._whom.entries
            else "通讯录还是空的，请直接在下面填。"
        )  # fmt: skip
        self.arrange()


def _row(one: Whereto) -> Row:
    entry = one.entry
    where = dotted(entry.room, entry.phone)
    if isinstance(entry, ColleagueView):
        stand_in = f"B岗 {entry.stand_in_name}" if entry.stand_in_name else ""
        return Row(entry.uuid, None, entry.department.name, entry.name, entry.post, one.why,
                   dotted(where, stand_in), "选定")  # fmt: skip
    return Row(entry.uuid, None, "站所", entry.name, "", one.why, where, "选定")


class CallCard(Fields):
    """The office or organ, and what came of calling it."""

    arranged = Signal()

    def __init__(self) -> None:
        super().__init__("找谁、怎么去", " ")
        self.add("office", Field("站所", required=True), 0, 0)
        self.add("place", Field("地点、房间", required=True), 0, 1)
        self.add("office_phone", Field("电话"), 0, 2)
        self.add("called", Field("打给谁", required=True), 1, 0)
        self.add("called_at", Field("几点打的", hint="15:20", required=True), 1, 1)
        self.present = self.add("present", Choice("本人在不在", (HERE, AWAY)), 1, 2)
        self.add("words", Field("怎么告诉群众的", lines=2), 2, 0, 3)
        self.add("bring", Field("要带的材料（没有就不填）"), 3, 0, 3)
        self.present.changed.connect(self.arranged)

    def choose(self, to: Whereto, now: str) -> None:
        """Fill in what the directory says of `to`; `now` is the time of the call about to be
        made."""
        entry = to.entry
        filled = {
            "office": to.department.name, "place": entry.room, "office_phone": entry.phone,
            "called": entry.name if to.colleague else "", "called_at": now, "present": "",
            "words": "",
        }  # fmt: skip
        for name, words in filled.items():
            self.fields[name].set_text(words)

    def suggest(self) -> None:
        """The usual words, where none are typed."""
        place, who = self.fields["place"].text.strip(), self.fields["called"].text.strip()
        if place and who and not self.fields["words"].text:
            where = f"{self.fields['office'].text.strip()}（{place}）"
            self.fields["words"].set_text(say("引导单", "words", place=where, who=who))

    def arrange(self, where: str) -> None:
        """Ask for what this way needs: nobody outside has to be called."""
        inside, away = where != OUTSIDE, self.present.text == AWAY
        self.hint.setText("先打电话联系，再请群众过去" if inside else "把知道的都告诉群众")
        self.fields["office"].set_title("站所（必填）" if inside else "单位名称（必填）")
        self.fields["place"].set_title("地点、房间（必填）" if inside else "地点")
        self.fields["words"].set_title("怎么告诉群众的" + ("" if inside else "（必填）"))
        for name in ("called", "called_at", "present"):
            self.fields[name].setVisible(inside)
        for name in ("words", "bring"):
            self.fields[name].setVisible(not (inside and away))


class TransferCard(Fields):
    """What the colleague needs to help somebody they have not seen."""

    def __init__(self) -> None:
        super().__init__("转交", "责任人凭这些和群众联系，一项都不能少")
        self.add("absent_why", Choice("为什么不在", ABSENCES), 0, 0, 3)
        self.add("visitor", Field("群众姓名", required=True), 1, 0)
        self.add("phone", Field("联系电话", required=True), 1, 1)
        self.add("address", Field("住址", required=True), 1, 2)
        self.add("message", Field("群众的留言", lines=2, required=True), 2, 0, 3)
        self.add("responsible", Field("转给谁", hint=PICK, required=True), 3, 0)
        self.add("responsible_phone", Field("责任人电话"), 3, 1)
        self._phones: dict[str, str] = {}
        self.fields["responsible"].changed.connect(self._look_up)

    def show_visitor(self, seen: ReceptionView) -> None:
        """Take over what is known of the visitor, where nothing is typed."""
        home = "".join((seen.person.gacha, seen.person.address)) if seen.person else ""
        known = {"visitor": seen.visitor, "phone": seen.phone, "address": home}
        for name, words in known.items():
            if not self.fields[name].text:
                self.fields[name].set_text(words)

    def offer(self, phones: dict[str, str]) -> None:
        """Who may take it over with their numbers, the stand-in first."""
        self._phones = phones
        self.fields["responsible"].set_choices(tuple(phones))

    def suggest(self) -> None:
        """The first of those, where nobody is named."""
        if self._phones and not self.fields["responsible"].text:
            self.fields["responsible"].set_text(next(iter(self._phones)))

    def _look_up(self) -> None:
        name, phone = self.fields["responsible"].text.strip(), self.fields["responsible_phone"]
        if name in self._phones and phone.text in ("", *self._phones.values()):
            phone.set_text(self._phones[name])


class PapersCard(Fields):
    """Papers that the visitor leaves behind, a line each."""

    MOST = 8
    NAMES = ("name", "pages", "count")

    def __init__(self) -> None:
        super().__init__("群众留下的材料", "没有就不填；清空的行不算")
        self.shown = 0
        for n in range(self.MOST):
            for place, hint in enumerate(("材料名称", "页数", "份数")):
                self.add(f"paper.{n}.{self.NAMES[place]}", Field("", hint=hint), n, place)
        self.grid.setColumnStretch(0, 4)
        self._more = Button("增加一份材料", kind="link", key="F7")
        self._more.clicked.connect(self._add)
        self._none = label("原件尽量退还群众，留复印件。", "small")
        self.body.addWidget(row(self._more, self._none, None, gap=16))
        self.show_rows(1)

    def show_rows(self, count: int) -> None:
        """Show so many lines."""
        self.shown = max(1, min(count, self.MOST))
        for name, field in self.fields.items():
            field.setVisible(int(name.split(".")[1]) < self.shown)
        self._more.setVisible(self.shown < self.MOST)

    def _add(self) -> None:
        self.show_rows(self.shown + 1)
        self.fields[f"paper.{self.shown - 1}.name"].setFocus()

    def papers(self) -> tuple[PaperInput, ...]:
        """The lines as typed."""
        lines: Any = ([self.fields[f"paper.{n}.{name}"].text for name in self.NAMES]
                      for n in range(self.shown))  # fmt: skip
        return tuple(PaperInput(*line) for line in lines)
