"""The rulebook in the program is the rulebook as written."""

import re

from app.resources import resource
from app.rulebook import clause, clauses


def test_there_are_59_clauses() -> None:
    assert len(clauses()) == 59


def test_every_clause_stands_in_the_original() -> None:
    original = resource("rulebook-original.txt").read_text(encoding="utf-8-sig")
    whole = re.sub(r"\s", "", original)
    for one in clauses().values():
        assert re.sub(r"\s", "", one.text) in whole, one.id


def test_misprints_are_corrected_on_the_screen_only() -> None:
    assert "循私" in clause("4.1.2").text
    assert "徇私" in clause("4.1.2").shown
    assert "乱摊派" in clause("6.1.6").shown


def test_a_clause_is_cited_as_printed() -> None:
    assert clause("1.3").cite == "一次性告知制度（三）"
    assert clause("3.3.2").cite == "限时办结制度（三）2"
    assert clause("2.5.4").system == "首问责任制度"
