"""A large bill seen once or twice may come again: surely enough to expect it, or only so that the low case counts it.

The rule: half a year and a year after, from a week before that day on, the low case counts it. A bill that was paid
out of an income of half a year or a year, a tuition out of a student's grant, goes by that income's rhythm: once the
income has come again, the bill is expected as many days after it as the last time.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from backend.domain.spending.forecast.flows import Flow
from backend.domain.spending.forecast.series_flows import Series
from backend.domain.spending.forecast.usual_spending import Spent, without_one_offs

_BILLS = ("insurance.", "education.tuition", "state.", "housing.", "utilities.")
_RETURNS = (182, 365)
_AROUND = timedelta(days=7)
_PAID_OUT_OF = 30  # days after an income


class MayReturn(NamedTuple):
    """What may be paid from a day on."""

    on: date
    amount: int


class Coming(NamedTuple):
    """Seldom bills of the days to come: those expected, and those that only may return."""

    flows: list[Flow]
    may_return: list[MayReturn]


def seldom_bills(paid: Sequence[Spent], middle: int | None) -> list[Spent]:
    """The large bills of no habit: they are counted on their days, and are no witness of what any day may bring."""
    habits = {(line.on, line.amount) for line in without_one_offs(paid, middle)}
    return [
        line for line in paid if line.category.startswith(_BILLS) and (line.on, line.amount) not in habits
    ]


def coming_bills(bills: Sequence[Spent], series: Sequence[Series], today: date) -> Coming:
    """Which of them are expected from today on, and which may come."""
    paid_out = [(bill, on) for bill in bills for on in _again_after(bill, bills, series, today)]
    sure = {bill for bill, _ in paid_out}
    return Coming(
        [_flow(bill, on) for bill, on in paid_out],
        [each for bill in bills if bill not in sure for each in _may_return(bill, bills, today)],
    )


def _again_after(
    bill: Spent, bills: Sequence[Spent], series: Sequence[Series], today: date
) -> Iterator[date]:
    """The day on which it is expected, if it was paid out of an income that has come again since."""
    for one in series:
        if one.direction != "in" or one.rhythm not in ("half_year", "year") or len(one.history) < 2:
            continue
        (before, amount), (again, _) = one.history[-2:]
        after = bill.on - before
        paid_since = any(other.category == bill.category and other.on >= again for other in bills)
        if 0 <= after.days <= _PAID_OUT_OF and -bill.amount <= amount and not paid_since:
            if again + after >= today - _AROUND:
                yield max(today, again + after)
            return


def _may_return(bill: Spent, bills: Sequence[Spent], today: date) -> Iterator[MayReturn]:
    """From a week before it is a half or a whole year old; what is expected in these days and not here is open."""
    for days in _RETURNS:
        on = bill.on + timedelta(days=days)
        come = any(other.category == bill.category and on - _AROUND <= other.on < today for other in bills)
        if on + _AROUND >= today and not come:
            yield MayReturn(max(today, on - _AROUND), -bill.amount)


def _flow(bill: Spent, on: date) -> Flow:
    return Flow(on, bill.amount, bill.amount, bill.amount, "fixed", "", bill.category, category=bill.category)
