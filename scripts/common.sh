# Read by the other scripts: words to the person, and Debian packages where we may install them.
# Everything is said on stderr, so that `make openapi` prints the document and nothing else.

say() { printf '%s\n' "$*" >&2; }

die() { say "$*"; exit 1; }

# with_dots LOG COMMAND...: what it says goes to LOG; a dot every second says that it lives.
with_dots() {
    log=$1; shift
    "$@" >"$log" 2>&1 &
    running=$!
    trap 'kill "$running" 2>/dev/null; exit 130' INT TERM  # Ctrl-C does not reach a background command
    while sleep 1; kill -0 "$running" 2>/dev/null; do printf . >&2; done
    status=0
    wait "$running" || status=$?
    trap - INT TERM
    say ""
    return "$status"
}

# The words that make a command run as root without asking for a password; fails where we may not.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then echo env
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then echo "sudo -n env"
    else return 1
    fi
}

# install_packages NAME...: quietly; fails, having said nothing, where it is not possible.
install_packages() {
    command -v apt-get >/dev/null 2>&1 || return 1
    root=$(as_root) || return 1
    log=$(mktemp)
    say "installing $* (Debian packages) ..."
    $root apt-get update -qq >/dev/null 2>&1 || true  # an old list may do
    if with_dots "$log" $root DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "$@"
    then rm -f "$log"
    else tail -n 5 "$log" >&2; rm -f "$log"; return 1
    fi
}
