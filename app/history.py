"""The records as they stood at an earlier event, read back from the chain.

A day's ledger says what the records said when that day was closed, whenever it is made: rows
that changed since are put together again from the bodies of their events.
"""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from peewee import fn

from app.clock import OFFICE_ZONE
from models.journal import Event, EventBody
from models.record import Record


@dataclass(frozen=True)
class Span:
    """Events `after` < seq ≤ `upto`: one business day. `since` and `until` bound it in time,
    for the few facts that leave no event."""

    after: int
    upto: int
    since: datetime
    until: datetime


def day_end(day: date) -> datetime:
    """Midnight after `day`, in office time."""
    return datetime.combine(day + timedelta(days=1), datetime.min.time(), OFFICE_ZONE)


def last_seq(before: datetime) -> int:
    """The newest event entered before this moment; 0 if there is none."""
    newest = Event.select(fn.MAX(Event.seq)).where(Event.at_utc < before.astimezone(UTC))
    return int(newest.scalar() or 0)


def _within(span: Span) -> Any:
    return (Event.seq > span.after) & (Event.seq <= span.upto)


def _of(model: type[Record]) -> Any:
    return Event.entity == model._meta.table_name


def actions(span: Span) -> Counter[tuple[str, str]]:
    """How many events each (table, action) left in `span`."""
    rows: Any = (
        Event.select(Event.entity, Event.action, fn.COUNT(Event.seq))
        .where(_within(span))
        .group_by(Event.entity, Event.action)
    )
    return Counter({(entity, action): count for entity, action, count in rows.tuples()})


def actions_on(model: type[Record], span: Span) -> dict[str, tuple[str, ...]]:
    """UUIDs of `model` with events in `span`, and what was done to each, in order."""
    rows: Any = (
        Event.select(Event.entity_uuid, Event.action)
        .where(_of(model), _within(span))
        .order_by(Event.seq)
    )
    done: dict[str, tuple[str, ...]] = {}
    for uuid, action in rows.tuples():
        done[uuid] = (*done.get(uuid, ()), action)
    return done


def uuids(model: type[Record], span: Span) -> Any:
    """The UUIDs of `model` with events in `span`, as a subquery."""
    return Event.select(Event.entity_uuid).where(_of(model), _within(span))


def touched(model: type[Record], span: Span) -> list[Any]:
    """The rows of `model` with events in `span`, as they now stand."""
    return list(model.select().where(model.uuid.in_(uuids(model, span))).order_by(model.id))


def born(model: type[Record], span: Span) -> list[Any]:
    """The rows of `model` that were made in `span`, in that order, as they now stand."""
    first = (
        Event.select(Event.entity_uuid, fn.MIN(Event.seq).alias("made"))
        .where(Event.entity_uuid.in_(uuids(model, span)))
        .group_by(Event.entity_uuid)
        .having(fn.MIN(Event.seq) > span.after)
    )
    rows = model.select().join(first, on=(model.uuid == first.c.entity_uuid))
    return list(rows.order_by(first.c.made))


def written_at(uuids: Sequence[str]) -> dict[str, datetime]:
    """When each of these rows was first saved."""
    first = Event.select(Event.entity_uuid, fn.MIN(Event.effective_at))
    rows: Any = first.where(Event.entity_uuid.in_(uuids)).group_by(Event.entity_uuid)
    return dict(rows.tuples())


def done_since(seq: int | None, uuid: str, names: Sequence[str]) -> bool:
    """Whether one of the actions `names` was done to the row `uuid` after event `seq`."""
    if seq is None:
        return False
    later = Event.select().where(Event.entity_uuid == uuid, Event.seq > seq)
    return bool(later.where(Event.action.in_(names)).exists())


def became_true(uuids: Sequence[str], field: str) -> dict[str, datetime]:
    """When `field` of each of these rows was last noted as true, in office time."""
    bodies: Any = (
        EventBody.select(Event.entity_uuid, Event.effective_at, EventBody.change)
        .join(Event, on=(Event.seq == EventBody.seq))
        .where(Event.entity_uuid.in_(uuids))
        .order_by(Event.seq)
    )
    return {
        uuid: at.astimezone(OFFICE_ZONE)
        for uuid, at, change in bodies.tuples()
        if json.loads(change).get(field)
    }


def then(row: Any, seq: int) -> Any:
    """`row` as event `seq` left it, or None where it did not exist yet."""
    events = Event.select(Event.seq).where(Event.entity_uuid == row.uuid)
    if not events.where(Event.seq > seq).exists():
        return row
    bodies: Any = (
        EventBody.select(EventBody.change)
        .join(Event, on=(Event.seq == EventBody.seq))
        .where(Event.entity_uuid == row.uuid, Event.seq <= seq)
        .order_by(Event.seq)
    )
    stored: dict[str, Any] = {}
    for (change,) in bodies.tuples():
        stored |= json.loads(change)
    if not stored:
        return None
    past = type(row)(id=row.id, uuid=row.uuid, salt=row.salt)
    for name, value in stored.items():
        if name in row._meta.fields:  # an event may also say why, which is no part of the row
            past.__data__[name] = row._meta.fields[name].python_value(value)
    return past


def as_of(model: type[Record], seq: int, wanted: Any) -> Iterator[Any]:
    """The rows as event `seq` left them that may meet `wanted`, a condition on the present
    ones: those that meet it now, and all that changed since. To be sifted by the caller.

    Which rows is settled at the first step; a save that slips in between changes nothing.
    """
    later = Event.select(Event.entity_uuid).where(_of(model), Event.seq > seq)
    rows = model.select().where(wanted | model.uuid.in_(later)).order_by(model.id)
    for row in list(rows):
        past = then(row, seq)
        if past is not None:
            yield past
