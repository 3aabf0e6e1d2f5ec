"""Which clause of the rulebook is proved by which test.

A test that proves a clause carries `@pytest.mark.clause("2.5.4")`. A whole run ends with a table
of all clauses; one of a system in `DELIVERED` that no passing test proves fails the run. In CI a
test that says "not run" fails the run as well: there everything must run.
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

_proved = pytest.StashKey[Counter[str]]()
_not_run = pytest.StashKey[list[str]]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_proved] = Counter()
    config.stash[_not_run] = []


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        for unknown in set(_ids(item)) - set(clauses()):
            raise pytest.UsageError(f"{item.nodeid}: no clause {unknown!r} in the rulebook")


def _ids(item: pytest.Item) -> Iterator[str]:
    for mark in item.iter_markers("clause"):
        yield from mark.args


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: Any) -> Any:
    report = yield
    if report.when == "call" and report.passed:
        item.config.stash[_proved].update(_ids(item))
    if report.skipped and "not run" in str(report.longrepr):
        item.config.stash[_not_run].append(item.nodeid)
    return report


def _whole_run(config: pytest.Config) -> bool:
    chosen = config.getoption("keyword") or config.getoption("markexpr")
    paths = [argument for argument in config.args if argument not in config.getini("testpaths")]
    return not chosen and not paths and not config.getoption("collectonly")


def _unproved(config: pytest.Config) -> list[str]:
    proved = config.stash[_proved]
    return [id for id in clauses() if id.split(".")[0] in DELIVERED and not proved[id]]


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    config = session.config
    if exitstatus != pytest.ExitCode.OK or hasattr(config, "workerinput"):
        return
    idle = os.environ.get("CI") == "true" and config.stash[_not_run]
    if idle or (_whole_run(config) and _unproved(config)):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    for name in config.stash[_not_run]:
        terminalreporter.write_line(f"not run: {name}")
    if not _whole_run(config):
        return
    proved = config.stash[_proved]
    terminalreporter.section("clauses of the rulebook, and how many tests prove each")
    cells = [f"{id:>6} {proved[id] or '–':>3}" for id in clauses()]
    for start in range(0, len(cells), 8):
        terminalreporter.write_line(" │ ".join(cells[start : start + 8]))
    shown = sum(1 for id in clauses() if proved[id])
    terminalreporter.write_line(f"{shown} of {len(cells)} clauses have a test of their own")
    for id in _unproved(config):
        terminalreporter.write_line(f"clause {id} is delivered but not proved")
