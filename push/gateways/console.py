"""Prints each push as a phone would show it: the proof that a provider is one file and one line.

┌ Tue 2026-11-24 09:00 · due
│ A payment is due tomorrow
│ Open Graceday to see which.
└ graceday://inbox/ntf_01K...
"""

import sys
import threading
import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo
from typing import TextIO

from push.gateways.protocol import Message, ProviderReceipt, SendOutcome, expired


class ConsoleGateway:
    """Writes to `stream` (standard output unless given), times in `zone`; one write a push.

    Several threads may share it: lines of two pushes never mix. A stream that is closed or cannot be
    written gives RETRY with STREAM; characters that its encoding lacks are escaped.
    """

    name = "console"

    def __init__(self, stream: TextIO | None = None, *, zone: tzinfo = UTC) -> None:
        self._stream = stream
        self._zone = zone
        self._lock = threading.Lock()

    def send(self, messages: Sequence[Message], *, now: datetime) -> list[ProviderReceipt]:
        return [expired(each, now=now) or self._show(each, now) for each in messages]

    def _show(self, message: Message, now: datetime) -> ProviderReceipt:
        try:
            self._write(picture(message, now.astimezone(self._zone)))
        except (OSError, ValueError):  # ValueError: the stream is closed
            return ProviderReceipt(message.delivery_id, SendOutcome.RETRY, error="STREAM")
        return ProviderReceipt(
            message.delivery_id, SendOutcome.ACCEPTED, provider_id=f"console:{message.delivery_id}"
        )

    def _write(self, text: str) -> None:
        # Looked up at each write: a test runner or a supervisor may have put another stdout in place.
        stream = self._stream or sys.stdout
        encoding = getattr(stream, "encoding", None) or "utf-8"
        with self._lock:
            stream.write(text.encode(encoding, "backslashreplace").decode(encoding))
            stream.flush()

    def close(self) -> None:
        """The stream is its owner's to close."""


def picture(message: Message, local: datetime) -> str:
    """The push as a phone's lock screen would show it at `local`, the link below."""
    mark = " · urgent" if message.urgent else ""
    head = f"┌ {local:%a %Y-%m-%d %H:%M} · {_plain(message.channel)}{mark}"
    lines = [message.title, *message.body.splitlines()]
    return (
        "\n".join([head, *(f"│ {_plain(each)}" for each in lines), f"└ {_plain(message.deep_link)}"]) + "\n"
    )


def _plain(text: str) -> str:
    """Without control characters: what a borrower typed must not steer the terminal."""
    return "".join(" " if unicodedata.category(each) == "Cc" else each for each in text)
