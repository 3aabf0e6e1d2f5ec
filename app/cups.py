"""CUPS through its own commands: how its printers are, what became of a job, a PDF onto paper."""

import os
import subprocess
from pathlib import Path

from app.errors import EnvironmentFault
from app.printing import (
    CANCELLED,
    ELSEWHERE,
    Job,
    PrinterStatus,
    PrintState,
    Report,
    lost,
    refused,
)
from app.resources import resource

SLIP = "Custom.80x200mm"

_STATES = {
    "pending": PrintState.WAITING, "pending-held": PrintState.WAITING,
    "processing": PrintState.WAITING, "processing-stopped": PrintState.WAITING,
    "completed": PrintState.DONE, "canceled": PrintState.CANCELLED, "aborted": PrintState.FAILED,
}  # fmt: skip
_WORDS = {
    PrintState.DONE: "",
    PrintState.CANCELLED: CANCELLED,
    PrintState.FAILED: "打印机报错，任务中止",
}


class CupsQueue:
    """The queues of this machine."""

    def names(self) -> tuple[str, ...]:
        default = _run("lpstat", "-d").stdout.partition(":")[2].strip()
        names = _run("lpstat", "-e").stdout.split()
        return tuple(sorted(names, key=lambda name: (name != default, name)))

    def status(self, name: str) -> PrinterStatus:
        if not name:
            return PrinterStatus(name, False, "没有打印机")
        answer = _run("lpstat", "-p", name)
        if answer.returncode != 0:
            gone = "not exist" in answer.stderr or "Invalid destination" in answer.stderr
            text = f"打印机 {name} 不存在" if gone else "打印服务没有运行"
            return PrinterStatus(name, False, text)
        if "disabled" in answer.stdout.split("\n")[0]:
            return PrinterStatus(name, False, f"打印机 {name} 已停用")
        if "not accepting" in _run("lpstat", "-a", name).stdout:
            return PrinterStatus(name, False, f"打印机 {name} 拒绝新任务")
        return PrinterStatus(name, True, f"打印机 {name} 就绪")

    def report(self, job: Job) -> Report:
        state = self._state(job)
        if state is None:
            return lost(job)
        if state == PrintState.WAITING:
            status = self.status(job.printer)
            return Report(PrintState.WAITING, "" if status.ready else status.text)
        return Report(state, _WORDS[state])

    def _state(self, job: Job) -> PrintState | None:
        answer = _run(
            "ipptool", "-c", "-d", f"job={job.id}", f"ipp://localhost/printers/{job.printer}",
            str(resource("cups", "job.test")),
        )  # fmt: skip
        state, _, title = answer.stdout.strip().rpartition("\n")[2].partition(",")
        return _STATES.get(state) if title.strip('"') == job.title else None


class CupsPrinter(CupsQueue):
    """`lp` prints the stored PDF as it is."""

    def submit(self, name: str, pdf: Path, title: str, paper: str) -> Job:
        status = self.status(name)
        if not status.ready:
            raise refused(status.text)
        media = {"slip": SLIP}.get(paper, paper)
        answer = _run("lp", "-d", name, "-t", title, "-o", f"media={media}", str(pdf))
        id = answer.stdout.partition("request id is ")[2].partition(" ")[0].rpartition("-")[2]
        if answer.returncode != 0 or not id:
            raise refused(f"打印机 {name} 没有接受任务")
        return Job(name, title, id)


def _run(*command: str) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(
            command, capture_output=True, text=True, timeout=15, check=False,
            env=os.environ | {"LC_ALL": "C"},
        )  # fmt: skip
    except FileNotFoundError:
        raise EnvironmentFault("这台电脑没有安装打印服务（CUPS）。", instead=ELSEWHERE) from None
    except subprocess.TimeoutExpired:
        raise EnvironmentFault("打印服务没有回应。", instead=ELSEWHERE) from None
