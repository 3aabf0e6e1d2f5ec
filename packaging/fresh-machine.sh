#!/usr/bin/env bash
# Tries `make run` and `make test` on a machine that has nothing: a bare Debian 12 in a folder, with
# the committed state of this checkout. Then both once more without any network (the tests are only
# collected then): a second run asks nobody for anything. Needs root on Linux and debootstrap; takes
# a quarter of an hour.
#
#   packaging/fresh-machine.sh [FOLDER]      FOLDER must be new; without it a temporary one
#   PYTEST_ADDOPTS=tests/test_printing.py packaging/fresh-machine.sh     only some of the tests
set -euo pipefail
suite=bookworm
packages=python3,python3-venv,make,git,ca-certificates

if [ "${1:-}" != --inside ]; then
    root=$(realpath -m "${1:-$(mktemp -u -d)/machine}")
    [ -e "$root" ] && { echo "$root is there already"; exit 2; }
    mirror=$(apt-get indextargets --format '$(CODENAME) $(SITE)' 'Created-By: Packages' |
        sed -n "s/^$suite //p" | head -1)
    [ -n "$mirror" ] || { echo "apt knows no mirror of Debian 12 here"; exit 2; }
    project=$(cd "$(dirname "$0")/.." && pwd)
    mkdir -p "$root"
    trap 'rm -rf --one-file-system "$root"' EXIT
    debootstrap --variant=minbase --include="$packages" "$suite" "$root" "$mirror" >"$root.log" 2>&1 ||
        { tail "$root.log"; exit 2; }
    git clone --quiet --no-hardlinks "$project" "$root/root/window"
    # How this machine reaches the outside: names, certificates, proxies.
    cp /etc/resolv.conf /etc/hosts "$root/etc/"
    cp /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/"
    # A mount and a process space of its own: nothing that is started there outlives it.
    unshare --mount --pid --fork "$0" --inside "$root"
    exit
fi

root=$2
mount --types proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount --types tmpfs tmpfs "$root/tmp"
mount --types tmpfs tmpfs "$root/run"

# One of the two commands, with no more of this machine's environment than leads outside; its print
# scheduler, which listens on the shared network, is none of ours.
inside() {
    local kept=()
    for name in http_proxy https_proxy no_proxy PIP_INDEX_URL PIP_CERT PYTEST_ADDOPTS; do
        [ -n "${!name:-}" ] && kept+=("$name=${!name}")
    done
    "${alone[@]}" chroot "$root" env --ignore-environment --chdir=/root/window HOME=/root CI=true \
        PATH=/usr/sbin:/usr/bin:/sbin:/bin CUPS_SERVER=/run/cups/cups.sock "${kept[@]}" "$@"
}

alone=()
inside make run
inside make test
echo "Once more, without a network."
alone=(unshare --net)
inside make run
PYTEST_ADDOPTS="--collect-only --quiet" inside make test >"$root/again.log" ||
    { tail "$root/again.log"; exit 1; }
tail -1 "$root/again.log"
echo "Both commands work on a bare Debian 12, and a second time without a network."
