"""Alice and Bob, what they own, and requests that come at once."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from backend.actions.credit import series_rolling
from backend.actions.people import registration, sessions
from backend.api.http.sign_in import token_rules_of
from backend.store.database import close_thread, database
from tests.api.conftest import CARD, LOAN, Borrower
from tests.moved_clock import MovedClock

# Where the fixture `clock` stands.
START = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


class Known(Borrower):
    """A borrower who is known by an identity from elsewhere: no test here pays for hashing a password."""

    def __init__(self, app: Flask, name: str) -> None:
        self.client, self._token_rules = app.test_client(), token_rules_of(app.config["GRACEDAY"])
        home = {"zone": "Asia/Shanghai", "locale": "en", "country": "CN"}
        claims = {"uid": name, "email": f"{name}@example.com", "email_verified": True}
        self.id = registration.of_firebase(claims, home=lambda: home, now=START).id
        self.sign_in(START)

    def sign_in(self, now: datetime) -> None:
        pair = sessions.open_session(self.id, token_rules=self._token_rules, now=now)
        self.refresh_token = pair.refresh_token
        self.headers = {"Authorization": f"Bearer {pair.access_token}"}


@pytest.fixture
def alice(app: Flask) -> Known:
    return Known(app, "alice")


@pytest.fixture
def bob(app: Flask) -> Known:
    return Known(app, "bob")


def card_of(borrower: Borrower, **terms: Any) -> str:
    """A new card, with these of its terms changed; its id."""
    return str(borrower.made("/v1/cards", {**CARD, "terms": {**CARD["terms"], **terms}})["id"])


def loan_of(borrower: Borrower, **terms: Any) -> str:
    """A new loan, with these of its terms changed; its id."""
    return str(borrower.made("/v1/loans", {**LOAN, "terms": {**LOAN["terms"], **terms}})["id"])


def state(borrower: Borrower, card: str, closes_on: str, minimum: int, **fields: Any) -> dict[str, Any]:
    """Enter a statement of a card, by default with a balance of ten times the minimum."""
    body = {"card_id": card, "closes_on": closes_on, "balance": 10 * minimum, "minimum_due": minimum}
    return borrower.made("/v1/statements", {**body, **fields})


def pay(borrower: Borrower, account: str, amount: int, at: str | None = None) -> dict[str, Any]:
    """Record a payment; `at` is an instant in ISO form."""
    return borrower.made("/v1/payments", {"account_id": account, "amount": amount, "paid_at": at})


def dues(borrower: Borrower, query: str = "") -> list[dict[str, Any]]:
    """The deadlines, earliest first, that a query of the home screen finds."""
    return list(borrower.get(f"/v1/deadlines?limit=200{query}").json["items"])


def due(borrower: Borrower, due_on: str) -> dict[str, Any]:
    """The one deadline on that day."""
    [found] = [item for item in dues(borrower) if item["due_on"] == due_on]
    return found


def brief(borrower: Borrower, *names: str) -> list[tuple[Any, ...]]:
    """Of every deadline its due date and what else is named, by default its amount and state."""
    return [
        (item["due_on"], *(item[name] for name in names or ("amount", "state"))) for item in dues(borrower)
    ]


def roll(borrower: Known, clock: MovedClock, days: int, *, steps: int = 1) -> None:
    """Let days pass, `steps` times; series roll after each, and the borrower signs in anew at the end."""
    for _ in range(steps):
        series_rolling.roll(now=clock.move(by=timedelta(days=days)))
    borrower.sign_in(clock.now)


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements that reach the database meanwhile."""
    seen: list[str] = []
    execute = database.obj.execute_sql

    def counting(sql: str, *args: object, **kwargs: object) -> object:
        seen.append(sql)
        return execute(sql, *args, **kwargs)

    database.obj.execute_sql = counting
    try:
        yield seen
    finally:
        del database.obj.execute_sql


def at_once(*calls: Callable[[], TestResponse]) -> list[TestResponse]:
    """The answers of requests that start together, each in a thread and on a connection of its own."""
    gate, answers = threading.Barrier(len(calls)), [None] * len(calls)

    def run(index: int, call: Callable[[], TestResponse]) -> None:
        gate.wait(10)
        answers[index] = call()  # type: ignore[call-overload]
        close_thread()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert None not in answers
    return answers  # type: ignore[return-value]


def statuses(answers: list[TestResponse]) -> list[int]:
    return sorted(answer.status_code for answer in answers)
