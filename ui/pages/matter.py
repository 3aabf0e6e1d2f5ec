"""One matter, whole: to look at, print, confirm, retire, compare with what it was."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from app import documents, matters
from app.catalogue import Matter
from app.forms import about, guide
from app.forms.about import named, requirement
from app.matter_changes import differences
from app.matters import IN_FORCE, RETIRED, WAITING, VersionLine
from reports.sheet import Sheet as Paper
from ui.pages.catalogue_import import difference
from ui.shell import FormPage, Shell
from ui.widgets.basics import Button, Card, clear, column, dotted, label, row, rule
from ui.widgets.fields import Field
from ui.widgets.sheet import Sheet


class MatterPage(FormPage):
    """The newest version; older ones are a click away."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "事项")
        self._code = ""
        self._versions: tuple[VersionLine, ...] = ()
        self._check = Card("须核对", kind="warn")
        self._content = column(gap=14)
        self.main.addWidget(self._check)
        self.main.addWidget(self._content)
        self._print = Button("服务指南", key="F9", icon="printer")
        self._print.clicked.connect(self._show_guide)
        self.side.addWidget(self._print)
        self._confirming, self._retiring = Card("核对启用"), Card("停用")
        if shell.may("修改事项"):
            self._offer_changes()
        self._history = Card("各个版本")
        self.side.addWidget(self._history)

    def _offer_changes(self) -> None:
        edit = _button("修改", lambda: self.shell.go("matter_edit", code=self._code))
        self.side.addWidget(edit)
        for card, name, field, note, button in (
            (self._confirming, "confirmed_by", Field("核对人"),
             "逐条核对左边列出的内容，写上核对人，就可以启用。",
             _button("已核对，启用", self._confirm, kind="primary")),
            (self._retiring, "reason", Field("停用原因", hint="例如：权限已收回旗里"),
             "停用以后不再受理，正在办的件不受影响。", _button("停用这个事项", self._retire)),
        ):  # fmt: skip
            card.body.addWidget(label(note, "small", wrap=True))
            card.body.addWidget(self.add_field(name, field))
            card.body.addWidget(button)
            self.side.addWidget(card)

    def open(self, what: Mapping[str, Any]) -> None:
        self._code = what["code"]
        self.banner.clear()
        for field in self.fields.values():
            field.clear_error()
            field.set_text("")

    def focus_first(self) -> None:
        self._print.setFocus()

    def refresh(self) -> None:
        code = self._code
        self.shell.read(lambda: matters.versions(code), self._show)

    def _show(self, versions: tuple[VersionLine, ...]) -> None:
        if not versions:
            return
        self._versions = versions
        newest = versions[0]
        matter = newest.view.matter
        self.set_head(matter.name, dotted(f"编号 {matter.code}", f"第 {newest.view.version} 版",
                                          newest.state, _by(newest)))  # fmt: skip
        waiting = matter.to_check if newest.state == WAITING else ()
        said = (*matter.lapsed(self.shell.today), *waiting)
        self._check.setVisible(bool(said))
        clear(self._check.body)
        for number, line in enumerate(said, 1):
            self._check.body.addWidget(label(f"{number}. {line}", wrap=True))
        inside = self._content.layout()
        assert inside is not None
        clear(inside)
        for card in _cards(matter):
            inside.addWidget(card)
        may = self.shell.may("修改事项")
        self._confirming.setVisible(may and newest.state != IN_FORCE)
        self._retiring.setVisible(may and newest.state != RETIRED)
        clear(self._history.body)
        for n, one in enumerate(versions):
            words = f"第 {one.view.version} 版　{one.state}　{one.at:%Y-%m-%d}"
            if n + 1 < len(versions):
                link = Button(words + " ›", kind="link")
                link.clicked.connect(lambda _=False, n=n: self._compare(n))
                self._history.body.addWidget(link)
            else:
                self._history.body.addWidget(label(words, "second"))

    def _compare(self, n: int) -> None:
        """What version number `n` of the list changed in the one before it."""
        later, earlier = self._versions[n].view, self._versions[n + 1].view
        sheet = Sheet(self, f"第 {earlier.version} 版到第 {later.version} 版改了什么",
                      later.matter.name, 980)  # fmt: skip
        body = sheet.scrolled(gap=8)
        body.addWidget(row(*(label(words, "head") for words in ("哪一项", "原来", "现在")),
                           gap=16, even=True))  # fmt: skip
        for one in differences(earlier.matter, later.matter):
            body.addWidget(rule())
            body.addWidget(difference(one))
        body.addStretch(1)
        sheet.open()

    def _show_guide(self) -> None:
        line, desk = self._versions[0], self.shell.desk
        copy = "" if line.state == IN_FORCE else f"草稿：{line.state}"

        def make() -> Paper:
            blocks = guide.guide(desk, line.view.matter, line.view.version)
            return documents.unnumbered(desk.office, desk.real.now(), guide.TITLE, blocks, copy)

        self.shell.show_sheet(self, make, line.view.matter.name, printed=True)

    def _confirm(self) -> None:
        uuid, who = self._versions[0].view.uuid, self.fields["confirmed_by"].text
        self.shell.act(
            self, lambda desk: matters.confirm(desk, uuid, who), lambda _: self._done("已启用。")
        )

    def _retire(self) -> None:
        uuid, why = self._versions[0].view.uuid, self.fields["reason"].text
        said = "已停用，正在办的件不受影响。"
        self.shell.act(
            self, lambda desk: matters.retire(desk, uuid, why), lambda _: self._done(said)
        )

    def _done(self, said: str) -> None:
        self.open({"code": self._code})
        self.banner.say(said, "good")
        self.refresh()


def _button(words: str, act: Callable[[], object], *, kind: str = "secondary") -> Button:
    made = Button(words, kind=kind)
    made.clicked.connect(lambda: act())
    return made


def _by(line: VersionLine) -> str:
    if line.state == IN_FORCE and line.view.confirmed_by:
        return f"{line.view.confirmed_by}核对"
    return line.view.retired


def _cards(matter: Matter) -> Sequence[QWidget]:
    """The matter, card by card."""
    basics = Card("基本情况")
    _pairs(basics, (
        ("类型", matter.kind), ("决定机关", f"{matter.organ}（{matter.organ_kind}）"),
        ("实施方式", dotted(matter.way, matter.delegation)), ("不在本窗口办", matter.refer_to),
        ("条件", "\n".join(matter.conditions)), ("收费", matter.fee), *about.limits(matter),
        ("补正期限", f"{matter.supplement_days} 天"), *about.results(matter),
        ("公告", dotted(matter.publish_form, "、".join(matter.public_fields))),
        ("提示", "\n".join(matter.notes)),
    ))  # fmt: skip
    materials = Card("材料", f"{len(matter.materials)} 样")
    for number, one in enumerate(matter.materials, 1):
        materials.body.addWidget(label(f"{number}. {named(one)}", "strong", wrap=True))
        words = dotted(requirement(one), one.issuer, one.where)
        materials.body.addWidget(label(words, "small", wrap=True))
    questions = Card("情形", "问清了，只告知要的材料")
    _pairs(questions, tuple((one.question, "　/　".join(one.options)) for one in matter.questions))
    steps = Card("步骤")
    for step in matter.steps:
        words = dotted(step.stage, about.step_limit(step), "必经" if step.compulsory else "")
        _pairs(steps, ((step.name, f"{step.who}\n{words}"),))
    law = Card("依据和救济")
    for basis in matter.bases:
        read = "条文已查" if basis.read else "条文未查到"
        until = f"{basis.until} 起失效" if basis.until else ""
        law.body.addWidget(label(basis.text, wrap=True))
        law.body.addWidget(label(dotted(basis.dated, until, read), "small"))
    _pairs(law, (
        ("不予办理的", matter.remedy_refusal), ("逾期不答复的", matter.remedy_silence),
        ("可以终止的", "\n".join(f"{one.ground}（{one.basis}）" for one in matter.termination)),
    ))  # fmt: skip
    return (
        basics, *((questions,) if matter.questions else ()),
        *((materials,) if matter.materials else ()), *((steps,) if matter.steps else ()), law,
    )  # fmt: skip


def _pairs(card: Card, pairs: Sequence[tuple[str, str]]) -> None:
    for name, words in pairs:
        if words:
            head = label(name, "small", wrap=True)
            head.setFixedWidth(112)
            card.body.addWidget(row(head, label(words, wrap=True), wide=1, gap=16, top=True))
