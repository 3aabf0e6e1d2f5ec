"""Half-typed forms survive a power cut, everybody's apart (design §8). No evidence, hence no event.

A complaint has no draft: locking the window keeps its form in memory, and nowhere else.
"""

from typing import Any

from app.desk import Desk
from models.days import Draft


def save(desk: Desk, key: str, body: dict[str, Any]) -> None:
    """Keep `body` under `key`, in place of what was there."""
    with desk.store.database.atomic("IMMEDIATE"):
        Draft.replace(key=desk.own(key), body=body, saved_at=desk.real.now()).execute()


def load(desk: Desk, key: str) -> dict[str, Any] | None:
    """What was kept under `key`, or None."""
    row: Any = Draft.get_or_none(Draft.key == desk.own(key))
    return dict(row.body) if row else None


def discard(desk: Desk, key: str) -> None:
    """Forget `key`: the form was saved for good, or given up."""
    with desk.store.database.atomic("IMMEDIATE"):
        Draft.delete().where(Draft.key == desk.own(key)).execute()


def discard_all(desk: Desk, start: str) -> None:
    """Forget every key that begins with `start`."""
    with desk.store.database.atomic("IMMEDIATE"):
        Draft.delete().where(Draft.key.startswith(desk.own(start))).execute()
