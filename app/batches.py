"""A 嘎查 comes with the papers of several people: one reception, the people in a list.

The list is typed line by line or pasted from a spreadsheet. Whatever is wrong with it is said
at once, line by line, so that nobody goes through it twice.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from app import people, texts
from app.errors import FieldError
from app.journal import Transaction, operation
from app.parties import APPLICANT, AgentInput, add_agent
from app.people import PersonInput
from app.receptions import VISIT, ReceptionView, view
from models.cases import Party, Reception

MOST = 100  # people in one list
_SHOWN = 6  # wrong lines told in full; of the rest only the numbers
FIELD = "batch"

Line = tuple[int, PersonInput]

_CELLS = re.compile(r"[\s,，、;；]+")
_PHONE = re.compile(r"1\d{10}|0[\d-]{9,}", re.ASCII)
_SCIENTIFIC = re.compile(r"\d(\.\d+)?E\+\d+", re.ASCII | re.IGNORECASE)
_HEADS = ("姓名", "序号", "申请人")


@operation("来访来电登记")
def open_batch(tx: Transaction, agent: AgentInput, lines: str, gacha: str = "") -> ReceptionView:
    """Record who came for the people in `lines`, all of `gacha`.

    Raises FieldError: on `batch` with every line that is wrong; an agent's fields as
    `agent.name`, …
    """
    gacha = texts.clean("gacha", "嘎查", gacha, limit=30, required=False)
    row = Reception(channel=VISIT, opened_at=tx.now, clerk=tx.desk.staff.id)
    listed = read(lines, tx.now.date())
    add_agent(tx, row, agent)
    tx.save(row)
    wrong: list[tuple[int, str]] = []
    for number, person in listed:
        try:
            known = people.record(tx, replace(person, gacha=gacha))
        except FieldError as error:
            wrong.append((number, error.message))
        else:
            tx.save(Party(reception=row, person=known, relation=APPLICANT))
    _refuse(wrong)
    return view(row)


def read(text: str, today: date) -> list[Line]:
    """The people in `text` with the numbers of their lines: name, ID number and phone, between
    them a tab, a comma or blanks; a head is passed over. Raises FieldError on `batch`."""
    listed: list[Line] = []
    wrong: list[tuple[int, str]] = []
    for number, cells in _lines(text):
        try:
            person = people.checked(_person(cells), today)
            if same := next((one for one in listed if _alike(person, one[1])), None):
                raise FieldError(FIELD, _twice(person, same))
            listed.append((number, person))
        except FieldError as error:
            wrong.append((number, error.message))
    _refuse(wrong)
    if not listed:
        raise FieldError(FIELD, "请填写申请人，每行一人：姓名、证件号码、电话。")
    if len(listed) > MOST:
        raise FieldError(
            FIELD, f"一次最多 {MOST} 人，现有 {len(listed)} 人。请分成几次，或核对名单。"
        )
    return listed


def count(text: str) -> int:
    """How many people are listed, right or wrong."""
    return sum(1 for _ in _lines(text))


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        cells = line.split("\t") if "\t" in line.strip() else _CELLS.split(line.strip())
        cells = [cell.strip() for cell in cells if cell.strip()]
        if cells[0] not in _HEADS:
            yield number, cells


def _person(cells: Sequence[str]) -> PersonInput:
    name, *rest = cells
    if name.isdecimal() and len(name) <= 3 and rest:  # the number of the row, copied along
        name, *rest = rest
    found: dict[str, str] = {}
    for cell in rest:
        if _SCIENTIFIC.fullmatch(cell):
            raise FieldError(
                FIELD, f"“{cell}”是表格改写过的数，原来的号码已经丢了。请把这一列设成文本再复制。"
            )
        if not any(map(str.isdecimal, cell)):
            raise FieldError(
                FIELD,
                f"“{cell[:20]}”不是证件号码，也不是电话。请核对；姓名中间不要留空格，可用“·”。",
            )
        key = "phone" if _PHONE.fullmatch(cell) else "id_number"
        if key in found:
            title = "电话" if key == "phone" else "证件号码"
            raise FieldError(FIELD, f"“{found[key][:20]}”和“{cell[:20]}”都像{title}，请只留一个。")
        found[key] = cell
    return PersonInput(name=name, **found)


def _alike(one: PersonInput, other: PersonInput) -> bool:
    """Whether two lines may mean the same person: nothing in them says otherwise."""
    if one.id_number and other.id_number:
        return one.id_number == other.id_number
    apart = one.phone and other.phone and one.phone != other.phone
    return one.name == other.name and not apart


def _twice(person: PersonInput, same: Line) -> str:
    number, other = same
    if person.id_number and other.id_number:
        return f"与第 {number} 行“{other.name}”的证件号码相同，请删去一行或核对号码。"
    return f"与第 {number} 行都叫“{other.name}”，分不清是不是同一个人，请补上证件号码或删去一行。"


def _refuse(wrong: Sequence[tuple[int, str]]) -> None:
    """Raise one FieldError that names every line in `wrong`."""
    if not wrong:
        return
    said = [f"第 {number} 行：{message}" for number, message in wrong[:_SHOWN]]
    if rest := [str(number) for number, _ in wrong[_SHOWN:]]:
        said.append(f"第 {'、'.join(rest)} 行也有错，改好上面的再看。")
    raise FieldError(FIELD, "\n".join(said))
