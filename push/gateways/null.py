"""Accepts everything and sends nothing: for benchmarks, and for an installation without push."""

from collections.abc import Sequence
from datetime import datetime

from push.gateways.protocol import Message, ProviderReceipt, SendOutcome, expired


class NullGateway:
    """Every message that is still true is accepted, and forgotten."""

    name = "null"

    def send(self, messages: Sequence[Message], *, now: datetime) -> list[ProviderReceipt]:
        accepted = SendOutcome.ACCEPTED
        return [expired(each, now=now) or ProviderReceipt(each.delivery_id, accepted) for each in messages]

    def close(self) -> None:
        """Nothing is held."""
