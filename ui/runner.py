"""Between the window and the database thread: work goes over, its answer comes back as a call
on the GUI thread."""

import logging
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import EnvironmentFault, FieldError, RuleError
from app.tasks import Executor, Slices

T = TypeVar("T")
OURS = "程序出错了，刚才的操作没有完成，已记入日志。请重试；再出错请联系管理员。"
EXPECTED = (RuleError, FieldError, EnvironmentFault)


def sentence(error: Exception) -> str:
    """What the clerk is told of an error that no page has asked to hear of."""
    words: str = getattr(error, "message", "") + getattr(error, "instead", "")
    return words or OURS


class Runner(QObject):
    """Runs operations for the pages. `failed` is for faults no page has asked to hear of; `idled`
    tells that the last answer has come back."""

    failed = Signal(Exception)
    idled = Signal()
    _ready = Signal(object)

    def __init__(self, executor: Executor) -> None:
        super().__init__()
        self._executor = executor
        self._pending = 0
        self._ready.connect(self._call)

    @property
    def idle(self) -> bool:
        """Whether every answer has come back."""
        return self._pending == 0

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        refused: Callable[[Exception], None] | None = None,
    ) -> None:
        """Do `work` on the database thread, then call `done` with its result here.

        `refused` gets what the clerk can do something about (RuleError, FieldError,
        EnvironmentFault); without it they go to `failed`, as does anything unexpected.
        """
        self._pending += 1
        future = self._executor.submit(work)
        future.add_done_callback(lambda ended: self._ready.emit((ended, done, refused)))

    def slices(
        self,
        work: Slices[T],
        progress: Callable[[Any], None],
        done: Callable[[T], None],
        refused: Callable[[Exception], None] | None = None,
    ) -> None:
        """The same for long work that lets saves slip in between its slices."""
        self._pending += 1
        future = self._executor.slices(
            work, lambda value: self._ready.emit((value, progress, None))
        )
        future.add_done_callback(lambda ended: self._ready.emit((ended, done, refused)))

    def follow(
        self,
        work: Slices[T],
        done: Callable[[T], None],
        refused: Callable[[Exception], None] | None = None,
    ) -> None:
        """The same for work that waits for the outside world: it yields how many seconds to
        leave it alone, and nobody sits idle on the database thread meanwhile."""

        def go_on(answer: tuple[bool, Any]) -> None:
            ended, value = answer
            if ended:
                done(value)
            else:
                QTimer.singleShot(int(value * 1000), self, again)

        def again() -> None:
            self.run(lambda: _next(work), go_on, refused)

        again()

    def _call(self, answer: Any) -> None:
        ended, then, refused = answer
        if not isinstance(ended, Future):
            then(ended)
            return
        self._pending -= 1
        self._tell(ended, then, refused)
        if self.idle:
            self.idled.emit()

    def _tell(self, ended: "Future[Any]", then: Any, refused: Any) -> None:
        if ended.cancelled():
            return
        error = ended.exception()
        if error is None:
            then(ended.result())
        elif isinstance(error, EXPECTED) and refused is not None:
            refused(error)
        else:
            if not isinstance(error, EXPECTED):
                logging.getLogger("operation").error("%s", type(error).__name__, exc_info=None)
            self.failed.emit(error)


def _next(work: Slices[T]) -> tuple[bool, Any]:
    try:
        return False, next(work)
    except StopIteration as end:
        return True, end.value
