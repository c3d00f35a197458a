#!/usr/bin/env bash
# The README's two commands on a machine that has nothing: a fresh Debian 12 with Python, venv, make.
#
#   tests/bare_machine.sh               make demo, make test; then both again without a network
#   tests/bare_machine.sh COMMAND...    each COMMAND instead, in the same fresh clone of HEAD
#
# Needs root, debootstrap, git and unshare. The clone stands alone (no ../shared), no server of
# this machine is used, and how this machine reaches its package registries is carried over. The
# unpacked system is kept as a tarball in ${CREDSTONE_BARE_CACHE:-~/.cache/credstone}.
set -euo pipefail

case ${1:-} in
    -h | --help)
        sed -n '2,/^set /s/^# \{0,1\}//p' "$0"
        exit 0 ;;
esac

here=$(cd "$(dirname "$0")/.." && pwd)
cache=${CREDSTONE_BARE_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/credstone}
system=$cache/bookworm.tar
root=$(mktemp -d "${TMPDIR:-/tmp}/bare-machine.XXXXXX")
trap 'rm -rf "$root"' EXIT

say() { printf '\n== %s\n' "$*"; }

unpack_system() {
    if [ ! -e "$system" ]; then
        say "making a Debian 12 (kept in $cache)"
        mkdir -p "$cache"
        debootstrap --variant=minbase --include=python3,python3-venv,make,ca-certificates \
            bookworm "$root" >"$cache/debootstrap.log"
        tar -C "$root" -cf "$system.part" .
        mv "$system.part" "$system"
    else
        tar -C "$root" -xf "$system"
    fi
    chmod 755 "$root" # mktemp's 700 would lock out everyone but root
}

# Whatever tells apt, pip and npm here where their registries are must be told to them inside too.
carry_over() {
    local path
    for path in /etc/resolv.conf /etc/hosts /etc/pip.conf /etc/npmrc /etc/xdg/pip \
        /etc/apt/apt.conf.d /etc/ssl/certs /usr/local/share/ca-certificates \
        "$HOME/.config/pip"; do
        if [ -e "$path" ]; then
            mkdir -p "$root$(dirname "$path")"
            cp -rL --remove-destination "$path" "$root$(dirname "$path")/" 2>/dev/null || true
        fi
    done
    # Debian's own sources; a third party's would need a key that the fresh system has not.
    rm -rf "$root"/etc/apt/sources.list "$root"/etc/apt/sources.list.d
    for path in /etc/apt/sources.list /etc/apt/sources.list.d; do
        if [ -e "$path" ]; then cp -rL "$path" "$root/etc/apt/"; fi
    done
}

# Run one command in the system, in a process and mount space that ends with it.
inside() {
    local network=$1 command=$2 kept=()
    while IFS='=' read -r name _; do
        case $name in
            PIP_* | *_proxy | *_PROXY | SSL_CERT_* | *_CA_BUNDLE | NODE_EXTRA_CA_CERTS)
                kept+=("$name=${!name}") ;;
        esac
    done < <(env)
    local spaces=(--mount --pid --fork --kill-child)
    if [ "$network" = offline ]; then spaces+=(--net); fi
    env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME="$HOME" \
        LANG=C.UTF-8 CREDSTONE_TEST_DATABASE_URL=postgresql://nobody@127.0.0.1:1/nothing \
        "${kept[@]}" root="$root" command="$command" network="$network" \
        unshare "${spaces[@]}" bash -euc '
            mount -t proc proc "$root/proc"
            mkdir -p "$root/dev/shm" "$root/dev/pts"
            mount -t tmpfs tmpfs "$root/dev/shm"
            mount -t devpts devpts "$root/dev/pts"
            if [ "$network" = offline ]; then ip link set lo up; fi
            exec env -u root -u network chroot "$root" bash -c "cd /srv/credstone && $command" </dev/null
        '
}

# CPU seconds of all commands so far, in cpu: on a busy machine they tell more than the clock does.
# (Written to a file and read back, since a subshell has children of its own to count.)
count_cpu() {
    times >"$root/tmp/times"
    cpu=$(awk -F'[ms ]+' 'NR == 2 { printf "%d", $1 * 60 + $2 + $3 * 60 + $4 }' "$root/tmp/times")
}

timed() {
    local network=$1 command=$2 began=$SECONDS status=0 cpu before
    count_cpu
    before=$cpu
    say "$command ($network)"
    inside "$network" "$command" || status=$?
    count_cpu
    report+=("$(printf '%-28s %-8s exit %d  %4d s, %4d s of CPU' "$command" "$network" "$status" \
        $((SECONDS - began)) $((cpu - before)))")
    if [ "$status" -ne 0 ]; then failed=1; fi
}

unpack_system
carry_over
git clone --quiet --no-local "$here" "$root/srv/credstone"
report=() failed=0
if [ $# -gt 0 ]; then
    for command in "$@"; do timed online "$command"; done
else
    timed online "make demo"
    timed online "make test"
    timed offline "make demo"
    timed offline "make test"
fi
say "on a bare machine, at $(git -C "$here" rev-parse --short HEAD), $(nproc) cores"
printf '%s\n' "${report[@]}"
exit "$failed"
