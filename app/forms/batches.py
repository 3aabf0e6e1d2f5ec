"""收件回执 for all whose papers a 嘎查 brought: one paper with everybody's number on it."""

from collections.abc import Sequence

from app import deadlines, texts
from app.casefile import CaseFile
from app.desk import Desk
from app.documents import Paper
from app.forms import notices, parts, signing
from app.numbers import Kind
from app.receptions import ReceptionView
from app.wording import say
from reports.sheet import Fields, Paragraph, Table


def receipt(desk: Desk, cases: Sequence[CaseFile], reception: ReceptionView) -> Paper:
    """Who applied under which number, and what was handed in for each (1.2)."""
    form, first, agent = Kind.RECEIPT.value, cases[0], reception.agent
    assert agent is not None
    # Whoever comes for the others may be one of them; their own case has no agent.
    how = next((case.signing for case in cases if case.agent), first.signing)
    if how["kind"] == "本人":  # none of the others is here to sign
        how = how | {"kind": "代理"}
    rows = tuple(
        (
            str(n),
            case.applicant.name,
            case.number,
            texts.mask_id(case.applicant.id_number) or "—",
            texts.mask_phone(case.applicant.phone) or "—",
        )
        for n, case in enumerate(cases, 1)
    )
    gachas = dict.fromkeys(case.applicant.gacha for case in cases if case.applicant.gacha)
    return Paper(
        Kind.RECEIPT,
        (
            Fields(
                (
                    (agent.title, agent.text),
                    ("收件时间", deadlines.moment_text(first.received_at)),
                    ("事项", first.matter.name),
                    ("嘎查", "、".join(gachas)),
                )
            ),
            Paragraph(say(form, "batch_lead", count=len(cases))),
            Table(
                ("序号", "申请人", "办件编号", "证件号码", "电话"), (0.9, 2.8, 3.9, 3.7, 2.6), rows
            ),
            Fields((("每人的材料", parts.papers(first.brought)),), columns=1),
            notices.hear_by(desk, first),
            Fields((parts.contact(desk, first.clerk),), columns=1),
            parts.privacy(),
            signing.by_clerk(desk, signing.signed(how, agent, agent.title)),
        ),
        ("代办人联", "存根"),
    )
