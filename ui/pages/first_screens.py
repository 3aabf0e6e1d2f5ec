"""The screens of the first start. Each is a form of its own, kept as a draft of its own."""

from collections.abc import Callable, Mapping
from dataclasses import astuple
from typing import Any

from PySide6.QtCore import Signal

from app import first_start, sample_page, seals
from app.desk import Desk
from app.first_start import PEOPLE, Account, Plan
from app.office_sections import SECTIONS, Typed
from app.pinyin import login as usual_login
from app.rights import Role
from reports.sheet import Sheet
from ui.section_form import SectionForm
from ui.shell import FormPage, Shell
from ui.widgets.basics import Button, Card, ClauseNote, clear, label, row
from ui.widgets.fields import Field
from ui.widgets.rows import Row
from ui.widgets.ticks import TickList

HEAD = 96  # px, of what stands before a line of the summary


class Screen(FormPage):
    """One screen. `onward` is emitted by what stands on it and leads further."""

    onward = Signal()

    def __init__(self, shell: Shell, key: str, title: str, hint: str) -> None:
        super().__init__(shell, title)
        self.key, self.title, self.hint = key, title, hint

    def enter(self, plan: Plan) -> None:
        """Come to the front, after `plan` has been typed so far."""

    def check(self, plan: Plan) -> Callable[[Desk], str]:
        """What is to be done before going on: it raises FieldError, or returns what to mind."""
        return lambda desk: ""

    def focus_first(self) -> None:
        """The first field that waits to be filled in."""
        for field in self.fields.values():
            if isinstance(field, Field) and field.required and not field.text:
                field.setFocus()
                return
        self.onward.emit()

    def set_draft(self, body: dict[str, Any]) -> None:
        for name, words in body.items():
            if name in self.fields:
                self.fields[name].set_text(words)


class WelcomeScreen(Screen):
    """Two ways to begin."""

    sample_wanted = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "welcome", "欢迎使用便民窗口", "请选一个。")
        self.begin = Button("设立我的窗口", kind="primary", key="Enter")
        self.begin.clicked.connect(self.onward)
        self._try = Button("先看看示例窗口")
        self._try.clicked.connect(self.sample_wanted)
        cards = []
        for title, words, button in (
            ("正式使用", "填单位、人员、事项和打印机，一共十步，不到五分钟。常用的内容已经填好，"
             "都对就一路按 Enter。填到哪一步都可以退出，下次接着填。", self.begin),
            ("先试一试", "一个虚构的窗口，二十天的办件和文书都是现成的，可以随便试，"
             "不影响以后正式使用。按 F12 回到这里。", self._try),
        ):  # fmt: skip
            card = Card(title)
            card.body.addWidget(label(words, wrap=True))
            card.body.addSpacing(8)
            card.body.addWidget(row(button, None))
            cards.append(card)
        self.main.addWidget(row(*cards, gap=16, even=True))
        self._progress = label("", "strong", wrap=True)
        self.main.addWidget(self._progress)

    def focus_first(self) -> None:
        self.begin.setFocus()

    def show_progress(self, words: str) -> None:
        """What is being done; meanwhile nothing else can be begun."""
        self._progress.setText(words)
        self.begin.setEnabled(not words)
        self._try.setEnabled(not words)


class SectionScreen(Screen):
    """A section of the settings, prefilled."""

    def __init__(self, shell: Shell, key: str) -> None:
        section = SECTIONS[key]
        super().__init__(shell, key, section.title, section.hint)
        self.form = SectionForm(key, shell)
        self.form.sample_wanted.connect(self._show_sample)
        self.form.test_wanted.connect(self._print_sample)
        for name, field in self.form.fields.items():
            self.add_field(name, field)
        card = Card()
        card.body.addWidget(self.form)
        self.main.addWidget(card)
        self._preset: Mapping[str, str] = {}
        self._earlier: Mapping[str, Typed] = {}

    def enter(self, plan: Plan) -> None:
        self._earlier = plan.sections
        organs = [one.organ for one in first_start.offers() if one.code in plan.used]
        info = first_start.so_far(self.shell.desk, plan.sections)
        self.prefill(SECTIONS[self.key].show(seals.with_organs(info, dict.fromkeys(organs))))
        self.form.refresh()

    def prefill(self, texts: Mapping[str, str]) -> None:
        """Put these where nothing else has been typed."""
        self._loading = True
        for name, words in texts.items():
            if self.fields[name].text == self._preset.get(name, ""):
                self.fields[name].set_text(words)
        self._preset = texts
        self._loading = False

    def check(self, plan: Plan) -> Callable[[Desk], str]:
        earlier, key, typed = self._earlier, self.key, self.form.texts
        return lambda desk: first_start.check_section(desk, earlier, key, typed)

    def _sample(self, printer: str) -> Callable[[], Sheet]:
        desk = first_start.preset(self.shell.desk)
        typed = {**self._earlier, self.key: self.form.texts}
        return lambda: sample_page.as_typed(desk, typed, printer)

    def _show_sample(self) -> None:
        self.shell.show_sheet(self, self._sample(""), "看看就行：没有保存，也没有打印")

    def _print_sample(self, printer: str) -> None:
        self.shell.print_sheet(sample_page.TITLE, self._sample(printer), printer)


class PeopleScreen(Screen):
    """The first three accounts. Their passwords are kept nowhere before the end."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(
            shell,
            "people",
            "人员",
            "每人自己输入密码，草稿里不留；领导的是临时密码，第一次登录时换成自己的。",
        )
        cards = []
        for role, (start, post) in PEOPLE.items():
            needed = role != Role.LEADER
            card = Card(post, "" if needed else "可以以后再加")
            name = Field("姓名", required=needed)
            login = Field("用户名", hint="自动取拼音首字母", required=needed)
            name.left.connect(lambda name=name, login=login: self._suggest(name, login))
            for part, field in (
                ("name", name), ("login", login),
                ("password", Field("密码", hint="至少 8 个字符", secret=True, required=needed)),
                ("again", Field("再输一次密码", secret=True, required=needed)),
            ):  # fmt: skip
                self.add_field(f"{start}.{part}", field)
                card.body.addWidget(field)
            cards.append(card)
        self.main.addWidget(row(*cards, gap=16, even=True))

    def _suggest(self, name: Field, login: Field) -> None:
        if not login.text:
            login.set_text(usual_login(name.text))

    @property
    def people(self) -> dict[Role, Account]:
        """Those of whom anything has been typed."""
        typed = {
            role: Account(*(self.fields[f"{start}.{part}"].text
                            for part in ("name", "login", "password", "again")))
            for role, (start, _) in PEOPLE.items()
        }  # fmt: skip
        return {
            role: one for role, one in typed.items()
            if role != Role.LEADER or any(astuple(one))
        }  # fmt: skip

    def check(self, plan: Plan) -> Callable[[Desk], str]:
        people = self.people

        def work(_: Desk) -> str:
            first_start.check_people(people)
            return ""

        return work

    def draft(self) -> dict[str, Any]:
        shown = ("name", "login")
        return {
            name: words for name, words in super().draft().items()
            if name.partition(".")[2] in shown
        }  # fmt: skip


class MattersScreen(Screen):
    """Which of the program's own matters are used from the first day."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(
            shell, "matters", "事项",
            "核对过的按空格启用；没有启用的留在事项目录里，核对以后再启用。",
        )  # fmt: skip
        self._offers = {one.code: one for one in first_start.offers()}
        rows = [
            Row(one.code, None, "", one.name, "", f"要核对 {len(one.to_check)} 处", "", "")
            for one in self._offers.values()
        ]
        self.list = TickList("现在就办的事项", rows, "已核对", "先不启用", 8)
        self.list.current.connect(self._show)
        card = Card()
        card.body.addWidget(self.add_field("matters", self.list))
        self._by = self.add_field("confirmed_by", Field("谁核对的"))
        card.body.addWidget(self._by)
        self.main.addWidget(card)
        self._about = Card("要核对的")
        self.side.addWidget(self._about)
        self.side.addWidget(ClauseNote("4.1.1"))
        self._show(next(iter(self._offers)))

    def _show(self, code: str) -> None:
        clear(self._about.body)
        offer = self._offers[code]
        self._about.body.addWidget(label(offer.name, "strong", wrap=True))
        self._about.body.addWidget(label(f"决定机关：{offer.organ}", "small", wrap=True))
        for words in offer.to_check or ("没有，可以直接启用。",):
            self._about.body.addWidget(label(f"· {words}", wrap=True))

    def enter(self, plan: Plan) -> None:
        if not self._by.text and Role.ADMIN in plan.people:
            self._by.set_text(plan.people[Role.ADMIN].name)

    def focus_first(self) -> None:
        self.list.setFocus()

    def check(self, plan: Plan) -> Callable[[Desk], str]:
        def work(_: Desk) -> str:
            first_start.check_matters(plan.used, plan.confirmed_by)
            return ""

        return work


RECOVERY = (
    "开始以后，请管理员登录一次（F11 换人），在“人员”里打印恢复单，装信封密封：唯一的管理员"
    "忘了密码，只有它能救。"
)


class DoneScreen(Screen):
    """What has been typed, all on one screen, before it counts."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "done", "完成", "都对就开始使用；以后都可以在“设置”里改。")
        self._card = Card()
        self.main.addWidget(self._card)
        note = Card(kind="info")
        note.body.addWidget(label(RECOVERY, wrap=True))
        self.main.addWidget(note)

    def enter(self, plan: Plan) -> None:
        clear(self._card.body)
        for head, words in first_start.summary(self.shell.desk, plan):
            name = label(head, "second")
            name.setFixedWidth(HEAD)
            self._card.body.addWidget(row(name, label(words, wrap=True), gap=16, wide=1))
