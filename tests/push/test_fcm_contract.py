"""Holds our transport to firebase-admin's own client, so that an upgrade which moves the port is noticed.

Only here and in benchmarks/fcm.py are private names of firebase-admin touched: to point its client at
the loopback server, and to read its table of error codes.
"""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import firebase_admin
import pytest
import requests.adapters
from firebase_admin import credentials, exceptions, messaging

from push.gateways.fcm import GOOGLE, FcmGateway
from push.gateways.fcm_errors import OUTCOME_OF_CODE
from tests.loopback.fcm_server import FcmServer
from tests.loopback.oauth import service_account_file
from tests.push.samples import NOW, push


@pytest.fixture
def google() -> Iterator[FcmServer]:
    with FcmServer(oauth=True) as server:
        yield server


@pytest.fixture
def account(google: FcmServer, tmp_path: Path) -> str:
    return service_account_file(tmp_path / "account.json", f"{google.url}/token")


@pytest.fixture
def app(google: FcmServer, account: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """firebase-admin's app, its messaging client pointed at the loopback server, its retries off."""
    service = messaging._MessagingService
    monkeypatch.setattr(service, "FCM_URL", google.url + "/v1/projects/{0}/messages:send")
    made = firebase_admin.initialize_app(credentials.Certificate(account), name="contract")
    session = messaging._get_messaging_service(made)._client.session
    session.mount("http://", requests.adapters.HTTPAdapter(max_retries=0))
    yield made
    session.close()
    firebase_admin.delete_app(made)


def a_message(token: str) -> Any:
    message = messaging.Message(
        notification=messaging.Notification(title="还款提醒", body="明天到期"),
        data={"link": "graceday://inbox/ntf_01"},
        android=messaging.AndroidConfig(priority="high", ttl=timedelta(seconds=90)),
    )
    message.token = token
    return message


def test_the_text_of_a_message_is_the_json_that_firebase_admin_posts(google: FcmServer, app: Any) -> None:
    message = a_message("phone-1")

    messaging.send(message, app=app)

    assert google.pushes("phone-1") == [json.loads(str(message))]


@pytest.mark.parametrize(
    ("behaviour", "raised", "error"),
    [
        ("UNREGISTERED", messaging.UnregisteredError, "UNREGISTERED"),
        ("SENDER_ID_MISMATCH", messaging.SenderIdMismatchError, "SENDER_ID_MISMATCH"),
        ("QUOTA_EXCEEDED", messaging.QuotaExceededError, "QUOTA_EXCEEDED"),
        ("THIRD_PARTY_AUTH_ERROR", messaging.ThirdPartyAuthError, "THIRD_PARTY_AUTH_ERROR"),
        ("INVALID_ARGUMENT", exceptions.InvalidArgumentError, "INVALID_ARGUMENT"),
        ("UNAVAILABLE", exceptions.UnavailableError, "UNAVAILABLE"),
        ("INTERNAL", exceptions.InternalError, "INTERNAL"),
        ("PERMISSION_DENIED", exceptions.PermissionDeniedError, "PERMISSION_DENIED"),
        ("NOT_FOUND", exceptions.NotFoundError, "NOT_FOUND"),
        ("UNAUTHENTICATED", exceptions.UnauthenticatedError, "UNAUTHENTICATED"),
    ],
)
def test_firebase_admin_reads_the_same_answer_as_we_do(
    google: FcmServer, app: Any, account: str, behaviour: str, raised: type[Exception], error: str
) -> None:
    gateway = FcmGateway(credentials_file=account, url=google.url)

    with pytest.raises(exceptions.FirebaseError) as caught:
        messaging.send(a_message(f"{behaviour}-abc"), app=app)
    [receipt] = gateway.send([push(address=f"{behaviour}-abc")], now=NOW)
    gateway.close()

    assert type(caught.value) is raised
    assert receipt.error == error


def test_every_code_that_firebase_admin_knows_has_a_meaning_here() -> None:
    assert set(messaging._MessagingService.FCM_ERROR_TYPES) <= set(OUTCOME_OF_CODE)


def test_our_address_and_headers_are_those_of_firebase_admin(
    google: FcmServer, app: Any, account: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    gateway = FcmGateway(credentials_file=account, url=google.url)
    messaging.send(a_message("phone-1"), app=app)
    theirs = google.last_headers
    gateway.send([push()], now=NOW)
    gateway.close()

    monkeypatch.undo()
    assert messaging._MessagingService.FCM_URL == GOOGLE + "/v1/projects/{0}/messages:send"
    for name in ("X-GOOG-API-FORMAT-VERSION", "X-FIREBASE-CLIENT"):
        assert google.last_headers[name] == theirs[name]
