"""Identity numbers: what is wrong with one, and what a right one tells."""

from dataclasses import dataclass
from datetime import date

from stdnum.cn import ric, uscc
from stdnum.exceptions import InvalidChecksum, InvalidComponent, InvalidFormat, InvalidLength

from app.errors import FieldError

RESIDENT = "居民身份证"
ORGANISATION = "统一社会信用代码"
ID_KINDS = (RESIDENT, "户口簿", "护照", "港澳居民来往内地通行证", "台湾居民来往大陆通行证",
            "外国人永久居留身份证", "居住证", "其他证件")  # fmt: skip


@dataclass(frozen=True)
class Resident:
    """What an 18- or 15-digit resident number says."""

    number: str
    birth: date
    sex: str


def resident(field: str, number: str, today: date) -> Resident:
    """Check a resident identity number. Raises FieldError that says which part is wrong."""
    text = number.upper()
    if len(text) not in (15, 18):
        raise FieldError(field, f"身份证号应是 18 位，现在是 {len(text)} 位。请核对。")
    body = text[:-1] if len(text) == 18 else text
    if not body.isdecimal() or not body.isascii():
        raise FieldError(field, "身份证号前 17 位只能是数字。请核对。")
    digits = text[6:14] if len(text) == 18 else "19" + text[6:12]
    try:
        birth = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        raise FieldError(
            field,
            f"身份证号里的出生日期 {digits[:4]}年{digits[4:6]}月{digits[6:]}日不存在。请核对。",
        ) from None
    if birth > today or today.year - birth.year > 130:
        raise FieldError(field, f"身份证号里的出生日期 {birth.isoformat()} 不合情理。请核对。")
    # The region is left alone: people keep the number of where and when they were first
    # registered, and no list knows all of those.
    if len(text) == 18 and text[-1] != ric.calc_check_digit(text):
        raise FieldError(field, "身份证号最后一位校验不对，可能有一位输错。请逐位核对。")
    sex = "男" if int(text[16] if len(text) == 18 else text[14]) % 2 else "女"
    return Resident(text, birth, sex)


def organisation(field: str, number: str) -> str:
    """Check an 18-character unified social credit code. Raises FieldError."""
    text = number.upper()
    if len(text) != 18:
        raise FieldError(field, f"统一社会信用代码应是 18 位，现在是 {len(text)} 位。请核对。")
    try:
        uscc.validate(text)
    except (InvalidChecksum, InvalidFormat, InvalidComponent, InvalidLength):
        raise FieldError(field, "统一社会信用代码校验不对，可能有一位输错。请逐位核对。") from None
    return text
