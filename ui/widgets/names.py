"""Who else has an account: a button each, chosen with the mouse or by its number."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal

from app.desk import StaffMember
from ui.widgets.basics import Button, Card, clear, label, row

MOST = 9  # as many as there are number keys; whoever comes later types the user name
WIDE = 250
SWITCH = "F11"  # the key; no field has a use for it


class Names(Card):
    """`chosen` tells the user name."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(WIDE)
        self.body.setSpacing(4)
        self._people: tuple[StaffMember, ...] = ()
        self._buttons: list[Button] = []
        self._wanted = False
        self.hide()

    def show_people(self, people: Sequence[StaffMember], last: str = "") -> None:
        """Offer all of `people` but the one whose user name is `last`."""
        self._people = tuple(one for one in people if one.login != last)[:MOST]
        clear(self.body)
        self.body.addWidget(row(label("换人登录" if last else "谁登录", "head"), None,
                                label(SWITCH, "cap")))  # fmt: skip
        self._buttons = []
        for n, one in enumerate(self._people, 1):
            words = self.fontMetrics().elidedText(one.name, Qt.TextElideMode.ElideRight, WIDE - 110)
            button = Button(words, key=str(n))
            button.setToolTip(f"{one.name}（{one.role.value}）")
            button.clicked.connect(lambda _=False, login=one.login: self.chosen.emit(login))
            self.body.addWidget(button)
            self._buttons.append(button)
        self.setVisible(bool(self._people))
        if self._wanted:
            self.take_keyboard()

    def take_keyboard(self) -> None:
        """From now on the number keys choose; also where the names are still on their way."""
        self._wanted = not self._buttons
        if self._buttons:
            self._buttons[0].setFocus()

    def choose(self, place: int) -> bool:
        """Choose whose button has this place, from 0; says whether there is one."""
        known = 0 <= place < len(self._people)
        if known:
            self.chosen.emit(self._people[place].login)
        return known
