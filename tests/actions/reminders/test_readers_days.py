"""Days are counted on the reader's calendar to the instant, and that day is said, wherever it is told."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from backend.actions.reminders import tick
from backend.domain.calendar.reader_limit import days_until, reader_limit
from push.gateways.protocol import Message, ProviderReceipt, SendOutcome
from push.sender import Sender
from tests.actions.conftest import Known
from tests.domain.reminders.clock_walk import CHANGES, MINUTE
from tests.moved_clock import MovedClock

# A card of New York: due on Fri, 25 September 2026, by 17:00 there, which is 05:00 of Sat, 26 September in Shanghai.
CARD = {
    "title": "Chase",
    "due_on": "2026-09-25",
    "cut_off": "17:00",
    "zone": "America/New_York",
    "country": "US",
    "owed": True,
    "amount": 2_500,
    "currency": "USD",
}
# Nine in the morning of 18 September in Shanghai; in New York it is still the 17th.
MORNING = datetime(2026, 9, 18, 1, 0, tzinfo=UTC)


class Provider:
    def __init__(self) -> None:
        self.taken: list[Message] = []

    def send(self, messages: Any, *, now: datetime) -> list[ProviderReceipt]:
        self.taken += messages
        return [ProviderReceipt(each.delivery_id, SendOutcome.ACCEPTED) for each in messages]

    def close(self) -> None:
        """Nothing is held open."""


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock(datetime(2026, 9, 15, 1, 0, tzinfo=UTC))


@pytest.fixture
def told(alice: Known, clock: MovedClock) -> Known:
    """Alice in Shanghai, who has just been told of it at nine on 18 September."""
    alice.sign_in(clock.now)
    alice.patch("/v1/me", {"discreet": False})
    alice.made("/v1/devices", {"provider": "console", "token": "me", "platform": "console"})
    rules = [{"anchor": "due", "offset_days": -7, "at": "09:00"}]
    alice.made("/v1/reminder-policies", {"scope": "borrower", "rules": rules})
    alice.made("/v1/deadlines", CARD)
    assert tick.tick(now=clock.move(to=MORNING)).digests == 1
    alice.sign_in(clock.now)
    return alice


def test_a_push_and_the_inbox_count_to_the_readers_day_and_say_it(told: Known, clock: MovedClock) -> None:
    provider = Provider()
    Sender({"console": provider}, clock).send_all()
    [push] = provider.taken
    assert push.title == "Chase: due in 8 days"
    assert push.body == "Pay $25.00 by Sat, Sep 26, before 05:00 (Sep 25, 17:00 in New York)."
    [line] = told.get("/v1/inbox").json["items"][0]["lines"]
    assert (line["title"], line["action"]) == (push.title, push.body)


def test_in_chinese_too(told: Known, clock: MovedClock) -> None:
    told.patch("/v1/me", {"locale": "zh-CN"})
    [line] = told.get("/v1/inbox").json["items"][0]["lines"]
    assert line["title"] == "Chase：还有 8 天到期"
    assert line["action"] == "请于9月26日（周六）05:00 前（纽约时间9月25日 17:00）还 US$25.00。"


def test_the_calendar_shows_the_hour_before_that_instant(told: Known) -> None:
    url = told.made("/v1/calendar-feeds", {"detailed": True})["url"]
    path = url[url.index("/calendar/") :]
    [event] = Calendar.from_ical(told.client.get(path).data).walk("VEVENT")
    assert event["DTSTART"].dt == datetime(2026, 9, 25, 20, 0, tzinfo=UTC)
    assert event["DTEND"].dt == datetime(2026, 9, 25, 21, 0, tzinfo=UTC)


def test_the_preview_counts_as_the_push_will(alice: Known, clock: MovedClock) -> None:
    alice.sign_in(clock.now)
    alice.made("/v1/deadlines", CARD)
    for digest in alice.get("/v1/preview?days=20").json["digests"]:
        [item] = digest["items"]
        seen = datetime.fromisoformat(digest["at"])
        late = seen > datetime(2026, 9, 25, 21, tzinfo=UTC)
        expected = None if late else (date(2026, 9, 26) - at_home(seen)).days
        assert (item["days_left"], item["pay_by_at"]) == (expected, "2026-09-25T21:00:00Z"), digest["at"]


def at_home(instant: datetime) -> date:
    return reader_limit(instant, "Asia/Shanghai").day


def test_the_day_before_a_report_is_said_by_its_instant_where_the_reader_is_elsewhere(
    told: Known, clock: MovedClock
) -> None:
    """30 days past due begin at midnight of 25 October in New York, which is noon in Shanghai."""
    clock.move(to=datetime(2026, 10, 24, 16, 30, tzinfo=UTC))  # half past midnight of the 25th in Shanghai
    told.sign_in(clock.now)
    [line] = told.get("/v1/inbox").json["items"][0]["lines"]
    assert line["title"] == "Chase: 30 days past due from Sun, Oct 25, 12:00"
    assert line["action"].startswith(
        "Pay $25.00 today, before 12:00 (the end of Oct 24 in New York), so that"
    )


def line_at(alice: Known, clock: MovedClock, instant: datetime, **fields: object) -> dict[str, Any]:
    """What the inbox says at an instant of a deadline that was told when it was made."""
    alice.sign_in(clock.now)
    due_on = date.fromisoformat(str(fields["due_on"]))
    at = {"anchor": "due", "offset_days": (clock.now.date() - due_on).days + 1, "at": "09:00"}
    alice.made("/v1/reminder-policies", {"scope": "borrower", "rules": [at]})
    alice.made("/v1/deadlines", {"title": "Visa", **fields})
    first = datetime.fromisoformat(alice.get("/v1/preview").json["digests"][0]["at"])
    assert tick.tick(now=clock.move(to=first)).digests == 1
    clock.move(to=instant)
    alice.sign_in(instant)
    [line] = alice.get("/v1/inbox").json["items"][0]["lines"]
    return dict(line)


def test_what_is_due_in_hours_of_tomorrow_is_not_due_in_hours_of_today(
    alice: Known, clock: MovedClock
) -> None:
    """TechbeeAT/jtxBoard #769: due 18:00 UTC, seen at 16:05 in Singapore, was told as due within two hours."""
    alice.patch("/v1/me", {"zone": "Asia/Singapore"})
    seen = datetime(2026, 9, 20, 8, 5, tzinfo=UTC)
    line = line_at(alice, clock, seen, due_on="2026-09-20", cut_off="18:00", zone="UTC", owed=True)
    assert line["title"] == "Visa: due tomorrow"
    assert line["action"] == "Pay by Mon, Sep 21, before 02:00 (Sep 20, 18:00 in UTC)."


def test_the_clocks_going_back_meanwhile_moves_neither_day_nor_hour(alice: Known, clock: MovedClock) -> None:
    """ubc/iPeer #494: "due in" was an hour off where the clocks change before the date."""
    clock.move(to=datetime(2026, 10, 28, 1, tzinfo=UTC))
    alice.sign_in(clock.now)
    alice.patch("/v1/me", {"zone": "America/Vancouver"})
    seen = datetime(
        2026, 11, 1, 4, 0, tzinfo=UTC
    )  # nine in the evening of 31 October, the clocks go back at night
    line = line_at(
        alice, clock, seen, due_on="2026-11-02", cut_off="00:30", zone="America/Vancouver", owed=True
    )
    assert (line["title"], line["action"]) == ("Visa: due in 2 days", "Pay by Mon, Nov 2, before 00:30.")


def test_title_and_text_never_name_two_days_for_one_thing(alice: Known, clock: MovedClock) -> None:
    """doubtfire-lms/doubtfire-web #408: one page showed the day of the server and the day of the reader."""
    seen = datetime(2026, 9, 26, 12, 0, tzinfo=UTC)  # the evening after, in Shanghai
    far = {"due_on": "2026-09-25", "cut_off": "17:00", "zone": "America/New_York", "country": "US"}
    line = line_at(alice, clock, seen, **far)
    assert (line["title"], line["action"]) == ("Visa: was due today", "It was for Sat, Sep 26.")
    alice.sign_in(clock.move(by=timedelta(days=1)))
    [line] = alice.get("/v1/inbox").json["items"][0]["lines"]
    assert (line["title"], line["action"]) == ("Visa: open for 1 day", "It was for Sat, Sep 26.")


ZONES = sorted({zone for zone, _ in CHANGES} | {"Pacific/Kiritimati", "Pacific/Pago_Pago"})


@given(now=st.integers(0, 500_000), ahead=st.integers(1, 43_200), zone=st.sampled_from(ZONES))
def test_the_day_that_is_said_is_the_one_of_the_last_minute_before_the_limit(
    now: int, ahead: int, zone: str
) -> None:
    """Against plain clocks: what the wall shows a minute before the limit, and what it shows now."""
    begins = datetime(2026, 3, 1, tzinfo=UTC)
    seen, limit = begins + now * MINUTE, begins + (now + ahead) * MINUTE
    home = ZoneInfo(zone)
    last = (limit - MINUTE).astimezone(home)
    said = reader_limit(limit, zone)
    assert said.day == last.date()
    assert days_until(limit, seen, zone) == (last.date() - seen.astimezone(home).date()).days
    ends_day = limit.astimezone(home).time() in (time(), time(23, 59))
    assert said.at == (None if ends_day else limit.astimezone(home).time())
