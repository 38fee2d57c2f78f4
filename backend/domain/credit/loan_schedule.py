"""An instalment loan's schedule, from its terms, exact to the minor unit.

Interest is rounded half-up each period on the balance then outstanding; the last instalment repays whatever
principal is left, odd units included, so the principal always sums to the loan. A lender's own schedule wins
over this one: conventions of day counting and rounding differ.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from backend.domain.calendar.month_day import month_day, month_index
from backend.domain.credit.card_and_loan_terms import LoanTerms
from backend.domain.money.amount import half_up, split_evenly

MOST_INSTALMENTS = 600  # fifty years of months


@dataclass(frozen=True, slots=True)
class Instalment:
    """One payment of the schedule; `index` counts from 1, amounts are minor units."""

    index: int
    nominal_due_on: date
    principal: int
    interest: int
    balance_after: int

    @property
    def amount(self) -> int:
        """What is to be paid: principal and interest."""
        return self.principal + self.interest


def schedule(terms: LoanTerms) -> tuple[Instalment, ...]:
    """Every instalment in order; `bullet` has a single one, at the end of all the intervals.

    Raises ValueError for terms that make no loan (nothing lent, more than MOST_INSTALMENTS, a negative
    rate, dates beyond the calendar).
    """
    _check(terms)
    rate = _period_rate(terms)
    if terms.repayment == "bullet":
        # Simple interest: it is neither paid nor added to the principal on the way.
        interest = half_up(terms.principal * rate * terms.instalments)
        due_on = nominal_due_on(terms, terms.instalments)
        return (Instalment(1, due_on, terms.principal, interest, 0),)
    return tuple(_instalments(terms, rate))


def nominal_due_on(terms: LoanTerms, index: int) -> date:
    """The contract's date of instalment `index` (from 1), before any weekend rule."""
    intervals = (index - 1) * terms.interval_count
    first = terms.first_due_on
    if intervals == 0:
        return first
    try:
        if terms.interval == "month":
            return month_day(month_index(first) + intervals, terms.anchor_day or first.day)
        return first + timedelta(days=intervals * (7 if terms.interval == "week" else 1))
    except (OverflowError, ValueError) as beyond:
        raise ValueError("the schedule runs beyond the calendar") from beyond


def _check(terms: LoanTerms) -> None:
    if terms.principal <= 0:
        raise ValueError("a loan's principal is more than zero")
    if not 1 <= terms.instalments <= MOST_INSTALMENTS:
        raise ValueError(f"a loan has 1 to {MOST_INSTALMENTS} instalments")
    if terms.interval_count < 1:
        raise ValueError("an interval is at least one month, week or day")
    if terms.rate_bp < 0:
        raise ValueError("a rate cannot be negative")


def _period_rate(terms: LoanTerms) -> Fraction:
    """A month bears a twelfth of the annual rate, a week 7/365 of it, a day 1/365."""
    share = {"month": Fraction(1, 12), "week": Fraction(7, 365), "day": Fraction(1, 365)}[terms.interval]
    return Fraction(terms.rate_bp, 10_000) * share * terms.interval_count


def _instalments(terms: LoanTerms, rate: Fraction) -> Iterator[Instalment]:
    balance = terms.principal
    level = _level_payment(terms, rate)
    for index in range(1, terms.instalments + 1):
        interest = half_up(balance * rate)
        principal = _principal(terms, index, balance, level - interest)
        balance -= principal
        yield Instalment(index, nominal_due_on(terms, index), principal, interest, balance)


def _principal(terms: LoanTerms, index: int, balance: int, level_share: int) -> int:
    if index == terms.instalments:
        return balance
    if terms.repayment == "interest_only":
        return 0
    if terms.repayment == "equal_principal" or terms.rate_bp == 0:
        return split_evenly(terms.principal, terms.instalments)[0]
    # Rounding can leave a very small loan nothing to repay in a period, never less than nothing: the level
    # payment covers the first period's interest and the balance only falls.
    return min(balance, level_share)


def _level_payment(terms: LoanTerms, rate: Fraction) -> int:
    """The annuity P r / (1 - (1 + r)^-n), half-up: 10,000.00 at 1 % a month over 12 is 888.49."""
    if terms.repayment != "equal_instalment" or not rate:
        return 0
    growth: Fraction = (1 + rate) ** terms.instalments
    return half_up(terms.principal * rate * growth / (growth - 1))
