"""F1: rules, matters, directory and keys, one key away on every screen (1.5)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app import directory
from app.directory import ColleagueView, DepartmentView
from app.duties import PARTS, Handlers
from app.forms.about import limits, named, requirement
from app.matters import MatterView
from app.pinyin import initials
from app.rulebook import clauses
from ui.widgets.basics import area, clear, column, dotted, label
from ui.widgets.fields import Field
from ui.widgets.rows import Row, RowList
from ui.widgets.sheet import Sheet

HERE, RULES, MATTERS, PEOPLE, KEYS = "本页依据", "制度", "事项", "通讯录", "按键"

KEY_LIST = (
    ("Enter", "下一项；停在按钮上时按下它"),
    ("Esc", "返回上一页；关上盖在上面的一张"),
    ("F1", "查阅制度、事项、通讯录和按键"),
    ("F2", "来访登记"),
    ("F3", "查找：姓名、拼音首字母、编号、电话、证件后六位"),
    ("F4", "投诉渠道，给群众看"),
    ("F5", "简单询问：问一句就答完的，只计数，不换页面"),
    ("F6", "来电登记"),
    ("F7", "来访登记：增加共同申请人、家庭成员；转交：增加一份材料"),
    ("F7", "办件、告知：这位群众还要办别的"),
    ("F8", "离岗：再按原因的数字键，登记并锁定"),
    ("F9", "打印当前页上的文书"),
    ("F10", "急难救助：先救助，告知、材料、签字以后补"),
    ("F11", "换人：再按名字前的数字键，输入密码"),
    ("F12", "在示例窗口里：回到首次使用"),
    ("Ctrl+B", "补录停电、电脑故障时办的事；再按一次结束补录"),
    ("Ctrl+E", "在密码格里：看一眼输入的密码"),
    ("Ctrl+L", "锁定窗口，没填完的内容都在"),
    ("Ctrl+M", "改自己的密码，也可以点右上角自己的名字"),
    ("1 2 3 …", "在选项上：直接选第几个"),
    ("Alt+1 2 3 …", "来访登记：直接选提示里的第几个（以前来过的人、同户的人）"),
    ("↓", "在能选的格子里：列出常用的"),
    ("← → 空格", "在选项上：移到别的选项，空格选中；只移过去不会改变选择"),
    ("↑ ↓", "在列表里移动"),
    ("扫码枪", "在任何页面扫文书上的二维码，直接打开那个办件"),
)


@dataclass(frozen=True)
class Entry:
    """One thing to look up: under `title`, heads with their lines."""

    group: str
    title: str
    parts: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def text(self) -> str:
        """Everything it says, for the filter."""
        return " ".join((self.title, *(line for _, lines in self.parts for line in lines)))


def entries(
    here: Sequence[str], matters: Sequence[MatterView], people: Sequence[directory.Entry],
    handlers: Mapping[str, Handlers],
) -> tuple[Entry, ...]:  # fmt: skip
    """What can be looked up; first the clauses with an id in `here`. `handlers` says who handles
    a matter, by its code."""
    rules = clauses()
    first = [Entry(HERE, rules[id].cite, (("", (rules[id].shown,)),)) for id in here]
    rest = [
        Entry(RULES, one.cite, (("", (one.shown,)),)) for id, one in rules.items() if id not in here
    ]
    keys = Entry(KEYS, "按键一览", tuple((key, (words,)) for key, words in KEY_LIST))
    found = (_matter(one, handlers.get(one.matter.code, (None, None))) for one in matters)
    return (*first, *found, *map(_person, people), *rest, keys)


def _person(one: directory.Entry) -> Entry:
    said: tuple[tuple[str, str], ...]
    if isinstance(one, DepartmentView):
        title, said = one.name, (("职责", one.duties),)
    else:
        title = f"{one.name}（{one.department.name}）"
        said = (("职务", one.post), ("职责", one.duties), ("B岗", one.stand_in_name))
    where = (*said, ("房间", one.room), ("电话", one.phone))
    return Entry(PEOPLE, title, tuple((head, (words,)) for head, words in where if words))


def _handler(part: str, one: ColleagueView | None) -> tuple[str, ...]:
    return () if one is None else (dotted(f"{part} {one.name}", one.room, one.phone),)


def _matter(view: MatterView, people: Handlers) -> Entry:
    matter = view.matter
    who = [line for part, one in zip(PARTS, people, strict=True) for line in _handler(part, one)]
    materials = tuple(
        f"{n}. {named(one)}（{requirement(one)}）：{one.where}"
        for n, one in enumerate(matter.materials, 1)
    )
    times = tuple("：".join(pair) for pair in limits(matter))
    parts = (
        ("谁办", tuple(who)), ("决定机关", (matter.organ,)),
        ("条件", matter.conditions), ("材料", materials),
        ("程序", (matter.procedure,)), ("期限", times), ("收费", (matter.fee,)),
        ("结果", (matter.result,)), ("注意", matter.notes),
        ("依据", tuple(one.text for one in matter.bases)),
    )  # fmt: skip
    return Entry(MATTERS, matter.name, tuple(part for part in parts if part[1]))


class Reference(Sheet):
    """A filter and a list at the left, what was looked up at the right."""

    def __init__(self, over: QWidget, found: Sequence[Entry]) -> None:
        super().__init__(over, "查阅", "制度、事项、通讯录和按键", 1040)
        self._entries = tuple(found)
        self.filter = Field("", hint="输入文字或拼音首字母，例如：补充件、dbz")
        self.filter.changed.connect(self._narrow)
        self.list = RowList("查阅", lead=80, high=44)
        self.list.setFixedWidth(400)
        self.list.selectionModel().currentChanged.connect(self._show_current)
        shown = area("page")
        self._detail = QVBoxLayout(shown)
        self._detail.setContentsMargins(24, 18, 24, 18)
        self._detail.setSpacing(6)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(shown)
        sides = QHBoxLayout()
        sides.setSpacing(0)
        sides.addWidget(column(self.filter, self.list, margins=(16, 14, 12, 12)))
        sides.addWidget(scroll, 1)
        self.body.addLayout(sides)
        self._narrow()
        self.filter.setFocus()

    def _narrow(self) -> None:
        key = self.filter.text.strip().lower()
        rows = [
            Row(str(n), None, one.group, one.title, "", "", "", "")
            for n, one in enumerate(self._entries)
            if key in one.text.lower() or key in initials(one.title)
        ]
        self.list.show_rows(rows)
        self._show_current()

    def _show_current(self, *_: object) -> None:
        clear(self._detail)
        index = self.list.currentIndex()
        if not index.isValid() or not self.list.rows.rows:
            self._detail.addWidget(label("没有找到。换一个词试试。", "second"))
        else:
            entry = self._entries[int(self.list.rows.rows[index.row()].key)]
            self._detail.addWidget(label(entry.title, "title", wrap=True))
            for head, lines in entry.parts:
                if head:
                    self._detail.addSpacing(6)
                    self._detail.addWidget(label(head, "small"))
                for line in lines:
                    self._detail.addWidget(label(line, wrap=True))
        self._detail.addStretch(1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and not self.list.hasFocus():
            self.list.setFocus()
            QApplication.sendEvent(self.list, event)
        else:
            super().keyPressEvent(event)
