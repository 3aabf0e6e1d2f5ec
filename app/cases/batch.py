"""收件 for everybody whose papers a 嘎查 brought: the same answers, a case each, one receipt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app import documents, receptions
from app.cases.common import BY_HAND, Signing, file
from app.cases.receiving import may_receive, opened
from app.checklist import ItemInput
from app.errors import RuleError
from app.forms import batches
from app.journal import Transaction, operation
from app.parties import party_rows


@dataclass(frozen=True)
class Batch:
    """What taking in the papers of many did."""

    numbers: tuple[str, ...]
    documents: tuple[str, ...]

    @property
    def text(self) -> str:
        """`12 件，固便办〔2026〕5号至固便办〔2026〕16号`."""
        first, last = self.numbers[0], self.numbers[-1]
        return f"{len(self.numbers)} 件，{first}" + (f"至{last}" if last != first else "")


@operation("收件")
def receive_batch(
    tx: Transaction,
    reception: str,
    matter: str,
    items: Sequence[ItemInput],
    signing: Signing,
    *,
    situation: Mapping[str, str] | None = None,
) -> Batch:
    """Take the papers of all for whom the 嘎查 came: each begins a case of their own, one
    receipt lists them. From then on every case goes its own way.

    Raises what `receive` raises.
    """
    first = may_receive(tx, reception, matter, items, situation)
    seen = first.seen
    if not receptions.view(seen).batch:
        raise RuleError("这次接待只有一位申请人。", clause="2.1", instead="请按一位申请人收件。")
    rows = []
    for party in party_rows(seen):
        own = party.person == seen.agent  # whoever comes for the others may apply as well
        how = BY_HAND if own and signing.kind == "代理" else signing
        rows.append(opened(tx, first, party.person, None if own else seen.agent, how))
    receptions.close(tx, seen, receptions.CASE)
    cases = [file(tx, row) for row in rows]
    paper = batches.receipt(tx.desk, cases, receptions.view(seen))
    return Batch(
        tuple(case.number for case in cases), (documents.issue(tx, paper, reception=seen),)
    )
