"""What it takes to pay a loan off on a day: an estimate, since only the lender knows its own figure.

Principal and what is past due are known as the schedule has them; interest runs to the day; what the lender takes for
early repayment is unknown unless the contract says it.
"""

from dataclasses import dataclass
from datetime import date

from backend.domain.credit.loan_dues import Owed


@dataclass(frozen=True, slots=True)
class PayOff:
    """What pays a loan off at the end of a day. `penalty`, minor units; None: not known, and not in `amount`."""

    on: date
    owed: Owed
    penalty: int | None

    @property
    def amount(self) -> int:
        return self.owed.amount + (self.penalty or 0)


def pay_off(owed: Owed, on: date, *, fee_bp: int | None) -> PayOff:
    """What pays off what is owed on a day; `fee_bp` of the principal is taken for it, None: nobody said how much."""
    return PayOff(on, owed, owed.fee(fee_bp))
