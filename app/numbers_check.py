"""Do numbers, printed codes and day figures still follow from the rows? Part of the whole check."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from app import numbers
from app.chain_walk import BATCH, ODD, Finding, records, shown
from app.documents import check_code
from app.journal import GENESIS
from app.tasks import Slices
from reports import sheet

_AT_THE_END = 2**62  # shows at no event


def batches(connection: sqlite3.Connection, table: str) -> Iterator[list[dict[str, Any]]]:
    """All rows of `table`, some at a time."""
    # By SQLite's own number of the row, which none is without, whatever its `id` may be.
    query = f'SELECT *, rowid AS "(row)" FROM "{table}" WHERE rowid >= ? ORDER BY rowid LIMIT ?'
    first = -(2**63)
    while rows := records(connection, query, first, BATCH):
        yield rows
        first = rows[-1]["(row)"] + 1
        if first == 2**63:  # the highest there can be
            return


def sequences(connection: sqlite3.Connection) -> list[Finding]:
    """Numbers run from 1 to the last one given out, without gaps; where none was given out there
    is no last one."""
    used: dict[tuple[str, int], set[int]] = defaultdict(set)
    for row in records(connection, "SELECT kind, year, serial FROM document"):
        used[row["kind"], row["year"]].add(row["serial"])
    found = []
    texts = [
        (numbers.Kind.CASE, row["number"])
        for row in records(connection, "SELECT number FROM cases")
    ]
    for row in records(connection, "SELECT day, documents FROM day_close"):
        try:
            texts.append((numbers.Kind.DAY, json.loads(row["documents"])[numbers.Kind.DAY][0]))
        except ODD:
            found.append(Finding(_AT_THE_END, f"{shown(row['day'])} 的日结：编号读不出来。"))
    for kind, text in texts:
        try:
            year, serial = numbers.parts(text)
        except ODD:
            found.append(Finding(_AT_THE_END, f"{kind.value}编号“{shown(text)}”读不出来。"))
        else:
            used[kind.value, year].add(serial)
    lasts = {
        (row["kind"], row["year"]): row["last"]
        for row in records(connection, "SELECT kind, year, last FROM sequence")
    }
    for key in sorted(used.keys() | lasts.keys(), key=repr):
        name = f"{shown(key[0])} {shown(key[1])} 年的编号对不上"
        last, serials = lasts.get(key, 0), used[key]
        begun = key not in lasts or (isinstance(last, int) and last > 0)
        if not begun or any(not isinstance(one, int) for one in serials):
            found.append(Finding(_AT_THE_END, f"{name}。"))
        elif (odd := _first_odd(serials, last)) is not None:
            found.append(Finding(_AT_THE_END, f"{name}，从 {odd} 号起。"))
    return found


def _first_odd(serials: set[int], last: int) -> int | None:
    """The lowest number that is missing from 1…`last` or does not belong there.

    Counts up no further than there are numbers: `last` may be anything.
    """
    missing = next(n for n in range(1, len(serials) + 2) if n not in serials)
    odd = [n for n in serials if not 1 <= n <= last]
    return min(odd + [missing] * (missing <= last), default=None)


def check_codes(connection: sqlite3.Connection) -> Slices[list[Finding]]:
    """The code printed on each paper still follows from what is stored of it."""
    found = []
    for rows in batches(connection, "document"):
        for row in rows:
            name = f"文书 {shown(row['number'])} "
            try:
                page = sheet.from_json(row["sheet"])
                plain = sheet.to_json(replace(page, check_code=""))
                same = row["check_code"] == page.check_code == check_code(row["salt"], plain)
            except ODD:
                found.append(Finding(_AT_THE_END, f"{name}的内容读不出来。"))
                continue
            if not same:
                found.append(Finding(_AT_THE_END, f"{name}的校验码与内容不符。"))
        yield
    return found


def day_closes(connection: sqlite3.Connection) -> list[Finding]:
    """Day closes follow on one another, and each holds the head that the chain had then."""
    found: list[Finding] = []
    before: dict[str, Any] | None = {"number": 0, "day": "", "totals": "{}"}
    for row in records(connection, "SELECT * FROM day_close ORDER BY number"):
        readable: dict[str, Any] | None = row
        try:
            wrong = _day_close(connection, before, row)
        except ODD:
            wrong, readable = ["内容读不出来。"], None
        at = row["head_seq"] if isinstance(row["head_seq"], int) else _AT_THE_END
        found += [Finding(at, f"{shown(row['day'])} 的日结：{words}") for words in wrong]
        before = readable
    return found


def _day_close(
    connection: sqlite3.Connection, before: dict[str, Any] | None, row: dict[str, Any]
) -> list[str]:
    """What is wrong with a day close; `before` is None where that one cannot be read."""
    wrong = []
    counts, totals = json.loads(row["counts"]), json.loads(row["totals"])
    sums = [totals[key] - counts[key] for key in totals]
    if before is not None:
        if row["number"] != before["number"] + 1 or row["day"] <= before["day"]:
            wrong.append("次序对不上，前面少了日结。")
        earlier = json.loads(before["totals"])
        if sums != [earlier.get(key, 0) for key in totals]:
            wrong.append("累计数对不上。")
    event = records(connection, "SELECT hash FROM event WHERE seq = ?", row["head_seq"])
    if (event[0]["hash"] if event else GENESIS).hex() != row["head"]:
        wrong.append("链头与事件记载不一致。")
    return wrong
