"""One phone gets each notification once, whatever becomes of its token meanwhile."""

from datetime import timedelta
from typing import Any

import pytest

from backend.actions.reminders import deliveries, devices
from backend.actions.reminders.claimed_delivery import ClaimedDelivery, DeliveryResult
from backend.store.people.borrowers import Borrower
from backend.store.reminders.devices import Device
from push.gateways.null import NullGateway
from tests.actions.conftest import at_once
from tests.loopback.fcm_server import FcmServer
from tests.push.outbox import BEFORE, MADE_AT, Worker, errors, person, pushes

LEASE = timedelta(seconds=60)
PHONE = "installation-0001"


def add(owner: Borrower, token: str, installation: str | None = PHONE, provider: str = "fcm") -> Device:
    return devices.register_device(
        owner.id,
        provider=provider,
        token=token,
        platform="android",
        app_version=None,
        locale=None,
        installation_id=installation,
        now=MADE_AT,
    )


def claimed(worker: Worker, provider: str = "fcm") -> list[ClaimedDelivery]:
    return deliveries.claim(provider, now=worker.clock.now, lease=LEASE, limit=10)


def states() -> list[str]:
    return sorted(row.state for row in pushes())


def test_after_a_reinstall_one_push_comes_and_to_the_newer_token(worker: Worker, fcm: FcmServer) -> None:
    owner = person()
    first, second = add(owner, "old"), add(owner, "new")
    assert (first.id, Device.select().count()) == (second.id, 1)
    worker.tick(BEFORE)
    assert worker.send() == 1
    assert (len(fcm.pushes("new")), fcm.total()) == (1, 1)


def test_a_phone_that_says_its_old_token_first_and_then_its_new_one_gets_one_push(
    worker: Worker, fcm: FcmServer
) -> None:
    """firebase/firebase-ios-sdk #7387: after a reinstall the app is given the old token, and later the new one."""
    owner = person()
    for token in ("UNREGISTERED-old", "UNREGISTERED-old", "new"):
        add(owner, token)
    worker.tick(BEFORE)
    worker.work(hours=1)
    assert (len(fcm.pushes("new")), fcm.total(), states()) == (1, 1, ["accepted"])


def test_tokens_that_change_by_themselves_never_add_up(worker: Worker, fcm: FcmServer) -> None:
    """google/gcm #101, phonegap-build/PushPlugin #390: each token of before still works, and each was sent to."""
    owner = person()
    for number in range(5):
        add(owner, f"token-{number}")
    worker.tick(BEFORE)
    worker.work(hours=1)
    assert (len(fcm.pushes("token-4")), fcm.total()) == (1, 1)


def test_an_app_that_lost_its_installation_with_its_data_is_pushed_to_once(
    worker: Worker, fcm: FcmServer
) -> None:
    """firebase/quickstart-js #141: site data is cleared, so token and id are new, and the old token dies on its own."""
    owner = person()
    add(owner, "UNREGISTERED-old", "installation-0001")
    add(owner, "new", "installation-0002")
    worker.tick(BEFORE)
    worker.work(hours=1)
    assert (len(fcm.pushes("new")), fcm.total(), states()) == (1, 1, ["accepted", "gone"])
    assert {row.state for row in Device.select().where(Device.token == "new")} == {"active"}


def test_a_reinstalled_phone_that_was_dead_lives_again(worker: Worker, fcm: FcmServer) -> None:
    owner = person()
    add(owner, "UNREGISTERED-1")
    worker.tick(BEFORE)
    worker.send()
    assert Device.get().state == "dead"
    assert (add(owner, "new").state, Device.select().count()) == ("active", 1)


def test_without_an_installation_an_old_token_still_dies_by_itself(worker: Worker, fcm: FcmServer) -> None:
    owner = person()
    add(owner, "UNREGISTERED-1", None)
    add(owner, "new", None)
    worker.tick(BEFORE)
    worker.work(hours=1)
    assert {row.token: row.state for row in Device.select()} == {"UNREGISTERED-1": "dead", "new": "active"}
    assert (len(fcm.pushes("new")), fcm.total()) == (1, 1)


def test_what_waits_for_the_old_token_goes_to_the_new_one_once(worker: Worker, fcm: FcmServer) -> None:
    owner = person()
    add(owner, "old")
    fcm.script.append("UNAVAILABLE")
    worker.tick(BEFORE)
    worker.send()
    add(owner, "new")
    worker.work(hours=1)
    assert states() == ["accepted"]
    assert (len(fcm.pushes("new")), fcm.total()) == (1, 1)


@pytest.mark.parametrize(("state", "sent"), [("accepted", 0), ("gone", 1), ("retry", 1)])
def test_what_is_being_sent_to_the_old_token_meanwhile_reaches_the_phone_once(
    worker: Worker, fcm: FcmServer, state: str, sent: int
) -> None:
    owner = person()
    add(owner, "old")
    worker.tick(BEFORE)
    [item] = claimed(worker)
    add(owner, "new")
    error = None if state == "accepted" else "UNREGISTERED"
    result = DeliveryResult(item, state, error, retry_at=worker.clock.now)
    deliveries.record([result], now=worker.clock.now, email=True)
    worker.work(hours=1)
    assert states() == ["accepted"]
    assert len(fcm.pushes("new")) == fcm.total() == sent
    assert Device.get().state == "active", "the word was about the old token"
    assert errors() == ([] if error is None else [error])


def test_another_push_service_takes_over_what_waits_for_the_first(worker: Worker, fcm: FcmServer) -> None:
    owner = person()
    add(owner, "old")
    worker.gateways["null"] = NullGateway()
    fcm.script.append("UNAVAILABLE")
    worker.tick(BEFORE)
    worker.send()
    add(owner, "other", provider="null")
    worker.work(hours=1)
    assert [(row.state, row.provider) for row in pushes()] == [("accepted", "null")]
    assert fcm.total() == 0


def test_a_token_is_never_given_to_a_service_that_it_is_not_of(worker: Worker) -> None:
    owner = person()
    add(owner, "old")
    worker.tick(BEFORE)
    [row] = pushes()
    add(owner, "other", provider="null")
    # As if the delivery had been claimed in the instant before: its row still says fcm.
    row.provider = "fcm"
    row.save()
    [item] = claimed(worker)
    assert (item.verdict, item.address) == ("wait", "")


@pytest.mark.parametrize("leased", [None, "old", "new"])
def test_two_devices_that_turn_out_to_be_one_phone_get_one_push(
    worker: Worker, fcm: FcmServer, leased: str | None
) -> None:
    """The app of before had no id: the same phone is registered twice, and then says so."""
    owner = person()
    by_name, by_token = add(owner, "old"), add(owner, "new", None)
    worker.tick(BEFORE)
    assert len(pushes()) == 2
    held: Any = {"old": by_name.id, "new": by_token.id}.get(leased or "")
    items = [item for item in claimed(worker) if item.device_id == held] if held else []
    rest = [row for row in pushes() if row.device_id != held]
    for row in rest:  # only one of the two is in a worker's hand
        row.leased, row.next_attempt_at, row.attempts = False, BEFORE, 0
        row.save()
    kept = add(owner, "new", PHONE)
    assert (kept.id, Device.select().count()) == (by_name.id, 1)
    deliveries.record([DeliveryResult(item, "accepted") for item in items], now=BEFORE, email=True)
    worker.work(hours=1)
    assert states() == ["accepted", "superseded"]
    assert fcm.total() == (0 if held else 1)
    assert len(fcm.pushes("old")) == 0


def test_what_one_of_them_has_had_does_not_come_again(worker: Worker, fcm: FcmServer) -> None:
    owner = person()
    add(owner, "UNAVAILABLE-old")
    add(owner, "new", None)
    worker.tick(BEFORE)
    worker.send()
    assert states() == ["accepted", "queued"]
    add(owner, "new", PHONE)
    worker.work(hours=10)
    assert states() == ["accepted", "superseded"]
    assert fcm.total() == len(fcm.pushes("new")) == 1


def test_a_phone_handed_over_gets_nothing_of_its_former_owner(worker: Worker, fcm: FcmServer) -> None:
    former, newer = person(), person(email="bob@example.com")
    add(former, "old")
    worker.without_mail()
    worker.tick(BEFORE)
    device = add(newer, "new")
    worker.work(hours=1)
    assert [row.id for row in Device.select()] == [device.id]
    assert states() == ["gone"]
    assert fcm.total() == 0


def test_a_phone_handed_over_by_its_token_is_still_known_by_its_installation(worker: Worker) -> None:
    former, newer = person(), person(email="bob@example.com")
    add(former, "same")
    assert add(newer, "same", None).installation_id == PHONE
    add(newer, "newest")
    assert [(row.borrower_id, row.token) for row in Device.select()] == [(newer.id, "newest")]


@pytest.mark.parametrize("number", range(4))
def test_a_dead_token_recorded_while_its_phone_registers_never_waits_in_a_circle(
    worker: Worker, fcm: FcmServer, number: int
) -> None:
    """The worker holds the delivery's end, the request the device: both take the device first."""
    owner = person()
    add(owner, "old")
    worker.without_mail()
    worker.tick(BEFORE)
    [item] = claimed(worker)

    def record() -> str:
        deliveries.record([DeliveryResult(item, "gone", "UNREGISTERED")], now=BEFORE, email=True)
        return "recorded"

    calls: list[Any] = [record, lambda: add(owner, "new").id]
    at_once(*calls[:: -1 if number % 2 else 1])
    worker.work(hours=1)
    device = Device.get()
    assert (device.token, device.state) == ("new", "active")
    # Recorded first, nobody knew of a new token; registered first, the push goes to it.
    assert states() in (["gone"], ["accepted"])
    assert len(fcm.pushes("new")) == fcm.total() == (states() == ["accepted"])
