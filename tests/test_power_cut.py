"""The power goes, for real: whatever the program said was saved is there afterwards.

A known-bad control, the same work with `synchronous=OFF`, must lose something; otherwise the
disk did not forget what was not flushed, and the test proves nothing.
"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app import verify
from app.store import open_folder
from models.cases import Case
from tests import office as offices
from tests.tools.disks import Disk

CUTS = 8

# Saves cases as fast as it can and says each number once it is saved.
WORK = """
import sys
from pathlib import Path
from app import accounts, desk, matters
from app.clock import SetClock
from app.rights import Role
from app.store import open_folder
from tests import office

store = open_folder(Path(sys.argv[1]))
if sys.argv[2] == "careless":
    store.database.pragma("synchronous", 0)
    store.database.pragma("journal_mode", "memory")
clock = SetClock(office.START)
clerk = next(one for one in accounts.everybody() if one.role == Role.CLERK)
seat = desk.seat(store, clock, clerk)
ours = office.TestOffice(store, clock, seat, seat)
while True:
    case = ours.received("16", name="特木尔")
    print(case, flush=True)
"""


def saved_before_the_cut(folder: Path, disk: Disk, care: str, seconds: float) -> list[str]:
    """Work for `seconds`, then cut; what the program said was saved until then."""
    root = Path(__file__).resolve().parent.parent
    command = [sys.executable, "-c", WORK, folder, care]
    quiet = subprocess.DEVNULL  # what a program says whose disk has just gone
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=quiet, text=True, cwd=root
    ) as worker:
        assert worker.stdout is not None
        first = worker.stdout.readline()
        assert first, "the work did not begin"
        time.sleep(seconds)
        disk.cut()
        worker.send_signal(signal.SIGKILL)
        rest = worker.stdout.read().splitlines()
    disk.unmount()
    disk.mount()
    return [first.strip(), *rest]


def there(folder: Path) -> set[str]:
    store = open_folder(folder)
    try:
        return {row.uuid for row in Case.select(Case.uuid)}
    finally:
        store.close()


@pytest.mark.root
@pytest.mark.timeout(120)
def test_nothing_said_to_be_saved_is_lost(disk: Disk, template: Path) -> None:
    folder = disk.path / "data"
    offices.copy(template, folder).store.close()
    os.sync()
    known: set[str] = set()
    for cut in range(CUTS):
        said = saved_before_the_cut(folder, disk, "careful", 0.05 * (cut + 1))
        assert verify.verify(folder)[0] == []
        found = there(folder)
        lost = (known | set(said)) - found
        assert not lost, f"cut {cut + 1}: {len(lost)} of {len(said)} saved cases are gone"
        known = found
    assert len(known) > CUTS


@pytest.mark.root
def test_the_control_without_flushing_loses_what_it_saved(disk: Disk, template: Path) -> None:
    folder = disk.path / "data"
    offices.copy(template, folder).store.close()
    os.sync()
    said = saved_before_the_cut(folder, disk, "careless", 0.3)
    try:
        found = there(folder)
    except Exception:  # it may well be damaged altogether
        found = set()
    assert set(said) - found, "nothing was lost: the cut is not a cut"
