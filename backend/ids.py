"""Prefixed identifiers that sort by time and cannot be guessed: `card_01K…`.

26 characters of Crockford base32 follow the prefix: 48 bits of Unix milliseconds, then 80 bits from
the operating system's random source (the layout of a ULID, https://github.com/ulid/spec).
"""

import os
from datetime import datetime

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
# Two symbols at a time halves the work; a tick makes thousands of these.
_PAIRS = [a + b for a in _ALPHABET for b in _ALPHABET]


def new_id(prefix: str, now: datetime) -> str:
    """`prefix` + "_" + 26 symbols; identifiers made at a later `now` sort after earlier ones."""
    millis = int(now.timestamp() * 1000)
    number = (millis << 80) | int.from_bytes(os.urandom(10), "big")
    pairs = _PAIRS
    return prefix + "_" + "".join([pairs[(number >> shift) & 1023] for shift in range(120, -1, -10)])
