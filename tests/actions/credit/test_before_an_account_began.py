"""Nothing is paid on a debt before it existed, and an account did not open behind what is known of it."""

from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.actions.conftest import Known, loan_of, pay, state
from tests.api.conftest import CARD, LOAN


def _pay(alice: Known, account: str, day: str) -> TestResponse:
    # 16:30 in London is half past midnight of the next day in Shanghai.
    return alice.post("/v1/payments", {"account_id": account, "amount": 100, "paid_at": f"{day}T16:30:00Z"})


def _card(alice: Known, **fields: Any) -> str:
    return str(alice.made("/v1/cards", {**CARD, **fields})["id"])


@pytest.mark.parametrize(
    ("terms", "opened_on", "first"),
    [
        ({"instalments": 24, "first_due_on": "2026-06-08"}, None, "2026-04-08"),
        ({"instalments": 24, "first_due_on": "2026-06-08"}, "2026-04-20", "2026-04-20"),
        ({"first_due_on": "2026-12-08", "drawn_on": "2026-10-20"}, None, "2026-10-20"),
    ],
)
def test_nothing_is_paid_on_a_loan_before_it_was_drawn(
    alice: Known, terms: dict[str, Any], opened_on: str | None, first: str
) -> None:
    body = {**LOAN, "terms": {**LOAN["terms"], **terms}, "opened_on": opened_on}
    loan = alice.made("/v1/loans", body)["id"]
    for day in ("2020-09-15", f"{first[:8]}{int(first[8:]) - 2:02}"):
        refused = _pay(alice, loan, day)
        assert (refused.status_code, refused.json["reason"]) == (422, "payment-before-loan")
        assert refused.json["errors"][0]["field"] == "paid_at"
        assert first in refused.json["detail"]
    assert alice.get("/v1/payments").json["items"] == []
    assert _pay(alice, loan, f"{first[:8]}{int(first[8:]) - 1:02}").status_code == 201, "its own day"


def test_nothing_is_paid_on_a_card_before_it_was_opened(alice: Known) -> None:
    card = _card(alice, opened_on="2026-10-01")
    refused = _pay(alice, card, "2026-09-29")
    assert (refused.status_code, refused.json["reason"]) == (422, "payment-before-opening")
    assert (refused.json["errors"][0]["field"], "2026-10-01" in refused.json["detail"]) == ("paid_at", True)
    assert _pay(alice, card, "2026-09-30").status_code == 201
    assert _pay(alice, _card(alice), "2026-01-01").status_code == 201, "nobody said when it was opened"


def test_money_moves_to_no_card_that_was_opened_later(alice: Known) -> None:
    paid = pay(alice, _card(alice), 5_000, "2026-11-01T09:00:00Z")
    other = _card(alice, opened_on="2026-11-03")
    state(alice, other, "2026-11-05", 20_000)
    [bill] = [row for row in alice.get("/v1/deadlines").json["items"] if row["account_id"] == other][:1]
    refused = alice.post(f"/v1/payments/{paid['id']}/meaning", {"deadline_id": bill["id"]})
    assert (refused.status_code, refused.json["reason"]) == (422, "payment-before-opening")
    assert refused.json["errors"][0]["field"] == "deadline_id"


def test_a_loan_told_in_the_middle_of_its_life_takes_what_was_paid_before_that(alice: Known) -> None:
    loan = loan_of(alice, instalments=24, first_due_on="2026-06-08")
    assert pay(alice, loan, 56_488, "2026-06-08T04:00:00Z")["earlier_instalments"] == 56_488


def _opened(alice: Known, route: str, day: str | None) -> TestResponse:
    return alice.patch(f"/v1/{route}", {"opened_on": day})


@pytest.mark.parametrize("day", ["2026-11-06", "2027-06-01", "2090-01-01"])
def test_a_card_is_not_opened_behind_a_statement_or_a_due(alice: Known, day: str) -> None:
    card = _card(alice, opened_on="2026-10-01")
    state(alice, card, "2026-11-05", 20_000)
    refused = _opened(alice, f"cards/{card}", day)
    assert (refused.status_code, refused.json["reason"]) == (422, "opened-too-late")
    assert (refused.json["errors"][0]["field"], "2026-11-05" in refused.json["detail"]) == ("opened_on", True)
    assert alice.get(f"/v1/cards/{card}").json["opened_on"] == "2026-10-01"
    assert _opened(alice, f"cards/{card}", "2026-11-05").status_code == 200
    assert _opened(alice, f"cards/{card}", None).status_code == 200


def test_an_account_is_not_opened_in_a_future_behind_its_dues_or_what_was_paid(alice: Known) -> None:
    card, loan = _card(alice), loan_of(alice)
    assert _opened(alice, f"cards/{card}", "2027-06-01").json["reason"] == "opened-too-late"
    assert _opened(alice, f"loans/{loan}", "2027-06-01").json["reason"] == "opened-too-late"
    pay(alice, card, 100, "2026-11-20T09:00:00Z")
    assert _opened(alice, f"cards/{card}", "2026-11-21").status_code == 422
    assert _opened(alice, f"cards/{card}", "2026-11-20").status_code == 200
