"""Where the files of `resources/` are, run from source or from the bundle."""

from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent / "resources"


def resource(*parts: str) -> Path:
    """The path of a file under `resources/`."""
    return _ROOT.joinpath(*parts)
