"""The cut plan's question is put in whole numbers here: which cuts may be taken, and what each day needs.

The rule: the reserve is kept at the end of every day, after all that is paid up to it:
    balance without anything paid + what the cuts have saved - what was paid so far >= reserve.
A day's `need` is what that lacks before any cut. Each day is one row: what is saved by its end, and what was left
unpaid up to it, reach its need. A day that stays short although all is cut and nothing paid cannot be kept by
anybody: it asks for nothing, and what is to be paid on it is not promised.

Most rows say nothing new. Savings only grow, so a row whose need an earlier day reaches already is left out; and so is
one that a later, tighter day reaches: whoever reaches that has at least as much here. A step is a column of its own,
the k-th dearer than the one before. Everything is sorted first: the order of the input says nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import accumulate
from typing import Literal, NamedTuple

from backend.domain.spending.cut_plan.allowed_cuts import (
    Choice,
    Cut,
    Subscription,
    step_cuts,
    subscription_cut,
)
from backend.domain.spending.cut_plan.payables import RANKS, Payable
from backend.domain.spending.cut_plan.program import Column, Program
from backend.domain.spending.forecast.cash_flow import Forecast, Typical, spent


@dataclass(frozen=True)
class Situation:
    """`dues` in the order of payment; `free` is each day's balance with nothing of them paid."""

    today: date
    reserve: int
    free: tuple[int, ...]
    dues: tuple[Payable, ...]
    cuts: tuple[Cut, ...]

    def day(self, due: Payable) -> int:
        return (due.on - self.today).days

    def need(self, day: int, unpaid: frozenset[str]) -> int:
        """What is missing at the end of `day` before any cut."""
        paid = sum(due.amount for due in self.dues if self.day(due) <= day and due.id not in unpaid)
        return self.reserve - self.free[day] + paid

    def saved(self, day: int, taken: Mapping[Cut, int]) -> int:
        return sum(steps * cut.saved(day) for cut, steps in taken.items())

    def spare(self, taken: Mapping[Cut, int], unpaid: frozenset[str]) -> list[int]:
        """What each day's end has above the reserve."""
        return [self.saved(day, taken) - self.need(day, unpaid) for day in range(len(self.free))]

    @cached_property
    def everything(self) -> dict[Cut, int]:
        """All that may be cut."""
        return {cut: cut.most for cut in self.cuts}

    @cached_property
    def kept(self) -> tuple[int, ...]:
        """The days that can keep the reserve: with all that may be cut, and nothing paid."""
        every_due = frozenset(due.id for due in self.dues)
        spare = self.spare(self.everything, every_due)
        return tuple(day for day, over in enumerate(spare) if over >= 0)

    @cached_property
    def hopeless(self) -> frozenset[str]:
        """What falls due on a day that cannot be kept."""
        return frozenset(due.id for due in self.dues if self.day(due) not in self.kept)

    @cached_property
    def open_dues(self) -> tuple[Payable, ...]:
        """What may be paid or left unpaid."""
        return tuple(due for due in self.dues if due.id not in self.hopeless)


@dataclass(frozen=True, slots=True)
class CutColumn:
    """The k-th step of a cut, or a due left unpaid."""

    cut: Cut | None
    step: int = 0
    due: Payable | None = None


class Row(NamedTuple):
    """A day's row: what it needs, and the most that it can get."""

    day: int
    need: int
    most: int


def situation(
    seen: Forecast,
    *,
    reserve: int,
    payable: Sequence[Payable],
    typical: Sequence[Typical],
    choices: Sequence[Choice],
    subscriptions: Sequence[Subscription],
    basis: Literal["expected", "low"],
) -> Situation:
    """From a forecast; raises ValueError for a category or subscription given twice, or a step of nothing."""
    _check(choices, subscriptions)
    today, days = seen.days[0].on, len(seen.days)
    balances = [day.expected if basis == "expected" else day.low for day in seen.days]
    paid = [0] * days
    for due in payable:
        paid[(due.on - today).days] += due.amount
    free = tuple(balance + so_far for balance, so_far in zip(balances, accumulate(paid), strict=True))
    habits = {habit.category: habit for habit in typical}
    charged = sum(
        amount for one in subscriptions for on, amount in one.charges if 0 < (on - today).days < days
    )
    spending = charged + sum(spent(each.expected, today, seen.days[-1].on) for each in typical)
    cuts = [subscription_cut(one, today, days, spending) for one in subscriptions]
    for choice in choices:
        if choice.category in habits and not choice.protected:
            cuts += step_cuts(choice, habits[choice.category], today, days)
    possible = sorted((cut for cut in cuts if cut.most), key=lambda cut: (cut.period, cut.kind, cut.key))
    return Situation(today, reserve, free, tuple(payable), tuple(possible))


def _check(choices: Sequence[Choice], subscriptions: Sequence[Subscription]) -> None:
    for keys in ([choice.category for choice in choices], [one.id for one in subscriptions]):
        if len(set(keys)) != len(keys):
            raise ValueError("a category or a subscription is given once")
    if any(choice.step <= 0 or choice.floor < 0 or choice.refused < 0 for choice in choices):
        raise ValueError("a step saves something; a floor and refusals are not negative")
    if any(not 0 <= choice.largest_share_bp <= 10_000 for choice in choices):
        raise ValueError("the largest share is between nothing and the whole")
    if any(one.refused < 0 or any(amount <= 0 for _, amount in one.charges) for one in subscriptions):
        raise ValueError("a subscription's charges are positive and its refusals not negative")


def unpaid_costs(dues: Sequence[Payable]) -> list[list[int]]:
    """What is made least in turn when not all can be paid: what is left unpaid of each rank."""
    return [[due.weight if due.rank == rank else 0 for due in dues] for rank in RANKS]


def unpaid_program(at: Situation) -> Program:
    """Which dues to leave unpaid when all that may be cut is cut: a column a due, a row a day."""
    dues = at.open_dues
    found = (
        Row(day, at.need(day, at.hopeless) - at.saved(day, at.everything), _owed(at, dues, day))
        for day in at.kept
    )
    rows = _telling(found)
    return Program(tuple(_due_column(at, due, rows) for due in dues), tuple(row.need for row in rows))


def pain_program(at: Situation, unpaid: frozenset[str]) -> tuple[Program, list[CutColumn]]:
    """Which cuts to take when it is settled what is paid."""
    rows = _telling(Row(day, at.need(day, unpaid), at.saved(day, at.everything)) for day in at.kept)
    owners, columns = _steps(at, rows)
    return Program(tuple(columns), tuple(row.need for row in rows)), owners


def open_program(at: Situation) -> tuple[Program, list[CutColumn]]:
    """Which cuts to take and what to leave unpaid, where several ways to leave some unpaid are as little harm."""
    dues = at.open_dues
    rows = _telling(
        Row(day, at.need(day, at.hopeless), at.saved(day, at.everything) + _owed(at, dues, day))
        for day in at.kept
    )
    owners, columns = _steps(at, rows)
    owners += [CutColumn(None, due=due) for due in dues]
    columns += [_due_column(at, due, rows) for due in dues]
    return Program(tuple(columns), tuple(row.need for row in rows)), owners


def _owed(at: Situation, dues: Sequence[Payable], day: int) -> int:
    return sum(due.amount for due in dues if at.day(due) <= day)


def _telling(rows: Iterable[Row]) -> list[Row]:
    """The rows that say something new: not reached with an earlier one, nor with a later one that is as tight."""
    rising: list[Row] = []
    for row in rows:
        if row.need > max((earlier.need for earlier in rising), default=0):
            rising.append(row)
    told: list[Row] = []
    for row in reversed(rising):
        if not told or row.need - row.most > told[-1].need - told[-1].most:
            told.append(row)
    return told[::-1]


def _due_column(at: Situation, due: Payable, rows: Sequence[Row]) -> Column:
    """What a due left unpaid leaves on each day; no row takes more than it needs."""
    return tuple(
        (place, min(row.need, due.amount)) for place, row in enumerate(rows) if at.day(due) <= row.day
    )


def _steps(at: Situation, rows: Sequence[Row]) -> tuple[list[CutColumn], list[Column]]:
    """A column for each step that saves anything in time; no row takes more than it needs."""
    owners: list[CutColumn] = []
    columns: list[Column] = []
    for cut in at.cuts:
        by_row = ((place, min(row.need, cut.saved(row.day))) for place, row in enumerate(rows))
        entries = tuple((place, amount) for place, amount in by_row if amount)
        if entries:
            owners += (CutColumn(cut, step) for step in range(1, cut.most + 1))
            columns += [entries] * cut.most
    return owners, columns
