"""Prefixed identifiers that sort by time and cannot be guessed: `card_01K…`.

26 characters of Crockford base32 follow the prefix: 48 bits of Unix milliseconds, then 80 bits from
the operating system's random source (the layout of a ULID, https://github.com/ulid/spec).
"""

import os
from datetime import datetime
from functools import lru_cache

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_RANDOM_SYMBOLS = 16
# From a random byte to the symbol of its lowest five bits: a tick makes thousands of these.
_SYMBOL_OF_BYTE = bytes(ord(_ALPHABET[byte & 31]) for byte in range(256))


def new_id(prefix: str, now: datetime) -> str:
    """`prefix` + "_" + 26 symbols; identifiers made at a later `now` sort after earlier ones."""
    return _beginning(prefix, now) + os.urandom(_RANDOM_SYMBOLS).translate(_SYMBOL_OF_BYTE).decode("ascii")


@lru_cache(maxsize=64)  # a tick has one now
def _beginning(prefix: str, now: datetime) -> str:
    millis = int(now.timestamp() * 1000)
    return f"{prefix}_" + "".join(_ALPHABET[(millis >> shift) & 31] for shift in range(45, -1, -5))
