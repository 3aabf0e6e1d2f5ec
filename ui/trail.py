"""The way back: where somebody has been, place by place, without the steps that are done."""

from typing import Any

from ui.pages.every import OTHER_NAMES, PAGES, PageSpec

Place = tuple[str, dict[str, Any]]  # a page, and what it is about

# What a page is told once, and not on coming back.
ONCE = ("said", "typed", "question", "dispute", "transfer")
LONGEST = 20


class Trail:
    """Places, the last of which is in front."""

    def __init__(self) -> None:
        self._places: list[Place] = []

    @property
    def here(self) -> Place | None:
        """What is in front: the same object for as long as it is."""
        return self._places[-1] if self._places else None

    def go(self, place: Place) -> None:
        """Put `place` in front; it stands there once, however often it is asked for in a row."""
        if (here := self.here) is not None and (here[0], lasting(here)) == (
            place[0], lasting(place),
        ):  # fmt: skip
            self._places.pop()
        self._places.append(place)
        del self._places[:-LONGEST]

    def back(self) -> None:
        """Take away what is in front."""
        if self._places:
            self._places.pop()

    def spend(self, done: object) -> None:
        """Take the step `done`, and those that led to it, off the way back."""
        at = next((n for n, one in enumerate(self._places) if one is done), -1)
        while at >= 0 and spec(self._places[at][0]).step:
            del self._places[at]
            at -= 1


def spec(key: str) -> PageSpec:
    """The page that is asked for as `key`, which may be another name of it."""
    return PAGES[OTHER_NAMES.get(key, key)]


def lasting(place: Place) -> dict[str, Any]:
    """What the page is about, without what it is told only once."""
    return {name: value for name, value in place[1].items() if name not in ONCE}
