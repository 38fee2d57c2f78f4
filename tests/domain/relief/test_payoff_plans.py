"""Pay-off plans: worked examples to the cent, and what has gone wrong in other tools."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from backend.domain.calendar.recurrence import Recurrence
from backend.domain.credit.card_and_loan_terms import LateFeeRule, MinimumRule
from backend.domain.relief.payoff.comparison import compare
from backend.domain.relief.payoff.debts import (
    Ask,
    Budget,
    Cycles,
    DatedRate,
    Debt,
    Extra,
    Fee,
    Household,
    OpenDue,
    Part,
    Stream,
)
from backend.domain.relief.payoff.strategies import avalanche, cash_flow_relief, custom, snowball
from backend.domain.relief.payoff.timetable import lay_out
from tests.domain.relief.debts_to_pay import MONTHLY, TODAY, loan, months, owed, played, rate

A, B, C = loan("A", 400_000, 2400, 10_000), loan("B", 100_000, 1200, 3_000), loan("C", 250_000, 1800, 6_000)


def test_a_fixed_payment_bears_a_months_interest_once() -> None:
    found = played(owed(loan("card", 1_000_000, 2000, 50_000), budget=50_000))
    assert found.month_ends[0].balances == (1_000_000 + 16_667 - 50_000,)
    assert (months(found), found.interest) == ([25], 226_606)


def test_the_last_payment_is_what_is_left() -> None:
    found = played(owed(loan("card", 500_000, 1800, 15_000), budget=15_000))
    assert (months(found), found.interest) == ([47], 198_361)
    assert found.paid == 46 * 15_000 + 8_361


@pytest.mark.parametrize(
    ("order", "budget", "ends", "interest"),
    [(avalanche, 40_000, [16, 23, 22], 148_604), (snowball, 40_000, [24, 5, 13], 179_202)],
)
def test_orders_of_three_debts(order: object, budget: int, ends: list[int], interest: int) -> None:
    found = played(owed(A, B, C, budget=budget), order)  # type: ignore[arg-type]
    assert (months(found), found.interest) == (ends, interest)


def test_minimums_alone_roll_on_when_a_debt_ends() -> None:
    found = played(owed(A, B, C, budget=19_000))
    assert (max(each for each in months(found) if each), found.interest) == (68, 537_392)


@pytest.mark.parametrize(
    ("order", "ends", "interest"), [(avalanche, [13, 15], 31_606), (snowball, [15, 4], 35_389)]
)
def test_orders_of_two_debts(order: object, ends: list[int], interest: int) -> None:
    debts = loan("card", 200_000, 2200, 5_000), loan("store", 50_000, 1200, 2_500)
    found = played(owed(*debts, budget=20_000), order)  # type: ignore[arg-type]
    assert (months(found), found.interest) == (ends, interest)


def test_an_own_order_is_followed_and_the_unnamed_come_last() -> None:
    found = played(owed(A, B, C, budget=40_000), custom(["C"]))
    assert months(found)[2] == min(each for each in months(found) if each)


def test_the_most_relief_first_is_the_least_balance_a_unit_of_minimum() -> None:
    eager = loan("eager", 150_000, 600, 20_000)  # 7.5 months of its minimum, and neither dearest nor smallest
    found = played(owed(A, B, eager, budget=45_000), cash_flow_relief)
    assert months(found)[2] == min(each for each in months(found) if each)


def test_a_promotion_that_ends_changes_the_order_on_its_day() -> None:
    turning = loan("turning", 300_000, 0, 5_000, rate(2900, date(2027, 7, 1)))
    found = played(owed(turning, loan("other", 300_000, 1200, 5_000), budget=30_000))
    by_day = {each.on: each.balances for each in found.month_ends}
    assert by_day[date(2027, 6, 1)][0] == 270_000  # minimums alone, until it bears interest
    # From July on all that is free goes to it, and it bears a twelfth of 29 % at the end of that month.
    assert by_day[date(2027, 7, 1)][0] == 270_000 - 25_000
    assert by_day[date(2027, 8, 1)][0] == 245_000 + 5_921 - 25_000


def test_money_may_rise_pause_and_come_once() -> None:
    budget = Budget(
        (
            Stream(20_000, Recurrence("month", 1, date(2027, 1, 1), ends_on=date(2027, 3, 31))),
            Stream(30_000, Recurrence("month", 1, date(2027, 6, 1))),
        ),
        (Extra(date(2027, 2, 15), 50_000),),
    )
    debt = replace(loan("A", 300_000, 0, 0))
    found = played(Household(TODAY, (debt,), budget))
    assert {each.on: each.balances[0] for each in found.month_ends} == {
        date(2027, 1, 1): 280_000,
        date(2027, 2, 15): 210_000,
        date(2027, 3, 1): 190_000,
        date(2027, 4, 1): 190_000,
        date(2027, 5, 1): 190_000,
        date(2027, 6, 1): 160_000,
        date(2027, 7, 1): 130_000,
        date(2027, 8, 1): 100_000,
        date(2027, 9, 1): 70_000,
        date(2027, 10, 1): 40_000,
        date(2027, 11, 1): 10_000,
        date(2027, 12, 1): 0,
    }
    assert found.left_over == 20_000


def test_what_a_pause_needs_is_held_back_before_it() -> None:
    """Nothing comes from February to May, and minimums do: January's money waits for them, and no debt gets more."""
    budget = Budget(
        (
            Stream(80_000, Recurrence("month", 1, date(2027, 1, 1), times=1)),
            Stream(40_000, Recurrence("month", 1, date(2027, 6, 1))),
        )
    )
    found = played(Household(TODAY, (A, B), budget))
    assert found.missed == []
    extra_in_january = 500_000 + 8_000 + 1_000 - sum(found.month_ends[0].balances) - 13_000
    assert extra_in_january == 80_000 - 5 * 13_000


def test_a_loan_not_yet_begun_owes_nothing_and_bears_nothing_before() -> None:
    later = replace(loan("later", 120_000, 1200, 4_000), begins_on=date(2027, 4, 1))
    found = played(owed(loan("now", 30_000, 0, 1_000), later, budget=20_000))
    assert months(found)[0] == 2
    by_day = {each.on: each.balances for each in found.month_ends}
    assert by_day[date(2027, 3, 1)] == (0, 0)
    assert by_day[date(2027, 4, 1)] == (0, 100_000)
    assert by_day[date(2027, 5, 1)] == (0, 100_000 + 1_000 - 20_000)
    # What came while nothing was owed was not kept.
    assert found.left_over >= 20_000


def test_the_first_part_month_bears_interest_by_the_day() -> None:
    day = date(2026, 12, 20)
    card = Debt(
        "c", "c", "card", (Part(365_000, (rate(1000, day),)),), Cycles(MONTHLY), asks=(Ask(day, 5_000),)
    )
    found = played(Household(day, (card,), Budget((Stream(5_000, MONTHLY),)), 1))
    assert found.interest == 12 * 100  # twelve days at 1.00 a day


def test_fortnightly_money_is_a_schedule_of_days_and_not_half_a_month() -> None:
    fortnights = Budget((Stream(10_000, Recurrence("week", 2, date(2027, 1, 1))),))
    found = played(Household(TODAY, (loan("A", 400_000, 0, 0),), fortnights))
    assert found.ended_on == date(2027, 1, 1) + timedelta(days=14 * 39)  # 26 a year, not 24


def test_a_cards_rule_is_refused_for_a_mortgage() -> None:
    with pytest.raises(ValueError, match="card's rule"):
        Debt("m", "m", "mortgage", (Part(1, (rate(1),)),), Cycles(MONTHLY), rule=MinimumRule(200))


def test_a_minimum_that_jumps_is_asked_for_from_its_day() -> None:
    jumping = replace(A, asks=(Ask(TODAY, 10_000), Ask(date(2027, 6, 1), 25_000)))
    found = played(owed(jumping, B, budget=30_000))
    assert found.strain is not None
    assert (found.strain.month, found.strain.amount) == ("2027-06", 28_000)


def test_every_minimum_is_paid_before_any_debt_gets_more() -> None:
    found = played(owed(A, B, C, budget=19_500))
    first = found.month_ends[0].balances
    assert first[1] == 100_000 + 1_000 - 3_000
    assert first[2] == 250_000 + 3_750 - 6_000
    assert first[0] == 400_000 + 8_000 - 10_000 - 500


def test_money_below_the_minimums_is_told_and_no_debt_gets_more() -> None:
    found = played(owed(A, B, C, budget=15_000))
    assert found.missed[0].on == date(2027, 1, 1)
    assert sum(each.missing for each in found.missed if each.on == date(2027, 1, 1)) == 4_000


def test_a_missed_minimum_costs_its_fee_and_stays_due() -> None:
    debt = replace(A, late_fee=LateFeeRule(flat=2_500))
    budget = Budget((Stream(30_000, Recurrence("month", 1, date(2027, 2, 1))),))
    found = played(Household(TODAY, (debt,), budget))
    assert [(each.on, each.missing) for each in found.missed] == [(date(2027, 1, 1), 10_000)]
    assert found.fees == 2_500


def test_a_debt_that_outruns_its_money_has_no_end_and_is_told_what_would_end_it() -> None:
    comparison = compare(
        lay_out(owed(loan("A", 1_000_000, 2400, 0), budget=15_000)), one_more=10_000, unit=100
    )
    for plan in comparison.plans:
        assert not plan.paid_off
        assert plan.months is None
        assert plan.played.owed > 1_000_000
        assert plan.way_out is not None
        assert plan.way_out.interest_a_month == 20_000
        more = plan.way_out.more_a_month
        assert more is not None
        assert 5_000 < more <= 5_100
        assert (
            played(owed(loan("A", 1_000_000, 2400, 0), budget=15_000 + more)).ended_on
            == plan.way_out.ended_on
        )
        assert played(owed(loan("A", 1_000_000, 2400, 0), budget=20_000)).ended_on is None


def test_at_the_end_of_the_months_looked_at_nothing_is_called_paid_off() -> None:
    comparison = compare(lay_out(owed(A, budget=10_500, months=12)), one_more=10_000, unit=100)
    assert {(plan.paid_off, plan.months) for plan in comparison.plans} == {(False, None)}


def test_one_more_sum_a_month_and_an_own_order_have_their_price() -> None:
    comparison = compare(
        lay_out(owed(A, B, C, budget=40_000)), own=("B", "C", "A"), one_more=10_000, unit=100
    )
    plans = {plan.strategy: plan for plan in comparison.plans}
    assert comparison.best == "avalanche"
    assert comparison.custom_costs_more == 179_202 - 148_604
    more = played(owed(A, B, C, budget=50_000))
    faster = plans["avalanche"].one_more
    assert faster is not None
    assert (faster.saves, faster.ended_on) == (148_604 - more.interest, more.ended_on)
    assert (plans["avalanche"].months, plans["snowball"].months) == (23, 24)


def test_a_yearly_fee_is_charged_while_anything_is_owed() -> None:
    card = replace(loan("c", 180_000, 0, 0), fees=(Fee(date(2027, 3, 10), 9_500, 12),))
    found = played(owed(card, budget=10_000))
    assert found.fees == 19_000  # March 2027 and 2028
    assert found.paid == 199_000


def test_what_a_statement_asked_for_already_is_due_on_its_day() -> None:
    card = Debt(
        "c",
        "c",
        "card",
        (Part(100_000, (DatedRate(TODAY, 0),)),),
        Cycles(Recurrence("month", 1, date(2026, 12, 28)), days_after=20),
        rule=MinimumRule(1000),
        open_dues=(OpenDue(date(2026, 12, 18), 10_000),),
    )
    budget = Budget((Stream(12_000, Recurrence("month", 1, date(2026, 12, 10))),))
    found = played(Household(TODAY, (card,), budget, 1))
    assert found.missed == []
    assert found.paid == 12_000


def test_a_minimum_pays_the_lowest_rate_and_what_is_above_it_the_highest() -> None:
    parts = Part(100_000, (rate(0),)), Part(20_000, (rate(2400),))
    card = Debt("c", "c", "card", parts, Cycles(MONTHLY), asks=(Ask(TODAY, 10_000),), day_count="nominal")
    found = played(owed(card, budget=15_000, months=2))
    # 400 in January on 20,000; 5,000 above the minimum go to it, so 15,400 bear 308 in February.
    assert found.interest == 400 + 308
