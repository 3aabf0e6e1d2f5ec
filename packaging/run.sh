#!/bin/sh
# Starts the program; without a screen it runs the guided demo and says what it produced.
set -eu
python=.venv/bin/python
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    exec "$python" -m app ${1:+--data-dir "$1"}
fi
echo "没有屏幕：运行引导演示，结果在 out/demo。"
exec env QT_QPA_PLATFORM=offscreen "$python" -m tests.guided out/demo
