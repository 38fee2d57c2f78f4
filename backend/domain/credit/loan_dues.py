"""What a loan's payments are settled from and what comes of it: its dues, the money that came, and whose it is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, NamedTuple

from backend.domain.credit.loan_contract import Effect, ExtraPrincipal
from backend.domain.money.amount import percent_of

MeantAs = Literal["due", "paid_ahead", "extra_principal", "pay_off"]


@dataclass(frozen=True, slots=True)
class LoanDue:
    """One instalment as it asks for money. `opening` is the principal owed before it; `interest` is in its amount.
    `nominal_due_on` is the contract's date, up to which it bears interest; None: `due_on`.

    `is_told`: it has a deadline, or will have one; the others were taken as paid, or the borrower said they are met.
    `is_open` is False for what was waived or cancelled: it takes nothing. `is_forgiven`: nothing of it is owed either;
    one that was cancelled is owed, since nobody paid it. `by_word`: the borrower's word met it, and it keeps what was
    paid on it, `amount`. Money that comes then is for the instalment behind.
    """

    number: int
    due_on: date
    last_chance_on: date
    amount: int
    opening: int
    tolerance: int = 0
    is_told: bool = True
    is_open: bool = True
    is_forgiven: bool = False
    by_word: bool = False
    interest: int = 0
    nominal_due_on: date | None = None

    @property
    def bears_until(self) -> date:
        return self.nominal_due_on or self.due_on


@dataclass(frozen=True, slots=True)
class LoanInflow:
    """One payment that stands. `meant_as` None: nothing was said. `extra_amount` of an extra principal: so much of it
    is extra, the rest is for what is due; None: all that is not due by its day. `number`: the instalment it was meant
    for, before all others."""

    payment_id: str
    paid_at: datetime
    paid_on: date
    amount: int
    meant_as: MeantAs | None = None
    effect: Effect | None = None
    extra_amount: int | None = None
    number: int | None = None


class Share(NamedTuple):
    """Which payment pays which instalment."""

    payment_id: str
    number: int


class Owed(NamedTuple):
    """What is owed in all at the end of a day, minor units. What was paid of instalments ahead is in no part of it.

    `interest` runs to the day; `interest_of_day` is the day's own: whether a lender counts it, nobody outside knows.
    `fee_in_principal` is what is left of an earlier repayment's fee; it stands in `principal` and bears no fee itself.
    """

    past_due: int
    principal: int
    interest: int
    interest_of_day: int = 0
    fee_in_principal: int = 0

    def fee(self, fee_bp: int | None) -> int | None:
        """What is taken for repaying all of it early: `fee_bp` of the principal; None: nobody said how much."""
        return None if fee_bp is None else percent_of(self.principal - self.fee_in_principal, fee_bp)

    @property
    def amount(self) -> int:
        return self.past_due + self.principal + self.interest


@dataclass(slots=True)
class LoanSettlement:
    """`shares` {(payment, instalment): minor units}; `settled_at` by instalment. By payment: `extras`, and `earlier`,
    what belongs to instalments that were taken as paid, and of those meant as pay-off, or as much as all the principal,
    `owed`: all that was owed on their day without them."""

    shares: dict[Share, int] = field(default_factory=dict)
    settled_at: dict[int, datetime] = field(default_factory=dict)
    extras: dict[str, ExtraPrincipal] = field(default_factory=dict)
    earlier: dict[str, int] = field(default_factory=dict)
    owed: dict[str, Owed] = field(default_factory=dict)


DuesWith = Callable[[Sequence[ExtraPrincipal]], Sequence[LoanDue]]
