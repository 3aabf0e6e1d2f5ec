#!/bin/sh
# Installs the Debian packages that Qt and printing need; with TESTS=1 also what the tests and the
# bundle use. It asks no mirror where nothing is missing. Where it may not install, or elsewhere
# than on Debian, it says what is missing and what then is not to be had, and leaves it at that.
set -eu

RUN="libglib2.0-0 libegl1 libgl1 libxkbcommon-x11-0 libdbus-1-3 libfontconfig1 libxcb-cursor0 libxcb-icccm4
 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-xinerama0
 libxcb-xfixes0 cups-client cups-ipp-utils python3-venv"
# What the tests need besides, by what is not run without it.
QUEUE="cups printer-driver-cups-pdf"
DISKS="e2fsprogs exfatprogs exfat-fuse"
BUNDLE="binutils libpython3-dev"

wanted="$RUN"
[ "${TESTS:-}" = 1 ] && wanted="$RUN $QUEUE $DISKS $BUNDLE"

command -v dpkg-query >/dev/null 2>&1 || {
    echo "Not a Debian-family system: please see to it that Qt's libraries and CUPS are installed."
    exit 0
}

# Of the packages $*, those that are not installed.
lacking() {
    installed=" $(dpkg-query -W -f '${Package} ${db:Status-Status}\n' "$@" 2>/dev/null |
        sed -n 's/ installed$//p' | tr '\n' ' ')"
    for package in "$@"; do
        case "$installed" in *" $package "*) ;; *) printf ' %s' "$package" ;; esac
    done
}

# Says of the packages $2… that are lacking what is not to be had without them.
tell() {
    without="$1"
    shift
    missing=$(lacking "$@")
    [ -z "$missing" ] || echo "Not installed:$missing. $without"
}

# shellcheck disable=SC2086
missing=$(lacking $wanted)
[ -z "$missing" ] && exit 0

run=""
[ "$(id -u)" = 0 ] || run="sudo"
if [ -z "$run" ] || command -v sudo >/dev/null 2>&1; then
    echo "Installing Debian packages:$missing"
    # shellcheck disable=SC2086
    $run apt-get update -qq &&
        $run env DEBIAN_FRONTEND=noninteractive \
            apt-get install -y -qq --no-install-recommends $missing >/dev/null || true
fi

# shellcheck disable=SC2086
{
    tell "Without them the window does not open, or does not print." $RUN
    [ "${TESTS:-}" = 1 ] || exit 0
    tell "Not run: the tests that print into a real queue." $QUEUE
    tell "Not run: the tests that cut the power or pull out a stick." $DISKS
    tell "Not run: the tests of the bundle." $BUNDLE
}
