"""What a request names is told by its field: whose thing it is, which place, which day, which name of an object."""

from typing import Any

import pytest

from tests.api.conftest import CARD, Borrower

DUE = {"amount": 1000, "currency": "CNY", "due_on": "2026-12-01", "firm": "A Firm"}
PLANS = {"currency": "CNY", "accounts": [{"account_id": "card_x"}]}


def at_fault(answer: Any) -> tuple[int, str | None]:
    problem = answer.get_json(force=True)
    return answer.status_code, problem.get("errors", [{"field": None}])[0]["field"]


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("/v1/promises", {**DUE, "account_id": "card_x"}, "account_id"),
        ("/v1/promises/trial", {**DUE, "contact_id": "con_x"}, "contact_id"),
        ("/v1/pay-off-comparisons", PLANS, "accounts.0.account_id"),
        ("/v1/relief/next-steps?account_id=card_x", None, "account_id"),
        ("/v1/relief/scripts?account_id=card_x", None, "account_id"),
        ("/v1/relief/owners?account_id=card_x", None, "account_id"),
    ],
)
def test_what_is_not_there_is_named(alice: Borrower, path: str, body: Any, field: str) -> None:
    answer = alice.get(path) if body is None else alice.post(path, body)
    assert at_fault(answer) == (404, field), answer.text


def test_a_wrong_value_is_told_by_its_name(alice: Borrower) -> None:
    check = alice.made("/v1/payee-checks", {"firm": "Acme Recovery", "country": "US"})["id"]
    for answers, field in (
        ({"in_writing": "perhaps"}, "answers.in_writing"),
        ({"nope": "yes"}, "answers.nope"),
        ({"n" * 41: "yes"}, f"answers.{'n' * 40}"),
    ):
        assert at_fault(alice.post(f"/v1/payee-checks/{check}/answers", {"answers": answers})) == (422, field)


def test_a_region_lies_in_its_country(alice: Borrower) -> None:
    contact = {"party": "collector", "firm": "Acme", "country": "US", "region": "GB-ENG"}
    dispute = {"kind": "validation", "firm": "Acme", "country": "US", "region": "GB-ENG"}
    for answer in (
        alice.post("/v1/contacts", contact),
        alice.post("/v1/debt-disputes", dispute),
        alice.get("/v1/relief/limitation?country=US&region=GB-ENG&since=2020-01-01"),
        alice.get("/v1/country-rights?country=US&region=GB-ENG&topic=limitation"),
        alice.get("/v1/relief/next-steps?region=GB-ENG"),
        alice.patch("/v1/me", {"country": "US", "region": "GB-ENG"}),
    ):
        assert at_fault(answer) == (422, "region"), answer.text
        assert answer.get_json(force=True)["reason"] == "region-elsewhere"
    assert alice.made("/v1/contacts", {**contact, "region": "US-NY"})["region"] == "US-NY"


def test_a_notice_is_given_when_they_had_it_where_nothing_is_said(alice: Borrower) -> None:
    had = {"kind": "stop", "firm": "Acme", "received_at": "2026-11-20T02:00:00Z"}
    made = alice.made("/v1/contact-notices", had)
    assert (made["given_at"], made["received_at"]) == (had["received_at"], had["received_at"])
    ahead = alice.post("/v1/contact-notices", {**had, "received_at": "2026-12-20T02:00:00Z"})
    assert at_fault(ahead) == (422, "received_at")
    assert ahead.get_json(force=True)["reason"] == "contact-in-future"


def test_talks_without_a_plan_are_ones_own_and_say_so(alice: Borrower) -> None:
    account = alice.made("/v1/cards", CARD)["id"]
    talks = alice.made("/v1/negotiations", {"account_id": account, "kind": "lower_instalment"})["id"]
    for path, body in (("end", {"how": "broken"}), ("cannot-pay", {})):
        answer = alice.post(f"/v1/negotiations/{talks}/agreement/{path}", body)
        assert (answer.status_code, answer.get_json(force=True).get("reason")) == (
            409,
            "negotiation-without-plan",
        )


def test_what_can_be_chosen_is_in_the_document(alice: Borrower) -> None:
    schemas = alice.client.get("/openapi.json").json["components"]["schemas"]
    assert "visit" in schemas["ContactFinding"]["properties"]["channel"]["enum"]
    assert "buyer" in schemas["ContactFinding"]["properties"]["party"]["enum"]
    assert "mortgage" in schemas["PayOffDebtTaken"]["properties"]["kind"]["enum"]
    assert None in schemas["Notice"]["properties"]["channel"]["enum"]
    assert "home" in schemas["Notice"]["properties"]["place"]["enum"]
