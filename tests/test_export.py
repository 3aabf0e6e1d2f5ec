"""The export: whole and verifiable on the stick, or not there at all."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest
from nacl.signing import VerifyKey

from app import cases, day, export, folders, keys
from app.clock import office_time
from app.errors import EnvironmentFault, RuleError
from app.journal import HEADER
from app.rights import Role
from app.system import safe_write
from models.fields import canonical_json
from models.journal import Event, EventBody
from tests.office import START, TestOffice

BIRTH, TRANSFER = "11", "16"
MONDAY = START.date()
FILES = {"台账.pdf", "台账.xlsx", "ledger.jsonl", "manifest.json", "manifest.sig"}


@pytest.fixture
def closed_office(office: TestOffice) -> TestOffice:
    """An office with a closed day and some work on it."""
    office.accepted(TRANSFER, name="包玉兰", phone="13847506021")
    cases.finish_at_once(office.clerk, office.received(BIRTH, name="王秀英"), "已登记")
    office.clock.set(office_time("2026-11-23T17:35"))
    day.close(office.clerk)
    return office


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def records(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "ledger.jsonl").read_text("utf-8").splitlines()]


def manifest(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "manifest.json").read_bytes())
    return found


def test_the_folder_holds_what_the_manifest_says_and_is_signed(
    closed_office: TestOffice, stick: Path
) -> None:
    folder = export.export(closed_office.clerk, MONDAY, stick)
    assert folder == stick / "便民台账_固便1号窗口_2026-11-23"
    assert {one.name for one in folder.iterdir()} == FILES
    assert [one.name for one in stick.iterdir()] == [folder.name]
    said = manifest(folder)
    assert set(said["files"]) == FILES - {"manifest.json", "manifest.sig"}
    for name, fact in said["files"].items():
        data = (folder / name).read_bytes()
        assert fact == {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    signature = (folder / "manifest.sig").read_bytes()
    assert len(signature) == 64
    key = VerifyKey(bytes.fromhex(said["public_key"]))
    key.verify((folder / "manifest.json").read_bytes(), signature)
    assert said["fingerprint"] == keys.fingerprint(bytes(key))
    assert (said["day"], said["number"], said["full"]) == ("2026-11-23", 1, False)
    assert said["window"] == closed_office.clerk.office.window_uuid


def test_page_workbook_and_records_tell_the_same(closed_office: TestOffice, stick: Path) -> None:
    folder = export.export(closed_office.clerk, MONDAY, stick)
    lines = records(folder)
    numbers = [line["number"] for line in lines if line["kind"] == "case"]
    assert numbers == ["固便办〔2026〕1号", "固便办〔2026〕2号"]
    detail = openpyxl.load_workbook(folder / "台账.xlsx")["办件明细"]
    assert [row[0] for row in detail.iter_rows(min_row=2, values_only=True)] == numbers
    (today,) = [line for line in lines if line["kind"] == "balance" and line["period"] == "本日"]
    assert (today["carried"], today["received"], today["at_once"], today["open"]) == (0, 2, 1, 1)
    text = pypdf.PdfReader(BytesIO((folder / "台账.pdf").read_bytes())).pages[0].extract_text()
    head = lines[0]
    assert head["kind"] == "day"
    assert head["number"] in text
    assert head["head"][:8] in text
    assert {line["window"] for line in lines} == {closed_office.clerk.office.window_uuid}
    everything = (folder / "ledger.jsonl").read_text("utf-8") + text
    for name in ("包玉兰", "王秀英", "13847506021"):
        assert name not in everything


def test_every_line_is_canonical(closed_office: TestOffice, stick: Path) -> None:
    folder = export.export(closed_office.clerk, MONDAY, stick)
    for line in (folder / "ledger.jsonl").read_text("utf-8").splitlines():
        assert canonical_json(json.loads(line)) == line


def test_the_headers_reach_from_the_last_head_to_this_one(
    closed_office: TestOffice, stick: Path
) -> None:
    office = closed_office
    export.export(office.clerk, MONDAY, stick)
    office.clock.advance(days=1)
    office.accepted(TRANSFER)
    tuesday = day.close(office.clerk).day
    previous, seq = bytes(32).hex(), 0
    for when in (MONDAY, tuesday):
        folder = export.export(office.clerk, when, stick)
        said = manifest(folder)
        assert (said["previous_head"], said["previous_head_seq"]) == (previous, seq)
        for event in records(folder):
            if event["kind"] != "event":
                continue
            seq += 1
            assert (event["seq"], event["prev_hash"]) == (seq, previous)
            values = canonical_json([event[name] for name in HEADER])
            previous = hashlib.sha256(values.encode()).hexdigest()
            assert event["hash"] == previous
        assert (said["head"], said["head_seq"]) == (previous, seq)
    assert "导出台账" in {line["action"] for line in records(folder) if line["kind"] == "event"}


def test_an_export_leaves_an_event_that_says_what_left(
    closed_office: TestOffice, stick: Path
) -> None:
    folder = export.export(closed_office.clerk, MONDAY, stick)
    event = Event.select().order_by(Event.seq.desc()).first()
    assert (event.action, event.staff) == ("导出台账", closed_office.clerk.staff.uuid)
    digest = hashlib.sha256((folder / "manifest.json").read_bytes()).hexdigest()
    assert json.loads(EventBody.get_by_id(event.seq).change) == {
        "folder": folder.name,
        "full": False,
        "manifest": digest,
    }


def test_the_same_ledger_again_stays_one_folder(closed_office: TestOffice, stick: Path) -> None:
    first = export.export(closed_office.clerk, MONDAY, stick)
    closed_office.clock.advance(days=1)
    closed_office.accepted(TRANSFER)
    assert export.export(closed_office.clerk, MONDAY, stick) == first
    (first / "ledger.jsonl").write_text("改过", encoding="utf-8")
    second = export.export(closed_office.clerk, MONDAY, stick)
    assert second.name == first.name + "(2)"
    assert (first / "ledger.jsonl").read_text("utf-8") == "改过"
    whole = export.export(closed_office.leader, MONDAY, stick, full=True)
    assert whole.name == first.name + "（含姓名）"
    assert "包玉兰" in (whole / "ledger.jsonl").read_text("utf-8")


def test_who_may_not_export_does_not(closed_office: TestOffice, stick: Path) -> None:
    with pytest.raises(RuleError, match="只能由分管领导"):
        export.export(closed_office.clerk, MONDAY, stick, full=True)
    desk = closed_office.clerk
    officer = replace(desk, staff=replace(desk.staff, role=Role.DISCIPLINE))
    with pytest.raises(RuleError, match="不在苏木纪委的权限内"):
        export.export(officer, MONDAY, stick)
    with pytest.raises(RuleError, match="还没有日结"):
        export.export(desk, office_time("2026-11-24").date(), stick)
    assert not list(stick.iterdir())


def test_a_stick_that_is_not_there_is_said_plainly(closed_office: TestOffice, stick: Path) -> None:
    stick.rmdir()
    with pytest.raises(EnvironmentFault, match="文件夹不见了"):
        export.export(closed_office.clerk, MONDAY, stick)
    assert not stick.exists()  # never a folder on the system's own disk in its place


class Pulled(Exception):
    """The stick is gone."""


def pulled_at(step: int) -> Callable[[Path, bytes], None]:
    """A `safe_write` under whose hands the stick disappears at the given file."""
    done = iter(range(step))

    def write(path: Path, data: bytes) -> None:
        if next(done, None) is None:
            path.with_name(path.name + ".part").write_bytes(data[: len(data) // 2])
            raise Pulled
        safe_write(path, data)

    return write


@pytest.mark.parametrize("step", range(len(FILES)))
def test_a_stick_pulled_at_any_file_leaves_nothing_under_the_final_name(
    closed_office: TestOffice, stick: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    before = Event.select().count()
    with monkeypatch.context() as patch:
        patch.setattr(folders, "safe_write", pulled_at(step))
        patch.setattr(folders.shutil, "rmtree", lambda *_, **__: None)  # nobody can tidy up
        with pytest.raises(Pulled):
            export.export(closed_office.clerk, MONDAY, stick)
    assert [one.suffix for one in stick.iterdir()] == [".part"]
    assert Event.select().count() == before
    folder = export.export(closed_office.clerk, MONDAY, stick)
    assert [one.name for one in stick.iterdir()] == [folder.name]
    assert {one.name for one in folder.iterdir()} == FILES


def test_a_save_slips_in_between_and_changes_nothing(
    closed_office: TestOffice, stick: Path, tmp_path: Path
) -> None:
    work = export.export_slices(closed_office.clerk, MONDAY, stick)
    slices = 0
    while True:
        try:
            next(work)
        except StopIteration as end:
            folder = end.value
            break
        slices += 1
        if slices < 6:
            cases.withdraw(
                closed_office.clerk, closed_office.accepted(TRANSFER), "不办了", cases.Signing()
            )
    assert slices >= 5
    again = tmp_path / "again"
    again.mkdir()
    other = export.export(closed_office.clerk, MONDAY, again)
    assert all((folder / name).read_bytes() == (other / name).read_bytes() for name in FILES)
