#!/bin/sh
# at.sh INSTANT COMMAND...: the command and all its children on a clock that runs on from INSTANT (2027-02-01T04:00+08:00).
# For tests: our clock, the libraries' and the disk's move together (tests/moved_time.c), which needs a C compiler. The demo
# has its own --at.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/common.sh"

[ $# -ge 2 ] || die "usage: scripts/at.sh INSTANT COMMAND..."
wanted=$(date -d "$1" +%s) || die "$1 is no instant; give it as 2027-02-01T04:00+08:00"
shift
command -v cc >/dev/null 2>&1 || install_packages gcc libc6-dev || die "A moved clock for tests needs a C compiler.
On Debian or Ubuntu, as root:  apt-get install gcc libc6-dev"

built=$(mktemp -d)
chmod 755 "$built"  # some tests go on as another user
trap 'rm -rf "$built"' EXIT
cc -shared -fPIC -O2 -o "$built/moved_time.so" "$here/../tests/moved_time.c" -ldl

# An offset and not an instant: a child that starts later is as late.
export MOVED_TIME_SECONDS=$((wanted - $(env -u LD_PRELOAD date +%s)))
LD_PRELOAD="$built/moved_time.so" "$@"
