"""Breaking text into lines by the rules of Chinese typesetting."""

import re

from reports.fonts import width

# No line begins with these, none ends with those (GB/T 15834).
CLOSERS = "，。、；：！？）》」』】〕’”…—·%‰℃.,;:!?)]}〉"
OPENERS = "（《「『【〔‘“([{〈"

_WORD = re.compile(r"[0-9]+(?:[:.,–/-][0-9]+)+|[0-9A-Za-z@#$&+\-_/\\=<>*~^|'\"`]+|\s|.", re.DOTALL)


def units(text: str) -> list[str]:
    """`text` in pieces that stay together: Latin words and numbers, and each character with
    the closing marks behind and the opening marks before it."""
    pieces: list[str] = []
    for piece in _WORD.findall(text):
        glued = pieces and (
            (piece[0] in CLOSERS and not pieces[-1].isspace())
            or (pieces[-1][-1] in OPENERS and not piece.isspace())
        )
        if glued:
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return pieces


def lines(text: str, font: str, size: float, room: float, first_indent: float = 0) -> list[str]:
    """`text` in lines no wider than `room` points; the first one leaves `first_indent` free.

    Line feeds are kept. A piece wider than a whole line is cut where it has to be.
    """
    result: list[str] = []
    for paragraph in text.split("\n"):
        result += _fill(paragraph, font, size, room, first_indent if not result else 0)
    return result


def _fill(text: str, font: str, size: float, room: float, indent: float) -> list[str]:
    result, line, used = [], "", indent
    for unit in units(text):
        wide = width(unit, font, size)
        if used + wide <= room:
            line, used = line + unit, used + wide
            continue
        if line.strip():
            result.append(line.rstrip(" "))
            line, used = "", 0.0
        if unit.isspace():
            continue
        if wide <= room:
            line, used = unit, wide
            continue
        for character in unit:
            one = width(character, font, size)
            if used + one > room:
                result.append(line)
                line, used = "", 0.0
            line, used = line + character, used + one
    result.append(line.rstrip(" "))
    return result
