"""What a borrower says about a deadline, and what payments say: the row tells the truth of both."""

import pytest

from tests.actions.conftest import Known, card_of, counted, due, dues, loan_of, pay, roll, state
from tests.moved_clock import MovedClock

NOVEMBER, DECEMBER = "2026-11-23", "2026-12-23"


@pytest.fixture
def card(alice: Known) -> str:
    return card_of(alice)


def _do(alice: Known, due_on: str, verb: str, **body: object) -> int:
    return alice.post(f"/v1/deadlines/{due(alice, due_on)['id']}/{verb}", body).status_code


def test_i_have_paid_ends_the_reminders_of_a_minimum_that_is_not_known(alice: Known, card: str) -> None:
    assert _do(alice, NOVEMBER, "acknowledge", amount=40_000) == 200
    found = due(alice, NOVEMBER)
    assert (found["state"], found["allocated"], found["next_reminder_at"]) == ("met", 40_000, None)


@pytest.mark.parametrize(
    ("minimum", "expected"), [(40_000, ("met", "payment", 0)), (50_000, ("open", None, 10_000))]
)
def test_the_statement_then_lets_the_money_decide(
    alice: Known, card: str, minimum: int, expected: tuple[object, ...]
) -> None:
    _do(alice, NOVEMBER, "acknowledge", amount=40_000)
    state(alice, card, "2026-11-05", minimum)
    found = due(alice, NOVEMBER)
    assert (found["state"], found["closed_by"], found["outstanding"]) == expected


def test_a_word_given_before_the_statement_closed_does_not_hold_after_it(alice: Known, card: str) -> None:
    assert _do(alice, DECEMBER, "meet") == 200
    state(alice, card, "2026-12-05", 50_000, past_due_included=0)
    assert (due(alice, DECEMBER)["state"], due(alice, DECEMBER)["amount"]) == ("open", 50_000)


def test_a_word_given_after_the_statement_closed_holds(alice: Known, card: str) -> None:
    _do(alice, NOVEMBER, "meet")
    state(alice, card, "2026-11-05", 50_000)
    assert due(alice, NOVEMBER)["state"] == "met"


def test_what_was_paid_on_a_waived_minimum_goes_to_the_next(alice: Known) -> None:
    loan = loan_of(alice)
    pay(alice, loan, 30_000)
    assert _do(alice, "2026-12-10", "waive") == 200
    assert [(item["state"], item["allocated"]) for item in dues(alice)[:2]] == [
        ("waived", 0),
        ("open", 30_000),
    ]
    pay(alice, loan, 1_000)
    assert dues(alice)[1]["allocated"] == 31_000
    assert _do(alice, "2026-12-10", "reopen") == 200
    assert [item["allocated"] for item in dues(alice)[:2]] == [31_000, 0]


def test_what_was_paid_on_a_deadline_called_done_stays_with_it(alice: Known) -> None:
    loan = loan_of(alice)
    paid = pay(alice, loan, 30_000)
    assert _do(alice, "2026-12-10", "meet") == 200
    pay(alice, loan, 5_000)
    assert [(item["state"], item["allocated"]) for item in dues(alice)[:2]] == [
        ("met", 30_000),
        ("open", 5_000),
    ]
    alice.post(f"/v1/payments/{paid['id']}/reverse")
    assert sum(item["allocated"] for item in dues(alice)) == 5_000


def test_a_cancelled_deadline_stays_shut_when_its_payment_is_reversed(alice: Known) -> None:
    loan = loan_of(alice)
    paid = pay(alice, loan, 30_000)
    assert _do(alice, "2026-12-10", "cancel", reason="wrong") == 200
    assert alice.post(f"/v1/payments/{paid['id']}/reverse").status_code == 200
    assert [(item["state"], item["allocated"]) for item in dues(alice)[:2]] == [("cancelled", 0), ("open", 0)]


def test_reversing_one_of_two_payments_leaves_what_the_other_covers(alice: Known, card: str) -> None:
    state(alice, card, "2026-11-05", 50_000)
    first = pay(alice, card, 30_000, "2026-11-20T04:00:00Z")
    pay(alice, card, 40_000, "2026-11-21T04:00:00Z")
    assert due(alice, NOVEMBER)["state"] == "met"
    alice.post(f"/v1/payments/{first['id']}/reverse")
    found = due(alice, NOVEMBER)
    assert (found["state"], found["allocated"], found["outstanding"]) == ("open", 40_000, 10_000)


def test_a_payment_may_run_a_little_ahead_of_our_clock_and_no_further(alice: Known, card: str) -> None:
    state(alice, card, "2026-11-05", 50_000)
    for at, status in (("2026-11-26T09:00:00Z", 422), ("2026-11-25T08:00:00Z", 201)):
        body = {"account_id": card, "amount": 50_000, "paid_at": at}
        assert alice.post("/v1/payments", body).status_code == status
    alice.made("/v1/deadlines", {"title": "Rent", "due_on": "2026-12-01"})
    assert _do(alice, "2026-12-01", "acknowledge", paid_at="2027-01-01T00:00:00Z") == 422


def test_met_late_is_told_from_met_in_time(alice: Known, card: str, clock: MovedClock) -> None:
    state(alice, card, "2026-11-05", 50_000)
    roll(alice, clock, 2)
    pay(alice, card, 50_000, "2026-11-26T15:59:59Z")
    assert due(alice, NOVEMBER)["late"] is False, "the last grace day ends at midnight in Shanghai"
    alice.post(f"/v1/payments/{alice.get('/v1/payments').json['items'][0]['id']}/reverse")
    roll(alice, clock, 5)
    pay(alice, card, 50_000, "2026-11-26T16:00:00Z")
    assert (due(alice, NOVEMBER)["state"], due(alice, NOVEMBER)["late"]) == ("met", True)


def test_an_amount_never_stands_without_its_currency(alice: Known) -> None:
    made = alice.made("/v1/deadlines", {"title": "Rent", "due_on": "2026-12-01"})["id"]
    path = f"/v1/deadlines/{made}"
    assert alice.patch(path, {"amount": 500}).status_code == 422
    changed = alice.patch(path, {"amount": 500, "currency": "CNY"}).json
    assert (changed["amount"], changed["currency"]) == (500, "CNY")


@pytest.mark.parametrize("query", ["", "?state=open,missed&kind=card_minimum&due_to=2027-01-01&limit=2"])
def test_the_home_screen_is_one_query(alice: Known, card: str, query: str) -> None:
    loan_of(alice)
    alice.made("/v1/deadlines", {"title": "Rent", "due_on": "2026-12-01"})
    with counted() as seen:
        assert alice.get(f"/v1/deadlines{query}").json["items"]
    ours = [sql for sql in seen if 'FROM "borrower"' not in sql and 'FROM "session"' not in sql]
    assert len(ours) == 1, ours
    assert len(seen) <= 3, "signing in costs two more"


def test_the_home_screen_filters_by_state_kind_account_and_range(alice: Known, card: str) -> None:
    loan = loan_of(alice)
    _do(alice, DECEMBER, "waive")
    for query, found in (
        ("&state=waived", [DECEMBER]),
        ("&state=missed", []),
        ("&kind=loan_instalment&due_to=2027-01-31", ["2026-12-10", "2027-01-10"]),
        (f"&account_id={loan}&due_from=2027-03-01", ["2027-03-10"]),
        ("&state=open&due_from=2026-12-23&due_to=2027-01-23", ["2027-01-10", "2027-01-23"]),
    ):
        assert [item["due_on"] for item in dues(alice, query)] == found, query
