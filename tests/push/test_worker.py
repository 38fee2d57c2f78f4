"""The worker as a process of its own: it ticks and sends, drains when told to end, and explains itself."""

import signal
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from backend.actions.reminders import deadlines, devices
from backend.clock import system_clock
from backend.ids import new_id
from backend.store import heartbeats
from backend.store.people.borrowers import Borrower
from backend.store.reminders.deliveries import Delivery
from backend.store.reminders.notifications import Reminder
from tests.loopback.fcm_server import FcmServer
from tests.processes import Process

Start = Callable[..., Process]


@pytest.fixture
def start(database: object, database_url: str, tmp_path: Path) -> Iterator[Start]:
    """Starts `python -m push` on this test's database, with whatever options are given."""
    started: list[Process] = []

    def run(**options: str) -> Process:
        each = {"database_url": database_url, "tick_seconds": "1", "send_seconds": "1", **options}
        started.append(Process(tmp_path, "push", **each))
        return started[-1]

    yield run
    for process in started:
        process.end_now()


def someone_with_a_reminder_due(number: int, provider: str = "console") -> str:
    """A borrower without quiet hours whom the standard ladder should have told something by now."""
    made_at = system_clock() - timedelta(days=5)
    borrower = Borrower.create(
        id=new_id("bor", made_at),
        email=f"b{number}@example.com",
        zone="UTC",
        locale="en",
        country="CN",
        created_at=made_at,
        updated_at=made_at,
    )
    devices.register_device(
        borrower.id,
        provider=provider,
        token=f"phone-{number}",
        platform="console",
        app_version=None,
        locale=None,
        now=made_at,
    )
    deadlines.add_deadline(
        borrower.id,
        due_on=(made_at + timedelta(days=7)).date(),
        title="Rent",
        zone="UTC",
        country="CN",
        owed=True,
        now=made_at,
    )
    return str(borrower.id)


def accepted() -> int:
    return Delivery.select().where(Delivery.state == "accepted").count()  # type: ignore[no-any-return]


def test_it_ticks_sends_and_ends_when_told_to(start: Start) -> None:
    people = [someone_with_a_reminder_due(number) for number in range(3)]
    worker = start(push_providers="console")
    worker.wait_until(lambda: accepted() == 3)

    assert worker.told_to_end() == 0
    assert {row.borrower_id for row in Reminder.select()} == set(people)
    for row in Delivery.select():
        assert f"graceday://inbox/{row.notification_id}" in worker.said()  # as a phone would show it
    assert heartbeats.last("tick") is not None
    assert "worker.stopped" in worker.said()
    assert "job.failed" not in worker.said()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_batch_in_hand_is_sent_and_recorded_before_it_ends(
    start: Start, fcm: FcmServer, number: int
) -> None:
    for each in range(6):
        someone_with_a_reminder_due(each, "fcm")
    fcm.delay = 1.0
    worker = start(push_providers="fcm", fcm_url=fcm.url, batch_size="2")
    worker.wait_until(lambda: fcm.requests)

    assert worker.told_to_end(number) == 0
    rows = [(row.state, row.leased) for row in Delivery.select()]
    assert rows.count(("accepted", False)) == fcm.total() >= 2
    assert not any(leased for _, leased in rows)
    assert ("queued", False) in rows  # and nothing new was begun


def test_what_one_worker_leaves_the_next_one_sends(start: Start, fcm: FcmServer) -> None:
    for each in range(4):
        someone_with_a_reminder_due(each, "fcm")
    fcm.behaviour = "HANG"
    options = {"push_providers": "fcm", "fcm_url": fcm.url}
    killed = start(**options)
    killed.wait_until(lambda: fcm.requests == 4)
    killed.told_to_end(signal.SIGKILL)
    assert {(row.state, row.leased) for row in Delivery.select()} == {("queued", True)}
    Delivery.update(next_attempt_at=system_clock()).execute()  # the lease has ended

    fcm.behaviour = "success"
    start(**options).wait_until(lambda: accepted() == 4)
    assert fcm.total() == 4
    assert {row.attempts for row in Delivery.select()} == {2}


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"tick_seconds": "soon"}, "GRACEDAY_TICK_SECONDS"),
        ({"push_providers": "pigeon"}, "pigeon"),
        ({"push_providers": "email"}, "GRACEDAY_SMTP_HOST"),
        ({"push_providers": "fcm"}, "GRACEDAY_FCM_CREDENTIALS_FILE"),
        ({"push_providers": "fcm", "fcm_credentials_file": "nowhere.json"}, "nowhere.json"),
    ],
)
def test_a_set_up_that_cannot_work_is_refused_in_words(
    start: Start, options: dict[str, str], words: str
) -> None:
    worker = start(**options)

    assert worker.ends() == 2
    assert words in worker.said()
    assert "Traceback" not in worker.said()
