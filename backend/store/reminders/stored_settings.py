"""What a borrower's row says of when they may be disturbed, as the tick and the sender read it in bulk."""

from datetime import date, datetime
from typing import NamedTuple

# Where a borrower may be written to: an address that they confirmed, unless they asked for no more mails.
MAILABLE = "CASE WHEN email_confirmed_at IS NOT NULL AND mail_reminders THEN email END"


class StoredSettings(NamedTuple):
    """The columns of `borrower` behind DeliverySettings; NULL inherits the default."""

    zone: str
    quiet_start: str | None
    quiet_end: str | None
    quiet_dates: str
    paused_from: datetime | None
    paused_until: datetime | None
    calm_from: datetime | None
    calm_last_on: date | None
    paydays: str
    window_minutes: int | None
    daily_cap: int | None
