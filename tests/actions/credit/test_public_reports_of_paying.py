"""What other programs were reported to do wrong when money came in parts or all at once; here with the right values."""

import pytest

from tests.actions.conftest import Known, card_of, due, dues, loan_of, pay, state
from tests.moved_clock import MovedClock


@pytest.mark.parametrize("more", [0, 700, 24_400])
def test_a_pay_off_asks_for_the_same_whatever_is_offered(alice: Known, more: int) -> None:
    """00labs/huma-contracts#249 and PR 246, hovgaardgames/startupcompany#84: most was paid ahead on the same day, and
    what the rest cost went by what was offered. Here: 300,000 of principal and 14 days of interest on 1,200,000."""
    loan = loan_of(alice)
    alice.made("/v1/payments", {"account_id": loan, "amount": 900_000, "meant_as": "extra_principal"})
    quote = alice.get(f"/v1/loans/{loan}/pay-off").json
    assert (quote["amount"], quote["principal"], quote["interest"]) == (305_600, 300_000, 5_600)
    paid = alice.made("/v1/payments", {"account_id": loan, "amount": 305_600 + more, "meant_as": "pay_off"})
    assert alice.get(f"/v1/loans/{loan}").json["status"] == "paid_off"
    assert (dues(alice, "&state=open,missed"), paid["unallocated"]) == ([], more)


def test_a_loan_that_was_paid_off_owes_no_interest_of_months_to_come(alice: Known) -> None:
    """ulsklyc/yuvomi PR 955, tobymao/18xx#3227: paid off early; interest to come was still asked for."""
    loan = loan_of(alice)
    alice.made("/v1/payments", {"account_id": loan, "amount": 1_205_600, "meant_as": "pay_off"})
    assert alice.get(f"/v1/loans/{loan}/pay-off").json["amount"] == 0
    assert alice.get("/v1/standing").json["accounts"][0]["past_due"] == 0
    assert dues(alice, "&state=open,missed") == []


def test_the_rest_of_a_bill_that_was_paid_in_part_is_late_and_nothing_more(
    alice: Known, clock: MovedClock
) -> None:
    """OCA/credit-control#330, akaunting/akaunting#1776, odoo/odoo PR 210702: no reminder of the rest, or one of all."""
    card = card_of(alice)
    state(alice, card, "2026-11-05", 50_000)
    pay(alice, card, 20_000, "2026-11-22T04:00:00Z")
    clock.move(to=clock.now.replace(month=12, day=1))
    alice.sign_in(clock.now)
    bill = due(alice, "2026-11-23")
    assert (bill["outstanding"], bool(bill["next_reminder_at"])) == (30_000, True)
    [account] = alice.get("/v1/standing").json["accounts"]
    assert (account["past_due"], account["days_past_due"]) == (30_000, 8)


def test_a_bill_that_is_paid_in_parts_before_its_day_is_not_overdue_and_then_met(alice: Known) -> None:
    """invoiceninja/invoiceninja#5436, nadineproject/nadine#305 and 324: overdue once a part was paid; open after the
    last part."""
    card = card_of(alice)
    state(alice, card, "2026-11-05", 50_000, due_on="2026-12-01")
    pay(alice, card, 20_000, "2026-11-22T04:00:00Z")
    assert due(alice, "2026-12-01")["state"] == "open"
    assert alice.get("/v1/standing").json["accounts"][0]["days_past_due"] == 0
    pay(alice, card, 30_000)
    assert due(alice, "2026-12-01")["state"] == "met"
