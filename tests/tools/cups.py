"""A real CUPS queue for the tests, printing into a folder of its own through cups-pdf."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

PPD = Path("/usr/share/ppd/cups-pdf/CUPS-PDF_opt.ppd")
QUEUE = f"bianmin-{os.getpid()}"  # two runs at once do not cancel each other's jobs


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # The default queue is one for the whole machine: its tests run one after another.
    for item in items:
        if "cups_queue" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("printer"))


def _call(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, capture_output=True, text=True, check=False, env=os.environ | {"LC_ALL": "C"}
    )


class CupsQueue:
    """The queue; what it printed lies in `folder`, by the job's title."""

    def __init__(self, folder: Path) -> None:
        self.name = QUEUE
        self.folder = folder

    def create(self) -> None:
        """Make the queue anew, ready and accepting."""
        _call("lpadmin", "-p", self.name, "-v", f"cups-pdf:/{self.name}", "-E", "-P", str(PPD))
        _call("cupsenable", self.name)
        _call("cupsaccept", self.name)
        _call("lpadmin", "-d", self.name)

    def remove(self) -> None:
        """Take the queue away, jobs and all."""
        _call("lpadmin", "-x", self.name)

    def disable(self) -> None:
        """Stop printing; jobs pile up."""
        _call("cupsdisable", self.name)

    def enable(self) -> None:
        """Print again."""
        _call("cupsenable", self.name)

    def reject(self) -> None:
        """Take no more jobs."""
        _call("cupsreject", self.name)

    def accept(self) -> None:
        """Take jobs again."""
        _call("cupsaccept", self.name)

    def cancel_all(self) -> None:
        """Cancel every job of the queue."""
        _call("cancel", "-a", self.name)

    def printed(self, title: str, within: float = 20) -> Path:
        """The PDF of the newest finished job with this title, once it is there and whole."""
        end = time.monotonic() + within
        while time.monotonic() < end:
            found = sorted(self.folder.glob(f"{title}*-job_*.pdf"), key=lambda p: p.stat().st_mtime)
            if found and found[-1].read_bytes().rstrip().endswith(b"%%EOF"):
                return found[-1]
            time.sleep(0.05)
        raise AssertionError(f"{title} was not printed: {list(self.folder.iterdir())}")


@pytest.fixture(scope="session")
def _cups(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CupsQueue]:
    if sys.platform == "win32" or os.geteuid() != 0:
        pytest.skip("not run: a print queue of its own needs root")
    if not PPD.exists() or shutil.which("lpadmin") is None:
        pytest.skip("not run: cups and printer-driver-cups-pdf are not installed")
    if _call("lpstat", "-r").stdout.strip() != "scheduler is running":
        _call("cupsd")
        end = time.monotonic() + 15
        while _call("lpstat", "-r").stdout.strip() != "scheduler is running":
            assert time.monotonic() < end, "cupsd does not start"
            time.sleep(0.1)
    folder = tmp_path_factory.mktemp("printed")
    for parent in (folder, *folder.parents):
        if parent == Path("/tmp"):
            break
        parent.chmod(parent.stat().st_mode | 0o755)
    folder.chmod(0o777)
    config = Path(f"/etc/cups/cups-pdf-{QUEUE}.conf")
    config.write_text(f"Out {folder}\nAnonDirName {folder}\nLabel 0\nTitlePref 1\n")
    queue = CupsQueue(folder)
    yield queue
    queue.remove()
    config.unlink()


@pytest.fixture
def cups_queue(_cups: CupsQueue) -> Iterator[CupsQueue]:
    """The queue, fresh for each test."""
    for old in _cups.folder.iterdir():
        old.unlink()
    _cups.create()
    yield _cups
    _cups.cancel_all()
