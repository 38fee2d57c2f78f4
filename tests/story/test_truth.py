"""What was promised is what is sent; after downtime each borrower hears once, and what is true."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.actions.credit import cards, payments, series_rolling, statements
from backend.actions.people import borrowers
from backend.actions.reminders import calm_pause, deadlines, policies, tick
from backend.actions.reminders.preview import preview
from backend.domain.credit.card_and_loan_terms import CardTerms, DueRule, MinimumRule
from backend.errors import Invalid
from backend.store.erasure import erase
from backend.store.people.borrowers import Borrower
from backend.store.reminders import deadlines as stored
from backend.store.reminders.deadlines import Deadline
from backend.store.reminders.notifications import Notification, Reminder
from push.gateways.protocol import Message, ProviderReceipt, SendOutcome
from push.sender import Sender
from tests.moved_clock import MovedClock
from tests.story.people import START, move_in

TERMS = CardTerms(
    statement_day=5,
    due=DueRule(fixed_day=23),
    minimum=MinimumRule(percent_bp=1000, floor=10_000),
    grace_days=3,
    tolerance=1000,
)
WATCHED = timedelta(days=40)


class Recorder:
    """Takes every push and remembers when."""

    name = "console"

    def __init__(self) -> None:
        self.taken: list[tuple[datetime, str, str, str]] = []

    def send(self, messages: Sequence[Message], *, now: datetime) -> list[ProviderReceipt]:
        self.taken += [(now, message.address, message.collapse_key, message.body) for message in messages]
        return [ProviderReceipt(message.delivery_id, SendOutcome.ACCEPTED) for message in messages]

    def close(self) -> None:
        """Nothing is held open."""


def _card(borrower: Borrower, now: datetime) -> Any:
    return cards.add_card(
        borrower.id, terms=TERMS, issuer="Bank", currency="CNY", zone="Asia/Shanghai", country="CN", now=now
    )


OPERATIONS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "wait",
                "tick",
                "statement",
                "pay",
                "reverse",
                "snooze",
                "mute",
                "policy",
                "pause",
                "quiet",
                "zone",
                "calm",
                "calm_end",
            ]
        ),
        st.integers(0, 10_000),
    ),
    max_size=10,
)


def _do(name: str, value: int, borrower: Borrower, card: Any, clock: MovedClock) -> None:
    now = clock.now
    open_ones = stored.open_of_borrower(borrower.id)
    chosen = open_ones[value % len(open_ones)] if open_ones else None
    if name == "wait":
        clock.move(by=timedelta(hours=value % 200))
    elif name == "tick":
        tick.tick(now=now)  # and nothing is sent: a crash between tick and send
    elif name == "statement":
        closed = [
            row for row in statements_of(card) if row.source == "estimated" and row.closes_on < now.date()
        ]
        if closed:
            statements.enter_statement(
                card, closes_on=closed[0].closes_on, balance=90_000 + value, minimum_due=9_000, now=now
            )
    elif name == "pay":
        payments.record_payment(card, amount=1 + value * 3, paid_at=now, now=now)
    elif name == "reverse":
        standing = payments_of(card)
        if standing:
            payments.reverse_payment(standing[value % len(standing)], reason=None, now=now)
    elif name == "snooze" and chosen:
        with suppress(Invalid):  # past the last moment of use
            deadlines.snooze(chosen, until=now + timedelta(hours=1 + value % 100), now=now)
    elif name == "mute" and chosen:
        deadlines.change_deadline(chosen, muted=bool(value % 2), now=now)
    elif name == "policy":
        preset = ["light", "close", "standard"][value % 3]
        policies.set_policy(borrower.id, scope="borrower", scope_key="", preset=preset, rules=None, now=now)
    else:
        _settle_in(name, value, borrower, now)


def _settle_in(name: str, value: int, borrower: Borrower, now: datetime) -> None:
    """What a borrower does about being reminded at all."""
    if name == "pause":
        borrowers.pause(_fresh(borrower), start=None, until=now + timedelta(hours=1 + value % 300), now=now)
    elif name == "calm":
        last_on = now.date() + timedelta(days=1 + value % 12)
        calm_pause.set_pause(_fresh(borrower), last_on=last_on, title="", now=now)
    elif name == "calm_end":
        calm_pause.end_pause(_fresh(borrower), now=now)
    elif name == "quiet":
        start = time(value % 24, 30)  # never the end itself, which is refused
        borrowers.change_settings(
            _fresh(borrower), quiet_start=start, quiet_end=time(8), daily_cap=1 + value % 3, now=now
        )
    elif name == "zone":
        zone = ["America/New_York", "Europe/London", "Australia/Lord_Howe"][value % 3]
        borrowers.change_settings(_fresh(borrower), zone=zone, now=now)


def _fresh(borrower: Borrower) -> Borrower:
    return Borrower.get_by_id(borrower.id)  # type: ignore[no-any-return]


def statements_of(card: Any) -> list[Any]:
    from backend.store.credit.statements import of_account

    return of_account(card.id)


def payments_of(card: Any) -> list[Any]:
    from backend.store.credit.payments import unreversed_of_account

    return unreversed_of_account(card.id)


def _next_instant() -> datetime | None:
    query = Deadline.select(Deadline.next_reminder_at).where(Deadline.next_reminder_at.is_null(False))
    return query.order_by(Deadline.next_reminder_at).limit(1).scalar()  # type: ignore[no-any-return]


def _live_through(clock: MovedClock, until: datetime) -> None:
    sender = Sender({"console": Recorder()}, clock)
    while (at := _next_instant()) is not None and max(at, clock.now) <= until:
        tick.tick(now=clock.move(to=max(at, clock.now)))
        sender.send_all()


def _told(since: datetime) -> list[tuple[datetime, bool, list[tuple[str, str, str | None]]]]:
    rows = Notification.select().where(Notification.created_at >= since).order_by(Notification.created_at)
    return [
        (
            row.created_at,
            row.pushed,
            [
                (item.deadline_id, item.moment, item.held)
                for item in Reminder.select()
                .where((Reminder.notification_id == row.id) & (Reminder.position < 1000))
                .order_by(Reminder.position)
            ],
        )
        for row in rows
    ]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(operations=OPERATIONS)
def test_what_preview_promises_is_what_is_sent(database: object, operations: list[tuple[str, int]]) -> None:
    for row in list(Borrower.select()):
        erase(row.id)
    clock = MovedClock(START)
    borrower = move_in(1, dues=1)
    card = _card(borrower, START)
    for name, value in operations:
        _do(name, value, borrower, card, clock)
    clock.move(by=timedelta(microseconds=1))  # so that what was told before is told apart
    promised = preview(borrower.id, now=clock.now, until=clock.now + WATCHED)
    began = clock.now
    _live_through(clock, began + WATCHED)
    assert _told(began) == [
        (digest.at, digest.pushed, [(item.deadline_id, item.moment.key, item.held) for item in digest.items])
        for digest in promised
    ]


@pytest.mark.parametrize("days", [3, 40])
def test_after_downtime_each_borrower_hears_once_and_what_is_true(database: object, days: int) -> None:
    for number in range(3):
        _card(move_in(number, dues=3), START)
    clock, recorder = MovedClock(START + timedelta(days=days)), Recorder()
    clock.move(to=datetime.combine(clock.now.date(), time(2, 0), UTC))  # ten o'clock in Shanghai
    sender = Sender({"console": recorder}, clock)
    series_rolling.roll(now=clock.now)
    for _ in range(5):
        tick.tick(now=clock.now)
        sender.send_all()
    addresses = [address for _, address, _, _ in recorder.taken]
    assert len(addresses) == len(set(addresses)) <= 3
    if days == 40:
        assert len(addresses) == 3
        newest = Notification.select().first()
        first = Reminder.get((Reminder.notification_id == newest.id) & (Reminder.position == 0))
        late = Deadline.get_by_id(first.deadline_id)
        assert late.due_on == min(row.due_on for row in Deadline.select())


def test_in_the_night_nothing_is_sent_and_in_the_morning_nothing_is_missing(database: object) -> None:
    move_in(1)
    night = datetime(2026, 12, 9, 19, 0, tzinfo=UTC)  # three o'clock in Shanghai
    clock, recorder = MovedClock(night), Recorder()
    sender = Sender({"console": recorder}, clock)
    tick.tick(now=clock.now)
    sender.send_all()
    assert recorder.taken == []
    clock.move(to=_next_instant())
    assert clock.now == datetime(2026, 12, 10, 0, 0, tzinfo=UTC)
    tick.tick(now=clock.now)
    sender.send_all()
    assert len(recorder.taken) == 1


def test_what_was_paid_before_it_was_sent_is_not_said(database: object) -> None:
    borrower = move_in(1, dues=0)
    card = _card(borrower, START)
    statements.enter_statement(
        card, closes_on=date(2026, 12, 5), balance=90_000, minimum_due=10_000, now=START + timedelta(days=1)
    )
    at = datetime(2026, 12, 16, 1, 0, tzinfo=UTC)
    clock, recorder = MovedClock(at), Recorder()
    assert tick.tick(now=at).deliveries == 1
    payments.record_payment(card, amount=10_000, paid_at=at, now=at)
    Sender({"console": recorder}, clock).send_all()
    assert recorder.taken == []


def test_a_dead_provider_costs_delay_and_then_one_push_that_is_true(database: object) -> None:
    move_in(1, dues=1)

    class Dead(Recorder):
        def send(self, messages: Sequence[Message], *, now: datetime) -> list[ProviderReceipt]:
            return [
                ProviderReceipt(message.delivery_id, SendOutcome.RETRY, error="UNREACHABLE")
                for message in messages
            ]

    clock, recorder = MovedClock(START), Recorder()
    for day in (5, 9, 11, 12):
        clock.move(to=datetime(2026, 12, day, 1, 0, tzinfo=UTC))
        tick.tick(now=clock.now)
        Sender({"console": Dead()}, clock).send_all()
    clock.move(by=timedelta(hours=2))
    Sender({"console": recorder}, clock).send_all()
    [(_, _, _, body)] = recorder.taken
    assert "today" in body or "is for today" in body
