"""Real disks for the tests: a stick with exFAT that can be pulled out, on loop images."""

import ctypes
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

FS_IOC_SHUTDOWN = 0x8004587D
WITHOUT_FLUSH = 2


def _call(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(one) for one in command], capture_output=True, text=True, check=True)


class Disk:
    """An ext4 file system of its own, whose power can be cut."""

    def __init__(self, folder: Path, megabytes: int = 64) -> None:
        self.image, self.path = folder / "disk.img", folder / "disk"
        self.path.mkdir(parents=True)
        with self.image.open("wb") as file:
            file.truncate(megabytes << 20)
        _call("mkfs.ext4", "-q", "-F", self.image)
        self.mount()

    def mount(self) -> None:
        """Power on."""
        _call("mount", "-o", "loop", self.image, self.path)

    def cut(self) -> None:
        """Power off this instant: what was not flushed is gone."""
        descriptor = os.open(self.path, os.O_RDONLY)
        try:
            mode = ctypes.c_uint32(WITHOUT_FLUSH)
            libc = ctypes.CDLL(None, use_errno=True)
            if libc.ioctl(descriptor, ctypes.c_ulong(FS_IOC_SHUTDOWN), ctypes.byref(mode)) != 0:
                raise OSError(ctypes.get_errno(), "FS_IOC_SHUTDOWN")
        finally:
            os.close(descriptor)

    def unmount(self) -> None:
        """Take it off, as often as it takes until nobody uses it."""
        for _ in range(50):
            if (
                subprocess.run(["umount", self.path], capture_output=True, check=False).returncode
                == 0
            ):
                return
            time.sleep(0.05)
        _call("umount", "-l", self.path)


class ExfatStick:
    """A stick as the leader carries it; its image lies on a disk whose power can be cut."""

    def __init__(self, folder: Path, mounted_at: Path, megabytes: int = 16) -> None:
        self._under = Disk(folder, megabytes * 2 + 16)
        self._image = self._under.path / "stick.img"
        with self._image.open("wb") as file:
            file.truncate(megabytes << 20)
        _call("mkfs.exfat", self._image)
        self._loop = ""
        self.path = mounted_at
        self._daemon: subprocess.Popen[bytes] | None = None
        self.plug_in()

    def plug_in(self) -> None:
        """The desktop mounts it."""
        self.path.mkdir(parents=True, exist_ok=True)
        self._loop = _call("losetup", "--find", "--show", self._image).stdout.strip()
        self._daemon = subprocess.Popen(
            ["mount.exfat-fuse", "-d", self._loop, str(self.path)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        end = time.monotonic() + 10
        while not os.path.ismount(self.path):
            assert time.monotonic() < end, "the stick does not mount"
            time.sleep(0.02)

    def pull(self) -> None:
        """Pulled out without a word, in the middle of whatever goes on."""
        assert self._daemon is not None
        self._under.cut()
        self._daemon.send_signal(signal.SIGKILL)
        self._daemon.wait()
        subprocess.run(["umount", "-l", self.path], capture_output=True, check=False)
        self._detach()
        self._under.unmount()
        self._under.mount()

    def eject(self) -> None:
        """Taken out properly."""
        _call("umount", self.path)
        if self._daemon is not None:
            self._daemon.wait(10)
        self._detach()

    def _detach(self) -> None:
        if self._loop:
            _call("losetup", "--detach", self._loop)
            self._loop = ""

    def remove(self) -> None:
        """Leave nothing mounted behind."""
        subprocess.run(["umount", "-l", self.path], capture_output=True, check=False)
        if self._daemon is not None and self._daemon.poll() is None:
            self._daemon.kill()
            self._daemon.wait()
        self._detach()
        self._under.unmount()
        if self.path.exists() and not os.path.ismount(self.path):
            self.path.rmdir()


def _needs(*tools: str) -> None:
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("not run: loop mounts need root on Linux")
    missing = [tool for tool in tools if shutil.which(tool) is None]
    if missing:
        pytest.skip(f"not run: {', '.join(missing)} not installed")
    if not Path("/dev/loop-control").exists():
        pytest.skip("not run: no loop devices here")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """A disk whose power can be cut."""
    _needs("mkfs.ext4", "mount")
    made = Disk(tmp_path / "power")
    yield made
    made.unmount()


@pytest.fixture
def stick(tmp_path: Path) -> Iterator[ExfatStick]:
    """An exFAT stick, mounted where a desktop would mount it."""
    _needs("mkfs.ext4", "mkfs.exfat", "mount.exfat-fuse")
    if not Path("/dev/fuse").exists():
        pytest.skip("not run: no FUSE here")
    made = ExfatStick(tmp_path / "stick", Path("/media") / f"KINGSTON-{os.getpid()}")
    yield made
    made.remove()
