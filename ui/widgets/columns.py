"""The input that fits a field of `app.matter_fields`."""

from app.matter_fields import Column, Lines, OneOf
from ui.widgets.fields import Choice, Field


def column_field(column: Column) -> Field | Choice:
    """A choice among a few words, several lines, or one; `note` says what belongs there."""
    if isinstance(column.kind, OneOf):
        return Choice(column.label, column.kind.words)
    many = isinstance(column.kind, Lines)
    return Field(column.label, hint=column.note or column.kind.hint, lines=4 if many else 1,
                 required=column.required, entries=many)  # fmt: skip


def is_wide(column: Column) -> bool:
    """Whether it takes the whole line of a form."""
    kind = column.kind
    return isinstance(kind, Lines) or (isinstance(kind, OneOf) and len("".join(kind.words)) > 14)
