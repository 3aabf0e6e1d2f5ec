"""What differs between two versions of a matter, field by field."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.catalogue import Matter
from app.matter_fields import MAIN, PARTS, Table, shown

NEW, CHANGED, SAME = "新增", "修改", "不变"


@dataclass(frozen=True)
class Difference:
    """One field that is not as it was; `what` names it, a whole row that came or went has one
    side empty."""

    what: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """What an import would do to one matter."""

    matter: Matter
    kind: str
    differences: tuple[Difference, ...]

    @property
    def changes(self) -> bool:
        """Whether anything is different afterwards."""
        return self.kind != SAME


def compare(known: Mapping[str, Matter], found: Sequence[Matter]) -> tuple[Change, ...]:
    """What each of `found` changes in the matters that are `known` by code."""
    changes = []
    for matter in found:
        old = known.get(matter.code)
        if old is None:
            changes.append(Change(matter, NEW, ()))
        else:
            different = differences(old, matter)
            changes.append(Change(matter, CHANGED if different else SAME, different))
    return tuple(changes)


def differences(old: Matter, new: Matter) -> tuple[Difference, ...]:
    """Everything that differs, in the order in which a matter is written down."""
    found = [
        Difference(column.label, before, after)
        for column, before, after in zip(
            MAIN.columns, shown(MAIN, old), shown(MAIN, new), strict=True
        )
        if before != after
    ]
    for part in PARTS:
        found += _rows(part, getattr(old, part.attribute), getattr(new, part.attribute))
    return tuple(found)


def _rows(part: Table, old: Sequence[object], new: Sequence[object]) -> Iterator[Difference]:
    before, after = _by_name(part, old), _by_name(part, new)
    for name, row in before.items():
        if name not in after:
            yield Difference(f"{part.name}“{name}”", _line(row), "")
    for name, row in after.items():
        if name not in before:
            yield Difference(f"{part.name}“{name}”", "", _line(row))
            continue
        for column, was, now in zip(part.columns, before[name], row, strict=True):
            if was != now:
                yield Difference(f"{part.name}“{name}”的{column.label}", was, now)
    kept = [name for name in before if name in after]
    order = [name for name in after if name in before]
    if kept != order:
        yield Difference(f"{part.name}的顺序", "、".join(kept), "、".join(order))


def _by_name(part: Table, values: Sequence[object]) -> dict[str, tuple[str, ...]]:
    """Rows by what they are called, their first field; a second one of the same name is
    numbered."""
    rows: dict[str, tuple[str, ...]] = {}
    for value in values:
        row = shown(part, value)
        name, n = row[0], 2
        while name in rows:
            name, n = f"{row[0]}（{n}）", n + 1
        rows[name] = row
    return rows


def _line(row: Sequence[str]) -> str:
    return "，".join(text for text in row if text)
