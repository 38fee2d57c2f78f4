"""The listed parts of a country are those that there are, by another list where there is one."""

import holidays
import pytest

from backend.countries.regions import _parts, is_region


def test_american_regions_are_those_of_an_independent_list() -> None:
    assert _parts("US") == set(holidays.list_supported_countries()["US"])


def test_china_has_34_regions() -> None:
    assert len(_parts("CN")) == 34


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("US-NY", True),
        ("US-NY-NYC", True),
        ("US-XX", False),
        ("US-XX-NYC", False),
        ("CN-SH", True),
        ("CN-ZZ", False),
        ("GB-SCT", True),
        ("GB-LND", True),
        ("us-ny", False),
        ("US", False),
        ("../cn", False),
    ],
)
def test_a_region_that_there_is_not_is_known_as_such(text: str, known: bool) -> None:
    assert is_region(text) is known
