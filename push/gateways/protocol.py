"""What every provider speaks: `send(messages) -> receipts`, one receipt a message, in the same order.

A gateway makes one attempt. Waiting and trying again belong to the outbox, which keeps its rows
across a crash; a gateway that retried by itself would send twice and know nothing after a restart.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple, Protocol

EXPIRED = "EXPIRED"


class Message(NamedTuple):
    """One push to one address, already in the borrower's language and already discreet or not."""

    delivery_id: str
    address: str  # the device's token, or an e-mail address
    platform: str  # "android", "ios", "web", "console", "email"
    locale: str
    title: str
    body: str
    collapse_key: str  # the digest's identity, at most 64 bytes: a second copy replaces the first
    deep_link: str  # "graceday://inbox/ntf_..."
    data: Mapping[str, str]
    urgent: bool
    channel: str  # "upcoming", "due", "late", "checks": the Android channel
    expires_at: datetime  # when it stops being true
    unsubscribe: str = ""  # of a mail that can be asked for no more of: the address that does it at one click
    unsubscribe_text: str = ""  # what stands before that address in the mail


class SendOutcome(StrEnum):
    """What became of one message, as far as the provider lets us know."""

    ACCEPTED = "accepted"  # the provider has it; whether a phone showed it, only the app can say
    GONE = "gone"  # the address is dead: prune it
    RETRY = "retry"  # temporary; it was not delivered
    REFUSED = "refused"  # this message will never be taken
    UNKNOWN = "unknown"  # perhaps delivered; sending again is safe, the collapse key replaces
    BLOCKED = "blocked"  # our credentials or set-up are at fault: keep the message, raise the alarm


class ProviderReceipt(NamedTuple):
    """The outcome of one message; `error` is a stable code such as "UNREGISTERED", never free text."""

    delivery_id: str
    outcome: SendOutcome
    provider_id: str | None = None
    error: str | None = None
    retry_after: timedelta | None = None


class Gateway(Protocol):
    """One provider."""

    @property
    def name(self) -> str:
        """The device.provider it serves: "console", "fcm", "email", "null"."""
        ...

    def send(self, messages: Sequence[Message], *, now: datetime) -> list[ProviderReceipt]:
        """One attempt each; a message that is past its `expires_at` is refused with EXPIRED.

        Never raises for what befalls one message; safe to call from several threads.
        """
        ...

    def close(self) -> None:
        """Release connections. May be called twice."""
        ...


def expired(message: Message, *, now: datetime) -> ProviderReceipt | None:
    """The refusal of a message that is no longer true at `now`, or None while it still is."""
    if message.expires_at > now:
        return None
    return ProviderReceipt(message.delivery_id, SendOutcome.REFUSED, error=EXPIRED)
