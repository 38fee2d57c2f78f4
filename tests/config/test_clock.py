"""The moved clock: as far from the system's as it was told, and running on."""

from datetime import timedelta

import pytest

from backend.clock import moved, system_clock


@pytest.mark.parametrize("seconds", [0, 1, 86_400 * 400, -86_400 * 400])
def test_a_moved_clock_runs_on_at_its_distance(seconds: int) -> None:
    clock, before = moved(seconds), system_clock()
    first, second = clock(), clock()
    offset = timedelta(seconds=seconds)
    assert before + offset <= first <= second <= system_clock() + offset
    assert first.utcoffset() == timedelta()
