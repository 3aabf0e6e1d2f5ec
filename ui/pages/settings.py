"""设置: the office's own settings, a section at a time."""

from collections.abc import Callable

from app import office, sample_page
from app.office_sections import SECTIONS
from reports.sheet import Sheet
from ui.section_form import SectionForm
from ui.shell import FormPage, Shell
from ui.widgets.basics import Button, Card, label, row
from ui.widgets.fields import Segmented

_KEYS = {section.title: key for key, section in SECTIONS.items()}


class SettingsPage(FormPage):
    """One section in front; its number brings another one there."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "设置", "改了马上生效，记入记录链。")
        self._which = Segmented(tuple(_KEYS), next(iter(_KEYS)), name="设置")
        self._which.chosen.connect(self._turn)
        self.top.addWidget(row(self._which, None))
        self._card = Card()
        self._forms: dict[str, SectionForm] = {}
        for key in SECTIONS:
            form = self._forms[key] = SectionForm(key, shell)
            form.sample_wanted.connect(self._show_sample)
            form.test_wanted.connect(self._print_sample)
            form.hide()
            self._card.body.addWidget(form)
            for name, field in form.fields.items():
                self.add_field(name, field)
        self.main.addWidget(self._card)
        save = Button("保存", kind="primary", icon="check")
        save.clicked.connect(self.submit)
        self.main.addWidget(row(save, None))
        self._note = label("", "second", wrap=True)
        note = Card("说明")
        note.body.addWidget(self._note)
        self.side.addWidget(note)
        self._key = ""

    @property
    def form(self) -> SectionForm:
        """The section in front."""
        return self._forms[self._key]

    def show_section(self, key: str) -> None:
        """Bring the section `key` to the front."""
        self._which.choose(SECTIONS[key].title)

    def focus_first(self) -> None:
        self._which.setFocus()

    def refresh(self) -> None:
        self._turn(self._which.value)

    def _turn(self, title: str) -> None:
        if self._key:
            self.save_draft()
            self.form.hide()
        key = self._key = _KEYS[title]
        self.banner.clear()
        self._note.setText(SECTIONS[key].hint)
        self.stop_keeping()
        self.form.show()
        self.shell.read(lambda: office.shown(key), lambda texts: self._show(key, texts))
        self.form.refresh()

    def _show(self, key: str, texts: dict[str, str]) -> None:
        if key == self._key:
            self._loading = True
            self.form.set_texts(texts)
            self._loading = False
            self.keep_draft(f"settings:{key}")

    def draft(self) -> dict[str, str]:
        return self.form.texts

    def set_draft(self, body: dict[str, str]) -> None:
        self.form.set_texts(body)

    def submit(self) -> None:
        """Take the section in front as it is typed."""
        if self.busy:
            return
        key, texts = self._key, self.form.texts
        self.shell.act(self, lambda desk: office.change(desk, key, texts), self._saved)

    def _saved(self, warning: str) -> None:
        self.shell.reseat()
        self.refresh()
        self.banner.say(f"已保存，马上生效。{warning}", "warn" if warning else "good")

    # The sample page ----------------------------------------------------------------------------

    def _show_sample(self) -> None:
        make = self._sample("")
        self.shell.show_sheet(self, make, "看看就行：没有保存，也没有打印")

    def _print_sample(self, printer: str) -> None:
        self.shell.print_sheet(sample_page.TITLE, self._sample(printer), printer)

    def _sample(self, printer: str) -> Callable[[], Sheet]:
        desk, typed = self.shell.desk, {self._key: self.form.texts}
        return lambda: sample_page.as_typed(desk, typed, printer)
