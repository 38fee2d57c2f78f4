"""Debts, policies and a worker that ticks, for the tests of digests."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from backend.domain.reminders import presets
from backend.domain.reminders.delivery_settings import DeliverySettings
from backend.domain.reminders.digest import Digest, Pair, decide_digest
from backend.domain.reminders.moments import Moment, ladder_of, next_moment
from backend.domain.reminders.policy import Policy, ReminderRule
from backend.domain.reminders.reminder_inputs import ReminderInputs
from tests.domain.reminders.clock_walk import DAY

HOME = "Asia/Shanghai"
START = datetime(2026, 11, 24, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
STANDARD = presets.preset("standard")


def local(day: int, hour: int, minute: int = 0, *, month: int = 12) -> datetime:
    year = 2026 if month > 10 else 2027
    return datetime(year, month, day, hour, minute, tzinfo=ZoneInfo(HOME)).astimezone(UTC)


def inputs(
    name: str, due_on: date, *, cut_off: time = time(23, 59), grace: int = 0, **changes: object
) -> ReminderInputs:
    zone = str(changes.get("zone", HOME))
    last_chance_on = due_on + grace * DAY
    pay_by_at = datetime.combine(due_on, cut_off, ZoneInfo(zone)).astimezone(UTC)
    last_chance_at = datetime.combine(last_chance_on, time(23, 59), ZoneInfo(zone)).astimezone(UTC)
    plain = ReminderInputs(
        deadline_id=name,
        kind="card_minimum",
        due_on=due_on,
        pay_by_at=pay_by_at,
        last_chance_on=last_chance_on,
        last_chance_at=last_chance_at if grace else pay_by_at,
        zone=HOME,
        reportable_days=(30, 60, 90),
        owed=True,
        sure=True,
        autopay=False,
        consequence=2,
        muted=False,
        snoozed_until=None,
        reminded_through=START,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def rules(*offsets: int, at: str = "09:00") -> Policy:
    return Policy(tuple(ReminderRule("due", offset, time.fromisoformat(at), "soon") for offset in offsets))


def rule_name(moment: Moment) -> str:
    """The key without the due date: "due-3", "grace+0", "reportable30-1", "monthly+5"."""
    return moment.key.partition(":")[2]


def names(digest: Digest | None) -> list[str]:
    return [] if digest is None else [f"{item.deadline_id} {rule_name(item.moment)}" for item in digest.items]


def ticked(pairs: Sequence[Pair], delivery: DeliverySettings, ticks: Sequence[datetime]) -> list[Digest]:
    """What a worker sends that wakes at these instants, with the state that rows would keep."""
    state = {inputs.deadline_id: (inputs, policy) for inputs, policy in pairs}
    due = {key: next_moment(w, policy, delivery, w.reminded_through) for key, (w, policy) in state.items()}
    due_at = {key: moment.at if moment else None for key, moment in due.items()}
    sent: list[Digest] = []
    for now in ticks:
        while any(at is not None and at <= now for at in due_at.values()):
            today = [digest for digest in sent if sent_day(digest, delivery) == local_day(now, delivery)]
            used, hard = sum(digest.pushed for digest in today), any(digest.hard for digest in today)
            taken = decide_digest(list(state.values()), delivery, now, used, hard_today=hard)
            sent.extend([taken.digest] if taken.digest else [])
            for key, (through, following) in taken.next_at.items():
                old, policy = state[key]
                state[key], due_at[key] = (replace(old, reminded_through=through), policy), following
    return sent


def local_day(instant: datetime, delivery: DeliverySettings) -> date:
    return instant.astimezone(ZoneInfo(delivery.zone)).date()


def sent_day(digest: Digest, delivery: DeliverySettings) -> date:
    return local_day(digest.at, delivery)


def ladder(deadline: ReminderInputs, policy: Policy, delivery: DeliverySettings) -> tuple[Moment, ...]:
    """Every moment of a deadline, earliest first."""
    return ladder_of(deadline, policy, delivery).moments
