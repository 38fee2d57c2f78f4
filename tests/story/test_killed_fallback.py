"""A worker killed with SIGKILL while it turns from a dead provider to e-mail: each borrower gets one mail."""

from datetime import timedelta
from pathlib import Path

from backend.actions.reminders import tick
from backend.actions.reminders.email_fallback import PATIENCE
from backend.store.erasure import erase
from backend.store.people.borrowers import Borrower
from backend.store.reminders.deliveries import Delivery
from push.sender import Sender
from tests.moved_clock import MovedClock
from tests.story.people import START, move_in
from tests.story.test_killed_worker import finish, worker
from tests.story.worker_script import Down, run

MORNING = START + timedelta(days=4, hours=3)  # ten in Shanghai: nine o'clock's reminders are due
AFTER_HOURS = MORNING + PATIENCE
PEOPLE = 2


def _start_over() -> None:
    """Everyone has a push that has failed once, some hours ago."""
    for row in Borrower.select():
        erase(row.id)
    for number in range(PEOPLE):
        move_in(number, dues=1)
    tick.tick(now=MORNING, email=True)
    Sender({"console": Down()}, MovedClock(MORNING)).send_all()


def _one_mail_each(sent: Path) -> None:
    taken = {tuple(line.split()) for line in sent.read_text().splitlines()}
    mails = list(Delivery.select().where(Delivery.provider == "email"))
    assert {(row.notification_id, row.id) for row in mails} == taken, "a second copy is the same mail"
    assert [row.state for row in mails] == ["accepted"] * PEOPLE
    assert len({row.borrower_id for row in mails}) == PEOPLE
    pushes = Delivery.select().where(Delivery.provider == "console")
    assert [row.state for row in pushes] == ["superseded"] * PEOPLE


def test_a_worker_killed_at_any_point_of_the_fallback_mails_each_borrower_once(
    database: object, database_url: str, tmp_path: Path
) -> None:
    kill_at, killed = 0, True
    while killed:
        kill_at += 1
        _start_over()
        sent = tmp_path / f"sent-{kill_at}"
        sent.touch()
        killed = finish(worker(database_url, sent, kill_at, AFTER_HOURS, "mail")) != 0
        later = AFTER_HOURS + timedelta(minutes=2)  # the leases of the killed have ended
        run(later, str(sent), 0, mail=True)
        _one_mail_each(sent)
    assert kill_at > 10, "the walk must have met every commit and every send"
