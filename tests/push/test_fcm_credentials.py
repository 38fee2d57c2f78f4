"""A service account's file against a token endpoint that checks its signature, as Google's does."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from push.gateways.fcm import FcmGateway
from push.gateways.protocol import ProviderReceipt, SendOutcome
from tests.loopback.fcm_server import FcmServer
from tests.loopback.oauth import TokenEndpoint, service_account_file
from tests.push.samples import NOW, push, pushes


@pytest.fixture
def google() -> Iterator[FcmServer]:
    """An FCM server that takes only the tokens of its own token endpoint."""
    with FcmServer(oauth=True) as server:
        yield server


@pytest.fixture
def account(google: FcmServer, tmp_path: Path) -> Iterator[FcmGateway]:
    path = service_account_file(tmp_path / "account.json", f"{google.url}/token")
    made = FcmGateway(credentials_file=path, url=google.url, timeout=5.0)
    yield made
    made.close()


@pytest.fixture
def send(account: FcmGateway) -> Callable[[], ProviderReceipt]:
    return lambda: account.send([push()], now=NOW)[0]


def endpoint(google: FcmServer) -> TokenEndpoint:
    assert google.oauth is not None
    return google.oauth


def test_one_token_serves_a_whole_batch_and_the_file_names_the_project(
    google: FcmServer, account: FcmGateway
) -> None:
    receipts = account.send(pushes(*["phone"] * 50), now=NOW)

    assert {each.outcome for each in receipts} == {SendOutcome.ACCEPTED}
    assert str(receipts[0].provider_id).startswith("projects/graceday-test/")
    assert len(endpoint(google).issued) == 1


def test_a_stale_token_is_renewed_beside_the_sends(google: FcmServer, account: FcmGateway) -> None:
    endpoint(google).lifetime = 120  # google-auth calls the last 225 seconds stale
    [first] = account.send([push()], now=NOW)
    endpoint(google).slow = 0.5  # far longer than a send

    receipts = account.send(pushes(*["phone"] * 20), now=NOW)
    before = len(endpoint(google).issued)
    account.close()  # waits for the renewal

    assert {each.outcome for each in [first, *receipts]} == {SendOutcome.ACCEPTED}
    assert (before, len(endpoint(google).issued)) == (1, 2)


def test_an_ended_token_is_renewed_before_the_send(
    google: FcmServer, send: Callable[[], ProviderReceipt]
) -> None:
    endpoint(google).lifetime = 0

    assert [send().outcome, send().outcome] == [SendOutcome.ACCEPTED] * 2
    assert len(endpoint(google).issued) == 2


def test_a_revoked_token_blocks_once_and_is_replaced_for_the_next_send(
    google: FcmServer, send: Callable[[], ProviderReceipt]
) -> None:
    send()
    endpoint(google).revoked.update(endpoint(google).issued)

    blocked, healed = send(), send()

    assert (blocked.outcome, blocked.error) == (SendOutcome.BLOCKED, "UNAUTHENTICATED")
    assert healed.outcome is SendOutcome.ACCEPTED


def test_a_phone_maker_s_key_that_is_refused_costs_no_new_token(
    google: FcmServer, account: FcmGateway
) -> None:
    receipts = account.send(pushes(*["THIRD_PARTY_AUTH_ERROR-1", "phone"] * 5), now=NOW)

    assert [each.outcome for each in receipts] == [SendOutcome.BLOCKED, SendOutcome.ACCEPTED] * 5
    account.send([push()], now=NOW)
    assert len(endpoint(google).issued) == 1


def test_an_account_that_google_does_not_know_blocks_the_batch_with_one_question(
    google: FcmServer, account: FcmGateway
) -> None:
    endpoint(google).status = 400

    receipts = account.send(pushes(*["phone"] * 300), now=NOW)
    receipts += account.send(pushes("phone"), now=NOW)

    assert {(each.outcome, each.error) for each in receipts} == {(SendOutcome.BLOCKED, "CREDENTIALS")}
    assert (google.requests, endpoint(google).requests) == (0, 1)


def test_an_unreachable_token_endpoint_means_try_later(google: FcmServer, tmp_path: Path) -> None:
    path = service_account_file(tmp_path / "nobody.json", "http://127.0.0.1:9/token")
    gateway = FcmGateway(credentials_file=path, url=google.url, timeout=1.0)

    [receipt] = gateway.send([push()], now=NOW)
    gateway.close()

    assert (receipt.outcome, receipt.error) == (SendOutcome.RETRY, "UNREACHABLE")


def test_the_proxy_of_the_environment_is_used(
    google: FcmServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", google.url)  # a proxy that tunnels nothing
    path = service_account_file(tmp_path / "account.json", f"{google.url}/token")
    gateway = FcmGateway(credentials_file=path, url="https://fcm.invalid")

    [receipt] = gateway.send([push()], now=NOW)
    gateway.close()

    assert (receipt.outcome, receipt.error) == (SendOutcome.RETRY, "UNREACHABLE")
    assert google.requests == 1
