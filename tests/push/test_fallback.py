"""The e-mail when no push gets through: once, in time, and never beside a push that arrived."""

import threading
from datetime import UTC, datetime, time, timedelta

import pytest

from backend.actions.credit.deadline_closing import acknowledge_deadline
from backend.actions.reminders import deliveries, inbox
from backend.actions.reminders.claimed_delivery import DeliveryResult
from backend.actions.reminders.email_fallback import PATIENCE
from backend.app import create_app
from backend.store.database import close_thread, database, transaction
from backend.store.people.borrowers import Borrower
from backend.store.reminders.deadlines import Deadline
from backend.store.reminders.notifications import Notification
from config.settings import Settings
from tests.loopback.fcm_server import FcmServer
from tests.loopback.smtp_server import SmtpServer
from tests.push.outbox import (
    BEFORE,
    ON_THE_DAY,
    PASSWORD,
    Worker,
    add_phone,
    due,
    errors,
    mails,
    person,
    pushes,
)

# Longer than anybody's patience: what is being sent is no retry that comes too late.
LEASE = PATIENCE * 2


def states() -> tuple[list[str], list[str]]:
    """Of the deliveries to phones, and of the mails."""
    return [row.state for row in pushes()], [row.state for row in mails()]


def test_a_provider_that_is_dead_for_hours_costs_one_mail_and_no_push_behind_it(
    worker: Worker, fcm: FcmServer, smtp: SmtpServer
) -> None:
    person("phone-1")
    fcm.behaviour = "UNAVAILABLE"
    worker.tick(BEFORE)
    worker.work(hours=3)
    assert (states(), smtp.mails) == ((["queued"], []), [])

    worker.work(hours=1)
    assert states() == (["superseded"], ["accepted"])
    [mail], [row] = smtp.mails, mails()
    assert (mail["To"], row.device_id) == ("alice@example.com", None)
    assert BEFORE + timedelta(hours=3) < row.ended_at <= BEFORE + PATIENCE
    [push] = pushes()
    assert (push.error, push.ended_at, push.next_attempt_at) == ("UNAVAILABLE", row.ended_at, None)

    fcm.behaviour = "success"
    worker.work(days=1)
    assert (fcm.total(), len(smtp.mails)) == (0, 1)


def test_a_provider_that_says_how_long_is_believed(worker: Worker, fcm: FcmServer, smtp: SmtpServer) -> None:
    person("phone-1")
    fcm.script.append("UNAVAILABLE")
    fcm.headers["Retry-After"] = str(6 * 3600)
    worker.tick(BEFORE)
    worker.work(minutes=1)

    assert states() == (["superseded"], ["accepted"])
    assert len(smtp.mails) == 1


def test_a_provider_that_recovers_within_hours_costs_no_mail(worker: Worker, fcm: FcmServer) -> None:
    person("phone-1")
    fcm.behaviour = "UNAVAILABLE"
    worker.tick(BEFORE)
    worker.work(hours=3)
    fcm.behaviour = "success"
    worker.work(hours=3)

    assert states() == (["accepted"], [])


def test_the_mail_leaves_before_the_cut_off_however_short_the_outage(
    worker: Worker, fcm: FcmServer, smtp: SmtpServer
) -> None:
    person("phone-1", cut_off=time(11))
    fcm.behaviour = "UNAVAILABLE"
    worker.tick(ON_THE_DAY)
    worker.work(hours=1, minutes=15)
    assert states() == (["queued"], [])

    worker.work(hours=1)
    [mail] = mails()
    assert mail.state == "accepted"
    assert mail.ended_at < Deadline.get().pay_by_at == datetime(2026, 12, 12, 3, 0, tzinfo=UTC)
    assert len(smtp.mails) == 1


def test_the_mail_leaves_before_a_night_that_ends_too_late(worker: Worker, fcm: FcmServer) -> None:
    """Due at the day's end, 16:00 UTC; from 14:00 UTC on nothing may be sent before the next morning."""
    person("phone-1")
    fcm.behaviour = "UNAVAILABLE"
    worker.tick(ON_THE_DAY)
    worker.clock.move(to=datetime(2026, 12, 12, 12, 0, tzinfo=UTC))  # the worker was down in between
    worker.work(hours=12)

    [mail] = mails()
    assert mail.state == "accepted"
    assert mail.ended_at < datetime(2026, 12, 12, 14, 0, tzinfo=UTC)


def test_a_mail_is_held_in_quiet_hours(worker: Worker, fcm: FcmServer, smtp: SmtpServer) -> None:
    owner = person("UNREGISTERED-1")
    worker.tick(BEFORE)
    worker.sender.send_due("fcm")
    owner.quiet_start, owner.quiet_end = "08:00", "12:00"
    owner.save()
    worker.work(hours=2)
    assert (states(), smtp.mails) == ((["gone"], ["queued"]), [])

    worker.work(hours=2)
    assert (states(), len(smtp.mails)) == ((["gone"], ["accepted"]), 1)


def test_without_an_smtp_server_the_push_is_tried_on(worker: Worker, fcm: FcmServer) -> None:
    person("phone-1")
    worker.without_mail()
    fcm.behaviour = "UNAVAILABLE"
    worker.tick(BEFORE)
    worker.work(hours=12)

    assert states() == (["queued"], [])


def test_who_has_no_address_is_pushed_on(worker: Worker, fcm: FcmServer) -> None:
    person("phone-1")
    Borrower.update(email=None).execute()
    fcm.behaviour = "UNAVAILABLE"
    worker.tick(BEFORE)
    worker.work(hours=12)

    assert states() == (["queued"], [])


@pytest.mark.parametrize("change", [{"email_confirmed_at": None}, {"mail_reminders": False}])
def test_nothing_is_mailed_to_who_has_not_confirmed_or_asked_for_no_more(
    worker: Worker, fcm: FcmServer, smtp: SmtpServer, change: dict[str, object]
) -> None:
    person("UNREGISTERED-1")
    Borrower.update(**change).execute()
    worker.tick(BEFORE)
    worker.work(days=1)
    worker.tick(ON_THE_DAY)
    worker.work(days=1)

    assert (states()[1], smtp.mails) == ([], [])


def test_a_mail_that_waits_is_not_sent_after_its_borrower_asked_for_no_more(
    worker: Worker, smtp: SmtpServer
) -> None:
    person("UNREGISTERED-1")
    smtp.sender_reply = "421 4.3.2 Shutting down"
    worker.tick(BEFORE)
    worker.send()
    assert states() == (["gone"], ["queued"])

    smtp.sender_reply = "250 OK"
    Borrower.update(mail_reminders=False).execute()
    worker.work(days=1)

    assert (states(), smtp.mails) == ((["gone"], ["gone"]), [])


def test_of_two_phones_one_dead_the_other_is_enough(worker: Worker, smtp: SmtpServer) -> None:
    person("UNREGISTERED-1", "phone-1")
    worker.tick(BEFORE)
    worker.work(days=1)

    assert (sorted(states()[0]), states()[1], smtp.mails) == (["accepted", "gone"], [], [])


def test_of_two_phones_one_that_fails_for_hours_the_other_is_enough(
    worker: Worker, fcm: FcmServer, smtp: SmtpServer
) -> None:
    person("UNAVAILABLE-1", "phone-1")
    worker.tick(BEFORE)
    worker.work(hours=12)

    assert (sorted(states()[0]), states()[1], smtp.mails) == (["accepted", "queued"], [], [])


def test_a_phone_that_showed_the_push_needs_no_mail_whatever_its_provider_says(
    worker: Worker, fcm: FcmServer
) -> None:
    owner = person("CUT-1")
    worker.tick(BEFORE)
    worker.send()
    [row] = pushes()
    inbox.take_receipt(owner.id, row.id, event="shown", at=worker.clock.now, now=worker.clock.now)
    worker.work(hours=12)

    assert states() == (["queued"], [])


def test_both_phones_fail_and_one_mail_is_written(worker: Worker, fcm: FcmServer, smtp: SmtpServer) -> None:
    person("phone-1", "phone-2")
    fcm.behaviour = "INTERNAL"
    worker.tick(BEFORE)
    worker.work(hours=12)

    assert (states(), len(smtp.mails)) == ((["superseded"] * 2, ["accepted"]), 1)


def test_each_notification_has_its_own_mail(worker: Worker, fcm: FcmServer, smtp: SmtpServer) -> None:
    person("phone-1")
    fcm.behaviour = "UNAVAILABLE"
    worker.tick(BEFORE)
    worker.work(hours=12)
    worker.tick(ON_THE_DAY)
    worker.work(hours=6)

    assert len({row.notification_id for row in mails()}) == len(mails()) == len(smtp.mails) == 2
    assert {row.state for row in Notification.select()} == {"active"}


@pytest.mark.parametrize("reason", ["UNREGISTERED", "INVALID_ARGUMENT"])
def test_when_the_last_way_to_a_phone_fails_one_mail_goes_out(
    worker: Worker, smtp: SmtpServer, reason: str
) -> None:
    person(f"{reason}-1", f"{reason}-2")
    worker.tick(BEFORE)
    worker.send()
    worker.work(days=1)

    [mail] = smtp.mails
    assert mail["To"] == "alice@example.com"
    [row] = mails()
    assert (row.state, row.attempts) == ("accepted", 1)


def test_the_api_says_that_the_last_phone_is_dead_and_that_mails_are_sent(
    worker: Worker, settings: Settings, database_url: str
) -> None:
    person("UNREGISTERED-1")
    worker.tick(BEFORE)
    worker.send()
    environ = {
        "GRACEDAY_DATABASE_URL": database_url,
        "GRACEDAY_SECRET_KEY": settings.secret_key,
        "GRACEDAY_PUSH_PROVIDERS": "console,email",
        "GRACEDAY_SMTP_HOST": "localhost",
        "GRACEDAY_SMTP_SENDER": "notice@graceday.example",
    }
    client = create_app(Settings.from_environ(environ), worker.clock).test_client()
    login = {"email": "alice@example.com", "password": PASSWORD}
    token = client.post("/v1/auth/login", json=login).json["access_token"]
    signed_in = {"Authorization": f"Bearer {token}"}

    reached = client.get("/v1/me", headers=signed_in).json["reachability"]
    assert (reached["push"], reached["email"]) == ("dead", True)
    assert "e-mail" in reached["message"]
    [told] = client.get("/v1/inbox", headers=signed_in).json["items"]
    assert {row["provider"]: row["state"] for row in told["deliveries"]} == {
        "fcm": "gone",
        "email": "accepted",
    }


def test_a_dead_smtp_server_is_tried_again(worker: Worker, fcm: FcmServer, smtp: SmtpServer) -> None:
    person("UNREGISTERED-1")
    smtp.sender_reply = "421 4.3.2 Shutting down"
    worker.tick(BEFORE)
    worker.work(hours=1)
    assert states() == (["gone"], ["queued"])

    smtp.sender_reply = "250 OK"
    worker.work(hours=1)
    assert (states(), len(smtp.mails)) == ((["gone"], ["accepted"]), 1)
    assert set(errors()[1:]) == {"SMTP_421_4.3.2"}


def test_an_address_that_nobody_has_gives_the_phones_their_turn_back(
    worker: Worker, fcm: FcmServer, smtp: SmtpServer
) -> None:
    person("phone-1", email="gone-1@example.com")
    fcm.behaviour = "UNAVAILABLE"
    worker.tick(BEFORE)
    worker.work(hours=8)
    assert states() == (["queued"], ["gone"])

    fcm.behaviour = "success"
    worker.work(hours=1)
    assert states() == (["accepted"], ["gone"])
    assert len(fcm.pushes("phone-1")) == 1


def test_a_dead_phone_gets_no_turn_back(worker: Worker, smtp: SmtpServer) -> None:
    person("UNREGISTERED-1", "UNAVAILABLE-1", email="gone-1@example.com")
    worker.tick(BEFORE)
    worker.work(hours=8)

    rows = {row.state: row.attempts for row in pushes()}
    assert (rows.keys(), rows["gone"], states()[1]) == ({"gone", "queued"}, 1, ["gone"])


def test_what_was_paid_meanwhile_is_not_mailed(worker: Worker, fcm: FcmServer, smtp: SmtpServer) -> None:
    person("UNREGISTERED-1")
    worker.tick(BEFORE)
    worker.sender.send_due("fcm")
    acknowledge_deadline(due(), amount=None, paid_at=None, now=BEFORE)
    worker.send()

    assert (states(), smtp.mails) == ((["gone"], ["withdrawn"]), [])


def test_a_newer_digest_takes_over_a_mail_that_waits(
    worker: Worker, fcm: FcmServer, smtp: SmtpServer
) -> None:
    person("phone-1")
    fcm.behaviour, smtp.sender_reply = "UNAVAILABLE", "421 4.3.2 Shutting down"
    worker.tick(BEFORE)
    worker.work(hours=12)
    fcm.behaviour, smtp.sender_reply = "success", "250 OK"
    worker.tick(ON_THE_DAY)
    worker.work(hours=12)

    assert states() == (["superseded", "accepted"], ["superseded"])
    assert (fcm.total(), smtp.mails) == (1, [])


def _claimed_phones(*providers: str) -> list[deliveries.ClaimedDelivery]:
    items = [deliveries.claim(name, now=BEFORE, lease=LEASE, limit=10) for name in providers]
    return [item for found in items for item in found]


def _late(item: deliveries.ClaimedDelivery) -> DeliveryResult:
    return DeliveryResult(item, "retry", "UNAVAILABLE", retry_at=BEFORE + PATIENCE)


def test_while_a_worker_sends_to_one_phone_another_s_failure_writes_no_mail(worker: Worker) -> None:
    owner = person("phone-1")
    add_phone(owner, "phone-2", "console")
    worker.tick(BEFORE)
    first, second = _claimed_phones("fcm", "console")

    deliveries.record([_late(first)], now=BEFORE, email=True)
    assert states() == (["queued"] * 2, [])
    deliveries.record([_late(second)], now=BEFORE, email=True)
    assert states() == (["superseded"] * 2, ["queued"])


def test_a_push_that_arrives_meanwhile_makes_the_mail_needless(worker: Worker) -> None:
    owner = person("phone-1")
    add_phone(owner, "phone-2", "console")
    worker.tick(BEFORE)
    first, second = _claimed_phones("fcm", "console")

    deliveries.record([_late(first)], now=BEFORE, email=True)
    deliveries.record([DeliveryResult(second, "accepted")], now=BEFORE, email=True)
    assert (sorted(states()[0]), states()[1]) == (["accepted", "queued"], [])


@pytest.mark.parametrize("state", ["gone", "retry"])
def test_two_workers_that_lose_a_phone_each_at_once_write_one_mail(worker: Worker, state: str) -> None:
    owner = person("phone-1")
    add_phone(owner, "phone-2", "console")
    worker.tick(BEFORE)
    lost = [
        DeliveryResult(item, state, "UNREGISTERED", retry_at=BEFORE + PATIENCE)
        for item in _claimed_phones("fcm", "console")
    ]
    recorded = threading.Event()

    def record_second() -> None:
        deliveries.record(lost[1:], now=BEFORE, email=True)
        recorded.set()
        close_thread()

    other = threading.Thread(target=record_second)
    with transaction():
        deliveries.record(lost[:1], now=BEFORE, email=True)
        other.start()
        recorded.wait(0.3)  # it may not end before the first has committed; where it does, that is the fault
    other.join()

    assert database.in_transaction() is False
    assert states()[1] == ["queued"]


def test_a_phone_that_is_claimed_at_that_very_moment_is_not_taken_away(worker: Worker) -> None:
    """By a worker whose clock runs ahead: by our own, the phone's next try is far away."""
    owner = person("phone-1")
    add_phone(owner, "phone-2", "console")
    worker.tick(BEFORE)
    first, second = _claimed_phones("fcm", "console")
    deliveries.record([_late(second)], now=BEFORE, email=True)
    claimed, recorded = threading.Event(), threading.Event()

    def claim_second() -> None:
        with transaction():
            deliveries.claim("console", now=BEFORE + PATIENCE, lease=LEASE, limit=10)
            claimed.set()
            recorded.wait(0.3)  # recording waits for this claim's end
        close_thread()

    other = threading.Thread(target=claim_second)
    other.start()
    assert claimed.wait(20)
    deliveries.record([_late(first)], now=BEFORE, email=True)
    recorded.set()
    other.join()

    assert [(row.state, row.leased) for row in pushes() if row.provider == "console"] == [("queued", True)]
    assert mails() == []
