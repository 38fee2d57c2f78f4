"""What is agreed of a loan is of one of its days: nothing can be before it was drawn, or after its end."""

from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.actions.conftest import Known, loan_of, roll
from tests.api.conftest import LOAN
from tests.moved_clock import MovedClock


def _rows(alice: Known, loan: str) -> list[dict[str, Any]]:
    return list(alice.get(f"/v1/loans/{loan}/schedule").json["instalments"])


def _new_terms(alice: Known, loan: str, **said: Any) -> TestResponse:
    about = {name: said.pop(name) for name in ("terms_from_on", "terms_correct") if name in said}
    terms = {**LOAN["terms"], "rate_bp": 900, **said}
    return alice.patch(f"/v1/loans/{loan}", {"terms": terms, **about})


@pytest.mark.parametrize("day", ["2020-01-01", "2026-11-09", "2027-11-11", "2077-01-01"])
def test_nothing_is_agreed_of_a_loan_before_it_was_drawn_or_after_its_end(alice: Known, day: str) -> None:
    loan = loan_of(alice)  # bears interest from 10 November 2026, and ends on 10 November 2027
    before = alice.get(f"/v1/loans/{loan}/schedule").json
    for refused, field in (
        (alice.post(f"/v1/loans/{loan}/terms", {"from_on": day, "rate_bp": 900}), "from_on"),
        (_new_terms(alice, loan, terms_from_on=day), "terms_from_on"),
    ):
        assert (refused.status_code, refused.json["reason"]) == (422, "loan-terms-outside")
        assert refused.json["errors"][0]["field"] == field
        assert "2026-11-10 to 2027-11-10" in refused.json["detail"]
    assert alice.get(f"/v1/loans/{loan}/terms").json["items"] == []
    assert alice.get(f"/v1/loans/{loan}/schedule").json == before


@pytest.mark.parametrize("day", ["2026-11-10", "2027-11-10"])
def test_a_loan_can_be_agreed_on_from_its_first_day_to_its_last(alice: Known, day: str) -> None:
    loan = loan_of(alice)
    assert alice.post(f"/v1/loans/{loan}/terms", {"from_on": day, "added_instalments": 1}).status_code == 201
    assert len(_rows(alice, loan)) == 13


def test_a_drawn_on_day_is_where_a_loan_begins(alice: Known) -> None:
    loan = loan_of(alice, drawn_on="2026-10-20")
    assert alice.post(f"/v1/loans/{loan}/terms", {"from_on": "2026-10-19", "rate_bp": 900}).status_code == 422
    assert alice.post(f"/v1/loans/{loan}/terms", {"from_on": "2026-10-20", "rate_bp": 900}).status_code == 201


def test_new_terms_of_a_loan_that_is_over_are_refused_but_as_a_correction(
    alice: Known, clock: MovedClock
) -> None:
    loan = loan_of(alice, instalments=2)
    roll(alice, clock, 60)
    assert _new_terms(alice, loan, instalments=3).json["reason"] == "loan-terms-outside"
    assert _new_terms(alice, loan, instalments=2, rate_bp=1200, grace_days=3).status_code == 200
    assert _new_terms(alice, loan, instalments=3, terms_correct=True).status_code == 200
    assert len(_rows(alice, loan)) == 3
