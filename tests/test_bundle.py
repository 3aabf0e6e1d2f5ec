"""The bundle as it is carried to a counter PC: built, moved away, and at work without Python."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PyInstaller.depend import bindepend
from PyInstaller.exceptions import PythonLibraryNotFoundError

# Building takes a while, and is done once.
pytestmark = [pytest.mark.timeout(600), pytest.mark.xdist_group("bundle")]

ROOT = Path(__file__).parent.parent
NAME = "bianmin-window"


def lacking() -> str:
    """What the system lacks to build a bundle, or ""."""
    if sys.platform == "linux" and shutil.which("objdump") is None:
        return "binutils"
    try:
        bindepend.get_python_library_path()
    except PythonLibraryNotFoundError:
        return "libpython3-dev"
    return ""


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The built folder, in a place where it was not built. It is too big to be left behind."""
    if missing := lacking():
        pytest.skip(f"not run: the bundle cannot be made without {missing}")
    work = tmp_path_factory.mktemp("bundle")
    built = subprocess.run(
        [
            sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN",
            "--distpath", work / "dist", "--workpath", work / "build",
            ROOT / "packaging" / "window.spec",
        ],
        cwd=work, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert built.returncode == 0, built.stderr
    yield (work / "dist" / NAME).rename(work / "便民 窗口")
    shutil.rmtree(work)


def run(bundle: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """The program as the poorest shell would start it: no locale, no search path, no screen."""
    return subprocess.run(
        [bundle / NAME, *arguments],
        cwd=bundle.parent, env={"HOME": str(bundle.parent), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip


def test_a_whole_case_in_silence(bundle: Path) -> None:
    done = run(bundle, "smoke")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_calendar_is_in_it(bundle: Path) -> None:
    done = run(bundle, "due", "--accepted", "2026-09-18T10:00", "--limit", "20",
               "--pause", "2026-09-21..2026-09-24", "--json")  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    answer = json.loads(done.stdout)
    assert answer["due"] == "2026-10-27T17:30"
    assert answer["provisional"] is False
    assert len(answer["counted"]) == 20


def test_a_folder_made_in_it_verifies(bundle: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    made = run(bundle, "demo", "--data-dir", data, "--cases", "5", "--days", "3",
               "--until", "2026-11-20", "--seed", "3")  # fmt: skip
    assert (made.returncode, made.stderr) == (0, "")
    verified = run(bundle, "verify", data)
    assert (verified.returncode, verified.stderr) == (0, "")
    assert "记录校验正常" in verified.stdout
