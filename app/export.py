"""A closed day's ledger onto a stick: whole under its final name, or not there at all.

Gathered from the database in slices; what needs no database, rendering and writing, goes on
beside it, so that a save at the counter never waits for a slow stick.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from app import closed, keys, ledger, rights
from app.closed import DayView
from app.desk import Desk
from app.errors import RuleError
from app.folders import Files, deliver
from app.journal import Transaction, operation, plain_header
from app.ledger_check import FORMAT, MANIFEST, RECORDS, SIGNATURE, line_digests
from app.system import RemovableDrive, removable_drives
from app.tasks import AtOnce, Slices
from models.days import DayClose
from models.fields import canonical_json
from models.journal import Event
from reports import ledger_pdf, ledger_xlsx
from reports.ledger import Ledger, record

T = TypeVar("T")

PAGE, WORKBOOK = "台账.pdf", "台账.xlsx"
_PATIENCE = 0.01  # seconds that one slice waits for what runs beside the database
_BATCH = 50  # event headers read in one slice


def sticks(desk: Desk) -> tuple[RemovableDrive, ...]:
    """The sticks plugged in that ledgers may go to: the office's own, where it has named one."""
    wanted = desk.office.stick_name
    return tuple(one for one in removable_drives() if wanted in ("", one.label))


def export(desk: Desk, day: date, target: Path, *, full: bool = False) -> Path:
    """Write the ledger of the closed `day` into a folder of its own in `target`; returns it.

    Persons are masked unless `full`, which is the leader's. The same ledger exported twice
    stays one folder; another one of the same day gets a number. Raises RuleError;
    EnvironmentFault where the stick is full, pulled, or gives back other bytes than it got.
    """
    return AtOnce().slices(export_slices(desk, day, target, full=full), lambda _: None).result()


def export_slices(desk: Desk, day: date, target: Path, *, full: bool = False) -> Slices[Path]:
    """`export` between other operations, each slice shorter than 20 ms."""
    rights.check("导出台账", desk.staff.role)
    _check_stick(desk, target)
    view = closed.fetch(day)
    whole = yield from ledger.build(desk, day, full=full)
    headers = yield from _headers(view)
    files = yield from _aside(partial(_files, desk, view, whole, headers, full))
    name = f"便民台账_{desk.office.short}{desk.office.window_no}号窗口_{day.isoformat()}"
    name += "（含姓名）" if full else ""
    folder = yield from _aside(partial(deliver, target, name, files))
    _exported(desk, view.uuid, folder.name, _digest(files[MANIFEST]), full)
    return folder


def _check_stick(desk: Desk, target: Path) -> None:
    wanted, place = desk.office.stick_name, target.resolve()
    if wanted and not any(place.is_relative_to(one.path) for one in sticks(desk)):
        raise RuleError(
            f"台账只能导出到名为“{wanted}”的U盘。",
            instead="请插上这个U盘再导出；U盘换了的，请管理员在设置的“备份和U盘”里改名。",
        )


@operation("导出台账")
def _exported(tx: Transaction, day: str, folder: str, manifest: str, full: bool) -> None:
    """Note in the chain what left the house."""
    tx.note(DayClose.get(DayClose.uuid == day), folder=folder, manifest=manifest, full=full)


def _aside(work: Callable[[], T]) -> Slices[T]:
    """The result of `work`, which touches no database, from a thread beside the database's."""
    with ThreadPoolExecutor(1, "export") as pool:
        future = pool.submit(work)
        while not wait((future,), _PATIENCE).done:
            yield
        return future.result()


def _headers(view: DayView) -> Slices[list[dict[str, Any]]]:
    """Every event header since the close before: the supervisor walks the chain over what is
    masked, from the head accepted last to this one."""
    found: list[dict[str, Any]] = []
    for start in range(view.previous_head_seq, view.head_seq, _BATCH):
        end = min(start + _BATCH, view.head_seq)
        events = Event.select().where(Event.seq > start, Event.seq <= end).order_by(Event.seq)
        found += map(plain_header, events)
        yield
    return found


def _files(
    desk: Desk, view: DayView, whole: Ledger, headers: list[dict[str, Any]], full: bool
) -> Files:
    lines = (canonical_json(line) + "\n" for line in _records(view, whole, headers))
    files = {
        PAGE: ledger_pdf.render(whole.page),
        WORKBOOK: ledger_xlsx.render(whole),
        RECORDS: "".join(lines).encode(),
    }
    manifest = _manifest(desk, view, files, full)
    return files | {MANIFEST: manifest, SIGNATURE: keys.sign(desk.store.folder, manifest)}


def _records(
    view: DayView, whole: Ledger, headers: list[dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    """One record a line. Window, kind and number name each, wherever it is read."""
    page = whole.page
    yield {
        "kind": "day",
        "window": page.window,
        "number": page.number,
        "day": view.day.isoformat(),
        "closed_at": view.closed_at.isoformat(timespec="seconds"),
        "counts": whole.counts,
        "totals": whole.totals,
        "head_seq": view.head_seq,
        "head": view.head,
    }
    lists = (page.balances, page.urgent, page.ranges, whole.cases, whole.receptions)
    for lines in (*lists, whole.transfers, whole.documents, whole.reports):
        for line in lines:
            yield record(line) | {"window": page.window, "ledger": page.number}
    for header in headers:
        yield {"kind": "event"} | header


def _manifest(desk: Desk, view: DayView, files: Files, full: bool) -> bytes:
    office, public = desk.office, bytes(keys.load_or_create(desk.store.folder).verify_key)
    content = {
        "format": FORMAT,
        "kind": "便民台账",
        "office": office.name,
        "window": office.window_uuid,
        "window_no": office.window_no,
        "day": view.day.isoformat(),
        "number": view.number,
        "ledger_number": view.ledger_number,
        "closed_at": view.closed_at.isoformat(timespec="seconds"),
        "full": full,
        "head_seq": view.head_seq,
        "head": view.head,
        "previous_day": view.previous_day.isoformat() if view.previous_day else None,
        "previous_head_seq": view.previous_head_seq,
        "previous_head": view.previous_head,
        "public_key": public.hex(),
        "fingerprint": keys.fingerprint(public),
        "lines": line_digests(files[RECORDS]),
        "files": {
            name: {"size": len(data), "sha256": _digest(data)} for name, data in files.items()
        },
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True, indent=2).encode()


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
