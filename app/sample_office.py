"""The sample office: a demonstration folder of its own, which says of itself that it is one."""

import shutil
from datetime import datetime
from pathlib import Path

from app import demo
from app.errors import EnvironmentFault
from app.faults import fault_of
from app.system import safe_write
from app.tasks import Slices

MARK = "示例.txt"  # stands in the folder and says what it is
STRIP = "示例窗口：里面的人和事都是虚构的"
CASES, DAYS = 40, 20
Progress = tuple[int, int]  # days made, of how many


def place(data: Path) -> Path:
    """Where the sample lies: beside the data folder, never in it."""
    return data.with_name(f"{data.name or 'bianmin'}-示例")


def is_sample(folder: Path) -> bool:
    """Whether everybody in `folder` is made up."""
    return (folder / MARK).is_file()


def mark(folder: Path) -> None:
    """Say in `folder` that everybody in it is made up, and how to sign on."""
    safe_write(folder / MARK, f"{STRIP}。\n{accounts_text()}\n".encode())


def accounts_text() -> str:
    """Who may sign on, with the one password."""
    logins: dict[str, list[str]] = {}
    for _, login, role, _ in demo.STAFF:
        logins.setdefault(role.value, []).append(login)
    names = "；".join(f"{role} {'、'.join(found)}" for role, found in logins.items())
    return f"用户名：{names}。密码都是 {demo.PASSWORD}。"


def make(folder: Path, now: datetime) -> Slices[Path]:
    """Make the sample anew, up to `now`; yields its Progress. It stands whole under its name, or
    not at all. Raises EnvironmentFault where something else already has that name."""
    part = folder.with_name(folder.name + ".part")
    try:
        if folder.exists() and not is_sample(folder):
            raise EnvironmentFault(
                f"{folder} 里是别的内容，没有改动它。", instead="请先给那个文件夹改名。"
            )
        shutil.rmtree(part, ignore_errors=True)
        yield from demo.fill_slices(part, CASES, DAYS, now)
        mark(part)
        shutil.rmtree(folder, ignore_errors=True)
        part.rename(folder)
    except OSError as error:
        raise fault_of(error) from error
    return folder
