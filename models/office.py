"""The office, its people, its own calendar and the matters it handles."""

from peewee import BooleanField, ForeignKeyField, IntegerField, TextField

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
    seals = JsonField(default=dict)  # organ: what its seal area says on paper
    numbers = JsonField(default=dict)  # kind of paper: its own template, where it has one
    printers = JsonField(default=dict)  # kind of paper: its own queue, where it has one
    printer = TextField(default="")  # the queue of all the others; "" is the system's default
    backup_place = TextField(default="")
    stick_name = TextField(default="")  # the only stick that ledgers go to, "" for any
    idle_minutes = IntegerField(default=5)  # without a key, until the window locks itself
    warn_days = IntegerField(default=2)
    report_first = BooleanField(default=True)  # 先报后退: the return notice waits for the leader
    allow_gaps = BooleanField(default=False)  # 容缺受理, off unless the office wants it
    contact_days = IntegerField(default=1)  # working days for a colleague's first contact (2.3)


class Staff(Record):
    """One person, one account."""

    UNCHAINED = frozenset({"failures", "locked_until", "pinyin"})

    name = TextField()
    login = TextField(unique=True)
    role = TextField()
    post = TextField(default="")
    password = TextField()  # argon2id, never the word itself
    active = BooleanField(default=True)
    must_change = BooleanField(default=False)  # the password was set by somebody else
    recovery = TextField(default="")  # argon2id of the code on the recovery sheet, once only
    pinyin = TextField(default="")
    failures = IntegerField(default=0)
    locked_until = MomentField(null=True)


class CalendarChange(Record):
    """A day that this office works, or does not, against the published calendar."""

    day = DayField(unique=True)
    working = BooleanField()
    reason = TextField()
    active = BooleanField(default=True)  # False once it was taken back


class Schedule(Record):
    """A year's holidays and make-up days as the State Council published them, brought in by the
    office because the program does not know them yet, or knows them otherwise."""

    year = IntegerField(unique=True)
    off = JsonField()  # {ISO day: festival}
    make_up = JsonField()  # [ISO day]
    text = TextField()  # as it was pasted
    source = TextField()  # number of the notice


class MatterVersion(Record):
    """One immutable version of a matter; cases point here for good."""

    code = TextField()
    version = IntegerField()
    name = TextField()
    body = TextField()  # canonical JSON of app.catalogue.Matter
    enabled = BooleanField(default=False)
    confirmed_by = TextField(default="")
    retired = TextField(default="")  # why it is no longer offered, "" while it is

    class Meta:
        indexes = ((("code", "version"), True),)


class Department(Record):
    """An office of the township (站所) or beyond it that visitors are sent to."""

    name = TextField(unique=True)
    duties = TextField(default="")
    room = TextField(default="")
    phone = TextField(default="")
    active = BooleanField(default=True)


class Colleague(Record):
    """Somebody in the directory; not everybody has an account at this window."""

    UNCHAINED = frozenset({"pinyin"})

    department = ForeignKeyField(Department, on_delete="RESTRICT")
    name = TextField()
    post = TextField(default="")
    duties = TextField(default="")
    room = TextField(default="")
    phone = TextField(default="")
    stand_in = ForeignKeyField("self", null=True, on_delete="RESTRICT")  # the B post
    staff = ForeignKeyField(Staff, null=True, on_delete="RESTRICT")  # their account here
    active = BooleanField(default=True)
    pinyin = TextField(default="")


class Duty(Record):
    """Who handles a matter: `part` is A岗 or B岗."""

    code = TextField()  # of the matter, whichever version is in force
    part = TextField()
    colleague = ForeignKeyField(Colleague, null=True, on_delete="RESTRICT")  # nobody at present

    class Meta:
        indexes = ((("code", "part"), True),)
