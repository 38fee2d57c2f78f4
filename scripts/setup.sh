#!/bin/sh
# setup.sh REQUIREMENTS: .venv with the locked packages of that file, each checked by its hash. Quick when there is
# nothing to do.
set -eu
cd "$(dirname "$0")/.."
. scripts/common.sh

requirements=$1

# What a stamp stands for: the pins, this place (a virtual environment cannot be moved), the interpreter.
wanted() { { cat requirements.txt "$1"; pwd -P; .venv/bin/python --version; } 2>/dev/null | sha256sum; }
stamp() { echo ".venv/.stamp-$1"; }
is_done() { [ -f "$(stamp "$1")" ] && [ "$(cat "$(stamp "$1")")" = "$(wanted "$1")" ]; }

# Who has the development tools has the rest too.
if is_done "$requirements" || is_done requirements-dev.txt; then exit 0; fi

runs() { "$1" -c 'import sys, sqlite3; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; }
makes_venv() { runs "$1" && "$1" -c 'import venv; from ensurepip import version' 2>/dev/null; }

choose_python() {
    for python in ${PYTHON:-} python3.11 python3.12 python3.13 python3 /usr/bin/python3; do
        if makes_venv "$python"; then echo "$python"; return 0; fi
    done
    return 1
}

if ! { [ -x .venv/bin/python ] && runs .venv/bin/python && .venv/bin/python -m pip --version >/dev/null 2>&1 &&
    .venv/bin/python -c 'import os, sys; sys.exit(not os.path.samefile(sys.prefix, ".venv"))'; }
then
    python=$(choose_python) || {
        # Debian keeps what `python3 -m venv` needs in a package of its own.
        install_packages python3 python3-venv || true
        python=$(choose_python) || die "Graceday needs Python 3.11, 3.12 or 3.13 with its venv module.
On Debian or Ubuntu, as root:  apt-get install python3 python3-venv
Or name an interpreter:        make setup PYTHON=/path/to/python3.12"
    }
    say "making .venv with $("$python" --version) ..."
    rm -rf .venv
    "$python" -m venv .venv
fi

say "installing $requirements into .venv (under a minute, most times) ..."
log=$(mktemp)
with_dots "$log" .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input \
    --root-user-action=ignore --require-hashes --only-binary :all: -r "$requirements" || { cat "$log" >&2; rm -f "$log"; die "pip could not install $requirements"; }
rm -f "$log"
wanted "$requirements" >"$(stamp "$requirements")"
