"""The Windows print spooler: how its printers are, and what became of a job.

Windows forgets a job once the printer has it. One that is gone without ever having been
cancelled or in trouble counts as printed; nothing more can be known of it.
"""

import sys
from enum import IntFlag

from app.printing import CANCELLED, Job, PrinterStatus, PrintState, Report, lost


class JobFlag(IntFlag):
    """JOB_INFO_1.Status."""

    PAUSED = 0x1
    ERROR = 0x2
    DELETING = 0x4
    OFFLINE = 0x20
    PAPER_OUT = 0x40
    PRINTED = 0x80
    DELETED = 0x100
    BLOCKED = 0x200
    USER_INTERVENTION = 0x400
    COMPLETE = 0x1000


class PrinterFlag(IntFlag):
    """PRINTER_INFO_6.dwStatus, and in the upper half whether the printer works offline."""

    PAUSED = 0x1
    ERROR = 0x2
    PENDING_DELETION = 0x4
    PAPER_JAM = 0x8
    PAPER_OUT = 0x10
    OFFLINE = 0x80
    NOT_AVAILABLE = 0x1000
    NO_TONER = 0x40000
    DOOR_OPEN = 0x400000
    WORKS_OFFLINE = 0x1_0000_0000


# The first that applies is what the clerk is told.
_TROUBLE = (
    (JobFlag.PAPER_OUT, "缺纸"),
    (JobFlag.OFFLINE, "没有连上"),
    (JobFlag.PAUSED, "已暂停"),
    (JobFlag.BLOCKED | JobFlag.USER_INTERVENTION | JobFlag.ERROR, "报错，请到打印机前查看"),
)
_OUT_OF_ORDER = (
    (PrinterFlag.PENDING_DELETION, "正在移除"),
    (PrinterFlag.OFFLINE | PrinterFlag.NOT_AVAILABLE | PrinterFlag.WORKS_OFFLINE, "没有连上"),
    (PrinterFlag.PAUSED, "已停用"),
    (PrinterFlag.PAPER_OUT, "缺纸"),
    (PrinterFlag.PAPER_JAM, "卡纸"),
    (PrinterFlag.NO_TONER, "没有碳粉"),
    (PrinterFlag.DOOR_OPEN, "盖子开着"),
    (PrinterFlag.ERROR, "报错，请到打印机前查看"),
)


def job_report(printer: str, flags: int | None) -> Report:
    """What the flags of a job mean; None for one the spooler no longer knows."""
    if flags is None or flags & (JobFlag.PRINTED | JobFlag.COMPLETE):
        return Report(PrintState.DONE, "")
    if flags & (JobFlag.DELETING | JobFlag.DELETED):
        return Report(PrintState.CANCELLED, CANCELLED)
    trouble = next((words for flag, words in _TROUBLE if flags & flag), "")
    return Report(PrintState.WAITING, f"打印机 {printer} {trouble}" if trouble else "")


def printer_status(name: str, flags: int | None) -> PrinterStatus:
    """What the flags of a printer mean; None for one that is not there."""
    if not name:
        return PrinterStatus(name, False, "没有打印机")
    if flags is None:
        return PrinterStatus(name, False, f"打印机 {name} 不存在")
    words = next((words for flag, words in _OUT_OF_ORDER if flags & flag), "")
    return PrinterStatus(name, not words, f"打印机 {name} {words or '就绪'}")


if sys.platform == "win32":
    import ctypes
    from collections.abc import Iterator
    from contextlib import contextmanager
    from ctypes import wintypes

    _WINSPOOL = ctypes.WinDLL("winspool.drv", use_last_error=True)
    _WORK_OFFLINE = 0x400  # PRINTER_ATTRIBUTE_WORK_OFFLINE
    _LOCAL_AND_CONNECTED, _MOST_JOBS = 0x2 | 0x4, 1000

    class _JobInfo(ctypes.Structure):
        _fields_ = (
            ("JobId", wintypes.DWORD),
            *((name, wintypes.LPWSTR) for name in ("Printer", "Machine", "User", "Document",
                                                   "Datatype", "StatusText")),
            *((name, wintypes.DWORD) for name in ("Status", "Priority", "Position",
                                                  "TotalPages", "PagesPrinted")),
            ("Submitted", wintypes.WORD * 8),
        )  # fmt: skip

    class _PrinterInfo4(ctypes.Structure):
        _fields_ = (("Name", wintypes.LPWSTR), ("Server", wintypes.LPWSTR),
                    ("Attributes", wintypes.DWORD))  # fmt: skip

    class _PrinterInfo5(ctypes.Structure):
        _fields_ = (("Name", wintypes.LPWSTR), ("Port", wintypes.LPWSTR),
                    ("Attributes", wintypes.DWORD), ("NotSelected", wintypes.DWORD),
                    ("Retry", wintypes.DWORD))  # fmt: skip

    @contextmanager
    def _opened(name: str) -> Iterator[wintypes.HANDLE | None]:
        handle = wintypes.HANDLE()
        if not name or not _WINSPOOL.OpenPrinterW(name, ctypes.byref(handle), None):
            yield None
            return
        try:
            yield handle
        finally:
            _WINSPOOL.ClosePrinter(handle)

    class SpoolerQueue:
        """The printers of this machine."""

        def names(self) -> tuple[str, ...]:
            default = ctypes.create_unicode_buffer(512)
            known = _WINSPOOL.GetDefaultPrinterW(default, ctypes.byref(wintypes.DWORD(512)))
            first = default.value if known else ""
            needed, count = wintypes.DWORD(), wintypes.DWORD()
            arguments = (_LOCAL_AND_CONNECTED, None, 4)
            counted = (ctypes.byref(needed), ctypes.byref(count))
            _WINSPOOL.EnumPrintersW(*arguments, None, 0, *counted)
            buffer = ctypes.create_string_buffer(needed.value)
            _WINSPOOL.EnumPrintersW(*arguments, buffer, needed.value, *counted)
            found = ctypes.cast(buffer, ctypes.POINTER(_PrinterInfo4))
            names = [found[n].Name for n in range(count.value)]
            return tuple(sorted(names, key=lambda name: (name != first, name)))

        def status(self, name: str) -> PrinterStatus:
            with _opened(name) as handle:
                if handle is None:
                    return printer_status(name, None)
                state = ctypes.cast(_info(handle, 6), ctypes.POINTER(wintypes.DWORD))[0]
                more = ctypes.cast(_info(handle, 5), ctypes.POINTER(_PrinterInfo5))[0]
                offline = PrinterFlag.WORKS_OFFLINE if more.Attributes & _WORK_OFFLINE else 0
                return printer_status(name, state | offline)

        def report(self, job: Job) -> Report:
            with _opened(job.printer) as handle:
                if handle is None:
                    return lost(job)
                return job_report(job.printer, _job_flags(handle, job.title))

    def _info(handle: wintypes.HANDLE, level: int) -> ctypes.Array[ctypes.c_char]:
        needed = wintypes.DWORD()
        _WINSPOOL.GetPrinterW(handle, level, None, 0, ctypes.byref(needed))
        buffer = ctypes.create_string_buffer(max(needed.value, 64))
        _WINSPOOL.GetPrinterW(handle, level, buffer, len(buffer), ctypes.byref(needed))
        return buffer

    def _job_flags(handle: wintypes.HANDLE, title: str) -> int | None:
        needed, count = wintypes.DWORD(), wintypes.DWORD()
        arguments = (handle, 0, _MOST_JOBS, 1)
        counted = (ctypes.byref(needed), ctypes.byref(count))
        _WINSPOOL.EnumJobsW(*arguments, None, 0, *counted)
        buffer = ctypes.create_string_buffer(needed.value)
        _WINSPOOL.EnumJobsW(*arguments, buffer, needed.value, *counted)
        jobs = ctypes.cast(buffer, ctypes.POINTER(_JobInfo))
        found = (jobs[n].Status for n in range(count.value) if jobs[n].Document == title)
        return next(found, None)
