"""Whose seal stands on a paper, in the words of its seal area (design §6)."""

from collections.abc import Iterable
from dataclasses import replace

from app.desk import OfficeInfo
from app.wording import say

CENTRE = "本中心"  # whose seal stands on what the centre itself issues


def preset(organ: str) -> str:
    """The seal of an organ that has named none of its own."""
    return say("通用", "seal_centre") if organ == CENTRE else say("通用", "seal_organ", organ=organ)


def area(office: OfficeInfo, organ: str = CENTRE) -> str:
    """What the seal area of `organ` says: `（加盖便民服务中心受理专用章）`."""
    return say("通用", "seal", seal=office.seals.get(organ) or preset(organ))


def with_organs(office: OfficeInfo, organs: Iterable[str]) -> OfficeInfo:
    """The office with a seal for each of `organs`, so that they are shown to be edited."""
    return replace(office, seals={organ: preset(organ) for organ in organs} | dict(office.seals))
