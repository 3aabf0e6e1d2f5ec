"""Every page as a picture, at 100, 150 and 200 %: `make screenshots`."""

import os
import subprocess
import sys
from pathlib import Path

# Scaling, and the window in logical pixels: 1366×768, the same screen at 150 %, 1920×1080 at 200 %.
SIZES = {"100": (1366, 768), "150": (911, 512), "200": (960, 540)}

if __name__ == "__main__":
    target = Path(sys.argv[1])
    for percent, (wide, high) in SIZES.items():
        environment = os.environ | {
            "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": str(int(percent) / 100),
        }  # fmt: skip
        command = [sys.executable, "-m", "tests.guided", target / percent, f"{wide}", f"{high}"]
        subprocess.run(command, env=environment, check=True)
