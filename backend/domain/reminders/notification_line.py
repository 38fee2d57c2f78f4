"""One deadline as it is told: facts that hold at the moment of saying them, before any words."""

from datetime import date, datetime
from typing import NamedTuple


class NotificationLine(NamedTuple):
    """One deadline. Money in minor units of `currency`.

    `days` until the cut-off on the reader's calendar; once it is late, days past due on the debt's. `chance_days` and
    `boundary_in` count to the last chance and to `boundary_at`, where lateness is reported as worse, as the first does.

    `stage`: upcoming, today, in_grace, late, before_report, autopay. `past_due` is what older minimums of the
    same account still ask for; `balance` what is left of the whole statement, without what plans leave to later ones;
    `late_fee` what the account's own terms charge for this one. `owed`: money is owed, so lateness has consequences.
    """

    kind: str
    stage: str
    name: str
    days: int
    due_on: date
    pay_by_at: datetime
    last_chance_on: date
    last_chance_at: datetime
    chance_days: int
    boundary_days: int | None
    boundary_at: datetime | None
    boundary_in: int
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
    past_due_sure: bool = True  # False: an older minimum is estimated, so nobody knows whether it is paid
    repeated: int = (
        0  # of `amount`: what its statement repeats from before, where no older minimum asks for it
    )
    waited: int = 0  # of the end of a pause: how many deadlines it held a word of back
    waiting: int = 0  # ... and how many of these are open still
    state: str = "open"  # as the deadline's; "gone": still owed, and no more to be paid to this lender;
    # "replaced": owed still, and asked for by an agreed plan

    @property
    def is_exact(self) -> bool:
        """Whether neither its date nor its amount is an estimate; `sure` is about the date, and so about lateness."""
        return self.sure and self.source != "estimated"
