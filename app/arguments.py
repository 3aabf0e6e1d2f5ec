"""Reading a command line: what is said of it reaches any console, and 1 is never its end."""

from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from app import console

_UNREADABLE = 2


class Parser(ArgumentParser):
    """An ArgumentParser that writes as the commands do."""

    def _print_message(self, message: str, file: Any = None) -> None:
        if message and not console.write(file, message):
            self.exit(_UNREADABLE)


def path(text: str) -> Path:
    """A path as typed. Raises ArgumentTypeError for none, and for what no text can name."""
    if not text.strip():
        raise ArgumentTypeError("没有写路径")
    return Path(readable(text))


def readable(text: str) -> str:
    """An argument that is text. Raises ArgumentTypeError."""
    if not text.isprintable() and any(0xD800 <= ord(one) <= 0xDFFF for one in text):
        raise ArgumentTypeError("里面有认不出的字符，请换一个名字")
    return text
