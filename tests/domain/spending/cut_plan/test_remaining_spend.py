"""A plan's promise later on: savings as the plan counted them, envelopes that add up, and what is still to spend."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from backend.domain.spending.cut_plan.allowed_cuts import Choice
from backend.domain.spending.cut_plan.least_painful_plan import plan_cuts
from backend.domain.spending.cut_plan.remaining_spend import remaining_spend
from backend.domain.spending.cut_plan.savings import Limit, Saving, limits, saved_flows
from backend.domain.spending.forecast.cash_flow import Due, Flow, Typical, forecast, spent
from backend.domain.spending.forecast.usual_spending import Spent

TODAY = date(2026, 11, 24)
FOOD = Typical("food.eating_out", 90_000, 90_000, 90_000)


def day(n: int) -> date:
    return TODAY + timedelta(days=n)


def cut(week: int, steps: int = 1, step: int = 6_000, category: str = "food.eating_out") -> Saving:
    return Saving(category, day(7 * week), day(7 * week + 6), step, steps)


def total(flows: list[Flow]) -> int:
    return sum(flow.amount for flow in flows)


def test_a_cut_saves_evenly_over_its_week_and_never_more() -> None:
    saved = [flow.amount for flow in saved_flows([cut(0, 2, 700)], TODAY, day(13))]
    assert saved == [200] * 7


def test_a_cancelled_subscription_saves_each_charge_on_its_day() -> None:
    one = Saving("leisure.streaming", TODAY, day(29), 2_500, 1, ((day(3), 2_500),), subscription=True)
    assert [(flow.on, flow.amount) for flow in saved_flows([one], TODAY, day(29))] == [(day(3), 2_500)]


def test_what_the_plan_promised_is_what_its_savings_fund() -> None:
    due = Due("due", day(11), 60_000, "Bank", 1)
    flows: list[Flow] = []
    given_ = {"today": TODAY, "days": 30, "balance": 80_000, "reserve": 0, "flows": flows, "dues": [due]}
    plan = plan_cuts(
        **given_, typical=[FOOD], choices=[Choice(FOOD.category, "adjustable", "meal_out", 6_000)]
    )
    savings = [
        Saving(line.key, line.starts_on, line.ends_on, line.saves // line.steps, line.steps)
        for line in plan.lines
    ]
    kept = forecast(**(given_ | {"flows": saved_flows(savings, TODAY, day(29))}), typical=[FOOD])
    assert plan.lines and kept.shortfall == 0


@given(
    weeks=st.lists(st.tuples(st.integers(0, 3), st.integers(1, 3)), max_size=4), habit=st.integers(0, 200_000)
)
def test_envelopes_hold_the_usual_less_the_cuts_and_none_overlap(
    weeks: list[tuple[int, int]], habit: int
) -> None:
    savings = [cut(week, steps, 1_000) for week, steps in weeks]
    found = limits(savings, [Typical(FOOD.category, habit, habit, habit)], TODAY)
    assert all(limit.amount >= 0 for limit in found)
    for before, after in zip(found, found[1:], strict=False):
        assert after.from_on == before.to_on + timedelta(days=1)
    if found:
        rest = spent(habit, TODAY, found[-1].to_on) - sum(1_000 * steps for _, steps in weeks)
        assert found[0].from_on == TODAY
        assert sum(limit.amount for limit in found) == max(0, rest) or found[0].amount == 0


def test_a_cut_of_what_is_bought_once_a_month_joins_the_weeks_before() -> None:
    monthly = Typical("shopping.clothing", 20_000, 20_000, 20_000)
    [one] = limits([cut(3, 1, 18_000, "shopping.clothing")], [monthly], TODAY)
    assert (one.from_on, one.to_on) == (TODAY, day(27))
    assert one.amount == spent(20_000, TODAY, day(27)) - 18_000


def _rest(lines: list[Spent], today: date, savings: list[Saving], own: list[Limit]) -> int:
    flows = remaining_spend([FOOD], savings, own, lines, start=TODAY, today=today, last=day(13))
    return -total(flows)


def test_on_the_first_day_the_rest_is_the_usual_less_the_cuts() -> None:
    savings = [cut(0, 2)]
    own = limits(savings, [FOOD], TODAY)
    assert _rest([], TODAY, savings, own) == spent(90_000, TODAY, day(13)) - 12_000


def test_spending_within_the_envelope_changes_nothing_by_its_end() -> None:
    savings = [cut(0, 2)]
    own = limits(savings, [FOOD], TODAY)
    lines = [Spent(TODAY, -own[0].amount, FOOD.category)]
    assert own[0].amount + _rest(lines, TODAY, savings, own) == _rest([], TODAY, savings, own)


def test_what_exceeds_the_envelope_costs_exactly_that() -> None:
    savings = [cut(0, 2)]
    own = limits(savings, [FOOD], TODAY)
    lines = [Spent(TODAY, -own[0].amount - 77, FOOD.category)]
    assert own[0].amount + 77 + _rest(lines, TODAY, savings, own) == _rest([], TODAY, savings, own) + 77


def test_what_was_left_of_a_week_that_has_ended_is_not_spent_later() -> None:
    savings = [cut(0, 2)]
    own = limits(savings, [FOOD], TODAY)
    assert _rest([], day(7), savings, own) == spent(90_000, day(7), day(13))
