"""The made-up office of the demonstration folder: its directory and its duty table."""

import tomllib

from app import accounts, directory, directory_paste, duties
from app.desk import Desk
from app.directory_changes import ColleagueInput, save_colleague
from app.resources import resource


def furnish(desk: Desk) -> None:
    """Give the office its directory and duty table; who has an account is linked to it."""
    with resource("demo-office.toml").open("rb") as file:
        said = tomllib.load(file)
    directory_paste.paste(desk, "\n".join("\t".join(line) for line in said["directory"]))
    people = {one.name: one for one in directory.colleagues()}
    for account in accounts.everybody():
        if (one := people.get(account.name)) is not None:
            stand_in = next((name for name in said["duties"]["rest"] if name != one.name), "")
            save_colleague(desk, one.uuid, ColleagueInput(
                one.department.uuid, one.name, one.post, one.duties, one.own_room, one.own_phone,
                people[stand_in].uuid if one.name in said["duties"]["rest"] else "", account.uuid,
            ))  # fmt: skip
    for line in duties.table():
        names = said["duties"].get(line.code, said["duties"]["rest"])
        for part, name in zip(duties.PARTS, names, strict=True):
            duties.assign(desk, line.code, part, people[name].uuid)
