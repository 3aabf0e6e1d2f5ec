"""What the clerk may take over with one key instead of typing it: Alt and a digit."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from ui.widgets.basics import Button, Card, clear, column, label, row

MOST = 9  # digits
LONG = 16  # characters of a name that the column takes


@dataclass(frozen=True)
class Offer:
    """Something to take over: what it is, what tells it apart, what happens."""

    title: str
    below: str
    take: Callable[[], None]


class Offers(Card):
    """Offers under their heads, numbered through; out of sight while there are none."""

    def __init__(self, *sections: str) -> None:
        """`sections` are the heads in their order."""
        super().__init__("可以直接选", "Alt + 数字")
        self._sections: dict[str, Sequence[Offer]] = dict.fromkeys(sections, ())
        self.hide()

    def show_offers(self, section: str, offers: Sequence[Offer]) -> None:
        """Show these under the head `section`, in place of what was there."""
        if not offers and not self._sections[section]:
            return
        self._sections[section] = offers
        clear(self.body)
        number = 0
        for head, shown in self._sections.items():
            if shown and number < MOST:
                self.body.addWidget(label(head, "small"))
            for offer in shown[: MOST - number]:
                number += 1
                self.body.addWidget(_line(offer, number))
        self.setVisible(number > 0)

    def forget(self) -> None:
        """Offer nothing."""
        for section in self._sections:
            self.show_offers(section, ())


def _line(offer: Offer, number: int) -> QWidget:
    title = offer.title if len(offer.title) <= LONG else offer.title[: LONG - 1] + "…"
    button = Button(title, kind="link", key=f"Alt+{number}")
    button.clicked.connect(lambda: offer.take())
    below = label(offer.below, "small", wrap=True)
    below.setVisible(bool(offer.below))
    return column(row(button, None), below, gap=0)
