"""Writing to whatever the commands were started from: a console, a pipe, a file, nothing."""

import os
import sys
from contextlib import suppress
from io import TextIOWrapper
from typing import TextIO

_LONG = "便民窗口。" * 99


def prepare() -> None:
    """Let no character stop a sentence: a console without Chinese gets it spelt out."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
            try:
                _LONG.encode(stream.encoding, "backslashreplace")
            except UnicodeError:  # an encoding that is for something else than sentences
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def write(stream: TextIO | None, text: str) -> bool:
    """Write all of `text`; returns whether it could be. To a stream that was closed before the
    program began there is nothing to write."""
    if stream is None:
        return True
    try:
        stream.write(text)
        stream.flush()
    except (OSError, ValueError):
        _forget(stream)
        return False
    return True


def _forget(stream: TextIO) -> None:
    """What could not be written would be tried again when the program ends, and end it badly."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
