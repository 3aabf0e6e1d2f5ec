"""Whose matter is it? The directory by name, initials and duty, the duty table by matter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app import directory, duties, matters
from app.directory import ColleagueView, DepartmentView, Entry
from app.duties import PARTS, Handlers
from app.matters import MatterView


@dataclass(frozen=True)
class Whereto:
    """Somebody or some office to send a visitor to; `why` says what of it was looked for."""

    entry: Entry
    why: str = ""

    @property
    def colleague(self) -> str:
        """The person's UUID, "" for a department."""
        return self.entry.uuid if isinstance(self.entry, ColleagueView) else ""

    @property
    def department(self) -> DepartmentView:
        """The office they sit in, or the office itself."""
        return self.entry.department if isinstance(self.entry, ColleagueView) else self.entry


@dataclass(frozen=True)
class Whom:
    """All that is searched."""

    entries: Sequence[Entry]
    matters: Sequence[MatterView]
    handlers: Mapping[str, Handlers]

    def search(self, text: str) -> tuple[Whereto, ...]:
        """Those whom `text` fits: first who handles a matter of that name, A岗 before B岗, then
        who has it among their duties, their name or their initials."""
        key = text.strip().lower()
        found: dict[str, Whereto] = {}
        for one in self.matters if key else ():
            if one.matter.answers_to(key):
                for who in self._handling(one):
                    found.setdefault(who.entry.uuid, who)
        for entry in directory.search(self.entries, text):
            found.setdefault(entry.uuid, Whereto(entry, entry.duties))
        return tuple(found.values())

    def handling(self, matter: MatterView) -> Whereto | None:
        """Who handles `matter` first."""
        return next(iter(self._handling(matter)), None)

    def _handling(self, view: MatterView) -> list[Whereto]:
        people = self.handlers.get(view.matter.code, (None, None))
        return [
            Whereto(one, f"{view.matter.name}（{part}）")
            for part, one in zip(PARTS, people, strict=True)
            if one is not None
        ]

    def colleague(self, uuid: str) -> ColleagueView | None:
        """The person with this UUID, if they are still there."""
        people = (one for one in self.entries if isinstance(one, ColleagueView))
        return next((one for one in people if one.uuid == uuid), None)


def look() -> Whom:
    """The directory and the duty table as they now are."""
    return Whom(directory.entries(), matters.in_force(), duties.handlers())
