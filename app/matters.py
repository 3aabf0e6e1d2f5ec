"""Matters of this office: which version is in force, who may be served by it."""

from dataclasses import dataclass
from typing import Any

from app import catalogue
from app.catalogue import Matter
from app.errors import RuleError
from app.journal import Transaction, operation
from models.office import MatterVersion


@dataclass(frozen=True)
class MatterView:
    """A version of a matter and whether it may be used."""

    uuid: str
    version: int
    enabled: bool
    matter: Matter


def in_force() -> tuple[MatterView, ...]:
    """The enabled newest version of every matter, by code."""
    newest: dict[str, Any] = {}
    for row in MatterVersion.select().order_by(MatterVersion.code, MatterVersion.version):
        newest[row.code] = row
    return tuple(view(row) for row in newest.values() if row.enabled)


def view(row: Any) -> MatterView:
    """The row as a plain value."""
    return MatterView(row.uuid, row.version, row.enabled, catalogue.from_json(row.body))


def fetch(uuid: str) -> Any:
    """The version's row. Raises RuleError where it is unknown or not enabled (4.1.1)."""
    row = MatterVersion.get_or_none(MatterVersion.uuid == uuid)
    if row is None or not row.enabled:
        raise RuleError(
            "这个事项没有启用。", clause="4.1.1", instead="请管理员核对依据后启用，或选别的事项。"
        )
    return row


@operation("启用事项")
def adopt(tx: Transaction, matters: tuple[Matter, ...], confirmed_by: str) -> int:
    """Store a new version of each of `matters` that differs from the one in force; returns
    how many. What is still 须核对 is enabled only where `confirmed_by` names who checked it."""
    stored = 0
    for matter in matters:
        body = catalogue.to_json(matter)
        last: Any = (
            MatterVersion.select()
            .where(MatterVersion.code == matter.code)
            .order_by(MatterVersion.version.desc())
            .first()
        )
        if last is not None and last.body == body:
            continue
        tx.save(
            MatterVersion(
                code=matter.code,
                version=last.version + 1 if last else 1,
                name=matter.name,
                body=body,
                confirmed_by=confirmed_by,
                enabled=bool(confirmed_by) or not matter.needs_check,
            )
        )
        stored += 1
    return stored
