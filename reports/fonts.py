"""The bundled fonts: which one has a character, and how wide a text becomes."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics, ttfonts

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "fonts"
FILES = {
    "Serif": "NotoSerifSC-Regular.ttf",
    "Sans": "NotoSansSC-Regular.ttf",
    "SansBold": "NotoSansSC-Bold.ttf",
    "Rare": "HanaMinB.ttf",
    "Mongolian": "NotoSansMongolian-Regular.ttf",
}
# Asked in this order after the wanted font itself.
FALLBACK = ("Serif", "Rare", "Mongolian")


class MissingGlyph(Exception):
    """None of the bundled fonts has the character."""

    def __init__(self, character: str) -> None:
        super().__init__(f"U+{ord(character):04X}")
        self.character = character


def _to_unicode(name: str, subset: list[Any]) -> str:
    """The map from a subset's codes to text. reportlab writes four hex digits whatever the
    character, which is wrong above U+FFFF; those need UTF-16 pairs to be found and copied."""
    entries = [
        f"<{code:02X}> <{chr(value).encode('utf-16-be', 'surrogatepass').hex().upper()}>"
        for code, value in enumerate(subset)
    ]
    blocks = []
    for start in range(0, len(entries), 100):  # the most that one block may hold
        part = entries[start : start + 100]
        blocks += [f"{len(part)} beginbfchar", *part, "endbfchar"]
    head = (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo\n"
        f"<< /Registry ({name})\n/Ordering ({name})\n/Supplement 0\n>> def\n"
        f"/CMapName /{name} def\n/CMapType 2 def\n1 begincodespacerange\n"
        f"<00> <{len(subset) - 1:02X}>\nendcodespacerange"
    )
    tail = "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    return "\n".join([head, *blocks, tail])


ttfonts.makeToUnicodeCMap = _to_unicode


@cache
def font(name: str) -> Any:
    """The registered font; each file is read when first needed (10 to 30 MB each)."""
    made = ttfonts.TTFont(name, str(FOLDER / FILES[name]), shapable=name == "Mongolian")
    pdfmetrics.registerFont(made)
    return made


def _has(name: str, character: str) -> bool:
    return ord(character) in font(name).face.charToGlyph


def is_mongolian(text: str) -> bool:
    """Whether all of `text` can be set upright, as traditional Mongolian is."""
    return all(_has("Mongolian", character) for character in text)


@cache
def font_for(character: str, wanted: str) -> str:
    """The first font that has `character`: `wanted`, then the fall-backs. Raises MissingGlyph."""
    for name in (wanted, *FALLBACK):
        if _has(name, character):
            return name
    raise MissingGlyph(character)


def missing_glyphs(text: str) -> str:
    """The characters of `text` that cannot be printed, each once, in order of appearance."""
    lost = []
    for character in dict.fromkeys(text):
        if character == "\n":
            continue
        try:
            font_for(character, "Serif")
        except MissingGlyph:
            lost.append(character)
    return "".join(lost)


def runs(text: str, wanted: str) -> Iterator[tuple[str, str]]:
    """`text` cut into (font name, part) so that every part has its glyphs."""
    part, current = "", ""
    for character in text:
        name = font_for(character, wanted)
        if name != current and part:
            yield current, part
            part = ""
        current = name
        part += character
    if part:
        yield current, part


def width(text: str, wanted: str, size: float) -> float:
    """How wide `text` is set, in points."""
    return sum(_advance(character, wanted) for character in text) * size


@cache
def _advance(character: str, wanted: str) -> float:
    name = font_for(character, wanted)
    font(name)
    return float(pdfmetrics.stringWidth(character, name, 1000)) / 1000
