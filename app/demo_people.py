"""Made-up people for the demonstration folder: plausible, and nobody's."""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

from stdnum.cn import ric, uscc

from app.parties import AgentInput
from app.people import ORGANISATION, PERSON, PersonInput
from app.resources import resource


@cache
def words() -> dict[str, Any]:
    """What `resources/demo.toml` holds."""
    with resource("demo.toml").open("rb") as file:
        return tomllib.load(file)


@dataclass(frozen=True)
class Visitor:
    """Who stands at the desk."""

    applicant: PersonInput
    agent: AgentInput | None = None


def visitor(chance: Random, gachas: tuple[str, ...], today: date, code: str) -> Visitor:
    """Somebody who comes for the matter `code`: old parents send somebody, farms come too."""
    said = words()
    if code in said["farms"] and chance.random() < 0.5:
        return Visitor(_organisation(chance, gachas))
    youngest, oldest = said["ages"].get(code, (19, 82))
    someone = _person(chance, gachas, today, youngest, oldest)
    if chance.random() > 0.12:
        return Visitor(someone)
    relation, authority = chance.choice(said["relations"])
    return Visitor(someone, AgentInput(_person(chance, gachas, today), relation, authority))


def name(chance: Random) -> str:
    """A Han or a Mongolian name, now and then one with a dot."""
    said = words()
    kind = chance.random()
    if kind < 0.04:
        return str(chance.choice(said["dotted"]))
    if kind < 0.5:
        return str(chance.choice(said["mongolian"]))
    return str(chance.choice(said["surnames"]) + chance.choice(said["given"]))


def phone(chance: Random) -> str:
    """A mobile number."""
    return f"138475{chance.randrange(100000):05d}"


def _person(
    chance: Random, gachas: tuple[str, ...], today: date, youngest: int = 19, oldest: int = 82
) -> PersonInput:
    said = words()
    birth = today - timedelta(days=chance.randrange(youngest * 366, oldest * 365))
    region = said["region"][birth.year >= 1999]
    body = f"{region}{birth:%Y%m%d}{chance.randrange(1, 999):03d}"
    gacha = chance.choice(gachas)
    return PersonInput(
        name=name(chance),
        kind=PERSON,
        id_number=body + ric.calc_check_digit(body + "0"),
        phone=phone(chance) if chance.random() < 0.93 else "",
        gacha=gacha,
        address=gacha + chance.choice(said["addresses"]),
    )


def _organisation(chance: Random, gachas: tuple[str, ...]) -> PersonInput:
    said = words()
    body = f"93{said['region'][1]}MA0{chance.randrange(10**5, 10**6)}"
    return PersonInput(
        name="奈曼旗" + chance.choice(said["organisations"]),
        kind=ORGANISATION,
        id_number=body + uscc.calc_check_digit(body),
        phone=f"0475-421{chance.randrange(10**3, 10**4)}",
        gacha=chance.choice(gachas),
        contact=name(chance),
    )
