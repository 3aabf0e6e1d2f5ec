"""Where the keyboard goes: by Enter from question to question down to the primary button, by Tab to
everything there is.

Both ways are read off the screen as it stands at that moment, layout by layout, first to last. No
page keeps an order of its own, so none can lag behind what the page shows.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QGridLayout,
    QLayout,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QWidget,
)

_DIRECTLY = Qt.FindChildOption.FindDirectChildrenOnly
ASIDE = "aside"  # property of an input for the exception: Tab leads there, Enter passes it by


def advance(within: QWidget) -> None:
    """From whatever has the keyboard inside `within` to the next question; after the last one to
    the primary button, or, while that is not to be had, to the first question still open."""
    order = list(_parts(within))
    at = within.window().focusWidget()
    after = order[order.index(at) + 1 :] if at in order else order
    goal = next((one for one in reversed(order) if _is_primary(one)), None)
    then = next((one for one in after if is_question(one)), goal)
    if then is None:
        then = next((one for one in after if _offers_a_row(one)), None)
    elif not then.isEnabled():
        then = next((one for one in order if is_question(one) and _is_open(one)), None)
    if then is not None:
        then.setFocus(Qt.FocusReason.TabFocusReason)


def tab(window: QWidget, forward: bool) -> bool:
    """Tab and Shift+Tab: round everything in `window` that takes the keyboard."""
    order = [one for one in _parts(window) if one.isEnabled() and _takes_tab(one)]
    if not order:
        return False
    at = window.focusWidget()
    inside = [n for n, one in enumerate(order) if at is not None and at.isAncestorOf(one)]
    if at in order:
        place = order.index(at) + (1 if forward else -1)
    elif inside:
        place = inside[0] if forward else inside[-1]
    else:
        place = 0 if forward else -1
    order[place % len(order)].setFocus(
        Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    )
    return True


def questions(within: QWidget) -> list[QWidget]:
    """What Enter visits inside `within`, in this order, before the primary button."""
    return [one for one in _parts(within) if is_question(one)]


def is_question(part: QWidget) -> bool:
    """Whether Enter stops here: an input that takes the keyboard. Buttons, links and ticks, which
    stand at what is usual, are none."""
    if not part.isEnabled() or not _takes_tab(part) or part.property(ASIDE):
        return False
    return isinstance(part, QLineEdit | QPlainTextEdit | QComboBox) or getattr(part, "asks", False)


def _is_open(part: QWidget) -> bool:
    """Whether nothing was chosen yet; of a line of text nobody knows whether it may stay empty."""
    return getattr(part, "value", None) == ""


def _offers_a_row(part: QWidget) -> bool:
    return isinstance(part, QAbstractItemView) and part.currentIndex().isValid()


def _is_primary(part: QWidget) -> bool:
    return isinstance(part, QPushButton) and part.property("kind") == "primary"


def _takes_tab(part: QWidget) -> bool:
    return bool(part.focusPolicy() & Qt.FocusPolicy.TabFocus)


def _parts(within: QWidget) -> Iterator[QWidget]:
    """What a hand can reach in `within`, enabled or not, in reading order."""
    for one in _inside(within):
        if one.isHidden():
            continue
        if isinstance(one, QScrollArea):
            inner = list(_parts(one))
            yield from inner or ([one] if _takes_tab(one) else [])
        elif _takes_tab(one):
            yield one
        else:
            yield from _parts(one)


def _inside(holder: QWidget) -> Iterator[QWidget]:
    if isinstance(holder, QStackedWidget):
        front = holder.currentWidget()
    elif isinstance(holder, QScrollArea):
        front = holder.widget()
    elif isinstance(holder, QMainWindow):
        front = holder.centralWidget()
    else:
        if (layout := holder.layout()) is not None:
            children: Any = holder.findChildren(QWidget, options=_DIRECTLY)
            yield from _laid_out(layout, children)
        return
    if front is not None:
        yield front


def _laid_out(layout: QLayout, children: Sequence[QWidget]) -> Iterator[QWidget]:
    """Those of `children` that stand in `layout`, first to last.

    It is asked for their places, never for its items: those are none of Qt's objects, so that
    Python would go on holding what Qt has long thrown away.
    """
    inner: Any = layout.findChildren(QLayout, options=_DIRECTLY)
    parts = [(layout.indexOf(one), one) for one in (*children, *inner)]
    there = [(n, one) for n, one in parts if n >= 0]
    if isinstance(layout, QGridLayout):
        there.sort(key=lambda part: layout.getItemPosition(part[0])[:2])  # type: ignore[index]
    else:
        there.sort(key=lambda part: part[0])
    for _, one in there:
        if isinstance(one, QLayout):
            yield from _laid_out(one, children)
        else:
            yield one
