"""From the first start to the first printed 一次性告知单, with nothing but keys, in five minutes.

Keys go to whatever has the keyboard; nothing in the window is called. Chinese is counted as a
pinyin input method takes it: its letters, and one key to choose. The run writes its table to
`docs/first-five-minutes.md`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pypdf
import pypinyin
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.clock import SetClock
from app.printing import FolderPrinter
from tests.office import PASSWORD, START
from tests.tools import windows
from ui.hand import Hand
from ui.pages.first_start import FirstStart
from ui.start import Session, application
from ui.widgets.rows import RowList

KEY, SCREEN = 0.5, 3.0  # seconds a key takes, and a look at a new screen
MOST = 300.0
PAGE = Path(__file__).parent.parent / "docs" / "first-five-minutes.md"


@dataclass
class Keyboard:
    """Ten fingers, and a tally: what was done on which screen, with how many keys."""

    hand: Hand
    lines: list[tuple[str, str, int]] = field(default_factory=list)
    keys: int = 0

    def at(self) -> QWidget:
        """What has the keyboard."""
        session = self.hand.session
        top = session.window if session.window is not None else session.top
        top.activateWindow()
        self.hand.wait(lambda: QApplication.focusWidget() is not None, "the keyboard")
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def press(self, *keys: Qt.Key) -> None:
        """One key after the other."""
        for key in keys:
            QTest.keyClick(self.at(), key)
            self.keys += 1
            self.hand.settle()

    def type(self, words: str) -> None:
        """Text, Latin or Chinese."""
        if words.isascii():
            QTest.keyClicks(self.at(), words)
            self.keys += len(words)
        else:
            event = QInputMethodEvent()
            event.setCommitString(words)
            QApplication.sendEvent(self.at(), event)
            self.keys += len("".join(pypinyin.lazy_pinyin(words))) + 1
        self.hand.settle()

    def enter_until(self, name: str) -> None:
        """Enter, field by field, until the one called `name`."""
        while name not in self.at().accessibleName():
            assert self.keys < 1000
            self.press(Qt.Key.Key_Return)

    def down_to(self, words: str) -> None:
        """The arrow key, until the line that says `words`."""
        while True:
            found = self.at()
            assert isinstance(found, RowList) and self.keys < 1000
            if words in str(found.currentIndex().data()):
                return
            self.press(Qt.Key.Key_Down)

    def done(self, screen: str, what: str) -> None:
        """The screen is finished with."""
        self.lines.append((screen, what, self.keys - sum(keys for _, _, keys in self.lines)))

    @property
    def seconds(self) -> float:
        return self.keys * KEY + len(self.lines) * SCREEN


@pytest.fixture
def keyboard(tmp_path: Path) -> Iterator[Keyboard]:
    application()
    session = Session(tmp_path / "new", SetClock(START), FolderPrinter(tmp_path / "papers"))
    hand = Hand(session)
    hand.wait(lambda: isinstance(session.gate, FirstStart), "the first start")
    hand.settle()
    yield Keyboard(hand)
    windows.close(session)


@pytest.mark.clause("1.1")
def test_five_minutes_with_the_keyboard_alone(keyboard: Keyboard, tmp_path: Path) -> None:
    enter = Qt.Key.Key_Return
    keyboard.press(enter)
    keyboard.done("欢迎", "设立我的窗口")
    for screen in ("单位", "联系和时间", "嘎查"):
        keyboard.press(enter)
        keyboard.done(screen, "已经填好，Enter")
    for name in ("白雪莲", "斯琴高娃", "巴特尔"):
        keyboard.type(name)
        keyboard.press(enter, enter)  # the user name is there by itself
        for _ in range(2):
            keyboard.type(PASSWORD)
            keyboard.press(enter)
    keyboard.press(enter)
    keyboard.done("人员", "三个人的姓名，密码各两遍")
    keyboard.down_to("生育登记")
    keyboard.press(Qt.Key.Key_Space, enter, enter, enter)
    keyboard.done("事项", "启用“生育登记”")
    for screen in ("编号和印章", "打印机", "备份和U盘"):
        keyboard.press(enter)
        keyboard.done(screen, "已经填好，Enter")
    keyboard.press(enter)
    keyboard.hand.wait(lambda: keyboard.hand.session.window is not None, "the window")
    keyboard.hand.settle()
    keyboard.done("完成", "开始使用")
    keyboard.press(Qt.Key.Key_F2)
    keyboard.done("今日", "F2 来访登记")
    keyboard.type("包玉兰")
    keyboard.enter_until("电话")
    keyboard.type("13847512345")
    keyboard.enter_until("首字母")
    keyboard.type("sydj")
    keyboard.press(Qt.Key.Key_Tab, enter)
    keyboard.done("来访登记", "姓名、电话，首字母找事项")
    keyboard.press(Qt.Key.Key_F9)
    told = tmp_path / "papers"
    keyboard.hand.wait(lambda: told.exists() and list(told.iterdir()), "the paper")
    keyboard.hand.printed()
    keyboard.done("一次性告知", "F9 打印告知单")
    (paper,) = told.iterdir()
    words = "".join(page.extract_text() for page in pypdf.PdfReader(paper).pages)
    assert "生育登记" in words and "固便告〔2026〕1号" in words
    assert keyboard.seconds < MOST
    page = table(keyboard)
    print(page)
    if not PAGE.exists() or PAGE.read_text(encoding="utf-8") != page:
        PAGE.write_text(page, encoding="utf-8")


def table(keyboard: Keyboard) -> str:
    """The tally as a page for people."""
    minutes, seconds = divmod(round(keyboard.seconds), 60)
    rows = "".join(
        f"| {n} | {screen} | {what} | {keys} |\n"
        for n, (screen, what, keys) in enumerate(keyboard.lines, 1)
    )
    return (
        "# 头五分钟\n\n"
        "从第一次打开程序，到打印出第一份《一次性告知单》，只用键盘。"
        "这张表由 `tests/test_five_minutes.py` 在真实窗口里一键一键走出来，每次测试都重写；"
        "汉字按拼音输入法计：字母数加一次选字。\n\n"
        "| | 画面 | 做什么 | 键数 |\n|---|---|---|---:|\n"
        f"{rows}"
        f"| | **合计** | {len(keyboard.lines)} 个画面 | **{keyboard.keys}** |\n\n"
        f"按每键 {KEY} 秒、每个画面看 {SCREEN:.0f} 秒估算：约 **{minutes} 分 {seconds} 秒**。\n"
    )
