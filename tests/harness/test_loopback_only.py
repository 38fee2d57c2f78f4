"""The tests' own guard: nothing leaves this machine."""

import asyncio
import socket

import pytest

from tests.loopback_only import LeftTheMachine

# RFC 5737: addresses for documentation, which no machine has.
ELSEWHERE = "192.0.2.1"


def test_a_connection_elsewhere_is_stopped_before_it_is_made() -> None:
    with socket.socket() as attempt, pytest.raises(LeftTheMachine, match=ELSEWHERE):
        attempt.connect((ELSEWHERE, 80))


def test_a_datagram_elsewhere_is_stopped() -> None:
    with socket.socket(type=socket.SOCK_DGRAM) as attempt, pytest.raises(LeftTheMachine):
        attempt.sendto(b"", (ELSEWHERE, 9))


def test_asyncio_is_stopped_too() -> None:
    with pytest.raises(LeftTheMachine):
        asyncio.run(asyncio.open_connection(ELSEWHERE, 80))


def test_another_name_is_not_looked_up() -> None:
    with pytest.raises(LeftTheMachine, match=r"example\.invalid"):
        socket.getaddrinfo("example.invalid", 80)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.10", "localhost"])
def test_loopback_stays_open(host: str) -> None:
    with socket.create_server(("0.0.0.0", 0)) as server, socket.socket() as caller:
        caller.connect((host, server.getsockname()[1]))
