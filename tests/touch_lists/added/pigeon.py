"""A throw-away provider that keeps what it was given."""

from collections.abc import Sequence
from datetime import datetime

from push.gateways.protocol import Message, ProviderReceipt, SendOutcome


class PigeonGateway:
    """One basket of messages."""

    name = "pigeon"

    def __init__(self) -> None:
        self.basket: list[Message] = []

    def send(self, messages: Sequence[Message], *, now: datetime) -> list[ProviderReceipt]:
        self.basket += messages
        return [ProviderReceipt(each.delivery_id, SendOutcome.ACCEPTED) for each in messages]

    def close(self) -> None:
        self.basket.clear()
