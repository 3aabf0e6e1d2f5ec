"""What may happen to a case, from where, to where: design §4's table, as data."""

from dataclasses import dataclass
from enum import StrEnum

from app.errors import RuleError


class State(StrEnum):
    """Where a case stands."""

    URGENT = "急难办理"
    REVIEWING = "审核中"
    AWAITING = "待补正"
    ACCEPTED = "已受理"
    SPECIAL = "特别程序"
    FORWARDED = "已上报"
    RETURNED = "已退回"
    COMPLETED = "已办结"
    WITHDRAWN = "已撤回"
    TERMINATED = "已终止"
    DELIVERED = "已送达"


class Outcome(StrEnum):
    """How a case ended; kept when its state moves on to 已送达."""

    AT_ONCE = "当场办结"
    GRANTED = "准予"
    REFUSED = "不予"
    RETURNED = "退回"
    WITHDRAWN = "撤回"
    TERMINATED = "终止"


OPEN = frozenset({
    State.URGENT, State.REVIEWING, State.AWAITING, State.ACCEPTED, State.SPECIAL, State.FORWARDED,
})  # fmt: skip
DELIVERABLE = frozenset({State.COMPLETED, State.RETURNED, State.WITHDRAWN, State.TERMINATED})


@dataclass(frozen=True)
class Move:
    """One line of the table. `to` None: the state stays, or is the one the case had left."""

    action: str
    froms: frozenset[State]
    to: State | None
    clause: str


_U, _R, _W, _A = State.URGENT, State.REVIEWING, State.AWAITING, State.ACCEPTED
_S, _F = State.SPECIAL, State.FORWARDED

# fmt: off
MOVES: dict[str, Move] = {move.action: move for move in (
    #    action            from                           to                 clause
    Move("收件",           frozenset(),                   _R,                "1.2"),
    Move("急难收件",       frozenset(),                   _U,                "2.2"),
    Move("急难补办",       frozenset({_U}),               _R,                "1.1"),
    Move("急难办结",       frozenset({_U}),               State.COMPLETED,   "1.1"),
    Move("急难签字",       OPEN | DELIVERABLE | {State.DELIVERED},
                                                          None,              "2.2"),
    Move("核对材料",       frozenset({_R}),               None,              "1.2"),
    Move("当场办结",       frozenset({_R}),               State.COMPLETED,   "1.2"),
    Move("受理",           frozenset({_R}),               _A,                "3.2"),
    Move("继续办理",       frozenset({_R}),               _A,                "3.1"),
    Move("视为受理",       frozenset({_R}),               _A,                "3.2"),
    Move("容缺受理",       frozenset({_R}),               _A,                "1.2"),
    Move("容缺补齐",       frozenset({_A, _S, _F}),       None,              "1.2"),
    Move("容缺延期",       frozenset({_A, _S, _F}),       None,              "1.2"),
    Move("通知补充",       frozenset({_R}),               _W,                "1.3"),
    Move("补交材料",       frozenset({_W}),               _R,                "1.3"),
    Move("提醒申请人",     OPEN | DELIVERABLE,            None,              "1.3"),
    Move("退回",           frozenset({_R}),               State.RETURNED,    "1.4"),
    Move("批示否定报备",   frozenset({State.RETURNED, State.COMPLETED, State.DELIVERED}),
                                                          None,              "1.4"),
    Move("开始环节",       frozenset({_A}),               None,              "3.1"),
    Move("办理环节",       frozenset({_A}),               None,              "3.1"),
    Move("上报",           frozenset({_A}),               _F,                "3.1"),
    Move("上级要求补正",   frozenset({_F}),               _W,                "1.3"),
    Move("准予",           frozenset({_A, _F}),           State.COMPLETED,   "3.1"),
    Move("不予",           frozenset({_A, _F}),           State.COMPLETED,   "1.4"),
    Move("特别程序",       frozenset({_A}),               _S,                "3.1"),
    Move("恢复办理",       frozenset({_S}),               _A,                "3.1"),
    Move("延长期限",       frozenset({_A}),               None,              "3.1"),
    Move("撤回",           OPEN,                          State.WITHDRAWN,   "3.1"),
    Move("终止",           OPEN,                          State.TERMINATED,  "3.1"),
    Move("送达",           DELIVERABLE,                   State.DELIVERED,   "2.2"),
)}
# fmt: on


def possible(state: State) -> tuple[str, ...]:
    """The actions that a case in `state` allows."""
    return tuple(move.action for move in MOVES.values() if state in move.froms)


def check(action: str, state: State) -> Move:
    """The move for `action`. Raises RuleError where `state` does not allow it."""
    move = MOVES[action]
    if state not in move.froms:
        instead = "、".join(possible(state))
        raise RuleError(
            f"{state.value}的办件不能“{action}”。",
            clause=move.clause,
            instead=f"现在可以：{instead}。" if instead else "这一办件已经结束，不能再改动。",
        )
    return move
