"""The cut plan is the least harm, then the least pain, by proof; it explains itself and does not depend on order."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.domain.spending.cut_plan.explanation import PlanDecision, explain
from backend.domain.spending.cut_plan.integer_program import Unproven
from backend.domain.spending.cut_plan.least_painful_plan import Choice, CutPlan, Subscription, plan_cuts
from backend.domain.spending.cut_plan.payables import DueTerms, payables
from backend.domain.spending.cut_plan.whole_number_model import situation
from backend.domain.spending.forecast.cash_flow import Due, Flow, Typical, forecast
from benchmarks.cut_plan_case import case as large
from tests.domain.spending.cut_plan.random_households import household

TODAY = date(2026, 11, 24)


def day(n: int) -> date:
    return TODAY + timedelta(days=n)


def due(id: str, n: int, amount: int, harm: int = 100, account: str | None = None) -> Due:
    return Due(id, day(n), amount, id, harm, account)


def eating(step: int = 1_000, **more: Any) -> Choice:
    return Choice("eating out", "discretionary", "meal", step, **more)


MEALS = Typical("eating out", 30_000, 30_000, 30_000)  # 1,000 a day: seven meals a week


def ask(
    *,
    days: int = 14,
    balance: int = 0,
    reserve: int = 0,
    dues: Sequence[Due] = (),
    typical: Sequence[Typical] = (MEALS,),
    choices: Sequence[Choice] = (),
    flows: Sequence[Flow] = (),
    subscriptions: Sequence[Subscription] = (),
    **more: Any,
) -> CutPlan:
    """The plan of a household whose pay comes on the day after the last due, unless it spends nothing by habit."""
    if typical and dues:
        after = max(due.on for due in dues) + timedelta(days=1)
        flows = [*flows, Flow(after, 90_000, 90_000, 90_000, "income", "pay", "job")]
    return plan_cuts(
        today=TODAY,
        days=days,
        balance=balance,
        reserve=reserve,
        flows=flows,
        dues=dues,
        typical=typical,
        choices=choices,
        subscriptions=subscriptions,
        **more,
    )


def shape(plan: CutPlan) -> list[tuple[str, int, int, int]]:
    return [(line.key, line.period, line.from_steps, line.to_steps) for line in plan.lines]


def test_where_all_is_funded_the_plan_says_that_no_cut_is_needed() -> None:
    plan = ask(balance=20_000, dues=[due("a", 6, 10_000)], choices=[eating()])
    assert plan.feasible and not plan.lines and (plan.needed, plan.pain, plan.lines) == (0, 0, ())


def test_a_shortfall_is_met_with_the_steps_it_takes_and_no_more() -> None:
    plan = ask(balance=15_000, dues=[due("a", 6, 10_000)], choices=[eating()])
    assert shape(plan) == [("eating out", 0, 7, 5)]
    assert (plan.feasible, plan.needed, plan.lines[0].saves, plan.gap) == (True, 2_000, 2_000, 0)


def test_each_line_says_which_due_would_be_short_with_one_step_less() -> None:
    plan = ask(balance=15_300, dues=[due("a", 6, 10_000)], choices=[eating()])
    why = plan.lines[0].why_not_less
    assert (why.due_id, why.on, why.short) == ("a", day(6), 700)
    assert plan.binding == ("a",)


def test_a_due_that_would_still_be_met_to_the_unit_is_not_the_reason() -> None:
    dues = [due("first", 6, 10_000), due("second", 7, 1_000)]
    plan = ask(balance=16_000, dues=dues, choices=[eating()])
    assert plan.lines[0].why_not_less.due_id == "second" and plan.lines[0].why_not_less.on == day(7)


def test_two_weeks_share_a_cut_before_either_hurts_more() -> None:
    plan = ask(balance=20_000, dues=[due("a", 13, 10_000)], choices=[eating()])
    assert shape(plan) == [("eating out", 0, 7, 5), ("eating out", 1, 7, 5)]


def test_equal_cuts_come_sooner_rather_than_later() -> None:
    plan = ask(balance=23_000, dues=[due("a", 13, 10_000)], choices=[eating()])
    assert shape(plan) == [("eating out", 0, 7, 6)]


def test_a_sooner_cut_goes_before_a_category_that_comes_first_by_name() -> None:
    habits = [Typical("arcade", 30_000, 30_000, 30_000), Typical("zoo", 60_000, 60_000, 60_000)]
    choices = [Choice(habit.category, "discretionary", "visit", 10_000) for habit in habits]
    plan = ask(balance=42_000 + 5_000, dues=[due("a", 13, 14_000)], typical=habits, choices=choices)
    assert shape(plan) == [("zoo", 0, 1, 0)]  # the arcade's first visit is in the second week


def test_of_equal_pain_the_plan_with_fewer_lines_is_taken() -> None:
    names = ("bakery", "cinema", "drinks")  # one step each of 667 for 2, against two of 1,000 for 2 + 4
    habits = [Typical(name, 3_000, 3_000, 3_000) for name in names] + [MEALS]
    choices = [Choice(name, "discretionary", "time", 667) for name in names]
    plan = ask(
        balance=7_000 + 3 * 700 + 8_000,
        dues=[due("a", 6, 10_000)],
        typical=habits,
        choices=[*choices, eating()],
    )
    assert (plan.pain, shape(plan)) == (6, [("eating out", 0, 7, 5)])


def test_a_running_week_counts_for_its_elapsed_days_only() -> None:
    plan = ask(balance=13_571, dues=[due("a", 3, 10_000)], choices=[eating()])  # needs 429 of 571 a step
    assert shape(plan) == [("eating out", 0, 7, 6)]
    plan = ask(
        balance=13_428, dues=[due("a", 3, 10_000)], choices=[eating()]
    )  # 572: one more than a step gives
    assert shape(plan) == [("eating out", 0, 7, 5)]


def test_discretionary_spending_goes_before_adjustable() -> None:
    groceries = Choice("groceries", "adjustable", "shop", 1_000)
    plan = ask(
        balance=26_000,
        dues=[due("a", 6, 14_000)],
        typical=[MEALS, Typical("groceries", 30_000, 30_000, 30_000)],
        choices=[groceries, eating()],
    )
    assert shape(plan) == [("eating out", 0, 7, 5)]


def test_a_protected_category_is_left_alone() -> None:
    plan = ask(balance=15_000, dues=[due("a", 6, 10_000)], choices=[eating(protected=True)])
    assert not plan.feasible and plan.lines == ()


@pytest.mark.parametrize(
    ("limits", "most"), [({"floor": 20_000}, 2), ({"largest_share_bp": 5_000}, 3), ({}, 7)]
)
def test_floor_and_share_limit_a_cut(limits: dict[str, int], most: int) -> None:
    enough = ask(balance=17_000 - 1_000 * most, dues=[due("a", 6, 10_000)], choices=[eating(**limits)])
    short = ask(balance=16_999 - 1_000 * most, dues=[due("a", 6, 10_000)], choices=[eating(**limits)])
    assert enough.feasible and enough.lines[0].steps == most
    assert not short.feasible


def test_a_cut_refused_before_gives_way_to_another() -> None:
    games = Choice("games", "discretionary", "game", 1_000)
    habits = [MEALS, Typical("games", 30_000, 30_000, 30_000)]
    facts: Any = {"balance": 23_000, "dues": [due("a", 6, 10_000)], "typical": habits}
    assert shape(ask(choices=[eating(), games], **facts)) == [("eating out", 0, 7, 6)]
    assert shape(ask(choices=[eating(refused=1), games], **facts)) == [("games", 0, 7, 6)]


def test_a_subscription_goes_entirely_and_saves_its_later_charges() -> None:
    video = Subscription("vid", "Video", "video", "discretionary", ((day(0), 900), (day(4), 900)))
    flows = [Flow(on, -by, -by, -by, "fixed", "Video", "vid") for on, by in video.charges]
    plan = ask(balance=11_700, dues=[due("a", 6, 10_000)], typical=[], flows=flows, subscriptions=[video])
    assert shape(plan) == [("vid", 0, 1, 0)] and plan.lines[0].saves == 900


def test_what_is_spent_once_a_month_can_go_in_the_week_that_completes_it() -> None:
    haircut = Choice("hair", "discretionary", "haircut", 6_000)
    plan = ask(
        days=35,
        balance=10_000,
        dues=[due("a", 34, 9_000)],
        typical=[Typical("hair", 6_000, 6_000, 6_000)],
        choices=[haircut],
    )
    assert shape(plan) == [("hair", 4, 1, 0)]


def test_when_cuts_are_not_enough_the_least_harmful_due_is_left() -> None:
    dues = [due("mild", 6, 10_000, harm=5), due("grave", 6, 10_000, harm=50)]
    plan = ask(balance=20_000, dues=dues, choices=[eating(largest_share_bp=3_000)])
    assert [left.due_id for left in plan.unfunded] == ["mild"] and plan.harm == 5
    assert (plan.unfunded[0].missing, plan.unfunded[0].from_on) == (20_000 + 7_000 - 20_000, day(6))


def test_a_later_due_counts_against_paying_an_earlier_one() -> None:
    dues = [due("first", 2, 5_000, harm=5), due("second", 10, 9_000, harm=50)]
    plan = ask(balance=9_000, dues=dues, typical=[])
    assert [(left.due_id, left.missing, left.from_on) for left in plan.unfunded] == [
        ("first", 5_000, day(10))
    ]


PAY = Flow(day(9), 20_000, 20_000, 20_000, "income", "pay", "job")


@pytest.mark.parametrize(
    ("dues", "balance", "flows", "asked"),
    [
        ([due("a", 3, 5_000)], 0, [PAY], ["ask_later_due_date"]),
        ([due("a", -3, 5_000)], 0, [PAY], ["ask_fee_waiver"]),
        ([due("a", 3, 5_000)], 2_500, [], ["ask_minimum_waiver"]),
        ([due("a", 3, 5_000)], 2_499, [], ["ask_hardship_plan"]),
        (
            [due("a", 3, 5_000, 1, "card"), due("b", 4, 50_000, 1, "card")],
            0,
            [PAY],
            ["ask_hardship_plan"] * 2,
        ),
    ],
)
def test_what_to_ask_follows_from_when_and_how_much(
    dues: list[Due], balance: int, flows: list[Flow], asked: list[str]
) -> None:
    plan = ask(balance=balance, dues=dues, flows=flows, typical=[])
    assert [left.ask for left in plan.unfunded] == asked


def test_a_later_due_date_names_the_day_on_which_it_can_be_paid() -> None:
    plan = ask(dues=[due("a", 3, 5_000)], flows=[PAY], typical=[])
    assert plan.unfunded[0].payable_on == day(9)


def test_money_that_a_later_due_needs_is_no_reason_to_ask_for_time() -> None:
    income = Flow(day(5), 5_000, 5_000, 5_000, "income", "pay", "job")
    plan = ask(dues=[due("a", 3, 5_000, harm=1), due("b", 10, 5_000, harm=50)], flows=[income], typical=[])
    assert [(left.due_id, left.payable_on, left.ask) for left in plan.unfunded] == [
        ("a", None, "ask_hardship_plan")
    ]


def test_of_equally_harmful_dues_the_one_that_needs_less_pain_is_paid() -> None:
    dues = [due("big", 6, 9_000), due("small", 6, 3_000)]
    plan = ask(balance=10_000, dues=dues, choices=[eating(largest_share_bp=9_000)])
    assert [left.due_id for left in plan.unfunded] == ["big"] and plan.lines == ()


def test_a_due_that_costs_nothing_to_miss_is_still_paid() -> None:
    plan = ask(balance=15_000, dues=[due("a", 6, 10_000, harm=0)], choices=[eating()])
    assert plan.feasible and plan.lines


def test_on_the_low_balances_more_is_cut() -> None:
    flows = [Flow(day(1), 2_000, 1_000, 3_000, "income", "odd jobs", "job")]
    facts: Any = {"balance": 15_000, "flows": flows, "dues": [due("a", 6, 10_000)], "choices": [eating()]}
    assert ask(**facts).lines == ()
    assert ask(basis="low", **facts).lines[0].steps == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"choices": [eating(), eating()]},
        {"choices": [eating(0)]},
        {"choices": [eating(floor=-1)]},
        {"choices": [eating(largest_share_bp=10_001)]},
        {"subscriptions": [Subscription("s", "s", "s", "adjustable", ((day(1), 0),))]},
    ],
)
def test_choices_that_cannot_be_are_refused(wrong: Any) -> None:
    with pytest.raises(ValueError):
        ask(**wrong)


def faulty(taken: int, unpaid: frozenset[str] = frozenset()) -> CutPlan:
    """A decision that no solver should make, put to the check that every plan passes."""
    dues, choices = [due("a", 6, 10_000)], [eating()]
    seen = forecast(today=TODAY, days=7, balance=15_000, reserve=0, flows=(), dues=dues, typical=[MEALS])
    at = situation(
        seen,
        reserve=0,
        payable=payables(dues, (), {}, TODAY, 7),
        typical=[MEALS],
        choices=choices,
        subscriptions=(),
        basis="expected",
    )
    return explain(at, PlanDecision({at.cuts[0]: taken}, unpaid), units={}, late=frozenset())


@pytest.mark.parametrize(
    ("taken", "unpaid", "why"),
    [
        (1, frozenset(), "is short"),
        (3, frozenset(), "not needed"),
        (8, frozenset(), "larger than may be"),
        (2, frozenset("a"), "not needed"),
    ],
)
def test_a_plan_that_does_not_stand_up_to_the_facts_is_refused(
    taken: int, unpaid: frozenset[str], why: str
) -> None:
    assert faulty(2).feasible
    with pytest.raises(Unproven, match=why):
        faulty(taken, unpaid)


@given(st.randoms(use_true_random=True))
@settings(max_examples=60)
def test_the_order_of_the_input_does_not_change_the_plan(random: Any) -> None:
    case = household(random)
    lists = ("flows", "dues", "typical", "choices", "subscriptions")
    shuffled = {name: random.sample(case[name], len(case[name])) for name in lists}
    assert plan_cuts(**case) == plan_cuts(**{**case, **shuffled})


@pytest.mark.parametrize("tight", [0.2, 0.5, 1.6])
def test_a_large_plan_is_proven_and_the_same_twice(tight: float) -> None:
    facts = large(12, 40, 90, tight=tight)
    plan = plan_cuts(**facts)
    assert plan.gap == 0 and plan.feasible == (tight < 1)
    assert plan == plan_cuts(**{**facts, "choices": facts["choices"][::-1], "dues": facts["dues"][::-1]})


RENT = Flow(day(4), -150_000, -150_000, -150_000, "fixed", "rent", "rent", essential=True)
PAYDAY = Flow(day(9), 400_000, 400_000, 400_000, "income", "pay", "job")


def test_the_reserve_is_kept_on_every_day_and_rent_is_funded_first() -> None:
    plan = ask(balance=60_000, days=30, flows=[RENT, PAYDAY], dues=[due("card", 14, 50_000)], typical=[])
    assert not plan.feasible and plan.below is not None
    assert (plan.below.on, plan.below.by) == (day(4), 90_000)
    [left] = plan.unfunded
    assert (left.due_id, left.missing, left.payable_on, left.ask) == (
        f"rent@{day(4).isoformat()}",
        90_000,
        day(9),
        "ask_later_due_date",
    )


def test_a_day_that_nothing_can_keep_is_no_reason_to_leave_an_earlier_due() -> None:
    tax = Flow(day(8), -20_000, -20_000, -20_000, "fixed", "tax", "tax")
    plan = ask(balance=12_000, dues=[due("a", 1, 1_000), due("b", 8, 1_000)], typical=[], flows=[tax])
    assert [left.due_id for left in plan.unfunded] == ["b"] and not plan.feasible
    assert plan.below is not None and (plan.below.on, plan.below.by) == (day(8), 10_000)


def test_what_one_lives_by_goes_before_a_secured_debt_and_that_before_the_others() -> None:
    dues = [due("card", 5, 40_000, harm=900), due("car", 5, 40_000, harm=10)]
    rent = Flow(day(5), -40_000, -40_000, -40_000, "fixed", "rent", "rent", essential=True)
    secured = {"car": DueTerms("loan", secured=True)}
    for balance, left in ((120_000, []), (80_000, ["card"]), (40_000, ["car", "card"])):
        plan = ask(balance=balance, dues=dues, flows=[rent], typical=[], terms=secured)
        assert [each.due_id for each in plan.unfunded] == left


@pytest.mark.parametrize(
    ("creditor", "asked"),
    [("card", "ask_minimum_waiver"), ("loan", "ask_part_payment"), ("other", "ask_part_payment")],
)
def test_what_is_asked_fits_the_creditor(creditor: Any, asked: str) -> None:
    terms = {"a": DueTerms(creditor)}
    plan = ask(balance=2_500, dues=[due("a", 3, 5_000)], typical=[], terms=terms)
    assert [each.ask for each in plan.unfunded] == [asked]
    nothing = ask(balance=0, dues=[due("a", 3, 5_000)], typical=[], terms=terms)
    assert [each.ask for each in nothing.unfunded] == [
        "ask_instalments" if creditor == "other" else "ask_hardship_plan"
    ]


def test_a_plan_comes_in_time_with_its_proven_gap() -> None:
    facts = large(12, 40, 90, tight=0.9)
    plan = plan_cuts(**facts, seconds_left=lambda: 0.0)
    best = plan_cuts(**facts, seconds_left=lambda: 20.0)
    assert plan.feasible and plan.gap > 0 and plan.pain - plan.gap <= best.pain <= plan.pain
