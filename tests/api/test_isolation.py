"""Each borrower sees only their own rows: proven for every route, by walking the route table."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from backend.actions.reminders import tick
from backend.api.http.sign_in import is_public
from tests.api.bureau.household import a_checkpoint, a_dispute, a_finding, a_report, an_attachment
from tests.api.conftest import CARD, LOAN, Borrower
from tests.api.spending.files import BANK, send
from tests.api.spending.household import a_plan, a_series
from tests.moved_clock import MovedClock

WHEN = "2026-12-20T00:00:00Z"


def _notification(alice: Borrower, clock: MovedClock) -> dict[str, Any]:
    alice.made("/v1/devices", {"provider": "console", "token": "t", "platform": "console"})
    alice.made("/v1/deadlines", {"title": "Rent", "due_on": "2026-11-28"})
    tick.tick(now=clock.now + timedelta(days=4))
    return dict(alice.get("/v1/inbox").json["items"][0])


INSTALMENT_PLAN = {"principal": 600, "parts": 3, "first_closes_on": "2026-12-05", "taken_from": "purchase"}

CONTACT = {"party": "issuer", "firm": "Some Bank", "said": {"threat": True}}

PROMISE = {"amount": 100, "currency": "CNY", "due_on": "2026-12-20", "firm": "Some Bank"}

NOTICE = {"kind": "stop", "firm": "Some Bank"}

DEBT_DISPUTE = {"kind": "not_mine", "firm": "Some Agency"}

PROMOTION = {"kind": "promotional_rate", "ends_on": "2027-03-01"}


def _negotiation(alice: Borrower) -> str:
    """Talks of which a plan came, in force."""
    card = alice.made("/v1/cards", CARD)["id"]
    talks = alice.made("/v1/negotiations", {"account_id": card, "kind": "instalment_plan"})["id"]
    return str(alice.made(f"/v1/negotiations/{talks}/agreement", AGREEMENT)["id"])


def _ownership_change(alice: Borrower) -> str:
    card = alice.made("/v1/cards", CARD)["id"]
    return str(alice.made("/v1/ownership-changes", {"account_id": card, "kind": "sold"})["id"])


def _promotion(alice: Borrower) -> str:
    card = alice.made("/v1/cards", CARD)["id"]
    return str(alice.made(f"/v1/cards/{card}/promotions", PROMOTION)["id"])


def _instalment_plan(alice: Borrower) -> str:
    card = alice.made("/v1/cards", CARD)["id"]
    return str(alice.made(f"/v1/cards/{card}/instalment-plans", INSTALMENT_PLAN)["id"])


AGREEMENT = {
    "repeats": {"amount": 100, "count": 2, "first_due_on": "2026-12-20"},
    "agreed_how": "written",
}
# How alice comes by a thing of each kind; a route with a parameter that is not here fails the test below.
FACTORIES: dict[str, Callable[[Borrower, MovedClock], str]] = {
    "card_id": lambda alice, clock: alice.made("/v1/cards", CARD)["id"],
    "loan_id": lambda alice, clock: alice.made("/v1/loans", LOAN)["id"],
    "term_id": lambda alice, clock: alice.made(
        f"/v1/loans/{alice.made('/v1/loans', LOAN)['id']}/terms",
        {"from_on": "2027-01-01", "rate_bp": 900},
    )["id"],
    "deadline_id": lambda alice, clock: alice.made("/v1/deadlines", {"title": "x", "due_on": "2026-12-01"})[
        "id"
    ],
    "series_id": lambda alice, clock: alice.made(
        "/v1/series", {"title": "x", "repeats": {"unit": "month", "starts_on": "2026-12-01"}}
    )["id"],
    "device_id": lambda alice, clock: alice.made(
        "/v1/devices", {"provider": "console", "token": "t", "platform": "console"}
    )["id"],
    "session_id": lambda alice, clock: alice.get("/v1/me/sessions").json["items"][0]["id"],
    "policy_id": lambda alice, clock: alice.made(
        "/v1/reminder-policies", {"scope": "borrower", "preset": "light"}
    )["id"],
    "feed_id": lambda alice, clock: alice.made("/v1/calendar-feeds", {})["id"],
    "statement_id": lambda alice, clock: _statement(alice),
    "payment_id": lambda alice, clock: alice.made(
        "/v1/payments", {"account_id": alice.made("/v1/cards", CARD)["id"], "amount": 100}
    )["id"],
    "notification_id": lambda alice, clock: _notification(alice, clock)["id"],
    "delivery_id": lambda alice, clock: _notification(alice, clock)["deliveries"][0]["id"],
    "recurring_id": lambda alice, clock: a_series(alice),
    "expected_flow_id": lambda alice, clock: alice.made(
        "/v1/expected-flows",
        {
            "label": "Rent",
            "direction": "out",
            "rhythm": "month",
            "starts_on": "2026-12-01",
            "amount": 1,
            "currency": "CNY",
        },
    )["id"],
    "exchange_rate_id": lambda alice, clock: alice.call(
        "PUT", "/v1/exchange-rates", json={"currency": "USD", "in_currency": "CNY", "rate": "7.1"}
    ).json["id"],
    "plan_id": lambda alice, clock: a_plan(alice),
    "position": lambda alice, clock: "0",
    "account_id": lambda alice, clock: alice.made("/v1/cash-accounts", {"name": "x", "currency": "CNY"})[
        "id"
    ],
    "import_id": lambda alice, clock: send(alice, BANK).json["id"],
    "transaction_id": lambda alice, clock: _transaction(alice),
    "rule_id": lambda alice, clock: _rule(alice),
    "link_id": lambda alice, clock: _link(alice),
    "role_rule_id": lambda alice, clock: _role_rule(alice),
    "report_id": lambda alice, clock: a_report(alice)["id"],
    "finding_id": lambda alice, clock: a_finding(alice)["id"],
    "dispute_id": lambda alice, clock: a_dispute(alice)["id"],
    "checkpoint_id": lambda alice, clock: a_checkpoint(alice)["id"],
    "application_id": lambda alice, clock: alice.made(
        "/v1/applications", {"title": "A loan", "apply_on": "2027-06-01"}
    )["id"],
    "attachment_id": lambda alice, clock: an_attachment(alice)["id"],
    "instalment_plan_id": lambda alice, clock: _instalment_plan(alice),
    "promotion_id": lambda alice, clock: _promotion(alice),
    "contact_id": lambda alice, clock: alice.made("/v1/contacts", CONTACT)["id"],
    "complaint_id": lambda alice, clock: _complaint(alice),
    "enclosure_id": lambda alice, clock: _enclosure(alice),
    "promise_id": lambda alice, clock: alice.made("/v1/promises", PROMISE | {"is_another": True})["id"],
    "notice_id": lambda alice, clock: alice.made("/v1/contact-notices", NOTICE)["id"],
    "negotiation_id": lambda alice, clock: _negotiation(alice),
    "counsellor_link_id": lambda alice, clock: alice.made("/v1/counsellor-links", {"debts": True})["id"],
    "ownership_change_id": lambda alice, clock: _ownership_change(alice),
    "payee_check_id": lambda alice, clock: alice.made("/v1/payee-checks", {"firm": "Some Agency"})["id"],
    "validation_notice_id": lambda alice, clock: alice.made(
        "/v1/validation-notices", {"firm": "Some Agency"}
    )["id"],
    "debt_dispute_id": lambda alice, clock: alice.made("/v1/debt-disputes", DEBT_DISPUTE)["id"],
}
# The body that would be accepted from the owner, where an empty one would not.
BODIES: dict[str, Any] = {
    "/v1/deadlines/<deadline_id>/snooze": {"until": WHEN},
    "/v1/deliveries/<delivery_id>/receipts": {"event": "opened"},
    "/v1/loans/<loan_id>/schedule": {
        "instalments": [{"number": 1, "due_on": "2026-12-11", "principal": 1, "interest": 1}]
    },
    "/v1/loans/<loan_id>/terms": {"from_on": "2027-01-01", "rate_bp": 900},
    "/v1/cut-plans/<plan_id>/lines/<position>": {"state": "refused"},
    "/v1/imports/<import_id>/mapping": {"mapping": {}},
    "/v1/imports/<import_id>/answers": {"answers": [{"question": "direction", "value": "reversed"}]},
    "/v1/transactions/<transaction_id>/role": {"role": "transfer"},
    "/v1/transactions/<transaction_id>/split": {"parts": [{"amount": -1}, {"amount": -1}]},
    "/v1/transactions/<transaction_id>/refund-of": {"transaction_id": "txn_x"},
    "/v1/transactions/<transaction_id>/reimbursed-by": {"transaction_id": "txn_x"},
    "/v1/transactions/<transaction_id>/transferred-to": {"transaction_id": "txn_x"},
    "/v1/transactions/<transaction_id>/category": {"category": "food.coffee"},
    "/v1/credit-reports/<report_id>/entries": {"entries": []},
    "/v1/disputes/<dispute_id>/send": {"how": "mail"},
    "/v1/disputes/<dispute_id>/acknowledge": {"received_on": "2026-11-20"},
    "/v1/disputes/<dispute_id>/answer": {"outcome": "verified"},
    "/v1/disputes/<dispute_id>/escalate": {"to": "cfpb"},
    "/v1/disputes/<dispute_id>/enclosures": {"attachment_id": "att_x"},
}
BODIES["/v1/cards/<card_id>/instalment-plans"] = INSTALMENT_PLAN
BODIES["/v1/cards/<card_id>/promotions"] = PROMOTION
BODIES["/v1/complaints/<complaint_id>/escalate"] = {"to": "nfra_12378"}
BODIES["/v1/complaints/<complaint_id>/enclosures"] = {"recording": "x.m4a"}
BODIES["/v1/contacts/<contact_id>/corrections"] = CONTACT
BODIES["/v1/contact-notices/<notice_id>/corrections"] = NOTICE
BODIES["/v1/negotiations/<negotiation_id>/comparison"] = {
    "offers": [{"name": "x", "repeats": AGREEMENT["repeats"]}]
}
BODIES["/v1/negotiations/<negotiation_id>/outcome"] = {"outcome": "refused"}
BODIES["/v1/negotiations/<negotiation_id>/agreement"] = AGREEMENT
BODIES["/v1/negotiations/<negotiation_id>/agreement/end"] = {"how": "broken"}
BODIES["/v1/payee-checks/<payee_check_id>/answers"] = {"answers": {"in_writing": "yes"}}
BODIES["/v1/debt-disputes/<debt_dispute_id>/escalate"] = {"to": "nfra_12378"}
# What everyone has under the same name, each with one's own settings.
EVERYONES = {"/v1/categories/<key>"}
# Where everyone has something of their own from the beginning.
NEVER_EMPTY = {"/v1/me/sessions"}
SAME_FOR_EVERYONE = NEVER_EMPTY | {"/v1/reminder-presets", "/v1/categories", "/v1/negotiation-kinds"}
# What is made from a balance, and says so where there is none.
NEEDS_A_BALANCE = {"/v1/cash-flow", "/v1/cash-flow.svg"}
# What answers a question, and says so where none is asked; it shows nothing of anybody.
NEEDS_A_QUESTION = {"/v1/relief/limitation", "/v1/relief/owners"}
# Routes whose secret is the address itself, or that serve everyone the same.
MAILED = {f"/account/{page}/<token>" for page in ("confirm", "reset", "unsubscribe")}
SHARED = MAILED | {"/calendar/<token>.ics", "/docs/assets/<path:name>", "/problems/<code>"}
SHARED |= {f"/counsellor/<token>{ending}" for ending in ("", ".json", ".svg")}


def _complaint(alice: Borrower) -> str:
    call = alice.made("/v1/contacts", CONTACT)["id"]
    return str(alice.made("/v1/complaints", {"contact_ids": [call]})["id"])


def _enclosure(alice: Borrower) -> str:
    made = alice.made(f"/v1/complaints/{_complaint(alice)}/enclosures", {"recording": "x.m4a"})
    return str(made["id"])


def _statement(alice: Borrower) -> str:
    card = alice.made("/v1/cards", CARD)["id"]
    body = {"card_id": card, "closes_on": "2026-11-05", "balance": 500_000, "minimum_due": 50_000}
    return str(alice.made("/v1/statements", body)["id"])


def _transaction(alice: Borrower) -> str:
    account = alice.made("/v1/cash-accounts", {"name": "x", "currency": "CNY"})["id"]
    body = {"account_id": account, "booked_on": "2026-11-20", "amount": -1, "counterparty": "Starbucks"}
    return str(alice.made("/v1/transactions", body)["id"])


def _rule(alice: Borrower) -> str:
    body = {"category": "food.groceries", "always": True}
    alice.post(f"/v1/transactions/{_transaction(alice)}/category", body)
    return str(alice.get("/v1/category-rules").json["items"][0]["id"])


def _link(alice: Borrower) -> str:
    account = alice.made("/v1/cash-accounts", {"name": "x", "currency": "CNY"})["id"]
    body = {"account_id": account, "booked_on": "2026-11-20", "counterparty": "Some shop"}
    paid, back = (alice.made("/v1/transactions", {**body, "amount": amount})["id"] for amount in (-5, 3))
    return str(alice.made(f"/v1/transactions/{back}/refund-of", {"transaction_id": paid})["id"])


def _role_rule(alice: Borrower) -> str:
    body = {"role": "transfer", "scope": "everywhere"}
    alice.post(f"/v1/transactions/{_transaction(alice)}/role", body)
    return str(alice.get("/v1/role-rules").json["items"][0]["id"])


def test_bob_gets_404_for_everything_of_alice(
    app: Flask, alice: Borrower, bob: Borrower, clock: MovedClock
) -> None:
    walked = 0
    for rule in app.url_map.iter_rules():
        names = re.findall(r"<(?:\w+:)?(\w+)>", rule.rule)
        if not names or rule.rule in SHARED | EVERYONES:
            continue
        assert set(names) <= set(FACTORIES), f"{rule.rule}: say in FACTORIES how its owner gets one"
        path = re.sub(r"<(\w+)>", lambda found: FACTORIES[found.group(1)](alice, clock), rule.rule)
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            body = BODIES.get(rule.rule, {})
            headers = {"If-Match": '"x"'} if method == "PATCH" else {}
            kwargs = {} if method in ("GET", "DELETE") else {"json": body}
            answer = bob.call(method, path, headers=headers, **kwargs)
            assert answer.status_code == 404, f"{method} {rule.rule}: {answer.status_code} {answer.text}"
            walked += 1
    assert walked >= 20


def test_bob_cannot_name_alices_things_in_a_body(alice: Borrower, bob: Borrower) -> None:
    card = alice.made("/v1/cards", CARD)["id"]
    assert bob.post("/v1/payments", {"account_id": card, "amount": 1}).status_code == 404
    statement = {"card_id": card, "closes_on": "2026-11-05", "balance": 1, "minimum_due": 1}
    assert bob.post("/v1/statements", statement).status_code == 404
    assert send(bob, BANK, account_id=card).status_code == 422
    line = {"account_id": card, "booked_on": "2026-11-20", "amount": -1}
    assert bob.post("/v1/transactions", line).status_code == 422
    repaid = _transaction(bob)
    assert bob.post(f"/v1/transactions/{repaid}/payment", {"account_id": card}).status_code == 422
    deadline = alice.made("/v1/deadlines", {"title": "x", "due_on": "2026-12-01"})["id"]
    policy = {"scope": "deadline", "scope_key": deadline, "preset": "light"}
    assert bob.post("/v1/reminder-policies", policy).status_code == 404
    dispute = {"finding_id": a_finding(alice)["id"], "target": "bureau"}
    assert bob.post("/v1/disputes", dispute).status_code == 404
    enclosure = {"attachment_id": an_attachment(alice)["id"]}
    assert bob.post(f"/v1/disputes/{a_dispute(bob)['id']}/enclosures", enclosure).status_code == 404


def test_lists_hold_only_ones_own(app: Flask, alice: Borrower, bob: Borrower, clock: MovedClock) -> None:
    for factory in FACTORIES.values():
        factory(alice, clock)
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and not rule.arguments and rule.rule.startswith("/v1/"):
            answer = bob.get(rule.rule)
            refused = 409 if rule.rule in NEEDS_A_BALANCE else 422 if rule.rule in NEEDS_A_QUESTION else 200
            assert answer.status_code == refused
            if rule.rule not in SAME_FOR_EVERYONE:
                assert not (answer.json or {}).get("items", []), rule.rule
            assert alice.id not in answer.text


def test_every_route_asks_who_is_there_unless_it_says_otherwise(app: Flask) -> None:
    public = {rule.rule for rule in app.url_map.iter_rules() if is_public(app.view_functions[rule.endpoint])}
    assert public == SHARED | {
        "/v1/auth/register",
        "/v1/auth/login",
        "/v1/auth/refresh",
        "/v1/auth/logout",
        "/v1/auth/email-confirmation",
        "/v1/auth/password-reset",
        "/v1/auth/password-reset/confirm",
        "/healthz",
        "/readyz",
        "/metrics",
        "/openapi.json",
        "/docs",
        "/docs/start.js",
    }
    client = app.test_client()
    for rule in app.url_map.iter_rules():
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            if rule.rule not in public:
                answer = client.open(re.sub(r"<.*?>", "x", rule.rule), method=method, json={})
                assert answer.status_code == 401, f"{method} {rule.rule}"
                assert answer.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize(
    "number", ["4111 1111 1111 1111", "６２２５８８０１２３４５６７８９", "4111-1111-1111-1111"]
)
def test_a_full_card_number_is_refused_everywhere(app: Flask, alice: Borrower, number: str) -> None:
    for body, path in (
        ({**CARD, "nickname": f"my {number}"}, "/v1/cards"),
        ({**CARD, "note": number}, "/v1/cards"),
        ({**CARD, "issuer": number}, "/v1/cards"),
        ({**CARD, "last4": number}, "/v1/cards"),
        ({"title": number, "due_on": "2026-12-01"}, "/v1/deadlines"),
    ):
        answer = alice.post(path, body)
        assert answer.status_code == 422, answer.text
        assert number not in answer.text
    assert alice.get("/v1/cards").json["items"] == []
