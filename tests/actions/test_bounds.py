"""Values at the edge: dates no calendar can compute, cursors made up by hand, numbers that must not be kept."""

import base64
import json
from typing import Any

import pytest

from tests.actions.conftest import Known, card_of, due, loan_of
from tests.api.conftest import CARD, LOAN

NUMBER = "4111 1111 1111 1111"


def _terms(**changed: Any) -> dict[str, Any]:
    return {**LOAN, "terms": {**LOAN["terms"], **changed}}


@pytest.mark.parametrize("day", ["0001-01-01", "1969-12-31", "2200-01-01", "9999-12-31"])
def test_a_date_that_no_debt_has_is_refused_everywhere(alice: Known, day: str) -> None:
    card, statement = card_of(alice), {"balance": 1, "minimum_due": 1}
    for path, body in (
        ("/v1/deadlines", {"title": "x", "due_on": day}),
        ("/v1/loans", _terms(first_due_on=day)),
        ("/v1/series", {"title": "x", "repeats": {"unit": "month", "starts_on": day}}),
        ("/v1/statements", {"card_id": card, "closes_on": day, **statement}),
        ("/v1/statements", {"card_id": card, "closes_on": "2026-11-05", "due_on": day, **statement}),
    ):
        assert alice.post(path, body).status_code == 422, path
    part = {"number": 1, "due_on": day, "principal": 1, "interest": 1}
    path = f"/v1/loans/{loan_of(alice)}/schedule"
    assert alice.patch(path, {"instalments": [part]}).status_code == 422
    assert alice.patch("/v1/me", {"quiet_dates": [day]}).status_code == 422


def test_a_loan_without_an_end_is_refused(alice: Known) -> None:
    assert alice.post("/v1/loans", _terms(instalments=600, interval_count=366)).status_code == 422


@pytest.mark.parametrize(
    "parts",
    [["2026-01-01T00:00:00", "x"], ["2026-01-01", 1], ["\x00"], ["\ud800"], [[1]], {"a": 1}, None],
    ids=repr,
)
def test_a_cursor_made_up_by_hand_is_refused_and_no_fault(alice: Known, parts: Any) -> None:
    cursor = base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")
    for room in ("cards", "payments", "statements", "deadlines", "series", "inbox", "devices"):
        assert alice.get(f"/v1/{room}?cursor={cursor}").status_code == 422, room


def test_a_full_card_number_gets_in_nowhere(alice: Known) -> None:
    card, loan = card_of(alice), loan_of(alice)
    deadline = due(alice, "2026-11-23")["id"]
    payment = alice.made("/v1/payments", {"account_id": loan, "amount": 1})["id"]
    rule = {"unit": "month", "starts_on": "2026-12-10"}
    device = {"provider": "console", "token": "t", "platform": "console"}
    refused = [
        alice.post("/v1/payments", {"account_id": card, "amount": 1, "note": NUMBER}),
        alice.post(f"/v1/payments/{payment}/reverse", {"reason": NUMBER}),
        alice.post("/v1/series", {"title": NUMBER, "repeats": rule}),
        alice.post("/v1/devices", {**device, "app_version": NUMBER}),
        alice.post("/v1/reminder-policies", {"scope": "kind", "scope_key": NUMBER, "preset": "light"}),
        alice.patch(f"/v1/loans/{loan}", {"nickname": NUMBER}),
        alice.patch(f"/v1/cards/{card}", {"note": NUMBER}),
        *[alice.post(f"/v1/deadlines/{deadline}/{verb}", {"reason": NUMBER}) for verb in ("waive", "cancel")],
        alice.post("/v1/cards", {**CARD, "issuer": NUMBER.replace(" ", "-")}),
    ]
    assert [answer.status_code for answer in refused] == [422] * len(refused)
    assert not [answer.text for answer in refused if NUMBER in answer.text]


def test_a_card_number_in_a_header_or_an_address_goes_no_further(alice: Known) -> None:
    bare = NUMBER.replace(" ", "")
    body = {"email": f"{bare}@example.com", "password": "correct horse battery"}
    body |= {"zone": "Asia/Shanghai", "locale": "en", "country": "CN"}
    assert alice.post("/v1/auth/register", body).status_code == 422
    assert alice.get("/v1/me", headers={"X-Request-ID": bare}).headers["X-Request-ID"] != bare


def test_an_export_is_whole_and_reads_the_same_on_both_databases(alice: Known) -> None:
    card_of(alice)
    loan_of(alice)
    alice.made("/v1/devices", {"provider": "console", "token": "t", "platform": "console"})
    export = alice.get("/v1/me/export").json
    assert export["statement"][0]["closes_on"] == "2026-11-05"
    assert {row["due_on"][:4] for row in export["deadline"]} == {"2026", "2027"}
    secrets = {name for rows in export.values() for row in rows for name in row if "hash" in name}
    assert secrets == set()
