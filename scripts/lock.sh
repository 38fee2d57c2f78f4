#!/bin/sh
# lock.sh [--upgrade ...]: requirements*.txt from requirements*.in, every file with its hash, for Python 3.11 to 3.13.
set -eu
cd "$(dirname "$0")/.."

# compile NAME OPTION...: the header says where a line comes from; no address of an index is written down.
compile() {
    name=$1; shift
    UV_CUSTOM_COMPILE_COMMAND="make lock" .venv/bin/uv pip compile --quiet --universal --python-version 3.11 \
        --generate-hashes --no-emit-index-url --no-emit-find-links "$@" "$name.in" -o "$name.txt"
}

# The tools first: what runs is then locked to what is tested beside them.
compile requirements-dev "$@"
compile requirements -c requirements-dev.txt
