"""A phone of a new provider's is registered over HTTP, and its push reaches that provider."""

from dataclasses import replace
from datetime import timedelta

from backend.actions.reminders import tick
from config.settings import Settings
from push.gateways.registry import build
from push.sender import Sender
from tests.api.conftest import Borrower
from tests.moved_clock import MovedClock


def test_a_push_reaches_it(alice: Borrower, clock: MovedClock, settings: Settings) -> None:
    alice.made("/v1/devices", {"provider": "pigeon", "token": "loft-7", "platform": "android"})
    alice.made("/v1/deadlines", {"title": "Rent", "due_on": "2026-11-26"})
    gateways = build(replace(settings, push_providers=("pigeon",)))
    assert tick.tick(now=clock.move(by=timedelta(days=2))).deliveries == 1
    assert Sender(gateways, clock).send_all() == 1
    [message] = gateways["pigeon"].basket  # type: ignore[attr-defined]
    assert (message.address, message.platform) == ("loft-7", "android")
    alice.sign_in()
    [notification] = alice.get("/v1/inbox").json["items"]
    [delivery] = notification["deliveries"]
    assert (delivery["provider"], delivery["state"]) == ("pigeon", "accepted")
