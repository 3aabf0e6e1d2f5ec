"""Which clause of the rulebook is proved by which test.

A test that proves a clause carries `@pytest.mark.clause("2.5.4")`. A whole run ends with a table
of all clauses; one of a system in `DELIVERED` that no passing test proves fails the run, unless its
tests say "not run". In CI a test that says so fails the run as well: there everything must run.
"""

import os
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from app.rulebook import clauses

DELIVERED: tuple[str, ...] = (
    "1",
    "2",
    "3",
)  # systems whose every clause must be proved: "1", "2", …

_proved: Counter[str] = Counter()
_not_run: list[str] = []
_not_tried: set[str] = set()  # clauses of the tests that were not run


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        for unknown in set(_ids(item)) - set(clauses()):
            raise pytest.UsageError(f"{item.nodeid}: no clause {unknown!r} in the rulebook")


def _ids(item: pytest.Item) -> Iterator[str]:
    for mark in item.iter_markers("clause"):
        yield from mark.args


def pytest_itemcollected(item: pytest.Item) -> None:
    # What a test proves travels with its report: the test may run in a worker's process.
    item.user_properties.extend(("clause", id) for id in _ids(item))


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    ids = [id for name, id in report.user_properties if name == "clause"]
    if report.when == "call" and report.passed:
        _proved.update(ids)
    if report.skipped and "not run" in str(report.longrepr):
        _not_run.append(report.nodeid)
        _not_tried.update(ids)


def _whole_run(config: pytest.Config) -> bool:
    chosen = config.getoption("keyword") or config.getoption("markexpr")
    paths = [argument for argument in config.args if argument not in config.getini("testpaths")]
    return not chosen and not paths and not config.getoption("collectonly")


def _unproved() -> list[str]:
    return [id for id in clauses() if id.split(".")[0] in DELIVERED and not _proved[id]]


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    config = session.config
    if exitstatus != pytest.ExitCode.OK or hasattr(config, "workerinput"):
        return
    idle = os.environ.get("CI") == "true" and _not_run
    if idle or (_whole_run(config) and set(_unproved()) - _not_tried):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    for name in _not_run:
        terminalreporter.write_line(f"not run: {name}")
    if not _whole_run(config):
        return
    terminalreporter.section("clauses of the rulebook, and how many tests prove each")
    cells = [f"{id:>6} {_proved[id] or '–':>3}" for id in clauses()]
    for start in range(0, len(cells), 8):
        terminalreporter.write_line(" │ ".join(cells[start : start + 8]))
    shown = sum(1 for id in clauses() if _proved[id])
    terminalreporter.write_line(f"{shown} of {len(cells)} clauses have a test of their own")
    for id in _unproved():
        why = "not tried: its tests were not run" if id in _not_tried else "delivered, not proved"
        terminalreporter.write_line(f"clause {id} is {why}")
