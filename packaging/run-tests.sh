#!/bin/sh
# All tests. Half of the time a test waits, for a window, a printer or a disk: hence two for each core.
set -eu
# Every test makes a data folder and throws it away. Where there is room, memory spares the disk;
# what has to survive a power cut does so on file systems of its own.
if [ "$(df --output=avail /dev/shm 2>/dev/null | tail -1)" -gt 8000000 ] 2>/dev/null; then
    memory=$(mktemp -d -p /dev/shm)
    trap 'rm -rf "$memory"' EXIT
    set -- "--basetemp=$memory/tests" "$@"
fi
.venv/bin/python -m pytest --numprocesses "$((2 * $(nproc)))" --dist loadgroup "$@"
