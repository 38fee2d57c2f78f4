"""What must never be readable in the database: tokens, addresses that are secrets, passwords, keys."""

import hashlib
import json
from dataclasses import replace

from flask import Flask

from backend.app import create_app
from backend.store.database import execute
from backend.store.erasure import TABLES
from backend.store.idempotency import IdempotencyKey
from config.settings import Settings
from tests.actions.conftest import Known
from tests.moved_clock import MovedClock

REGISTRATION = {"email": "carol@example.com", "password": "a password of carol's own"}
REGISTRATION |= {"zone": "Asia/Shanghai", "locale": "en", "country": "CN"}
KEYED = {"Idempotency-Key": "a-key-that-carol-chose"}


def _everything_kept() -> str:
    rows = [execute(f"SELECT * FROM {table}").fetchall() for table in ("borrower", *TABLES)]
    return repr(rows)


def test_no_table_holds_a_token_a_feeds_secret_a_password_or_a_key(app: Flask, alice: Known) -> None:
    client = app.test_client()
    made = client.post("/v1/auth/register", json=REGISTRATION, headers=KEYED).json
    feed = alice.post("/v1/calendar-feeds", headers={"Idempotency-Key": "k-feed"}).json
    secret = feed["url"].rsplit("/", 1)[1].removesuffix(".ics")
    kept = _everything_kept()
    assert made["borrower_id"] in kept
    hidden = (made["refresh_token"], made["access_token"], secret, *KEYED.values(), "k-feed")
    assert [text for text in (*hidden, REGISTRATION["password"]) if text in kept] == []


def test_a_kept_answer_is_given_again_word_for_word(app: Flask, alice: Known) -> None:
    first = alice.post("/v1/calendar-feeds", headers=KEYED)
    again = alice.post("/v1/calendar-feeds", headers=KEYED)
    assert (again.status_code, again.text) == (201, first.text)
    assert again.headers["Idempotency-Replayed"] == "true"


def test_an_answer_kept_before_the_secret_changed_still_opens(
    settings: Settings, alice: Known, clock: MovedClock
) -> None:
    first = alice.post("/v1/calendar-feeds", headers=KEYED)
    changed = replace(
        settings,
        secret_key="another secret, also of more than 32 bytes",
        secret_key_previous=(settings.secret_key,),
    )
    alice.client = create_app(changed, clock).test_client()
    assert alice.post("/v1/calendar-feeds", headers=KEYED).text == first.text
    assert alice.post("/v1/calendar-feeds", {"detailed": True}, headers=KEYED).status_code == 422


def test_a_digest_of_a_password_cannot_be_tried_out_without_the_secret(app: Flask) -> None:
    client = app.test_client()
    raw = json.dumps(REGISTRATION).encode()
    made = client.post("/v1/auth/register", data=raw, content_type="application/json", headers=KEYED)
    assert made.status_code == 201
    [row] = IdempotencyKey.select()
    assert row.body_hash != hashlib.sha256(b"POST /v1/auth/register\n" + raw).hexdigest()
    guess = client.post("/v1/auth/register", json={**REGISTRATION, "password": "x" * 12}, headers=KEYED)
    assert guess.status_code == 422


def test_whoever_is_erased_leaves_no_address_or_token_that_works(app: Flask, alice: Known) -> None:
    feed = "/calendar/" + alice.made("/v1/calendar-feeds", {})["url"].rsplit("/", 1)[1]
    assert alice.client.get(feed).status_code == 200
    assert alice.delete("/v1/me", {}).status_code == 204
    client = app.test_client()
    refreshed = client.post("/v1/auth/refresh", json={"refresh_token": alice.refresh_token})
    assert (client.get(feed).status_code, refreshed.status_code) == (404, 401)
    assert alice.id not in _everything_kept()
