"""One deadline as it is told: facts that hold at the moment of saying them, before any words."""

from datetime import date, datetime
from typing import NamedTuple


class NotificationLine(NamedTuple):
    """One deadline. Money in minor units of `currency`; `days` until due, or past due once it is late.

    `stage`: upcoming, today, in_grace, late, before_report, autopay. `past_due` is what older minimums of the
    same account still ask for; `balance` what is left of the whole statement; `late_fee` what the account's own
    terms charge for this one. `owed`: money is owed, so lateness has consequences.
    """

    kind: str
    stage: str
    name: str
    days: int
    due_on: date
    pay_by_at: datetime
    last_chance_on: date
    last_chance_at: datetime
    boundary_days: int | None
    owed: bool
    sure: bool
    source: str
    autopay: str
    amount: int | None
    past_due: int
    balance: int | None
    currency: str | None
    late_fee: int | None
    zone: str
    limit: int | None = None  # of an alert about a plan: what the plan allows, of which `amount` is left
    over: int = 0  # ... and by how much it is exceeded
