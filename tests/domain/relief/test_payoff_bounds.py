"""What a comparison may take and tell: what happens is counted, seconds run out, sums end where they cannot be told."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from backend.domain.calendar.recurrence import Recurrence
from backend.domain.relief.payoff.comparison import compare
from backend.domain.relief.payoff.debts import Cycles, Household, Stream
from backend.domain.relief.payoff.happenings import MOST_HAPPENINGS, happenings, months_that_fit
from backend.domain.relief.payoff.least_cost import least_cost
from backend.domain.relief.payoff.offers import Offer, judge
from backend.domain.relief.payoff.played import MOST_TOLD
from backend.domain.relief.payoff.playing import play
from backend.domain.relief.payoff.seconds import OutOfTime, SecondsLeft
from backend.domain.relief.payoff.strategies import avalanche
from backend.domain.relief.payoff.timetable import lay_out, with_budget
from tests.domain.relief.debts_to_pay import TODAY, balances, loan, owed

A, B = loan("A", 400_000, 2400, 10_000), loan("B", 100_000, 1200, 3_000)
ENDLESS = loan("E", 1_000_000, 2400, 0)


def ticks(count: int) -> SecondsLeft:
    """A clock that is asked so often before nothing is left."""
    left: Iterator[int] = iter(range(count, 0, -1))
    return lambda: next(left, 0)


def daily(count: int) -> Household:
    each_day = Recurrence("day", 1, date(2026, 12, 2))
    debts = tuple(replace(loan(str(n), 100_000, 2000, 50), cycles=Cycles(each_day)) for n in range(count))
    home = owed(*debts, budget=1)
    return replace(home, budget=replace(home.budget, streams=(Stream(60 * count, each_day),)))


def test_happenings_are_closings_dues_and_days_with_money_each_with_the_month_ahead() -> None:
    """Of 12 months: 12 closings and dues of each debt, 12 sums of money, at each 3 looks at each debt."""
    home = owed(A, B, budget=40_000)
    assert happenings(home, 12) == 2 * 2 * 12 + 12 + 12 * 2 * 3 // 2
    assert happenings(daily(10), 1) == 2 * 10 * 31 + 31 + 31 * 10 * 36 // 2


def test_forty_monthly_debts_are_played_for_fifty_years_and_daily_ones_for_the_months_that_fit() -> None:
    forty = owed(*(loan(str(n), 100_000, 2000, 1_500) for n in range(40)), budget=70_000)
    assert happenings(forty, 600) <= MOST_HAPPENINGS
    home = daily(10)
    fit = months_that_fit(home, MOST_HAPPENINGS)
    assert happenings(home, fit) <= MOST_HAPPENINGS < happenings(home, fit + 1)


def test_where_seconds_run_out_the_orders_are_told_all_the_same_and_the_rest_is_named() -> None:
    timetable = lay_out(owed(A, B, budget=20_000))
    whole = compare(timetable, one_more=10_000, unit=100)
    cut = compare(timetable, one_more=10_000, unit=100, seconds_left=ticks(3))
    assert [plan.played for plan in cut.plans] == [plan.played for plan in whole.plans]
    assert [plan.one_more for plan in cut.plans] == [None, None, None]
    assert (whole.not_reached, cut.not_reached) == (frozenset(), {"one_more"})


def test_what_ends_a_plan_is_told_as_far_as_it_was_found_in_time() -> None:
    timetable = lay_out(owed(ENDLESS, budget=15_000))
    whole = compare(timetable, one_more=100, unit=100).of("avalanche").way_out
    none = compare(timetable, one_more=100, unit=100, seconds_left=ticks(0))
    assert none.not_reached == {"one_more", "way_out"}
    assert none.of("avalanche").way_out == (20_000, None, None, None)
    some = compare(timetable, one_more=100, unit=100, seconds_left=ticks(3_600))
    assert some.not_reached == {"way_out"}
    told = some.of("avalanche").way_out
    assert whole is not None
    assert told is not None
    assert told.more_a_month is None or told.more_a_month >= (whole.more_a_month or 0)


def test_a_due_that_is_missed_is_looked_at_again_only_in_time() -> None:
    timetable = lay_out(owed(A, B, budget=12_000))
    cut = compare(timetable, one_more=100, unit=100, seconds_left=ticks(0))
    assert "look_ahead" in cut.not_reached
    assert cut.of("avalanche").played == play(timetable, avalanche, patient=False)


@pytest.mark.parametrize("asked", [0, 3, 5])
def test_a_least_cost_plan_without_the_time_to_build_its_model_is_the_best_order(asked: int) -> None:
    timetable = lay_out(owed(A, B, budget=20_000))
    best = play(timetable, avalanche)
    found = least_cost(timetable, best, seconds_left=ticks(asked))
    assert (found.played, found.gap, found.by_model) == (best, None, False)
    assert not found.in_time


def test_an_offer_is_not_half_worked_out() -> None:
    home = owed(A, B, budget=20_000)
    offer = Offer(loan("offer", 0, 0, 5_000), ("A",))
    with pytest.raises(OutOfTime):
        judge(home, offer, without=play(lay_out(home), avalanche), seconds_left=ticks(4))


def test_other_money_on_the_same_debts_is_laid_out_as_anew() -> None:
    home, other = owed(A, B, budget=20_000), owed(A, B, budget=25_000)
    streams = (*other.budget.streams, Stream(700, Recurrence("week", 2, date(2019, 1, 4))))
    other = replace(other, budget=replace(other.budget, streams=streams))
    first, second = lay_out(home), lay_out(other)
    assert with_budget(first, other.budget) == second
    assert with_budget(second, home.budget) == first
    assert first.days[0][0] == (date(2027, 1, 1) - TODAY).days


def test_a_debt_that_outgrows_what_can_be_told_ends_before_that_day() -> None:
    """5/6 a month: 1.83, 3.36, 6.16, and on the first of April 11.3 of 9.007 (10^15)."""
    found = play(lay_out(owed(loan("A", 10**15, 100_000, 0), budget=1)), avalanche)
    balances(found)
    assert found.too_large_on == date(2027, 4, 1)
    assert found.ended_on is None
    assert 10**15 < found.owed <= MOST_TOLD
    assert found.month_ends[-1].on == date(2027, 3, 1)
    assert found.owed == sum(found.month_ends[-1].balances)
