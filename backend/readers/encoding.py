"""This module finds a text file's encoding in one pass and refuses binary files on the way.

The order is by proof, not by likelihood: a byte order mark; UTF-16 by where its zero bytes fall; UTF-8 if the
whole file is valid, or nearly so (banks cut texts in the middle of a letter); then GB18030, if what is above
ASCII comes in pairs as Chinese does; then Windows-1252, which is Latin-1 with more quotes. A guesser that
weighs letters was left out: a bank's file is short on prose, and the answer must not change with a release.
"""

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from backend.readers.limits import ExportRefused

CHUNK = 1 << 20
_BOMS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
_CONTROL = bytes(sorted({*range(32), 127} - {9, 10, 11, 12, 13, 26, 27}))
_HIGH = re.compile(rb"[\x80-\xff]+")
_GB_PAIR = re.compile(rb"[\xa1-\xf7][\xa1-\xfe]")
_GB_WIDE = re.compile(rb"[\x81-\xfe][\x30-\x39][\x81-\xfe][\x30-\x39]|[\x81-\xfe][\x40-\x7e\x80-\xfe]")
_ENTITY = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


@dataclass(slots=True)
class _Seen:
    """What the pass over the file has found."""

    utf8: bool = True
    sample: bytes = b""  # the first piece that holds more than ASCII
    control: int = 0
    size: int = 0
    entity: bool = False


def find_encoding(path: Path) -> tuple[str, bool]:
    """The encoding's name, and whether the file declares entities. Raises ExportRefused for what is no text."""
    with path.open("rb") as file:
        head = file.read(4096)
        for mark, name in _BOMS:
            if head.startswith(mark):
                return name, _declares(path, name)
        if name := _utf16(head):
            return name, _declares(path, name)
        file.seek(0)
        seen = _pass_over(file.read, codecs.getincrementaldecoder("utf-8")())
    if seen.control > max(2, seen.size // 500):
        raise ExportRefused("not-text", "the file is not text")
    return _verdict(seen), seen.entity


def _verdict(seen: _Seen) -> str:
    if seen.utf8:
        return "utf-8"
    decoded = seen.sample.decode("utf-8", "replace")
    broken = decoded.count("\ufffd")
    # A few letters cut in half do not make a file of many whole ones something else.
    if broken * 20 <= sum(letter > "\x7f" for letter in decoded) - broken:
        return "utf-8"
    high = sum(map(len, _HIGH.findall(seen.sample)))
    pairs = 2 * len(_GB_PAIR.findall(seen.sample))
    allowed = sum(sum(byte > 127 for byte in each) for each in _GB_WIDE.findall(seen.sample))
    return "gb18030" if pairs >= 0.7 * high and allowed >= 0.9 * high else "cp1252"


def _pass_over(read: Callable[[int], bytes], decoder: codecs.IncrementalDecoder) -> _Seen:
    seen, tail = _Seen(), b""
    while chunk := read(CHUNK):
        if b"\x00" in chunk:
            raise ExportRefused("nul-byte", "the file holds NUL bytes: it is not text")
        seen.size += len(chunk)
        seen.control += len(chunk) - len(chunk.translate(None, _CONTROL))
        seen.entity = seen.entity or _ENTITY.search(tail + chunk) is not None
        tail = chunk[-32:]
        if seen.utf8:
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                seen.utf8 = False
        if not seen.sample and not chunk.isascii():
            seen.sample = chunk
    if seen.utf8:
        try:
            decoder.decode(b"", True)
        except UnicodeDecodeError:
            seen.utf8 = False
    return seen


def _utf16(head: bytes) -> str:
    """UTF-16 without a mark: nearly every other byte of ASCII is zero, always on the same side."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > len(head) // 6 and even == 0:
        return "utf-16-le"
    return "utf-16-be" if even > len(head) // 6 and odd == 0 else ""


def _declares(path: Path, encoding: str) -> bool:
    """Whether a file of a marked encoding declares entities; a NUL letter in it is refused."""
    entity, tail = False, ""
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        while chunk := file.read(CHUNK):
            if "\x00" in chunk:
                raise ExportRefused("nul-byte", "the file holds NUL characters: it is not text")
            if chunk.count("\ufffd") * 10 > len(chunk):
                raise ExportRefused("not-text", "the file is not text")
            found = re.search(r"<!\s*(?:DOCTYPE|ENTITY)", tail + chunk, re.IGNORECASE)
            entity, tail = entity or found is not None, chunk[-32:]
    return entity
