"""Who takes part in a reception besides its applicant: who came for them, who applies too."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app import households, people, texts
from app.errors import FieldError
from app.journal import Transaction
from app.people import PersonInput, PersonView
from models.cases import Party

# By what right somebody stands at the desk for somebody else, and what they are then called.
AGENT, GUARDIAN, GACHA = "委托代理", "监护人", "嘎查代办"
AGENT_KINDS = {AGENT: "代理人", GUARDIAN: "监护人", GACHA: "代办人"}

# What is usual by kind, to be picked from: what they are to the applicant, and what proves it.
USUAL: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    AGENT: (
        ("配偶", "子女", "父母", "兄弟姐妹", "亲属", "邻居", "单位工作人员"),
        ("授权委托书", "公证委托书", "单位介绍信"),
    ),
    GUARDIAN: (
        ("父亲", "母亲", "祖父母", "外祖父母", "兄姐", "配偶", "子女", "嘎查村民委员会"),
        ("户口簿", "出生医学证明", "收养登记证", "法院指定监护的文书", "嘎查指定监护的文书"),
    ),
    GACHA: (
        ("嘎查达", "嘎查书记", "嘎查会计", "嘎查代办员", "网格员"),
        ("申请人委托书", "嘎查介绍信", "代办登记表"),
    ),
}

# The relation of those for whom a 嘎查 comes, all at once: each applies in their own name.
APPLICANT = "申请人"


@dataclass(frozen=True)
class AgentInput:
    """Who stands at the desk for somebody else, and by what right."""

    person: PersonInput
    relation: str
    authority: str
    kind: str = AGENT


@dataclass(frozen=True)
class PartyInput:
    """Somebody who applies together with the applicant, and what they are to them."""

    person: PersonInput
    relation: str


@dataclass(frozen=True)
class AgentView:
    """Who stands at the desk for somebody else, as recorded."""

    person: PersonView
    kind: str
    relation: str
    authority: str

    @property
    def title(self) -> str:
        """代理人, 监护人 or 代办人."""
        return AGENT_KINDS.get(self.kind, AGENT_KINDS[AGENT])

    @property
    def text(self) -> str:
        """`萨日娜（女儿，凭委托书）`."""
        return f"{self.person.name}（{self.relation}，凭{self.authority}）"


@dataclass(frozen=True)
class PartyView:
    """Somebody who applies together with the applicant."""

    person: PersonView
    relation: str

    @property
    def text(self) -> str:
        """`李明（配偶）`."""
        return f"{self.person.name}（{self.relation}）"


def add_agent(tx: Transaction, row: Any, agent: AgentInput) -> None:
    """Note in `row` who came and by what right. Raises FieldError."""
    if agent.kind not in AGENT_KINDS:
        raise FieldError("agent.kind", "请选择是委托代理、监护人还是嘎查代办。")
    row.agent_kind = agent.kind
    row.agent_relation = texts.clean("agent.relation", "与申请人关系", agent.relation, limit=30)
    row.agent_authority = texts.clean("agent.authority", "凭什么代办", agent.authority, limit=60)
    row.agent = people.record(tx, agent.person, "agent.")


def add_parties(tx: Transaction, row: Any, parties: Sequence[PartyInput]) -> None:
    """Note who applies together with the applicant of `row`, and who lives with whom; lines
    without name and number say nothing. Raises FieldError."""
    added: list[tuple[Any, str]] = []
    for n, party in enumerate(parties):
        prefix = f"party.{n}."
        if not (party.person.name.strip() or party.person.id_number.strip()):
            continue
        if row.applicant is None:
            raise FieldError("name", "请填写申请人的姓名；只来一个人的，清空共同申请人。")
        person = people.record(tx, party.person, prefix)
        relation = texts.clean(prefix + "relation", "与申请人关系", party.relation, limit=30)
        if person == row.applicant:
            raise FieldError(prefix + "name", "这是申请人本人，请清空这一行。")
        if person in [one for one, _ in added]:
            raise FieldError(prefix + "name", "这个人前面已经填过，请清空这一行。")
        tx.save(Party(reception=row, person=person, relation=relation))
        added.append((person, relation))
    if added and row.applicant.kind == people.PERSON:
        households.join(tx, row.applicant, added)


def agent_of(row: Any) -> AgentView | None:
    """Who came for somebody else, in a reception or in a case."""
    if row.agent is None:
        return None
    return AgentView(
        people.view(row.agent), row.agent_kind, row.agent_relation, row.agent_authority
    )


def party_rows(row: Any) -> list[Any]:
    """Everybody whom the reception is about besides its applicant."""
    return list(Party.select().where(Party.reception == row).order_by(Party.id))


def parties_of(row: Any) -> tuple[PartyView, ...]:
    """The same as plain values, nobody twice."""
    return tuple(
        PartyView(people.view(one.person), one.relation)
        for one in party_rows(row)
        if one.person.merged_into is None
    )
