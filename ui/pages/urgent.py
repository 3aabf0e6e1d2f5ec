"""急难: somebody needs help now. Who, what happened, what was done, which leader knows: done."""

from collections.abc import Mapping
from typing import Any

from app import accounts, cases, texts
from app.cases import Done, Emergency
from app.cases.urgent import CHANNELS, benefits
from app.desk import StaffMember
from app.matters import MatterView
from app.rights import Role
from ui.pages.visit_cards import PICK
from ui.shell import FormPage, Shell
from ui.widgets.basics import Button, Card, ClauseNote, label, row
from ui.widgets.fields import Choice, Field
from ui.widgets.picker import Picker

DRAFT = "urgent"


class UrgentPage(FormPage):
    """One key away from every screen; nothing has to be told, brought or signed first."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(
            shell, "急难救助", "先救助，手续以后补：不用证件、材料和签字，也不用先打印。"
        )
        card = Card("先救人", kind="bad")
        for line in (
            ("who", Field("谁（姓名；不知道的，写特征）", hint="例如：穿灰棉袄的老人，约七十岁"),
             "phone", Field("怎么联系", hint="没有电话可以不填")),
            ("situation", Field("出了什么事", lines=2)),
            ("relief", Field("给了什么、怎么安排的", lines=2)),
            ("leader", Field("电话报告了哪位领导", hint=PICK),
             "phoned_at", Field("几点报告的")),
            ("channel", Choice("怎么来的", CHANNELS, CHANNELS[0])),
            ("matter", Picker("按哪个事项办")),
        ):  # fmt: skip
            names, fields = line[::2], line[1::2]
            for name, field in zip(names, fields, strict=True):
                self.add_field(name, field)
            card.body.addWidget(row(*fields, gap=16, even=True))
        self.main.addWidget(card)
        self.side.addWidget(ClauseNote("2.2"))
        self._go = Button("记下急难救助", kind="primary", key="Enter")
        self._go.clicked.connect(self.submit)
        back = Button("返回", key="Esc")
        back.clicked.connect(self.back)
        self.side.addWidget(self._go)
        self.side.addWidget(row(back, None))
        then = Card("以后补", kind="info")
        then.body.addWidget(
            label("告知、材料、签字都可以以后补；没有补完的，一直列在待办里。", wrap=True)
        )
        then.body.addWidget(label("电话报告过的领导，事后请本人补签字。", wrap=True))
        self.side.addWidget(then)

    def open(self, what: Mapping[str, Any]) -> None:
        for name, field in self.fields.items():
            field.clear_error()
            field.set_text({"channel": CHANNELS[0]}.get(name, ""))
        self.banner.clear()
        self.fields["phoned_at"].set_text(f"{self.shell.desk.clock.now():%H:%M}")
        self.keep_draft(DRAFT)

    def refresh(self) -> None:
        def look() -> tuple[tuple[MatterView, ...], tuple[StaffMember, ...]]:
            return benefits(), accounts.everybody()

        self.shell.read(look, self._show)

    def _show(self, found: tuple[tuple[MatterView, ...], tuple[StaffMember, ...]]) -> None:
        offered, people = found
        matter, leader = self.fields["matter"], self.fields["leader"]
        assert isinstance(matter, Picker) and isinstance(leader, Field)
        matter.set_choices([(one.uuid, one.matter.name) for one in offered])
        leader.set_choices([one.name for one in people if one.role == Role.LEADER])
        if not offered:
            self.banner.say(
                "还没有启用给付类的事项，这里记不下来。请先救助，并请管理员在“事项目录”里启用“急难型临时救助”。",
                "warn",
            )
        self._go.setEnabled(bool(offered))

    def focus_first(self) -> None:
        self.fields["who"].setFocus()

    def submit(self) -> None:
        """Record it."""
        if self.busy:
            return
        typed = {name: field.text for name, field in self.fields.items()}
        now = self.shell.desk.clock.now()

        def work(desk: Any) -> Done:
            at = texts.moment("phoned_at", typed["phoned_at"], now)
            given = Emergency(typed["who"], typed["situation"], typed["relief"], typed["leader"],
                              at, typed["phone"], typed["channel"])  # fmt: skip
            return cases.receive_urgent(desk, typed["matter"], given)

        def done(result: Done) -> None:
            leader = result.case.urgent["leader"]
            then = f"告知、材料、签字以后补，并请{leader}补签字。"
            words = f"{result.case.number} 已按急难记下。{then}"
            self.shell.go("case", uuid=result.case.uuid, said=words)

        self.shell.act(self, work, done)
