"""A matter as a form: every field of `app.matter_fields`, what is wrong said beside each."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QGridLayout, QVBoxLayout

from app import matters
from app.catalogue import Matter
from app.matter_changes import compare
from app.matter_fields import CODE, MAIN, PARTS, Table, columns_of, shown
from app.matter_files import Fault, RawMatter, RawRow, parsed
from app.matters import VersionLine
from ui.page import SIGHT
from ui.pages.catalogue_import import ChangesSheet
from ui.shell import FormPage, Shell
from ui.widgets.basics import Button, Card, clear, label, row
from ui.widgets.columns import column_field, is_wide

# The matter's own fields, card by card: each begins with the field named.
CARDS = {
    "编号": "是什么事项",
    "条件": "条件和时限",
    "收费": "结果、救济和公告",
    "提示": "提醒、查找和核对",
}


class MatterEditPage(FormPage):
    """Changing a matter makes a new version; running cases keep theirs."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "修改事项")
        self._code = ""
        self._main: dict[str, Any] = {}
        self._rows: dict[str, list[dict[str, Any]]] = {part.name: [] for part in PARTS}
        self._boxes: dict[str, QVBoxLayout] = {}
        for number, (first, title) in enumerate(CARDS.items()):
            following = list(CARDS)[number + 1 : number + 2]
            self.main.addWidget(self._main_card(title, first, following))
        for part in PARTS:
            self.main.addWidget(self._part_card(part))
        words = "改动不影响正在办的件，它们仍按原来的版本办完。保存以前会列出改了什么。"
        note = Card(kind="info")
        note.body.addWidget(label(words, wrap=True))
        self.side.addWidget(note)
        go = Button("看改了什么，保存", kind="primary")
        go.clicked.connect(self.submit)
        back = Button("返回", key="Esc")
        back.clicked.connect(self.back)
        self.side.addWidget(go)
        self.side.addWidget(back)

    # The form -----------------------------------------------------------------------------------

    def _main_card(self, title: str, first: str, following: list[str]) -> Card:
        labels = [one.label for one in MAIN.columns]
        end = labels.index(following[0]) if following else len(labels)
        columns = MAIN.columns[labels.index(first) : end]
        card = Card(title)
        grid = QGridLayout()
        place = 0
        for one in columns:
            field = self._main[one.label] = self.add_field(one.label, column_field(one))
            place = _put(grid, field, place, wide=is_wide(one))
        card.body.addLayout(_even(grid))
        return card

    def _part_card(self, part: Table) -> Card:
        card = Card(part.name, part.note)
        box = self._boxes[part.name] = QVBoxLayout()
        box.setSpacing(12)
        card.body.addLayout(box)
        more = Button(f"增加一条{part.name}", kind="link")
        more.clicked.connect(lambda: self._add_row(part, {}, typed=True))
        card.body.addWidget(row(more, None))
        return card

    def _add_row(self, part: Table, cells: Mapping[str, str], *, typed: bool = False) -> None:
        frame = Card(kind="row")
        grid = QGridLayout()
        place = 0
        fields = {}
        for one in part.columns:
            field = fields[one.label] = column_field(one)
            field.set_text(cells.get(one.label, ""))
            field.changed.connect(self._changed)
            place = _put(grid, field, place, wide=is_wide(one))
        frame.body.addLayout(_even(grid))
        away = Button("删去这一条", kind="link")
        away.clicked.connect(lambda: self._drop_row(part, fields, frame))
        frame.body.addWidget(row(None, away))
        self._rows[part.name].append(fields)
        self._boxes[part.name].addWidget(frame)
        if typed:
            self._changed()
            next(iter(fields.values())).setFocus()

    def _drop_row(self, part: Table, fields: dict[str, Any], frame: Card) -> None:
        self._rows[part.name].remove(fields)
        frame.hide()
        frame.deleteLater()
        self._changed()

    # What it is about ---------------------------------------------------------------------------

    def open(self, what: Mapping[str, Any]) -> None:
        self._code = what["code"]
        self.banner.clear()
        self.stop_keeping()
        self._fill({}, {})
        self._main[CODE].set_fixed(bool(self._code))
        self.set_head("修改事项" if self._code else "新增事项", "")
        if not self._code:
            self.keep_draft("matter:")
            return
        code = self._code
        self.shell.read(lambda: matters.versions(code), self._show)

    def _show(self, versions: tuple[VersionLine, ...]) -> None:
        view = versions[0].view
        self.set_head(f"修改事项：{view.matter.name}", f"第 {view.version} 版，保存后成为新的版本")
        self.show_matter(view.matter)
        self.keep_draft(f"matter:{self._code}:{view.version}")

    def show_matter(self, matter: Matter) -> None:
        """Fill the form with a matter."""
        main = dict(zip(columns_of(MAIN), shown(MAIN, matter), strict=True))
        parts = {
            part.name: [
                dict(zip(columns_of(part), shown(part, value), strict=True))
                for value in getattr(matter, part.attribute)
            ]
            for part in PARTS
        }
        self._fill(main, parts)

    def _fill(self, main: Mapping[str, str], parts: Mapping[str, list[dict[str, str]]]) -> None:
        for name, field in self._main.items():
            field.clear_error()
            field.set_text(main.get(name, ""))
        for part in PARTS:
            self._rows[part.name].clear()
            clear(self._boxes[part.name])
            for cells in parts.get(part.name, []):
                self._add_row(part, cells)

    def focus_first(self) -> None:
        self._main["名称" if self._code else CODE].setFocus()

    def draft(self) -> dict[str, Any]:
        parts = {
            name: [{label: field.text for label, field in fields.items()} for fields in rows]
            for name, rows in self._rows.items()
        }
        return {"main": super().draft(), "parts": parts}

    def set_draft(self, body: dict[str, Any]) -> None:
        self._fill(body["main"], body["parts"])

    # Saving -------------------------------------------------------------------------------------

    def submit(self) -> None:
        """Check every field; show what changes, and save once that is agreed to."""
        if self.busy:
            return
        raw, places = self._raw()
        faults: list[Fault] = []
        self.forget_errors()
        for fields in self._rows.values():
            for one in fields:
                for field in one.values():
                    field.clear_error()
        matter = parsed(raw, faults)
        if matter is None:
            self._show_faults(faults, places)
            return

        def known(lines: tuple[matters.MatterLine, ...]) -> None:
            before = {line.newest.matter.code: line.newest.matter for line in lines}
            if not self._code and matter.code in before:
                self._main[CODE].set_error("这个编号已经用过，请换一个，或去修改那个事项。")
                return
            (change,) = compare(before, (matter,))
            if not change.changes:
                self.banner.say("没有改动，不用保存。", "info")
                return
            sheet = ChangesSheet(self, matter.name, (change,), "保存为新的版本")
            sheet.agreed.connect(lambda: self._save(raw))
            sheet.open()

        self.shell.read(matters.listed, known)

    def _save(self, raw: RawMatter) -> None:
        matter = parsed(raw, [])
        assert matter is not None
        said = "已保存为新的版本" + ("，核对后才能启用。" if matter.to_check else "，已启用。")
        self.shell.act(
            self, lambda desk: matters.write(desk, (matter,)),
            lambda _: self.shell.go("matter", code=matter.code, said=said),
        )  # fmt: skip

    def _raw(self) -> tuple[RawMatter, dict[str, Any]]:
        """What is typed, and the field that each place of a fault means."""
        places: dict[str, Any] = {}

        def one(place: str, fields: Mapping[str, Any]) -> RawRow:
            made = RawRow(place, {name: field.text for name, field in fields.items()})
            places.update({made.at(name): field for name, field in fields.items()})
            return made

        raw = RawMatter(one("", self._main))
        for name, rows in self._rows.items():
            raw.parts[name] = [one(f"{name}{n}", fields) for n, fields in enumerate(rows, 1)]
        return raw, places

    def _show_faults(self, faults: list[Fault], places: Mapping[str, Any]) -> None:
        loose = [fault for fault in faults if not places[fault.place].isVisible()]
        for fault in reversed(faults):  # the first one ends up with the keyboard
            places[fault.place].set_error(fault.sentence)
        said = f"有 {len(faults)} 处要改，写在各个格子下面。"
        self.banner.say(said + "".join(fault.sentence for fault in loose), "bad")
        first = places[faults[0].place]
        QTimer.singleShot(0, self, lambda: self.ensureWidgetVisible(first, 0, SIGHT))


def _put(grid: QGridLayout, field: Any, place: int, *, wide: bool) -> int:
    """Put a field at the next free place of two columns, or across both; returns the next."""
    top = Qt.AlignmentFlag.AlignTop
    if wide:
        place += place % 2
        grid.addWidget(field, place // 2, 0, 1, 2, top)
        return place + 2
    grid.addWidget(field, place // 2, place % 2, top)
    return place + 1


def _even(grid: QGridLayout) -> QGridLayout:
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(10)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 1)
    return grid
