"""What the README promises is what the program has."""

import re
import tomllib
from pathlib import Path

from app.commands import COMMANDS
from ui.reference import KEY_LIST

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_command_is_named() -> None:
    named = set(re.findall(r"^python -m app +([a-z]+) ", TEXT, re.MULTILINE))
    assert named == {*COMMANDS, "smoke"}


def test_every_dependency_has_its_reason() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    table = TEXT[TEXT.index("## Dependencies") :].lower()
    for entry in wanted:
        name = re.split(r"[>=<\[ ]", entry)[0].lower()
        assert re.search(rf"\b{re.escape(name)}\b", table), f"{name} has no reason in the README"


def test_the_keys_named_are_the_keys_shown_under_f1() -> None:
    shown = {key for key, _ in KEY_LIST}
    assert set(re.findall(r"\bF\d+\b", TEXT)) == {key for key in shown if key.startswith("F")}


def test_every_target_named_is_in_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in set(re.findall(r"make ([a-z]+)", TEXT)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
