#!/bin/bash
# package_check.sh [WORK]: `pip install .` into an empty environment, then the commands from an empty folder. Needs the
# network, as it installs everything once more; `make demo` and the suite run from the files instead.
set -eu
cd "$(dirname "$0")/.."
. scripts/common.sh

work=${1:-$(mktemp -d)}
log="$work/log"
trap 'status=$?; [ $status -eq 0 ] || { tail -n 30 "$log" >&2; say "package-check failed; see $work"; }' EXIT

# A copy, so that no build of another day lies in it.
mkdir -p "$work/source" "$work/elsewhere"
git ls-files --cached --others --exclude-standard -z | while IFS= read -r -d '' name; do
    if [ -f "$name" ]; then printf '%s\0' "$name"; fi
done | tar --create --null --files-from=- | tar --extract --directory "$work/source"

say "installing the package into an empty environment ..."
.venv/bin/python -m venv "$work/venv"
with_dots "$log" "$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input "$work/source"

cd "$work/elsewhere"
port=$("$work/venv/bin/python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
graceday() { "$work/venv/bin/graceday" "$@"; }
{
    graceday --version
    graceday migrate
    graceday doctor || [ $? -eq 1 ]  # no worker has run here, and it says so
    graceday openapi | "$work/venv/bin/python" -c 'import json, sys; print(len(json.load(sys.stdin)["paths"]), "paths")'
    graceday simulate --from 2026-11-24 --days 60 --language zh-CN
    graceday demo --port "$port" --detach
} >"$log" 2>&1
say "$(head -n 1 "$log"): installed, migrated, and a household's 90 days played from an empty folder"
[ $# -gt 0 ] || rm -rf "$work"
