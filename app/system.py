"""What differs between operating systems, one function or class each."""

import errno
import getpass
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO

from app.errors import EnvironmentFault
from app.faults import fault_of

LOCK = "window.lock"
# What the system says of a lock that another program has; anything else is a fault of its own.
_TAKEN = frozenset({errno.EAGAIN, errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK})
_BINARY = getattr(os, "O_BINARY", 0)  # Windows would turn line ends round


class InUse(EnvironmentFault):
    """Another program holds the folder."""


class FolderLock:
    """The system's lock on DIR/window.lock; it ends with the process, however that ends."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / LOCK
        self._file: IO[bytes] | None = None

    def acquire(self) -> None:
        """Take the lock. Raises InUse, or EnvironmentFault where the folder cannot be written."""
        try:
            file = self._path.open("ab")
        except OSError as error:
            raise fault_of(error) from error
        try:
            _lock(file)
        except OSError as error:
            file.close()
            if error.errno not in _TAKEN:
                raise fault_of(error) from error
            raise InUse(
                "这个数据文件夹正在使用中。", instead="请先关闭已打开的便民窗口程序。"
            ) from error
        self._file = file

    def release(self) -> None:
        """Give the lock back; harmless without one."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def __enter__(self) -> "FolderLock":
        self.acquire()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()


if sys.platform == "win32":
    import ctypes
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

    def flush_directory(path: Path) -> None:
        """NTFS keeps names and data in step by itself."""

else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def flush_directory(path: Path) -> None:
        """Make the names in `path` survive a power cut."""
        descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def flush_file(path: Path) -> None:
    """Make the contents of `path` survive a power cut."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def flush_placed(path: Path) -> None:
    """Make what was just put at `path` stay there through a power cut. Raises an
    EnvironmentFault that says that it is there all the same."""
    try:
        flush_directory(path.parent)
    except OSError as error:
        raise EnvironmentFault(
            f"{path.name} 已经写好，但磁盘报告出错，断电后可能不在。",
            instead="磁盘或U盘可能有故障，请检查后再核对一遍。",
        ) from error


def safe_write(path: Path, data: bytes, *, mode: int = 0o666) -> None:
    """Write `data` so that `path` is never anything but whole: temporary name, flush, read back
    and compare, rename, flush the directory. Raises EnvironmentFault; the old file then stands,
    or it says that the new one does.
    """
    part = path.with_name(path.name + ".part")
    try:
        part.unlink(missing_ok=True)
        with os.fdopen(
            os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, mode), "wb"
        ) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if part.read_bytes() != data:
            raise EnvironmentFault(
                f"写入 {path.name} 后读回的内容不一致。",
                instead="磁盘或U盘可能有故障，请换一个再试。",
            )
        part.replace(path)
    except OSError as error:
        drop(part)
        raise fault_of(error) from error
    except EnvironmentFault:
        drop(part)
        raise
    flush_placed(path)


def drop(path: Path) -> None:
    """Take away a half-written file, where there still is one."""
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return  # the stick is gone, and the part with it


def user_name() -> str:
    """Who has signed on to the computer, by name or, where the system knows none, by number."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return str(os.getuid()) if sys.platform != "win32" else "?"


@dataclass(frozen=True)
class RemovableDrive:
    """A stick that is plugged in."""

    path: Path
    label: str
    free_bytes: int


def removable_drives() -> tuple[RemovableDrive, ...]:
    """Sticks that the desktop has mounted, by path, under the names they were given."""
    drives = []
    for path in _candidates():
        try:
            status = os.statvfs(path) if sys.platform != "win32" else None
        except OSError:
            continue
        free = status.f_bavail * status.f_frsize if status else 0
        drives.append(RemovableDrive(path, _label(path), free))
    return tuple(drives)


def _label(path: Path) -> str:
    if sys.platform == "win32":
        name = ctypes.create_unicode_buffer(261)
        ctypes.windll.kernel32.GetVolumeInformationW(
            str(path), name, len(name), None, None, None, None, 0
        )
        return name.value or str(path)
    return path.name  # a desktop mounts a stick under its name


def _candidates() -> list[Path]:
    if sys.platform == "win32":
        removable = 2  # DRIVE_REMOVABLE
        kind = ctypes.windll.kernel32.GetDriveTypeW
        return [Path(f"{c}:\\") for c in "DEFGHIJKLMNOPQRSTUVWXYZ" if kind(f"{c}:\\") == removable]
    with Path("/proc/self/mountinfo").open(encoding="utf-8") as mounts:
        points = [line.split()[4].replace("\\040", " ") for line in mounts]
    return sorted(Path(point) for point in points if point.startswith(("/media/", "/run/media/")))
