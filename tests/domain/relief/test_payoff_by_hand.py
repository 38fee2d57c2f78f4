"""Random households: equal to a plain loop over days in decimals that was written apart, and what always holds."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from backend.domain.relief.payoff.playing import LOOK_AHEAD, play
from backend.domain.relief.payoff.strategies import Order, avalanche, snowball
from backend.domain.relief.payoff.timetable import lay_out
from benchmarks.payoff import by_hand, named, of_plan
from benchmarks.payoff_by_hand import live
from benchmarks.payoff_households import TODAY, household, order
from tests.domain.relief.debts_to_pay import balances, loan, owed, played

SEEDS = st.integers(0, 1 << 32)


@given(SEEDS)
@settings(max_examples=12, deadline=None)
def test_equal_to_the_loop_by_hand(seed: int) -> None:
    found = household(seed, months=14)
    first = order(seed, found)
    assert of_plan(play(lay_out(found), named(first))) == by_hand(live(found, first))


@given(SEEDS)
@settings(max_examples=40, deadline=None)
def test_every_unit_is_somewhere(seed: int) -> None:
    found = household(seed, months=36)
    balances(play(lay_out(found), named(order(seed, found))))


class _Watched:
    """An order that notes each day on which something is given above the minimums."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self.days = list[int]()

    def __call__(self, debts: object, day: int) -> object:
        if debts:
            self.days.append(day)
        return self._order(debts, day)  # type: ignore[arg-type]


@given(SEEDS)
@settings(max_examples=40, deadline=None)
def test_no_minimum_is_missed_while_any_debt_gets_more(seed: int) -> None:
    found = household(seed, months=30)
    watched = _Watched(avalanche)
    timetable = lay_out(found)
    plan = play(timetable, watched)  # type: ignore[arg-type]
    if not plan.missed:
        return
    # It was played three times, the last with the longest look ahead: its days start again from the first.
    starts = [i for i in range(1, len(watched.days)) if watched.days[i] < watched.days[i - 1]]
    last = watched.days[max(starts, default=0) :]
    for miss in plan.missed:
        day = (miss.on - TODAY).days
        assert not [given for given in last if day - LOOK_AHEAD[-1] <= given < day]


@given(
    st.lists(
        st.tuples(st.integers(20_000, 900_000), st.integers(0, 3600), st.integers(500, 9_000)),
        min_size=1,
        max_size=5,
    ),
    st.integers(0, 80_000),
)
@settings(max_examples=40, deadline=None)
def test_the_highest_rate_first_never_costs_more_than_the_smallest_first(
    facts: list[tuple[int, int, int]], more: int
) -> None:
    debts = [loan(str(n), balance, bp, minimum) for n, (balance, bp, minimum) in enumerate(facts)]
    home = owed(*debts, budget=sum(debt.asks[0].amount for debt in debts) + more, months=240)
    dear, small = played(home, avalanche), played(home, snowball)
    if dear.ended_on and small.ended_on:
        # Each charge is rounded, by half a unit at most, in either.
        assert dear.interest <= small.interest + 240 * len(debts)


def test_the_loop_by_hand_is_told_apart_where_a_rate_differs() -> None:
    """The two are not equal because both are blind."""
    found, other = household(7, months=14), household(8, months=14)
    assert of_plan(play(lay_out(found), avalanche)) != by_hand(live(other, "avalanche"))
    assert found.today + timedelta(0) == other.today
