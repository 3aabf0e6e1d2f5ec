"""Accounts: who may come in, who may change what, and how nobody is locked out for good."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdf
import pytest

from app import accounts, pinyin, recovery, setup, verify
from app.desk import Desk, seat
from app.errors import FieldError, RuleError
from app.forms import recovery as form
from app.passwords import LOCKED_FOR, TRIES
from app.printing import FolderPrinter, Printed, PrinterStatus, PrintState, print_sheet, refused
from app.rights import Role
from app.tasks import AtOnce
from models.documents import Document
from models.journal import Event, EventBody
from models.office import Staff
from reports import render
from tests.office import PASSWORD, TestOffice

NEW, OTHER = "another-word-2027", "yet-another-2028"
SENTENCE = "用户名或密码不对。请重新输入。"


@pytest.fixture
def admin(office: TestOffice) -> Desk:
    """The only administrator."""
    return administrator(office, "白雪莲", "bxl")


def administrator(office: TestOffice, name: str, login: str) -> Desk:
    by = setup.command_desk(office.store, office.clock)
    accounts.add(by, name, login, PASSWORD, Role.ADMIN, "主任")
    return seat(office.store, office.clock, one(login))


def one(login: str) -> Any:
    return next(who for who in accounts.everybody() if who.login == login)


def view(office: TestOffice, login: str) -> accounts.AccountView:
    return next(one for one in accounts.listed(office.clock) if one.login == login)


def comes_in(office: TestOffice, login: str, password: str) -> bool:
    try:
        return accounts.sign_on(office.clock, login, password).login == login
    except (FieldError, RuleError):
        return False


def events() -> list[tuple[str, str]]:
    return [(row.action, row.staff) for row in Event.select().order_by(Event.seq)]


def lock_out(office: TestOffice, login: str) -> None:
    for _ in range(TRIES):
        assert not comes_in(office, login, "wrong-wrong")


# Signing on ---------------------------------------------------------------------------------------


def test_unknown_and_deactivated_are_refused_alike(office: TestOffice, admin: Desk) -> None:
    accounts.change(admin, office.leader.staff.uuid, "巴特尔", "", Role.LEADER, active=False)
    for login, password in (("nobody", PASSWORD), ("bte", PASSWORD), ("", "")):
        with pytest.raises(FieldError) as refused:
            accounts.sign_on(office.clock, login, password)
        assert (refused.value.field, refused.value.message) == ("password", SENTENCE)


def test_of_an_account_in_use_it_is_said_how_many_tries_are_left(office: TestOffice) -> None:
    """Who has one stands on the sign-on page anyway; whoever mistypes has to know."""
    for left, password in ((4, "wrong-wrong"), (3, ""), (2, PASSWORD.upper()), (1, " ")):
        with pytest.raises(FieldError, match=f"{SENTENCE}再错 {left} 次，账号就锁定 15 分钟") as no:
            accounts.sign_on(office.clock, "sqgw", password)
        assert no.value.field == "password"
    with pytest.raises(RuleError, match="已锁定到 09:15"):
        accounts.sign_on(office.clock, "sqgw", "wrong-wrong")


def test_five_failures_lock_for_a_quarter_of_an_hour(office: TestOffice) -> None:
    for _ in range(TRIES - 1):
        assert not comes_in(office, "sqgw", "wrong-wrong")
    assert comes_in(office, "sqgw", PASSWORD)  # which ends the count
    lock_out(office, "sqgw")
    assert view(office, "sqgw").state == "已锁定到 09:15"
    said = set()
    for password in (PASSWORD, "wrong-wrong"):  # it does not tell which of them is right
        with pytest.raises(RuleError, match="已锁定到 09:15") as refused:
            accounts.sign_on(office.clock, "sqgw", password)
        said.add(refused.value.message + refused.value.instead)
    assert len(said) == 1
    assert comes_in(office, "bte", PASSWORD)
    office.clock.advance(seconds=LOCKED_FOR.seconds)
    assert view(office, "sqgw").state == "在用"
    for _ in range(TRIES - 1):  # what was tried meanwhile counts no more
        assert not comes_in(office, "sqgw", "wrong-wrong")
    assert comes_in(office, "sqgw", PASSWORD)


def test_no_clock_set_back_locks_anybody_out_for_years(office: TestOffice) -> None:
    lock_out(office, "sqgw")
    office.clock.advance(days=-3650)
    assert comes_in(office, "sqgw", PASSWORD)


# What an administrator does -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "field, given",
    [
        ("name", {"name": " "}),
        ("login", {"login": ""}),
        ("login", {"login": "sqgw"}),
        ("password", {"password": "short"}),
        ("password", {"login": "wangxiuying", "password": "WangXiuYing"}),
        ("password", {"name": "王秀英王秀英王秀英", "password": "王秀英王秀英王秀英"}),
        ("role", {"role": Role.COMMAND}),
        ("post", {"post": "甲" * 61}),
    ],
)
def test_no_account_without_what_it_needs(admin: Desk, field: str, given: dict[str, Any]) -> None:
    right = {"name": "王秀英", "login": "wxy", "password": PASSWORD, "role": Role.CLERK}
    with pytest.raises(FieldError) as refused:
        accounts.add(admin, **(right | given))
    assert refused.value.field == field
    accounts.add(admin, **right)
    assert one("wxy").name == "王秀英"


def test_name_post_role_and_state_can_be_changed(office: TestOffice, admin: Desk) -> None:
    who = office.clerk.staff.uuid
    accounts.change(admin, who, "斯琴", "咨询岗", Role.LEADER, active=False)
    seen = view(office, "sqgw")
    assert (seen.name, seen.post, seen.role, seen.state) == ("斯琴", "咨询岗", Role.LEADER, "停用")
    assert not comes_in(office, "sqgw", PASSWORD)
    accounts.change(admin, who, "斯琴", "", Role.CLERK, active=True)
    assert comes_in(office, "sqgw", PASSWORD)
    assert events()[-2:] == [("更改人员", admin.staff.uuid)] * 2
    assert verify_chain(office) == []


def verify_chain(office: TestOffice) -> list[str]:
    office.store.close()
    return list(verify.verify(office.store.folder)[0])


def test_there_is_always_an_administrator(office: TestOffice, admin: Desk) -> None:
    own = admin.staff.uuid
    for role, active in ((Role.CLERK, True), (Role.LEADER, False)):
        with pytest.raises(RuleError):
            accounts.change(admin, own, "白雪莲", "", role, active=active)
    other = administrator(office, "乌兰", "wl")
    with pytest.raises(RuleError, match="不能停用自己"):
        accounts.change(admin, own, "白雪莲", "", Role.ADMIN, active=False)
    accounts.change(admin, other.staff.uuid, "乌兰", "", Role.ADMIN, active=False)
    with pytest.raises(RuleError, match="最后一位"):  # one that is not in use is none
        accounts.change(admin, own, "白雪莲", "", Role.CLERK, active=True)
    accounts.change(admin, other.staff.uuid, "乌兰", "", Role.ADMIN, active=True)
    accounts.change(admin, own, "白雪莲", "", Role.CLERK, active=True)
    assert view(office, "bxl").role == Role.CLERK


def test_nobody_is_changed_who_is_not_there(admin: Desk) -> None:
    works: tuple[Callable[[], Any], ...] = (
        lambda: accounts.change(admin, "x", "王秀英", "", Role.CLERK, active=True),
        lambda: accounts.reset_password(admin, "x", NEW),
        lambda: recovery.issue(admin, "x"),
    )
    for work in works:
        with pytest.raises(RuleError, match="没有这个账号"):
            work()


def test_a_reset_password_unlocks_and_opens_nothing_but_its_own_change(
    office: TestOffice, admin: Desk
) -> None:
    lock_out(office, "sqgw")
    accounts.reset_password(admin, office.clerk.staff.uuid, NEW)
    assert view(office, "sqgw").state == "须改密码"
    assert not comes_in(office, "sqgw", PASSWORD)
    who = accounts.sign_on(office.clock, "sqgw", NEW)
    assert who.must_change
    desk = seat(office.store, office.clock, who)
    before = len(events())
    with pytest.raises(RuleError, match="要先改成自己的"):
        office.clerk = desk
        office.visit()
    assert len(events()) == before
    with pytest.raises(FieldError, match="不能和原来的相同"):
        accounts.change_password(desk, NEW, NEW)
    accounts.change_password(desk, NEW, OTHER)
    who = accounts.sign_on(office.clock, "sqgw", OTHER)
    assert not who.must_change and view(office, "sqgw").state == "在用"
    office.clerk = seat(office.store, office.clock, who)
    assert office.visit()


def test_an_administrator_does_not_reset_the_own_password(admin: Desk) -> None:
    """At a window left unlocked that would take the account over without its password."""
    with pytest.raises(RuleError, match="自己的账号"):
        accounts.reset_password(admin, admin.staff.uuid, NEW)


# One's own password -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "field, old, new",
    [
        ("old", "wrong-wrong", NEW),
        ("password", PASSWORD, "short"),
        ("password", PASSWORD, PASSWORD),
        ("password", PASSWORD, "SQGW"),
        ("password", PASSWORD, "斯琴高娃"),
    ],
)
def test_the_own_password_needs_the_old_one(
    office: TestOffice, field: str, old: str, new: str
) -> None:
    with pytest.raises(FieldError) as refused:
        accounts.change_password(office.clerk, old, new)
    assert refused.value.field == field
    assert comes_in(office, "sqgw", PASSWORD)
    accounts.change_password(office.clerk, PASSWORD, NEW)
    assert comes_in(office, "sqgw", NEW) and not comes_in(office, "sqgw", PASSWORD)
    assert events()[-1] == ("改自己的密码", office.clerk.staff.uuid)


def test_guessing_the_old_password_locks_like_signing_on(office: TestOffice) -> None:
    for _ in range(TRIES - 1):
        with pytest.raises(FieldError, match="原来的密码不对"):
            accounts.change_password(office.clerk, "wrong-wrong", NEW)
    with pytest.raises(RuleError, match="已锁定"):
        accounts.change_password(office.clerk, "wrong-wrong", NEW)
    with pytest.raises(RuleError, match="已锁定"):
        accounts.change_password(office.clerk, PASSWORD, NEW)
    assert not comes_in(office, "sqgw", PASSWORD)


# The recovery sheet -------------------------------------------------------------------------------


def test_a_recovery_code_sets_a_new_password_once(office: TestOffice, admin: Desk) -> None:
    made = recovery.issue(admin, admin.staff.uuid)
    assert view(office, "bxl").has_recovery
    groups = made.code.split("-")
    assert [len(group) for group in groups] == [4] * 5
    assert not set("".join(groups)) & set("ILOU0123456789")
    assert made.code not in repr(made)
    for code, password, field in (
        (made.code[:-1], NEW, "code"), ("", NEW, "code"), (made.code, "short", "password"),
        (made.code, "白雪莲", "password"),
    ):  # fmt: skip
        with pytest.raises(FieldError) as refused:
            recovery.recover(office.store, office.clock, "bxl", code, password)
        assert refused.value.field == field
    typed = made.code.lower().replace("-", " ")
    who = recovery.recover(office.store, office.clock, "bxl", typed, NEW)
    assert (who.login, who.must_change) == ("bxl", False)
    assert events()[-1] == ("使用恢复单", admin.staff.uuid)
    assert comes_in(office, "bxl", NEW) and not comes_in(office, "bxl", PASSWORD)
    assert not view(office, "bxl").has_recovery
    with pytest.raises(FieldError):
        recovery.recover(office.store, office.clock, "bxl", made.code, OTHER)
    assert verify_chain(office) == []


def test_a_new_sheet_voids_the_one_before(office: TestOffice, admin: Desk) -> None:
    first = recovery.issue(admin, admin.staff.uuid)
    second = recovery.issue(admin, admin.staff.uuid)
    with pytest.raises(FieldError):
        recovery.recover(office.store, office.clock, "bxl", first.code, NEW)
    assert recovery.recover(office.store, office.clock, "bxl", second.code, NEW)


def test_wrong_codes_lock_as_wrong_passwords_do(office: TestOffice, admin: Desk) -> None:
    made = recovery.issue(admin, admin.staff.uuid)
    refusals = []
    for login in ("nobody", "sqgw", "bxl"):
        with pytest.raises(FieldError) as refused:
            recovery.recover(office.store, office.clock, login, "ABCD", NEW)
        refusals.append((refused.value.field, refused.value.message[:10]))
    assert len(set(refusals)) == 1
    for _ in range(TRIES - 2):
        with pytest.raises(FieldError):
            recovery.recover(office.store, office.clock, "bxl", "ABCD", NEW)
    with pytest.raises(RuleError, match="已锁定"):
        recovery.recover(office.store, office.clock, "bxl", "ABCD", NEW)
    with pytest.raises(RuleError, match="已锁定"):
        recovery.recover(office.store, office.clock, "bxl", made.code, NEW)
    assert not comes_in(office, "bxl", PASSWORD)
    office.clock.advance(minutes=16)
    assert recovery.recover(office.store, office.clock, "bxl", made.code, NEW)


def test_the_sheet_is_for_administrators_in_use_only(office: TestOffice, admin: Desk) -> None:
    with pytest.raises(RuleError, match="只给在用的管理员"):
        recovery.issue(admin, office.clerk.staff.uuid)
    other = administrator(office, "乌兰", "wl")
    code = recovery.issue(admin, other.staff.uuid).code
    accounts.change(admin, other.staff.uuid, "乌兰", "", Role.CLERK, active=True)
    accounts.change(admin, other.staff.uuid, "乌兰", "", Role.ADMIN, active=True)
    with pytest.raises(FieldError):  # nobody gets back by an envelope what was taken from them
        recovery.recover(office.store, office.clock, "wl", code, NEW)


def test_the_sheet_says_whose_it_is_and_how_to_use_it(admin: Desk, tmp_path: Path) -> None:
    made = recovery.issue(admin, admin.staff.uuid)
    pdf = tmp_path / "sheet.pdf"
    pdf.write_bytes(render.render(form.sheet(admin, made)))
    reader = pypdf.PdfReader(pdf)
    (page,) = reader.pages
    assert [round(side) for side in page.mediabox[2:]] == [595, 842]
    words = "".join(page.extract_text().split())
    for said in ("管理员账号恢复单", made.code, "白雪莲", "bxl", "只能用一次", "保险柜",
                 "管理员忘了密码", "打印人签字", "封存人签字"):  # fmt: skip
        assert said in words


def printed(desk: Desk, printer: FolderPrinter, made: recovery.Recovery) -> Printed:
    work = print_sheet(desk, printer, "PDF", lambda: form.sheet(desk, made))
    return AtOnce().slices(work, lambda _: None).result()


def test_the_code_is_on_paper_and_nowhere_else(
    office: TestOffice, admin: Desk, tmp_path: Path
) -> None:
    made = recovery.issue(admin, admin.staff.uuid)
    printer = FolderPrinter(tmp_path / "papers")
    done = printed(admin, printer, made)
    assert done.state == PrintState.DONE
    assert len(list((tmp_path / "papers").iterdir())) == 1
    assert not Document.select().exists()
    plain = made.code.replace("-", "")
    for row in EventBody.select():
        assert made.code not in row.change and plain not in row.change
    office.store.close()
    assert not list(office.store.folder.rglob("*.pdf"))
    for path in office.store.folder.rglob("*"):
        if path.is_file():
            held = path.read_bytes()
            assert made.code.encode() not in held and plain.encode() not in held, path


class Broken(FolderPrinter):
    """A printer that is switched off."""

    def status(self, name: str) -> PrinterStatus:
        return PrinterStatus(name, False, "打印机已停用")

    def submit(self, name: str, pdf: Path, title: str, paper: str) -> Any:
        raise refused("打印机已停用")


def test_a_sheet_that_does_not_come_out_has_to_be_made_anew(admin: Desk, tmp_path: Path) -> None:
    made = recovery.issue(admin, admin.staff.uuid)
    done = printed(admin, Broken(tmp_path), made)
    assert done.state == PrintState.FAILED
    assert (
        done.message == "没有打印：打印机已停用。管理员账号恢复单不留底，请等打印机恢复后重新打印。"
    )
    assert not list((admin.store.folder / "spool").iterdir())


# The leader at the counter ------------------------------------------------------------------------


def test_only_a_leader_with_a_password_of_their_own_decides(
    office: TestOffice, admin: Desk
) -> None:
    assert accounts.leader_in_person(office.clock, "bte", PASSWORD) == office.leader.staff
    for login, password, field in (
        ("sqgw", PASSWORD, "login"), ("bxl", PASSWORD, "login"), ("bte", "wrong-wrong", "password"),
    ):  # fmt: skip
        with pytest.raises(FieldError) as refused:
            accounts.leader_in_person(office.clock, login, password)
        assert refused.value.field == field
    accounts.reset_password(admin, office.leader.staff.uuid, NEW)
    with pytest.raises(FieldError, match="临时密码"):
        accounts.leader_in_person(office.clock, "bte", NEW)


def test_no_password_lies_in_the_rows_or_the_chain(office: TestOffice, admin: Desk) -> None:
    accounts.change_password(office.clerk, PASSWORD, NEW)
    kept = [row.password for row in Staff.select()]
    assert all(one.startswith("$argon2id$") for one in kept)
    told = "".join(row.change for row in EventBody.select())
    assert PASSWORD not in told and NEW not in told


@pytest.mark.parametrize(
    ("name", "login"),
    [("斯琴高娃", "sqgw"), ("包·乌云毕力格", "bwyblg"), ("Bai Xuelian", "bx"), ("", "")],
)
def test_a_user_name_is_offered_for_every_name(name: str, login: str) -> None:
    assert pinyin.login(name) == login
