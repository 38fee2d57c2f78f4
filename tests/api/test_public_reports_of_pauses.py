"""What other reminders got wrong about a pause, as their users reported it, tried through the public door."""

from datetime import UTC, datetime

from backend.actions.reminders import tick
from push.sender import Sender
from tests.api.conftest import Borrower
from tests.api.test_calm_pause import PAUSE, live
from tests.moved_clock import MovedClock
from tests.story.test_truth import Recorder


def rents(alice: Borrower, *days: str) -> list[str]:
    alice.patch("/v1/me", {"discreet": False})
    alice.made("/v1/devices", {"provider": "console", "token": "phone", "platform": "console"})
    owed = {"owed": True, "amount": 100, "currency": "CNY"}
    return [
        alice.made("/v1/deadlines", {"title": f"Rent {day}", "due_on": day, **owed})["id"] for day in days
    ]


def test_what_waited_does_not_all_come_on_the_first_tick_after_the_pause(
    alice: Borrower, clock: MovedClock
) -> None:
    # uphy/obsidian-reminder#318: whatever had expired meanwhile fired on the next tick.
    rents(alice, "2026-11-30", "2026-12-01", "2026-12-02")
    assert alice.post(PAUSE, {"last_on": "2026-11-28"}).status_code == 200
    phone = Recorder()
    live(alice, clock, datetime(2026, 11, 29, 0, 59, tzinfo=UTC), phone)
    assert [body for _, _, _, body in phone.taken] == [
        "2 reminders waited in the inbox. 2 of them are still open. They are not sent again."
    ]


def test_what_was_muted_before_the_pause_stays_muted_in_it_and_after_it(
    alice: Borrower, clock: MovedClock
) -> None:
    # bubbledevteam/diabox#4: after all was silenced for a while, everything came back, also what had been off.
    muted, spoken = rents(alice, "2026-11-27", "2026-12-01")
    alice.patch(f"/v1/deadlines/{muted}", {"muted": True})
    alice.post(PAUSE, {"last_on": "2026-11-26"})
    phone = Recorder()
    live(alice, clock, datetime(2026, 12, 1, 2, tzinfo=UTC), phone)
    assert alice.get(f"/v1/deadlines/{muted}").json["muted"] is True
    told = {line["deadline_id"] for item in alice.get("/v1/inbox").json["items"] for line in item["lines"]}
    assert muted not in told and spoken in told


def test_what_was_snoozed_for_later_keeps_its_hour(alice: Borrower, clock: MovedClock) -> None:
    # quarck/CalendarNotification#172: silencing everything moved what had been put off to a later time.
    [one] = rents(alice, "2026-12-05")
    until = "2026-12-02T04:00:00Z"
    assert alice.post(f"/v1/deadlines/{one}/snooze", {"until": until}).status_code == 200
    alice.post(PAUSE, {"last_on": "2026-11-26"})
    assert alice.get(f"/v1/deadlines/{one}").json["snoozed_until"] == until
    alice.delete(PAUSE)
    assert alice.get(f"/v1/deadlines/{one}").json["snoozed_until"] == until


def test_what_cannot_wait_comes_through_the_silence(alice: Borrower, clock: MovedClock) -> None:
    # AvengeMedia/DankMaterialShell#2870: a warning of which nothing is left later was silenced with the rest.
    rents(alice, "2026-11-26")
    alice.post(PAUSE, {"last_on": "2026-11-27"})
    phone = Recorder()
    tick.tick(now=clock.move(to=datetime(2026, 11, 26, 1, tzinfo=UTC)))
    Sender({"console": phone}, clock).send_all()
    assert len(phone.taken) == 1
