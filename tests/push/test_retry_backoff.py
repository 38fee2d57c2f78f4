"""The wait between two tries of one push."""

from datetime import timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from push.retry_backoff import CEILING, FLOOR, delay

waits = st.none() | st.timedeltas(timedelta(0), timedelta(hours=24))
chances = st.floats(0, 1, exclude_max=True)


class Chance(Random):
    """A die that always falls the same way."""

    def __init__(self, value: float) -> None:
        super().__init__()
        self.value = value

    def random(self) -> float:
        return self.value


def test_the_window_doubles_until_the_ceiling() -> None:
    latest = [delay(attempt, retry_after=None, random=Chance(1.0)) for attempt in (1, 2, 3, 7, 8, 500)]
    assert latest == [timedelta(seconds=each) for each in (20, 40, 80, 1280, 1800, 1800)]


def test_the_whole_window_above_the_floor_is_used() -> None:
    assert delay(9, retry_after=None, random=Chance(0.0)) == FLOOR
    assert delay(9, retry_after=None, random=Chance(0.5)) == (FLOOR + CEILING) / 2


def test_those_who_were_told_the_same_moment_do_not_come_back_together() -> None:
    minute = timedelta(minutes=1)
    assert delay(1, retry_after=minute, random=Chance(0.0)) == minute
    assert delay(1, retry_after=minute, random=Chance(0.5)) == minute + timedelta(seconds=10)


@given(st.integers(1, 10_000), waits, chances)
def test_it_is_never_before_retry_after_nor_before_the_floor(
    attempt: int, retry_after: timedelta | None, chance: float
) -> None:
    wait = delay(attempt, retry_after=retry_after, random=Chance(chance))
    assert max(FLOOR, retry_after or FLOOR) <= wait <= CEILING + (retry_after or timedelta(0))


def test_attempts_are_counted_from_one() -> None:
    with pytest.raises(ValueError):
        delay(0, retry_after=None, random=Chance(0.5))
