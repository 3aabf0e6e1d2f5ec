#!/bin/sh
# Installs the Debian packages that Qt and printing need; with TESTS=1 also what the
# tests and the bundle use.
# Elsewhere (Windows, other distributions) it only says what is missing.
set -eu

RUN="libglib2.0-0 libegl1 libgl1 libxkbcommon-x11-0 libdbus-1-3 libfontconfig1 libxcb-cursor0 libxcb-icccm4
 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-xinerama0
 libxcb-xfixes0 cups-client cups-ipp-utils python3-venv"
CHECK="cups printer-driver-cups-pdf exfatprogs exfat-fuse e2fsprogs poppler-utils strace xvfb
 binutils libpython3-dev"

wanted="$RUN"
[ "${TESTS:-}" = 1 ] && wanted="$RUN $CHECK"

command -v dpkg-query >/dev/null 2>&1 || {
    echo "Not a Debian-family system: please see to it that Qt's libraries and CUPS are installed."
    exit 0
}
missing=""
for package in $wanted; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q "ok installed" ||
        missing="$missing $package"
done
[ -z "$missing" ] && exit 0

if [ "$(id -u)" = 0 ]; then run=""; elif command -v sudo >/dev/null 2>&1; then run="sudo"; else
    echo "Please install:$missing"
    exit 1
fi
$run apt-get update -qq
# shellcheck disable=SC2086
DEBIAN_FRONTEND=noninteractive $run apt-get install -y -qq --no-install-recommends $missing >/dev/null
