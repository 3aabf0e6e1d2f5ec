"""One notice as plain data: what is printed, not how.

A sheet holds every string that will stand on the paper. It is stored as canonical JSON, so
that a reprint years later says the same as the first print.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from typing import Any

Texts = tuple[str, ...]


@dataclass(frozen=True)
class Fields:
    """Labels with their values, in `columns` columns."""

    pairs: tuple[tuple[str, str], ...]
    columns: int = 2


@dataclass(frozen=True)
class Paragraph:
    """Running text; `indent` by two characters, as Chinese paragraphs are."""

    text: str
    indent: bool = True


@dataclass(frozen=True)
class Heading:
    """A small title within the sheet."""

    text: str


@dataclass(frozen=True)
class Table:
    """Rows under heads; `widths` are shares of the line. Heads are repeated on every page."""

    heads: Texts
    widths: tuple[float, ...]
    rows: tuple[Texts, ...]


@dataclass(frozen=True)
class Box:
    """The one framed box: what the citizen must do next. `strong` is set large."""

    lead: str
    strong: str
    tail: str


@dataclass(frozen=True)
class Signatures:
    """Two columns at the end. A line that ends in ： gets a rule to sign on; one in （…） is
    small and grey."""

    left: Texts
    right: Texts


@dataclass(frozen=True)
class Months:
    """Calendar months, as many side by side as there is room for. Each is a title and its weeks,
    Monday first; a day is its number and its sign, () where the week has none. Days whose sign
    is among `grey` are shaded, the one in `framed` has a frame."""

    heads: Texts
    months: tuple[tuple[str, tuple[tuple[Texts, ...], ...]], ...]
    grey: Texts = ()
    framed: Texts = ()


Block = Fields | Paragraph | Heading | Table | Box | Signatures | Months
_BLOCKS: dict[str, type[Any]] = {
    kind.__name__: kind for kind in (Fields, Paragraph, Heading, Table, Box, Signatures, Months)
}


@dataclass(frozen=True)
class Sheet:
    """A whole notice. `paper` is A4, A5 or slip (80 mm); each of `copies` begins on a page of
    its own. A second line of `title` stands smaller below it. `layout` is the version of the
    layout it was made for."""

    kind: str
    title: str
    number: str
    office: str
    blocks: tuple[Block, ...]
    copies: Texts = ("申请人联",)
    paper: str = "A4"
    machine_number: str = ""
    check_code: str = ""
    complaint: str = ""
    made_at: str = ""
    mongolian: Texts = ()
    layout: int = 1


def to_json(sheet: Sheet) -> str:
    """Canonical JSON; each block names its kind."""
    plain = asdict(sheet)
    plain["blocks"] = [{"block": type(block).__name__, **asdict(block)} for block in sheet.blocks]
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_json(text: str) -> Sheet:
    """The reverse of `to_json`."""
    plain = json.loads(text)
    plain["blocks"] = tuple(_block(block) for block in plain["blocks"])
    return Sheet(**{name: _frozen(value) for name, value in plain.items()})


def _block(plain: dict[str, Any]) -> Block:
    kind = _BLOCKS[plain.pop("block")]
    block: Block = kind(**{name: _frozen(value) for name, value in plain.items()})
    return block


def _frozen(value: Any) -> Any:
    return tuple(_frozen(one) for one in value) if isinstance(value, list | tuple) else value


def strings(value: Any) -> Iterator[str]:
    """Every string that `value` (a sheet, a block, a tuple) would print."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from strings(one)
    elif hasattr(value, "__dataclass_fields__"):
        for field in fields(value):
            yield from strings(getattr(value, field.name))
