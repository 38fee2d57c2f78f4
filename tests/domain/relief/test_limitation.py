"""From when a debt may be too old to be sued for: counted by hand, and never more than "perhaps"."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.countries import countries, law_of
from backend.domain.bureau.country_law import LegalRule
from backend.domain.relief.limitation import LimitationState, limitation

TODAY = date(2026, 11, 28)


def rules(country: str) -> tuple[LegalRule, ...]:
    found = law_of(country)
    assert found
    return found.cards(TODAY, topic="limitation")


@pytest.mark.parametrize(
    ("country", "region", "since", "earliest", "latest", "effects"),
    [
        ("CN", None, "2023-11-28", "2026-11-28", "2026-11-28", ("defence",)),
        ("US", "US-NY", "2024-01-31", "2027-01-31", "2027-01-31", ("defence",)),
        ("US", "US-OH", "2020-02-29", "2026-02-28", "2026-02-28", ("defence",)),
        ("US", "US-GA", "2020-05-01", "2024-05-01", "2026-05-01", ("defence",)),
        ("US", "US-VA", "2020-05-01", "2023-05-01", "2025-05-01", ("defence",)),
        ("US", "US-WA", "2020-05-01", "2023-05-01", "2026-05-01", ("defence",)),
        ("US", "US-IL", "2020-05-01", "2025-05-01", "2030-05-01", ("defence",)),
        ("US", None, "2020-05-01", "2023-05-01", "2030-05-01", ("defence",)),
        ("GB", "GB-EAW", "2020-11-29", "2026-11-29", "2026-11-29", ("claim_barred",)),
        ("GB", "GB-SCT", "2021-11-28", "2026-11-28", "2026-11-28", ("extinguished",)),
        ("GB", None, "2021-11-28", "2026-11-28", "2027-11-28", ("claim_barred", "extinguished")),
    ],
)
def test_the_span_is_counted_from_the_first_missed_due(
    country: str, region: str | None, since: str, earliest: str, latest: str, effects: tuple[str, ...]
) -> None:
    found = limitation(rules(country), since=date.fromisoformat(since), region=region, today=TODAY)
    assert (str(found.earliest_on), str(found.latest_on)) == (earliest, latest)
    assert found.effects == effects
    over = date.fromisoformat(earliest) <= TODAY
    assert found.state is (LimitationState.PERHAPS_OVER if over else LimitationState.RUNNING)


@pytest.mark.parametrize(("country", "region"), [("US", "US-NV"), ("GB", "GB-XX")])
def test_a_region_without_a_rule_is_unknown_and_not_the_average(country: str, region: str) -> None:
    found = limitation(rules(country), since=date(1990, 1, 1), region=region, today=TODAY)
    assert (found.state, found.earliest_on, found.latest_on) == (LimitationState.UNKNOWN, None, None)


def test_a_place_without_rules_is_unknown() -> None:
    assert limitation((), since=date(1990, 1, 1), region=None, today=TODAY).state is LimitationState.UNKNOWN


@given(
    st.sampled_from(countries()),
    st.dates(date(1970, 1, 1), TODAY),
    st.integers(0, 20_000),
)
def test_the_span_is_whole_and_no_day_makes_it_run_again(country: str, since: date, later: int) -> None:
    day = since + timedelta(days=later)
    found = limitation(rules(country), since=since, region=None, today=day)
    assert found.earliest_on and found.latest_on
    assert since < found.earliest_on <= found.latest_on
    assert (found.state is LimitationState.RUNNING) == (day < found.earliest_on)
    # The anniversary by the slow way: the same month and day so many years on, or the month's last day.
    shortest = min(int(rule.value) for rule in found.rules)
    assert found.earliest_on.year == since.year + shortest
    assert (found.earliest_on.month, since.day - found.earliest_on.day) in {
        (since.month, 0),
        (since.month, 1),
    }
