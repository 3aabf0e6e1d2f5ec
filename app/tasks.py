"""The one thread that owns the database (design §9)."""

import queue
import threading
from collections.abc import Callable, Generator
from concurrent.futures import Future
from typing import Any, Protocol, TypeVar

T = TypeVar("T")
Slices = Generator[Any, None, T]


class Executor(Protocol):
    """Runs operations one after the other."""

    def submit(self, work: Callable[[], T]) -> "Future[T]":
        """Run `work` as soon as its turn comes."""
        ...

    def slices(self, work: Slices[T], progress: Callable[[Any], None]) -> "Future[T]":
        """Run `work` between other operations, a slice at a time."""
        ...

    def close(self, last: Callable[[], None]) -> None:
        """Finish the operations that wait, give up long work, do `last`, stop."""
        ...


class DatabaseThread:
    """The real executor: one worker. Long work, written as a generator, goes to the back of
    the queue after every slice, so that a save never waits for more than one of them."""

    def __init__(self) -> None:
        self._stopping = False
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._serve, name="database")
        self._thread.start()

    def submit(self, work: Callable[[], T]) -> "Future[T]":
        future: Future[T] = Future()
        self._jobs.put(lambda: _finish(future, work))
        return future

    def slices(self, work: Slices[T], progress: Callable[[Any], None]) -> "Future[T]":
        future: Future[T] = Future()

        def one_slice() -> None:
            if self._stopping or future.cancelled():
                work.close()
                future.cancel()
                return
            try:
                step = next(work)
            except StopIteration as end:
                future.set_result(end.value)
            except BaseException as error:
                future.set_exception(error)
            else:
                progress(step)
                self._jobs.put(one_slice)

        self._jobs.put(one_slice)
        return future

    def close(self, last: Callable[[], None]) -> None:
        """Blocks until the thread has ended."""
        self._stopping = True
        self._jobs.put(last)
        self._jobs.put(None)
        self._thread.join()

    def _serve(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()


class AtOnce:
    """For unit tests and the command line: everything runs in the caller's own thread."""

    def submit(self, work: Callable[[], T]) -> "Future[T]":
        future: Future[T] = Future()
        _finish(future, work)
        return future

    def slices(self, work: Slices[T], progress: Callable[[Any], None]) -> "Future[T]":
        def drain() -> T:
            while True:
                try:
                    progress(next(work))
                except StopIteration as end:
                    return end.value  # type: ignore[no-any-return]

        return self.submit(drain)

    def close(self, last: Callable[[], None]) -> None:
        last()


def _finish(future: "Future[T]", work: Callable[[], T]) -> None:
    if not future.set_running_or_notify_cancel():
        return
    try:
        future.set_result(work())
    except BaseException as error:
        future.set_exception(error)
