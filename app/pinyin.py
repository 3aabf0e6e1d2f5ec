"""Search by pinyin initials: `wxy` finds 王秀英."""

import itertools
from functools import lru_cache

import pypinyin

_MOST = 32  # readings kept per name; a name of five characters with two readings each


@lru_cache(maxsize=8192)  # lists ask for the same names at every key
def initials(name: str) -> str:
    """All spellings of `name` by initials, as `|wxy|` or `|sgl|dgl|` where a character has
    several readings (单 is dān and shàn). Letters and digits stand for themselves."""
    choices = [firsts for character in name if (firsts := _firsts(character))]
    spellings = {"".join(one) for one in itertools.islice(itertools.product(*choices), _MOST)}
    return "|" + "|".join(sorted(spellings - {""})) + "|"


def login(name: str) -> str:
    """A user name for somebody: the initials as they are usually read, `sqgw`; those of a name
    in Latin letters word by word."""
    if name.isascii():
        return "".join(word[0] for word in name.split() if word[0].isalpha()).lower()
    usual = pypinyin.lazy_pinyin(name, style=pypinyin.Style.FIRST_LETTER, errors="ignore")
    return "".join(one[0] for one in usual).lower()


def _firsts(character: str) -> list[str]:
    if character.isascii():
        return [character.lower()] if character.isalnum() else []
    readings = pypinyin.pinyin(character, style=pypinyin.NORMAL, heteronym=True, errors="ignore")
    return sorted({reading[0] for one in readings for reading in one if reading})
