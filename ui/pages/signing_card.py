"""How the citizen signs for the papers, with reader and witness where that needs them."""

from collections.abc import Sequence

from app.cases import Signing
from app.cases.common import SIGNINGS
from ui.shell import FormPage
from ui.widgets.basics import Card
from ui.widgets.fields import Choice, Field


class SigningCard(Card):
    """Its three inputs are fields of `page`; `kinds` are the ways that may be chosen."""

    def __init__(self, page: FormPage, kinds: Sequence[str] = SIGNINGS) -> None:
        super().__init__("签字方式")
        self.kind = page.add_field("signing", Choice("", kinds, kinds[0], name="签字方式"))
        self.reader = page.add_field("signing.reader", Field("谁读给本人听"))
        self.witness = page.add_field("signing.witness", Field("见证人"))
        for part in (self.kind, self.reader, self.witness):
            self.body.addWidget(part)
        self.kind.changed.connect(self.arrange)

    def arrange(self) -> None:
        """Ask only for what this way of signing needs."""
        kind = self.kind.text
        self.reader.setVisible(kind == "捺印")
        self.witness.setVisible(kind in ("捺印", "拒签"))

    @property
    def signing(self) -> Signing:
        """As chosen and typed."""
        return Signing(self.kind.text, self.reader.text, self.witness.text)
