"""The guided demo, as `make run` shows it where there is no screen, at the sizes it is made for."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.screenshots import SIZES


@pytest.mark.parametrize("percent", ["100", "150"])
def test_the_demo_leads_through_every_page(percent: str, tmp_path: Path) -> None:
    scale = {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": str(int(percent) / 100)}
    size = (str(side) for side in SIZES[percent])
    done = subprocess.run(
        [sys.executable, "-m", "tests.guided", tmp_path, *size],
        capture_output=True, encoding="utf-8", env=os.environ | scale, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    listed = [line.split("\t") for line in done.stdout.splitlines()]
    assert "记录校验正常" in listed[0][0] and "台账完整" in listed[1][0]
    shown = [Path(line[1]) for line in listed[2:]]
    assert all(path.stat().st_size > 0 for path in shown)
    kinds = {line[0] for line in listed[2:]}
    assert kinds == {"界面", "文书", "台账", "导出"}
