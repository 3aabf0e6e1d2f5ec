"""The program's log: what went wrong on the machine, never whom it concerned."""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"


def to_file(path: Path) -> bool:
    """Log to `path`, at most four files of 1 MB. A folder that cannot be written to loses the
    log, not the counter; returns whether it could."""
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(
            path, maxBytes=1_000_000, backupCount=3, encoding="utf-8"
        )
    except OSError:
        handler = logging.StreamHandler(sys.stderr) if sys.stderr else logging.NullHandler()
    handler.setFormatter(logging.Formatter(FORMAT))
    root.addHandler(handler)
    return isinstance(handler, RotatingFileHandler)


class _Quiet(RotatingFileHandler):
    """A log that is made with its first line; where it cannot be written nobody hears of it."""

    def emit(self, record: logging.LogRecord) -> None:
        with suppress(OSError):
            Path(self.baseFilename).parent.mkdir(exist_ok=True)
            super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        """Without the trace that Python would print."""


@contextmanager
def only_to_file(path: Path) -> Iterator[None]:
    """What is told to the log inside goes to `path`, and never to the screen of a command."""
    handler = _Quiet(path, maxBytes=1_000_000, backupCount=3, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter(FORMAT))
    logging.getLogger().addHandler(handler)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(handler)
        handler.close()


def unhandled(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """`sys.excepthook`: the places in our code go to the log, the values do not: a message may
    hold what somebody typed."""
    where = places(trace)
    logging.getLogger("unhandled").error("%s at %s", kind.__name__, where)
    sys.__stderr__ and print(f"{kind.__name__}: {where}", file=sys.__stderr__)


def places(trace: TracebackType | None) -> str:
    """Where in our code something came through."""
    found = []
    while trace is not None:
        code = trace.tb_frame.f_code
        found.append(f"{Path(code.co_filename).name}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return " > ".join(found)
