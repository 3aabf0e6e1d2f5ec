"""The sentences printed on paper, from `resources/wording.toml`, where anybody may read them."""

import tomllib
from functools import cache
from typing import Any

from app.resources import resource


@cache
def _texts() -> dict[str, dict[str, str]]:
    with resource("wording.toml").open("rb") as file:
        return tomllib.load(file)


def say(form: str, sentence: str, **values: Any) -> str:
    """The sentence of a form with its blanks filled in. What is filled in is never read as
    a template itself, so braces in a name stay braces."""
    return _texts()[form][sentence].format(**values)
