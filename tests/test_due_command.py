"""The command `due`: what it prints, what it exits with, what it says to bad input."""

import io
import json
from argparse import ArgumentParser
from typing import Any

import pytest

from app import due
from app.errors import FieldError

EXAMPLE = "--accepted 2026-09-18T10:00 --limit 20"


def ask(line: str) -> tuple[int, str]:
    parser = ArgumentParser()
    due.add_arguments(parser)
    out = io.StringIO()
    return due.run(parser.parse_args(line.split()), out), out.getvalue()


def ask_json(line: str) -> Any:
    status, text = ask(f"{line} --json")
    assert status == 0
    assert text.count("\n") == 1
    return json.loads(text)


@pytest.mark.clause("3.2")
def test_the_example_of_the_plan() -> None:
    answer = ask_json(f"{EXAMPLE} --pause 2026-09-21..2026-09-24")
    assert list(answer) == ["due", "provisional", "counted"]
    assert answer["due"] == "2026-10-27T17:30"
    assert answer["provisional"] is False
    assert answer["counted"] == [
        "2026-09-20", "2026-09-24", "2026-09-28", "2026-09-29", "2026-09-30",
        "2026-10-08", "2026-10-09", "2026-10-10", "2026-10-12", "2026-10-13",
        "2026-10-14", "2026-10-15", "2026-10-16", "2026-10-19", "2026-10-20",
        "2026-10-21", "2026-10-22", "2026-10-23", "2026-10-26", "2026-10-27",
    ]  # fmt: skip


def test_inside_an_open_procedure_only_what_is_left() -> None:
    answer = ask_json(f"{EXAMPLE} --pause 2026-09-21..")
    assert answer == {"due": None, "provisional": False, "counted": ["2026-09-20"], "left": 19}


def test_calendar_days_and_an_extension() -> None:
    asked = "--accepted 2026-09-11T10:00 --limit 10 --unit day"
    assert ask_json(asked)["due"] == "2026-09-21T17:30"
    assert ask_json(f"{asked} --extend 5")["due"] == "2026-09-28T17:30"


def test_several_procedures() -> None:
    pauses = "--pause 2026-09-16..2026-09-18 --pause 2026-09-21..2026-09-28"
    answer = ask_json(f"--accepted 2026-09-14T10:00 --limit 6 {pauses}")
    assert answer["due"] == "2026-09-30T17:30"


@pytest.mark.parametrize(
    ("accepted", "strict", "status"),
    [
        ("2026-12-30T10:00", "--strict", 0),
        ("2026-12-31T10:00", "", 0),
        ("2026-12-31T10:00", "--strict", 1),
    ],
)
def test_only_strict_minds_a_provisional_date(accepted: str, strict: str, status: int) -> None:
    found, text = ask(f"--accepted {accepted} --limit 1 {strict}")
    assert found == status
    assert ("（暂定）" in text) == ("31" in accepted)


def test_the_text_goes_through_the_days_one_by_one() -> None:
    _, text = ask("--accepted 2026-09-18T10:00 --limit 2 --extend 1")
    lines = text.splitlines()
    assert lines[0] == "受理：2026年9月18日 10:00"
    assert lines[1] == "时限：2 个工作日，延长 1 个工作日"
    assert lines[-1] == "到期：2026年9月22日（星期二）17:30 前"
    assert [line.split()[0] for line in lines[2:-1]] == [
        "2026年9月18日（星期五）",
        "2026年9月19日（星期六）",
        "2026年9月20日（星期日）",
        "2026年9月21日（星期一）",
        "2026年9月22日（星期二）",
    ]
    assert "第 1 日" in lines[4] and "调休上班" in lines[4]


@pytest.mark.parametrize(
    ("line", "named", "said"),
    [
        ("--limit 20", "accepted", "没有填写，应写成 --accepted 2026-09-18T10:00"),
        ("--accepted yesterday --limit 20", "accepted", "“yesterday”"),
        ("--accepted 2026-02-31T10:00 --limit 20", "accepted", "看不懂"),
        ("--accepted 0001-01-01T00:00+14:00 --limit 1", "accepted", "看不懂"),
        ("--accepted 1900-01-01T00:00 --limit 1", "due", "受理时间应在"),
        ("--accepted 2026-09-18T10:00", "limit", "没有填写"),
        ("--accepted 2026-09-18T10:00 --limit twenty", "limit", "“twenty”"),
        ("--accepted 2026-09-18T10:00 --limit -5", "limit", "“-5”"),
        ("--accepted 2026-09-18T10:00 --limit 999999", "due", "期限应在"),
        ("--accepted 2026-09-18T10:00 --limit " + "9" * 10_000, "limit", "看不懂"),
        (f"{EXAMPLE} --unit week", "unit", "“week”"),
        (f"{EXAMPLE} --extend -1", "extend", "“-1”"),
        (f"{EXAMPLE} --pause 2026-09-21", "pause", "看不懂"),
        (f"{EXAMPLE} --pause 2026-09-24..2026-09-21", "due", "不能早于"),
        (f"{EXAMPLE} --pause 2026-09-01..2026-09-21", "due", "受理之前"),
        (f"{EXAMPLE} --pause 2026-09-21..9999-12-31", "due", "超出了日历"),
    ],
)
def test_bad_input_gets_a_chinese_sentence(line: str, named: str, said: str) -> None:
    with pytest.raises(FieldError) as refusal:
        ask(line)
    assert refusal.value.field == named
    assert said in refusal.value.message
    assert refusal.value.message.endswith("。")
    assert len(refusal.value.message) < 120


def test_from_the_command_line_bad_input_is_one_sentence_and_exit_2(
    capsys: pytest.CaptureFixture[str],
) -> None:
    from app.__main__ import main

    assert main(["due", "--accepted", "2026-09-18T10:00", "--limit", "twenty"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == "时限“twenty”看不懂，应写成 --limit 20。\n"
    assert main(["due", *EXAMPLE.split(), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["due"] == "2026-10-22T17:30"
