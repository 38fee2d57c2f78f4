"""A line to be told, each fact of it changeable."""

from datetime import UTC, date, datetime
from typing import Any

from backend.domain.reminders.notification_line import NotificationLine

# A card of Shanghai, due on Saturday 5 December, with three days of grace.
CARD = NotificationLine(
    kind="card_minimum",
    stage="upcoming",
    name="招商银行",
    days=3,
    due_on=date(2026, 12, 5),
    pay_by_at=datetime(2026, 12, 5, 15, 59, 59, 999999, UTC),
    last_chance_on=date(2026, 12, 8),
    last_chance_at=datetime(2026, 12, 8, 15, 59, 59, 999999, UTC),
    chance_days=6,
    boundary_days=None,
    boundary_at=None,
    boundary_in=0,
    owed=True,
    sure=True,
    source="confirmed",
    autopay="off",
    amount=128_137,
    past_due=0,
    balance=None,
    currency="CNY",
    late_fee=None,
    zone="Asia/Shanghai",
)
# A card of New York with a cut-off at 17:00 there, which is 06:00 of the next day in Shanghai.
AMERICAN = CARD._replace(
    name="Chase Freedom",
    pay_by_at=datetime(2026, 12, 5, 22, 0, tzinfo=UTC),
    currency="USD",
    amount=2_500,
    zone="America/New_York",
)
HERE, THERE = "Asia/Shanghai", "America/New_York"


def card(**facts: Any) -> NotificationLine:
    return CARD._replace(**facts)
