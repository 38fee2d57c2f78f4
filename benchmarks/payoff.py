"""Pay-off plans beside a plain loop over days in decimals: equal to the minor unit, and at least ten times as fast.

The loop (`payoff_by_hand`) is written apart. First random households of every kind, each in one order: dates, interest,
fees, what was paid, what is owed, what was missed. Then time: 20 accounts looked at for 360 months, all orders. Last
what the least-cost plan takes as accounts and months double.
"""

import statistics
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from time import perf_counter
from typing import NamedTuple

from backend.domain.relief.payoff import strategies
from backend.domain.relief.payoff.comparison import rank
from backend.domain.relief.payoff.debts import Household
from backend.domain.relief.payoff.least_cost import LeastCost, least_cost
from backend.domain.relief.payoff.played import Played
from backend.domain.relief.payoff.playing import play
from backend.domain.relief.payoff.strategies import Order
from backend.domain.relief.payoff.timetable import lay_out
from benchmarks.ground import Ratio
from benchmarks.payoff_by_hand import Life, live
from benchmarks.payoff_households import household, order, slow_household, turning_household

ORDERS = ("avalanche", "snowball", "cash_flow_relief")


class Outcome(NamedTuple):
    """All that must be equal, in minor units."""

    ended_on: date | None
    ends: tuple[date | None, ...]
    sums: tuple[int, ...]
    missed: tuple[tuple[str, date, int], ...]


def named(first: str | list[str]) -> Order:
    """The order of that name, or the borrower's own."""
    found: dict[str, Order] = {each: getattr(strategies, each) for each in ORDERS}
    return found[first] if isinstance(first, str) else strategies.custom(first)


def of_plan(played: Played) -> Outcome:
    sums = (played.interest, played.fees, played.paid, played.owed, played.money_in, played.in_hand)
    missed = tuple((each.debt_id, each.on, each.missing) for each in played.missed)
    ends = tuple(each.on for each in played.ends)
    return Outcome(played.ended_on, ends, (*sums, played.left_over), missed)


def by_hand(life: Life) -> Outcome:
    sums = [
        sum(figure(account) for account in life.accounts)
        for figure in (lambda a: a.charged, lambda a: a.fees, lambda a: a.paid, lambda a: a.balance)
    ]
    ends = tuple(account.ended_on if account.balance == 0 else None for account in life.accounts)
    sums += [life.money_in, life.pot, life.left_over]
    return Outcome(life.over_on, ends, tuple(sums), tuple(life.missed))


def differs(seed: int, months: int) -> bool:
    """Whether the two differ for a random household."""
    owed = household(seed, debts=1 + seed % 3, months=months)
    first = order(seed, owed)
    return of_plan(play(lay_out(owed), named(first))) != by_hand(live(owed, first))


def run(quick: bool) -> Iterator[Ratio]:
    """How many households differ, and how much faster ours is."""
    count = 200 if quick else 10_000
    different = [seed for seed in range(count) if differs(seed, 12)]
    note = f"{count} households" + (f", first {different[0]}" if different else "")
    yield Ratio("pay-off plans that differ from the plain loop", len(different), 0, at_most=True, note=note)
    yield from _faster(5 if quick else 20, 360)
    yield from _doubling(3 if quick else 4)


def _doubling(steps: int) -> Iterator[Ratio]:
    """What the least-cost plan takes, and the gap that is proven, as accounts and months double."""
    accounts = [(count, 12) for count in (2, 4, 8, 16)[:steps]]
    months = [(3, length) for length in (6, 12, 24, 48)[:steps]]
    for name, sizes in (("accounts", accounts), ("months", months)):
        told = []
        for count, length in sizes:
            took, found = _timed(partial(_least, turning_household(count, length)), 1)
            assert isinstance(found, LeastCost)
            gap = "no bound" if found.gap is None else f"gap {found.gap} of {found.played.cost}"
            told.append((took, f"{count} accounts, {length} months: {took:.2f} s, {gap}"))
        yield Ratio(
            f"least-cost plan as {name} double: slowest, s",
            max(each[0] for each in told),
            8,
            at_most=True,
            note="; ".join(each[1] for each in told),
        )


def _least(owed: Household) -> LeastCost:
    end = perf_counter() + 5
    timetable = lay_out(owed)
    best = min((play(timetable, named(each)) for each in ORDERS), key=rank)
    return least_cost(timetable, best, seconds_left=lambda: end - perf_counter())


def _faster(accounts: int, months: int) -> Iterator[Ratio]:
    owed = slow_household(accounts, months)

    def ours() -> list[Outcome]:
        timetable = lay_out(owed)
        return [of_plan(play(timetable, named(each))) for each in ORDERS]

    def plain() -> list[Outcome]:
        return [by_hand(live(owed, each)) for each in ORDERS]

    took, found = _timed(ours, 5)
    slow, expected = _timed(plain, 1)
    if found != expected:
        raise AssertionError("the long plans differ")
    last = max(each.ended_on or date.max for each in found)
    note = f"{took * 1000:.0f} ms against {slow:.2f} s; the last ends {last}"
    yield Ratio(
        f"three orders, {accounts} accounts, {months} months: times as fast", slow / took, 10, note=note
    )
    yield _alone(owed, slow / len(ORDERS))


def _alone(owed: Household, slow: float) -> Ratio:
    took, _ = _timed(lambda: play(lay_out(owed), strategies.avalanche), 5)
    return Ratio("one order alone: times as fast", slow / took, 10, note=f"{took * 1000:.0f} ms")


def _timed(work: "Callable[[], list[Outcome] | Played | LeastCost]", times: int) -> tuple[float, object]:
    took, found = [], None
    for _ in range(times):
        start = perf_counter()
        found = work()
        took.append(perf_counter() - start)
    return statistics.median(took), found
