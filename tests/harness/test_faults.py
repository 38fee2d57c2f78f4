"""The campaign of faults fails for each thing that it is there to find, and for having looked at nothing."""

from collections import Counter
from typing import Any

import pytest

from tests.faults.campaign import BOUND_SECONDS, Result

GOOD: dict[str, Any] = {"database": "Sqlite", "expected": 1, "recoveries": [("a fault", BOUND_SECONDS)]}


def test_a_campaign_that_found_nothing_amiss_is_good() -> None:
    assert Result(**GOOD, copies=3, refusals=Counter({503: 7})).good


@pytest.mark.parametrize(
    "found",
    [
        {"lost_writes": 1},
        {"lost_pushes": 1},
        {"seen_twice": 1},
        {"errors": Counter({500: 1})},
        {"lies": ["a fault"]},
        {"recoveries": [("a fault", BOUND_SECONDS + 0.1)]},
        {"recoveries": [("a fault", float("inf"))]},
        {"expected": 0},
    ],
    ids=lambda found: next(iter(found)),
)
def test_one_thing_amiss_is_enough(found: dict[str, Any]) -> None:
    assert not Result(**{**GOOD, **found}).good
