"""The records are gone or damaged: a calm page that puts a backup in their place."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from app import backup
from app.backup import Restorable
from app.clock import Clock
from app.deadlines import moment_text
from app.errors import RecordsLost
from ui.pages.sign_on import Gate
from ui.runner import Runner
from ui.widgets.basics import Button, label

_WHAT = "请选一份备份来恢复。备份以后办的事要补录；现在的文件都留着，不会删除。"
_NONE = "数据文件夹里没有能用的备份。请找出备份盘或U盘，联系管理员恢复（restore）。"


class Restoring(Gate):
    """What happened, what to do, and a button for each of the newest backups that verify.

    `retry` asks to open the folder again: once it is restored, or brought back otherwise.
    """

    retry = Signal()

    def __init__(self, runner: Runner, fault: RecordsLost, folder: Path, clock: Clock) -> None:
        super().__init__(runner, "打不开数据", fault.message)
        self._folder, self._clock = folder, clock
        self._words = label("正在核验备份，请稍等。", "strong", wrap=True)
        self.card.body.addWidget(self._words)
        self.offers: list[Button] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self.card.body.addLayout(self._list)
        self.again = Button("再试一次")
        self.again.clicked.connect(self.retry)
        self.card.body.addWidget(self.again)
        self.setFocusProxy(self.again)
        self._set_enabled(False)
        runner.slices(backup.restorable(folder), lambda _: None, self._offer)

    def _offer(self, found: tuple[Restorable, ...]) -> None:
        self._set_enabled(True)
        self._words.setText(_WHAT if found else _NONE)
        for one in found:
            first = not self.offers
            button = Button(
                f"恢复到 {moment_text(one.until)}", kind="primary" if first else "secondary",
                key="Enter" if first else "",
            )  # fmt: skip
            button.clicked.connect(lambda _=False, chosen=one: self._restore(chosen))
            self._list.addWidget(button)
            self.offers.append(button)
        self.setFocusProxy((self.offers or [self.again])[0])
        self.setFocus()

    def words(self) -> str:
        """What it says happened, and what to do."""
        return self.subtitle.text() + self._words.text()

    def submit(self) -> None:
        (self.offers or [self.again])[0].click()

    def _restore(self, chosen: Restorable) -> None:
        self.banner.clear()
        self._set_enabled(False)
        self._words.setText("正在恢复，请稍等。")
        folder, now = self._folder, self._clock.now()
        troubles: list[str] = []

        def done(kept: Path | None) -> None:
            for button in (*self.offers, self.again):
                button.hide()
            self.title.setText("数据已恢复")
            self.subtitle.setText(f"已恢复到 {moment_text(chosen.until)} 的备份，核验无误。")
            self._words.setText(
                "请登录，把那以后办的事补录进来（Ctrl+B）。"
                + (f"原来的文件留在 {kept.name}。" if kept else "")
                + "".join(troubles)
            )
            self.again = Button("去登录", kind="primary", key="Enter")
            self.again.clicked.connect(self.retry)
            self.card.body.addWidget(self.again)
            self.offers.clear()
            self.setFocusProxy(self.again)
            self.setFocus()

        def refused(error: Exception) -> None:
            self._words.setText(_WHAT)
            self._set_enabled(True)
            self.refused(error)

        self.runner.run(
            lambda: backup.restore(folder, chosen.path, now, troubles.append), done, refused
        )

    def _set_enabled(self, enabled: bool) -> None:
        for button in (*self.offers, self.again):
            button.setEnabled(enabled)
