"""What a file is, by its content: what its name or its sender says of it counts for nothing."""

import codecs

# The longest beginning that a type is told from: a HEIC file lists its brands in its first box.
HEAD = 512

PDF, PNG, JPEG, WEBP, HEIC, TEXT = (
    "application/pdf",
    "image/png",
    "image/jpeg",
    "image/webp",
    "image/heic",
    "text/plain",
)

# ISO/IEC 23008-12: brands of still pictures and of sequences that are coded with HEVC.
_HEIC_BRANDS = frozenset([b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"])
# Control characters that no plain text has; tab, line feed, form feed and carriage return are text.
_NO_TEXT = bytes(set(range(32)) - set(b"\t\n\f\r")) + b"\x7f"


def binary_type(head: bytes) -> str | None:
    """The type of a file that begins so, but for plain text; None where it is none of those that are kept."""
    if head.startswith(b"%PDF-"):
        return PDF
    if head.startswith(b"\x89PNG\r\n\x1a\n") and head[12:16] == b"IHDR":
        return PNG
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP" and head[12:15] == b"VP8":
        return WEBP
    return HEIC if _is_heic(head) else None


def _is_heic(head: bytes) -> bool:
    size = int.from_bytes(head[:4], "big")
    if head[4:8] != b"ftyp" or not 16 <= size <= HEAD:
        return False
    brands = [head[8:12], *(head[place : place + 4] for place in range(16, min(size, len(head)), 4))]
    return any(brand in _HEIC_BRANDS for brand in brands)


class PlainText:
    """Whether bytes, fed piece by piece, are UTF-8 without control characters."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._text = True

    def feed(self, chunk: bytes) -> None:
        self._take(chunk, final=False)

    def ended(self) -> bool:
        """Whether all of it was text, and no character was cut off at its end."""
        self._take(b"", final=True)
        return self._text

    def _take(self, chunk: bytes, *, final: bool) -> None:
        if not self._text:
            return
        try:
            self._decoder.decode(chunk, final)
        except UnicodeDecodeError:
            self._text = False
        self._text = self._text and len(chunk.translate(None, _NO_TEXT)) == len(chunk)
