"""A new folder becomes an office. Until the last step everything is a draft; then all of it is
written at once, so that after a power cut there is either the draft or the office."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace

from app import accounts, drafts, matters, numbers, office, setup
from app import desk as desks
from app.desk import Desk, OfficeInfo, StaffMember
from app.errors import FieldError
from app.journal import together
from app.numbers import Kind
from app.office_sections import SECTIONS, Typed
from app.rights import Role
from app.setup import OfficeInput

DRAFT = "first-start"  # the keys of all its drafts begin so


@dataclass(frozen=True)
class Offer:
    """A matter that comes with the program, and what has to be checked before it is used."""

    code: str
    name: str
    organ: str
    to_check: tuple[str, ...]


@dataclass(frozen=True)
class Account:
    """Somebody who will work here, as typed."""

    name: str
    login: str
    password: str
    again: str


@dataclass(frozen=True)
class Plan:
    """All that was typed. `people` are by role, the leader may be missing; `used` are the codes
    of the matters to enable, which `confirmed_by` has checked."""

    sections: Mapping[str, Typed]
    people: Mapping[Role, Account]
    used: Sequence[str]
    confirmed_by: str


PEOPLE: Mapping[Role, tuple[str, str]] = {  # how the fields begin, and the post
    Role.ADMIN: ("admin", "管理员"),
    Role.CLERK: ("clerk", "窗口工作人员"),
    Role.LEADER: ("leader", "分管领导"),
}


def offers() -> tuple[Offer, ...]:
    """The matters to choose from, by code."""
    return tuple(Offer(one.code, one.name, one.organ, one.to_check) for one in setup.starters())


def preset(desk: Desk) -> Desk:
    """The desk of a new folder in an office as it is prefilled."""
    return replace(desk, office=replace(desk.office, **asdict(OfficeInput())))


def preset_texts(desk: Desk) -> dict[str, dict[str, str]]:
    """What each section begins with."""
    office = preset(desk).office
    texts = {key: section.show(office) for key, section in SECTIONS.items()}
    so_far(desk, texts)  # reads the fonts, which a click should not have to wait for
    return texts


def so_far(desk: Desk, sections: Mapping[str, Typed]) -> OfficeInfo:
    """The office as far as it has been typed; looks at nothing else, so that any thread may ask.
    Raises FieldError."""
    info = preset(desk).office
    for section, typed in sections.items():
        info = replace(info, **office.plain(SECTIONS[section].read(typed, info)))
    return info


def check_section(desk: Desk, earlier: Mapping[str, Typed], section: str, typed: Typed) -> str:
    """Look at a section on top of the `earlier` ones; returns what to mind. Raises FieldError."""
    return office.check(replace(desk, office=so_far(desk, earlier)), section, typed)[1]


def check_people(people: Mapping[Role, Account]) -> None:
    """Raise FieldError, such as `admin.login`, for accounts that cannot be."""
    logins: set[str] = set()
    for role, (start, _) in PEOPLE.items():
        if (one := people.get(role)) is None:
            continue
        try:
            _, login = accounts.check(one.name, one.login, one.password)
        except FieldError as error:
            raise FieldError(f"{start}.{error.field}", error.message) from None
        if login in logins:
            raise FieldError(f"{start}.login", "前面已经用了这个用户名，请换一个。")
        if one.password != one.again:
            raise FieldError(f"{start}.again", "两次输入的密码不一样，请重新输入。")
        logins.add(login)


def check_matters(used: Sequence[str], confirmed_by: str) -> None:
    """Raise FieldError where matters are to be used that nobody answers for (4.1.1)."""
    open_ones = [one for one in offers() if one.code in used and one.to_check]
    if open_ones and not confirmed_by.strip():
        raise FieldError("confirmed_by", "请填写是谁核对的；没有核对的事项请不要勾选。")


def summary(desk: Desk, plan: Plan) -> tuple[tuple[str, str], ...]:
    """The plan in a few lines, each with its head."""
    info = so_far(desk, plan.sections)
    people = "，".join(
        f"{PEOPLE[role][1]} {one.name}（{one.login}）" for role, one in plan.people.items()
    )
    names = [one.name for one in offers() if one.code in plan.used]
    used = f"启用 {len(names)} 项：{'、'.join(names)}" if names else "都先不启用"
    number = numbers.written(numbers.template(Kind.CASE, info), desk.clock.now().year, 1)
    return (
        ("单位", f"{info.organ}　{info.name}　{info.window_no} 号窗口"),
        ("联系", f"{info.address}　{info.phone}　{info.hours.text}"),
        ("嘎查", f"{len(info.gachas)} 个：{'、'.join(info.gachas)}"),
        ("人员", people),
        ("事项", used),
        ("编号", f"第一件办件是 {number}"),
        ("打印机", info.printer or "系统默认"),
        ("备份", info.backup_place or "数据文件夹里"),
        ("台账U盘", info.stick_name or "不限"),
    )


def found(desk: Desk, plan: Plan) -> StaffMember:
    """Write the office, its people, settings and matters in one transaction, and drop the draft;
    returns the clerk, who may go to work. Raises FieldError: then nothing is written."""
    check_people(plan.people)
    check_matters(plan.used, plan.confirmed_by)
    with together(desk) as (_, bare):
        info = so_far(bare, plan.sections)
        given = {name: getattr(info, name) for name in asdict(OfficeInput())}
        setup.found(bare, OfficeInput(**given))
        bare = setup.command_desk(bare.store, bare.clock)
        members = {role: _add(bare, role, one) for role, one in plan.people.items()}
        for section, typed in plan.sections.items():
            admin = desks.seat(bare.store, bare.clock, members[Role.ADMIN])
            office.change(admin, section, typed)
        admin = desks.seat(bare.store, bare.clock, members[Role.ADMIN])
        _adopt(admin, plan)
        drafts.discard_all(desk, DRAFT)
    return members[Role.CLERK]


def _add(desk: Desk, role: Role, one: Account) -> StaffMember:
    """The leader is hardly there to type a password: theirs is to be replaced at first sign-on."""
    accounts.add(desk, one.name, one.login, one.password, role, PEOPLE[role][1],
                 temporary=role == Role.LEADER)  # fmt: skip
    return next(who for who in accounts.everybody() if who.login == one.login.strip())


def _adopt(desk: Desk, plan: Plan) -> None:
    """What is not used waits in the catalogue; it is enabled there once it has been checked."""
    known = setup.starters()
    matters.adopt(desk, tuple(one for one in known if one.code in plan.used), plan.confirmed_by)
    waiting = tuple(one for one in known if one.code not in plan.used and one.to_check)
    matters.adopt(desk, waiting, "")
