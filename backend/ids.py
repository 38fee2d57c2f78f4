"""Prefixed identifiers that sort by time and cannot be guessed: `card_01K…`.

26 characters of Crockford base32 follow the prefix, in the layout of a ULID (https://github.com/ulid/spec): 48 bits
of Unix milliseconds, then 80 bits that begin with a running number and end with 60 bits from the operating
system's random source. The running number keeps what one process makes at one instant in the order of its making:
a tick gives thousands of rows one `now`, and keys in no order would touch every page of every index in each batch.
"""

import os
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from itertools import count

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_PAIRS = [first + second for first in _ALPHABET for second in _ALPHABET]
_RANDOM_SYMBOLS = 12
# From a random byte to the symbol of its lowest five bits.
_SYMBOL_OF_BYTE = bytes(ord(_ALPHABET[byte & 31]) for byte in range(256))


def new_id(prefix: str, now: datetime) -> str:
    """`prefix` + "_" + 26 symbols; identifiers made later sort after earlier ones (within a millisecond, those
    of one process)."""
    beginning, numbers = _run(prefix, now)
    number = next(numbers)
    random = os.urandom(_RANDOM_SYMBOLS).translate(_SYMBOL_OF_BYTE).decode("ascii")
    return beginning + _PAIRS[number >> 10 & 1023] + _PAIRS[number & 1023] + random


@lru_cache(maxsize=64)  # a tick has one now
def _run(prefix: str, now: datetime) -> tuple[str, Iterator[int]]:
    millis = int(now.timestamp() * 1000)
    return f"{prefix}_" + "".join(_ALPHABET[(millis >> shift) & 31] for shift in range(45, -1, -5)), count()
