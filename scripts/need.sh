#!/bin/sh
# need.sh postgresql|chromium|compiler ...: what the tests run against, from Debian's packages where it is missing.
set -eu
cd "$(dirname "$0")/.."
. scripts/common.sh

has_postgresql() { ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null 2>&1; }
has_chromium() { command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1; }

for name in "$@"; do
    case $name in
        postgresql)
            has_postgresql || install_packages postgresql || die "The suite runs on PostgreSQL too, and it is missing.
On Debian or Ubuntu, as root:  apt-get install postgresql
On SQLite alone:               make check test-sqlite" ;;
        chromium)
            # One test looks at the docs page through a browser; it skips, and says so, where there is none.
            has_chromium || install_packages chromium || say "no chromium: the test of the docs page will be skipped
(as root: apt-get install chromium)" ;;
        compiler)
            command -v cc >/dev/null 2>&1 || install_packages gcc libc6-dev || die "The clock of the workers is moved by a library that is compiled.
On Debian or Ubuntu, as root:  apt-get install gcc libc6-dev" ;;
        *) die "need.sh: I do not know $name" ;;
    esac
done
