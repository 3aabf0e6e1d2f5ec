"""Receptions and the cases that began with them."""

from peewee import BooleanField, ForeignKeyField, IntegerField, TextField

from models.fields import DayField, JsonField, MomentField
from models.office import MatterVersion, Staff
from models.people import Person
from models.record import Record


class Reception(Record):
    """A visit or a call; `clerk` is its 首问责任人 for good (2.1)."""

    channel = TextField()  # 来访 or 来电
    opened_at = MomentField(index=True)
    closed_at = MomentField(null=True)
    clerk = ForeignKeyField(Staff, on_delete="RESTRICT")
    applicant = ForeignKeyField(Person, null=True, on_delete="RESTRICT")
    agent = ForeignKeyField(Person, null=True, on_delete="RESTRICT")
    agent_kind = TextField(default="")  # 委托代理, 监护人 or 嘎查代办
    agent_relation = TextField(default="")
    agent_authority = TextField(default="")
    caller = TextField(default="")  # as given on the telephone, where no record is kept
    caller_phone = TextField(default="")
    outcome = TextField(default="")
    note = TextField(default="")
    disputed = TextField(default="")  # 有争议: what was explained, which basis was shown (2.5.6)


class Party(Record):
    """Somebody else a reception is about, besides its applicant: a member of the household who
    applies too, or one of those for whom a 嘎查 applies all at once."""

    reception = ForeignKeyField(Reception, on_delete="RESTRICT")
    person = ForeignKeyField(Person, on_delete="RESTRICT")
    relation = TextField()

    class Meta:
        indexes = ((("reception", "person"), True),)


class Telling(Record):
    """One-time notification given: to whom, of which version, how (1.1)."""

    reception = ForeignKeyField(Reception, on_delete="RESTRICT")
    person = ForeignKeyField(Person, null=True, on_delete="RESTRICT")
    matter = ForeignKeyField(MatterVersion, on_delete="RESTRICT")
    way = TextField()  # 打印告知单, 印好的告知单, 口头（电话）
    at = MomentField()
    refused_note = TextField(default="")  # why the visitor would not take the sheet
    situation = JsonField(default=dict)  # {question: answer}, which tailored what was told


class Enquiry(Record):
    """咨询件: the question, the answer and whether it satisfied (3.3.1)."""

    number = TextField(unique=True)
    reception = ForeignKeyField(Reception, on_delete="RESTRICT")
    matter = ForeignKeyField(MatterVersion, null=True, on_delete="RESTRICT")
    question = TextField()
    answer = TextField()
    basis = TextField(default="")
    follow_up = TextField(default="")  # what is still to be looked up
    follow_up_by = DayField(null=True)
    satisfaction = TextField()
    head_explained = TextField(default="")  # what the head of the office explained after 不满意
    told = BooleanField(default=False)  # 咨询件（已告知）: went home for papers
    at = MomentField(index=True)


class Case(Record):
    """办件: from the first paper received to delivery."""

    number = TextField(unique=True)
    machine_number = TextField(unique=True)
    reception = ForeignKeyField(Reception, on_delete="RESTRICT")
    matter = ForeignKeyField(MatterVersion, on_delete="RESTRICT")
    applicant = ForeignKeyField(Person, on_delete="RESTRICT")
    agent = ForeignKeyField(Person, null=True, on_delete="RESTRICT")
    agent_kind = TextField(default="")
    agent_relation = TextField(default="")
    agent_authority = TextField(default="")
    clerk = ForeignKeyField(Staff, on_delete="RESTRICT")
    state = TextField(index=True)
    outcome = TextField(default="")
    received_at = MomentField(index=True)
    papers_at = MomentField()  # the last time papers came in: the five days run from here
    accepted_at = MomentField(null=True, index=True)
    why_not_at_once = TextField(default="")
    supplement_due = DayField(null=True)
    closed_at = MomentField(null=True, index=True)
    result = TextField(default="")
    reason = TextField(default="")
    basis = TextField(default="")
    deciding_organ = TextField(default="")
    left_state = TextField(default="")  # where the case was when it was returned
    late_reason = TextField(default="")
    late_owner = TextField(default="")  # 窗口, 上级机关 or 申请人
    signing = JsonField(default=dict)  # {"kind", "reader", "witness"}: who signed, how
    external_number = TextField(default="")
    situation = JsonField(default=dict)  # {question: answer}, which tailored the checklist
    situation_why = TextField(default="")  # why it is another than the visitor was told for
    deemed = BooleanField(default=False)  # accepted because five working days had passed
    gap_due = DayField(null=True)  # 容缺: until when what is lacking was promised
    gap_note = TextField(default="")  # the promise, and why it was put off
    # 急难: {"leader", "phoned_at", "situation", "relief"}, later {"signed_by", "signed_on"}
    urgent = JsonField(default=dict)

    class Meta:
        table_name = "cases"


class Item(Record):
    """One line of the material checklist (1.2)."""

    case = ForeignKeyField(Case, on_delete="RESTRICT")
    position = IntegerField()
    answer = TextField(default="")
    count = IntegerField(default=0)
    problem = TextField(default="")
    bring = TextField(default="")  # what to bring instead, as printed on the notice
    handed_back = BooleanField(default=False)
    asked_in = TextField(default="")  # number of the supplement notice that asked for it
    asked_later_why = TextField(default="")  # why only a second notice asked for it (1.3)

    class Meta:
        indexes = ((("case", "position"), True),)


class Step(Record):
    """A step under way or done: 核查, 公示, …; `ended` is empty while it lasts."""

    case = ForeignKeyField(Case, on_delete="RESTRICT")
    position = IntegerField()
    started = DayField()
    until = DayField(null=True)  # the last day planned, as on the 公示 sheet
    ended = DayField(null=True)
    place = TextField(default="")
    findings = TextField(default="")
    number = TextField(default="")  # of the 公示 sheet

    class Meta:
        indexes = ((("case", "position"), True),)


class SpecialProcedure(Record):
    """特别程序: does not count from the day it is notified to the day of resuming (§5)."""

    case = ForeignKeyField(Case, on_delete="RESTRICT")
    ground = TextField()
    basis = TextField()
    days = IntegerField()  # as long as it is said to take, in calendar days
    started = DayField()
    resumed = DayField(null=True)
    findings = TextField(default="")  # what it came to
    number = TextField(unique=True)
    resume_number = TextField(default="")


class Extension(Record):
    """延长办理期限, once per case, in the unit of its limit."""

    case = ForeignKeyField(Case, unique=True, on_delete="RESTRICT")
    days = IntegerField()
    reason = TextField()
    basis = TextField()
    approver = TextField()
    recorded_from_paper = BooleanField(default=False)
    number = TextField(unique=True)
    at = MomentField()


class Forwarding(Record):
    """上报: a batch of cases handed to the authority above, with its 移交清单."""

    number = TextField(unique=True)
    organ = TextField()
    receiver = TextField(default="")
    at = MomentField(index=True)


class Forwarded(Record):
    """One case of a batch, and what came back. The own clock stands still from the day of
    forwarding until the case is accepted again, where it was sent back for more."""

    forwarding = ForeignKeyField(Forwarding, on_delete="RESTRICT")
    case = ForeignKeyField(Case, on_delete="RESTRICT")
    opinion = TextField()
    answer = TextField(default="")  # "" while it lies there, 批回 or 退回补正
    answered_at = MomentField(null=True)
    paper = TextField(default="")  # number of what came from above
    demand = TextField(default="")  # what the authority wants, in its words
    resumed = DayField(null=True)  # back in the own count from this day

    class Meta:
        indexes = ((("forwarding", "case"), True),)


class Reminder(Record):
    """The applicant was reminded: of papers asked for, of a promise, of a result to collect."""

    case = ForeignKeyField(Case, on_delete="RESTRICT")
    about = TextField()
    way = TextField()
    words = TextField()
    answer = TextField(default="")
    at = MomentField()


class RefusalReport(Record):
    """否定报备: every refusal goes to the leader in charge (1.4)."""

    case = ForeignKeyField(Case, on_delete="RESTRICT")
    number = TextField(unique=True)
    reported_at = MomentField()
    situation = TextField()
    decision = TextField(default="")  # "" while open, 同意 or 撤销退回
    opinion = TextField(default="")
    leader = TextField(default="")
    decided_at = MomentField(null=True)
    recorded_from_paper = BooleanField(default=False)


class Delivery(Record):
    """送达: how the result reached the citizen."""

    case = ForeignKeyField(Case, unique=True, on_delete="RESTRICT")
    way = TextField()
    recipient = TextField(default="")
    agent_reason = TextField(default="")  # whose, and why they fetched it; or why it was refused
    id_number = TextField(default="")
    witness = TextField(default="")
    signature = TextField(default="")
    reader = TextField(default="")  # who read it aloud before a fingerprint
    address = TextField(default="")  # where it was handed over or sent; "": at the window
    post_number = TextField(default="")
    at = MomentField(index=True)
