"""How far a category may be cut in each week, and what a subscription weighs."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.spending.cut_plan.allowed_cuts import Choice, Subscription, step_cuts, subscription_cut
from backend.domain.spending.forecast.cash_flow import Typical, spent

TODAY = date(2026, 11, 24)


def cuts(step: int, days: int = 42, per_30_days: int = 30_000, **limits: int) -> list[Any]:
    habit = Typical("games", per_30_days, per_30_days, per_30_days)
    return step_cuts(Choice("games", "discretionary", "game", step, **limits), habit, TODAY, days)


def test_a_step_larger_than_a_week_comes_in_the_week_that_completes_it() -> None:
    assert [cut.most for cut in cuts(10_000)] == [0, 1, 1, 0, 1, 1]


def test_the_floor_of_a_week_is_rounded_up() -> None:
    (week,) = cuts(1_167, days=7, floor=20_000)  # 4,667 of 7,000 stay; 2,334 would be two steps
    assert week.most == 1


def test_no_week_loses_more_steps_than_it_has() -> None:
    assert [cut.usual for cut in cuts(4_700, largest_share_bp=9_000)] == [1, 1, 2, 1, 2, 1]
    assert [cut.most for cut in cuts(4_700, largest_share_bp=9_000)] == [1, 1, 2, 1, 1, 1]


def test_a_step_that_may_go_before_the_next_one_comes_goes_with_that_one() -> None:
    """After three weeks 7,140 - 2,100 that stay are a step, but the second comes in the fourth week."""
    made = cuts(4_700, days=28, per_30_days=10_200, floor=3_000)
    assert [cut.usual for cut in made] == [0, 1, 0, 1]
    assert [cut.most for cut in made] == [0, 0, 0, 1]


@given(
    st.integers(1, 20_000),
    st.integers(0, 100_000),
    st.integers(0, 10_000),
    st.integers(0, 50_000),
    st.integers(1, 90),
)
def test_what_is_saved_never_runs_ahead_of_what_may_go(
    step: int, per_30_days: int, share: int, floor: int, days: int
) -> None:
    made = cuts(step, days, per_30_days, largest_share_bp=share, floor=floor)
    saved = 0
    for cut in made:
        until = cut.first_day + cut.length
        total = spent(per_30_days, TODAY, TODAY + timedelta(days=until - 1))
        saved += cut.most * step
        assert 0 <= cut.most <= cut.usual
        assert saved == 0 or (saved * 10_000 <= total * share and (total - saved) * 30 >= floor * until)
    assert sum(cut.length for cut in made) == days


@pytest.mark.parametrize(("cost", "weight"), [(1, 2), (100, 2), (101, 4), (1_000, 20)])
def test_a_subscription_weighs_a_step_for_each_begun_per_cent_of_spending(cost: int, weight: int) -> None:
    one = Subscription("vid", "Video", "video", "discretionary", ((TODAY + timedelta(days=5), cost),))
    assert subscription_cut(one, TODAY, 30, 10_000).weight == weight


def test_a_charge_today_or_beyond_the_horizon_is_not_saved() -> None:
    charges = tuple((TODAY + timedelta(days=n), 100) for n in (0, 1, 29, 30))
    cut = subscription_cut(Subscription("vid", "Video", "video", "adjustable", charges), TODAY, 30, 10_000)
    assert (cut.saved(0), cut.saved(1), cut.saved(29), cut.step) == (0, 100, 200, 200)


def test_the_kth_step_costs_k_times_the_first() -> None:
    cut = cuts(1_000, refused=1)[0]
    assert [cut.pain(n) for n in range(4)] == [0, 4, 12, 24]
