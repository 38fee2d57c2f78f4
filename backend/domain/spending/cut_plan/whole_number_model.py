"""The cut plan's question is put in whole numbers here: which cuts may be taken, and what each due's day needs.

The rule: a due that is paid keeps the reserve at the end of its day, after every paid due up to it:
    balance without dues or cuts + what the cuts have saved - the dues paid so far >= reserve.
A day's `need` is what that lacks before any cut. So each paid due is one row: what is saved by its day reaches its
need. Savings only grow, hence a row whose need an earlier day reaches already says nothing new and is left out.

A due may go unpaid instead: then its own row is void (its column alone fills it, which is the tightest big-M there
is) and in later rows its amount is not needed. A step is a column of its own, the k-th dearer than the one before,
so that the cheapest choice takes them in order. Everything is sorted first: the order of the input says nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import Literal

from backend.domain.spending.cut_plan.allowed_cuts import (
    Choice,
    Cut,
    Subscription,
    step_cuts,
    subscription_cut,
)
from backend.domain.spending.cut_plan.integer_program import Program
from backend.domain.spending.forecast.cash_flow import Due, Forecast, Typical, in_order, spent


@dataclass(frozen=True, slots=True)
class Situation:
    """`dues` in the order of payment with their days from today; `free` is each day's balance without any due."""

    today: date
    reserve: int
    free: tuple[int, ...]
    dues: tuple[Due, ...]
    cuts: tuple[Cut, ...]

    def day(self, due: Due) -> int:
        return (due.on - self.today).days

    def need(self, day: int, unpaid: frozenset[str]) -> int:
        """What is missing at the end of `day` before any cut."""
        paid = sum(due.amount for due in self.dues if self.day(due) <= day and due.id not in unpaid)
        return self.reserve - self.free[day] + paid

    def saved(self, day: int, taken: Mapping[Cut, int]) -> int:
        return sum(steps * cut.saved(day) for cut, steps in taken.items())

    def everything(self) -> dict[Cut, int]:
        """All that may be cut."""
        return {cut: cut.most for cut in self.cuts}


@dataclass(frozen=True, slots=True)
class CutColumn:
    """The k-th step of a cut, or a due left unpaid."""

    cut: Cut | None
    step: int = 0
    due: Due | None = None


def situation(
    seen: Forecast,
    *,
    reserve: int,
    dues: Sequence[Due],
    typical: Sequence[Typical],
    choices: Sequence[Choice],
    subscriptions: Sequence[Subscription],
    basis: Literal["expected", "low"],
) -> Situation:
    """From a forecast; raises ValueError for a category or subscription given twice, or a step of nothing."""
    _check(choices, subscriptions)
    today, days = seen.days[0].on, len(seen.days)
    balances = (day.expected if basis == "expected" else day.low for day in seen.days)
    paid = accumulate(day.dues for day in seen.days)
    free = tuple(balance - dues_so_far for balance, dues_so_far in zip(balances, paid, strict=True))
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
    return Situation(today, reserve, free, in_order(dues, today, days), tuple(possible))


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


def harm_costs(at: Situation) -> list[int]:
    """What each due left unpaid costs: at least one unit, so that none is dropped for convenience."""
    return [max(1, due.harm) for due in at.dues]


def unpaid_program(at: Situation) -> Program:
    """Which dues to leave unpaid when all that may be cut is cut: a column a due, a row for each that is short."""
    everything = at.everything()
    columns: list[list[tuple[int, int]]] = [[] for _ in at.dues]
    low: list[int] = []
    for due in at.dues:
        day = at.day(due)
        need = at.need(day, frozenset()) - at.saved(day, everything)
        if need > 0:
            for column, other in zip(columns, at.dues, strict=True):
                if at.day(other) <= day:
                    column.append((len(low), need if other is due else min(need, other.amount)))
            low.append(need)
    return Program(tuple(map(tuple, columns)), tuple(low))


def pain_program(at: Situation, unpaid: frozenset[str]) -> tuple[Program, list[CutColumn]]:
    """Which cuts to take when it is settled which dues are paid: only needs above all earlier ones are rows."""
    rows: dict[int, int] = {}
    for due in at.dues:
        day = at.day(due)
        need = at.need(day, unpaid)
        if due.id not in unpaid and need > max(rows.values(), default=0):
            rows[day] = need
    owners, columns = _steps(at, list(rows), list(rows.values()))
    return Program(tuple(columns), tuple(rows.values())), owners


def open_program(at: Situation) -> tuple[Program, list[CutColumn]]:
    """Which cuts to take and which dues to leave unpaid, where several sets of dues are the least harm."""
    needs = [(due, at.day(due), at.need(at.day(due), frozenset())) for due in at.dues]
    rows = [(due, day, need) for due, day, need in needs if need > 0]
    owners, columns = _steps(at, [day for _, day, _ in rows], [need for _, _, need in rows])
    for due in at.dues:
        column = (
            (place, need if due is own else min(need, due.amount))
            for place, (own, day, need) in enumerate(rows)
            if at.day(due) <= day
        )
        owners.append(CutColumn(None, due=due))
        columns.append(tuple(column))
    return Program(tuple(columns), tuple(need for _, _, need in rows)), owners


def _steps(
    at: Situation, days: list[int], needs: list[int]
) -> tuple[list[CutColumn], list[tuple[tuple[int, int], ...]]]:
    """A column for each step that saves anything in time; no row takes more than it needs."""
    owners: list[CutColumn] = []
    columns: list[tuple[tuple[int, int], ...]] = []
    for cut in at.cuts:
        by_row = (
            (row, min(need, cut.saved(day))) for row, (day, need) in enumerate(zip(days, needs, strict=True))
        )
        entries = tuple((row, amount) for row, amount in by_row if amount)
        if entries:
            owners += (CutColumn(cut, step) for step in range(1, cut.most + 1))
            columns += [entries] * cut.most
    return owners, columns
