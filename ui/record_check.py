"""The records are checked once after the folder was opened, whoever signs on meanwhile."""

from PySide6.QtCore import QObject, Signal

from app import chain_check
from app.chain_walk import Finding
from app.store import Store
from ui.runner import Runner


class RecordCheck(QObject):
    """First what was done since the last day close, then, in between, everything. `told` when
    it is done; `found` is None until then."""

    told = Signal()

    def __init__(self, runner: Runner, store: Store) -> None:
        super().__init__()
        self.found: tuple[Finding, ...] | None = None
        runner.slices(chain_check.of_store(store), lambda _: None, self._done)

    def _done(self, found: tuple[Finding, ...]) -> None:
        self.found = found
        self.told.emit()
