"""How much faster one way is than another, in one run: ratios to read, no times to fail by."""

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app import accounts, chain_check, demo, documents, passwords
from app.errors import FieldError, RuleError
from app.passwords import TRIES
from app.store import open_folder
from app.tasks import AtOnce
from tests.office import PASSWORD, TestOffice


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


def test_every_refused_sign_on_takes_as_long_as_any_other(
    office: TestOffice, say: Callable[[str, float, float], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody learns from the time it takes whether a name exists, or is locked: each is one hash,
    one look and one write. How long that takes is for reading; a busy machine fails nobody."""
    done: list[str] = []
    fits = passwords.fits

    def counted(stored: str, secret: str) -> bool:
        done.append("HASH")
        return fits(stored, secret)

    monkeypatch.setattr(passwords, "fits", counted)
    connection = office.store.database.connection()
    connection.set_trace_callback(lambda words: done.append(words.split()[0]))

    def seconds_to_refuse(login: str, password: str) -> float:
        done.clear()
        start = time.perf_counter()
        with pytest.raises((FieldError, RuleError)):
            accounts.sign_on(office.clock, login, password)
        return time.perf_counter() - start

    for _ in range(TRIES):
        seconds_to_refuse("bte", "wrong-wrong")
    times = {}
    for who, login, password in (
        ("wrong", "sqgw", "wrong-wrong"), ("nobody", "nobody", PASSWORD),
        ("locked, wrong", "bte", "wrong-wrong"), ("locked, right", "bte", PASSWORD),
    ):  # fmt: skip
        times[who] = seconds_to_refuse(login, password)
        kinds = ["WRITE" if one in ("UPDATE", "INSERT", "REPLACE") else one for one in done]
        assert sorted(kinds) == ["HASH", "SELECT", "WRITE"], (who, done)
    connection.set_trace_callback(None)
    for who in ("nobody", "locked, wrong", "locked, right"):
        say(f"a sign-on refused as “{who}”, beside a wrong password", times[who], times["wrong"])
