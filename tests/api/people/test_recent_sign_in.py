"""A stolen token exports nothing, erases nothing and moves no address; and what was erased stays so."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from backend.app import create_app
from backend.store.database import execute
from config.settings import Settings
from tests.api.conftest import Borrower
from tests.moved_clock import MovedClock

PASSWORD = "correct horse battery"


def reason(answer: TestResponse) -> tuple[int, str]:
    return answer.status_code, answer.get_json(force=True)["reason"]


def test_an_export_asks_for_the_password_once_the_sign_in_is_old(alice: Borrower, clock: MovedClock) -> None:
    assert alice.get("/v1/me/export").status_code == 200
    clock.move(by=timedelta(minutes=10, seconds=1))
    assert reason(alice.get("/v1/me/export")) == (403, "sign-in-not-recent")
    wrong = alice.post("/v1/me/proof", {"password": "not the right one"})
    assert reason(wrong) == (422, "password-not-right")
    assert alice.get("/v1/me/export").status_code == 403
    assert alice.post("/v1/me/proof", {"password": PASSWORD}).status_code == 204
    assert alice.get("/v1/me/export").status_code == 200


def test_refreshing_is_no_proof(alice: Borrower, clock: MovedClock) -> None:
    clock.move(by=timedelta(minutes=11))
    body = {"refresh_token": alice.refresh_token}
    token = alice.client.post("/v1/auth/refresh", json=body).json["access_token"]
    alice.headers = {"Authorization": f"Bearer {token}"}
    assert alice.get("/v1/me").status_code == 200
    assert alice.get("/v1/me/export").status_code == 403


def test_one_sessions_proof_is_not_anothers(alice: Borrower, clock: MovedClock) -> None:
    clock.move(by=timedelta(minutes=11))
    old = dict(alice.headers)
    alice.sign_in()
    assert alice.get("/v1/me/export").status_code == 200
    assert alice.client.get("/v1/me/export", headers=old).status_code == 403


def test_erasing_takes_the_password_however_old_the_sign_in_is(alice: Borrower, clock: MovedClock) -> None:
    clock.move(by=timedelta(minutes=11))
    assert reason(alice.delete("/v1/me", {})) == (422, "password-wrong")
    assert alice.delete("/v1/me", {"password": PASSWORD}).status_code == 204


class Fire:
    """Somebody whose app holds a Firebase token: `claims` is what it says."""

    def __init__(self, client: FlaskClient, clock: MovedClock) -> None:
        self.client, self.clock = client, clock
        self.claims: dict[str, Any] = {"uid": "fb-1", "email": "fire@example.com", "email_verified": True}
        self.sign_in()

    def sign_in(self) -> None:
        """To Firebase, now."""
        self.claims["auth_time"] = int(self.clock.now.timestamp())

    def call(self, method: str, path: str, body: Any = None) -> TestResponse:
        headers = {"Authorization": "Bearer any", "Graceday-Country": "US"}
        return self.client.open(path, method=method, json=body, headers=headers)


@pytest.fixture
def make_fire(settings: Settings, clock: MovedClock) -> Callable[..., Fire]:
    def make(**changes: Any) -> Fire:
        made: list[Fire] = []
        both = replace(settings, identity=("local", "firebase"), **changes)
        client = create_app(both, clock, lambda token: made[0].claims).test_client()
        made.append(Fire(client, clock))
        return made[0]

    return make


def test_with_firebase_auth_time_is_what_counts(make_fire: Callable[..., Fire], clock: MovedClock) -> None:
    fire = make_fire()
    assert fire.call("GET", "/v1/me/export").status_code == 200
    clock.move(by=timedelta(minutes=11))
    assert fire.call("GET", "/v1/me").status_code == 200
    for method, path, body in (
        ("GET", "/v1/me/export", None),
        ("DELETE", "/v1/me", {}),
        ("POST", "/v1/me/email", {"email": "other@example.com"}),
    ):
        assert reason(fire.call(method, path, body)) == (403, "sign-in-not-recent"), path
    assert fire.call("POST", "/v1/me/proof", {"password": "any at all"}).status_code == 409
    fire.sign_in()
    assert fire.call("POST", "/v1/me/email", {"email": "other@example.com"}).status_code == 202
    assert fire.call("GET", "/v1/me/export").status_code == 200


def test_a_token_that_says_no_auth_time_is_not_recent(make_fire: Callable[..., Fire]) -> None:
    fire = make_fire()
    del fire.claims["auth_time"]
    assert fire.call("GET", "/v1/me").status_code == 200
    assert fire.call("GET", "/v1/me/export").status_code == 403


def test_an_erased_account_stays_erased_until_its_owner_signs_in_anew(
    make_fire: Callable[..., Fire], clock: MovedClock
) -> None:
    fire = make_fire()
    first = fire.call("GET", "/v1/me").json["id"]
    assert fire.call("DELETE", "/v1/me", {}).status_code == 204
    clock.move(by=timedelta(minutes=5))
    assert reason(fire.call("GET", "/v1/me")) == (401, "account-deleted")
    assert execute("SELECT COUNT(*) FROM borrower").fetchone() == (0,)
    assert "fb-1" not in repr(execute("SELECT * FROM erased_identity").fetchall())
    fire.sign_in()
    again = fire.call("GET", "/v1/me")
    assert again.status_code == 200
    assert again.json["id"] != first


def test_where_registration_is_closed_firebase_opens_no_account(
    make_fire: Callable[..., Fire],
) -> None:
    known = make_fire()
    assert known.call("GET", "/v1/me").status_code == 200
    closed = make_fire(registration_open=False)
    assert closed.call("GET", "/v1/me").status_code == 200, "who has an account keeps it"
    closed.claims["uid"] = "fb-2"
    assert reason(closed.call("GET", "/v1/me")) == (403, "registration-closed")
