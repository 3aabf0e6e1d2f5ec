"""A page to see the office's settings on, and to try a printer with; it counts for nothing."""

from collections.abc import Mapping
from datetime import datetime

from app import documents, numbers, office, seals
from app.desk import Desk, OfficeInfo
from app.numbers import Kind
from app.office_sections import Typed
from app.wording import say
from reports.sheet import Block, Fields, Heading, Paragraph, Sheet, Signatures, Table

TITLE = "打印测试页"


def as_typed(desk: Desk, sections: Mapping[str, Typed], printer: str = "") -> Sheet:
    """The page under these sections, before they are saved. Raises FieldError."""
    return sample(office.as_typed(desk, sections), printer, desk.clock.now())


def sample(info: OfficeInfo, printer: str, now: datetime) -> Sheet:
    """What every paper of this office has in common: names, numbers, seals, hours."""
    examples = [(kind.value, _example(kind, info, now)) for kind in Kind]
    pairs = [examples[n : n + 2] for n in range(0, len(examples), 2)]
    blocks: tuple[Block, ...] = (
        Fields((("打印机", printer or "系统默认"),), columns=1),
        Paragraph(say("测试页", "lead"), indent=False),
        Fields(
            (
                ("单位", f"{info.organ}　{info.name}（{info.banner}）"),
                ("地点", f"{info.address}　{info.window_no} 号窗口"),
                ("电话", info.phone),
                ("办公时间", info.hours.text),
            ),
            columns=1,
        ),
        Heading("编号的样子"),
        Table(
            ("文书", "编号", "文书", "编号"),
            (3, 4, 3, 4),
            tuple(tuple(part for one in (*pair, ("", ""))[:2] for part in one) for pair in pairs),
        ),
        Signatures(
            (say("通用", "sign_clerk"), seals.area(info)),
            (say("通用", "sign_applicant"), seals.area(info, info.organ)),
        ),
    )
    return documents.unnumbered(info, now, TITLE, blocks, "不是文书")


def _example(kind: Kind, info: OfficeInfo, now: datetime) -> str:
    return numbers.written(numbers.template(kind, info), now.year, 1)
