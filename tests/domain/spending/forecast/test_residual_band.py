"""The band is made of the household's own residuals: the same for the same history, wider with the horizon."""

from datetime import date, timedelta
from random import Random
from statistics import mean, pstdev

from hypothesis import given
from hypothesis import strategies as st

from backend.domain.spending.forecast.cash_flow import Band, Flow
from backend.domain.spending.forecast.residual_band import (
    Lateness,
    band_of,
    daily_residuals,
    lowered,
    widened,
)

TODAY = date(2026, 11, 24)


@given(st.lists(st.integers(-(10**12), 10**12), max_size=40), st.integers(1, 90))
def test_a_history_of_any_length_makes_a_band_that_never_narrows(residuals: list[int], days: int) -> None:
    band = band_of(residuals, days)
    assert band == band_of(residuals, days)
    for side in band:
        assert len(side) == days and min(side) >= 0 and list(side) == sorted(side)


def test_without_any_straying_there_is_no_band() -> None:
    assert band_of([0] * 300, 30) == Band((0,) * 30, (0,) * 30) == band_of([], 30)


def test_the_band_of_independent_days_is_that_of_their_sum() -> None:
    """The oracle: n days stray by the square root of n, and the error of the mean by n over that of the days seen."""
    bands, deviations = [], []
    for seed in range(12):
        random = Random(seed)
        residuals = [round(random.gauss(0, 10_000)) for _ in range(360)]
        bands.append(band_of(residuals, 90))
        deviations.append(pstdev(residuals))
    for n in (7, 30, 90):
        exact = 1.88 * mean(deviations) * (n + n * n / 360) ** 0.5  # 3 per cent lie beyond 1.88 deviations
        for side in ("below", "above"):
            found = mean(getattr(band, side)[n - 1] for band in bands)
            assert 0.85 * exact < found < 1.15 * exact


def test_rare_large_costs_lower_the_low_and_do_not_raise_the_high() -> None:
    band = band_of([0 if n % 60 else -100_000 for n in range(360)], 90)
    assert band.below[-1] >= 200_000 and band.above[-1] == 0


def pay(**more: object) -> Flow:
    at = {"on": TODAY + timedelta(days=3), "amount": 400, "low": 0, "high": 800, "kind": "income"}
    return Flow(**{**at, "label": "Pay", "source_id": "pay", **more})  # type: ignore[arg-type]


def test_a_pay_in_doubt_may_be_nothing_or_all_of_it_from_its_day_on() -> None:
    band = widened(Band((0,) * 6, (0,) * 6), [pay(missed=1)], {}, TODAY)
    assert band == Band((0, 0, 0, 400, 400, 400), (0, 0, 0, 400, 400, 400))
    twice = widened(Band((0,) * 6, (0,) * 6), [pay(missed=2)], {}, TODAY)
    assert twice.above == (0,) * 6


def test_a_pay_that_comes_late_lowers_and_one_that_comes_early_raises_the_days_between() -> None:
    band = widened(Band((0,) * 6, (0,) * 6), [pay(low=400)], {"pay": Lateness(early=1, late=2)}, TODAY)
    assert band == Band((0, 0, 0, 400, 400, 0), (0, 0, 400, 0, 0, 0))
    bill = pay(amount=-400, low=-400, high=-400, kind="fixed")
    band = widened(Band((0,) * 6, (0,) * 6), [bill], {"pay": Lateness(early=1, late=2)}, TODAY)
    assert band == Band((0, 0, 400, 0, 0, 0), (0, 0, 0, 400, 400, 0))


def test_what_may_be_paid_lowers_the_low_from_its_day_on() -> None:
    band = lowered(Band((1,) * 4, (1,) * 4), [(TODAY + timedelta(days=2), 50), (TODAY, 7)], TODAY)
    assert band == Band((8, 8, 58, 58), (1,) * 4)


def test_a_residual_is_what_moved_less_what_is_usual() -> None:
    moved = [(TODAY, -30), (TODAY, -5), (TODAY + timedelta(days=9), -1)]
    assert daily_residuals(moved, [(-40, 4)], TODAY, TODAY + timedelta(days=2)) == [-25, 10, 10]
