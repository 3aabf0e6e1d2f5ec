"""Column types whose stored form is fixed text, so that a row hashes alike on every machine."""

import json
from datetime import date, datetime
from typing import Any

from peewee import TextField


def canonical_json(value: Any) -> str:
    """The one JSON spelling used for storage and hashing: sorted keys, no spaces, no escapes."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class MomentField(TextField):
    """An aware datetime as ISO text with its offset, to the second."""

    def db_value(self, value: datetime | None) -> str | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its zone")
        return value.isoformat(timespec="seconds")

    def python_value(self, value: str | None) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


class DayField(TextField):
    """A date as ISO text."""

    def db_value(self, value: date | None) -> str | None:
        return None if value is None else value.isoformat()

    def python_value(self, value: str | None) -> date | None:
        return None if value is None else date.fromisoformat(value)


class JsonField(TextField):
    """Plain lists, dicts, strings and numbers as canonical JSON."""

    def db_value(self, value: Any) -> str | None:
        return None if value is None else canonical_json(value)

    def python_value(self, value: str | None) -> Any:
        return None if value is None else json.loads(value)
