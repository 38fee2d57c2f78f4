"""Signed-in borrowers and ready-made bodies for the API's tests."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from backend.actions.people import passwords
from tests.api.documented import assert_as_documented

CARD = {
    "issuer": "China Merchants Bank",
    "last4": "8812",
    "currency": "CNY",
    "zone": "Asia/Shanghai",
    "country": "CN",
    "apr_bp": 1825,
    "credit_limit": 5_000_000,
    "terms": {
        "statement_day": 5,
        "due": {"fixed_day": 23},
        "minimum": {"percent_bp": 1000, "floor": 10_000},
        "grace_days": 3,
        "tolerance": 1000,
    },
}
LOAN = {
    "issuer": "Online Loan",
    "currency": "CNY",
    "zone": "Asia/Shanghai",
    "country": "CN",
    "terms": {"principal": 1_200_000, "rate_bp": 1200, "instalments": 12, "first_due_on": "2026-12-10"},
}


@pytest.fixture(autouse=True, scope="session")
def cheap_passwords() -> Iterator[None]:
    """argon2id with the least work: hundreds of tests register somebody, and none of them is about the cost."""
    with pytest.MonkeyPatch.context() as patch:
        hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        patch.setattr(passwords, "_hasher", lambda: hasher)
        yield


class Borrower:
    """A borrower who speaks HTTP: `get`, `post`, `patch`, `delete` with the token sent along; each answer is held
    against the server's document."""

    def __init__(self, app: Flask, email: str) -> None:
        self.client: FlaskClient = app.test_client()
        answer = self.client.post(
            "/v1/auth/register",
            json={
                "email": email,
                "password": "correct horse battery",
                "zone": "Asia/Shanghai",
                "locale": "en",
                "country": "CN",
            },
        )
        assert answer.status_code == 201, answer.text
        self.email = email
        self.id = answer.json["borrower_id"]
        self.refresh_token = answer.json["refresh_token"]
        self.headers = {"Authorization": f"Bearer {answer.json['access_token']}"}

    def sign_in(self) -> None:
        """Get a new token: the clock has moved on."""
        body = {"email": self.email, "password": "correct horse battery"}
        answer = self.client.post("/v1/auth/login", json=body)
        self.headers = {"Authorization": f"Bearer {answer.json['access_token']}"}

    def call(self, method: str, path: str, **kwargs: Any) -> TestResponse:
        headers = {**self.headers, **kwargs.pop("headers", {})}
        answer = self.client.open(path, method=method, headers=headers, **kwargs)
        assert_as_documented(self.client.application, method, answer)
        return answer

    def get(self, path: str, **kwargs: Any) -> TestResponse:
        return self.call("GET", path, **kwargs)

    def post(self, path: str, body: Any = None, **kwargs: Any) -> TestResponse:
        return self.call("POST", path, json={} if body is None else body, **kwargs)

    def patch(self, path: str, body: Any, *, etag: str | None = None) -> TestResponse:
        etag = etag or self.get(path).headers["ETag"]
        return self.call("PATCH", path, json=body, headers={"If-Match": etag})

    def delete(self, path: str, body: Any = None) -> TestResponse:
        return self.call("DELETE", path, json=body) if body is not None else self.call("DELETE", path)

    def made(self, path: str, body: Any) -> dict[str, Any]:
        answer = self.post(path, body)
        assert answer.status_code == 201, answer.text
        return dict(answer.json)


@pytest.fixture
def register(app: Flask) -> Callable[[str], Borrower]:
    return lambda email: Borrower(app, email)


@pytest.fixture
def alice(app: Flask) -> Borrower:
    return Borrower(app, "alice@example.com")


@pytest.fixture
def bob(app: Flask) -> Borrower:
    return Borrower(app, "bob@example.com")
