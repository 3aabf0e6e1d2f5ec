"""When a case has become accepted by law, it is recorded and printed without anybody asking."""

from datetime import date

from PySide6.QtCore import QObject, Signal

from app import cases
from app.cases import Done
from ui.shell import Shell


class Deeming(QObject):
    """Looks when the window opens, when a new day begins and when the office has closed.
    `told` says what was recorded."""

    told = Signal(str)

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._looked: tuple[date, bool] | None = None  # on which day, whether after closing

    def look(self) -> None:
        """See whether there is anything to record, if time has brought a reason to."""
        desk = self._shell.desk
        now = desk.clock.now()
        point = (now.date(), now.time() > desk.office.hours.closing(now.date()))
        if point != self._looked and self._shell.may("视为受理"):
            self._looked = point
            self._shell.read(lambda: cases.deem(desk), self._tell)

    def _tell(self, done: tuple[Done, ...]) -> None:
        if not done:
            return
        self._shell.send_to_printer(tuple(number for one in done for number in one.documents))
        numbers = "、".join(one.case.number for one in done)
        self.told.emit(
            f"{numbers}：收件后五个工作日内没有告知或受理，依法已自收件之日起视为受理，"
            "受理通知书正在打印。请尽快交给申请人，并在期限内办完。"
        )
