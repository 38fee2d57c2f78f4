"""Money on a loan that owes no more is never swallowed: the answer asks what it was."""

from typing import Any

import pytest

from tests.actions.conftest import Known, loan_of, pay, roll
from tests.moved_clock import MovedClock

QUOTED = 1_210_400  # on 6 December, with 104.00 of interest to the day


@pytest.fixture
def loan(alice: Known, clock: MovedClock) -> str:
    loan = loan_of(alice)
    roll(alice, clock, 12)  # 6 December
    return loan


def _pay_off(alice: Known, loan: str, amount: int = QUOTED) -> dict[str, Any]:
    return alice.made("/v1/payments", {"account_id": loan, "amount": amount, "meant_as": "pay_off"})


def _again(alice: Known, payment: dict[str, Any]) -> dict[str, Any]:
    [found] = [row for row in alice.get("/v1/payments").json["items"] if row["id"] == payment["id"]]
    return dict(found)


def test_what_the_quote_asks_for_is_no_question(alice: Known, loan: str) -> None:
    paid = _pay_off(alice, loan)
    assert (paid["unallocated"], paid["question"]) == (0, None)


def test_what_came_above_the_quote_is_asked_about(alice: Known, loan: str) -> None:
    paid = _pay_off(alice, loan, QUOTED + 5_000)
    assert paid["unallocated"] == 5_000
    assert (paid["question"]["amount"], paid["question"]["choices"]) == (5_000, [])
    assert paid["question"]["text"].startswith(
        "CN¥50.00 came above all that is known to be owed on this loan."
    )


@pytest.mark.parametrize("days", [0, 1, 40])
def test_money_after_a_pay_off_is_asked_about_in_whole(
    alice: Known, clock: MovedClock, loan: str, days: int
) -> None:
    _pay_off(alice, loan)
    roll(alice, clock, days)
    paid = pay(alice, loan, 106_619)
    assert (paid["question"]["amount"], _again(alice, paid)["question"]) == (106_619, paid["question"])
    assert alice.get(f"/v1/loans/{loan}").json["status"] == "paid_off"
    alice.post(f"/v1/payments/{paid['id']}/reverse")
    assert _again(alice, paid)["question"] is None


def test_money_after_the_borrower_called_it_paid_off_is_asked_about_too(
    alice: Known, clock: MovedClock, loan: str
) -> None:
    assert alice.patch(f"/v1/loans/{loan}", {"status": "paid_off"}).status_code == 200
    assert pay(alice, loan, 106_619)["question"] is None, "the last payment, typed after the word"
    roll(alice, clock, 2)
    assert pay(alice, loan, 106_619)["question"]["amount"] == 106_619


def test_a_payment_told_late_leaves_the_pay_off_with_more_than_was_owed(alice: Known) -> None:
    loan = loan_of(alice, first_due_on="2026-11-25")
    quoted = alice.get(f"/v1/loans/{loan}/pay-off").json["amount"]
    paid = _pay_off(alice, loan, quoted)
    assert paid["question"] is None
    pay(alice, loan, 106_619, "2026-11-23T09:00:00Z")
    assert _again(alice, paid)["question"]["amount"] > 100_000


def test_more_than_the_last_instalment_is_asked_about(alice: Known, clock: MovedClock) -> None:
    loan = loan_of(alice, principal=20_000, rate_bp=0, instalments=2)
    roll(alice, clock, 30, steps=2)
    assert pay(alice, loan, 10_000)["question"] is None
    assert pay(alice, loan, 10_050)["question"]["amount"] == 50
    assert pay(alice, loan, 700)["question"]["amount"] == 700


def test_money_that_waits_for_an_instalment_to_come_is_no_surplus(alice: Known, loan: str) -> None:
    body = {"account_id": loan, "amount": 12 * 106_619 - 200, "meant_as": "paid_ahead"}
    paid = alice.made("/v1/payments", body)
    assert paid["unallocated"] > 0
    assert paid["question"] is None


def test_it_is_said_in_the_borrowers_language(alice: Known, loan: str) -> None:
    assert alice.patch("/v1/me", {"locale": "zh-CN"}).status_code == 200
    assert _pay_off(alice, loan, QUOTED + 5_000)["question"]["text"].startswith(
        "比这笔贷款已知的全部欠款多还了"
    )


def test_money_after_a_pay_off_pays_nothing_and_the_question_is_about_what_is_left_of_it(
    alice: Known,
) -> None:
    loan = loan_of(
        alice, instalments=24, first_due_on="2026-06-08"
    )  # what was due by November is taken as paid
    said = {"account_id": loan, "amount": 1_208_000, "meant_as": "pay_off", "paid_at": "2026-06-28T04:00:00Z"}
    alice.made("/v1/payments", said)
    for amount, at in ((10**15, "2026-11-24T08:00:00Z"), (60_000, "2026-07-08T08:00:00Z")):
        paid = pay(alice, loan, amount, at)
        assert (paid["unallocated"], paid["question"]["amount"]) == (amount, amount)
        assert (paid["earlier_instalments"], paid["extra_principal"]) == (0, 0)


def test_money_after_the_end_pays_again_once_the_loan_runs_again(
    alice: Known, clock: MovedClock, loan: str
) -> None:
    assert alice.patch(f"/v1/loans/{loan}", {"status": "paid_off"}).status_code == 200
    roll(alice, clock, 2)
    paid = pay(alice, loan, 106_619)
    assert (paid["unallocated"], paid["allocations"]) == (106_619, [])
    assert alice.patch(f"/v1/loans/{loan}", {"status": "open"}).status_code == 200
    found = _again(alice, paid)
    assert (found["unallocated"], found["question"], len(found["allocations"])) == (0, None, 1)
