"""Everything that can be done to a case: one function per action of `app.case_table`."""

from app.cases.batch import Batch, receive_batch
from app.cases.common import Done, Signing
from app.cases.deciding import grant, refuse
from app.cases.deeming import deem
from app.cases.ending import DeliveryInput, Ground, deliver, terminate, withdraw
from app.cases.extending import extend
from app.cases.receiving import (
    accept,
    answer,
    ask_more,
    bring_papers,
    finish_at_once,
    receive,
)
from app.cases.refusing import decide_report, return_case
from app.cases.special import resume, start_special
from app.cases.steps import end_step, record_step, start_step

__all__ = [
    "Batch",
    "DeliveryInput",
    "Done",
    "Ground",
    "Signing",
    "accept",
    "answer",
    "ask_more",
    "bring_papers",
    "decide_report",
    "deem",
    "deliver",
    "end_step",
    "extend",
    "finish_at_once",
    "grant",
    "receive",
    "receive_batch",
    "record_step",
    "refuse",
    "resume",
    "return_case",
    "start_special",
    "start_step",
    "terminate",
    "withdraw",
]
