# Read by the other scripts: words to the person, and Debian packages where we may install them.
# Everything is said on stderr, so that `make openapi` prints the document and nothing else.

say() { printf '%s\n' "$*" >&2; }

die() { say "$*"; exit 1; }

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
    if { $root apt-get update -qq || true; } >"$log" 2>&1 &&
        $root DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >>"$log" 2>&1
    then rm -f "$log"
    else tail -n 5 "$log" >&2; rm -f "$log"; return 1
    fi
}
