"""What a tick decides for one borrower, from plain values in place of rows and identifiers.

Thousands of borrowers of one tick have the same settings and a debt with the same dates: what is decided for one of
them holds for all, so it is computed once and kept. A deadline is known by its place among those given, which
must come in the order of their identifiers: that order breaks ties.
"""

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from backend.actions.reminders.reminder_scheduler import PolicyTexts, consequence, delivery_settings, resolved
from backend.countries.lateness import reportable_days
from backend.domain.reminders.delivery_settings import DeliverySettings
from backend.domain.reminders.digest import DigestDecision, decide_digest
from backend.domain.reminders.reminder_inputs import ReminderInputs
from backend.store.database import from_micros, to_micros


class Telling(NamedTuple):
    """One deadline of a digest: its place, and the moment that is told."""

    place: int
    moment: str
    tone: str


class TickDecision(NamedTuple):
    """`moves`: (place, reminded_through µs, next_reminder_at µs or None) of what changes; `told`: the digest."""

    moves: Sequence[tuple[int, int, int | None]]
    told: Sequence[Telling]
    pushed: bool


@lru_cache(maxsize=4096)
def decide(
    settings: tuple[Any, ...],
    watched: tuple[tuple[Any, ...], ...],
    policies: tuple[PolicyTexts, ...],
    told: tuple[tuple[int, str], ...],
    used_today: int,
    now: datetime,
) -> TickDecision:
    """What the tick does at `now` for a borrower with these `settings` (the arguments of `delivery_settings`, instants
    in µs) and these deadlines (`agenda.WATCH_COLUMNS` from the kind on), of which `told` is never told again."""
    all_inputs = [_inputs_of_row(_name(place), row) for place, row in enumerate(watched)]
    pairs = [
        (inputs, resolved(texts, inputs.kind)) for inputs, texts in zip(all_inputs, policies, strict=True)
    ]
    taken = decide_digest(
        pairs, settings_of(settings), now, used_today, {(_name(place), moment) for place, moment in told}
    )
    digest = taken.digest
    items = digest.items if digest else ()
    return TickDecision(
        moves=_moves(taken, watched),
        told=[Telling(int(item.deadline_id), item.moment.key, item.moment.tone) for item in items],
        pushed=digest is not None and digest.pushed,
    )


def settings_of(values: tuple[Any, ...]) -> DeliverySettings:
    """Delivery settings from `delivery_settings`' arguments with their instants in µs."""
    return delivery_settings(*values[:4], _instant(values[4]), _instant(values[5]), *values[6:])


def _name(place: int) -> str:
    return f"{place:09d}"  # sorts as the place does


def _moves(taken: DigestDecision, watched: tuple[tuple[Any, ...], ...]) -> list[tuple[int, int, int | None]]:
    moves = []
    for name, (through, following) in taken.next_at.items():
        after = (to_micros(through), None if following is None else to_micros(following))
        if after != watched[int(name)][-2:]:
            moves.append((int(name), *after))
    return moves


def _instant(micros: int | None) -> datetime | None:
    return None if micros is None else from_micros(micros)


def _inputs_of_row(name: str, row: tuple[Any, ...]) -> ReminderInputs:
    """The reminder inputs of a raw row; SQLite hands dates and booleans over as text and numbers."""
    (kind, due_on, pay_by_at, last_chance_on, last_chance_at, zone, country) = row[:7]
    (owed, sure, autopay, muted, snoozed_until, reminded_through, _) = row[7:]
    due = _day(due_on)
    return ReminderInputs(
        deadline_id=name,
        kind=kind,
        due_on=due,
        pay_by_at=from_micros(pay_by_at),
        last_chance_on=_day(last_chance_on),
        last_chance_at=from_micros(last_chance_at),
        zone=zone,
        reportable_days=reportable_days(country, due),
        owed=bool(owed),
        sure=bool(sure),
        autopay=bool(autopay),
        consequence=consequence(bool(owed)),
        muted=bool(muted),
        snoozed_until=_instant(snoozed_until),
        reminded_through=from_micros(reminded_through),
    )


def _day(value: Any) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value
