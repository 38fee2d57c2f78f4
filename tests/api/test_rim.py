"""What every route shares: problem details, strict JSON, cursors, idempotency, ETags, limits, headers."""

import sqlite3
from datetime import timedelta

import pytest
from flask import Flask

from backend.app import create_app
from backend.store.database import database as handle
from config.settings import Settings
from tests.api.conftest import CARD, Borrower
from tests.moved_clock import MovedClock


@pytest.mark.parametrize(
    ("raw", "content_type", "status"),
    [
        (b"{", "application/json", 400),
        (b'{"title": NaN, "due_on": "2026-12-01"}', "application/json", 400),
        (b'{"title": "a", "title": "b", "due_on": "2026-12-01"}', "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b"[]", "application/json", 422),
        (b'"x"', "application/json", 422),
        (b"null", "application/json", 422),
        (b'{"title": "a\\u0000b", "due_on": "2026-12-01"}', "application/json", 422),
        (b'{"title": "\\ud800", "due_on": "2026-12-01"}', "application/json", 422),
        (b'{"title": "a", "due_on": "2026-12-01"}', "text/plain", 415),
        (b'{"title": "a", "due_on": "2026-02-30"}', "application/json", 422),
        (
            b'{"title": "a", "due_on": "2026-12-01", "amount": 1.0, "currency": "CNY"}',
            "application/json",
            422,
        ),
        (b'{"title": "a", "due_on": "2026-12-01", "amount": 1}', "application/json", 422),
        (b'{"title": "a", "due_on": "2026-12-01", "zone": "+08:00"}', "application/json", 422),
        (b'{"title": "a", "due_on": "2026-12-01", "what": 1}', "application/json", 422),
    ],
)
def test_a_bad_body_gets_a_clear_problem(alice: Borrower, raw: bytes, content_type: str, status: int) -> None:
    answer = alice.call("POST", "/v1/deadlines", data=raw, content_type=content_type)
    assert answer.status_code == status, answer.text
    assert answer.content_type == "application/problem+json"
    problem = answer.json or answer.get_json(force=True)
    assert problem["status"] == status
    assert problem["detail"]
    assert alice.get("/v1/deadlines").json["items"] == []


def test_the_field_at_fault_is_named_by_its_path(alice: Borrower) -> None:
    body = {**CARD, "terms": {**CARD["terms"], "due": {"fixed_day": 40}}}
    problem = alice.post("/v1/cards", body).get_json(force=True)
    assert problem["errors"][0]["field"] == "terms.due.fixed_day"


def test_errors_outside_of_views_are_problems_too(app: Flask, alice: Borrower) -> None:
    for method, path, status in (
        ("GET", "/nope", 404),
        ("PUT", "/v1/cards", 405),
        ("GET", "/v1/cards?cursor=nonsense", 422),
        ("GET", "/v1/cards?limit=0", 422),
        ("GET", "/v1/cards?wat=1", 422),
        ("GET", "/v1/deadlines?state=%00", 400),
    ):
        answer = alice.call(method, path)
        assert (answer.status_code, answer.content_type) == (status, "application/problem+json"), path
    assert "GET" in alice.call("PUT", "/v1/cards").headers["Allow"]


def test_a_body_that_is_too_large_is_refused(alice: Borrower, settings: Settings) -> None:
    answer = alice.call(
        "POST", "/v1/deadlines", data=b" " * (settings.max_body_bytes + 1), content_type="application/json"
    )
    assert answer.status_code == 413
    assert answer.content_type == "application/problem+json"


def test_a_locked_database_costs_a_moment_and_no_error_of_ours(
    alice: Borrower, database_url: str, server_url: str | None
) -> None:
    if server_url is not None:
        pytest.skip("PostgreSQL locks rows, not the database")
    other = sqlite3.connect(database_url.removeprefix("sqlite:///"), isolation_level=None)
    handle.execute_sql("PRAGMA busy_timeout = 20")
    other.execute("BEGIN IMMEDIATE")
    answer = alice.post("/v1/deadlines", {"title": "Rent", "due_on": "2026-12-10"})
    other.execute("ROLLBACK")
    other.close()
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "1")
    assert answer.content_type == "application/problem+json"
    assert alice.post("/v1/deadlines", {"title": "Rent", "due_on": "2026-12-10"}).status_code == 201


def test_a_post_under_a_key_is_carried_out_once(alice: Borrower) -> None:
    body, headers = {"title": "Rent", "due_on": "2026-12-01"}, {"Idempotency-Key": "k-1"}
    first = alice.post("/v1/deadlines", body, headers=headers)
    again = alice.post("/v1/deadlines", body, headers=headers)
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json == first.json
    assert again.headers["Idempotency-Replayed"] == "true"
    assert again.headers["ETag"] == first.headers["ETag"]
    assert len(alice.get("/v1/deadlines").json["items"]) == 1
    other = alice.post("/v1/deadlines", {**body, "title": "Other"}, headers=headers)
    assert other.status_code == 422


def test_a_key_is_ones_own_and_a_refused_request_leaves_it_free(alice: Borrower, bob: Borrower) -> None:
    headers = {"Idempotency-Key": "same"}
    assert alice.post("/v1/deadlines", {"title": ""}, headers=headers).status_code == 422
    good = {"title": "Rent", "due_on": "2026-12-01"}
    mine = alice.post("/v1/deadlines", good, headers=headers)
    theirs = bob.post("/v1/deadlines", good, headers=headers)
    assert mine.status_code == theirs.status_code == 201
    assert mine.json["id"] != theirs.json["id"]


def test_every_post_that_creates_is_idempotent(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        if "POST" in (rule.methods or ()) and rule.rule.split("/")[-1] not in ("login", "refresh", "logout"):
            view = app.view_functions[rule.endpoint]
            assert getattr(view, "idempotent", False), f"{rule.rule} is not @idempotent"


def test_a_change_needs_the_version_that_was_read(alice: Borrower) -> None:
    card = alice.made("/v1/cards", CARD)
    path = f"/v1/cards/{card['id']}"
    etag = alice.get(path).headers["ETag"]
    assert alice.call("PATCH", path, json={"nickname": "a"}).status_code == 428
    assert alice.patch(path, {"nickname": "a"}, etag=etag).status_code == 200
    stale = alice.patch(path, {"nickname": "b"}, etag=etag)
    assert stale.status_code == 412
    assert alice.get(path).json["nickname"] == "a"


def test_pages_neither_skip_nor_repeat(alice: Borrower, clock: MovedClock) -> None:
    for number in range(7):
        alice.made("/v1/deadlines", {"title": f"t{number}", "due_on": f"2026-12-{10 - number % 3:02d}"})
        clock.move(by=timedelta(milliseconds=5))
    found, cursor = [], ""
    while cursor is not None:
        page = alice.get("/v1/deadlines?limit=2" + (f"&cursor={cursor}" if cursor else "")).json
        found += [item["id"] for item in page["items"]]
        cursor = page["next_cursor"]
    whole = alice.get("/v1/deadlines?limit=200").json["items"]
    assert found == [item["id"] for item in whole]
    assert [item["due_on"] for item in whole] == sorted(item["due_on"] for item in whole)


def test_limits_are_told_and_kept(settings: Settings, clock: MovedClock) -> None:
    from dataclasses import replace

    app = create_app(replace(settings, rate_limit_auth="3 per minute"), clock)
    client = app.test_client()
    body = {"email": "x@example.com", "password": "wrong wrong wrong"}
    answers = [client.post("/v1/auth/login", json=body) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [401, 401, 401, 429]
    assert answers[0].headers["RateLimit-Limit"] == "3"
    assert answers[0].headers["RateLimit-Remaining"] == "2"
    assert int(answers[3].headers["Retry-After"]) > 0
    assert answers[3].content_type == "application/problem+json"


def test_every_answer_is_guarded(app: Flask) -> None:
    answer = app.test_client().get("/healthz")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Request-ID"]
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_cors_answers_configured_origins_only(settings: Settings, clock: MovedClock) -> None:
    from dataclasses import replace

    app = create_app(replace(settings, cors_origins=("https://app.example",)), clock)
    client = app.test_client()
    good = client.get("/healthz", headers={"Origin": "https://app.example"})
    bad = client.get("/healthz", headers={"Origin": "https://evil.example"})
    assert good.headers["Access-Control-Allow-Origin"] == "https://app.example"
    assert "Access-Control-Allow-Origin" not in bad.headers
    preflight = client.options(
        "/v1/cards", headers={"Origin": "https://app.example", "Access-Control-Request-Method": "POST"}
    )
    assert preflight.status_code == 200


def test_ready_says_what_is_missing(app: Flask, clock: MovedClock) -> None:
    from backend.store import heartbeats

    client = app.test_client()
    assert client.get("/readyz").status_code == 503
    heartbeats.beat("tick", now=clock.now)
    assert client.get("/readyz").status_code == 200
    clock.move(by=timedelta(hours=1))
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json["checks"]["tick"]["ok"]) == (503, False)


def test_metrics_count_routes_and_never_paths(app: Flask, alice: Borrower) -> None:
    card = alice.made("/v1/cards", CARD)["id"]
    alice.get(f"/v1/cards/{card}")
    text = app.test_client().get("/metrics").text
    assert 'route="/v1/cards/<card_id>"' in text
    assert card not in text
