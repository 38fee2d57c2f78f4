"""What is agreed of a running loan counts from its day: what fell due before stays for ever."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.actions.conftest import Known, dues, loan_of, pay, roll
from tests.api.conftest import LOAN
from tests.moved_clock import MovedClock

MORTGAGE = {"principal": 100_000_000, "rate_bp": 490, "instalments": 360, "first_due_on": "2021-12-20"}
INSTALMENT = 106_619


def _agree(alice: Known, loan: str, from_on: str, **agreed: Any) -> dict[str, Any]:
    return alice.made(f"/v1/loans/{loan}/terms", {"from_on": from_on, **agreed})


def _rows(alice: Known, loan: str) -> list[dict[str, Any]]:
    return list(alice.get(f"/v1/loans/{loan}/schedule").json["instalments"])


def _open(alice: Known) -> list[tuple[Any, ...]]:
    return [(item["due_on"], item["outstanding"]) for item in dues(alice, "&state=open,missed")]


def _reset_by_post(alice: Known, loan: str) -> None:
    _agree(alice, loan, "2026-11-24", rate_bp=395)


def _reset_by_patch(alice: Known, loan: str) -> None:
    terms = {**MORTGAGE, "rate_bp": 395}
    assert alice.patch(f"/v1/loans/{loan}", {"terms": terms}).status_code == 200


@pytest.mark.parametrize("reset", [_reset_by_post, _reset_by_patch])
def test_a_lower_rate_makes_instalment_61_4814_86_and_leaves_the_sixty_before(
    alice: Known, reset: Any
) -> None:
    loan = alice.made("/v1/loans", {**LOAN, "terms": MORTGAGE})["id"]
    before = _rows(alice, loan)
    reset(alice, loan)
    after = _rows(alice, loan)
    assert after[:60] == before[:60]
    assert (after[60]["number"], after[60]["amount"]) == (61, 481_486)
    assert len(after) == 360
    assert {row["amount"] for row in after[60:-1]} == {481_486}
    assert sum(row["principal"] for row in after) == 100_000_000
    assert _open(alice)[0] == ("2026-12-20", 481_486)


def test_the_days_before_a_reset_bear_the_old_rate(alice: Known) -> None:
    loan = alice.made("/v1/loans", {**LOAN, "terms": MORTGAGE})["id"]
    _reset_by_post(alice, loan)
    row = _rows(alice, loan)[60]
    # 916,976.91: four days of thirty at 4.9 %, twenty-six at 3.95 %
    assert (row["interest"], row["estimated"]) == (311_517, True)


def test_terms_said_to_be_a_correction_count_for_the_past_too(alice: Known) -> None:
    loan = alice.made("/v1/loans", {**LOAN, "terms": MORTGAGE})["id"]
    body = {"terms": {**MORTGAGE, "rate_bp": 395}, "terms_correct": True}
    assert alice.patch(f"/v1/loans/{loan}", body).status_code == 200
    assert {row["amount"] for row in _rows(alice, loan)[:-1]} == {474_537}


def test_new_terms_may_count_from_a_day_to_come_and_be_taken_back(alice: Known) -> None:
    loan = alice.made("/v1/loans", {**LOAN, "terms": MORTGAGE})["id"]
    before = _rows(alice, loan)
    body = {"terms": {**MORTGAGE, "rate_bp": 395}, "terms_from_on": "2027-01-01"}
    assert alice.patch(f"/v1/loans/{loan}", body).status_code == 200
    after = _rows(alice, loan)
    assert after[:61] == before[:61]
    assert after[61]["amount"] < before[61]["amount"]
    [said] = alice.get(f"/v1/loans/{loan}/terms").json["items"]
    assert (said["from_on"], said["terms"]["rate_bp"]) == ("2027-01-01", 395)
    assert alice.delete(f"/v1/loans/{loan}/terms/{said['id']}").status_code == 204
    assert _rows(alice, loan) == before
    assert alice.get(f"/v1/loans/{loan}").json["terms"]["rate_bp"] == 490


def test_terms_that_begin_afresh_are_of_what_was_left(alice: Known) -> None:
    loan = alice.made("/v1/loans", {**LOAN, "terms": MORTGAGE})["id"]
    before = _rows(alice, loan)
    left = before[59]["balance_after"]
    terms = {"principal": left, "rate_bp": 395, "instalments": 300, "first_due_on": "2026-12-20"}
    assert alice.patch(f"/v1/loans/{loan}", {"terms": terms}).status_code == 200
    after = _rows(alice, loan)
    assert after[:60] == before[:60]
    assert (after[60]["due_on"], after[60]["amount"], len(after)) == ("2026-12-20", 481_486, 360)


def test_a_change_that_moves_no_amount_agrees_on_nothing(alice: Known) -> None:
    loan = alice.made("/v1/loans", {**LOAN, "terms": MORTGAGE})["id"]
    _reset_by_post(alice, loan)
    before = _rows(alice, loan)
    assert alice.patch(f"/v1/loans/{loan}", {"terms": {**MORTGAGE, "grace_days": 5}}).status_code == 200
    assert _rows(alice, loan) == before


def test_dues_deferred_by_three_months_are_not_late(alice: Known, clock: MovedClock) -> None:
    loan = loan_of(alice)
    pay(alice, loan, INSTALMENT)
    roll(alice, clock, 80)  # 12 February: January is missed, February is two days late
    assert [day for day, _ in _open(alice)][:2] == ["2027-01-10", "2027-02-10"]
    _agree(alice, loan, "2027-01-01", holiday={"intervals": 3, "interest": "waived"})
    assert dues(alice, "&state=missed") == []
    assert _open(alice)[0] == ("2027-04-10", INSTALMENT)
    assert [row["due_on"] for row in _rows(alice, loan)][:3] == ["2026-12-10", "2027-04-10", "2027-05-10"]
    assert alice.get("/v1/standing").json["days_past_due"] == 0


@pytest.mark.parametrize(
    ("interest", "number", "asked"),
    [
        # 11,053.81 for four months at 1 % is 442.15, and eleven instalments repay it
        ("accrues", 2, (44_215, 12)),
        ("waived", 2, (11_054, 12)),
        ("paid", 2, (11_054, 15)),
    ],
)
def test_a_payment_holiday_asks_for_the_interest_as_agreed(
    alice: Known, interest: str, number: int, asked: tuple[int, int]
) -> None:
    loan = loan_of(alice)
    before = _rows(alice, loan)
    _agree(alice, loan, "2027-01-01", holiday={"intervals": 3, "interest": interest})
    after = _rows(alice, loan)
    assert after[0] == before[0]
    assert (after[number - 1]["interest"], len(after)) == asked
    assert after[-1]["due_on"] == "2028-02-10"
    assert sum(row["principal"] for row in after) == 1_200_000


def test_added_instalments_make_each_smaller_and_another_instalment_moves_the_end(alice: Known) -> None:
    loan = loan_of(alice)
    longer = _agree(alice, loan, "2027-01-01", added_instalments=6)
    rows = _rows(alice, loan)
    # 11,053.81 over seventeen months at 1 %
    assert (len(rows), rows[1]["amount"], rows[-1]["due_on"]) == (18, 71_030, "2028-05-10")
    assert alice.delete(f"/v1/loans/{loan}/terms/{longer['id']}").status_code == 204
    _agree(alice, loan, "2027-01-10", instalment=150_000)
    rows = _rows(alice, loan)
    assert [row["amount"] for row in rows][:2] == [INSTALMENT, 150_000]
    assert len(rows) == 9
    assert sum(row["principal"] for row in rows) == 1_200_000


def test_an_instalment_that_never_repays_is_refused(alice: Known) -> None:
    loan = loan_of(alice)
    answer = alice.post(f"/v1/loans/{loan}/terms", {"from_on": "2027-01-01", "instalment": 11_000})
    assert (answer.status_code, answer.json["reason"]) == (422, "loan-terms-impossible")
    assert alice.get(f"/v1/loans/{loan}/terms").json["items"] == []
    assert alice.post(f"/v1/loans/{loan}/terms", {"from_on": "2027-01-01"}).status_code == 422


def test_the_lenders_own_row_stands_until_a_later_agreement_reaches_it(
    alice: Known, clock: MovedClock
) -> None:
    loan = loan_of(alice)
    stated = {"number": 2, "due_on": "2027-01-12", "principal": 95_000, "interest": 11_619}
    assert alice.patch(f"/v1/loans/{loan}/schedule", {"instalments": [stated]}).status_code == 200
    rows = _rows(alice, loan)
    assert (rows[1]["due_on"], rows[1]["amount"]) == ("2027-01-12", 106_619)
    assert sum(row["principal"] for row in rows) == 1_200_000
    clock.move(by=timedelta(hours=1))
    alice.sign_in(clock.now)
    _agree(alice, loan, "2027-02-01", rate_bp=600)
    assert _rows(alice, loan)[1] == rows[1], "it fell due before"
    _agree(alice, loan, "2027-01-05", rate_bp=600)
    assert _rows(alice, loan)[1]["due_on"] == "2027-01-10"
    restated = {**stated, "principal": 96_000}
    clock.move(by=timedelta(hours=1))
    alice.sign_in(clock.now)
    assert alice.patch(f"/v1/loans/{loan}/schedule", {"instalments": [restated]}).status_code == 200
    assert _rows(alice, loan)[1]["principal"] == 96_000


def test_an_odd_first_period_and_a_day_count_can_be_said(alice: Known) -> None:
    loan = loan_of(alice, first_due_on="2027-01-10", drawn_on="2026-11-20", day_count="actual/365")
    first = _rows(alice, loan)[0]
    days = (date(2027, 1, 10) - date(2026, 11, 20)).days
    assert first["interest"] == round(1_200_000 * 0.12 * days / 365)
    wrong = {**LOAN["terms"], "drawn_on": "2026-12-10"}
    assert alice.post("/v1/loans", {**LOAN, "terms": wrong}).status_code == 422


def test_what_was_paid_early_stays_paid_by_a_new_rate_and_follows_it_once_it_bounced(alice: Known) -> None:
    loan = loan_of(alice)
    paid = pay(alice, loan, INSTALMENT)
    _agree(alice, loan, "2026-12-01", rate_bp=2400)
    assert [(item["amount"], item["state"]) for item in dues(alice)][0] == (INSTALMENT, "met")
    rows = _rows(alice, loan)
    assert rows[0]["amount"] == INSTALMENT < rows[1]["amount"]
    assert alice.post(f"/v1/payments/{paid['id']}/reverse").status_code == 200
    assert _open(alice)[0] == ("2026-12-10", _rows(alice, loan)[0]["amount"])
    assert _open(alice)[0][1] > INSTALMENT
