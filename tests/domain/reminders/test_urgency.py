"""Which of several reminders leads a digest."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from backend.domain.reminders import presets
from backend.domain.reminders.delivery_settings import DeliverySettings
from backend.domain.reminders.digest import Pair, decide_digest
from tests.domain.reminders.digest_samples import HOME, inputs, local, rules


def leading(*pairs: Pair, now: datetime, zone: str = HOME) -> str:
    digest = decide_digest(pairs, DeliverySettings(zone), now).digest
    assert digest is not None
    assert len(digest.items) == len(pairs)
    return digest.items[0].deadline_id


def test_a_due_day_without_grace_is_a_last_chance() -> None:
    with_grace = inputs("grace", date(2026, 12, 5), grace=3, consequence=9)
    assert (
        leading((with_grace, rules(0)), (inputs("none", date(2026, 12, 5)), rules(0)), now=local(5, 9))
        == "none"
    )


def test_an_old_reminder_told_on_the_due_day_is_as_urgent_as_the_day() -> None:
    missed, late = inputs("missed", date(2026, 12, 5), grace=3), inputs("late", date(2026, 11, 28))
    assert leading((missed, rules(-3)), (late, rules(7)), now=local(5, 9)) == "missed"


def test_what_autopay_will_pay_comes_after_what_the_borrower_must() -> None:
    safe = inputs("safe", date(2026, 12, 8), autopay=True, consequence=9)
    assert (
        leading((safe, rules(-3)), (inputs("mine", date(2026, 12, 8)), rules(-3)), now=local(5, 9)) == "mine"
    )


def test_the_day_before_a_boundary_leads_even_where_the_boundary_is_far_west() -> None:
    # In Apia it is the day before, in New York the boundary is 33 hours away.
    zone = "Pacific/Apia"
    now = datetime(2027, 1, 3, 9, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    old = inputs("old", date(2026, 12, 5), zone="America/New_York")
    due = inputs("due", date(2027, 1, 3), zone=zone, consequence=9)
    assert leading((due, rules(0)), (old, presets.preset("reportable")), now=now, zone=zone) == "old"
