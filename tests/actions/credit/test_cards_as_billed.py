"""A card with two currencies under one number, and one bill for several cards (合并账单)."""

from datetime import timedelta
from typing import Any

import pytest

from backend.actions.reminders import notification_facts, tick
from backend.store.reminders.notifications import Notification
from backend.words.reminders.push_text import render
from tests.actions.conftest import Known, brief, card_of, due, dues, pay, roll, state
from tests.api.conftest import CARD
from tests.moved_clock import MovedClock


def side(borrower: Known, currency: str, **said: Any) -> str:
    return str(borrower.made("/v1/cards", {**CARD, "currency": currency, **said})["id"])


def card_json(borrower: Known, card: str) -> dict[str, Any]:
    return dict(borrower.get(f"/v1/cards/{card}").json)


def change(borrower: Known, card: str, **said: Any) -> Any:
    return borrower.patch(f"/v1/cards/{card}", said)


def standing(borrower: Known) -> dict[str, dict[str, Any]]:
    return {one["account_id"]: one for one in borrower.get("/v1/standing").json["accounts"]}


def line(borrower: Known, amount: int, text: str, currency: str = "CNY") -> dict[str, Any]:
    bank = borrower.made("/v1/cash-accounts", {"name": f"Bank {currency}", "currency": currency})["id"]
    body = {"account_id": bank, "booked_on": "2026-11-20", "amount": amount, "text": text}
    return borrower.made("/v1/transactions", body)


@pytest.mark.parametrize(("first", "second"), [("CNY", "USD"), ("EUR", "JPY")])
def test_f16_each_side_has_its_own_statement_minimum_and_payments(
    alice: Known, first: str, second: str
) -> None:
    one, two = side(alice, first), side(alice, second)
    state(alice, one, "2026-11-05", 50_000)
    state(alice, two, "2026-11-05", 3_000)
    pay(alice, two, 3_000)
    found = {row["currency"]: row for row in dues(alice) if row["due_on"] == "2026-11-23"}
    assert (found[first]["amount"], found[first]["state"]) == (50_000, "open")
    assert (found[second]["amount"], found[second]["state"]) == (3_000, "met")


def test_f16_the_sides_of_one_number_are_known_and_named_by_their_currency(alice: Known) -> None:
    one = side(alice, "CNY")
    assert card_json(alice, one)["name"] == "China Merchants Bank"
    two = side(alice, "USD")
    assert card_json(alice, one)["card_group"] == card_json(alice, two)["card_group"] is not None
    assert card_json(alice, one)["name"] == "China Merchants Bank CNY"
    names = {row["name"] for row in dues(alice)}
    assert names == {"China Merchants Bank CNY", "China Merchants Bank USD"}
    assert {row["name"] for row in standing(alice).values()} == names
    assert card_json(alice, side(alice, "EUR", last4="1111"))["name"] == "China Merchants Bank"


@pytest.mark.parametrize(
    ("nickname", "shown"),
    [(None, "China Merchants Bank USD"), ("Travel", "Travel USD"), ("My USD", "My USD")],
)
def test_f16_every_place_shows_the_same_name_of_a_side(
    alice: Known, clock: MovedClock, nickname: str | None, shown: str
) -> None:
    side(alice, "CNY")
    card = side(alice, "USD", nickname=nickname)
    state(alice, card, "2026-11-05", 50_000, due_on="2026-11-27")
    tick.tick(now=clock.move(by=timedelta(days=2)))
    alice.sign_in(clock.now)
    bill = next(row for row in dues(alice) if row["account_id"] == card and row["due_on"] == "2026-11-27")
    lines = [line for told in alice.get("/v1/inbox").json["items"] for line in told["lines"]]
    [said] = [line for line in lines if line["deadline_id"] == bill["id"]]
    [record] = [one for one in alice.get("/v1/credit-record").json["accounts"] if one["account_id"] == card]
    listed = {row["name"] for row in dues(alice) if row["account_id"] == card}
    assert said["title"].startswith(f"{shown}:")
    assert (card_json(alice, card)["name"], record["name"], listed) == (shown, shown, {shown})


def test_f16_sides_can_be_said_where_the_number_does_not_tell(alice: Known) -> None:
    one = side(alice, "CNY", last4=None)
    two = side(alice, "USD", last4=None, side_of=one)
    assert card_json(alice, one)["card_group"] == card_json(alice, two)["card_group"] is not None
    wrong = alice.post("/v1/cards", {**CARD, "side_of": one})
    assert (wrong.status_code, wrong.json["reason"]) == (422, "side-not-another-currency")


def test_f16_a_repayment_in_a_file_is_of_the_side_of_its_currency(alice: Known) -> None:
    usd, cny = side(alice, "USD"), side(alice, "CNY")
    found = line(alice, -50_000, "信用卡还款 尾号8812")
    assert (found["role"], found["repays_account_id"]) == ("repayment", cny)
    found = line(alice, -20_000, "信用卡还款 尾号8812", "USD")
    assert (found["role"], found["repays_account_id"]) == ("repayment", usd)
    # A third currency is of no side that is known: nothing is claimed of it.
    assert line(alice, -20_000, "信用卡还款 尾号8812", "EUR")["repays_account_id"] is None


def test_f16_pushes_tell_the_sides_apart_and_a_lock_screen_says_neither(
    alice: Known, clock: MovedClock
) -> None:
    for currency in ("CNY", "USD"):
        card = side(alice, currency, nickname="招商银行白金信用卡 平安出行联名卡 2026 年新版")
        state(alice, card, "2026-11-05", 50_000)
    tick.tick(now=clock.move(by=timedelta(hours=40, minutes=30)))
    [told] = Notification.select()
    lines = notification_facts.true_lines([told.id], now=clock.now)[told.id]
    open_text = render(lines, locale="zh-CN", discreet=False, borrower_zone="Asia/Shanghai")
    assert "CNY" in open_text.title + open_text.body
    assert "USD" in open_text.title + open_text.body
    hidden = render(lines, locale="zh-CN", discreet=True, borrower_zone="Asia/Shanghai")
    assert not {"CNY", "USD", "招商"} & {word for word in ("CNY", "USD", "招商") if word in str(hidden)}


def test_one_bill_for_two_cards_is_one_due_and_one_payment_meets_it(alice: Known) -> None:
    lead, other = card_of(alice), side(alice, "CNY", last4="7777")
    assert change(alice, other, billed_with=lead).status_code == 200
    state(alice, lead, "2026-11-05", 50_000)
    assert [row[1:] for row in brief(alice, "account_id", "state") if row[0] == "2026-11-23"] == [
        (lead, "open"),
        (other, "cancelled"),
    ]
    paid = pay(alice, other, 50_000)
    assert (paid["account_id"], [share["amount"] for share in paid["allocations"]]) == (lead, [50_000])
    assert next(row["state"] for row in dues(alice) if row["account_id"] == lead) == "met"


def test_a_card_added_to_a_joint_bill_opens_nothing_and_keeps_nothing_of_its_own(alice: Known) -> None:
    lead = card_of(alice)
    other = side(alice, "CNY", last4="7777", billed_with=lead)
    assert {row["account_id"] for row in dues(alice)} == {lead}
    body = {"card_id": other, "closes_on": "2026-11-05", "balance": 1, "minimum_due": 1}
    answer = alice.post("/v1/statements", body)
    assert (answer.status_code, answer.json["reason"]) == (409, "card-billed-elsewhere")
    found = line(alice, -50_000, "信用卡还款 尾号7777")
    assert found["repays_account_id"] == other
    taken = alice.post(f"/v1/transactions/{found['id']}/payment", {})
    assert (taken.status_code, taken.json["account_id"]) == (201, lead)


def test_both_cards_of_a_joint_bill_are_as_late_as_the_bill_and_the_money_counts_once(
    alice: Known, clock: MovedClock
) -> None:
    lead = card_of(alice)
    other = side(alice, "CNY", last4="7777", billed_with=lead)
    state(alice, lead, "2026-11-05", 50_000)
    roll(alice, clock, 12)  # 6 December: 13 days past due
    found = standing(alice)
    assert {one["days_past_due"] for one in found.values()} == {13}
    assert {one["stage"] for one in found.values()} == {"dpd_1_29"}
    assert (found[lead]["past_due"], found[other]["past_due"]) == (50_000, 0)
    assert alice.get("/v1/standing").json["at_risk"] == {"CNY": 50_000}


def test_a_card_that_leaves_a_joint_bill_has_its_dues_again(alice: Known) -> None:
    lead, other = card_of(alice), side(alice, "CNY", last4="7777")
    before = brief(alice, "account_id", "state")
    assert change(alice, other, billed_with=lead).status_code == 200
    assert change(alice, other, billed_with=None).status_code == 200
    assert brief(alice, "account_id", "state") == before
    assert card_json(alice, other)["billed_with"] is None


def test_what_a_cards_own_last_statement_asked_for_is_still_paid_on_it(alice: Known) -> None:
    lead, other = card_of(alice), side(alice, "CNY", last4="7777")
    state(alice, other, "2026-11-05", 20_000)
    assert change(alice, other, billed_with=lead).status_code == 200
    assert pay(alice, other, 20_000)["account_id"] == other
    assert pay(alice, other, 20_000)["account_id"] == lead


def test_an_instalment_plan_of_a_billed_card_is_in_the_joint_minimum(alice: Known) -> None:
    lead = card_of(alice)
    other = side(alice, "CNY", last4="7777", billed_with=lead)
    state(alice, lead, "2026-11-05", 50_000)
    body = {
        "principal": 120_000,
        "parts": 12,
        "first_closes_on": "2026-12-05",
        "taken_from": "purchase",
        "rate_bp": 0,
    }
    alice.made(f"/v1/cards/{other}/instalment-plans", body)
    assert due(alice, "2026-12-23")["amount"] == 50_000 + 10_000


def test_the_forecast_of_a_billed_card_is_that_of_the_joint_bill(alice: Known) -> None:
    lead = card_of(alice)
    other = side(alice, "CNY", last4="7777", billed_with=lead)
    stated = state(alice, lead, "2026-11-05", 50_000)
    own, joint = (alice.get(f"/v1/cards/{card}/minimum-forecast").json for card in (lead, other))
    assert joint == own
    assert (joint["card_id"], joint["statement_id"]) == (lead, stated["id"])
    first, second = joint["months"][:2]
    assert (first["minimum"]["expected"], first["due_on"]) == (50_000, "2026-11-23")
    assert second["minimum"]["expected"] == 45_000 + second["interest"]["expected"]


@pytest.mark.parametrize("wrong", ["itself", "another currency", "a loan", "nobody's"])
def test_a_bill_is_shared_with_a_card_of_the_same_currency_only(alice: Known, wrong: str) -> None:
    card = card_of(alice)
    named = {"itself": card, "another currency": side(alice, "USD"), "nobody's": "card_x"}.get(wrong)
    answer = change(alice, card, billed_with=named or "loan_x")
    assert (answer.status_code, answer.json["reason"]) == (422, "billed-with-unknown")
    assert card_json(alice, card)["billed_with"] is None


def test_joint_bills_make_no_chain(alice: Known) -> None:
    lead = card_of(alice)
    other = side(alice, "CNY", last4="7777", billed_with=lead)
    third = side(alice, "CNY", last4="6666")
    for card, named in ((third, other), (lead, third)):
        answer = change(alice, card, billed_with=named)
        assert (answer.status_code, answer.json["reason"]) == (409, "billed-with-chain")
