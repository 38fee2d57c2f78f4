"""Until when a debt can be disputed with a collector: so many days after the notice has come, or is taken to have come.

A collector may take it to have come on a day at least so many days behind the sending; Saturdays, Sundays and public
holidays do not count in that, and a holiday counts on its own day alone: the Monday on which one that fell on a Sunday
is kept is no such day. The days after the coming are calendar days, and no last day moves for a weekend.

Of several readings (the day that the notice prints, the day it came, the day it was sent) the earliest is the one to
keep to, and the latest is told beside it: it is over only after the last, since a day that is printed too early takes
nothing from the days of the law.
"""

from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple

import holidays

from backend.domain.relief.owed_law import WindowRule

_SATURDAY = 5
Sum = Literal["adds_up", "differs", "unknown"]
SUMS: tuple[Sum, ...] = ("adds_up", "differs", "unknown")


class Window(NamedTuple):
    """`assumed_on`: when the notice is taken to have come, None where its sending is not known. `readings`: the last
    days that there may be, in order, at least one. `printed_too_early`: None where the law's day is not known."""

    assumed_on: date | None
    readings: tuple[date, ...]
    printed_too_early: bool | None

    @property
    def ends_on(self) -> date:
        """The day to keep to."""
        return self.readings[0]

    @property
    def latest_on(self) -> date:
        """The last day that any reading gives: after it the time is over."""
        return self.readings[-1]

    def next_on(self, today: date) -> date | None:
        """The first of the days that is not behind; None where it is over."""
        return next((day for day in self.readings if day >= today), None)


class Itemized(NamedTuple):
    """The sums of a notice in minor units; None where it does not say one."""

    amount: int | None
    interest: int | None
    fees: int | None
    payments: int | None
    credits: int | None
    claimed: int | None


def window(
    rule: WindowRule | None, *, provided_on: date | None, received_on: date | None, printed_on: date | None
) -> Window | None:
    """The window of a notice; None where nothing gives a day. Without a rule only the printed day does."""
    assumed = assumed_receipt(rule, provided_on) if rule and provided_on else None
    legal = [day + timedelta(days=rule.days) for day in (assumed, received_on) if day] if rule else []
    readings = sorted([*legal, printed_on] if printed_on else legal)
    too_early = printed_on < legal[0] if printed_on and legal else None
    return Window(assumed, tuple(readings), too_early) if readings else None


def assumed_receipt(rule: WindowRule, provided_on: date) -> date:
    """The first day on which a notice that was sent may be taken to have come."""
    day, left = provided_on, rule.assumed_days
    while left:
        day += timedelta(days=1)
        if day.weekday() < _SATURDAY and day not in _public_holidays(rule.holidays, day.year):
            left -= 1
    return day


def sums(of: Itemized) -> Sum:
    """Whether the notice's own sums come to what it claims: amount, interest and fees, less payments and credits."""
    if None in of:
        return "unknown"
    return "adds_up" if difference(of) == 0 else "differs"


def difference(of: Itemized) -> int | None:
    """How much is claimed above the sums, in minor units; None where one of them is not said."""
    amount, interest, fees, payments, credits, claimed = of
    if amount is None or interest is None or fees is None or payments is None:
        return None
    if credits is None or claimed is None:
        return None
    return claimed - (amount + interest + fees - payments - credits)


@lru_cache(maxsize=64)
def _public_holidays(country: str, year: int) -> frozenset[date]:
    """The holidays of a year on their own days, without those on which they are kept instead."""
    return frozenset(holidays.country_holidays(country, years=year, expand=False, observed=False))
