"""What a pay-off plan is made from: debts as they stand today, and the money that comes for them.

Amounts are whole minor units of one currency, rates millionths a year (18.25 % is 182,500), dates the debts' own.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from backend.domain.calendar.recurrence import Recurrence
from backend.domain.credit.card_and_loan_terms import DayCount, LateFeeRule, MinimumRule

Kind = Literal["card", "loan", "mortgage", "other"]


class DatedRate(NamedTuple):
    """The rate from a day on; the first of a part holds before its own day as well."""

    from_on: date
    ppm: int


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a debt with rates of its own, as a transferred balance at 0 % until a day."""

    balance: int
    rates: tuple[DatedRate, ...]


class Ask(NamedTuple):
    """What each due asks for from a day on: so much, and the interest of its period on top where `plus_interest`."""

    from_on: date
    amount: int
    plus_interest: bool = False


class Fee(NamedTuple):
    """Charged on a day while anything is owed; again every so many months where not 0."""

    on: date
    amount: int
    every_months: int = 0


class OpenDue(NamedTuple):
    """What is asked for already, by a statement that closed or an instalment that nobody paid."""

    on: date
    amount: int


@dataclass(frozen=True, slots=True)
class Cycles:
    """When a debt asks: interest is charged and the minimum told on each closing day, to be paid on its due day.

    `due` has the day of each closing's due, in step with `closes`; or it lies `days_after`; neither: the same day.
    """

    closes: Recurrence
    due: Recurrence | None = None
    days_after: int = 0


@dataclass(frozen=True, slots=True)
class Debt:
    """One debt. Either `rule`, which only a card has, or `asks`, the instalments or what was typed, which wins.

    By `ends_on` all of it is asked for. Before `begins_on` nothing is owed. `nominal` months bear a twelfth of a year,
    counted between the days `anchor_day`; the other day counts take days. Raises ValueError for a card's rule on
    anything but a card.
    """

    id: str
    name: str
    kind: Kind
    parts: tuple[Part, ...]
    cycles: Cycles
    asks: tuple[Ask, ...] = ()
    rule: MinimumRule | None = None
    credit_limit: int | None = None
    day_count: DayCount = "actual/365"
    anchor_day: int = 1
    begins_on: date | None = None
    ends_on: date | None = None
    fees: tuple[Fee, ...] = ()
    late_fee: LateFeeRule | None = None
    open_dues: tuple[OpenDue, ...] = ()

    def __post_init__(self) -> None:
        if self.rule is not None and self.kind != "card":
            raise ValueError("a card's rule for its minimum is no other debt's")

    @property
    def balance(self) -> int:
        return sum(part.balance for part in self.parts)

    def highest_rate_bp(self, today: date) -> int:
        """The highest rate of any part on a day, in whole basis points a year."""
        rates_today = (
            max((rate for rate in part.rates if rate.from_on <= today), default=part.rates[0])
            for part in self.parts
        )
        return max(rate.ppm for rate in rates_today) // 100


class Stream(NamedTuple):
    """Money for debts that comes again and again, as every month or every second week."""

    amount: int
    comes: Recurrence


class Extra(NamedTuple):
    """Money that comes once."""

    on: date
    amount: int


@dataclass(frozen=True, slots=True)
class Budget:
    """All the money for the debts, minimums included; what is not in it is not spent on them."""

    streams: tuple[Stream, ...]
    extras: tuple[Extra, ...] = ()


@dataclass(frozen=True, slots=True)
class Household:
    """The debts on a day, the money for them, and how many months are looked at, at most."""

    today: date
    debts: tuple[Debt, ...]
    budget: Budget
    months: int = 600

    @property
    def owed_today(self) -> int:
        """What all debts that have begun owe together."""
        return sum(debt.balance for debt in self.debts if (debt.begins_on or self.today) <= self.today)
