"""A second factor: asked for at signing in, each code taken once, and a way back for who lost the phone."""

from datetime import timedelta

import pyotp
import pytest
from flask import Flask
from werkzeug.test import TestResponse

from backend.store.database import execute
from tests.api.conftest import Borrower
from tests.moved_clock import MovedClock

PASSWORD = "correct horse battery"
PATH = "/v1/me/second-factor"


@pytest.fixture
def alice(app: Flask) -> Borrower:
    return Borrower(app, "alice@example.com")


class Authenticator:
    """The app on alice's other phone."""

    def __init__(self, alice: Borrower, clock: MovedClock) -> None:
        begun = alice.made(PATH, {})
        assert begun["uri"].startswith("otpauth://totp/Graceday:alice%40example.com?secret=")
        self._totp, self._clock = pyotp.TOTP(begun["secret"]), clock
        self.secret = begun["secret"]

    def code(self, seconds: int = 0) -> str:
        return self._totp.at(self._clock.now + timedelta(seconds=seconds))


def turned_on(alice: Borrower, clock: MovedClock) -> tuple[Authenticator, list[str]]:
    app = Authenticator(alice, clock)
    answer = alice.post(f"{PATH}/confirm", {"code": app.code()})
    assert answer.status_code == 200, answer.text
    clock.move(by=timedelta(seconds=30))
    return app, list(answer.json["recovery_codes"])


def sign_in(alice: Borrower, code: str | None = None) -> TestResponse:
    body = {"email": "alice@example.com", "password": PASSWORD}
    return alice.client.post("/v1/auth/login", json=body | ({"code": code} if code else {}))


def reason(answer: TestResponse) -> tuple[int, str]:
    return answer.status_code, answer.get_json(force=True)["reason"]


def test_it_counts_once_it_was_confirmed(alice: Borrower, clock: MovedClock) -> None:
    app = Authenticator(alice, clock)
    assert sign_in(alice).status_code == 200
    assert reason(alice.post(f"{PATH}/confirm", {"code": "000000"})) == (422, "code-wrong")
    assert alice.get(PATH).json == {"on": False, "recovery_codes_left": 0}
    assert len(alice.post(f"{PATH}/confirm", {"code": app.code()}).json["recovery_codes"]) == 10
    assert alice.get(PATH).json == {"on": True, "recovery_codes_left": 10}
    assert reason(sign_in(alice)) == (401, "code-needed")
    assert reason(sign_in(alice, "000000")) == (401, "code-wrong")
    assert reason(alice.post(PATH)) == (409, "second-factor-on")


def test_a_code_is_taken_once_and_that_of_setting_up_is_one(alice: Borrower, clock: MovedClock) -> None:
    """leodip/goiabada#111, teamhanko/hanko#2723: RFC 6238 (5.2) allows a code once."""
    app = Authenticator(alice, clock)
    first = app.code()
    assert alice.post(f"{PATH}/confirm", {"code": first}).status_code == 200
    assert reason(sign_in(alice, first)) == (401, "code-wrong")
    clock.move(by=timedelta(seconds=30))
    assert sign_in(alice, app.code()).status_code == 200
    assert reason(sign_in(alice, app.code())) == (401, "code-wrong")
    assert reason(sign_in(alice, app.code(-30))) == (401, "code-wrong"), "nor one from before it"


@pytest.mark.parametrize(("seconds", "status"), [(-60, 401), (-30, 200), (30, 200), (60, 401)])
def test_clocks_may_differ_by_a_step(alice: Borrower, clock: MovedClock, seconds: int, status: int) -> None:
    app, _ = turned_on(alice, clock)
    clock.move(by=timedelta(minutes=5))
    assert sign_in(alice, app.code(seconds)).status_code == status


def test_a_recovery_code_signs_in_once_however_it_is_typed(alice: Borrower, clock: MovedClock) -> None:
    _, codes = turned_on(alice, clock)
    assert sign_in(alice, codes[0].lower().replace("-", " ")).status_code == 200
    assert reason(sign_in(alice, codes[0])) == (401, "code-wrong")
    assert alice.get(PATH).json["recovery_codes_left"] == 9


def test_the_password_alone_neither_registers_past_it_nor_turns_it_off(
    app: Flask, alice: Borrower, clock: MovedClock
) -> None:
    authenticator, codes = turned_on(alice, clock)
    body = {
        "email": "alice@example.com",
        "password": PASSWORD,
        "zone": "UTC",
        "locale": "en",
        "country": "US",
    }
    assert reason(app.test_client().post("/v1/auth/register", json=body)) == (401, "code-needed")
    assert reason(alice.delete(PATH, {"code": "000000"})) == (422, "code-wrong")
    assert alice.delete(PATH, {"code": codes[3]}).status_code == 204
    assert sign_in(alice).status_code == 200
    assert alice.get(PATH).json == {"on": False, "recovery_codes_left": 0}
    assert reason(alice.delete(PATH, {"code": authenticator.code()})) == (422, "code-wrong")


def test_a_code_is_a_proof_and_setting_up_needs_one(alice: Borrower, clock: MovedClock) -> None:
    app, _ = turned_on(alice, clock)
    clock.move(by=timedelta(minutes=11))
    assert alice.get("/v1/me/export").status_code == 403
    assert reason(alice.post("/v1/me/proof", {"code": "000000"})) == (422, "code-wrong")
    assert alice.post("/v1/me/proof", {"code": app.code()}).status_code == 204
    assert alice.get("/v1/me/export").status_code == 200


def test_an_old_sign_in_sets_up_nothing(alice: Borrower, clock: MovedClock) -> None:
    clock.move(by=timedelta(minutes=11))
    assert reason(alice.post(PATH)) == (403, "sign-in-not-recent")


def test_secrets_and_codes_are_kept_sealed_and_are_not_exported(alice: Borrower, clock: MovedClock) -> None:
    app, codes = turned_on(alice, clock)
    kept = repr(
        [execute(f"SELECT * FROM {table}").fetchall() for table in ("second_factor", "recovery_code")]
    )
    assert app.secret not in kept
    assert not [code for code in codes if code in kept or code.replace("-", "") in kept]
    exported = alice.get("/v1/me/export").json
    assert exported["second_factor"][0].keys() >= {"confirmed_at"}
    assert "secret" not in exported["second_factor"][0]
    assert "code_hash" not in exported["recovery_code"][0]
