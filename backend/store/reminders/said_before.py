"""What was said already about something, so that it is said once and can be taken back."""

from backend.store.reminders.deadlines import Deadline


def about(borrower_id: str, kind: str, subject_id: str) -> Deadline | None:
    """The deadline of this kind about a subject, in whatever state."""
    return Deadline.get_or_none(
        (Deadline.borrower_id == borrower_id) & (Deadline.kind == kind) & (Deadline.subject_id == subject_id)
    )
