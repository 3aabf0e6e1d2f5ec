"""Where things are kept."""

from pathlib import Path

import platformdirs


def default_data_dir() -> Path:
    """The data folder of this user, where none was named on the command line."""
    return Path(platformdirs.user_data_path("bianmin-window", appauthor=False))


def log_file(data_dir: Path) -> Path:
    """The program's log of this data folder."""
    return data_dir / "log" / "window.log"
