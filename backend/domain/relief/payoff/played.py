"""How a plan went once it is played: when it ended, what it cost, what it missed, what was owed at each month's end."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

MOST_TOLD = 2**53 - 1  # the largest whole number that every reader of JSON keeps


class Missed(NamedTuple):
    """A due that the money did not reach: so much of it was missing."""

    debt_id: str
    on: date
    missing: int


class Ended(NamedTuple):
    """When a debt was paid off; None: not within the months looked at."""

    debt_id: str
    on: date | None


class Strain(NamedTuple):
    """The calendar month in which minimums ask for the most ("2027-03")."""

    month: str
    amount: int


class MonthEnd(NamedTuple):
    """What each debt owes after a month's last happening, in the household's order."""

    on: date
    balances: tuple[int, ...]


@dataclass(slots=True)
class Played:
    """How it went. `money_in` = `paid` + `in_hand` + `left_over`; `owed` is what is not paid off, 0 where all is.

    `too_large_on`: on that day a sum would pass `MOST_TOLD`, so that everything is told as it is before it.
    `left_over` is what no debt needed when it came. `borrowed` is what was owed on the first day and what began since:
    `borrowed` + `interest` + `fees` = `paid` + `owed`.
    """

    ended_on: date | None
    ends: list[Ended]
    interest: int
    fees: int
    paid: int
    owed: int
    borrowed: int
    money_in: int
    in_hand: int
    left_over: int
    strain: Strain | None
    missed: list[Missed]
    month_ends: list[MonthEnd]
    too_large_on: date | None = None

    @property
    def cost(self) -> int:
        return self.interest + self.fees
