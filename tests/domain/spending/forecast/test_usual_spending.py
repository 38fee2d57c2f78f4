"""What a category usually takes: windows, short histories and refunds; and what one purchase takes."""

from datetime import date, timedelta

from backend.domain.spending.forecast.cash_flow import Typical
from backend.domain.spending.forecast.usual_spending import Spent, habit_days, typical, usual_steps

LAST = date(2026, 11, 23)


def spent(days_before: int, amount: int, category: str = "food.coffee") -> Spent:
    return Spent(LAST - timedelta(days=days_before), -amount, category)


def test_low_expected_and_high_are_of_three_windows_of_30_days() -> None:
    lines = [spent(0, 300), spent(29, 300), spent(30, 100), spent(60, 201)]
    first = LAST - timedelta(days=89)
    assert typical(lines, first=first, last=LAST) == [Typical("food.coffee", 100, 300, 600)]


def test_a_window_that_the_history_does_not_cover_is_no_cheap_month() -> None:
    lines = [spent(0, 300), spent(40, 300)]
    first = LAST - timedelta(days=64)
    assert typical(lines, first=first, last=LAST) == [Typical("food.coffee", 300, 300, 300)]


def test_a_short_history_is_brought_to_30_days() -> None:
    first = LAST - timedelta(days=9)
    assert typical([spent(0, 100)], first=first, last=LAST) == [Typical("food.coffee", 300, 300, 300)]


def test_one_dear_day_is_taken_for_a_week() -> None:
    assert typical([spent(0, 700)], first=LAST, last=LAST) == [Typical("food.coffee", 3000, 3000, 3000)]


def test_a_refund_takes_off_and_never_below_nothing() -> None:
    first = LAST - timedelta(days=29)
    lines = [spent(3, 500), spent(2, -200), spent(1, 5, "food.snacks"), spent(0, -90, "food.snacks")]
    assert typical(lines, first=first, last=LAST) == [Typical("food.coffee", 300, 300, 300)]


def test_one_purchase_is_the_median_and_no_refund() -> None:
    lines = [spent(0, 10), spent(1, 30), spent(2, 20), spent(3, -999), spent(4, 40)]
    assert usual_steps(lines) == {"food.coffee": 20}


def test_habits_are_read_from_at_most_90_whole_days_before_today() -> None:
    today = LAST + timedelta(days=1)
    assert habit_days(date(2020, 1, 1), today, today) == (LAST - timedelta(days=89), LAST)
    assert habit_days(LAST, date(2026, 11, 1), today)[1] == date(2026, 11, 1)
