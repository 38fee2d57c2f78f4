"""Requests of one borrower at once, on both databases: never a fault, never a double, nothing written back."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from backend.actions.credit import payments
from backend.app import create_app
from backend.store.credit import credit_accounts
from backend.store.credit.payments import Payment
from backend.store.database import close_thread, transaction
from backend.store.people import borrowers
from backend.store.people.sessions import RefreshToken
from config.settings import Settings
from tests.actions.conftest import Known, at_once, card_of, due, pay, state, statuses
from tests.moved_clock import MovedClock

NOVEMBER = "2026-11-23"


@contextmanager
def waiting(call: Callable[[], TestResponse], borrower: Known) -> Iterator[list[TestResponse]]:
    """Let a request come while another transaction holds its borrower; its answer is there afterwards."""
    answers: list[TestResponse] = []

    def run() -> None:
        answers.append(call())
        close_thread()

    thread = threading.Thread(target=run)
    with transaction():
        borrowers.lock(borrower.id)
        thread.start()
        thread.join(0.3)  # it has come as far as it can
        yield answers
    thread.join(60)


@pytest.fixture
def card(alice: Known) -> str:
    made = card_of(alice)
    state(alice, made, "2026-11-05", 50_000)
    return made


@pytest.mark.parametrize(
    ("verb", "body"),
    [("snooze", {"until": "2026-11-25T00:00:00Z"}), ("waive", {}), ("cancel", {}), ("meet", {})],
)
def test_what_a_payment_wrote_while_a_request_waited_is_not_written_back(
    alice: Known, clock: MovedClock, card: str, verb: str, body: dict[str, str]
) -> None:
    path = f"/v1/deadlines/{due(alice, NOVEMBER)['id']}"
    with waiting(lambda: alice.post(f"{path}/{verb}", body), alice) as answers:
        account = credit_accounts.find(alice.id, card)
        payments.record_payment(account, amount=50_000, paid_at=clock.now, now=clock.now)
    assert statuses(answers) == [409], "the payment has met it"
    found = alice.get(path).json
    assert (found["state"], found["allocated"], found["closed_by"]) == ("met", 50_000, "payment")


def test_a_mute_keeps_what_a_partial_payment_wrote(alice: Known, clock: MovedClock, card: str) -> None:
    path = f"/v1/deadlines/{due(alice, NOVEMBER)['id']}"
    with waiting(lambda: alice.patch(path, {"muted": True}, etag='"x"'), alice) as answers:
        account = credit_accounts.find(alice.id, card)
        payments.record_payment(account, amount=20_000, paid_at=clock.now, now=clock.now)
    assert statuses(answers) == [412]
    assert alice.patch(path, {"muted": True}).json["allocated"] == 20_000


def test_a_pause_ended_while_settings_change_keeps_the_change(alice: Known) -> None:
    with waiting(lambda: alice.delete("/v1/me/pause"), alice) as answers:
        row = borrowers.get(alice.id)
        row.zone = "America/New_York"
        row.save()
    assert statuses(answers) == [200]
    assert alice.get("/v1/me").json["zone"] == "America/New_York"


def test_a_payment_reversed_twice_at_once_is_reversed_once(alice: Known, card: str) -> None:
    paid = pay(alice, card, 50_000)
    path = f"/v1/payments/{paid['id']}/reverse"
    assert statuses(at_once(*[lambda: alice.post(path)] * 3)) == [200, 409, 409]
    assert due(alice, NOVEMBER)["allocated"] == 0


def test_payments_at_once_are_all_kept_and_none_is_allocated_twice(alice: Known, card: str) -> None:
    body = {"account_id": card, "amount": 20_000}
    assert statuses(at_once(*[lambda: alice.post("/v1/payments", body)] * 4)) == [201] * 4
    paid = alice.get("/v1/payments").json["items"]
    assert sum(share["amount"] for one in paid for share in one["allocations"]) == 50_000
    assert due(alice, NOVEMBER)["allocated"] == 50_000


def test_one_key_at_once_is_one_payment_and_one_answer(alice: Known, card: str) -> None:
    body, headers = {"account_id": card, "amount": 20_000}, {"Idempotency-Key": "k-1"}
    answers = at_once(*[lambda: alice.post("/v1/payments", body, headers=headers)] * 4)
    assert statuses(answers) == [201] * 4
    assert len({answer.json["id"] for answer in answers}) == 1
    assert Payment.select().count() == 1


def test_two_changes_under_one_etag_are_one_change(alice: Known, card: str) -> None:
    path = f"/v1/cards/{card}"
    etag = alice.get(path).headers["ETag"]
    answers = at_once(*[lambda: alice.patch(path, {"nickname": "a"}, etag=etag)] * 3)
    assert statuses(answers) == [200, 412, 412]


def test_changes_and_payments_at_once_never_wait_in_a_circle(alice: Known, card: str) -> None:
    path = f"/v1/deadlines/{due(alice, NOVEMBER)['id']}"

    def mute() -> TestResponse:
        return alice.patch(path, {"muted": True})

    def spend() -> TestResponse:
        return alice.post("/v1/payments", {"account_id": card, "amount": 100})

    assert set(statuses(at_once(*[mute, spend] * 4))) <= {200, 201, 412}
    assert due(alice, NOVEMBER)["allocated"] == 400


def test_i_have_paid_twice_at_once_is_one_payment(alice: Known, card: str) -> None:
    path = f"/v1/deadlines/{due(alice, NOVEMBER)['id']}/acknowledge"
    assert statuses(at_once(*[lambda: alice.post(path)] * 3)) == [200, 409, 409]
    assert Payment.select().count() == 1


def test_one_refresh_token_at_once_makes_one_successor_and_no_fault(app: Flask, alice: Known) -> None:
    body = {"refresh_token": alice.refresh_token}
    answers = at_once(*[lambda: app.test_client().post("/v1/auth/refresh", json=body)] * 3)
    assert statuses(answers) == [200, 200, 401], "the second may have lost its answer"
    assert RefreshToken.select().count() == 2
    given = [answer.json["refresh_token"] for answer in answers if answer.status_code == 200]
    assert given[0] == given[1]


def test_one_address_registers_once_however_many_ask(app: Flask) -> None:
    body = {"email": "new@example.com", "password": "correct horse battery"}
    body |= {"zone": "Asia/Shanghai", "locale": "en", "country": "CN"}
    answers = at_once(*[lambda: app.test_client().post("/v1/auth/register", json=body)] * 3)
    assert statuses(answers) == [201, 201, 201]
    assert len({answer.json["borrower_id"] for answer in answers}) == 1, "they have the same password"


def test_a_phone_registered_by_two_at_once_ends_with_one_owner(alice: Known, bob: Known) -> None:
    body = {"provider": "fcm", "token": "same-phone", "platform": "android"}
    calls = [lambda: alice.post("/v1/devices", body), lambda: bob.post("/v1/devices", body)]
    assert statuses(at_once(*calls * 2)) == [201] * 4
    owned = [one.get("/v1/devices").json["items"] for one in (alice, bob)]
    assert sorted(len(devices) for devices in owned) == [0, 1]


def test_an_account_erased_at_once_with_its_use_leaves_nothing(alice: Known, card: str) -> None:
    def erase() -> TestResponse:
        return alice.delete("/v1/me", {})

    def use() -> TestResponse:
        return alice.post("/v1/calendar-feeds")

    assert set(statuses(at_once(erase, use, use))) <= {201, 204, 401}
    assert alice.get("/v1/me").status_code == 401
    assert Payment.select().count() == 0


def test_an_identity_seen_twice_at_once_is_one_borrower(settings: Settings, clock: MovedClock) -> None:
    def verify(token: str) -> dict[str, object]:
        return {"uid": "fb-1", "email": "fire@example.com", "email_verified": True}

    app = create_app(replace(settings, identity=("firebase",)), clock, verify)
    headers = {"Authorization": "Bearer any", "Graceday-Country": "CN"}
    answers = at_once(*[lambda: app.test_client().get("/v1/me", headers=headers)] * 4)
    assert statuses(answers) == [200] * 4
    assert len({answer.json["id"] for answer in answers}) == 1
