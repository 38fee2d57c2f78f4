"""E-mail against a real SMTP server."""

import socket
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from push.gateways.email import EmailGateway
from push.gateways.email_message import Mail, compose
from push.gateways.protocol import Message, ProviderReceipt, SendOutcome
from push.gateways.smtp_connection import Login
from tests.loopback.keys import server_tls
from tests.loopback.smtp_server import SmtpServer
from tests.push.samples import NOW, push, pushes

SENDER = "Graceday <notice@graceday.example>"


@pytest.fixture
def server() -> Iterator[SmtpServer]:
    with SmtpServer() as running:
        yield running


def gateway_to(server: SmtpServer, **options: Any) -> EmailGateway:
    settings: dict[str, Any] = {"security": "none", "sender": SENDER, "timeout": 5.0, **options}
    return EmailGateway(host="localhost", port=server.port, **settings)


def mail(**changes: Any) -> Message:
    return push(**{"address": "alice@example.com", "platform": "email", **changes})


def test_a_mail_carries_the_push_in_chinese(server: SmtpServer) -> None:
    [receipt] = gateway_to(server).send([mail()], now=NOW)

    [got] = server.mails
    assert receipt == ProviderReceipt("dlv_01", SendOutcome.ACCEPTED, "<dlv_01@graceday.example>")
    assert (got["Subject"], got["To"], got["From"]) == ("还款提醒", "alice@example.com", SENDER)
    assert got.get_content().splitlines() == ["明天有一笔还款到期。", "", "graceday://inbox/ntf_01"]
    assert server.raw[0].isascii()


def test_its_headers_say_that_a_machine_wrote_it_and_when(server: SmtpServer) -> None:
    quiet = "https://graceday.example/quiet"
    gateway_to(server).send([mail(unsubscribe=quiet, unsubscribe_text="Enough?")], now=NOW)

    [got] = server.mails
    assert got["Date"].datetime == NOW
    assert got["Auto-Submitted"] == "auto-generated"
    assert got["Content-Language"] == "zh-CN"
    assert got["List-Unsubscribe"] == f"<{quiet}>"
    assert got["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert got.get_content().splitlines()[-2:] == ["Enough?", quiet]


def test_one_click_is_offered_over_https_only_and_only_where_there_is_something_to_stop(
    server: SmtpServer,
) -> None:
    gateway_to(server).send([mail(unsubscribe="http://127.0.0.1:8000/quiet"), mail()], now=NOW)

    plain, neither = server.mails
    assert (plain["List-Unsubscribe"], plain["List-Unsubscribe-Post"]) == (
        "<http://127.0.0.1:8000/quiet>",
        None,
    )
    assert (neither["List-Unsubscribe"], neither["List-Unsubscribe-Post"]) == (None, None)


def test_the_same_delivery_keeps_its_message_id(server: SmtpServer) -> None:
    gateway = gateway_to(server)
    gateway.send([mail()], now=NOW)
    gateway.send([mail(), mail(delivery_id="dlv_02")], now=NOW + timedelta(hours=1))

    first, again, other = [each["Message-ID"] for each in server.mails]
    assert first == again != other


@pytest.mark.parametrize(
    ("mailbox", "outcome", "error"),
    [
        ("gone-1", SendOutcome.GONE, "SMTP_550_5.1.1"),
        ("gone.plain-1", SendOutcome.GONE, "SMTP_550"),
        ("disabled-1", SendOutcome.GONE, "SMTP_550_5.2.1"),
        ("full-1", SendOutcome.RETRY, "SMTP_452_4.2.2"),
        ("full.hard-1", SendOutcome.REFUSED, "SMTP_552_5.2.2"),
        ("greylisted-1", SendOutcome.RETRY, "SMTP_451_4.7.1"),
        ("policy-1", SendOutcome.BLOCKED, "SMTP_550_5.7.1"),
        ("odd-1", SendOutcome.REFUSED, "SMTP_554"),
        ("mislabelled-1", SendOutcome.GONE, "SMTP_550"),
        ("data.later-1", SendOutcome.RETRY, "SMTP_451_4.3.0"),
        ("data.spam-1", SendOutcome.BLOCKED, "SMTP_554_5.7.1"),
        ("data.big-1", SendOutcome.REFUSED, "SMTP_552_5.3.4"),
        ("cut-1", SendOutcome.RETRY, "CONNECTION_LOST"),
        ("data.cut-1", SendOutcome.UNKNOWN, "CONNECTION_LOST"),
    ],
)
def test_each_reply_has_one_meaning_and_the_next_mail_goes_out(
    server: SmtpServer, mailbox: str, outcome: SendOutcome, error: str
) -> None:
    refused, sent = gateway_to(server).send(pushes(f"{mailbox}@example.com", "bob@example.com"), now=NOW)

    assert (refused.outcome, refused.error) == (outcome, error)
    assert sent.outcome is SendOutcome.ACCEPTED
    assert server.mails[-1]["To"] == "bob@example.com"


def test_a_batch_shares_one_connection(server: SmtpServer) -> None:
    addresses = [f"user{number}@example.com" for number in range(20)]

    receipts = gateway_to(server).send(pushes(*addresses), now=NOW)

    assert {each.outcome for each in receipts} == {SendOutcome.ACCEPTED}
    assert [each["To"] for each in server.mails] == addresses
    assert server.connections == 1


def test_a_server_that_hangs_up_again_and_again_is_left_alone(server: SmtpServer) -> None:
    receipts = gateway_to(server).send(pushes(*["cut-1@example.com"] * 30), now=NOW)

    assert {each.outcome for each in receipts} == {SendOutcome.RETRY}
    assert server.connections == 2


@pytest.mark.parametrize(
    ("reply", "outcome", "error"),
    [
        ("553 5.7.1 Not your address", SendOutcome.BLOCKED, "SMTP_553_5.7.1"),
        ("421 4.3.2 Shutting down", SendOutcome.RETRY, "SMTP_421_4.3.2"),
    ],
)
def test_a_sender_that_is_not_taken_is_no_fault_of_the_mailbox(
    server: SmtpServer, reply: str, outcome: SendOutcome, error: str
) -> None:
    server.sender_reply = reply
    [receipt] = gateway_to(server).send([mail()], now=NOW)
    assert (receipt.outcome, receipt.error) == (outcome, error)


@pytest.mark.parametrize(
    ("address", "outcome", "error"),
    [
        ("nobody", SendOutcome.GONE, "INVALID_ADDRESS"),
        ("@example.com", SendOutcome.GONE, "INVALID_ADDRESS"),
        ("a@b@", SendOutcome.GONE, "INVALID_ADDRESS"),
        ("a b@example.com", SendOutcome.GONE, "INVALID_ADDRESS"),
        ("a@example.com\r\nBcc: eve@example.com", SendOutcome.GONE, "INVALID_ADDRESS"),
        ("a@" + "d" * 70 + ".com", SendOutcome.GONE, "INVALID_ADDRESS"),
        ("李@example.com", SendOutcome.REFUSED, "SMTPUTF8"),
    ],
)
def test_what_is_no_address_is_never_offered_to_the_server(
    server: SmtpServer, address: str, outcome: SendOutcome, error: str
) -> None:
    [receipt] = gateway_to(server).send([mail(address=address)], now=NOW)
    assert (receipt.outcome, receipt.error) == (outcome, error)
    assert server.connections == 0


def test_an_international_domain_is_written_in_ascii(server: SmtpServer) -> None:
    gateway_to(server).send([mail(address="alice@例子.中国")], now=NOW)
    assert server.mails[0]["To"] == "alice@xn--fsqu00a.xn--fiqs8s"


def test_a_mail_that_is_no_longer_true_is_not_sent(server: SmtpServer) -> None:
    [receipt] = gateway_to(server).send([mail(expires_at=NOW)], now=NOW)
    assert receipt == ProviderReceipt("dlv_01", SendOutcome.REFUSED, error="EXPIRED")
    assert server.connections == 0


nasty = st.text(st.characters(exclude_categories=()) | st.sampled_from("\r\n\x00\u2028:\ud800"), max_size=300)


@given(title=nasty, body=nasty, delivery_id=nasty)
def test_no_text_can_add_a_header(title: str, body: str, delivery_id: str) -> None:
    message = mail(title=title, body=body, delivery_id=delivery_id)
    made = compose(message, sender=Mail.sender(SENDER), now=NOW)
    head = made.content.partition(b"\r\n\r\n")[0]

    names = [line.partition(b":")[0] for line in head.split(b"\r\n") if line[:1] not in (b" ", b"\t")]
    assert sorted(names) == sorted(
        b"From To Subject Date Message-ID Auto-Submitted X-Auto-Response-Suppress Content-Language "
        b"Content-Type Content-Transfer-Encoding MIME-Version".split()
    )


@pytest.mark.parametrize("implicit", [False, True])
def test_tls_is_used_and_its_certificate_checked(tmp_path: Path, implicit: bool) -> None:
    server_side, trusting = server_tls(tmp_path)
    options: dict[str, Any] = {"security": "tls"}
    if not implicit:
        options = {"security": "starttls", "login": Login("app", "secret")}
    with SmtpServer(
        tls=server_side, implicit=implicit, users=None if implicit else {"app": "secret"}
    ) as server:
        [refused] = gateway_to(server, **options).send([mail()], now=NOW)
        [accepted] = gateway_to(server, **options, tls=trusting).send([mail()], now=NOW)

    assert (refused.outcome, refused.error) == (SendOutcome.BLOCKED, "TLS")
    assert accepted.outcome is SendOutcome.ACCEPTED


def test_a_wrong_password_blocks_the_batch(tmp_path: Path) -> None:
    server_side, trusting = server_tls(tmp_path)
    with SmtpServer(tls=server_side, users={"app": "secret"}) as server:
        gateway = gateway_to(server, security="starttls", tls=trusting, login=Login("app", "wrong"))
        receipts = gateway.send(pushes("a@example.com", "b@example.com"), now=NOW)

    assert [(each.outcome, each.error) for each in receipts] == [(SendOutcome.BLOCKED, "SMTP_AUTH")] * 2
    assert (server.mails, server.connections) == ([], 2)  # EHLO before and after STARTTLS, once


def test_a_server_without_starttls_never_gets_the_mail_in_clear(server: SmtpServer) -> None:
    [receipt] = gateway_to(server, security="starttls").send([mail()], now=NOW)
    assert (receipt.outcome, receipt.error) == (SendOutcome.BLOCKED, "SMTP_NOT_SUPPORTED")
    assert server.mails == []


def test_nobody_listening_means_try_later() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        gateway = EmailGateway(host="127.0.0.1", port=unused.getsockname()[1], sender=SENDER, security="none")
        receipts = gateway.send(pushes("a@example.com", "b@example.com"), now=NOW)
    gateway.close()
    assert [(each.outcome, each.error) for each in receipts] == [(SendOutcome.RETRY, "UNREACHABLE")] * 2


def test_a_server_that_never_greets_costs_one_timeout_a_batch() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        gateway = EmailGateway(
            host="127.0.0.1", port=silent.getsockname()[1], sender=SENDER, security="none", timeout=0.2
        )
        receipts = gateway.send(pushes(*["a@example.com"] * 50), now=NOW)
    assert {(each.outcome, each.error) for each in receipts} == {(SendOutcome.RETRY, "UNREACHABLE")}


def test_threads_may_share_a_gateway(server: SmtpServer) -> None:
    gateway = gateway_to(server)
    threads = [
        threading.Thread(target=gateway.send, args=(pushes(*["a@example.com"] * 5),), kwargs={"now": NOW})
        for _ in range(4)
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(server.mails) == 20


@pytest.mark.parametrize(
    ("option", "value", "named"),
    [("security", "ssl", "GRACEDAY_SMTP_SECURITY"), ("sender", "Graceday", "GRACEDAY_SMTP_SENDER")],
)
def test_a_set_up_that_cannot_work_is_refused_in_words(
    server: SmtpServer, option: str, value: str, named: str
) -> None:
    with pytest.raises(ValueError, match=named):
        gateway_to(server, **{option: value})


def test_a_password_is_not_shown() -> None:
    assert "secret" not in repr(Login("app", "secret"))
