"""A new kind of reminder opens a deadline, is previewed and reminded of, and speaks both languages."""

from datetime import date, timedelta

import pytest

from backend.actions.reminders import tea, tick
from tests.api.conftest import Borrower
from tests.moved_clock import MovedClock

TITLES = {"en": "Assam: time for tea", "zh-CN": "Assam：该喝茶了"}
BODIES = {"en": "The kettle is on.", "zh-CN": "水已经烧上了。"}


@pytest.mark.parametrize("locale", TITLES)
def test_it_is_reminded_of_in_each_language(alice: Borrower, clock: MovedClock, locale: str) -> None:
    assert alice.patch("/v1/me", {"locale": locale, "discreet": False}).status_code == 200
    row = tea.brew(alice.id, on=date(2026, 11, 27), now=clock())
    shown = alice.get(f"/v1/deadlines/{row.id}").json
    assert (shown["kind"], shown["owed"], shown["due_on"]) == ("tea_break", False, "2026-11-27")
    planned = [item for push in alice.get("/v1/preview?days=30").json["digests"] for item in push["items"]]
    assert {item["deadline_id"] for item in planned} == {row.id}
    assert tick.tick(now=clock.move(by=timedelta(days=3))).digests == 1
    alice.sign_in()
    [notification] = alice.get("/v1/inbox").json["items"]
    [line] = notification["lines"]
    assert (line["title"], line["action"]) == (TITLES[locale], BODIES[locale])
