"""What a played household leaves in the database: one minimum missed and cured, and a home screen ahead."""

import re
from datetime import UTC, date, datetime, timedelta

import peewee
import pytest

from backend import demo
from backend.simulation.household import CURED_AT_DAYS_PAST_DUE
from backend.simulation.show import play_household
from backend.store.reminders.deadlines import Deadline
from backend.store.reminders.notifications import Notification

TODAYS = [date(2026, 11, 24), date(2028, 2, 29), date(2027, 10, 19)]


def play_until(today: date) -> None:
    """What the demo plays when it is run on that day."""
    play_household(
        today - timedelta(days=demo.DAYS),
        days=demo.DAYS,
        locale="en",
        discreet=False,
        missed_after_days=demo.MISSED_AFTER_DAYS,
    )


def days_late(row: Deadline) -> int:
    """From the due date to the payment, of a deadline that was met."""
    assert row.closed_at, row.due_on
    return (row.closed_at.date() - row.due_on).days


@pytest.mark.parametrize("today", TODAYS, ids=str)
def test_whatever_day_it_is_the_story_lies_behind_and_deadlines_ahead(
    database: peewee.DatabaseProxy, today: date, capsys: pytest.CaptureFixture[str]
) -> None:
    play_until(today)
    told = [line for line in capsys.readouterr().out.splitlines() if re.search(r"slips|\(35 days", line)]
    assert len(told) == 2
    late = [
        row
        for row in Deadline.select().order_by(Deadline.due_on)
        if row.owed and row.state == "met" and days_late(row) > 0
    ]
    # The one forgotten; and the same card's next, which fell due before the card was thought of again.
    assert days_late(late[0]) == CURED_AT_DAYS_PAST_DUE
    assert len(late) <= 2 and len({row.account_id for row in late}) == 1

    ahead = list(Deadline.select().where(Deadline.state == "open", Deadline.owed))
    assert len({row.account_id for row in ahead}) == 4
    assert min(row.due_on for row in ahead) >= today
    assert Notification.select().count() > 20
    midnight = datetime(today.year, today.month, today.day, tzinfo=UTC)
    assert Notification.select().where(Notification.created_at > midnight).count() == 0
