"""What a tick decides for one borrower, from plain values in place of rows and identifiers.

Thousands of borrowers of one tick have the same settings and a debt with the same dates: what is decided for one of
them holds for all, so it is computed once and kept. A deadline is known by its position among those given, which
must come in the order of their identifiers: that order breaks ties.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from backend.actions.reminders.reminder_scheduler import (
    PolicyTexts,
    delivery_settings,
    reminder_inputs_of,
    resolved,
)
from backend.domain.reminders.digest import DigestDecision, decide_digest
from backend.store.database import to_micros
from backend.store.reminders.due_reminders import DeadlineFacts
from backend.store.reminders.stored_settings import StoredSettings


class Telling(NamedTuple):
    """One deadline of a digest, the moment that is told of it, and why the push leaves it out, if it does."""

    position: int
    moment: str
    tone: str
    held: str | None
    last_word: bool


class Move(NamedTuple):
    """How far the deadline at a position has spoken, and when it speaks next; both in microseconds."""

    position: int
    reminded_through: int
    next_reminder_at: int | None


class TickDecision(NamedTuple):
    """`moves`: what changes of the deadlines; `told`: the digest, nothing if there is none."""

    moves: Sequence[Move]
    told: Sequence[Telling]
    pushed: bool
    hard: bool


@lru_cache(maxsize=4096)
def decide(
    settings: StoredSettings,
    deadlines: tuple[DeadlineFacts, ...],
    policies: tuple[PolicyTexts, ...],
    told: tuple[tuple[int, str], ...],
    used_today: int,
    hard_today: bool,
    now: datetime,
) -> TickDecision:
    """What the tick does at `now` for a borrower with these settings and these deadlines, each under its policies.

    `told` names the moments, each behind its deadline's position, that are never told again.
    """
    all_inputs = [reminder_inputs_of(facts, _name(position)) for position, facts in enumerate(deadlines)]
    pairs = [
        (inputs, resolved(texts, inputs.kind)) for inputs, texts in zip(all_inputs, policies, strict=True)
    ]
    known = {(_name(position), moment) for position, moment in told}
    taken = decide_digest(pairs, delivery_settings(settings), now, used_today, known, hard_today=hard_today)
    digest = taken.digest
    items = digest.items if digest else ()
    return TickDecision(
        moves=_moves(taken, deadlines),
        told=[
            Telling(int(item.deadline_id), item.moment.key, item.moment.tone, item.held, item.last_word)
            for item in items
        ],
        pushed=digest is not None and digest.pushed,
        hard=digest is not None and digest.hard,
    )


def _name(position: int) -> str:
    return f"{position:09d}"  # sorts as the position does


def _moves(taken: DigestDecision, deadlines: tuple[DeadlineFacts, ...]) -> list[Move]:
    moves = []
    for name, (through, following) in taken.next_at.items():
        before = deadlines[int(name)]
        if (through, following) != (before.reminded_through, before.next_reminder_at):
            next_at = None if following is None else to_micros(following)
            moves.append(Move(int(name), to_micros(through), next_at))
    return moves
