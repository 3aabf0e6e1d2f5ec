"""口头告知: what the clerk reads to a caller, sentence by sentence (1.1, 2.5.1)."""

from collections.abc import Mapping

from app.catalogue import Material, Matter, Need
from app.desk import Desk
from app.forms import about
from app.wording import say

_FORM = "电话告知"


def greeting(desk: Desk) -> str:
    """The first thing a caller hears: 您好, the office, then the question (2.5.1)."""
    return say(_FORM, "greeting", office=desk.office.name)


def sentences(desk: Desk, matter: Matter, situation: Mapping[str, str]) -> tuple[str, ...]:
    """Everything about `matter` that applies in this situation, to be read in this order."""
    office = desk.office
    said = [say(_FORM, "matter", matter=matter.name, organ=matter.organ)]
    if given := about.situation(matter, situation):
        said.append(say(_FORM, "situation", answers=given))
    said.append(say(_FORM, "conditions", conditions="；".join(matter.conditions)))
    if matter.refer_to:
        said.append(say(_FORM, "refer", where=matter.refer_to))
    else:
        said += _materials(matter, situation)
        said.append(say(_FORM, "procedure", steps=matter.procedure.replace(" → ", "，")))
        times = "；".join("，".join(pair) for pair in about.limits(matter))
        said.append(say(_FORM, "limits", times=times))
        said.append(say(_FORM, "fee", fee=matter.fee))
    said.append(say(_FORM, "basis", basis="，".join(one.short for one in matter.bases)))
    said += [say(_FORM, "note", note=note) for note in matter.notes]
    said.append(
        say(_FORM, "place", address=office.address, window=office.window_no,
            hours=office.hours.text, phone=office.phone)
    )  # fmt: skip
    return (*said, say(_FORM, "end"))


def _materials(matter: Matter, situation: Mapping[str, str]) -> list[str]:
    asked = matter.asked_for(situation)
    lines = [_material(n, one, situation) for n, (_, one) in enumerate(asked, 1)]
    return [say(_FORM, "materials", count=len(asked)), *lines]


def _material(n: int, one: Material, situation: Mapping[str, str]) -> str:
    condition = about.condition(one, situation)
    return say(
        _FORM,
        "verified" if one.need == Need.VERIFIED else "material",
        n=n,
        name=one.name,
        only=say(_FORM, "only", condition=condition) if condition else "",
        asked=about.requirement(one),
        where=one.where,
    )
