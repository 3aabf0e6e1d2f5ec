"""How much faster one way is than another, in one run: ratios to read, no times to fail by."""

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app import chain_check, demo, documents
from app.store import open_folder
from app.tasks import AtOnce


def seconds(work: Callable[[], Any]) -> float:
    """The best of three."""
    times = []
    for _ in range(3):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Callable[[str, float, float], None]:
    def tell(what: str, quick: float, slow: float) -> None:
        with capsys.disabled():
            print(f"\n  {what}: {slow / quick:.1f} times as fast ({quick * 1000:.1f} ms)")

    return tell


def test_what_the_window_waits_for(
    tmp_path: Path, say: Callable[[str, float, float], None]
) -> None:
    demo.fill(tmp_path / "data", 60, 20, date(2026, 11, 20), 3)
    store = open_folder(tmp_path / "data")
    try:
        rows = documents.listed()
        assert rows == tuple(documents.describe(row.number) for row in rows)
        one_by_one = seconds(lambda: [documents.describe(row.number) for row in rows])
        say("all papers in one query", seconds(documents.listed), one_by_one)

        connection = store.database.connection()
        since = chain_check.last_close(connection)

        def check(after: int) -> None:
            work = chain_check.check(connection, None, after)
            assert AtOnce().slices(work, lambda _: None).result() == ()

        say("the check at the start", seconds(lambda: check(since)), seconds(lambda: check(0)))
    finally:
        store.close()
