"""A snooze speaks while it is of use: held before quiet hours, refused past the limit with the latest end there is."""

from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.actions.reminders import tick
from backend.domain.reminders.delivery_settings import DeliverySettings
from backend.domain.reminders.moments import ladder_of
from backend.domain.reminders.policy import Policy
from backend.domain.reminders.snooze_limit import latest_end, next_limit
from backend.store.reminders.notifications import Reminder
from push.gateways.protocol import Message, ProviderReceipt, SendOutcome
from push.sender import Sender
from tests.actions.conftest import Known, card_of, state
from tests.actions.conftest import due as due_of
from tests.domain.reminders.test_moments import inputs
from tests.moved_clock import MovedClock

SHANGHAI = ZoneInfo("Asia/Shanghai")


def here(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 12, day, hour, minute, tzinfo=SHANGHAI).astimezone(UTC)


@pytest.fixture
def due(alice: Known, clock: MovedClock) -> str:
    """Rent is due on Tue, 8 December, without grace; quiet hours are 22 to 8; it is ten in the morning of that day."""
    body = {"title": "Rent", "due_on": "2026-12-08", "owed": True, "amount": 150_000, "currency": "CNY"}
    made = alice.made("/v1/deadlines", body)
    clock.move(to=here(8, 10))
    tick.tick(now=clock.now)
    alice.sign_in(clock.now)
    return str(made["id"])


def snooze(alice: Known, due: str, until: datetime) -> Any:
    return alice.post(f"/v1/deadlines/{due}/snooze", {"until": until.isoformat()})


def problem(answer: Any) -> dict[str, Any]:
    return dict(answer.get_json(force=True))


def test_a_snooze_into_quiet_hours_before_the_cut_off_speaks_before_they_begin(
    alice: Known, clock: MovedClock, due: str
) -> None:
    answer = snooze(alice, due, here(8, 22, 30))
    assert answer.status_code == 200
    assert answer.json["next_reminder_at"] == "2026-12-08T13:59:00Z"
    [first, *_] = alice.get("/v1/preview?days=2").json["digests"]
    assert first["at"] == "2026-12-08T13:59:00Z"


class _Provider:
    name = "console"

    def __init__(self) -> None:
        self.taken: list[Message] = []

    def send(self, messages: Any, *, now: datetime) -> list[ProviderReceipt]:
        self.taken += messages
        return [ProviderReceipt(each.delivery_id, SendOutcome.ACCEPTED) for each in messages]

    def close(self) -> None:
        """Nothing is held open."""


def test_that_word_is_sent_although_the_snooze_has_not_ended(
    alice: Known, clock: MovedClock, due: str
) -> None:
    alice.made("/v1/devices", {"provider": "console", "token": "me", "platform": "console"})
    snooze(alice, due, here(8, 22, 30))
    provider = _Provider()
    clock.move(to=here(8, 21, 59))
    assert tick.tick(now=clock.now).deliveries == 1
    assert Sender({"console": provider}, clock).send_all() == 1
    assert len(provider.taken) == 1
    clock.move(to=here(8, 22, 30))
    assert tick.tick(now=clock.now).deliveries == 0
    assert Reminder.select().where(Reminder.moment.startswith("snooze:")).count() == 1  # type: ignore[attr-defined]


@pytest.mark.parametrize("until", [here(9, 0), here(9, 8), here(20, 9)])
def test_a_snooze_past_the_limit_is_refused_with_the_latest_end(
    alice: Known, due: str, until: datetime
) -> None:
    answer = snooze(alice, due, until)
    told = problem(answer)
    assert (answer.status_code, told["reason"]) == (422, "snooze-too-long")
    assert told["latest_at"] == "2026-12-08T13:59:00Z"
    assert "Tue, Dec 8, 21:59" in told["detail"]
    assert told["errors"][0]["field"] == "until"
    assert snooze(alice, due, here(8, 21, 59)).status_code == 200


def test_it_is_refused_in_the_readers_language_and_on_their_clock(alice: Known, due: str) -> None:
    alice.patch("/v1/me", {"locale": "zh-CN", "zone": "Asia/Tokyo"})
    told = problem(snooze(alice, due, here(9, 8)))
    # 22:00 in Tokyo is 21:00 in Shanghai, so the last open minute is an hour earlier.
    assert told["latest_at"] == "2026-12-08T12:59:00Z"
    assert "12月8日（周二）21:59" in told["detail"]


def test_where_quiet_hours_last_until_the_limit_a_snooze_is_refused(
    alice: Known, clock: MovedClock, due: str
) -> None:
    clock.move(to=here(8, 23))
    alice.sign_in(clock.now)
    for until in (here(8, 23, 30), here(9, 8)):
        told = problem(snooze(alice, due, until))
        assert told["reason"] == "snooze-no-time-left"
        assert "latest_at" not in told


def test_without_quiet_hours_the_limit_is_the_last_minute_before_the_cut_off(alice: Known, due: str) -> None:
    alice.patch("/v1/me", {"quiet_start": None, "quiet_end": None})
    assert problem(snooze(alice, due, here(9, 8)))["latest_at"] == "2026-12-08T15:59:00Z"
    assert snooze(alice, due, here(8, 22, 30)).json["next_reminder_at"] == "2026-12-08T14:30:00Z"


def test_what_owes_no_money_may_be_snoozed_past_its_day(alice: Known, clock: MovedClock) -> None:
    made = alice.made("/v1/deadlines", {"title": "Look for a room", "due_on": "2026-12-08"})
    assert snooze(alice, made["id"], here(20, 9)).status_code == 200


def test_quiet_hours_set_while_a_snooze_lasts_hold_it_before_them_too(
    alice: Known, clock: MovedClock, due: str
) -> None:
    snooze(alice, due, here(8, 21, 30))
    alice.patch("/v1/me", {"quiet_start": "20:00", "quiet_end": "08:00"})
    found = alice.get(f"/v1/deadlines/{due}").json
    assert (found["next_reminder_at"], found["snoozed_until"]) == (
        "2026-12-08T11:59:00Z",
        "2026-12-08T13:30:00Z",
    )
    edit = {"settings": {"quiet_start": "19:00", "quiet_end": "08:00"}, "days": 1}
    assert alice.post("/v1/preview", edit).json["digests"][0]["at"] == "2026-12-08T10:59:00Z"


def test_a_due_date_that_moves_ahead_of_a_snooze_shortens_it(alice: Known, clock: MovedClock) -> None:
    """An estimated date is snoozed, and then the statement says an earlier one."""
    card = card_of(alice)
    predicted = due_of(alice, "2026-12-23")
    assert snooze(alice, predicted["id"], here(22, 9)).status_code == 200
    clock.move(to=here(7, 10))
    alice.sign_in(clock.now)
    state(alice, card, "2026-12-05", 50_000, due_on="2026-12-12", source="confirmed")
    found = due_of(alice, "2026-12-12")
    assert (found["snoozed_until"], found["next_reminder_at"]) == ("2026-12-12T13:59:00Z",) * 2
    clock.move(to=here(12, 21, 59))
    assert tick.tick(now=clock.now).digests == 1


def test_where_the_new_date_leaves_no_time_the_snooze_ends(alice: Known, clock: MovedClock) -> None:
    card = card_of(alice, grace_days=3)
    assert snooze(alice, due_of(alice, "2026-12-23")["id"], here(22, 9)).status_code == 200
    clock.move(to=here(12, 22, 30))
    alice.sign_in(clock.now)
    state(alice, card, "2026-12-05", 50_000, due_on="2026-12-12", source="confirmed")
    found = due_of(alice, "2026-12-12")
    assert found["snoozed_until"] is None
    # The word that comes next is of the days of grace.
    assert found["next_reminder_at"] == "2026-12-13T01:00:00Z"


def test_a_snooze_is_quiet_until_it_ends(alice: Known, clock: MovedClock, due: str) -> None:
    """iSoron/uhabits #256: the notification came back at once after it was snoozed."""
    assert snooze(alice, due, here(8, 12)).status_code == 200
    for minute in (1, 30, 119):
        assert tick.tick(now=clock.move(to=here(8, 10) + timedelta(minutes=minute))).digests == 0
    assert tick.tick(now=clock.move(to=here(8, 12))).digests == 1


def test_a_snooze_inside_quiet_hours_says_when_it_will_really_speak(
    alice: Known, clock: MovedClock, due: str
) -> None:
    """quarck/CalendarNotification #20: a snooze that quiet hours lengthen should be shown with its true end."""
    made = alice.made(
        "/v1/deadlines",
        {"title": "Card", "due_on": "2026-12-12", "owed": True, "amount": 1, "currency": "CNY"},
    )
    answer = snooze(alice, made["id"], here(8, 23))
    assert answer.json["next_reminder_at"] == "2026-12-09T00:00:00Z"
    assert answer.json["snoozed_until"] == "2026-12-08T15:00:00Z"


@pytest.mark.parametrize("edit", [{"quiet_start": "22:00", "quiet_end": "22:00"}, {"quiet_end": "22:00"}])
def test_quiet_hours_that_end_when_they_begin_are_refused(alice: Known, edit: dict[str, str]) -> None:
    for answer in (alice.patch("/v1/me", edit), alice.post("/v1/preview", {"settings": edit})):
        told = problem(answer)
        assert (answer.status_code, told["reason"]) == (422, "quiet-hours-alike")
        assert told["errors"][0]["field"] == "quiet_end"
    assert alice.get("/v1/me").json["quiet_end"] == "08:00"


def test_half_of_the_quiet_hours_is_refused_in_a_preview_as_it_is_when_saved(alice: Known) -> None:
    edit = {"quiet_start": None}
    assert problem(alice.post("/v1/preview", {"settings": edit}))["reason"] == "quiet-hours-half"


DUE = inputs(grace=3)


@settings(max_examples=300)
@given(
    minutes=st.integers(-20 * 1440, 100 * 1440),
    length=st.integers(1, 40 * 1440),
    quiet=st.sampled_from([None, (22, 8), (0, 23), (9, 10), (12, 11)]),
)
def test_a_snooze_that_is_taken_speaks_once_and_before_the_next_harm(
    minutes: int, length: int, quiet: tuple[int, int] | None
) -> None:
    """Against an oracle that walks the minutes: the latest end is the last open minute before the limit."""
    now = DUE.pay_by_at.replace(second=0, microsecond=0) + timedelta(minutes=minutes)
    night = [time(hour) for hour in quiet] if quiet else [None, None]
    delivery = DeliverySettings("Asia/Shanghai", *night)
    limits = [DUE.pay_by_at, DUE.last_chance_at, *(_midnight(days) for days in DUE.reportable_days)]
    limit = min((each for each in limits if each > now), default=None)
    assert next_limit(DUE, now) == limit
    if limit is None:
        return
    latest = latest_end(limit, delivery)
    walked = (limit - timedelta(microseconds=1)).replace(second=0, microsecond=0)
    while not _open(walked, quiet):
        walked -= timedelta(minutes=1)
    assert latest == walked
    until = min(now + timedelta(minutes=length), latest)
    if until > now:
        snoozed = DUE.__class__(**{**_facts(), "snoozed_until": until, "reminded_through": now})
        [moment] = ladder_of(snoozed, Policy(()), delivery).moments
        assert now < moment.at < limit
        assert _open(moment.at, quiet)


def _facts() -> dict[str, Any]:
    return {name: getattr(DUE, name) for name in DUE.__slots__}


def _midnight(days: int) -> datetime:
    day = datetime(2026, 12, 5, tzinfo=SHANGHAI) + timedelta(days=days)
    return day.astimezone(UTC)


def _open(instant: datetime, quiet: tuple[int, int] | None) -> bool:
    if quiet is None:
        return True
    hour, (start, end) = instant.astimezone(SHANGHAI).hour, quiet
    return not (start <= hour < end if start < end else hour >= start or hour < end)
