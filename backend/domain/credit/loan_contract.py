"""A loan's contract as it was agreed, and what was agreed or paid since: each is a fact of a day.

The schedule is a function of all of them (`loan_schedule`), so an agreement never rewrites what fell due before it,
and taking one back gives the schedule that would be without it.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Literal

from backend.domain.credit.card_and_loan_terms import LoanTerms

HolidayInterest = Literal["accrues", "waived", "paid"]
Keeps = Literal["end", "instalment"]
Effect = Literal["shorter", "smaller"]

MOST_INSTALMENTS = 600  # fifty years of months


def figures_of(terms: LoanTerms) -> LoanTerms:
    """Terms without what has no part in the schedule: weekends, days of grace, what being late costs."""
    return replace(
        terms,
        weekend_rule="none",
        cut_off=time.max,
        grace_days=0,
        tolerance=0,
        late_fee=None,
        daily_rate_ppm=None,
        prepayment_fee_bp=None,
        penalty_apr_bp=None,
    )


@dataclass(frozen=True, slots=True)
class Holiday:
    """So many intervals in which no principal is asked for; the whole schedule behind moves by as many.

    Interest of the time "accrues" (asked for with the first instalment afterwards, and bears none itself), is
    "waived", or is "paid" in instalments of interest alone.
    """

    intervals: int
    interest: HolidayInterest = "accrues"


@dataclass(frozen=True, slots=True)
class TermChange:
    """What was agreed of a running loan from a day on; what is None or 0 stays as it was.

    A rate counts for the days behind `from_on`, everything else for the instalments due on it or later. After a new
    rate, or interest that accrued in a holiday, either the `end` is kept and the instalment follows, or the
    `instalment` is kept and the end follows. `instalment` is a new equal instalment, in minor units, until all is
    repaid. `terms` are the contract's new terms as a whole: those whose first due date lies before `from_on` go on
    counting the old instalments, the others are about what was left then. `agreed_at` orders the changes of one day.
    """

    from_on: date
    agreed_at: datetime
    rate_bp: int | None = None
    instalment: int | None = None
    added_instalments: int = 0
    holiday: Holiday | None = None
    keeps: Keeps = "end"
    terms: LoanTerms | None = None

    @property
    def starts_afresh(self) -> bool:
        """Whether its terms are of what was left on its day: principal, instalments and dates from there."""
        return self.terms is not None and self.terms.first_due_on >= self.from_on


@dataclass(frozen=True, slots=True)
class ExtraPrincipal:
    """Money that repaid principal beyond the schedule, at the end of a day.

    "shorter": the instalment stays and the end comes earlier. "smaller": as many instalments, each smaller, from
    number `from_number` on, the first that was not paid already.
    """

    on: date
    amount: int
    effect: Effect = "shorter"
    from_number: int = 1


@dataclass(frozen=True, slots=True)
class StatedRow:
    """One instalment as the lender's own schedule has it. A change of terms that was agreed after `stated_at` (None:
    before all of them) and reaches this instalment takes its place."""

    number: int
    due_on: date
    principal: int
    interest: int
    stated_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class LoanContract:
    """`terms` as first agreed, and everything since."""

    terms: LoanTerms
    changes: tuple[TermChange, ...] = ()
    extras: tuple[ExtraPrincipal, ...] = ()
    stated: tuple[StatedRow, ...] = ()
