"""The lender's own schedule is held against the loan: what no loan can say is refused, and nothing is below zero."""

from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.actions.conftest import Known, dues, loan_of
from tests.api.conftest import LOAN


def _row(number: int, due_on: str, principal: int = 50_000, interest: int = 100) -> dict[str, Any]:
    return {"number": number, "due_on": due_on, "principal": principal, "interest": interest}


def _state(alice: Known, loan: str, *rows: dict[str, Any]) -> TestResponse:
    return alice.patch(f"/v1/loans/{loan}/schedule", {"instalments": list(rows)})


FIVE = [_row(5, "2027-04-10", 600_000)]


@pytest.mark.parametrize(
    ("rows", "reason", "field", "named"),
    [
        ([_row(1, "2026-12-10", 10**15)], "instalment-above-left", "instalments.0.principal", "1200000"),
        ([_row(1, "2026-12-10", 1_200_001)], "instalment-above-left", "instalments.0.principal", "1200000"),
        (
            [_row(1, "2026-12-10", 700_000), _row(2, "2027-01-10", 500_001)],
            "instalment-above-left",
            "instalments.1.principal",
            "500000",
        ),
        ([_row(1, "2020-12-10")], "instalment-too-early", "instalments.0.due_on", "2026-11-11"),
        ([_row(1, "2026-11-10")], "instalment-too-early", "instalments.0.due_on", "2026-11-11"),
        ([_row(2, "2026-12-10")], "instalment-too-early", "instalments.0.due_on", "2026-12-11"),
        ([_row(12, "2027-01-10")], "instalment-too-early", "instalments.0.due_on", "2027-10-11"),
        ([_row(1, "2028-12-10")], "instalment-too-late", "instalments.0.due_on", "2027-01-09"),
        ([_row(2, "2027-02-10")], "instalment-too-late", "instalments.0.due_on", "2027-02-09"),
        (
            [_row(2, "2026-12-20"), _row(1, "2026-12-21")],
            "instalment-too-late",
            "instalments.1.due_on",
            "2026-12-19",
        ),
    ],
)
def test_a_row_that_the_loan_cannot_have_is_refused_with_what_it_can(
    alice: Known, rows: list[dict[str, Any]], reason: str, field: str, named: str
) -> None:
    loan = loan_of(alice)
    before, due = alice.get(f"/v1/loans/{loan}/schedule").json, dues(alice)
    answer = _state(alice, loan, *rows)
    assert (answer.status_code, answer.json["reason"]) == (422, reason)
    assert answer.json["errors"][0]["field"] == field
    assert named in answer.json["detail"]
    assert alice.get(f"/v1/loans/{loan}/schedule").json == before
    assert dues(alice) == due


def test_a_row_is_held_against_those_that_were_stated_before(alice: Known) -> None:
    loan = loan_of(alice)
    assert _state(alice, loan, *FIVE).status_code == 200
    answer = _state(alice, loan, _row(1, "2026-12-10", 700_000))
    assert (answer.json["reason"], answer.json["errors"][0]["field"]) == (
        "instalment-above-left",
        "instalments",
    )


@pytest.mark.parametrize("day", ["2026-12-03", "2026-12-10"])
def test_nothing_is_due_before_the_loan_was_drawn(alice: Known, day: str) -> None:
    loan = loan_of(alice, drawn_on="2026-12-03", first_due_on="2027-01-10")
    assert _state(alice, loan, _row(1, day)).status_code == (422 if day == "2026-12-03" else 200)


def test_whatever_a_lender_can_say_is_taken(alice: Known) -> None:
    loan = loan_of(alice)
    moved = [
        _row(n, f"2027-{n:02}-28", 100_000) for n in range(1, 12)
    ]  # all of it moves at once, in any order
    assert _state(alice, loan, *reversed(moved), _row(12, "2027-12-28", 100_000)).status_code == 200
    assert _state(alice, loan, _row(1, "2027-01-20", 1_200_000 - 11 * 100_000)).status_code == 200
    found = alice.get(f"/v1/loans/{loan}/schedule").json
    assert (found["total_principal"], found["instalments"][-1]["balance_after"]) == (1_200_000, 0)
    assert dues(alice)[0]["due_on"] == "2027-01-20"


def test_new_terms_do_not_lend_less_than_stated_rows_repay(alice: Known) -> None:
    loan = loan_of(alice)
    assert _state(alice, loan, *FIVE).status_code == 200
    body = {"terms": {**LOAN["terms"], "principal": 500_000}, "terms_correct": True}
    answer = alice.patch(f"/v1/loans/{loan}", body)
    assert (answer.status_code, answer.json["reason"]) == (422, "loan-rows-above-principal")
    assert answer.json["errors"][0]["field"] == "terms"
    rows = alice.get(f"/v1/loans/{loan}/schedule").json["instalments"]
    assert min(row["amount"] for row in rows) >= 0
