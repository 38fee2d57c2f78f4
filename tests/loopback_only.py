"""Keeps the tests on this machine: a name lookup or a connection that would leave it fails the test."""

import ipaddress
import socket
import sys
from collections.abc import Sequence
from typing import Any


class LeftTheMachine(RuntimeError):
    """A test tried to reach another machine."""


def _is_local(host: object) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    if name in (None, "", "localhost"):
        return True
    try:
        address = ipaddress.ip_address(str(name).partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _watch(event: str, arguments: Sequence[Any]) -> None:
    """An audit hook (PEP 578): below socket, asyncio, urllib3 and aiohttp alike."""
    if event in ("socket.connect", "socket.sendto"):
        address = arguments[1]
        # An AF_UNIX address is a path, not a tuple: always of this machine.
        if isinstance(address, tuple) and not _is_local(address[0]):
            raise LeftTheMachine(f"a test connects to {address!r}; only loopback is allowed")
    elif event in ("socket.getaddrinfo", "socket.gethostbyname") and not _may_look_up(arguments[0]):
        raise LeftTheMachine(f"a test looks up {arguments[0]!r}; only loopback is allowed")


def _may_look_up(host: object) -> bool:
    # smtplib and aiosmtpd ask for the machine's own full name.
    return _is_local(host) or host == socket.gethostname()


def guard() -> None:
    """From here on, for the life of the process (an audit hook cannot be taken away)."""
    sys.addaudithook(_watch)
