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


_CLERK, _LEADER, _DISCIPLINE = Role.CLERK, Role.LEADER, Role.DISCIPLINE
_ADMIN, _COMMAND = Role.ADMIN, Role.COMMAND
_ANYBODY = frozenset({_CLERK, _LEADER, _DISCIPLINE, _ADMIN})

RIGHTS: dict[str, frozenset[Role]] = {
    # At the counter
    "来访来电登记": frozenset({_CLERK}),
    "一次性告知": frozenset({_CLERK}),
    "答复咨询": frozenset({_CLERK}),
    "简单询问": frozenset({_CLERK}),
    "引导": frozenset({_CLERK}),
    "辖区外指引": frozenset({_CLERK}),
    "转交": frozenset({_CLERK}),
    "登记转交接收": frozenset({_CLERK}),
    "登记首次联系": frozenset({_CLERK}),
    "登记转交结果": frozenset({_CLERK}),
    "记录争议": frozenset({_CLERK}),
    "结束接待": frozenset({_CLERK}),
    "收件": frozenset({_CLERK}),
    "急难收件": frozenset({_CLERK}),
    "急难补办": frozenset({_CLERK}),
    "急难办结": frozenset({_CLERK}),
    "急难签字": frozenset({_CLERK, _LEADER}),
    "核对材料": frozenset({_CLERK}),
    "当场办结": frozenset({_CLERK}),
    "受理": frozenset({_CLERK}),
    "继续办理": frozenset({_CLERK}),
    "视为受理": frozenset({_CLERK, _LEADER, _COMMAND}),
    "容缺受理": frozenset({_CLERK}),
    "容缺补齐": frozenset({_CLERK}),
    "容缺延期": frozenset({_CLERK}),
    "通知补充": frozenset({_CLERK}),
    "补交材料": frozenset({_CLERK}),
    "提醒申请人": frozenset({_CLERK}),
    "退回": frozenset({_CLERK}),
    "批示否定报备": frozenset({_CLERK, _LEADER}),
    "开始环节": frozenset({_CLERK}),
    "办理环节": frozenset({_CLERK}),
    "上报": frozenset({_CLERK}),
    "上级要求补正": frozenset({_CLERK}),
    "特别程序": frozenset({_CLERK}),
    "恢复办理": frozenset({_CLERK}),
    "延长期限": frozenset({_CLERK, _LEADER}),
    "准予": frozenset({_CLERK}),
    "不予": frozenset({_CLERK}),
    "撤回": frozenset({_CLERK}),
    "终止": frozenset({_CLERK}),
    "送达": frozenset({_CLERK}),
    "更正姓名": frozenset({_CLERK}),
    "合并人员": frozenset({_CLERK}),
    "补录": frozenset({_CLERK}),
    "离岗登记": frozenset({_CLERK}),
    "返岗登记": frozenset({_CLERK}),
    "陈述线索": frozenset({_CLERK}),
    "核实线索": frozenset({_LEADER}),
    # Papers, ledger, backup
    "打印": frozenset({_CLERK, _LEADER, _ADMIN}),
    "交付文书": frozenset({_CLERK}),
    "日结": frozenset({_CLERK, _LEADER, _COMMAND}),
    "导出台账": frozenset({_CLERK, _LEADER, _COMMAND}),
    "备份": frozenset({_CLERK, _LEADER, _ADMIN, _COMMAND}),
    "恢复备份": frozenset({_ADMIN, _COMMAND}),
    # The office, its matters, its people
    "设立窗口": frozenset({_ADMIN, _COMMAND}),
    "更改设置": frozenset({_ADMIN, _COMMAND}),
    "更改日历": frozenset({_ADMIN, _COMMAND}),
    "修改事项": frozenset({_ADMIN, _COMMAND}),
    "启用事项": frozenset({_ADMIN, _COMMAND}),
    "停用事项": frozenset({_ADMIN}),
    "维护通讯录": frozenset({_ADMIN, _COMMAND}),
    "分配职责": frozenset({_ADMIN, _COMMAND}),
    "增加人员": frozenset({_ADMIN, _COMMAND}),
    "更改人员": frozenset({_ADMIN}),
    "重设密码": frozenset({_ADMIN}),
    "改自己的密码": _ANYBODY,
    "打印恢复单": frozenset({_ADMIN}),
    "使用恢复单": frozenset({_ADMIN}),
    # What may be looked at
    "查看办件": frozenset({_CLERK, _LEADER}),
    "查看文书": frozenset({_CLERK, _LEADER, _ADMIN}),
    "查看台账": frozenset({_CLERK, _LEADER}),
    "查看线索": frozenset({_CLERK, _LEADER}),
    "查看日历": _ANYBODY,
    "查看事项": _ANYBODY,
    "查看通讯录": _ANYBODY,
    "查看设置": frozenset({_ADMIN}),
    "查看人员": frozenset({_ADMIN}),
}


def may(action: str, role: Role) -> bool:
    """Whether `role` may do `action`."""
    return role in RIGHTS[action]


def check(action: str, role: Role) -> None:
    """Raise RuleError where `role` may not do `action` (4.1.2: no overstepping)."""
    if not may(action, role):
        able = "、".join(one.value for one in Role if one in RIGHTS[action])
        raise RuleError(
            f"“{action}”不在{role.value}的权限内。", clause="4.1.2", instead=f"请由{able}办理。"
        )
