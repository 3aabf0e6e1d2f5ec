"""What the ledger says of those who were sent on, and of questions that were only tallied."""

import json
from pathlib import Path

import pytest

from app import day, export, first_asked, receptions
from app.clock import office_time
from app.first_asked import OutsideInput
from models.first_asked import Transfer
from reports import ledger_xlsx
from reports.ledger import Ledger
from tests.office import TestOffice
from tests.test_first_asked import filled, handed, to_civil_affairs  # noqa: F401
from tests.test_ledger import built, sheets

NAMES = ("包玉兰", "13847500001", "收入证明", "已办好年审", "耐心说明", "低保年审")


@pytest.fixture
def sent(filled: TestOffice) -> TestOffice:  # noqa: F811
    """A day with one of each, closed in the evening."""
    clerk = filled.clerk
    guided = filled.visit(phone="13847500001")
    first_asked.guide(clerk, guided, to_civil_affairs())
    receptions.dispute(clerk, guided, "耐心说明了办法。", "办法第八条")
    outside = OutsideInput("补办驾驶证", "旗交管大队", "去车管所。")
    first_asked.guide_outside(clerk, filled.visit(), outside)
    done, _ = handed(filled), handed(filled)
    first_asked.received(clerk, done, "特木尔", "09:00")
    first_asked.contacted(clerk, done, "09:00", "电话联系了。")
    first_asked.conclude(clerk, done, "已办好年审。")
    for _ in range(3):
        receptions.ask_simply(clerk)
    filled.clock.set(office_time("2026-11-23T17:35"))
    day.close(clerk)
    return filled


def test_everybody_sent_on_is_counted_and_a_tally_is_no_reception(sent: TestOffice) -> None:
    whole = built(sent.clerk)
    counts = {name: whole.counts[name] for name in
              ("guided", "outside", "transfers", "sent_on", "simple", "visits")}  # fmt: skip
    assert counts == {"guided": 1, "outside": 1, "transfers": 2, "sent_on": 4, "simple": 3,
                      "visits": 4}  # fmt: skip
    figures = {title: dict(pairs) for title, pairs in whole.page.groups}
    assert (figures["接待"]["来访"], figures["接待"]["引导、转交"]) == ("4", "4")
    assert [row.outcome for row in whole.receptions] == ["引导", "辖区外指引", "转交", "转交"]


def test_the_workbook_names_where_and_by_which_slip(sent: TestOffice) -> None:
    lists = sheets(ledger_xlsx.render(built(sent.clerk)))
    guided, outside, *_ = lists["咨询与接待"]
    assert (guided["引导、转交去向"], guided["引导、转办单编号"]) == ("民政办", "固便引〔2026〕1号")
    assert (outside["引导、转交去向"], outside["引导、转办单编号"]) == ("旗交管大队", None)
    assert (guided["争议"], outside["争议"]) == ("有争议", None)
    ended, waits = lists["转交"]
    assert (ended["转办单编号"], ended["进展"], ended["亮灯"]) == (
        "固便转〔2026〕1号", "已有结果", None,
    )  # fmt: skip
    assert (waits["进展"], waits["亮灯"]) == ("已转交", "剩 1 个工作日")
    assert waits["最迟联系"].isoformat() == "2026-11-24T17:30:00"


def test_persons_stay_in_the_house_unless_the_leader_wants_them(sent: TestOffice) -> None:
    masked = repr(built(sent.clerk))
    assert not [words for words in NAMES if words in masked]
    whole = built(sent.leader, full=True)
    assert not [words for words in NAMES if words not in repr(whole)]
    assert whole.receptions[0].disputed.endswith("（出示依据：办法第八条）")


@pytest.mark.clause("2.4")
def test_a_transfer_stands_in_the_ledger_until_it_has_a_result(sent: TestOffice) -> None:
    monday: Ledger = built(sent.clerk)
    pressing = [(one.number, one.what, one.due) for one in monday.page.urgent]
    assert pressing == [("固便转〔2026〕2号", "转交未联系", "11月24日 17:30")]
    waits = Transfer.get(Transfer.result_at.is_null()).uuid
    sent.clock.set(office_time("2026-11-25T17:35"))
    texts = [line.text for line in day.checklist(sent.clerk) if line.clause == "2.4"]
    assert texts == ["1 件转交到期，责任人还没有联系群众：固便转〔2026〕2号"]
    tuesday = built(sent.clerk, day.close(sent.clerk).day).transfers
    assert [(line.number, line.light) for line in tuesday] == [
        ("固便转〔2026〕2号", "超期 1 个工作日")
    ]
    sent.clock.set(office_time("2026-11-26T10:00"))
    first_asked.received(sent.clerk, waits, "特木尔", "09:00")
    first_asked.contacted(sent.clerk, waits, "09:30", "电话联系了。")
    first_asked.conclude(sent.clerk, waits, "已告知。")
    done = built(sent.clerk, day.close(sent.clerk).day).transfers
    assert [line.state for line in done] == ["已有结果"]
    sent.clock.set(office_time("2026-11-27T17:35"))
    assert built(sent.clerk, day.close(sent.clerk).day).transfers == ()
    assert built(sent.clerk) == monday


def test_every_transfer_is_a_line_for_programs(sent: TestOffice, tmp_path: Path) -> None:
    folder = export.export(sent.clerk, office_time("2026-11-23T12:00").date(), tmp_path)
    lines = map(json.loads, (folder / "ledger.jsonl").read_text(encoding="utf-8").splitlines())
    found = [line for line in lines if line["kind"] == "transfer"]
    assert [line["number"] for line in found] == ["固便转〔2026〕1号", "固便转〔2026〕2号"]
    assert {line["visitor"] for line in found} == {"包**"}


def test_a_day_on_which_only_a_transfer_went_on_is_a_business_day(sent: TestOffice) -> None:
    waits = Transfer.get(Transfer.result_at.is_null()).uuid
    sent.clock.set(office_time("2026-11-24T10:00"))
    first_asked.received(sent.clerk, waits, "特木尔", "09:00")
    sent.clock.set(office_time("2026-11-25T17:35"))
    day.close(sent.clerk)
    assert built(sent.clerk, office_time("2026-11-24T12:00").date()).transfers
