"""Whether something was said already, so that it is said once."""

from backend.store.reminders.deadlines import Deadline


def any_about(borrower_id: str, kind: str, subject_id: str) -> bool:
    """Whether there is or was a deadline of this kind about a subject, in whatever state."""
    query = Deadline.select().where(
        (Deadline.borrower_id == borrower_id) & (Deadline.kind == kind) & (Deadline.subject_id == subject_id)
    )
    return bool(query.exists())
