"""An account named in a file is identified by a digest of its number, so that the number is not kept."""

import hashlib
import re

from backend.readers.open_export import Export

_HEAD = 65_536
_ACCOUNT = re.compile(r"<(?:BANKID|ACCTID)>\s*([^<\r\n]+)", re.IGNORECASE)


_DIGITS = re.compile(r"(?<!\d)\d{4}(?!\d)")
_YEAR = re.compile(r"(?:19|20)\d\d")


def account_digits(export: Export) -> str:
    """The last four digits of the account that an OFX names; "" where it names none, or letters."""
    found = (
        re.search(r"<ACCTID>\s*([^<\r\n]+)", _head(export), re.IGNORECASE) if export.format == "ofx" else None
    )
    digits = found[1].strip()[-4:] if found else ""
    return digits if len(digits) == 4 and digits.isascii() and digits.isdigit() else ""


def digits_in_name(name: str) -> frozenset[str]:
    """Groups of four digits in a file's name that are no year: perhaps the end of an account's number."""
    return frozenset(found for found in _DIGITS.findall(name) if not _YEAR.fullmatch(found))


def _head(export: Export) -> str:
    with export.path.open(encoding=export.encoding, errors="replace") as file:
        return file.read(_HEAD)


def account_mark(export: Export) -> str | None:
    """A stable mark of the account that an OFX names; None for what names none."""
    if export.format != "ofx":
        return None
    named = [part.strip() for part in _ACCOUNT.findall(_head(export))]
    if not named:
        return None
    return f"ofx:{hashlib.sha256('|'.join(named).encode()).hexdigest()[:24]}"
