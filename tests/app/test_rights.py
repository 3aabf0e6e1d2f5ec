"""Who may do what: the table as an office would write it down, and every operation tried by
everybody. An operation that is not in the table fails here, and so does one nobody tried."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

import app
from app import export, setup
from app.desk import Desk
from app.errors import RuleError
from app.journal import OPERATIONS, rehearsal
from app.rights import RIGHTS, Role, check, may
from models.journal import Event
from tests.office import TestOffice

for _module in pkgutil.walk_packages(app.__path__, "app."):
    if not _module.name.endswith("__main__"):
        importlib.import_module(_module.name)

# ● may, · may not.
TABLE = """
                窗口工作人员 分管领导 苏木纪委 管理员 命令行
来访来电登记        ●        ·       ·      ·      ·
一次性告知          ●        ·       ·      ·      ·
答复咨询            ●        ·       ·      ·      ·
简单询问            ●        ·       ·      ·      ·
引导                ●        ·       ·      ·      ·
辖区外指引          ●        ·       ·      ·      ·
转交                ●        ·       ·      ·      ·
登记转交接收        ●        ·       ·      ·      ·
登记首次联系        ●        ·       ·      ·      ·
登记转交结果        ●        ·       ·      ·      ·
记录争议            ●        ·       ·      ·      ·
结束接待            ●        ·       ·      ·      ·
收件                ●        ·       ·      ·      ·
急难收件            ●        ·       ·      ·      ·
急难补办            ●        ·       ·      ·      ·
急难办结            ●        ·       ·      ·      ·
急难签字            ●        ●       ·      ·      ·
核对材料            ●        ·       ·      ·      ·
当场办结            ●        ·       ·      ·      ·
受理                ●        ·       ·      ·      ·
继续办理            ●        ·       ·      ·      ·
视为受理            ●        ●       ·      ·      ●
容缺受理            ●        ·       ·      ·      ·
容缺补齐            ●        ·       ·      ·      ·
容缺延期            ●        ·       ·      ·      ·
通知补充            ●        ·       ·      ·      ·
补交材料            ●        ·       ·      ·      ·
提醒申请人          ●        ·       ·      ·      ·
退回                ●        ·       ·      ·      ·
批示否定报备        ●        ●       ·      ·      ·
开始环节            ●        ·       ·      ·      ·
办理环节            ●        ·       ·      ·      ·
上报                ●        ·       ·      ·      ·
上级要求补正        ●        ·       ·      ·      ·
特别程序            ●        ·       ·      ·      ·
恢复办理            ●        ·       ·      ·      ·
延长期限            ●        ●       ·      ·      ·
准予                ●        ·       ·      ·      ·
不予                ●        ·       ·      ·      ·
撤回                ●        ·       ·      ·      ·
终止                ●        ·       ·      ·      ·
送达                ●        ·       ·      ·      ·
更正姓名            ●        ·       ·      ·      ·
合并人员            ●        ·       ·      ·      ·
补录                ●        ·       ·      ·      ·
离岗登记            ●        ·       ·      ·      ·
返岗登记            ●        ·       ·      ·      ·
陈述线索            ●        ·       ·      ·      ·
核实线索            ·        ●       ·      ·      ·
打印                ●        ●       ·      ●      ·
交付文书            ●        ·       ·      ·      ·
日结                ●        ●       ·      ·      ●
导出台账            ●        ●       ·      ·      ●
备份                ●        ●       ·      ●      ●
恢复备份            ·        ·       ·      ●      ●
设立窗口            ·        ·       ·      ●      ●
更改设置            ·        ·       ·      ●      ●
更改日历            ·        ·       ·      ●      ●
修改事项            ·        ·       ·      ●      ●
启用事项            ·        ·       ·      ●      ●
停用事项            ·        ·       ·      ●      ·
维护通讯录          ·        ·       ·      ●      ●
分配职责            ·        ·       ·      ●      ●
增加人员            ·        ·       ·      ●      ●
更改人员            ·        ·       ·      ●      ·
重设密码            ·        ·       ·      ●      ·
改自己的密码        ●        ●       ●      ●      ·
打印恢复单          ·        ·       ·      ●      ·
使用恢复单          ·        ·       ·      ●      ·
查看办件            ●        ●       ·      ·      ·
查看文书            ●        ●       ·      ●      ·
查看台账            ●        ●       ·      ·      ·
查看线索            ●        ●       ·      ·      ·
查看日历            ●        ●       ●      ●      ·
查看事项            ●        ●       ●      ●      ·
查看通讯录          ●        ●       ●      ●      ·
查看设置            ·        ·       ·      ●      ·
查看人员            ·        ·       ·      ●      ·
"""

EVERY = [
    pytest.param(action, work, id=f"{action}-{work.__name__}")
    for action, works in OPERATIONS.items()
    for work in works
]


def written_down() -> dict[str, dict[Role, bool]]:
    head, *lines = TABLE.strip().splitlines()
    roles = [Role(words) for words in head.split()]
    assert set(roles) == set(Role)
    table = {}
    for line in lines:
        action, *marks = line.split()
        assert set(marks) <= {"●", "·"} and len(marks) == len(roles), line
        table[action] = {role: mark == "●" for role, mark in zip(roles, marks, strict=True)}
    return table


@pytest.mark.clause("4.1.2")
def test_the_program_grants_what_is_written_down() -> None:
    granted = {action: {role: may(action, role) for role in Role} for action in RIGHTS}
    assert granted == written_down()


def test_every_operation_has_its_line_and_every_line_its_operation() -> None:
    looked_at = {action for action in RIGHTS if action.startswith("查看")}
    assert set(RIGHTS) - looked_at == set(OPERATIONS)


def at(office: TestOffice, role: Role) -> Desk:
    """A desk with somebody of this role at it."""
    if role == Role.COMMAND:
        return setup.command_desk(office.store, office.clock)
    return replace(office.clerk, staff=replace(office.clerk.staff, role=role))


def something(parameter: inspect.Parameter) -> Any:
    """An argument of the right kind, where that is simple; what it says does not matter here."""
    return {"str": "x", "bool": True, "int": 1, "Role": Role.CLERK}.get(
        getattr(parameter.annotation, "__name__", "")
    )


def tried(work: Callable[..., Any], desk: Desk) -> Exception | None:
    """What `work` raises, called with whatever; it leaves nothing behind."""
    _, *parameters = inspect.signature(work).parameters.values()
    needed = [one for one in parameters if one.default is one.empty]
    given = [something(one) for one in needed if one.kind != one.KEYWORD_ONLY]
    named = {one.name: something(one) for one in needed if one.kind == one.KEYWORD_ONLY}
    try:
        with rehearsal(desk):
            work(desk, *given, **named)
    except Exception as error:
        return error
    return None


def overstepping(error: Exception | None) -> bool:
    return isinstance(error, RuleError) and "权限内" in error.message


@pytest.mark.clause("4.1.2")
@pytest.mark.parametrize("action, work", EVERY)
def test_everybody_does_what_they_may_and_nothing_else(
    action: str, work: Callable[..., Any], office: TestOffice
) -> None:
    table = written_down()[action]
    connection = office.store.database.connection()
    for role in Role:
        before, events = connection.total_changes, Event.select().count()
        error = tried(work, at(office, role))
        assert overstepping(error) == (not table[role]), (role, error)
        if not table[role]:
            assert isinstance(error, RuleError)
            assert error.clause == "4.1.2" and role.value in error.message
            able = [one.value for one in Role if table[one]]
            assert error.instead == f"请由{'、'.join(able)}办理。"
            assert connection.total_changes == before
        assert Event.select().count() == events


@pytest.mark.clause("4.1.2")
@pytest.mark.parametrize("role", [role for role in Role if not may("导出台账", role)])
def test_nothing_is_gathered_for_whoever_may_not_export(office: TestOffice, role: Role) -> None:
    work = export.export_slices(at(office, role), office.clock.now().date(), office.store.folder)
    with pytest.raises(RuleError, match="权限内"):
        next(work)


def test_an_action_nobody_wrote_down_is_nobodys(office: TestOffice) -> None:
    with pytest.raises(KeyError):
        check("什么都行", Role.ADMIN)
