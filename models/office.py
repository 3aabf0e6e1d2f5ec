"""The office, its people, its own calendar and the matters it handles."""

from peewee import BooleanField, IntegerField, TextField

from models.fields import DayField, JsonField, MomentField
from models.record import Record


class Office(Record):
    """The one row that says whose window this is."""

    name = TextField()
    short = TextField()  # the word before 便 in every number: 固便办〔2026〕1号
    organ = TextField()  # 苏木人民政府, whose decisions are issued here
    banner = TextField()  # 旗
    window_no = IntegerField()
    window_uuid = TextField()
    address = TextField()
    phone = TextField()
    complaint_phone = TextField()
    mongolian = JsonField(default=list)  # lines of traditional Mongolian, [] for none
    hours = JsonField()
    gachas = JsonField(default=list)
    printer = TextField(default="")
    backup_place = TextField(default="")
    warn_days = IntegerField(default=2)
    report_first = BooleanField(default=True)  # 先报后退: the return notice waits for the leader


class Staff(Record):
    """One person, one account."""

    UNCHAINED = frozenset({"failures", "locked_until", "pinyin"})

    name = TextField()
    login = TextField(unique=True)
    role = TextField()
    post = TextField(default="")
    password = TextField()  # argon2id, never the word itself
    active = BooleanField(default=True)
    pinyin = TextField(default="")
    failures = IntegerField(default=0)
    locked_until = MomentField(null=True)


class CalendarChange(Record):
    """A day that this office works, or does not, against the published calendar."""

    day = DayField(unique=True)
    working = BooleanField()
    reason = TextField()


class MatterVersion(Record):
    """One immutable version of a matter; cases point here for good."""

    code = TextField()
    version = IntegerField()
    name = TextField()
    body = TextField()  # canonical JSON of app.catalogue.Matter
    enabled = BooleanField(default=False)
    confirmed_by = TextField(default="")

    class Meta:
        indexes = ((("code", "version"), True),)
