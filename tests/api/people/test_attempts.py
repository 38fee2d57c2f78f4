"""Attempts are counted by network and by account, in the database, before anybody is signed in."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from backend.actions.people.attempts import network_of
from backend.app import create_app
from backend.store.database import execute
from config.settings import Settings
from tests.api.conftest import Borrower
from tests.moved_clock import MovedClock

WRONG = {"email": "alice@example.com", "password": "not the right one"}
MakeApp = Callable[..., Flask]


@pytest.fixture
def make_app(settings: Settings, clock: MovedClock) -> MakeApp:
    """Another process of the same installation, with these limits."""

    def make(**limits: Any) -> Flask:
        return create_app(replace(settings, **limits), clock)

    return make


def sign_in(client: FlaskClient, address: str = "192.0.2.1", **body: str) -> TestResponse:
    return client.post("/v1/auth/login", json=WRONG | body, environ_overrides={"REMOTE_ADDR": address})


def test_all_processes_count_together_and_a_window_ends(make_app: MakeApp, clock: MovedClock) -> None:
    one, other = (make_app(rate_limit_auth="2 per minute").test_client() for _ in range(2))
    assert [sign_in(each).status_code for each in (one, other, one, other)] == [401, 401, 429, 429]
    clock.move(by=timedelta(seconds=20))
    refused = sign_in(one)
    assert (refused.headers["Retry-After"], refused.headers["RateLimit-Limit"]) == ("40", "2")
    assert refused.content_type == "application/problem+json"
    assert sign_in(one, "192.0.2.2").status_code == 401, "another network has its own"
    clock.move(by=timedelta(seconds=40))
    assert sign_in(one).status_code == 401


def test_an_account_is_guarded_whether_it_is_there_or_not(make_app: MakeApp) -> None:
    client = make_app(rate_limit_account="2 per minute").test_client()
    Borrower(client.application, "alice@example.com")
    client = make_app(rate_limit_account="2 per minute").test_client()
    for email in ("alice@example.com", "nobody@example.com"):
        found = [sign_in(client, "192.0.2.9", email=email).status_code for _ in range(3)]
        assert found == [401, 401, 429], email
    assert sign_in(client, "192.0.2.9", email="ALICE@example.com ").status_code == 429


def test_one_network_cannot_shut_the_owner_out_and_many_cannot_guess(make_app: MakeApp) -> None:
    client = make_app(rate_limit_account="2 per minute").test_client()
    assert [sign_in(client, "192.0.2.66").status_code for _ in range(3)] == [401, 401, 429]
    assert sign_in(client, "192.0.2.1").status_code == 401
    found = [sign_in(client, f"198.51.100.{number}").status_code for number in range(20)]
    assert found.count(401) == 16, "20 from everywhere, of which four were tried before"
    assert found[16:] == [429] * 4


def test_ipv6_addresses_of_one_customer_are_one_network(make_app: MakeApp) -> None:
    client = make_app(rate_limit_auth="2 per minute").test_client()
    found = [sign_in(client, f"2001:db8:1:2:{part}::1").status_code for part in (1, 2, 3)]
    assert found == [401, 401, 429]
    assert sign_in(client, "2001:db8:1:3::1").status_code == 401


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("2001:db8:1:2:ffff::9", "2001:db8:1:2::/64"),
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("unknown", "unknown"),
    ],
)
def test_what_an_address_is_counted_as(address: str, network: str) -> None:
    assert network_of(address) == network


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v1/auth/refresh", {"refresh_token": "x"}),
        ("/v1/auth/password-reset/confirm", {"token": "x", "password": "four quiet rivers"}),
        ("/v1/auth/email-confirmation", {"token": "x"}),
        (
            "/v1/auth/register",
            {
                "email": "a@example.com",
                "password": "1234567890",
                "zone": "UTC",
                "locale": "en",
                "country": "US",
            },
        ),
    ],
)
def test_every_way_in_is_counted(make_app: MakeApp, path: str, body: dict[str, str]) -> None:
    client = make_app(rate_limit_auth="1 per minute").test_client()
    first, second = (client.post(path, json=body).status_code for _ in range(2))
    assert first in (401, 422)
    assert second == 429


def test_a_stolen_token_does_not_try_passwords_for_long(make_app: MakeApp, alice: Borrower) -> None:
    alice.client = make_app(rate_limit_account="2 per minute").test_client()
    body = {"old_password": "no idea at all", "new_password": "four quiet rivers"}
    assert [alice.post("/v1/me/password", body).status_code for _ in range(3)] == [422, 422, 429]
    assert alice.delete("/v1/me", {"password": "x"}).status_code == 429
    assert alice.get("/v1/me").status_code == 200


def test_bad_tokens_are_counted_before_sign_in(make_app: MakeApp) -> None:
    client = make_app(rate_limit_network="3 per hour").test_client()
    bad = {"Authorization": "Bearer nonsense"}
    answers = [client.get("/v1/me", headers=bad) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [401, 401, 401, 429]
    assert int(answers[3].headers["Retry-After"]) > 0


def test_counts_name_nobody(make_app: MakeApp) -> None:
    sign_in(make_app().test_client())
    kept = repr(execute("SELECT * FROM rate_count").fetchall())
    assert "alice" not in kept
    assert "192.0.2" not in kept
