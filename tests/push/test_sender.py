"""What becomes of an outbox row for each way a provider can answer: through the sender, to loopback servers."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from backend.actions.credit.deadline_closing import acknowledge_deadline
from backend.actions.reminders import deliveries
from backend.actions.reminders.claimed_delivery import DeliveryResult
from backend.store.reminders.deliveries import Delivery
from backend.store.reminders.devices import Device
from backend.words.reminders.push_text import PushText, render
from push.gateways.protocol import Message, ProviderReceipt
from push.sender import Sender
from tests.databases import planned_without
from tests.loopback.fcm_server import FcmServer
from tests.push.outbox import (
    BEFORE,
    Worker,
    add_phone,
    due,
    errors,
    mails,
    person,
    pushes,
)

LEASE = timedelta(seconds=60)


def test_what_was_sent_is_recorded_once_word_for_word(worker: Worker, fcm: FcmServer) -> None:
    person("phone-1")
    worker.tick(BEFORE)

    assert (worker.send(), worker.send()) == (1, 0)

    [row] = pushes()
    [shown] = fcm.pushes("phone-1")
    assert (row.state, row.attempts, row.next_attempt_at) == ("accepted", 1, None)
    assert (row.provider_id, row.ended_at) == ("projects/graceday-test/messages/1", BEFORE)
    assert row.title
    assert shown["notification"] == {"title": row.title, "body": row.body}
    assert (shown["data"]["notification_id"], shown["data"]["delivery_id"]) == (row.notification_id, row.id)
    assert errors() == []


def test_a_push_names_no_sum_on_a_locked_screen_unless_its_owner_wants_it(
    worker: Worker, fcm: FcmServer
) -> None:
    discreet, frank = person("shy"), person("frank", email="frank@example.com")
    discreet.discreet, frank.discreet = True, False
    for each in (discreet, frank):
        each.save()
    worker.tick(BEFORE)
    worker.send()

    bodies = [fcm.pushes(token)[0]["notification"]["body"] for token in ("shy", "frank")]
    assert ["123.45" in body for body in bodies] == [False, True]


@pytest.mark.parametrize("reason", ["UNREGISTERED", "INVALID_TOKEN", "SENDER_ID_MISMATCH"])
def test_a_dead_token_is_buried_with_its_reason(worker: Worker, fcm: FcmServer, reason: str) -> None:
    person(f"{reason}-1")
    worker.without_mail()
    worker.tick(BEFORE)
    worker.send()

    phone = Device.get()
    assert (phone.state, phone.dead_reason, phone.died_at) == ("dead", reason, BEFORE)
    [row] = pushes()
    assert (row.state, row.error, row.next_attempt_at) == ("gone", reason, None)
    assert errors() == [reason]
    worker.work(days=1)
    assert fcm.requests == 1


def test_a_phone_that_registers_again_lives_again(worker: Worker, fcm: FcmServer) -> None:
    owner = person("UNREGISTERED-1")
    worker.tick(BEFORE)
    worker.send()
    add_phone(owner, "UNREGISTERED-1", "fcm")

    phone = Device.get()
    assert (phone.state, phone.dead_reason) == ("active", None)


def test_retry_after_is_waited_for(worker: Worker, fcm: FcmServer) -> None:
    person("phone-1")
    fcm.script.append("QUOTA_EXCEEDED")
    fcm.headers["Retry-After"] = "600"
    worker.tick(BEFORE)
    worker.send()

    at = worker.next_at()
    assert at is not None and timedelta(seconds=600) <= at - BEFORE < timedelta(seconds=620)
    worker.clock.move(to=at - timedelta(microseconds=1))
    assert worker.send() == 0
    worker.clock.move(to=at)
    assert worker.send() == 1
    assert fcm.requests == 2


@pytest.mark.parametrize(
    ("behaviour", "error"),
    [
        ("INTERNAL", "INTERNAL"),
        ("UNAVAILABLE", "UNAVAILABLE"),
        ("UNAVAILABLE_DELIVERED", "UNAVAILABLE"),
        ("BAD_GATEWAY", "HTTP_502"),
        ("CUT", "CONNECTION_LOST"),
        ("RESET", "CONNECTION_LOST"),
    ],
)
def test_what_passes_is_tried_again_later_and_recorded_once(
    worker: Worker, fcm: FcmServer, behaviour: str, error: str
) -> None:
    person("phone-1")
    fcm.script.extend([behaviour] * 2)
    worker.tick(BEFORE)
    worker.send()
    first_wait = worker.next_at()
    worker.work(hours=1)

    [row] = pushes()
    assert first_wait is not None and first_wait >= BEFORE + timedelta(seconds=10)
    assert (row.state, row.attempts, row.error) == ("accepted", 3, None)
    assert errors() == [error] * 2
    assert fcm.requests == 3
    tags = {shown["android"]["notification"]["tag"] for shown in fcm.pushes("phone-1")}
    assert tags == {row.notification_id}  # a second copy replaces the first on the screen
    assert mails() == []


def test_a_provider_that_never_answers_is_tried_again_later_and_recorded_once(
    worker: Worker, fcm: FcmServer
) -> None:
    person("phone-1")
    fcm.script.append("HANG")
    worker.wait_for_fcm(2)
    worker.tick(BEFORE)
    assert worker.send() == 0
    worker.wait_for_fcm(60)
    worker.work(hours=1)

    [row] = pushes()
    assert (row.state, row.attempts, row.error) == ("accepted", 2, None)
    assert (errors(), fcm.requests) == (["TIMEOUT"], 2)


def test_waits_grow_while_a_provider_fails(worker: Worker, fcm: FcmServer) -> None:
    person("phone-1")
    worker.without_mail()
    fcm.behaviour = "UNAVAILABLE"
    worker.tick(BEFORE)
    worker.work(hours=10)
    assert 20 <= fcm.requests <= 100  # about every quarter of an hour in the end

    fcm.behaviour = "success"
    worker.work(hours=1)
    assert [row.state for row in pushes()] == ["accepted"]


def test_what_is_our_own_fault_is_kept_until_it_is_mended(worker: Worker, fcm: FcmServer) -> None:
    person("phone-1")
    fcm.script.append("THIRD_PARTY_AUTH_ERROR")
    worker.tick(BEFORE)
    worker.send()

    [row] = pushes()
    assert (row.state, row.error, row.leased) == ("queued", "THIRD_PARTY_AUTH_ERROR", False)
    assert Device.get().state == "active"
    worker.work(minutes=5)
    assert [row.state for row in pushes()] == ["accepted"]


def test_a_message_that_will_never_be_taken_is_not_sent_again(worker: Worker, fcm: FcmServer) -> None:
    person("phone-1")
    worker.without_mail()
    fcm.script.append("INVALID_ARGUMENT")
    worker.tick(BEFORE)
    worker.work(days=1)

    assert [(row.state, row.error) for row in pushes()] == [("failed", "INVALID_ARGUMENT")]
    assert Device.get().state == "active"
    assert fcm.requests == 1


def test_a_push_past_its_expiry_is_not_sent(worker: Worker, fcm: FcmServer) -> None:
    person("phone-1")
    worker.without_mail()
    worker.tick(BEFORE)
    worker.clock.move(by=timedelta(days=7))
    worker.send()

    assert [row.state for row in pushes()] == ["lapsed"]
    assert fcm.requests == 0


def test_what_was_paid_is_withdrawn(worker: Worker, fcm: FcmServer) -> None:
    person("phone-1")
    worker.tick(BEFORE)
    acknowledge_deadline(due(), amount=None, paid_at=None, now=BEFORE)
    worker.work(days=1)

    assert [row.state for row in pushes()] == ["withdrawn"]
    assert (fcm.requests, mails()) == (0, [])


def test_in_quiet_hours_a_push_waits_and_is_not_tried(worker: Worker, fcm: FcmServer) -> None:
    person("phone-1")
    worker.tick(BEFORE)
    worker.clock.move(to=datetime(2026, 12, 9, 14, 0, tzinfo=UTC))  # ten in the evening
    worker.send()

    assert worker.next_at() == datetime(2026, 12, 10, 0, 0, tzinfo=UTC)
    assert fcm.requests == 0
    worker.work(hours=10)
    assert [row.state for row in pushes()] == ["accepted"]


def test_midnight_between_claim_and_send_costs_nothing(worker: Worker, fcm: FcmServer) -> None:
    owner = person("phone-1")
    owner.quiet_start = owner.quiet_end = None
    owner.save()
    worker.tick(BEFORE)
    midnight = datetime(2026, 12, 9, 16, 0, tzinfo=UTC)
    instants = iter([midnight - timedelta(microseconds=1)])
    sender = Sender(worker.gateways, lambda: next(instants, midnight))

    assert sender.send_due("fcm") == 1
    assert [(row.state, row.attempts) for row in pushes()] == [("accepted", 2)]
    assert errors() == []


def test_a_message_whose_words_cannot_be_made_waits_alone(
    worker: Worker, fcm: FcmServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    person("phone-1")
    other = person("phone-2", email="bob@example.com")
    other.locale = "zh-CN"
    other.save()
    worker.tick(BEFORE)
    # No row makes the words fail that we know of, so the fault is planted.
    with monkeypatch.context() as planted:
        planted.setattr("push.sender.render", _speechless_in_chinese)
        assert worker.send() == 1

    assert [len(fcm.pushes(token)) for token in ("phone-1", "phone-2")] == [1, 0]
    waiting = Delivery.get(Delivery.borrower_id == other.id)
    assert (waiting.state, waiting.error, waiting.leased) == ("queued", "WORDING", False)
    worker.work(hours=1)
    assert [row.state for row in pushes()] == ["accepted"] * 2


def _speechless_in_chinese(*arguments: Any, locale: str, **options: Any) -> PushText:
    if locale == "zh-CN":
        raise KeyError(locale)
    return render(*arguments, locale=locale, **options)


def _claim(worker: Worker) -> deliveries.ClaimedDelivery:
    [item] = deliveries.claim("fcm", now=worker.clock.now, lease=LEASE, limit=10)
    return item


@pytest.mark.parametrize("state", ["accepted", "retry", "failed", "withdrawn"])
def test_a_late_answer_of_an_expired_lease_changes_nothing(worker: Worker, state: str) -> None:
    person("phone-1")
    worker.tick(BEFORE)
    slow = _claim(worker)
    worker.clock.move(by=LEASE)
    assert worker.send() == 1  # another worker took it over
    before = Delivery.select().dicts().get()

    deliveries.record([DeliveryResult(slow, state, "LATE")], now=worker.clock.now, email=True)

    assert Delivery.select().dicts().get() == before
    assert mails() == []


def test_a_late_answer_does_not_touch_a_lease_that_another_worker_holds(worker: Worker) -> None:
    person("phone-1")
    worker.tick(BEFORE)
    slow = _claim(worker)
    worker.clock.move(by=LEASE)
    quick = _claim(worker)

    deliveries.record([DeliveryResult(slow, "accepted", None, "late")], now=worker.clock.now, email=True)
    assert [(row.state, row.leased) for row in pushes()] == [("queued", True)]
    deliveries.record([DeliveryResult(quick, "accepted", None, "quick")], now=worker.clock.now, email=True)
    assert [(row.state, row.provider_id) for row in pushes()] == [("accepted", "quick")]


def test_an_answer_counts_once(worker: Worker) -> None:
    person("phone-1")
    worker.tick(BEFORE)
    item = _claim(worker)
    for state in ("accepted", "failed"):
        deliveries.record([DeliveryResult(item, state)], now=worker.clock.now, email=True)

    assert [row.state for row in pushes()] == ["accepted"]
    assert mails() == []


def test_while_one_worker_sends_another_finds_nothing(worker: Worker) -> None:
    person("phone-1")
    worker.tick(BEFORE)
    _claim(worker)
    assert worker.send() == 0


def test_a_batch_at_a_time_goes_out_until_told_to_stop(worker: Worker, fcm: FcmServer) -> None:
    for number in range(5):
        person(f"phone-{number}", email=f"b{number}@example.com")
    worker.tick(BEFORE)
    asked: list[bool] = []

    def enough() -> bool:
        asked.append(True)
        return len(asked) > 2

    sender = Sender(worker.gateways, worker.clock, batch=2, should_stop=enough)
    # Whatever the database plans: PostgreSQL once leased more than a batch in a nested loop.
    with planned_without("hashjoin", "mergejoin", "hashagg", "sort", "material"):
        assert sender.send_due("fcm") == 4
    assert sorted(row.state for row in pushes()) == ["accepted"] * 4 + ["queued"]


class Breaking:
    """A provider that raises where it may not: the worker's job fails in the middle of a batch."""

    name = "fcm"

    def send(self, messages: Sequence[Message], *, now: datetime) -> list[ProviderReceipt]:
        raise RuntimeError("torn down")

    def close(self) -> None:
        """Nothing is held open."""


def test_a_batch_that_is_lost_on_the_way_comes_back_when_its_lease_ends(worker: Worker) -> None:
    person("phone-1")
    worker.tick(BEFORE)
    with pytest.raises(RuntimeError):
        Sender({"fcm": Breaking()}, worker.clock, lease=LEASE).send_all()

    worker.clock.move(by=LEASE - timedelta(microseconds=1))
    assert worker.send() == 0
    worker.clock.move(by=timedelta(microseconds=1))
    assert worker.send() == 1
    assert [(row.state, row.attempts) for row in pushes()] == [("accepted", 2)]
