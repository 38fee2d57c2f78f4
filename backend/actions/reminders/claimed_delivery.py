"""What the sender holds in its hand: one claimed delivery, and what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from backend.domain.reminders.delivery_settings import DeliverySettings
from backend.domain.reminders.notification_line import NotificationLine


@dataclass(slots=True)
class ClaimedDelivery:
    """One claimed delivery with all that is needed to send it, or the reason why it is not sent.

    `verdict`: "send", "lapsed", "gone", "withdrawn", or "wait" until `wait_until`. `device_id` None is a mail.
    """

    delivery_id: str
    borrower_id: str
    notification_id: str
    device_id: str | None
    attempt: int
    lapses_at: datetime
    verdict: str = "send"
    wait_until: datetime | None = None
    address: str = ""
    platform: str = ""
    locale: str = "en"
    zone: str = "UTC"
    discreet: bool = True
    true_until: datetime | None = None
    quiet: DeliverySettings | None = (
        None  # when its borrower may be disturbed; set where the verdict is "send"
    )
    lines: Sequence[NotificationLine] = ()


class DeliveryResult(NamedTuple):
    """What became of one delivery. `state`: accepted, gone, failed, lapsed, withdrawn, or retry.

    A retry without an `error` only waited: it was not tried.
    """

    outgoing: ClaimedDelivery
    state: str
    error: str | None = None
    provider_id: str | None = None
    retry_at: datetime | None = None
    title: str | None = None
    body: str | None = None
