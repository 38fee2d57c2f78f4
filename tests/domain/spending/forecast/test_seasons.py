"""Work and benefits of a season: where they stop, when they are back; their edges are known by their rhythm."""

from collections.abc import Iterator
from datetime import date, timedelta

from backend.domain.spending.forecast.household_outlook import FoundLine, outlook_of
from backend.domain.spending.forecast.outlook import Outlook

WAGE, BENEFIT = 100_000, 140_000
SUMMER = (4, 5, 6, 7, 8, 9, 10)


def lived(first: date, today: date) -> Iterator[FoundLine]:
    """A wage each Friday of the summer, and a benefit on the 12th of the other months."""
    for n in range((today - first).days):
        on = first + timedelta(days=n)
        if on.month in SUMMER and on.weekday() == 4:
            yield FoundLine(str(on), on, WAGE, "Ocean Resort", "resort payroll", "income.salary")
        if on.month not in SUMMER and on.day == 12:
            yield FoundLine(str(on), on, BENEFIT, "Benefit Office", "unemployment benefit", "income.benefit")


def seen_on(today: date, first: date) -> Outlook:
    return outlook_of(list(lived(first, today)), first=first, today=today, days=90, country=None)


def of(seen: Outlook, category: str) -> list[tuple[date, int, int, int]]:
    return [(flow.on, flow.low, flow.amount, flow.high) for flow in seen.flows if flow.category == category]


def test_the_last_pay_of_a_season_is_in_doubt_within_a_week_of_its_end() -> None:
    """Last year's last Friday was the 25th of October: this year's season may or may not reach the 31st."""
    seen = seen_on(date(2025, 10, 4), date(2023, 10, 4))
    assert of(seen, "income.salary") == [
        (date(2025, 10, 10), WAGE, WAGE, WAGE),
        (date(2025, 10, 17), WAGE, WAGE, WAGE),
        (date(2025, 10, 24), WAGE, WAGE, WAGE),
        (date(2025, 10, 31), 0, WAGE // 2, WAGE),
    ]
    at = (date(2025, 10, 31) - date(2025, 10, 4)).days
    assert seen.band.below[at] - seen.band.below[at - 1] == WAGE // 2


def test_a_season_that_ends_these_days_is_not_expected_to_go_on() -> None:
    assert of(seen_on(date(2025, 10, 30), date(2023, 10, 30)), "income.salary") == [
        (date(2025, 10, 31), 0, WAGE // 2, WAGE)
    ]
    assert of(seen_on(date(2025, 11, 3), date(2023, 11, 3)), "income.salary") == []


def test_a_benefit_of_the_winter_ends_with_it() -> None:
    """Seen in two winters, it is not expected in the summer, though its last day has only just passed."""
    assert of(seen_on(date(2025, 3, 21), date(2023, 3, 21)), "income.benefit") == []


def test_a_benefit_that_is_paid_again_after_its_pause_is_back() -> None:
    """The ledger begins within a winter, so that nothing but its coming again shows the pause."""
    seen = seen_on(date(2025, 11, 28), date(2024, 11, 28))
    assert [on for on, *_ in of(seen, "income.benefit")] == [
        date(2025, 12, 12),
        date(2026, 1, 12),
        date(2026, 2, 12),
    ]
    assert of(seen, "income.salary") == []  # the wage has given way to it


def test_a_benefit_gives_way_to_a_wage_that_came_only_after_it() -> None:
    seen = seen_on(date(2025, 5, 27), date(2024, 8, 27))
    assert of(seen, "income.benefit") == []
    assert of(seen, "income.salary")[0] == (date(2025, 5, 30), WAGE, WAGE, WAGE)
