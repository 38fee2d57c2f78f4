"""A folder of files by content: each is `ab/cd/<sha256>`, written beside its place and moved there whole.

A file of the same content is kept once. What is cut off half-way leaves a temporary file and nothing else, which
`sweep` takes away. Whose a file is, and what it is called, the database says; here there are only bytes.
"""

import hashlib
import os
import re
import tempfile
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from backend.attachments.kinds import HEAD, PlainText, binary_type

LONGEST_NAME = 120

_DIGEST = re.compile(r"[0-9a-f]{64}")
_WAITING = "waiting"
_BLOCK = 4096


class AttachmentRefused(Exception):
    """The file cannot be kept. `code`: "too-large", "empty", "type-not-allowed" or "name"; nothing of it is left."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


class MissingFile(KeyError):
    """No file has that digest."""


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that is on disk for good. `bytes`: its length; `name`: the sender's, cleaned."""

    sha256: str
    bytes: int
    media_type: str
    name: str


class Store:
    """The files beneath `folder`, which is made where it is missing; none is longer than `most_bytes`."""

    def __init__(self, folder: Path, most_bytes: int) -> None:
        self._folder = folder
        self._most_bytes = most_bytes

    def put(self, chunks: Iterable[bytes], *, name: str) -> KeptFile:
        """Keep what comes in `chunks`; when this returns, it survives a power cut. Raises AttachmentRefused."""
        cleaned = clean_name(name)
        _folder(self._folder)
        waiting = _folder(self._folder / _WAITING)
        handle, path = tempfile.mkstemp(dir=waiting)  # mode 0600
        try:
            with os.fdopen(handle, "wb") as file:
                kept = self._write(chunks, file, cleaned)
                file.flush()
                os.fsync(file.fileno())
            self._move(Path(path), self._path(kept.sha256))
        finally:
            Path(path).unlink(missing_ok=True)
        return kept

    def open(self, sha256: str) -> BinaryIO:
        """The file, to be read and closed by the caller. Raises Missing, also where it is no digest."""
        try:
            return self._path(sha256).open("rb")
        except FileNotFoundError:
            raise MissingFile(sha256) from None

    def forget(self, sha256: str) -> None:
        """Delete the file; one that is not there is no error. Raises Missing where it is no digest."""
        path = self._path(sha256)
        with suppress(FileNotFoundError):
            path.unlink()
            _sync_folder(path.parent)

    def try_writing(self) -> None:
        """Write something and take it away again. Raises OSError where nothing can be kept."""
        _folder(self._folder)
        with tempfile.NamedTemporaryFile(dir=_folder(self._folder / _WAITING)) as file:
            file.write(bytes(_BLOCK))
            file.flush()

    def sweep(self, *, older_than: timedelta, now: datetime) -> int:
        """Delete what was left half-written and not touched for so long; returns how many there were."""
        limit = (now - older_than).timestamp()
        swept = 0
        for path in (self._folder / _WAITING).glob("*"):
            with suppress(FileNotFoundError):  # another sweep, or its own writer, was faster
                if path.stat().st_mtime < limit:
                    path.unlink()
                    swept += 1
        return swept

    def _write(self, chunks: Iterable[bytes], file: BinaryIO, name: str) -> KeptFile:
        digest, text, head, size = hashlib.sha256(), PlainText(), b"", 0
        for chunk in chunks:
            size += len(chunk)
            if size > self._most_bytes:
                raise AttachmentRefused("too-large", f"The file is larger than {self._most_bytes} bytes.")
            head += chunk[: HEAD - len(head)]
            digest.update(chunk)
            text.feed(chunk)
            file.write(chunk)
        if not size:
            raise AttachmentRefused("empty", "The file is empty.")
        media_type = binary_type(head) or ("text/plain" if text.ended() else None)
        if media_type is None:
            raise AttachmentRefused(
                "type-not-allowed",
                "Only PDF, PNG, JPEG, WebP, HEIC and plain text (UTF-8) are kept.",
            )
        return KeptFile(digest.hexdigest(), size, media_type, name)

    def _move(self, waiting: Path, place: Path) -> None:
        """The rename is atomic, and the second of two writers replaces a file by the same bytes."""
        _folder(place.parent.parent)
        _folder(place.parent)
        os.replace(waiting, place)
        # All of them: a folder that another writer has just made may not be on disk yet.
        for changed in (place.parent, place.parent.parent, self._folder):
            _sync_folder(changed)

    def _path(self, sha256: str) -> Path:
        """Where a file of that digest is; nothing but 64 hexadecimal digits names one."""
        if not _DIGEST.fullmatch(sha256):
            raise MissingFile(sha256)
        return self._folder / sha256[:2] / sha256[2:4] / sha256


def clean_name(name: str) -> str:
    """The last part of a path, without control and direction marks, at most 120 characters with its extension.

    Raises AttachmentRefused where nothing is left of it.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    shown = " ".join("".join(letter if letter.isprintable() else " " for letter in last).split())
    cleaned = shown.lstrip(". ")
    if len(cleaned) > LONGEST_NAME:
        stem, dot, extension = cleaned.rpartition(".")
        tail = dot + extension if stem and len(extension) <= 8 else ""
        cleaned = cleaned[: LONGEST_NAME - len(tail)].rstrip() + tail
    if not cleaned:
        raise AttachmentRefused("name", "The file needs a name.")
    return cleaned


def _folder(path: Path) -> Path:
    if not path.is_dir():
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        _sync_folder(path.parent)
    return path


def _sync_folder(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
