"""Complaints about contacts: to whom, about which of the log, and how far each has come."""

from backend.store.rows import (
    Column,
    Row,
    day_or_none,
    instant,
    integer,
    long_text,
    long_text_or_none,
    short_text,
    short_text_or_none,
    word,
)


class Complaint(Row):
    id = short_text(40, primary_key=True)
    borrower_id = short_text(40)
    country = short_text(2)
    firm = short_text(120)
    contact_ids = long_text()  # JSON list
    note = long_text_or_none()
    state: Column[str] = word(10)
    sent_on = day_or_none()
    answer_by = day_or_none()
    clock = (
        long_text_or_none()
    )  # JSON: the days, the law and whether it is confirmed, as on the day of sending
    answered_on = day_or_none()
    body_id = short_text_or_none(24)
    escalated_on = day_or_none()
    deadline_id = short_text_or_none(40)
    created_at = instant()
    updated_at = instant()
    version = integer(default=1)

    class Meta:
        table_name = "complaint"
        indexes = ((("borrower_id", "id"), False),)


def find(borrower_id: str, complaint_id: str) -> Complaint | None:
    return Complaint.get_or_none((Complaint.id == complaint_id) & (Complaint.borrower_id == borrower_id))


def page(borrower_id: str, *, limit: int, before: str | None = None) -> list[Complaint]:
    """One page of a borrower's complaints, the newest first."""
    query = Complaint.select().where(Complaint.borrower_id == borrower_id)
    if before:
        query = query.where(Complaint.id < before)
    return list(query.order_by(Complaint.id.desc()).limit(limit))
