"""Public reports about other programs' cards, tried here: each with what is right."""

import pytest

from tests.actions.conftest import Known, card_of, due, pay, state
from tests.api.conftest import CARD

DECEMBER = "2026-12-23"


def _side(alice: Known, currency: str) -> str:
    return str(alice.made("/v1/cards", {**CARD, "currency": currency})["id"])


def _remaining(alice: Known, card: str) -> int:
    accounts = alice.get("/v1/standing").json["accounts"]
    return int(next(one["remaining"] for one in accounts if one["account_id"] == card))


def test_a_card_with_two_currency_lines_owes_in_each_and_a_payment_leaves_no_residue(alice: Known) -> None:
    """we-promise/sure #3652"""
    pen, usd = _side(alice, "PEN"), _side(alice, "USD")
    state(alice, pen, "2026-11-05", 50_000)
    state(alice, usd, "2026-11-05", 3_000)
    pay(alice, usd, 30_000)
    assert (_remaining(alice, pen), _remaining(alice, usd)) == (500_000, 0)


def test_money_of_another_currency_is_not_taken_for_the_sides_own(alice: Known) -> None:
    """moneymanagerex/moneymanagerex #7507: the dollars of a card are paid in pesos, at the bank's rate"""
    usd = _side(alice, "USD")
    bank = alice.made("/v1/cash-accounts", {"name": "Banco", "currency": "ARS"})["id"]
    body = {
        "account_id": bank,
        "booked_on": "2026-11-20",
        "amount": -4_000_000,
        "text": "信用卡还款 尾号8812",
    }
    line = alice.made("/v1/transactions", body)
    answer = alice.post(f"/v1/transactions/{line['id']}/payment", {"account_id": usd})
    assert (answer.status_code, answer.json["reason"]) == (422, "currency-differs")


@pytest.mark.parametrize(("principal", "parts"), [(20_300, 6), (10_000, 3), (7, 12)])
def test_the_last_part_takes_what_does_not_divide(alice: Known, principal: int, parts: int) -> None:
    """TelePost/repayment.tusass.gl #6, SandeepVashishtha/Eventra #19033"""
    body = {
        "principal": principal,
        "parts": parts,
        "first_closes_on": "2026-12-05",
        "taken_from": "purchase",
        "rate_bp": 0,
    }
    found = alice.made(f"/v1/cards/{card_of(alice)}/instalment-plans", body)["parts"]
    assert len({part["amount"] for part in found[:-1]}) == 1
    assert sum(part["amount"] for part in found) == principal


def test_a_payment_in_the_middle_of_a_cycle_lowers_what_is_owed(alice: Known) -> None:
    """securo-finance/securo #668"""
    card = card_of(alice)
    state(alice, card, "2026-11-05", 50_000)
    pay(alice, card, 200_000, "2026-11-15T04:00:00Z")
    assert _remaining(alice, card) == 300_000
    assert due(alice, DECEMBER)["amount"] == 30_000


def test_the_next_minimum_of_a_forecast_has_the_interest_in_it(alice: Known) -> None:
    """jantman/biweeklybudget #176"""
    card = card_of(alice)
    state(alice, card, "2026-11-05", 50_000)
    months = alice.get(f"/v1/cards/{card}/minimum-forecast").json["months"]
    assert months[1]["minimum"]["expected"] == 45_000 + months[1]["interest"]["expected"] > 45_000


def test_a_refund_after_the_statement_was_paid_is_a_credit_and_asks_for_nothing(alice: Known) -> None:
    """bcgov/entity #28787"""
    card = card_of(alice)
    state(alice, card, "2026-11-05", 50_000)
    pay(alice, card, 500_000, "2026-11-20T04:00:00Z")
    alice.made("/v1/payments", {"account_id": card, "amount": 80_000, "kind": "refund"})
    assert _remaining(alice, card) == 0
    assert due(alice, DECEMBER)["amount"] is None
    # The credit pays the next instalment before anything is asked for.
    body = {
        "principal": 600_000,
        "parts": 6,
        "first_closes_on": "2026-12-05",
        "taken_from": "purchase",
        "rate_bp": 0,
    }
    alice.made(f"/v1/cards/{card}/instalment-plans", body)
    assert due(alice, DECEMBER)["amount"] == 100_000 - 80_000
