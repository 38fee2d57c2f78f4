"""The largest equal instalment that a cash flow carries, with a margin, on every day that is known.

An instalment paid on each of some days lowers every later balance by as many of them. So the largest is the smallest,
over the days from the first on, of what is above the reserve divided by the instalments paid by then. The margin is
kept back of each: 10 % of margin leaves a tenth of the instalment over on the tightest day.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple


class Balance(NamedTuple):
    """A day's balance at its end; minor units."""

    on: date
    amount: int


class Room(NamedTuple):
    """The largest instalment, in minor units, and the day that allows no more; 0 where a day has nothing above the
    reserve, before the first instalment too."""

    amount: int
    tightest_on: date


def largest_instalment(
    balances: Sequence[Balance], pays_on: Sequence[date], *, reserve: int, margin_percent: int
) -> Room:
    """What can be paid on each of these days. `balances` come by day, without the instalments.

    Raises ValueError where no day of payment lies within the balances.
    """
    days = sorted(pays_on)
    if not balances or not days or days[0] > balances[-1].on:
        raise ValueError("no instalment falls into what is known")
    found: Room | None = None
    for on, amount in balances:
        paid = sum(day <= on for day in days)
        above = amount - reserve
        if above < 0:
            return Room(0, on)
        if not paid:
            continue
        room = Room(100 * above // (paid * (100 + margin_percent)), on)
        if found is None or room.amount < found.amount:
            found = room
    assert found is not None  # the first day of payment lies within
    return found


def instalments_needed(debt: int, amount: int) -> int:
    """How many instalments of an amount pay a debt that grows no more: the last may be smaller."""
    return -(-debt // amount)
