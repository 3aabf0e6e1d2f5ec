"""Everything that can be done to a case: one function per action of `app.case_table`."""

from app.cases.batch import Batch, receive_batch
from app.cases.common import Done, DoneForMany, Signing
from app.cases.deciding import FromAbove, decide_batch, grant, refuse
from app.cases.deeming import deem
from app.cases.ending import DeliveryInput, Ground, deliver, terminate, withdraw
from app.cases.extending import extend
from app.cases.forwarding import forward, send_back
from app.cases.receiving import (
    accept,
    answer,
    ask_more,
    bring_papers,
    finish_at_once,
    receive,
)
from app.cases.refusing import decide_report, return_case
from app.cases.second_telling import untold
from app.cases.situation import change_situation
from app.cases.special import resume, start_special
from app.cases.steps import end_step, record_step, start_step

__all__ = [
    "Batch",
    "DeliveryInput",
    "Done",
    "DoneForMany",
    "FromAbove",
    "Ground",
    "Signing",
    "accept",
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
    "finish_at_once",
    "forward",
    "grant",
    "receive",
    "receive_batch",
    "record_step",
    "refuse",
    "resume",
    "return_case",
    "send_back",
    "start_special",
    "start_step",
    "terminate",
    "untold",
    "withdraw",
]
