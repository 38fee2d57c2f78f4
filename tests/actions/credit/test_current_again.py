"""The payment that makes an account current again is told in the inbox, by day and without a push."""

from datetime import UTC, datetime
from typing import Any

from backend.actions.reminders import tick
from tests.actions.conftest import Known, card_of, pay, state
from tests.moved_clock import MovedClock


def told(alice: Known) -> list[tuple[bool, str | None, str, str]]:
    items: list[dict[str, Any]] = alice.get("/v1/inbox").json["items"]
    return [
        (item["pushed"], line["held_back"], line["title"], line["action"])
        for item in items
        for line in item["lines"]
        if "current again" in line["title"] or "no longer the case" in line["title"]
    ]


def promised(alice: Known) -> list[tuple[str, bool, str]]:
    return [
        (digest["at"], digest["pushed"], item["held_back"])
        for digest in alice.get("/v1/preview?days=2").json["digests"]
        for item in digest["items"]
        if item["kind"] == "current_again"
    ]


def late_card(alice: Known, clock: MovedClock) -> str:
    """A card whose minimum of 23 November, 100.00, was not paid in its days of grace."""
    card = card_of(alice)
    state(alice, card, "2026-11-05", 10_000)
    clock.move(to=datetime(2026, 11, 30, 15, tzinfo=UTC))  # eleven at night in Shanghai
    alice.sign_in(clock.now)
    return card


def test_it_is_told_in_the_inbox_in_the_morning_and_never_pushed(alice: Known, clock: MovedClock) -> None:
    card = late_card(alice, clock)
    pay(alice, card, 10_000)
    tick.tick(now=clock.now)
    assert told(alice) == []
    assert promised(alice) == [("2026-12-01T00:00:00Z", False, "quiet")]
    assert "current_again" not in alice.get("/v1/deadlines").text
    tick.tick(now=clock.move(to=datetime(2026, 12, 1, 0, tzinfo=UTC)))
    alice.sign_in(clock.now)
    [(pushed, held, title, action)] = told(alice)
    assert (pushed, held) == (False, "quiet")
    assert title == "China Merchants Bank: current again"
    assert action == "With your payment of Mon, Nov 30 nothing was past due any more."


def test_a_part_of_it_a_payment_in_time_and_a_payment_before_it_was_known_are_nothing_of_the_kind(
    alice: Known, clock: MovedClock
) -> None:
    card = late_card(alice, clock)
    pay(alice, card, 1_000)
    assert promised(alice) == []
    pay(alice, card, 9_000, "2026-11-22T04:00:00Z")  # paid in time, and told late
    assert promised(alice) == []


def test_a_payment_that_bounced_takes_it_back(alice: Known, clock: MovedClock) -> None:
    card = late_card(alice, clock)
    payment = pay(alice, card, 10_000)["id"]
    tick.tick(now=clock.move(to=datetime(2026, 12, 1, 0, tzinfo=UTC)))
    alice.sign_in(clock.now)
    assert alice.post(f"/v1/payments/{payment}/reverse", {"reason": "bounced"}).status_code == 200
    [(_, _, title, _)] = told(alice)
    assert title == "China Merchants Bank: no longer the case"
