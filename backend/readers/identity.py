"""An account named in a file is identified by a digest of its number, so that the number is not kept."""

import hashlib
import re

from backend.readers.open_export import Export

_HEAD = 65_536
_ACCOUNT = re.compile(r"<(?:BANKID|ACCTID)>\s*([^<\r\n]+)", re.IGNORECASE)


def account_mark(export: Export) -> str | None:
    """A stable mark of the account that an OFX names; None for what names none."""
    if export.format != "ofx":
        return None
    with export.path.open(encoding=export.encoding, errors="replace") as file:
        named = [part.strip() for part in _ACCOUNT.findall(file.read(_HEAD))]
    if not named:
        return None
    return f"ofx:{hashlib.sha256('|'.join(named).encode()).hexdigest()[:24]}"
