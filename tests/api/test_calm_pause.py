"""Too much right now: what can wait is in the inbox and in no push, what cannot be undone is pushed, and one calm line
at the end says what waited."""

from datetime import UTC, datetime, timedelta

import pytest

from backend.actions.reminders import tick
from push.sender import Sender
from tests.api.conftest import CARD, Borrower
from tests.moved_clock import MovedClock
from tests.story.test_truth import Recorder

PAUSE = "/v1/me/calm-pause"


def live(borrower: Borrower, clock: MovedClock, until: datetime, phone: Recorder) -> None:
    """Ticks and sends every quarter of an hour; then the borrower signs in again."""
    sender = Sender({"console": phone}, clock)
    while clock.now < until:
        tick.tick(now=clock.now)
        sender.send_all()
        clock.move(by=timedelta(minutes=15))
    borrower.sign_in()


@pytest.fixture
def household(alice: Borrower) -> Borrower:
    """A card due on 30 November, an agreed plan of which a payment falls due on 4 December; open words."""
    alice.patch("/v1/me", {"discreet": False})
    alice.made("/v1/devices", {"provider": "console", "token": "phone", "platform": "console"})
    alice.made("/v1/deadlines", {"title": "Rent", "due_on": "2026-11-28", "owed": True})
    card = alice.made("/v1/cards", CARD)["id"]
    talks = alice.made("/v1/negotiations", {"account_id": card, "kind": "instalment_plan"})["id"]
    repeats = {"amount": 5_000, "count": 2, "first_due_on": "2026-12-04"}
    alice.made(f"/v1/negotiations/{talks}/agreement", {"repeats": repeats, "agreed_how": "written"})
    return alice


def test_only_what_cannot_be_undone_is_pushed_and_the_rest_waits_in_the_inbox(
    household: Borrower, clock: MovedClock
) -> None:
    answer = household.post(PAUSE, {"last_on": "2026-12-05"})
    assert answer.status_code == 200
    assert (answer.json["last_on"], answer.json["ends_at"]) == ("2026-12-05", "2026-12-05T16:00:00Z")
    assert household.get("/v1/me").json["calm_last_on"] == "2026-12-05"
    promised = household.get("/v1/preview?days=20").json["digests"]
    phone = Recorder()
    live(household, clock, datetime(2026, 12, 6, 2, tzinfo=UTC), phone)
    bodies = [(at.date().isoformat(), body) for at, _, _, body in phone.taken]
    assert [day for day, _ in bodies] == ["2026-11-28", "2026-12-04", "2026-12-06"]
    assert "Rent" not in bodies[1][1], "a push names what it is about alone"
    assert (
        bodies[2][1] == "2 reminders waited in the inbox. 2 of them are still open. They are not sent again."
    )
    held = [
        (item["created_at"], line["held_back"])
        for item in household.get("/v1/inbox").json["items"]
        for line in item["lines"]
    ]
    assert {"calm", None} == {why for _, why in held}
    told = [
        (item["created_at"], item["pushed"]) for item in reversed(household.get("/v1/inbox").json["items"])
    ]
    assert told == [(each["at"], each["pushed"]) for each in promised if each["at"] < "2026-12-06T02"]
    assert household.get("/v1/me").json["calm_last_on"] is None
    assert household.get(PAUSE).json | {"waited": 2, "still_open": 2} == household.get(PAUSE).json


def test_the_last_word_before_a_window_to_dispute_ends_is_pushed_and_only_that(
    alice: Borrower, clock: MovedClock
) -> None:
    """The notice came on 5 November: the last day to dispute is 5 December, and the pause lasts until the 7th."""
    alice.patch("/v1/me", {"zone": "America/New_York", "country": "US"})
    alice.made("/v1/devices", {"provider": "console", "token": "phone", "platform": "console"})
    body = {"firm": "Acme", "country": "US", "received_on": "2026-11-05"}
    window = alice.made("/v1/validation-notices", body)["deadline_id"]
    assert alice.post(PAUSE, {"last_on": "2026-12-07"}).status_code == 200
    promised = [
        (digest["at"], digest["pushed"], item["held_back"])
        for digest in alice.get("/v1/preview?days=12").json["digests"]
        for item in digest["items"]
        if item["deadline_id"] == window
    ]
    assert [why for _, _, why in promised] == ["calm"] * (len(promised) - 1) + [None]
    assert len(promised) > 1 and [pushed for _, pushed, _ in promised][-1] is True
    phone = Recorder()
    live(alice, clock, datetime(2026, 12, 6, 5, tzinfo=UTC), phone)
    assert [f"{at:%Y-%m-%dT%H:%M:%SZ}"[:13] for at, *_ in phone.taken] == [promised[-1][0][:13]]
    assert "2026-12-04" <= promised[-1][0] < "2026-12-06T05"


def test_it_lasts_three_days_can_be_lengthened_and_ends_at_once(
    household: Borrower, clock: MovedClock
) -> None:
    first = household.post(PAUSE, {}).json
    assert first["last_on"] == first["default_last_on"] == "2026-11-26"
    longer = household.post(PAUSE, {"last_on": first["latest_last_on"]}).json
    assert (longer["last_on"], longer["began_at"]) == ("2026-12-07", first["began_at"])
    assert household.post(PAUSE, {}).json["last_on"] == "2026-12-07", "no end said leaves a longer one alone"
    ends = [row for row in household.get("/v1/deadlines").json["items"] if row["kind"] == "calm_pause_end"]
    assert [(row["due_on"], row["name"]) for row in ends] == [("2026-12-08", "End of the pause")]
    live(household, clock, clock.now + timedelta(days=2), Recorder())
    over = household.delete(PAUSE).json
    assert (over["last_on"], over["waited"], over["still_open"]) == (None, 1, 1)
    assert household.get(PAUSE).json["waited"] == 0
    assert not [
        item
        for digest in household.get("/v1/preview").json["digests"]
        for item in digest["items"]
        if item["held_back"] or item["kind"] == "calm_pause_end"
    ]


@pytest.mark.parametrize("last_on", ["2026-11-23", "2026-12-08", "tomorrow"])
def test_an_end_out_of_reach_is_refused_with_the_days_that_can_be(alice: Borrower, last_on: str) -> None:
    answer = alice.post(PAUSE, {"last_on": last_on})
    assert answer.status_code == 422
    problem = answer.get_json(force=True)
    assert problem["errors"][0]["field"] == "last_on"
    if last_on != "tomorrow":
        assert problem["errors"][0]["message"] == "Choose a last day from 2026-11-24 to 2026-12-07."


def test_what_waited_for_a_phone_when_the_pause_began_is_not_pushed(
    household: Borrower, clock: MovedClock
) -> None:
    tick.tick(now=clock.move(to=datetime(2026, 11, 25, 1, tzinfo=UTC)))  # and nothing is sent yet
    household.sign_in()
    assert household.post(PAUSE, {}).status_code == 200
    phone = Recorder()
    Sender({"console": phone}, clock).send_all()
    assert phone.taken == []
    [item] = household.get("/v1/inbox").json["items"]
    assert [line["held_back"] for line in item["lines"]] == ["calm"]


def test_it_ends_at_midnight_wherever_the_borrower_is_by_then(household: Borrower) -> None:
    household.post(PAUSE, {"last_on": "2026-11-26"})
    household.patch("/v1/me", {"zone": "America/New_York"})
    assert household.get(PAUSE).json["ends_at"] == "2026-11-27T05:00:00Z"
    [end] = [
        digest
        for digest in household.get("/v1/preview").json["digests"]
        for item in digest["items"]
        if item["kind"] == "calm_pause_end"
    ]
    assert (end["at"], end["pushed"]) == ("2026-11-27T13:00:00Z", True)


def test_the_end_of_a_pause_is_in_the_calendar(household: Borrower) -> None:
    household.post(PAUSE, {"last_on": "2026-11-26"})
    feed = household.made("/v1/calendar-feeds", {"detailed": True})
    text = household.get(feed["url"][feed["url"].index("/calendar") :]).text
    assert "SUMMARY:End of the pause" in text
