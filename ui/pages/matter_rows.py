"""The matters that are offered, as lines of a list to choose from."""

from collections.abc import Sequence

from app.forms.promise import promised_line
from app.matters import MatterView
from ui.widgets.rows import Row

HINT = "输入名称或拼音首字母，例如：低保、zjd"


def matter_rows(matters: Sequence[MatterView], typed: str) -> list[Row]:
    """Those that a clerk who has `typed` this may mean."""
    key = typed.strip().lower()
    return [_row(one) for one in matters if one.matter.answers_to(key)]


def _row(one: MatterView) -> Row:
    matter = one.matter
    return Row(one.uuid, None, matter.kind.value, matter.name,
               "引导到别处" if matter.refer_to else promised_line(matter),
               matter.organ, f"{len(matter.materials)} 项材料", "选择")  # fmt: skip
