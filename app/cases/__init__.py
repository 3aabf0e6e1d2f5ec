"""Everything that can be done to a case: one function per action of `app.case_table`."""

from app.cases.batch import Batch, receive_batch
from app.cases.common import Done, DoneForMany, Signing
from app.cases.deciding import FromAbove, decide_batch, grant, refuse
from app.cases.deeming import deem
from app.cases.delivering import DeliveryInput, deliver
from app.cases.ending import terminate, withdraw
from app.cases.extending import extend
from app.cases.forwarding import forward, send_back
from app.cases.gaps import accept_with_gap, fill_gap, prolong_gap
from app.cases.grounds import Ground
from app.cases.receiving import (
    accept,
    answer,
    ask_more,
    bring_papers,
    finish_at_once,
    go_on,
    receive,
)
from app.cases.refusing import decide_report, return_case
from app.cases.reminding import remind
from app.cases.second_telling import untold
from app.cases.situation import change_situation
from app.cases.special import resume, start_special
from app.cases.steps import end_step, record_step, start_step
from app.cases.urgent import Emergency, finish_urgent, make_good, receive_urgent, sign_urgent

__all__ = [
    "Batch",
    "DeliveryInput",
    "Done",
    "DoneForMany",
    "Emergency",
    "FromAbove",
    "Ground",
    "Signing",
    "accept",
    "accept_with_gap",
    "answer",
    "ask_more",
    "bring_papers",
    "change_situation",
    "decide_batch",
    "decide_report",
    "deem",
    "deliver",
    "end_step",
    "extend",
    "fill_gap",
    "finish_at_once",
    "finish_urgent",
    "forward",
    "go_on",
    "grant",
    "make_good",
    "prolong_gap",
    "receive",
    "receive_batch",
    "receive_urgent",
    "record_step",
    "refuse",
    "remind",
    "resume",
    "return_case",
    "send_back",
    "sign_urgent",
    "start_special",
    "start_step",
    "terminate",
    "untold",
    "withdraw",
]
