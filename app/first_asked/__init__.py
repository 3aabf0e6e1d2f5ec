"""What the first person asked does where the matter is somebody else's (2.3): 引导, 转交,
辖区外指引."""

from app.first_asked.referrals import GuidanceInput, OutsideInput, Sent, guide, guide_outside
from app.first_asked.transfers import (
    ABSENCES,
    PaperInput,
    TransferInput,
    conclude,
    contacted,
    received,
    transfer,
)

__all__ = [
    "ABSENCES",
    "GuidanceInput",
    "OutsideInput",
    "PaperInput",
    "Sent",
    "TransferInput",
    "conclude",
    "contacted",
    "guide",
    "guide_outside",
    "received",
    "transfer",
]
