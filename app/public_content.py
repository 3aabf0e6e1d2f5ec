"""What a 公示 may say of whom it concerns: the fields that the matter names, and nothing else."""

import re

from app import texts
from app.casefile import CaseFile
from app.errors import FieldError, RuleError

Content = tuple[tuple[str, str], ...]

_MOST = 100  # characters of one value
_IDENTIFYING = re.compile(r"(?<!\d)(?:1[3-9]\d{9}|\d{15}|\d{17}[\dXx])(?!\d)", re.ASCII)


def offered(case: CaseFile) -> str:
    """The fields that may be shown, a line each (`申请人姓名：王秀英`), with what is known."""
    return "\n".join(f"{name}：{_known(case, name)}" for name in case.matter.public_fields)


def _known(case: CaseFile, name: str) -> str:
    if "姓名" in name or name == "申请人名称":
        return case.applicant.name
    return case.applicant.gacha if name == "所在嘎查" else ""


def checked(field: str, typed: str, case: CaseFile) -> Content:
    """The lines of `typed` that say something, as (field, value).

    Raises RuleError where the matter names no field; FieldError for a line that is none of
    them, and for ID and telephone numbers, which concern nobody else.
    """
    allowed = case.matter.public_fields
    if not allowed:
        raise RuleError(
            "事项目录里没有写明这个事项可以公示哪些内容，不能公示。",
            clause="5.1",
            instead="请管理员在事项目录里补上“公示内容”。",
        )
    text = texts.clean(field, "公示内容", typed, limit=1000, lines=True)
    found: dict[str, str] = {}
    for line in text.split("\n"):
        name, mark, value = (part.strip() for part in line.partition("："))
        if not name and not mark:
            continue
        if name not in allowed or not mark:
            raise FieldError(
                field,
                f"“{line.strip()[:20]}”不在可以公示的内容里。请一行写一项，写成“{allowed[0]}：…”"
                f"的样子；只能写{'、'.join(allowed)}。",
            )
        if len(value) > _MOST:
            raise FieldError(field, f"“{name}”太长，最多 {_MOST} 个字，请写简短些。")
        if value:
            found[name] = value
    _nothing_private(field, found, case)
    if not found:
        raise FieldError(field, "请填写公示内容，至少写明公示的是谁。")
    return tuple(found.items())


def _nothing_private(field: str, found: dict[str, str], case: CaseFile) -> None:
    """No number by which anybody could be got hold of stands on a board."""
    private = [case.applicant.id_number, case.applicant.phone]
    for name, value in found.items():
        if _IDENTIFYING.search(value) or any(one and one in value for one in private):
            raise FieldError(field, f"“{name}”里有证件号码或者电话号码，不能公示，请删去。")
