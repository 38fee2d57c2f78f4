"""Loans whose terms or schedule change: what was paid stays, what is owed is there, nothing is owed twice."""

from tests.actions.conftest import Known, brief, dues, loan_of, pay, roll
from tests.api.conftest import LOAN
from tests.moved_clock import MovedClock

FIRST = ["2026-12-10", "2027-01-10", "2027-02-10", "2027-03-10"]


def _change(alice: Known, loan: str, **terms: object) -> None:
    answer = alice.patch(f"/v1/loans/{loan}", {"terms": {**LOAN["terms"], **terms}})
    assert answer.status_code == 200, answer.text


def _restate(alice: Known, loan: str, *rows: tuple[int, str, int]) -> int:
    parts = [
        {"number": number, "due_on": due_on, "principal": principal, "interest": 0}
        for number, due_on, principal in rows
    ]
    return alice.patch(f"/v1/loans/{loan}/schedule", {"instalments": parts}).status_code


def _open(alice: Known) -> list[tuple[object, ...]]:
    return [(item["due_on"], item["instalment"]) for item in dues(alice, "&state=open,missed")]


def test_a_higher_rate_asks_for_nothing_more_of_what_was_paid(alice: Known) -> None:
    loan = loan_of(alice)
    first = dues(alice)[0]["amount"]
    pay(alice, loan, first)
    _change(alice, loan, rate_bp=2400)
    assert brief(alice)[0] == ("2026-12-10", first, "met")
    assert dues(alice)[1]["amount"] > first


def test_instalments_cut_and_given_back_are_all_there_once(alice: Known, clock: MovedClock) -> None:
    loan = loan_of(alice)
    _change(alice, loan, instalments=2)
    assert _open(alice) == [("2026-12-10", 1), ("2027-01-10", 2)]
    _change(alice, loan)
    assert _open(alice) == list(zip(FIRST, (1, 2, 3, 4), strict=True))
    roll(alice, clock, 30, steps=30)
    assert [number for _, number in _open(alice)] == list(range(1, 13))


def test_instalments_before_the_first_open_stay_shut(alice: Known) -> None:
    loan = alice.made("/v1/loans", {**LOAN, "first_open": 4})["id"]
    assert _open(alice) == [("2027-03-10", 4)]
    _change(alice, loan, instalments=2)
    assert _open(alice) == []
    _change(alice, loan)
    assert _open(alice) == [("2027-03-10", 4)]


def test_a_first_open_beyond_the_end_is_refused(alice: Known) -> None:
    assert alice.post("/v1/loans", {**LOAN, "first_open": 13}).status_code == 422
    bullet = {**LOAN, "first_open": 2, "terms": {**LOAN["terms"], "repayment": "bullet"}}
    assert alice.post("/v1/loans", bullet).status_code == 422


def test_a_restated_schedule_may_come_in_any_order(alice: Known) -> None:
    loan = loan_of(alice)
    assert _restate(alice, loan, (2, "2027-01-12", 5), (1, "2026-12-12", 7)) == 200
    assert brief(alice, "amount")[:2] == [("2026-12-12", 7), ("2027-01-12", 5)]
    assert _restate(alice, loan, (2, "2027-01-12", 5), (2, "2027-01-13", 5)) == 422


def test_a_holiday_of_the_first_instalment_hides_none_of_the_others(alice: Known, clock: MovedClock) -> None:
    loan = loan_of(alice)
    assert _restate(alice, loan, (5, "2028-04-10", 100_000)) == 422, "it lies behind the sixth"
    roll(alice, clock, 70)  # the sixth, of May 2027, comes within the horizon
    assert ("2027-05-10", 6) in _open(alice)
    roll(alice, clock, 30, steps=30)
    assert sorted(str(number) for _, number in _open(alice)) == sorted(str(n) for n in range(1, 13))


def test_a_restated_instalment_that_was_paid_shows_what_is_missing(alice: Known) -> None:
    loan = loan_of(alice)
    first = dues(alice)[0]["amount"]
    pay(alice, loan, first)
    assert _restate(alice, loan, (1, "2026-12-10", first + 500)) == 200
    found = dues(alice)[0]
    assert (found["state"], found["outstanding"]) == ("open", 500)


def test_a_loan_that_was_sold_and_came_back_owes_everything(alice: Known, clock: MovedClock) -> None:
    loan = loan_of(alice)
    assert alice.patch(f"/v1/loans/{loan}", {"status": "sold"}).status_code == 200
    _change(alice, loan)
    assert _open(alice) == [], "new terms wake nothing that was sold"
    roll(alice, clock, 60)
    assert alice.patch(f"/v1/loans/{loan}", {"status": "open"}).status_code == 200
    assert [number for _, number in _open(alice)] == [1, 2, 3, 4, 5, 6]


def test_an_over_payment_spills_into_the_next_instalments_when_it_was_paid_ahead(alice: Known) -> None:
    loan = loan_of(alice)
    amounts = [item["amount"] for item in dues(alice)]
    paid = alice.made(
        "/v1/payments",
        {"account_id": loan, "amount": amounts[0] + amounts[1] + 7, "meant_as": "paid_ahead"},
    )
    assert brief(alice, "state", "allocated")[:3] == [
        ("2026-12-10", "met", amounts[0]),
        ("2027-01-10", "met", amounts[1]),
        ("2027-02-10", "open", 7),
    ]
    assert alice.post(f"/v1/payments/{paid['id']}/reverse").status_code == 200
    assert {item["state"] for item in dues(alice)} == {"open"}
    assert {item["allocated"] for item in dues(alice)} == {0}
