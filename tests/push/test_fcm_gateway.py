"""What becomes of a push for each way FCM can answer, or not answer."""

import socket
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from push.gateways.fcm import FcmGateway
from push.gateways.protocol import Message, ProviderReceipt, SendOutcome
from tests.loopback.fcm_server import FcmServer
from tests.loopback.keys import server_tls
from tests.push.samples import NOW, push, pushes


def send_one(gateway: FcmGateway, message: Message) -> ProviderReceipt:
    [receipt] = gateway.send([message], now=NOW)
    return receipt


def test_an_accepted_push_reaches_the_phone_and_brings_back_its_name(
    fcm: FcmServer, gateway: FcmGateway
) -> None:
    receipt = send_one(gateway, push())

    assert receipt == ProviderReceipt("dlv_01", SendOutcome.ACCEPTED, "projects/graceday-test/messages/1")
    assert fcm.pushes("phone-1")[0]["notification"] == {
        "title": "还款提醒",
        "body": "明天有一笔还款到期。",
    }


@pytest.mark.parametrize(
    ("behaviour", "outcome", "error"),
    [
        ("UNREGISTERED", SendOutcome.GONE, "UNREGISTERED"),
        ("SENDER_ID_MISMATCH", SendOutcome.GONE, "SENDER_ID_MISMATCH"),
        ("INVALID_TOKEN", SendOutcome.GONE, "INVALID_TOKEN"),
        ("INVALID_TOKEN_PLAIN", SendOutcome.GONE, "INVALID_TOKEN"),
        ("INVALID_ARGUMENT", SendOutcome.REFUSED, "INVALID_ARGUMENT"),
        ("TOO_BIG", SendOutcome.REFUSED, "INVALID_ARGUMENT"),
        ("QUOTA_EXCEEDED", SendOutcome.RETRY, "QUOTA_EXCEEDED"),
        ("UNAVAILABLE", SendOutcome.RETRY, "UNAVAILABLE"),
        ("INTERNAL", SendOutcome.RETRY, "INTERNAL"),
        ("BAD_GATEWAY", SendOutcome.RETRY, "HTTP_502"),
        ("GATEWAY_TIMEOUT", SendOutcome.UNKNOWN, "DEADLINE_EXCEEDED"),
        ("CAPTIVE_PORTAL", SendOutcome.UNKNOWN, "BAD_RESPONSE"),
        ("THIRD_PARTY_AUTH_ERROR", SendOutcome.BLOCKED, "THIRD_PARTY_AUTH_ERROR"),
        ("PERMISSION_DENIED", SendOutcome.BLOCKED, "PERMISSION_DENIED"),
        ("UNAUTHENTICATED", SendOutcome.BLOCKED, "UNAUTHENTICATED"),
        ("NOT_FOUND", SendOutcome.BLOCKED, "NOT_FOUND"),
        ("CUT", SendOutcome.UNKNOWN, "CONNECTION_LOST"),
        ("RESET", SendOutcome.UNKNOWN, "CONNECTION_LOST"),
    ],
)
def test_each_answer_has_one_meaning_and_is_asked_for_once(
    fcm: FcmServer, gateway: FcmGateway, behaviour: str, outcome: SendOutcome, error: str
) -> None:
    receipt = send_one(gateway, push(address=f"{behaviour}-abc"))

    assert (receipt.outcome, receipt.error, receipt.provider_id) == (outcome, error, None)
    assert fcm.requests == 1


def test_a_phone_may_have_the_push_although_fcm_said_503(fcm: FcmServer, gateway: FcmGateway) -> None:
    address = "UNAVAILABLE_DELIVERED-abc"

    receipt = send_one(gateway, push(address=address))
    again = send_one(gateway, push(address=address))

    assert receipt.outcome is again.outcome is SendOutcome.RETRY
    tags = [each["android"]["notification"]["tag"] for each in fcm.pushes(address)]
    assert tags == ["ntf_01", "ntf_01"]  # so the second replaces the first on the screen


def test_the_token_is_not_carried_to_where_a_redirect_points(fcm: FcmServer, gateway: FcmGateway) -> None:
    fcm.headers["Location"] = f"{fcm.url}/elsewhere"

    receipt = send_one(gateway, push(address="MOVED-abc"))

    assert (receipt.outcome, receipt.error) == (SendOutcome.BLOCKED, "HTTP_302")
    assert fcm.requests == 1


def test_no_answer_in_time_is_unknown_and_costs_no_more_than_the_timeout(fcm: FcmServer) -> None:
    gateway = FcmGateway(url=fcm.url, timeout=2)

    receipts = gateway.send(pushes("HANG-1", "phone-2"), now=NOW)
    gateway.close()

    assert [each.outcome for each in receipts] == [SendOutcome.UNKNOWN, SendOutcome.ACCEPTED]
    assert receipts[0].error == "TIMEOUT"


@pytest.mark.parametrize(
    ("header", "wait"),
    [
        ("17", timedelta(seconds=17)),
        ("0", timedelta(0)),
        ("9" * 40, timedelta(hours=24)),
        ("Tue, 24 Nov 2026 03:02:00 GMT", timedelta(seconds=120)),
        ("Tue, 24 Nov 2026 02:00:00 GMT", timedelta(0)),
        ("Tue, 24 Nov 2026 03:02:00 -0000", timedelta(seconds=60)),  # a zone that says nothing
        ("soon", timedelta(seconds=60)),
        (None, timedelta(seconds=60)),
    ],
)
def test_retry_after_is_read_as_seconds_or_as_a_date(
    fcm: FcmServer, gateway: FcmGateway, header: str | None, wait: timedelta
) -> None:
    fcm.headers = {"Date": "Tue, 24 Nov 2026 03:00:00 GMT"}  # a clock two hours ahead of ours
    if header is not None:
        fcm.headers["Retry-After"] = header

    assert send_one(gateway, push(address="QUOTA_EXCEEDED-abc")).retry_after == wait


def test_an_unavailable_server_without_retry_after_leaves_the_wait_to_the_outbox(
    fcm: FcmServer, gateway: FcmGateway
) -> None:
    assert send_one(gateway, push(address="UNAVAILABLE-a")).retry_after is None
    fcm.headers["Retry-After"] = "5"
    assert send_one(gateway, push(address="UNAVAILABLE-a")).retry_after == timedelta(seconds=5)


def test_receipts_come_in_the_order_of_the_messages(fcm: FcmServer, gateway: FcmGateway) -> None:
    addresses = ["UNREGISTERED-1", "phone-1", "INTERNAL-1", "phone-2"] * 60

    receipts = gateway.send(pushes(*addresses), now=NOW)

    gone, accepted, retry = SendOutcome.GONE, SendOutcome.ACCEPTED, SendOutcome.RETRY
    assert [each.outcome for each in receipts] == [gone, accepted, retry, accepted] * 60
    assert [each.delivery_id for each in receipts] == [f"dlv_{place}" for place in range(240)]


def test_a_push_that_is_no_longer_true_is_not_sent(fcm: FcmServer, gateway: FcmGateway) -> None:
    late = push(expires_at=NOW)

    assert send_one(gateway, late) == ProviderReceipt("dlv_01", SendOutcome.REFUSED, error="EXPIRED")
    assert fcm.requests == 0


def test_a_broken_message_is_refused_and_its_neighbours_go_out(fcm: FcmServer, gateway: FcmGateway) -> None:
    broken = [push(data={"amount": 5}), push(address=""), push(data={"from": "me"})]

    receipts = gateway.send([*broken, push()], now=NOW)

    assert [each.error for each in receipts] == ["INVALID_ARGUMENT"] * 3 + [None]
    assert [each.outcome for each in receipts[:3]] == [SendOutcome.REFUSED] * 3
    assert fcm.total() == 1


def send_at_once(gateway: FcmGateway, *batches: list[Message]) -> list[ProviderReceipt]:
    """Each batch from a thread of its own."""
    receipts: list[ProviderReceipt] = []
    threads = [
        threading.Thread(target=lambda batch=batch: receipts.extend(gateway.send(batch, now=NOW)))
        for batch in batches
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return receipts


def test_threads_share_one_bound_and_its_connections(fcm: FcmServer) -> None:
    fcm.delay = 0.005
    gateway = FcmGateway(url=fcm.url, in_flight=7)

    send_at_once(gateway, pushes(*["phone"] * 40), pushes(*["phone"] * 40))
    gateway.close()

    assert fcm.total() == 80
    assert 2 <= fcm.busiest <= 7
    assert len(fcm.connections) <= 7


def test_waiting_for_one_s_turn_is_no_timeout(fcm: FcmServer) -> None:
    fcm.delay = 0.25
    gateway = FcmGateway(url=fcm.url, in_flight=1, timeout=2)

    receipts = send_at_once(gateway, *[pushes("phone")] * 9)
    gateway.close()

    assert [each.outcome for each in receipts] == [SendOutcome.ACCEPTED] * 9


def test_nobody_listening_means_try_later_and_is_known_at_once() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        gateway = FcmGateway(url=f"http://127.0.0.1:{unused.getsockname()[1]}")
        receipts = gateway.send(pushes(*["phone"] * 500), now=NOW)
        gateway.close()

    assert {(each.outcome, each.error) for each in receipts} == {(SendOutcome.RETRY, "UNREACHABLE")}


def test_a_certificate_that_is_not_trusted_blocks_under_its_own_name(tmp_path: Path) -> None:
    server_side, trusting = server_tls(tmp_path)
    with FcmServer(tls=server_side) as fcm:
        strict, lenient = FcmGateway(url=fcm.url), FcmGateway(url=fcm.url, tls=trusting)
        refused = send_one(strict, push())
        accepted = send_one(lenient, push())
        strict.close()
        lenient.close()

    assert (refused.outcome, refused.error) == (SendOutcome.BLOCKED, "TLS")
    assert accepted.outcome is SendOutcome.ACCEPTED
    assert fcm.requests == 1


def test_where_nobody_can_be_reached_the_rest_of_the_batch_does_not_try(tmp_path: Path) -> None:
    server_side, _ = server_tls(tmp_path)
    handshakes: list[str | None] = []
    server_side.sni_callback = lambda _socket, name, _context: handshakes.append(name)
    with FcmServer(tls=server_side) as fcm:
        gateway = FcmGateway(url=fcm.url, in_flight=2)
        receipts = gateway.send(pushes(*["phone"] * 50), now=NOW)
        gateway.close()

    assert {each.error for each in receipts} == {"TLS"}
    assert len(handshakes) <= 4


def test_a_closed_gateway_opens_again_for_the_next_send(fcm: FcmServer, gateway: FcmGateway) -> None:
    first = send_one(gateway, push())
    gateway.close()
    gateway.close()

    assert send_one(gateway, push())._replace(provider_id=first.provider_id) == first


def test_a_set_up_that_cannot_work_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="GRACEDAY_FCM_CREDENTIALS_FILE"):
        FcmGateway()
    with pytest.raises(ValueError, match="GRACEDAY_FCM_URL.*https"):
        FcmGateway(url="http://fcm.example")
    with pytest.raises(FileNotFoundError):
        FcmGateway(credentials_file=str(tmp_path / "missing.json"))


def test_closing_waits_for_what_is_in_flight(fcm: FcmServer, gateway: FcmGateway) -> None:
    fcm.delay = 0.2
    receipts: list[ProviderReceipt] = []
    sender = threading.Thread(target=lambda: receipts.extend(gateway.send(pushes("a", "b"), now=NOW)))

    sender.start()
    while not fcm.requests:
        sender.join(0.005)
    gateway.close()
    sender.join()

    assert [each.outcome for each in receipts] == [SendOutcome.ACCEPTED] * 2
