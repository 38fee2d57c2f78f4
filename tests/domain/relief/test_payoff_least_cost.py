"""The plan of least interest: better than every order where one is, and never told to be more certain than it is."""

from datetime import date
from itertools import product

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from backend.domain.relief.payoff.debts import Household
from backend.domain.relief.payoff.least_cost import LeastCost, least_cost
from backend.domain.relief.payoff.playing import play
from backend.domain.relief.payoff.strategies import avalanche, cash_flow_relief, snowball
from backend.domain.relief.payoff.timetable import lay_out
from benchmarks.payoff_households import household
from tests.domain.relief.debts_to_pay import balances, loan, owed, played, rate

TURNING = loan("turning", 500_000, 0, 10_000, rate(2900, date(2027, 7, 1)))


def least(found: Household, seconds: float = 5.0) -> LeastCost:
    return least_cost(found, own=(), seconds_left=lambda: seconds)


def test_it_pays_before_a_promotion_ends_what_no_order_does() -> None:
    home = owed(TURNING, loan("other", 400_000, 1200, 10_000), budget=45_000)
    found = least(home)
    balances(found.played)
    assert found.by_model
    assert found.played.interest == 94_889
    assert played(home).interest == 118_869
    assert found.gap is not None
    assert found.gap <= 60


def test_no_plan_that_was_tried_costs_less_than_the_bound() -> None:
    """Every split of what is free, in steps, over the first six months: none is below the bound."""
    home = owed(
        loan("a", 60_000, 0, 2_000, rate(3600, date(2027, 5, 1))),
        loan("b", 60_000, 1800, 2_000),
        budget=20_000,
    )
    found = least(home)
    assert found.bound is not None
    timetable = lay_out(home)
    days = [day for day, happens in timetable.days if happens.income][:6]
    for split in product((0, 4_000, 8_000, 12_000, 16_000), repeat=4):
        sums, wishes = [0, 0], {}
        for day, first in zip(days, split, strict=False):
            sums = [sums[0] + 2_000 + first, sums[1] + 2_000 + 16_000 - first]
            wishes[day] = list(sums)
        assert play(timetable, avalanche, wishes).cost >= found.bound


@given(st.integers(0, 1 << 32))
@settings(max_examples=6, deadline=None)
def test_every_order_costs_at_least_the_bound(seed: int) -> None:
    home = household(seed, debts=2, months=30)
    found = least(home, seconds=1.0)
    assume(found.bound is not None)
    timetable = lay_out(home)
    for order in (avalanche, snowball, cash_flow_relief):
        plan = play(timetable, order)
        if plan.ended_on and not plan.missed:
            assert plan.cost >= found.played.cost
            assert plan.interest >= (found.bound or 0)


def test_nothing_is_proven_of_debts_that_never_end_or_miss_their_minimums() -> None:
    assert least(owed(loan("a", 1_000_000, 2400, 0), budget=15_000)).gap is None
    assert (
        least(owed(loan("a", 100_000, 2400, 9_000), loan("b", 90_000, 0, 8_000), budget=16_000)).gap is None
    )


def test_where_time_runs_out_the_best_order_is_told_and_its_gap_is_open_or_true() -> None:
    debts = [loan(str(n), 400_000 + 7_000 * n, 600 + 150 * n, 6_000) for n in range(8)]
    found = least(owed(*debts, budget=70_000), seconds=0.01)
    assert found.played.ended_on is not None
    assert found.bound is None or found.bound <= found.played.cost
