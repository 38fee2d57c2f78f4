"""The forecast reconciles to the last minor unit, and says which due is funded on which day."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.spending.forecast.cash_flow import Due, Flow, Forecast, Typical, forecast, spent

TODAY = date(2026, 11, 24)


def day(n: int) -> date:
    return TODAY + timedelta(days=n)


def look(*, days: int = 10, balance: int = 0, reserve: int = 0, flows=(), dues=(), typical=()) -> Forecast:
    return forecast(
        today=TODAY, days=days, balance=balance, reserve=reserve, flows=flows, dues=dues, typical=typical
    )


def due(id: str, n: int, amount: int, harm: int = 1) -> Due:
    return Due(id, day(n), amount, id, harm)


def flow(n: int, amount: int, slack: int = 0) -> Flow:
    kind = "income" if amount > 0 else "fixed"
    return Flow(day(n), amount, amount - slack, amount + slack, kind, "flow", "src")


def test_a_balance_is_the_days_end_after_its_flows_and_dues() -> None:
    seen = look(days=2, balance=1_000, flows=[flow(0, 500), flow(1, -200)], dues=[due("a", 1, 300)])
    assert [each.expected for each in seen.days] == [1_500, 1_000]
    assert (seen.days[1].fixed, seen.days[1].dues) == (-200, -300)


def test_the_low_case_takes_least_income_and_most_spending() -> None:
    seen = look(days=1, flows=[flow(0, 500, 100)], typical=[Typical("food", 300, 600, 900)])
    assert (seen.days[0].low, seen.days[0].expected, seen.days[0].high) == (400 - 30, 500 - 20, 600 - 10)


@pytest.mark.parametrize(
    ("balance", "funded", "short", "short_low"),
    [(1_100, "yes", 0, 0), (1_099, "at_risk", 0, 1), (1_000, "at_risk", 0, 100), (999, "no", 1, 101)],
)
def test_a_due_is_funded_while_the_reserve_stays_whole(
    balance: int, funded: str, short: int, short_low: int
) -> None:
    seen = look(balance=balance, reserve=200, flows=[flow(2, -100, 100)], dues=[due("a", 3, 700)])
    (found,) = seen.fundings
    assert (found.funded, found.shortfall, found.shortfall_low) == (funded, short, short_low)


def test_on_one_day_the_most_harmful_due_is_paid_first() -> None:
    seen = look(balance=100, dues=[due("mild", 3, 80, harm=1), due("grave", 3, 90, harm=9)])
    assert [(each.due_id, each.funded, each.shortfall) for each in seen.fundings] == [
        ("grave", "yes", 0),
        ("mild", "no", 70),
    ]
    assert seen.shortfall == 70


def test_income_on_the_due_day_counts_and_the_day_after_does_not() -> None:
    paid = look(dues=[due("a", 3, 100)], flows=[flow(3, 100)])
    late = look(dues=[due("a", 3, 100)], flows=[flow(4, 100)])
    assert (paid.fundings[0].funded, late.fundings[0].funded) == ("yes", "no")


def test_what_is_past_due_is_due_today_and_what_lies_beyond_the_horizon_is_not_seen() -> None:
    seen = look(days=10, balance=500, dues=[due("old", -3, 100), due("far", 10, 100), due("last", 9, 100)])
    assert [(each.due_id, each.on) for each in seen.fundings] == [("old", TODAY), ("last", day(9))]
    assert seen.days[-1].expected == 300


def test_rounding_never_crosses_the_band() -> None:
    seen = look(days=90, typical=[Typical("food", 6, 7, 8)])
    assert all(each.low <= each.expected <= each.high for each in seen.days)
    assert (seen.days[29].low, seen.days[29].expected, seen.days[29].high) == (-8, -7, -6)


def test_flows_before_today_are_in_the_balance_already() -> None:
    assert look(days=1, balance=7, flows=[flow(-1, 100), flow(1, 100)]).days[0].expected == 7


@given(st.integers(0, 10**12), st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_any_thirty_days_of_a_habit_sum_exactly(amount: int, first: date) -> None:
    shares = [spent(amount, first + timedelta(days=n), first + timedelta(days=n)) for n in range(30)]
    assert sum(shares) == amount and max(shares) - min(shares) <= 1


AMOUNTS = st.integers(-(10**9), 10**9).filter(bool)
FLOWS = st.lists(st.builds(flow, st.integers(-5, 100), AMOUNTS, st.integers(0, 10**6)), max_size=8)
DUES = st.lists(
    st.tuples(st.integers(-5, 100), st.integers(1, 10**8), st.integers(0, 10**5)), max_size=6
).map(lambda drawn: [due(f"due{n}", *each) for n, each in enumerate(drawn)])
HABITS = st.lists(st.lists(st.integers(0, 10**7), min_size=3, max_size=3).map(sorted), max_size=4).map(
    lambda drawn: [Typical(f"habit{n}", *each) for n, each in enumerate(drawn)]
)


def told(balance: int, day_end: date, flows: list[Flow], dues: list[Due], typical: list[Typical]) -> int:
    """The oracle: one sum over facts, with typical spending from exact fractions of the running total."""
    total = balance + sum(each.amount for each in flows if TODAY <= each.on <= day_end)
    total -= sum(each.amount for each in dues if each.on <= day_end)
    for habit in typical:
        until = Fraction(habit.expected * (day_end - date.min).days, 30) + Fraction(habit.expected * 2, 30)
        since = Fraction(habit.expected * (TODAY - date.min).days, 30) + Fraction(habit.expected, 30)
        total -= until.__floor__() - since.__floor__()
    return total


@given(st.integers(-(10**9), 10**9), st.integers(1, 90), FLOWS, DUES, HABITS)
def test_every_balance_reconciles_to_the_last_minor_unit(
    balance: int, days: int, flows: list[Flow], dues: list[Due], typical: list[Typical]
) -> None:
    seen = look(days=days, balance=balance, flows=flows, dues=dues, typical=typical)
    parts = sum(each.income + each.fixed + each.typical + each.dues for each in seen.days)
    assert seen.days[-1].expected == balance + parts
    assert [each.expected for each in seen.days] == [
        told(balance, each.on, flows, dues, typical) for each in seen.days
    ]
    assert all(each.low <= each.expected <= each.high for each in seen.days)


@given(st.integers(0, 10**9), FLOWS, DUES, st.randoms(use_true_random=False))
def test_the_order_in_which_facts_come_does_not_matter(balance, flows, dues, random) -> None:
    shuffled = [random.sample(each, len(each)) for each in (flows, dues)]
    seen = look(days=90, balance=balance, flows=flows, dues=dues)
    assert seen == look(days=90, balance=balance, flows=shuffled[0], dues=shuffled[1])


@pytest.mark.parametrize(
    "wrong",
    [
        {"days": 91},
        {"days": 0},
        {"flows": [Flow(TODAY, 5, 6, 7, "income", "", "")]},
        {"typical": [Typical("food", 3, 2, 4)]},
        {"typical": [Typical("food", -1, 2, 4)]},
        {"typical": [Typical("food", 1, 2, 4)] * 2},
        {"dues": [due("a", 1, 0)]},
        {"dues": [due("a", 1, 1, harm=-1)]},
        {"dues": [due("a", 1, 5), due("a", 2, 5)]},
    ],
)
def test_facts_that_cannot_be_are_refused(wrong) -> None:
    with pytest.raises(ValueError):
        look(**wrong)
