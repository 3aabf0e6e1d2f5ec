"""Who may do what: one table, to be read like a page of the manual."""

from enum import StrEnum

from app.errors import RuleError


class Role(StrEnum):
    """The four people of design §1, and the command line, which acts for nobody in person."""

    CLERK = "窗口工作人员"
    LEADER = "分管领导"
    DISCIPLINE = "苏木纪委"
    ADMIN = "管理员"
    COMMAND = "命令行"


_CLERK, _LEADER, _ADMIN, _COMMAND = Role.CLERK, Role.LEADER, Role.ADMIN, Role.COMMAND

RIGHTS: dict[str, frozenset[Role]] = {
    "来访来电登记": frozenset({_CLERK}),
    "一次性告知": frozenset({_CLERK}),
    "答复咨询": frozenset({_CLERK}),
    "结束接待": frozenset({_CLERK}),
    "收件": frozenset({_CLERK}),
    "核对材料": frozenset({_CLERK}),
    "当场办结": frozenset({_CLERK}),
    "受理": frozenset({_CLERK}),
    "通知补充": frozenset({_CLERK}),
    "补交材料": frozenset({_CLERK}),
    "退回": frozenset({_CLERK}),
    "批示否定报备": frozenset({_CLERK, _LEADER}),
    "办理环节": frozenset({_CLERK}),
    "准予": frozenset({_CLERK}),
    "不予": frozenset({_CLERK}),
    "撤回": frozenset({_CLERK}),
    "终止": frozenset({_CLERK}),
    "送达": frozenset({_CLERK}),
    "打印": frozenset({_CLERK, _LEADER, _ADMIN}),
    "交付文书": frozenset({_CLERK}),
    "离岗登记": frozenset({_CLERK}),
    "返岗登记": frozenset({_CLERK}),
    "日结": frozenset({_CLERK, _LEADER, _COMMAND}),
    "导出台账": frozenset({_CLERK, _LEADER, _COMMAND}),
    "备份": frozenset({_CLERK, _LEADER, _ADMIN, _COMMAND}),
    "恢复备份": frozenset({_ADMIN, _COMMAND}),
    "设立窗口": frozenset({_ADMIN, _COMMAND}),
    "增加人员": frozenset({_ADMIN, _COMMAND}),
    "启用事项": frozenset({_ADMIN, _COMMAND}),
    "更改设置": frozenset({_ADMIN, _COMMAND}),
}


def check(action: str, role: Role) -> None:
    """Raise RuleError where `role` may not do `action` (4.1.2: no overstepping)."""
    if role not in RIGHTS[action]:
        able = "、".join(one.value for one in Role if one in RIGHTS[action])
        raise RuleError(
            f"“{action}”不在{role.value}的权限内。", clause="4.1.2", instead=f"请由{able}办理。"
        )
