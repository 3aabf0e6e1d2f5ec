"""The ways in which an operation can say no."""


class RuleError(Exception):
    """The rulebook or a law forbids the action.

    `clause` is the id in `resources/rulebook.toml` ("" where no clause but plain sense
    forbids it); `instead` tells the clerk what to do; `field` names what has to be typed
    otherwise ("" where that is not it).
    """

    def __init__(
        self, message: str, *, clause: str = "", instead: str = "", field: str = ""
    ) -> None:
        super().__init__(message)
        self.message = message
        self.clause = clause
        self.instead = instead
        self.field = field


class FieldError(Exception):
    """What was typed cannot be taken; `field` names where the sentence belongs on the screen."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.message = message


class EnvironmentFault(Exception):
    """The machine, not the clerk, is in the way: disk full, locked, damaged, no printer."""

    def __init__(self, message: str, *, instead: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.instead = instead


class RecordsLost(EnvironmentFault):
    """The records are gone or damaged: nothing can be done before a backup takes their place."""
