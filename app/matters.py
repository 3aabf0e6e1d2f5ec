"""Matters of this office: which version is in force, and who put it there.

Versions are immutable: a change makes a new one, and cases keep theirs. The newest enabled
version is in force; one that still has something 须核对 waits beside it until it is confirmed.
"""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from app import catalogue, history, matter_workbook, texts
from app.catalogue import Matter
from app.errors import RuleError
from app.journal import Transaction, operation
from app.matter_changes import Change, compare
from app.matter_files import BadFile, Fault
from models.office import MatterVersion

IN_FORCE, WAITING, RETIRED, OLD = "启用", "待核对", "已停用", "旧版本"


@dataclass(frozen=True)
class MatterView:
    """A version of a matter and whether it may be used."""

    uuid: str
    version: int
    enabled: bool
    matter: Matter
    confirmed_by: str = ""
    retired: str = ""


@dataclass(frozen=True)
class MatterLine:
    """A matter in the list of all: its newest version, and what is in force, if any."""

    newest: MatterView
    in_force: MatterView | None

    @property
    def state(self) -> str:
        """启用, 待核对 or 已停用."""
        if self.in_force is not None:
            return IN_FORCE
        return RETIRED if self.newest.retired else WAITING

    @property
    def remark(self) -> str:
        """What a state leaves open."""
        if self.newest.retired:
            return self.newest.retired
        if self.in_force is not None and self.newest.uuid != self.in_force.uuid:
            return f"第 {self.newest.version} 版待核对"
        return f"{len(self.newest.matter.to_check)} 处须核对" if self.in_force is None else ""


@dataclass(frozen=True)
class VersionLine:
    """One version in a matter's history; `at` is when it was written."""

    view: MatterView
    state: str
    at: datetime


def in_force() -> tuple[MatterView, ...]:
    """The version in force of every matter, by code."""
    rows = MatterVersion.select().where(MatterVersion.enabled == True)  # noqa: E712
    newest = {row.code: row for row in rows.order_by(MatterVersion.code, MatterVersion.version)}
    return tuple(view(row) for row in newest.values())


def listed() -> tuple[MatterLine, ...]:
    """Every matter, used or not, by code."""
    newest: dict[str, Any] = {}
    for row in MatterVersion.select().order_by(MatterVersion.code, MatterVersion.version):
        newest[row.code] = row
    used = {one.matter.code: one for one in in_force()}
    return tuple(MatterLine(view(row), used.get(code)) for code, row in newest.items())


@dataclass(frozen=True)
class Examined:
    """What a workbook would change, or everything that is wrong with it."""

    changes: tuple[Change, ...]
    faults: tuple[Fault, ...]


def examine(path: Path) -> Generator[int, None, Examined]:
    """See what importing the workbook would do, in slices; nothing is changed."""
    try:
        found = yield from matter_workbook.read(path)
    except BadFile as error:
        return Examined((), error.faults)
    known = {line.newest.matter.code: line.newest.matter for line in listed()}
    return Examined(compare(known, found), ())


def versions(code: str) -> tuple[VersionLine, ...]:
    """All versions of a matter, newest first."""
    rows = list(_rows(code).order_by(MatterVersion.version.desc()))
    written = history.written_at([row.uuid for row in rows])
    used = next((row.uuid for row in rows if row.enabled), "")
    return tuple(
        VersionLine(view(row), _state(row, used, newest=n == 0), written[row.uuid])
        for n, row in enumerate(rows)
    )


def _state(row: Any, used: str, *, newest: bool) -> str:
    if row.uuid == used:
        return IN_FORCE
    if not newest:
        return OLD
    return RETIRED if row.retired else WAITING


def view(row: Any) -> MatterView:
    """The row as a plain value."""
    return MatterView(
        row.uuid, row.version, row.enabled, catalogue.from_json(row.body), row.confirmed_by,
        row.retired,
    )  # fmt: skip


def fetch(uuid: str) -> Any:
    """The version's row. Raises RuleError where it is unknown or not in force (4.1.1)."""
    row = MatterVersion.get_or_none(MatterVersion.uuid == uuid)
    if row is None or not row.enabled:
        raise RuleError(
            "这个事项没有启用，或者已经有了新版本。",
            clause="4.1.1",
            instead="请回到来访登记重新选择；没有启用的，请管理员核对依据后启用。",
        )
    return row


@operation("修改事项")
def write(tx: Transaction, matters: Sequence[Matter]) -> int:
    """Store a new version of each of `matters` that differs from its newest; returns how many.

    A version with nothing left to check is in force at once; any other waits for `confirm`.
    """
    return _write(tx, matters, "")


@operation("启用事项")
def adopt(tx: Transaction, matters: Sequence[Matter], confirmed_by: str) -> int:
    """The same, and what is 须核对 is enabled too where `confirmed_by` names who checked it."""
    return _write(tx, matters, confirmed_by)


@operation("启用事项")
def confirm(tx: Transaction, uuid: str, confirmed_by: str) -> None:
    """Put a waiting or retired version in force: `confirmed_by` has checked what was open.

    Raises FieldError without a name; RuleError where there is a newer version.
    """
    row = _newest(uuid)
    row.confirmed_by = texts.clean("confirmed_by", "核对人", confirmed_by, limit=60)
    row.enabled, row.retired = True, ""
    _supersede(tx, row)
    tx.save(row)


@operation("停用事项")
def retire(tx: Transaction, uuid: str, reason: str) -> None:
    """Offer a matter no longer; running cases go on. Raises FieldError without a reason."""
    row = _newest(uuid)
    row.retired = texts.clean("reason", "停用原因", reason, limit=200)
    row.enabled = False
    _supersede(tx, row)
    tx.save(row)


def _write(tx: Transaction, matters: Sequence[Matter], confirmed_by: str) -> int:
    stored = 0
    for matter in matters:
        body = catalogue.to_json(matter)
        last: Any = _rows(matter.code).order_by(MatterVersion.version.desc()).first()
        if last is not None and last.body == body:
            continue
        row = MatterVersion(
            code=matter.code,
            version=last.version + 1 if last else 1,
            name=matter.name,
            body=body,
            confirmed_by=confirmed_by,
            enabled=bool(confirmed_by) or not matter.to_check,
        )
        if row.enabled:
            _supersede(tx, row)
        tx.save(row)
        stored += 1
    return stored


def _supersede(tx: Transaction, row: Any) -> None:
    """No other version of the same matter stays in force."""
    for other in _rows(row.code).where(MatterVersion.enabled == True):  # noqa: E712
        if other.uuid != row.uuid:
            other.enabled = False
            tx.save(other)


def _newest(uuid: str) -> Any:
    row: Any = MatterVersion.get(MatterVersion.uuid == uuid)
    newer = _rows(row.code).where(MatterVersion.version > row.version)
    if newer.count():
        raise RuleError("这不是最新的版本。", instead="请回到事项目录，打开最新的版本。")
    return row


def _rows(code: str) -> Any:
    return MatterVersion.select().where(MatterVersion.code == code)
