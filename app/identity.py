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


ADULT = 18  # years; whoever is younger acts through a guardian (民法典 §17, §19, §27)


@dataclass(frozen=True)
class Resident:
    """What a resident number says; `number` has 18 digits, however it was written."""

    number: str
    birth: date
    sex: str

    def is_minor(self, today: date) -> bool:
        """Whether somebody born then is not of age yet."""
        years = today.year - self.birth.year
        return years - ((today.month, today.day) < (self.birth.month, self.birth.day)) < ADULT


def modern(number: str) -> str:
    """A resident number in its 18-digit spelling, x as X; any other text with its letters large."""
    text = number.strip().upper()
    if len(text) != 15 or not (text.isdecimal() and text.isascii()):
        return text
    body = text[:6] + "19" + text[6:]  # 15 digits were given out until 1999
    return body + ric.calc_check_digit(body + "0")


def resident(field: str, number: str, today: date) -> Resident:
    """Check a resident identity number; an old one of 15 digits becomes one of 18, so that
    nobody is two people. Raises FieldError that says which part is wrong."""
    if len(number) not in (15, 18):
        raise FieldError(field, f"身份证号应是 18 位，现在是 {len(number)} 位。请核对。")
    text = modern(number)
    body = text[:-1]
    if not body.isdecimal() or not body.isascii():
        raise FieldError(field, "身份证号前 17 位只能是数字。请核对。")
    digits = body[6:14]
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
    if text[-1] != ric.calc_check_digit(text):
        raise FieldError(field, "身份证号最后一位校验不对，可能有一位输错。请逐位核对。")
    return Resident(text, birth, "男" if int(body[16]) % 2 else "女")


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
