"""A whole case through the real window in a folder that is gone afterwards: does it all work?

Run after an installation and inside the bundle, where a forgotten module shows only at work.
"""

import sys
import tempfile
from pathlib import Path
from types import TracebackType

from app import verify
from app.clock import SetClock, office_time
from app.printing import FolderPrinter
from ui.hand import Hand, Stuck
from ui.start import Session, application

_WORD = "only-for-this-check"
_ACCOUNT = {"name": "检查", "login": "smoke", "password": _WORD, "again": _WORD}


def run() -> int:
    """0 if a first start, a case from the door to the ledger and `verify` all succeed.

    Raises Stuck where something that should happen does not.
    """
    application()
    failures: list[str] = []
    before = sys.excepthook

    def fail(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        failures.append(kind.__name__)
        before(kind, error, trace)

    sys.excepthook = fail  # Qt goes on after an exception in a slot; this check must not
    with tempfile.TemporaryDirectory() as folder:
        data, stick, paper = (Path(folder, name) for name in ("data", "stick", "paper"))
        stick.mkdir()
        session = Session(data, SetClock(office_time("2026-11-23T09:00")), FolderPrinter(paper))
        try:
            _day(Hand(session), stick)
        finally:
            session.close()
        for place in (data, stick):
            findings, _ = verify.verify(place)
            if findings:
                raise Stuck(findings[0])
        if len(list(paper.iterdir())) != 3:
            raise Stuck("papers are missing")
    return 2 if failures else 0


def _day(hand: Hand, stick: Path) -> None:
    hand.first_start(_ACCOUNT)
    hand.visit("11", name="包·乌云毕力格", phone="13847512345", gacha="固日班花嘎查")
    hand.press("打印告知单")
    hand.printed()
    hand.press("收件审核")
    hand.take(decision="当场办结", result="已办理生育登记")
    hand.act("送达")
    hand.close_day(stick)
    if not list(stick.iterdir()):
        raise Stuck(hand.said())
