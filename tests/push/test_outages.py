"""The database goes away, or the clock is put back, between a push that was sent and its record."""

from datetime import timedelta

import pytest

from backend.actions.reminders import clock_put_back
from backend.store import heartbeats
from backend.store.database import database, execute, is_sqlite
from backend.store.faults import STORE_ERRORS
from backend.store.reminders.deliveries import Delivery
from tests.loopback.fcm_server import FcmServer
from tests.push.outbox import BEFORE, Worker, person, pushes

LEASE = timedelta(seconds=60)


class Away:
    """No row of the outbox can be written, as of a database that is in trouble; over with the block."""

    def __enter__(self) -> None:
        if is_sqlite():
            execute(
                "CREATE TRIGGER away BEFORE UPDATE OF state ON delivery BEGIN SELECT RAISE(ABORT, 'away'); END"
            )
        else:
            execute(
                "CREATE FUNCTION away() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN RAISE EXCEPTION 'away' USING ERRCODE = '57P01'; END $$"
            )
            execute(
                "CREATE TRIGGER away BEFORE UPDATE OF state ON delivery FOR EACH ROW EXECUTE FUNCTION away()"
            )

    def __exit__(self, *_: object) -> None:
        execute("DROP TRIGGER away" if is_sqlite() else "DROP FUNCTION away CASCADE")


def test_what_was_sent_while_the_database_went_away_is_recorded_and_not_sent_again(
    worker: Worker, fcm: FcmServer
) -> None:
    person("phone-1")
    worker.tick(BEFORE)
    with Away():
        for _ in range(2):  # nothing else is sent before it is written down
            with pytest.raises(STORE_ERRORS):
                worker.sender.send_due("fcm")
    assert (fcm.total(), [row.state for row in pushes()]) == (1, ["queued"])

    worker.clock.move(by=LEASE * 2)
    worker.send()
    assert (fcm.total(), [row.state for row in pushes()]) == (1, ["accepted"])
    assert not database.in_transaction()


def test_what_another_worker_has_sent_meanwhile_keeps_its_own_record(worker: Worker, fcm: FcmServer) -> None:
    person("phone-1")
    worker.tick(BEFORE)
    with Away(), pytest.raises(STORE_ERRORS):
        worker.sender.send_due("fcm")
    other = Worker(fcm, worker.smtp)
    other.clock.move(to=BEFORE + LEASE * 2)
    other.send()
    other.close()
    [sent] = pushes()
    worker.clock.move(to=BEFORE + LEASE * 3)
    worker.send()
    [row] = pushes()
    assert (row.attempts, row.provider_id, row.ended_at) == (2, sent.provider_id, sent.ended_at)


def test_a_push_that_waits_for_an_hour_of_the_future_is_sent_when_the_clock_is_put_back(
    worker: Worker, fcm: FcmServer
) -> None:
    """A day ahead a try fails and waits; back again it would wait for the rest of that day."""
    person("phone-1")
    ahead = BEFORE + timedelta(days=1)
    fcm.behaviour = "UNAVAILABLE"
    worker.tick(ahead)
    worker.send()
    heartbeats.beat("tick", now=ahead)
    assert not clock_put_back.mend(now=ahead, lease=LEASE)
    fcm.behaviour = "success"

    worker.clock.move(to=BEFORE)
    assert clock_put_back.mend(now=BEFORE, lease=LEASE)
    heartbeats.beat("tick", now=BEFORE)
    assert not clock_put_back.mend(now=BEFORE, lease=LEASE)
    # Another worker writes down what it had read off the clock before.
    Delivery.update(next_attempt_at=ahead).execute()
    assert not clock_put_back.mend(now=BEFORE, lease=LEASE)
    worker.work(minutes=2)
    assert (fcm.total(), [row.state for row in pushes()]) == (1, ["accepted"])

    for days in (0, 1, 2):  # the day that was skipped and come back to, and those behind it
        worker.clock.move(to=BEFORE + timedelta(days=days))
        worker.send()
    assert fcm.total() == 1
