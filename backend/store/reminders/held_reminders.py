"""What a "too much right now" pause holds back: told in the inbox alone, and counted."""

from datetime import datetime
from typing import Annotated, NamedTuple

from backend.store.database import execute, to_micros
from backend.store.raw_rows import select


class Waited(NamedTuple):
    """How many deadlines a pause held a word of back, and how many of these are open still."""

    told: int
    still_open: int


class _Held(NamedTuple):
    id: Annotated[str, "d.id"]
    state: Annotated[str, "d.state"]


def waited(borrower_id: str, *, since: datetime, before: datetime | None = None) -> Waited:
    """What was held back from an instant on, up to another one if that is given."""
    until = "" if before is None else " AND n.created_at < ?"
    found = select(
        _Held,
        "FROM reminder r JOIN notification n ON n.id = r.notification_id JOIN deadline d ON d.id = r.deadline_id "
        f"WHERE n.borrower_id = ? AND n.created_at >= ?{until} AND r.held = 'calm'",
        (borrower_id, to_micros(since), *([] if before is None else [to_micros(before)])),
        distinct=True,
    )
    return Waited(len(found), sum(row.state == "open" for row in found))


def hold_unsent(borrower_id: str) -> None:
    """Hold back what waits in the outbox and can be undone: a push with nothing left in it is withdrawn."""
    execute(
        "UPDATE reminder SET held = 'calm' WHERE borrower_id = ? AND held IS NULL AND NOT last_word "
        "AND notification_id IN (SELECT notification_id FROM delivery WHERE borrower_id = ? "
        "AND next_attempt_at IS NOT NULL AND NOT leased)",
        (borrower_id, borrower_id),
    )
