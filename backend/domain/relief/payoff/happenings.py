"""How much is to be played, counted before anything is: so that what could not be played in time is refused.

A happening is a closing, a due, a fee or money that comes, within the months looked at. On each day with money the dues
of the coming month are looked at too, for all debts: `_LOOKED_AT` of those take as long as one happening.
"""

from datetime import date, timedelta

from backend.domain.calendar.month_day import month_day, month_index
from backend.domain.calendar.recurrence import Recurrence
from backend.domain.relief.payoff.debts import Debt, Household

# Chosen by measure (docs/performance.md): so many are played in every order within half of a comparison's seconds.
MOST_HAPPENINGS = 130_000

_DAYS = {"day": 1, "week": 7, "month": 30}
_LOOK = 35  # days looked ahead on each day with money
_LOOKED_AT = 2


def happenings(household: Household, months: int) -> int:
    """The happenings of so many months, each unit of days rounded up."""
    today = household.today
    last = month_day(month_index(today) + months, today.day)
    debts = sum(_of_debt(debt, today, last) for debt in household.debts)
    budget = household.budget
    money = sum(_between(stream.comes, today, last) for stream in budget.streams)
    money = min(money + sum(extra.on <= last for extra in budget.extras), (last - today).days + 1)
    soon = sum(1 + -(-_LOOK // _step(debt.cycles.closes)) for debt in household.debts)
    return debts + money + money * soon // _LOOKED_AT


def months_that_fit(household: Household, most: int) -> int:
    """The most months of which no more than `most` happen; at least 1."""
    low, high = 1, household.months
    while low < high:
        middle = (low + high + 1) // 2
        if happenings(household, middle) <= most:
            low = middle
        else:
            high = middle - 1
    return low


def _of_debt(debt: Debt, today: date, last: date) -> int:
    until = last if debt.ends_on is None else min(last, debt.ends_on)
    fees = sum(
        _between(Recurrence("month", fee.every_months or 1, fee.on), today, last) if fee.every_months else 1
        for fee in debt.fees
    )
    return 2 * _between(debt.cycles.closes, today, until) + fees


def _between(comes: Recurrence, today: date, last: date) -> int:
    """About how often it comes from today to a day."""
    until = last if comes.ends_on is None else min(last, comes.ends_on)
    span = until - max(today, comes.starts_on)
    return 0 if span < timedelta(0) else span.days // _step(comes) + 1


def _step(comes: Recurrence) -> int:
    return _DAYS[comes.unit] * comes.count
