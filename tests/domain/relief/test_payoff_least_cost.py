"""The plan of least interest: better than every order where one is, and never told to be more certain than it is."""

from datetime import date, timedelta
from itertools import product

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from backend.domain.relief.payoff.comparison import rank
from backend.domain.relief.payoff.debts import Ask, Debt, Household
from backend.domain.relief.payoff.largest_balance import largest_balances
from backend.domain.relief.payoff.least_cost import LeastCost, least_cost
from backend.domain.relief.payoff.playing import play
from backend.domain.relief.payoff.strategies import avalanche, cash_flow_relief, snowball
from backend.domain.relief.payoff.timetable import lay_out
from benchmarks.payoff_households import household, turning_household
from tests.domain.relief.debts_to_pay import balances, loan, owed, played, rate

TURNING = loan("turning", 500_000, 0, 10_000, rate(2900, date(2027, 7, 1)))


def least(found: Household, seconds: float = 5.0) -> LeastCost:
    timetable = lay_out(found)
    best = min((play(timetable, order) for order in (avalanche, snowball, cash_flow_relief)), key=rank)
    return least_cost(timetable, best, seconds_left=lambda: seconds)


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


@given(st.integers(0, 1 << 32))
@settings(max_examples=25, deadline=None)
def test_no_debt_that_met_its_dues_is_larger_than_the_model_takes_for_possible(seed: int) -> None:
    """Where a month ends between a due and the next closing, the balance that was played is held to the bound."""
    timetable = lay_out(household(seed, debts=2, months=30, tight=0.3))
    plan = play(timetable, avalanche)
    assume(not plan.missed)
    today = timetable.household.today
    for number, debt in enumerate(timetable.household.debts):
        cycles = timetable.cycles[number]
        if debt.fees or debt.begins_on or not cycles:
            continue
        asked = [asked_of(debt, today + timedelta(cycle.due)) for cycle in cycles]
        bounds = largest_balances(debt, cycles, timetable.tables[number], asked)
        for end in plan.month_ends:
            day = (end.on - today).days
            met = [at for at, cycle in enumerate(cycles) if cycle.due <= day]
            if met and not any(cycles[met[-1]].due < cycle.closes <= day for cycle in cycles):
                assert end.balances[number] <= max(bounds[met[-1]], trailing(debt, bounds, met[-1]))


def trailing(debt: Debt, bounds: list[float], at: int) -> float:
    """What was borne since the closing is charged when all is paid: at most 62 days of what was owed before."""
    dearest = max(rate.ppm for part in debt.parts for rate in part.rates)
    before = bounds[at - 1] if at else debt.balance
    return before * dearest / 1_000_000 * 62 / 360 + 1


def asked_of(debt: Debt, due_on: date) -> Ask | None:
    """The ask in force on a due day, read anew; None where a rule says it."""
    if debt.rule or not debt.asks:
        return None
    return max((ask for ask in debt.asks if ask.from_on <= due_on), default=debt.asks[0])


def test_a_bound_is_proven_of_years_and_of_many_debts() -> None:
    """Three debts over eight years: one was only proven of four years and less."""
    found = least(turning_household(3, 96))
    assert found.gap is not None
    assert found.gap * 1_000 <= found.played.cost


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
