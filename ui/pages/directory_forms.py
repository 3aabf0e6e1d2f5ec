"""One entry of the directory on a form: a person, a department, or many from a spreadsheet."""

from collections.abc import Mapping
from typing import Any

from app import accounts, directory, directory_changes, directory_paste
from app.desk import StaffMember
from app.directory import ColleagueView, DepartmentView
from app.directory_changes import ColleagueInput, DepartmentInput
from app.directory_paste import COLUMNS, Pasted
from ui.shell import FormPage, Shell
from ui.widgets.basics import Button, Card, ClauseNote, label, row
from ui.widgets.fields import Choice, Field
from ui.widgets.picker import Picker

HERE, GONE = "在岗", "已调离"
OPEN, CLOSED = "在用", "已撤销"


class _EntryPage(FormPage):
    """What the three forms have in common: a card, one button, and the way back."""

    def __init__(self, shell: Shell, title: str, action: str) -> None:
        super().__init__(shell, title)
        self.card = Card()
        self.main.addWidget(self.card)
        save = Button(action, kind="primary", icon="check")
        save.clicked.connect(self.submit)
        self.main.addWidget(row(save, None))
        self._uuid = ""

    def add_line(self, **fields: Any) -> None:
        """Fields side by side, by name."""
        for name, field in fields.items():
            self.add_field(name, field)
        self.card.body.addWidget(row(*fields.values(), gap=16, even=True))

    def open(self, what: Mapping[str, Any]) -> None:
        self._uuid = what["uuid"]
        self.stop_keeping()
        self.forget_errors()

    def set_texts(self, kind: str, texts: Mapping[str, str]) -> None:
        """Show an entry; then what was half typed of it, if anything."""
        self._loading = True
        self.set_draft(dict(texts))
        self._loading = False
        self.keep_draft(f"{kind}:{self._uuid}")

    def set_draft(self, body: dict[str, Any]) -> None:
        for name, words in body.items():
            if name in self.fields:
                self.fields[name].set_text(words)

    def text(self, name: str) -> str:
        """What the field `name` says."""
        return self.fields[name].text

    def saved(self, said: str) -> None:
        """Back to the directory."""
        self.shell.go("directory", said=said)

    def submit(self) -> None:
        raise NotImplementedError


class DepartmentPage(_EntryPage):
    """A department."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "站所", "保存")
        self.add_line(name=Field("站所名称", required=True))
        self.add_line(duties=Field("职责", hint="群众会怎么问，例如 户口、身份证", lines=3))
        self.add_line(room=Field("地点、房间"), phone=Field("电话"))
        self.add_line(active=Choice("状态", (OPEN, CLOSED), OPEN))
        self.side.addWidget(ClauseNote("2.3"))

    def refresh(self) -> None:
        uuid = self._uuid
        if uuid:
            self.shell.read(lambda: directory.department(uuid), self._show)
        else:
            self.set_head("新增站所")
            self.set_texts("department", dict.fromkeys(self.fields, "") | {"active": OPEN})

    def _show(self, one: DepartmentView) -> None:
        self.set_head(one.name, "站所")
        self.set_texts("department", {
            "name": one.name, "duties": one.duties, "room": one.room, "phone": one.phone,
            "active": OPEN if one.active else CLOSED,
        })  # fmt: skip

    def focus_first(self) -> None:
        self.fields["name"].setFocus()

    def submit(self) -> None:
        """Save the department as typed."""
        if self.busy:
            return
        uuid, text = self._uuid, self.text
        given = DepartmentInput(
            text("name"), text("duties"), text("room"), text("phone"), text("active") == OPEN
        )
        self.shell.act(
            self, lambda desk: directory_changes.save_department(desk, uuid, given),
            lambda _: self.saved(f"已保存：{given.name.strip()}。"),
        )  # fmt: skip


class ColleaguePage(_EntryPage):
    """Somebody in the directory."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "人员", "保存")
        self._department, self._stand_in = Picker("站所（必填）"), Picker("B岗（替岗人）")
        self._staff = Picker("本窗口的账号")
        self.add_line(name=Field("姓名", required=True), department=self._department)
        self.add_line(post=Field("职务"), phone=Field("电话", hint="空着用站所的"))
        self.add_line(duties=Field("职责", hint="群众会怎么问，例如 低保、残疾证", lines=3))
        self.add_line(room=Field("房间", hint="空着用站所的"), stand_in=self._stand_in)
        self.add_line(staff=self._staff, active=Choice("状态", (HERE, GONE), HERE))
        self.side.addWidget(ClauseNote("1.5"))

    def refresh(self) -> None:
        uuid = self._uuid

        def look() -> Any:
            return (
                directory.departments(), directory.colleagues(), accounts.everybody(),
                directory.colleague(uuid) if uuid else None,
            )  # fmt: skip

        self.shell.read(look, self._show)

    def _show(
        self,
        found: tuple[
            tuple[DepartmentView, ...], tuple[ColleagueView, ...], tuple[StaffMember, ...],
            ColleagueView | None,
        ],
    ) -> None:  # fmt: skip
        homes, people, staff, one = found
        self._department.set_choices([(home.uuid, home.name) for home in homes])
        others = [(who.uuid, who.name) for who in people if who.uuid != self._uuid]
        self._stand_in.set_choices([("", "没有"), *others])
        self._staff.set_choices([("", "没有"), *((who.uuid, who.name) for who in staff)])
        texts = dict.fromkeys(self.fields, "") | {"active": HERE}
        if homes:
            texts["department"] = homes[0].uuid
        if one is not None:
            texts = {
                "name": one.name, "department": one.department.uuid, "post": one.post,
                "phone": one.own_phone, "duties": one.duties, "room": one.own_room,
                "stand_in": one.stand_in, "staff": one.staff,
                "active": HERE if one.active else GONE,
            }  # fmt: skip
        self.set_head(one.name if one else "新增人员", one.department.name if one else "")
        self.set_texts("colleague", texts)
        if not homes:
            self.banner.say("还没有站所，请先返回（Esc）新增站所。", "warn")

    def focus_first(self) -> None:
        self.fields["name"].setFocus()

    def submit(self) -> None:
        """Save the person as typed."""
        if self.busy:
            return
        uuid, text = self._uuid, self.text
        given = ColleagueInput(
            text("department"), text("name"), text("post"), text("duties"), text("room"),
            text("phone"), text("stand_in"), text("staff"), text("active") == HERE,
        )  # fmt: skip
        self.shell.act(
            self, lambda desk: directory_changes.save_colleague(desk, uuid, given),
            lambda _: self.saved(f"已保存：{given.name.strip()}。"),
        )  # fmt: skip


class DirectoryPastePage(_EntryPage):
    """Many entries out of a spreadsheet."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "从表格粘贴", "收进通讯录")
        self.set_head("从表格粘贴", "在电子表格里选中这几列，复制，到下面粘贴（Ctrl+V）。")
        self.add_line(pasted=Field(" ｜ ".join(COLUMNS), lines=12, entries=True))
        note = Card("说明")
        for words in (
            "一行一人；姓名空着的一行，写的是这个部门的职责、房间和电话。",
            "没有的部门会新建；部门和姓名都相同的，按粘贴的内容更新。",
            "有一行不对，就一行也不收，并逐行说明哪里不对。",
        ):
            note.body.addWidget(label(words, wrap=True))
        self.side.addWidget(note)

    def refresh(self) -> None:
        self.set_texts("directory_paste", {"pasted": ""})

    def focus_first(self) -> None:
        self.fields["pasted"].setFocus()

    def submit(self) -> None:
        """Take the lines, all of them or none."""
        if self.busy:
            return
        pasted = self.text("pasted")

        def taken(done: Pasted) -> None:
            self.saved(f"已收进通讯录：新增 {done.added} 条，更新 {done.changed} 条。")

        self.shell.act(self, lambda desk: directory_paste.paste(desk, pasted), taken)
