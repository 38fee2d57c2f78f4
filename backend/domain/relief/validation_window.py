"""Until when a debt can be disputed with a collector: so many days after the notice has come, or is taken to have come.

A collector may take it to have come on a day at least so many days behind the sending; Saturdays, Sundays and public
holidays do not count in that, and a holiday counts on its own day alone: the Monday on which one that fell on a Sunday
is kept is no such day. The days after the coming are calendar days, and no last day moves for a weekend.

Of several readings (the day that the notice prints, the day it came, the day it was sent) the earliest is the one to
keep to, and the latest is told beside it.
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
    """`assumed_on`: when the notice is taken to have come, None where its sending is not known. `ends_on` is the day
    to keep to, `latest_on` the last that any reading gives."""

    assumed_on: date | None
    ends_on: date
    latest_on: date


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
    ends = [printed_on] if printed_on else []
    if rule is not None:
        ends += [day + timedelta(days=rule.days) for day in (received_on, assumed) if day]
    return Window(assumed, min(ends), max(ends)) if ends else None


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
