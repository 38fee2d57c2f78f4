"""Loopback servers of FCM and SMTP, one a test, and what sends to them."""

from collections.abc import Iterator

import pytest

from push.gateways.fcm import FcmGateway
from tests.loopback.fcm_server import FcmServer
from tests.loopback.smtp_server import SmtpServer
from tests.push.outbox import Worker


@pytest.fixture
def fcm() -> Iterator[FcmServer]:
    with FcmServer() as server:
        yield server


@pytest.fixture
def gateway(fcm: FcmServer) -> Iterator[FcmGateway]:
    made = FcmGateway(url=fcm.url, project_id="graceday-test", timeout=60)
    yield made
    made.close()


@pytest.fixture
def smtp() -> Iterator[SmtpServer]:
    with SmtpServer() as server:
        yield server


@pytest.fixture
def worker(database: object, fcm: FcmServer, smtp: SmtpServer) -> Iterator[Worker]:
    """On an empty database; its clock stands at MADE_AT. Whoever answers is waited for, however busy the machine is."""
    made = Worker(fcm, smtp, timeout=60)
    yield made
    made.close()
