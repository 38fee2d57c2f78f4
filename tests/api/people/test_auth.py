"""Signing in: tokens that expire, rotate and end; Firebase ID tokens where configured."""

from dataclasses import replace
from datetime import timedelta

from flask import Flask

from backend.app import create_app
from backend.errors import Unauthenticated
from backend.store.people.borrowers import Borrower as BorrowerRow
from backend.store.people.sessions import RefreshToken
from config.settings import Settings
from tests.api.conftest import Borrower
from tests.moved_clock import MovedClock

GOOD = {"email": "alice@example.com", "password": "correct horse battery"}


def test_login_needs_the_right_password(app: Flask, alice: Borrower) -> None:
    client = app.test_client()
    assert client.post("/v1/auth/login", json=GOOD).status_code == 200
    assert client.post("/v1/auth/login", json={**GOOD, "email": "ALICE@example.com "}).status_code == 200
    wrong = client.post("/v1/auth/login", json={**GOOD, "password": "wrong horse battery"})
    nobody = client.post("/v1/auth/login", json={**GOOD, "email": "nobody@example.com"})
    assert (wrong.status_code, nobody.status_code) == (401, 401)
    assert wrong.text == nobody.text


def test_a_short_password_is_refused(app: Flask) -> None:
    body = {**GOOD, "zone": "Europe/London", "locale": "en", "country": "GB"}
    short = {**body, "email": "new@example.com", "password": "short"}
    assert app.test_client().post("/v1/auth/register", json=short).status_code == 422


def test_an_access_token_expires(alice: Borrower, clock: MovedClock) -> None:
    assert alice.get("/v1/me").status_code == 200
    clock.move(by=timedelta(minutes=16))
    assert alice.get("/v1/me").status_code == 401


def test_a_refresh_token_is_spent_by_use_and_its_reuse_ends_the_family(
    app: Flask, alice: Borrower, clock: MovedClock
) -> None:
    client = app.test_client()
    second = client.post("/v1/auth/refresh", json={"refresh_token": alice.refresh_token}).json
    assert second["refresh_token"] != alice.refresh_token
    clock.move(by=timedelta(minutes=6))  # too late for a lost answer
    assert client.post("/v1/auth/refresh", json={"refresh_token": alice.refresh_token}).status_code == 401
    stolen = client.post("/v1/auth/refresh", json={"refresh_token": second["refresh_token"]})
    assert stolen.status_code == 401
    assert alice.get("/v1/me").status_code == 401, "the family's access tokens end with it"


def test_signing_out_ends_the_session_at_once(app: Flask, alice: Borrower) -> None:
    assert (
        app.test_client().post("/v1/auth/logout", json={"refresh_token": alice.refresh_token}).status_code
        == 204
    )
    assert alice.get("/v1/me").status_code == 401


def test_secrets_are_kept_as_hashes_only(alice: Borrower) -> None:
    row = BorrowerRow.get_by_id(alice.id)
    assert row.password_hash.startswith("$argon2id$")
    kept = {token.token_hash for token in RefreshToken.select()}
    assert alice.refresh_token not in kept


def test_a_forged_token_is_refused(alice: Borrower) -> None:
    import jwt

    forged = jwt.encode({"sub": alice.id, "exp": 9_999_999_999}, "x" * 40, algorithm="HS256")
    none = jwt.encode({"sub": alice.id, "exp": 9_999_999_999}, "", algorithm="none")
    for token in (forged, none, "nonsense", ""):
        answer = alice.client.get("/v1/me", headers={"Authorization": f"Bearer {token}"})
        assert answer.status_code == 401


def test_a_firebase_identity_becomes_a_borrower_once(settings: Settings, clock: MovedClock) -> None:
    def verify(token: str) -> dict[str, object]:
        if token != "good":
            raise Unauthenticated()
        return {"uid": "fb-1", "email": "fire@example.com", "email_verified": True}

    app = create_app(replace(settings, identity=("local", "firebase")), clock, verify)
    client = app.test_client()
    headers = {"Authorization": "Bearer good", "Graceday-Zone": "America/New_York", "Graceday-Country": "US"}
    first = client.get("/v1/me", headers=headers).json
    assert (first["zone"], first["country"]) == ("America/New_York", "US")
    assert client.get("/v1/me", headers=headers).json["id"] == first["id"]
    assert client.get("/v1/me", headers={"Authorization": "Bearer bad"}).status_code == 401


def test_a_verified_address_never_takes_over_a_local_account(
    settings: Settings, clock: MovedClock, alice: Borrower
) -> None:
    """Alice has confirmed it."""

    def verify(token: str) -> dict[str, object]:
        return {"uid": "fb-2", "email": "alice@example.com", "email_verified": True}

    app = create_app(replace(settings, identity=("local", "firebase")), clock, verify)
    found = app.test_client().get("/v1/me", headers={"Authorization": "Bearer any"}).json
    assert found["id"] != alice.id
    assert (found["email"], found["email_confirmed"]) == (None, False)


def test_a_verified_address_is_taken_from_nobody_who_only_claims_it(
    settings: Settings, clock: MovedClock, app: Flask
) -> None:
    claiming = Borrower(app, "carol@example.com")

    def verify(token: str) -> dict[str, object]:
        return {"uid": "fb-3", "email": "carol@example.com", "email_verified": True}

    both = create_app(replace(settings, identity=("local", "firebase")), clock, verify)
    found = both.test_client().get("/v1/me", headers={"Authorization": "Bearer any"}).json
    assert found["id"] != claiming.id
    assert (found["email"], found["email_confirmed"]) == ("carol@example.com", True)
    claiming.sign_in()
    assert claiming.get("/v1/me").json["id"] == claiming.id
