"""The office's seven systems, clause by clause, for the screens and refusals that rest on them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from app.resources import resource


@dataclass(frozen=True)
class Clause:
    """One clause: `text` as written, `shown` as corrected for the screen."""

    id: str
    system: str
    cite: str
    text: str
    shown: str


@cache
def clauses() -> Mapping[str, Clause]:
    """All clauses by id, in the order of the rulebook."""
    with resource("rulebook.toml").open("rb") as file:
        tables = tomllib.load(file)
    systems = tables.pop("systems")
    return {
        id: Clause(id, systems[id.split(".")[0]], entry["cite"], entry["text"],
                   entry.get("shown", entry["text"]))
        for id, entry in tables.items()
    }  # fmt: skip


def clause(id: str) -> Clause:
    """The clause with this id. Raises KeyError."""
    return clauses()[id]
