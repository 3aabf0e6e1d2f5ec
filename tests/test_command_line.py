"""The commands as a shell starts them: whatever happens, 1 means findings and nothing else."""

import errno
import io
import logging
import os
import shutil
import subprocess
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app import commands, console, paths, verify
from app.__main__ import main
from app.anchor import ANCHOR
from app.faults import fault_of
from app.keys import KEY
from app.store import DATABASE, open_folder
from models.documents import Document
from models.office import Office
from tests import office as offices

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def worked(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a case and its papers."""
    office = offices.copy(template, tmp_path_factory.mktemp("commands") / "data")
    office.accepted("16")
    office.store.close()
    return office.store.folder


@pytest.fixture
def folder(worked: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(worked, tmp_path / "data"))


@pytest.fixture
def quiet(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What `main` sets for the whole program is as before afterwards."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    before = logging.getLogger().handlers[:]
    yield
    for handler in [one for one in logging.getLogger().handlers if one not in before]:
        logging.getLogger().removeHandler(handler)
        handler.close()


def shell(line: str, folder: Path, **environment: str) -> tuple[int, str]:
    """Exit status of `line`, in which `app` is the program, and what it wrote to stderr."""
    command = f'set -o pipefail; app() {{ "$PYTHON" -m app "$@"; }}; {line}'
    known = {"PYTHON": sys.executable, "DATA": str(folder), "PATH": os.environ["PATH"]}
    done = subprocess.run(
        ["bash", "-c", command], cwd=ROOT, env=known | environment, capture_output=True,
        encoding="utf-8", check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr and "Exception ignored" not in done.stderr
    return done.returncode, done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="not run: needs a Unix shell")
def test_where_the_output_goes_never_looks_like_findings(folder: Path) -> None:
    """An intact folder, each time."""
    assert shell('app verify "$DATA" | head -n 1 > /dev/null', folder) == (0, "")
    poor = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    assert shell('app verify "$DATA"', folder, **poor) == (0, "")
    if Path("/dev/full").exists():
        status, said = shell('app verify "$DATA" > /dev/full', folder)
        assert status == 2 and "结果没有全部写出来" in said
    assert shell('app verify "$DATA/none" >&- 2>&-', folder)[0] == 2


class Broken(io.StringIO):
    """A stream that takes nothing."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error

    def write(self, text: str) -> int:
        raise self.error


@pytest.mark.parametrize(
    "error", [BrokenPipeError(), OSError(errno.ENOSPC, ""), ValueError("closed")]
)
def test_no_command_is_broken_off_by_its_output(
    folder: Path, tmp_path: Path, error: Exception, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "one.db"
    for name, args in (
        ("close", Namespace(data_dir=folder, date=None)),
        ("backup", Namespace(data_dir=folder, to=target)),
        ("render", Namespace(data_dir=folder, list=True)),
        ("verify", Namespace(path=folder)),
    ):
        assert commands.run(name, args, Broken(error)) == 2
        assert "命令已执行完" in capsys.readouterr().err
    assert verify.verify(target)[0] == []


@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize("name", commands.COMMANDS)
def test_what_nobody_has_foreseen_is_told_and_logged(
    name: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(*_: object) -> int:
        raise ZeroDivisionError("王秀英")  # what somebody typed has no place in a log

    text, add, _ = commands.COMMANDS[name]
    monkeypatch.setitem(commands.COMMANDS, name, (text, add, fails))
    monkeypatch.setattr(paths, "default_data_dir", lambda: folder)
    needed = {
        "close": [], "export": ["--date", "2026-11-23", "--to", "x"], "backup": ["--to", "x"],
        "restore": ["--from", "x"], "render": [], "demo": [],
    }  # fmt: skip
    where = ["--data-dir", str(folder)] if name in needed else []
    more = ["x"] if name == "verify" else needed.get(name, [])
    assert main([name, *where, *more]) == 2
    said = capsys.readouterr().err
    assert said.startswith("程序出错了") and "window.log" in said and "Zero" not in said
    log = paths.log_file(folder).read_text(encoding="utf-8")
    assert "ZeroDivisionError at commands.py" in log and "fails" in log
    assert "王秀英" not in log


@pytest.mark.usefixtures("quiet")
def test_a_window_that_cannot_even_begin_is_no_finding(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(_: Path) -> int:
        raise RuntimeError

    monkeypatch.setattr("ui.start.run", fails)
    assert main(["--data-dir", str(folder)]) == 2
    assert "程序出错了" in capsys.readouterr().err


ENCODINGS = ["ascii", "utf-16", "idna", "punycode"]


@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize(
    ("line", "status"),
    [("--help", 0), ("close --help", 0), ("--version", 0), ("close", 2), ("nosuch", 2)],
)
def test_what_is_said_of_a_command_line_reaches_any_console(
    encoding: str, line: str, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = io.BytesIO()
    for name in ("stdout", "stderr"):
        monkeypatch.setattr(sys, name, io.TextIOWrapper(raw, encoding=encoding))
    with pytest.raises(SystemExit) as ended:
        main(line.split())
    assert ended.value.code == status and raw.getvalue()


@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize("line", ["--help", "close --help", "--version", "close"])
def test_help_that_cannot_be_written_is_not_said_to_be(
    line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("stdout", "stderr"):
        monkeypatch.setattr(sys, name, Broken(OSError(errno.ENOSPC, "")))
    with pytest.raises(SystemExit) as ended:
        main(line.split())
    assert ended.value.code == 2


BAD = {
    "no folder": ["demo", "--data-dir", ""],
    "a blank folder": ["close", "--data-dir", " "],
    "a folder that is no text": ["demo", "--data-dir", "{}/a\udcff"],
    "a file that is no text": ["backup", "--data-dir", "{}", "--to", "{}/a\udcff.db"],
    "a paper that is no text": ["render", "--data-dir", "{}", "--document", "\udcff", "--to", "x"],
    "a window's folder that is none": ["--data-dir", ""],
    "nothing to verify": ["verify", ""],
    "a number without end": ["demo", "--data-dir", "{}/new", "--cases", "9" * 5000],
    "more days than there were": ["demo", "--data-dir", "{}/new", "--days", "100000"],
    "a seed of other digits": ["demo", "--data-dir", "{}/new", "--seed", "٣"],
    "the last day of all": ["demo", "--data-dir", "{}/new", "--until", "9999-12-31"],
    "the first day of all": ["demo", "--data-dir", "{}/new", "--until", "0001-01-01"],
}  # fmt: skip


@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize("what", BAD)
def test_what_cannot_be_meant_gets_its_sentence(
    what: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder)
    before = sorted(folder.rglob("*"))
    try:
        status = main([one.replace("{}", str(folder)) for one in BAD[what]])
    except SystemExit as ended:  # argparse names the argument
        status = int(ended.code or 0)
        wrong = next(a for a, b in zip(BAD[what], BAD[what][1:], strict=False)
                     if not b.strip() or "\udcff" in b)  # fmt: skip
        said = capsys.readouterr().err
        assert f"argument {wrong if wrong.startswith('-') else 'PATH'}: " in said
    else:
        said = capsys.readouterr().err
        assert said.startswith("--") and "应" in said
    assert status == 2 and "程序出错" not in said
    assert sorted(folder.rglob("*")) == before


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="not run: no such file here")
def test_verify_says_nothing_of_saving(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["verify", "/proc/self/mem"]) == 2
    said = capsys.readouterr().err
    assert "磁盘读写出错" in said and "保存" not in said

    def failing(*_: object) -> None:
        raise OSError(errno.EROFS, "")

    monkeypatch.setattr("app.system._lock", failing)
    assert main(["verify", str(folder)]) == 2
    said = capsys.readouterr().err
    assert "磁盘是只读的" in said and "保存" not in said


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="not run: needs X or none")
@pytest.mark.parametrize("platform", ["", "nosuch"])
def test_without_a_screen_the_window_says_so(tmp_path: Path, platform: str) -> None:
    status, said = shell(
        'app --data-dir "$DATA"', tmp_path, QT_QPA_PLATFORM=platform, HOME=str(tmp_path)
    )
    assert status == 2
    assert said == "没有可用的显示器，窗口打不开。请登录桌面后再打开便民窗口。\n"


def test_a_console_without_chinese_gets_it_spelt_out(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))
    console.prepare()
    assert console.write(sys.stdout, "完好\udcff")
    assert raw.getvalue() == rb"\u5b8c\u597d\udcff"


@pytest.mark.parametrize(
    "code",
    ["EDQUOT", "EBUSY", "EINVAL", "ESTALE", "ETIMEDOUT", "EISDIR", "EFBIG", "ENXIO", "ELOOP"],
)
def test_every_fault_of_the_machine_has_its_sentence(code: str) -> None:
    fault = fault_of(OSError(getattr(errno, code), ""))
    assert "没有保存" in fault.message and fault.instead


def test_a_fault_of_ours_is_none_of_the_machine() -> None:
    with pytest.raises(ZeroDivisionError):
        fault_of(ZeroDivisionError())


def test_a_user_whom_the_system_has_no_name_for_may_close_the_day(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody() -> str:
        raise KeyError("getpwuid(): uid not found: 54321")

    monkeypatch.setattr("getpass.getuser", nobody)
    assert main(["close", "--data-dir", str(folder)]) == 0


# Where things are written -------------------------------------------------------------------------


def number(folder: Path) -> str:
    store = open_folder(folder)
    try:
        return str(Document.select().first().number)
    finally:
        store.close()


@pytest.mark.parametrize("name", [DATABASE, ANCHOR, KEY, "window.lock", f"{DATABASE}-journal"])
def test_the_folders_own_files_are_never_written_over(folder: Path, name: str) -> None:
    document, target = number(folder), folder / name
    before = target.read_bytes() if target.exists() else None
    ways = (["backup"], ["render", "--document", document])
    for way in ways:
        assert main([*way, "--data-dir", str(folder), "--to", str(target)]) == 2
    assert (target.read_bytes() if target.exists() else None) == before
    assert verify.verify(folder)[0] == []


def test_nothing_else_is_written_over_but_a_paper(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    letter, paper, document = tmp_path / "letter.docx", tmp_path / "paper.pdf", number(folder)
    letter.write_bytes(b"Dear")
    render = ["render", "--data-dir", str(folder), "--document", document, "--to"]
    save = ["backup", "--data-dir", str(folder), "--to"]
    assert main([*save, str(letter)]) == main([*render, str(letter)]) == 2
    assert letter.read_bytes() == b"Dear"
    assert "没有覆盖它" in capsys.readouterr().err
    assert main([*render, str(paper)]) == main([*render, str(paper)]) == 0
    assert paper.read_bytes().startswith(b"%PDF-")
    assert main([*save, str(paper)]) == 2


@pytest.mark.parametrize("target", ["", "missing/x.pdf", "file/x.pdf", "x" * 300])
def test_a_place_that_takes_nothing_is_named(
    folder: Path, tmp_path: Path, target: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("no folder")
    document = number(folder)
    for way in (["render", "--document", document], ["backup"]):
        if way == ["backup"] and target.startswith("missing"):
            continue  # a backup makes its folder
        assert main([*way, "--data-dir", str(folder), "--to", str(tmp_path / target)]) == 2
        said = capsys.readouterr().err
        assert said.count("\n") == 1 and "程序出错" not in said


# A folder whose records are gone ------------------------------------------------------------------


def without(*names: str) -> Callable[[Path], None]:
    def harm(folder: Path) -> None:
        for name in names:
            (folder / name).unlink(missing_ok=True)

    return harm


def emptied(folder: Path) -> None:
    (folder / DATABASE).write_bytes(b"")


def unfounded(folder: Path) -> None:
    """The database of a folder that nobody has set up yet."""
    open_folder(folder.with_name("new")).close()
    shutil.copyfile(folder.with_name("new") / DATABASE, folder / DATABASE)


def only_backups(folder: Path) -> None:
    assert main(["backup", "--data-dir", str(folder), "--to", str(folder / "backups/x.db")]) == 0
    for name in (DATABASE, ANCHOR, KEY):
        (folder / name).unlink(missing_ok=True)


def only_what_was_replaced(folder: Path) -> None:
    """As an earlier version of the program left it when it died in a restore."""
    (folder / DATABASE).rename(folder / "换下_2026-11-23_170000.db")
    (folder / ANCHOR).unlink()


def no_office(folder: Path) -> None:
    store = open_folder(folder)
    Office.delete().execute()
    store.close()


LOST: dict[str, Callable[[Path], None]] = {
    "no file": without(DATABASE), "an empty file": emptied, "a new file": unfounded,
    "only backups": only_backups,
    "only what was replaced": only_what_was_replaced, "no office": no_office,
}  # fmt: skip


@pytest.mark.parametrize("how", LOST)
def test_no_command_founds_another_office_where_records_were_lost(
    folder: Path, how: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    LOST[how](folder)
    before = {one.name: one.stat().st_size for one in folder.iterdir()}
    capsys.readouterr()
    out = str(tmp_path / "out")
    ways: list[list[Any]] = [
        ["close"], ["export", "--date", "2026-11-23", "--to", out], ["backup", "--to", out],
        ["render", "--list"],
    ]  # fmt: skip
    for way in ways:
        assert main([*way, "--data-dir", str(folder)]) == 2
        said = capsys.readouterr()
        assert "restore" in said.err and said.out == ""
    assert main(["demo", "--data-dir", str(folder)]) == 2
    assert {one.name: one.stat().st_size for one in folder.iterdir()} == before
    assert main(["verify", str(folder)]) in (1, 2)


def test_a_folder_that_never_had_any_may_become_an_office(folder: Path, tmp_path: Path) -> None:
    """A first start that died leaves an empty file, and no office."""
    new = tmp_path / "new"
    new.mkdir()
    (new / DATABASE).write_bytes(b"")
    (new / ANCHOR).write_text(f"0 {'0' * 64}\n")
    assert main(["close", "--data-dir", str(new)]) == 2
    open_folder(new).close()
    assert main(["close", "--data-dir", str(new)]) == 2  # still no office
