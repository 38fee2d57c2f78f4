"""Sessions are seen and ended one by one or together; a lost refresh is forgiven once, a stolen one never."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.api.conftest import Borrower
from tests.moved_clock import MovedClock

PASSWORD = "correct horse battery"
PHONE = {"provider": "fcm", "platform": "android"}


@pytest.fixture
def alice(app: Flask) -> Borrower:
    return Borrower(app, "alice@example.com")


class Elsewhere:
    """Alice, signed in on another device."""

    def __init__(self, app: Flask, name: str | None = None, agent: str = "Phone/1.0") -> None:
        self.client: FlaskClient = app.test_client()
        self.agent = {"User-Agent": agent}
        body = {"email": "alice@example.com", "password": PASSWORD}
        answer = self.client.post(
            "/v1/auth/login", json=body | ({"device_name": name} if name else {}), headers=self.agent
        )
        assert answer.status_code == 200, answer.text
        self.take(answer.json)

    def take(self, tokens: dict[str, Any]) -> None:
        self.refresh_token: str = tokens["refresh_token"]
        self.headers = {"Authorization": f"Bearer {tokens['access_token']}"}

    def refresh(self, token: str | None = None, agent: str | None = None) -> tuple[int, dict[str, Any]]:
        answer = self.client.post(
            "/v1/auth/refresh",
            json={"refresh_token": token or self.refresh_token},
            headers={"User-Agent": agent} if agent else self.agent,
        )
        return answer.status_code, answer.get_json(force=True)

    def status(self) -> int:
        return self.client.get("/v1/me", headers=self.headers).status_code

    def register_phone(self, token: str) -> str:
        answer = self.client.post("/v1/devices", json={**PHONE, "token": token}, headers=self.headers)
        assert answer.status_code == 201, answer.text
        return str(answer.json["id"])


def listed(alice: Borrower) -> list[dict[str, Any]]:
    return list(alice.get("/v1/me/sessions").json["items"])


def device_states(alice: Borrower) -> dict[str, tuple[str, str | None]]:
    items = alice.get("/v1/devices").json["items"]
    return {item["id"]: (item["state"], item["dead_reason"]) for item in items}


def test_sessions_are_listed_with_their_names_and_the_one_that_asks(
    app: Flask, alice: Borrower, clock: MovedClock
) -> None:
    clock.move(by=timedelta(minutes=10))
    phone = Elsewhere(app, "Alice's phone")
    Elsewhere(app, agent="Browser/2.0")
    clock.move(by=timedelta(minutes=4))
    phone.take(phone.refresh()[1])
    first, second, third = listed(alice)
    assert [each["current"] for each in (first, second, third)] == [True, False, False]
    assert (second["device_name"], third["device_name"]) == ("Alice's phone", "Browser/2.0")
    assert (second["created_at"], second["last_used_at"]) == ("2026-11-24T09:10:00Z", "2026-11-24T09:14:00Z")


def test_one_session_is_ended_from_another_and_its_phone_goes_quiet(app: Flask, alice: Borrower) -> None:
    lost, kept = Elsewhere(app, "lost"), Elsewhere(app, "kept")
    gone, stays = lost.register_phone("t-lost"), kept.register_phone("t-kept")
    [session] = [each["id"] for each in listed(alice) if each["device_name"] == "lost"]
    assert alice.delete(f"/v1/me/sessions/{session}").status_code == 204
    assert (lost.status(), lost.refresh()[0]) == (401, 401)
    assert (kept.status(), alice.get("/v1/me").status_code) == (200, 200)
    assert device_states(alice) == {gone: ("dead", "SIGNED_OUT"), stays: ("active", None)}
    assert alice.delete(f"/v1/me/sessions/{session}").status_code == 404
    again = Elsewhere(app, "found")
    assert again.register_phone("t-lost") == gone
    assert device_states(alice)[gone] == ("active", None)


def test_signing_out_everywhere_else_keeps_this_session(app: Flask, alice: Borrower) -> None:
    here = alice.made("/v1/devices", {**PHONE, "token": "t-here"})["id"]
    other = Elsewhere(app)
    there = other.register_phone("t-there")
    assert alice.delete("/v1/me/sessions?others=true").status_code == 204
    assert (other.status(), alice.get("/v1/me").status_code) == (401, 200)
    assert device_states(alice) == {here: ("active", None), there: ("dead", "SIGNED_OUT")}
    assert alice.delete("/v1/me/sessions").status_code == 204
    assert alice.get("/v1/me").status_code == 401


def test_signing_out_quiets_the_phone_of_that_session(app: Flask, alice: Borrower) -> None:
    phone = Elsewhere(app)
    device = phone.register_phone("t-1")
    phone.client.post("/v1/auth/logout", json={"refresh_token": phone.refresh_token})
    assert device_states(alice) == {device: ("dead", "SIGNED_OUT")}


def test_a_lost_answer_is_forgiven_once(app: Flask, alice: Borrower, clock: MovedClock) -> None:
    phone = Elsewhere(app)
    _, lost = phone.refresh()
    clock.move(by=timedelta(minutes=5))
    status, again = phone.refresh()
    assert (status, again["refresh_token"]) == (200, lost["refresh_token"])
    phone.take(again)
    assert phone.status() == 200
    status, following = phone.refresh()
    assert status == 200
    assert following["refresh_token"] != lost["refresh_token"]


def test_it_is_not_forgiven_twice(app: Flask, alice: Borrower) -> None:
    phone = Elsewhere(app)
    assert [phone.refresh()[0] for _ in range(3)] == [200, 200, 401]
    assert phone.status() == 401


@pytest.mark.parametrize("case", ["later", "another program", "after its successor was used"])
def test_a_stolen_token_ends_the_session(app: Flask, alice: Borrower, clock: MovedClock, case: str) -> None:
    phone = Elsewhere(app)
    stolen, agent = phone.refresh_token, None
    phone.take(phone.refresh()[1])
    device = phone.register_phone("t-1")
    if case == "later":
        clock.move(by=timedelta(minutes=5, seconds=1))
    elif case == "another program":
        agent = "curl/8"
    else:
        phone.take(phone.refresh()[1])
    assert phone.refresh(stolen, agent)[0] == 401
    assert (phone.status(), phone.refresh()[0]) == (401, 401)
    assert device_states(alice) == {device: ("dead", "SIGNED_OUT")}


def test_a_thief_who_follows_its_owner_at_once_is_found_out_at_the_next_refresh(
    app: Flask, alice: Borrower, clock: MovedClock
) -> None:
    """Both have the same token then, and the second to use it shows that there are two."""
    phone = Elsewhere(app)
    stolen = phone.refresh_token
    phone.take(phone.refresh()[1])
    status, thief = phone.refresh(stolen)
    assert (status, thief["refresh_token"]) == (200, phone.refresh_token)
    clock.move(by=timedelta(minutes=14))
    assert phone.refresh(thief["refresh_token"])[0] == 200
    assert phone.refresh()[0] == 401
    assert phone.refresh(thief["refresh_token"])[0] == 401


def test_another_day_another_answer_may_be_lost(app: Flask, alice: Borrower, clock: MovedClock) -> None:
    phone = Elsewhere(app)
    for _ in range(2):
        phone.refresh()
        status, again = phone.refresh()
        assert status == 200
        phone.take(again)
        clock.move(by=timedelta(days=1, seconds=1))


def test_a_new_password_quiets_every_phone_but_this_sessions(app: Flask, alice: Borrower) -> None:
    here = alice.made("/v1/devices", {**PHONE, "token": "t-here"})["id"]
    there = Elsewhere(app).register_phone("t-there")
    body = {"old_password": PASSWORD, "new_password": "four quiet rivers"}
    assert alice.post("/v1/me/password", body).status_code == 204
    assert device_states(alice) == {here: ("active", None), there: ("dead", "SIGNED_OUT")}


def test_a_device_name_is_no_place_for_a_card_number(app: Flask, alice: Borrower) -> None:
    body = {"email": "alice@example.com", "password": PASSWORD, "device_name": "4111 1111 1111 1111"}
    assert app.test_client().post("/v1/auth/login", json=body).status_code == 422
    Elsewhere(app, agent="Phone 4111 1111 1111 1111")
    assert [each["device_name"] for each in listed(alice)][-1] is None
