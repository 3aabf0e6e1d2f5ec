"""Office time. Nothing below `__main__` asks the system for the date."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Protocol

OFFICE_ZONE = timezone(timedelta(hours=8), "北京时间")


class Clock(Protocol):
    """Something that knows what time it is."""

    def now(self) -> datetime:
        """The present moment, aware, in `OFFICE_ZONE`."""
        ...


class SystemClock:
    """The PC's clock, read as Beijing time whatever zone the PC is set to."""

    def now(self) -> datetime:
        return datetime.now(UTC).astimezone(OFFICE_ZONE).replace(microsecond=0)


@dataclass
class SetClock:
    """A clock that is set by hand: for tests, the demo and back-dated commands."""

    moment: datetime

    def now(self) -> datetime:
        return self.moment

    def set(self, moment: datetime) -> None:
        """Jump to `moment`; a naive one is taken as office time."""
        self.moment = moment if moment.tzinfo else moment.replace(tzinfo=OFFICE_ZONE)

    def advance(self, **by: float) -> None:
        """Move on by `timedelta(**by)`."""
        self.moment += timedelta(**by)


def office_time(text: str) -> datetime:
    """Parse an ISO moment; one without a zone is office time. Raises ValueError."""
    moment = datetime.fromisoformat(text)
    return moment.astimezone(OFFICE_ZONE) if moment.tzinfo else moment.replace(tzinfo=OFFICE_ZONE)
