"""The borrower's own series: where they start and end, what ends with them, and that long ones cost little."""

from datetime import timedelta
from typing import Any

import pytest

from backend.actions.credit import series_rolling
from backend.store.reminders.series import Series
from tests.actions.conftest import Known, dues, roll
from tests.moved_clock import MovedClock


def _series(alice: Known, **repeats: Any) -> dict[str, Any]:
    repeats = {"unit": "month", "starts_on": "2026-12-10", **repeats}
    return alice.made("/v1/series", {"title": "Rent", "repeats": repeats})


def _days(alice: Known) -> list[str]:
    return [item["due_on"] for item in dues(alice, "&state=open,missed")]


def test_a_series_that_started_long_ago_opens_what_is_ahead_only(alice: Known) -> None:
    _series(alice, unit="day", starts_on="1970-01-01")
    assert (_days(alice)[0], len(_days(alice))) == ("2026-11-24", 121)


def test_times_count_from_the_start_and_not_from_today(alice: Known, clock: MovedClock) -> None:
    made = _series(alice, starts_on="2026-10-31", times=5)
    roll(alice, clock, 40, steps=6)
    assert _days(alice) == ["2026-11-30", "2026-12-31", "2027-01-31", "2027-02-28"]
    assert alice.get(f"/v1/series/{made['id']}").json["ended"] is True


def test_a_long_interval_opens_when_its_day_comes_near(alice: Known, clock: MovedClock) -> None:
    _series(alice, unit="week", count=30, starts_on="2026-11-30")
    assert _days(alice) == ["2026-11-30"]
    roll(alice, clock, 30, steps=4)
    assert _days(alice) == ["2026-11-30", "2027-06-28"]


@pytest.mark.parametrize(
    "repeats",
    [
        {"ends_on": "2026-12-09"},
        {"anchor_day": 15},
        {"unit": "week", "anchor_day": 10},
        {"starts_on": "2026-02-28", "anchor_day": 27},
    ],
)
def test_a_series_that_contradicts_itself_is_refused(alice: Known, repeats: dict[str, Any]) -> None:
    repeats = {"unit": "month", "starts_on": "2026-12-10", **repeats}
    assert alice.post("/v1/series", {"title": "Rent", "repeats": repeats}).status_code == 422


def test_a_clamped_start_keeps_its_anchor(alice: Known) -> None:
    _series(alice, starts_on="2026-11-30", anchor_day=31)
    assert _days(alice) == ["2026-11-30", "2026-12-31", "2027-01-31", "2027-02-28"]


def test_what_is_due_today_outlives_its_series_and_the_rest_can_be_opened_again(
    alice: Known, clock: MovedClock
) -> None:
    made = _series(alice, unit="day", starts_on="2026-11-24", times=3)
    assert alice.post(f"/v1/series/{made['id']}/end").json["ended"] is True
    assert _days(alice) == ["2026-11-24"]
    assert alice.post(f"/v1/series/{made['id']}/end").status_code == 409
    last = dues(alice)[-1]["id"]
    assert alice.post(f"/v1/deadlines/{last}/reopen").json["state"] == "open"
    roll(alice, clock, 10)
    assert _days(alice) == ["2026-11-24", "2026-11-26"]


def test_a_series_that_cannot_roll_holds_up_nobody_else(alice: Known, bob: Known, clock: MovedClock) -> None:
    for who in (alice, bob):
        _series(who)
    Series.update(rule="{}").where(Series.borrower_id == alice.id).execute()
    later = clock.move(by=timedelta(days=60))
    assert series_rolling.roll(now=later) == 1
    assert Series.get(Series.borrower_id == alice.id).roll_at == later + timedelta(hours=1)
    assert Series.get(Series.borrower_id == bob.id).roll_at > later + timedelta(hours=1)
