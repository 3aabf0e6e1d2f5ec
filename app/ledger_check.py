"""Is an exported ledger what the window signed? Needs no database, only the folder."""

import hashlib
import itertools
import json
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from app import keys
from app.errors import EnvironmentFault
from app.faults import fault_of
from app.journal import header_hash

MANIFEST, SIGNATURE, RECORDS = "manifest.json", "manifest.sig", "ledger.jsonl"
FORMAT = 1


@dataclass(frozen=True)
class LedgerCheck:
    """An exported ledger: whose, of which day, how its chain joins on, and what is wrong."""

    office: str
    window: str
    day: str
    number: int
    head: str
    previous_head: str
    fingerprint: str
    findings: tuple[str, ...]


def line_digests(records: bytes) -> list[str]:
    """64 bits of SHA-256 of every line, so that a changed one can be named."""
    return [hashlib.sha256(line).hexdigest()[:16] for line in records.splitlines(keepends=True)]


def check(folder: Path) -> LedgerCheck:
    """Check everything in `folder` against its signed manifest.

    Raises EnvironmentFault where there is no manifest of ours to check against.
    """
    try:
        raw = (folder / MANIFEST).read_bytes()
        manifest = json.loads(raw)
        named = {one.name: manifest[one.name] for one in fields(LedgerCheck)[:-1]}
        checked = LedgerCheck(**named, findings=())
        public, files = bytes.fromhex(manifest["public_key"]), dict(manifest["files"])
        newer = manifest["format"] > FORMAT
    except OSError as error:
        raise fault_of(error) from error
    except (ValueError, KeyError, TypeError):
        raise EnvironmentFault(
            f"{MANIFEST} 读不出来，不是便民台账或已损坏。", instead="请重新导出这一天的台账。"
        ) from None
    if newer:
        raise EnvironmentFault("台账是更新版本的程序导出的。", instead="请用同一版本的程序核验。")
    findings: list[str] = []
    signature = folder / SIGNATURE
    if not signature.exists():
        findings.append(f"{SIGNATURE} 不见了，无法确认是哪个窗口导出的。")
    elif not keys.holds(public, raw, signature.read_bytes()):
        findings.append(f"{MANIFEST} 与签名不符，被改动过。")
    if keys.fingerprint(public) != checked.fingerprint:
        findings.append(f"{MANIFEST} 里的指纹与公钥不符。")
    for name, fact in files.items():
        findings += _file(folder / Path(name).name, fact, manifest["lines"])
    strangers = {one.name for one in folder.iterdir()} - {*files, MANIFEST, SIGNATURE}
    findings += [f"{name} 不是导出时写入的。" for name in sorted(strangers)]
    return replace(checked, findings=tuple(findings or _chain(folder / RECORDS, manifest)))


def _file(path: Path, fact: dict[str, Any], digests: list[str]) -> list[str]:
    if not path.exists():
        return [f"{path.name} 不见了。"]
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() == fact["sha256"]:
        return []
    if path.name != RECORDS:
        return [f"{path.name} 与导出时不一致，被改动过。"]
    found = line_digests(data)
    same = zip(found, digests, strict=False)
    first = next((n for n, (a, b) in enumerate(same) if a != b), min(len(found), len(digests)))
    return [f"{RECORDS} 第 {first + 1} 行与导出时不一致，被改动过。"]


def _chain(path: Path, manifest: dict[str, Any]) -> list[str]:
    """The event headers reach from the head of the day before to this day's."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    seq, previous = manifest["previous_head_seq"], manifest["previous_head"]
    for event in (line for line in lines if line["kind"] == "event"):
        seq += 1
        if event["seq"] != seq or event["prev_hash"] != previous:
            return [f"第 {seq} 号事件不见了或次序被改动。"]
        if header_hash(event).hex() != event["hash"]:
            return [f"第 {seq} 号事件被改动。"]
        previous = event["hash"]
    if (seq, previous) != (manifest["head_seq"], manifest["head"]):
        return [f"事件只到第 {seq} 号，没有到当天的链头（第 {manifest['head_seq']} 号）。"]
    return []


def continuity(checked: list[LedgerCheck]) -> list[str]:
    """Whether each of several ledgers of one window extends the one before."""
    found = []
    ordered = sorted(checked, key=lambda one: (one.window, one.number))
    for before, after in itertools.pairwise(ordered):
        if before.window != after.window or before.number == after.number:
            continue
        if after.number != before.number + 1:
            found.append(f"{before.day} 与 {after.day} 之间缺少台账。")
        elif after.previous_head != before.head:
            found.append(f"{after.day} 的台账接不上 {before.day} 的，其中一份之后被重写过。")
    return found
