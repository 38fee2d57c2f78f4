"""Promotional and deferred-interest ends are deadlines, with a ladder from a month ahead."""

from typing import Any

import pytest

from backend.actions.reminders import notification_facts, tick
from backend.store.reminders.notifications import Notification
from backend.words.reminders.push_text import PushText, render
from tests.actions.conftest import Known, card_of, dues, pay, roll
from tests.moved_clock import MovedClock

END = "2027-01-31"


def promote(alice: Known, card: str, kind: str = "deferred_interest", **said: Any) -> dict[str, Any]:
    return alice.made(f"/v1/cards/{card}/promotions", {"kind": kind, "ends_on": END, **said})


def end_of(alice: Known, promotion: dict[str, Any]) -> dict[str, Any]:
    return dict(alice.get(f"/v1/deadlines/{promotion['deadline_id']}").json)


def read(alice: Known, promotion: dict[str, Any]) -> dict[str, Any]:
    return dict(alice.get(f"/v1/promotions/{promotion['id']}").json)


def told_on_new_years_day(clock: MovedClock, locale: str) -> PushText:
    tick.tick(now=clock.now)
    [newest] = Notification.select().order_by(Notification.id.desc()).limit(1)
    lines = notification_facts.true_lines([newest.id], now=clock.now)[newest.id]
    return render(lines, locale=locale, discreet=False, borrower_zone="Asia/Shanghai")


@pytest.mark.parametrize("kind", ["promotional_rate", "deferred_interest"])
def test_the_end_of_a_promotion_is_a_deadline_of_what_is_left(alice: Known, kind: str) -> None:
    card = card_of(alice)
    before = alice.get("/v1/standing").json
    promotion = promote(alice, card, kind, balance=120_000)
    found = end_of(alice, promotion)
    assert (found["kind"], found["due_on"], found["amount"]) == (f"{kind}_end", END, 120_000)
    assert (found["owed"], found["name"], found["currency"]) == (False, "China Merchants Bank", "CNY")
    assert found["next_reminder_at"] == "2027-01-01T01:00:00Z"  # 30 days before, 9:00 in Shanghai
    assert alice.get("/v1/standing").json == before  # nothing of it is a due


def test_what_is_left_is_unknown_until_it_is_said_and_after_a_payment(alice: Known) -> None:
    card = card_of(alice)
    promotion = promote(alice, card)
    assert end_of(alice, promotion)["amount"] is None
    assert read(alice, promotion)["remaining"] == {"state": "unknown", "low": None, "high": None}
    assert alice.patch(f"/v1/promotions/{promotion['id']}", {"balance": 120_000}).status_code == 200
    assert end_of(alice, promotion)["amount"] == 120_000


def test_a_payment_may_go_to_another_balance_so_what_is_left_lies_between(
    alice: Known, clock: MovedClock
) -> None:
    card = card_of(alice)
    promotion = promote(alice, card, balance=120_000)
    roll(alice, clock, 1)
    payment = pay(alice, card, 50_000)
    assert read(alice, promotion)["remaining"] == {"state": "estimated", "low": 70_000, "high": 120_000}
    assert end_of(alice, promotion)["amount"] is None
    alice.post(f"/v1/payments/{payment['id']}/reverse", {})
    assert end_of(alice, promotion)["amount"] == 120_000


def test_what_deferred_interest_would_be_charged_back_is_told_with_its_bounds(alice: Known) -> None:
    card = card_of(alice)
    said = {
        "started_on": "2026-01-31",
        "principal": 240_000,
        "balance": 120_000,
        "rate_after_bp": 2_000,
    }
    assert promote(alice, card, **said)["charged_back"] == {
        "state": "estimated",
        "low": 24_000,
        "high": 48_000,
    }
    assert promote(alice, card)["charged_back"] == {"state": "unknown", "low": None, "high": None}
    assert promote(alice, card, "promotional_rate", **said)["charged_back"] is None


def test_a_cleared_promotion_falls_silent(alice: Known) -> None:
    card = card_of(alice)
    by_balance, by_word = promote(alice, card, balance=120_000), promote(alice, card)
    alice.patch(f"/v1/promotions/{by_balance['id']}", {"balance": 0})
    assert alice.post(f"/v1/promotions/{by_word['id']}/close", {}).json["state"] == "cleared"
    for each in (by_balance, by_word):
        assert (end_of(alice, each)["state"], end_of(alice, each)["next_reminder_at"]) == ("met", None)
        assert alice.post(f"/v1/promotions/{each['id']}/close", {}).status_code == 409


def test_a_promotion_ends_with_its_debt_and_follows_its_cards_name(alice: Known) -> None:
    card = card_of(alice)
    promotion = promote(alice, card)
    alice.patch(f"/v1/cards/{card}", {"nickname": "Store card"})
    assert end_of(alice, promotion)["name"] == "Store card"
    alice.patch(f"/v1/cards/{card}", {"status": "settled"})
    assert (end_of(alice, promotion)["state"], read(alice, promotion)["state"]) == ("cancelled", "cancelled")


@pytest.mark.parametrize(
    ("locale", "title", "body"),
    [
        (
            "en",
            "China Merchants Bank: 30 days left to avoid deferred interest",
            "Pay CN¥1,200.00 by Sun, Jan 31. If anything is left, interest is charged from the start.",
        ),
        (
            "zh-CN",
            "China Merchants Bank：距免息期结束还有 30 天",
            "请于1月31日（周日）或之前还清 ¥1,200.00，如有剩余，将从起始日起补收利息。",
        ),
    ],
)
def test_the_first_word_comes_a_month_ahead_and_says_what_to_pay(
    alice: Known, clock: MovedClock, locale: str, title: str, body: str
) -> None:
    promote(alice, card_of(alice), balance=120_000)
    for row in dues(alice):
        if row["kind"] == "card_minimum":
            alice.patch(f"/v1/deadlines/{row['id']}", {"muted": True})
    roll(alice, clock, 38)
    assert told_on_new_years_day(clock, locale) == PushText(title, body)


def test_an_end_that_has_passed_is_kept_and_nothing_reminds_of_it(alice: Known) -> None:
    promotion = promote(alice, card_of(alice), ends_on="2026-10-31", balance=120_000, balance_on="2026-10-20")
    found = end_of(alice, promotion)
    assert (found["state"], found["due_on"], found["next_reminder_at"]) == ("missed", "2026-10-31", None)
    assert promotion["state"] == "open"


@pytest.mark.parametrize(
    ("balance_on", "state", "low", "high"),
    [("2026-10-31", "cleared", 0, 0), ("2026-11-01", "cancelled", 0, 24_000)],
)
def test_nothing_left_after_the_end_does_not_say_that_no_interest_was_charged(
    alice: Known, balance_on: str, state: str, low: int, high: int
) -> None:
    said = {"started_on": "2025-10-31", "principal": 120_000, "rate_after_bp": 2_000}
    promotion = promote(alice, card_of(alice), ends_on="2026-10-31", balance=120_000, **said)
    path = f"/v1/promotions/{promotion['id']}"
    assert alice.patch(path, {"balance": 0, "balance_on": balance_on}).status_code == 200
    found = read(alice, promotion)
    assert found["state"] == state
    assert (found["charged_back"]["low"], found["charged_back"]["high"]) == (low, high)
    assert end_of(alice, promotion)["state"] == {"cleared": "met"}.get(state, state)


def test_what_is_paid_after_the_end_lowers_no_deferred_interest(alice: Known) -> None:
    said = {"started_on": "2025-10-31", "principal": 120_000, "rate_after_bp": 2_000}
    card = card_of(alice)
    promotion = promote(alice, card, ends_on="2026-10-31", balance=120_000, balance_on="2026-10-31", **said)
    pay(alice, card, 120_000, "2026-11-02T04:00:00Z")
    found = read(alice, promotion)
    assert (found["remaining"]["low"], found["remaining"]["high"]) == (0, 120_000)
    assert (found["charged_back"]["low"], found["charged_back"]["high"]) == (24_000, 24_000)


def test_a_promotion_that_begins_after_its_end_is_refused(alice: Known) -> None:
    card = card_of(alice)
    body = {"kind": "deferred_interest", "ends_on": END, "started_on": "2027-02-01"}
    promotion = promote(alice, card, started_on=END)
    for answer in (
        alice.post(f"/v1/cards/{card}/promotions", body),
        alice.patch(f"/v1/promotions/{promotion['id']}", {"started_on": "2027-02-01"}),
    ):
        assert (answer.status_code, answer.json["reason"]) == (422, "promotion-ends-before-start")
        assert answer.json["errors"][0]["field"] == "started_on"
    assert read(alice, promotion)["started_on"] == END


def test_a_balance_of_a_day_to_come_is_refused(alice: Known) -> None:
    card = card_of(alice)
    body = {"kind": "deferred_interest", "ends_on": END, "balance": 1, "balance_on": "2027-01-01"}
    answer = alice.post(f"/v1/cards/{card}/promotions", body)
    assert (answer.status_code, answer.json["reason"]) == (422, "promotion-balance-in-future")
