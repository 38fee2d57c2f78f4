"""China's one-off repair of December 2025, against the published dates."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.countries import law_of
from backend.domain.bureau.repair import hidden_early

CN = law_of("CN")
YUAN = 100


def hidden(late_on: str, amount: int, cured_on: str) -> str:
    """The day as text; "" where the repair does not reach."""
    assert CN
    paid = date.fromisoformat(cured_on) if cured_on else None
    found = hidden_early(CN, late_on=date.fromisoformat(late_on), amount=amount, cured_on=paid)
    return str(found.on) if found else ""


@pytest.mark.parametrize(
    ("late_on", "amount", "cured_on", "expected"),
    [
        ("2024-05-10", 9_800 * YUAN, "2026-01-15", "2026-02-28"),
        ("2024-05-10", 9_800 * YUAN, "2025-11-30", "2026-01-01"),
        ("2024-05-10", 9_800 * YUAN, "2024-06-01", "2026-01-01"),
        ("2024-05-10", 9_800 * YUAN, "2025-12-01", "2026-01-31"),
        ("2024-05-10", 9_800 * YUAN, "2026-03-31", "2026-04-30"),
        ("2024-05-10", 9_800 * YUAN, "2026-04-01", ""),
        ("2024-05-10", 9_800 * YUAN, "", ""),
        ("2024-05-10", 10_000 * YUAN, "2026-01-15", "2026-02-28"),
        ("2024-05-10", 10_000 * YUAN + 1, "2026-01-15", ""),
        ("2020-01-01", 1, "2026-01-15", "2026-02-28"),
        ("2025-12-31", 1, "2026-01-15", "2026-02-28"),
        ("2019-12-31", 1, "2026-01-15", ""),
        ("2026-01-02", 1, "2026-01-15", ""),
    ],
)
def test_small_arrears_repaid_in_time_are_hidden(
    late_on: str, amount: int, cured_on: str, expected: str
) -> None:
    assert hidden(late_on, amount, cured_on) == expected


@pytest.mark.parametrize("country", ["US", "GB"])
def test_no_other_country_has_such_a_repair(country: str) -> None:
    found = law_of(country)
    assert found
    day = date(2024, 5, 10)
    assert hidden_early(found, late_on=day, amount=1, cured_on=day) is None


@given(st.dates(date(2020, 1, 1), date(2026, 3, 31)))
def test_nothing_is_hidden_before_it_is_repaid_or_two_months_after(cured_on: date) -> None:
    on = date.fromisoformat(hidden("2020-01-01", 1, str(cured_on)))
    assert on > cured_on
    assert on == date(2026, 1, 1) or (on - cured_on).days <= 62
