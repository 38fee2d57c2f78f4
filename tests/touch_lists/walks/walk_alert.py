"""A new kind of alert speaks once, in each language, stays out of the calendar, and is taken back."""

from datetime import date, timedelta

import pytest

from backend.actions.reminders import alerts, tick
from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.store.database import transaction
from tests.api.conftest import Borrower
from tests.moved_clock import MovedClock

TITLES = {"en": "Assam: the tea is cold", "zh-CN": "Assam：茶凉了"}


@pytest.mark.parametrize("locale", TITLES)
def test_it_speaks_once_and_is_taken_back(alice: Borrower, clock: MovedClock, locale: str) -> None:
    alice.patch("/v1/me", {"locale": locale})
    with transaction():
        alerts.speak(
            ReminderScheduler(alice.id, now=clock()),
            "tea_cold",
            "pot_1",
            title="Assam",
            on=date(2026, 11, 27),
            amount=0,
            allocated=0,
            currency="CNY",
        )
    at = clock.move(by=timedelta(minutes=30))
    assert [tick.tick(now=at).reminders, tick.tick(now=at + timedelta(days=1)).reminders] == [1, 0]
    alice.sign_in()
    [notification] = alice.get("/v1/inbox").json["items"]
    assert notification["lines"][0]["title"] == TITLES[locale]
    feed = alice.made("/v1/calendar-feeds", {})
    assert b"VEVENT" not in alice.client.get(feed["url"]).data
    with transaction():
        alerts.take_back(ReminderScheduler(alice.id, now=clock()), ["pot_1"])
    assert alerts.open_alerts(alice.id) == {}
