"""One loopback FCM server a test, and the gateway that sends to it."""

from collections.abc import Iterator

import pytest

from push.gateways.fcm import FcmGateway
from tests.loopback.fcm_server import FcmServer


@pytest.fixture
def fcm() -> Iterator[FcmServer]:
    with FcmServer() as server:
        yield server


@pytest.fixture
def gateway(fcm: FcmServer) -> Iterator[FcmGateway]:
    made = FcmGateway(url=fcm.url, project_id="graceday-test", timeout=5.0)
    yield made
    made.close()
