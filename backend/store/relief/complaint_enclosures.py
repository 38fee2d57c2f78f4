"""What is enclosed in a complaint: an attachment, or a recording that the borrower keeps, by its name and digest.

The database keeps an attachment from being deleted while a complaint encloses it.
"""

from backend.store.bureau.attachments import Attachment
from backend.store.relief.complaints import Complaint
from backend.store.rows import (
    Column,
    Row,
    instant,
    keeping_reference_or_none,
    reference,
    short_text,
    short_text_or_none,
)


class ComplaintEnclosure(Row):
    id = short_text(40, primary_key=True)
    borrower_id = short_text(40, index=True)
    complaint = reference(Complaint, "complaint_id")
    complaint_id: Column[str]
    attachment = keeping_reference_or_none(Attachment, "attachment_id")
    attachment_id: Column[str | None]  # None: a recording that is not kept here
    name = short_text(120)
    sha256 = short_text_or_none(64)
    created_at = instant()

    class Meta:
        table_name = "complaint_enclosure"


def of_complaint(complaint_id: str) -> list[ComplaintEnclosure]:
    """Everything that is enclosed, in the order of enclosing."""
    query = ComplaintEnclosure.select().where(ComplaintEnclosure.complaint_id == complaint_id)
    return list(query.order_by(ComplaintEnclosure.id))


def find(complaint_id: str, enclosure_id: str) -> ComplaintEnclosure | None:
    return ComplaintEnclosure.get_or_none(
        (ComplaintEnclosure.id == enclosure_id) & (ComplaintEnclosure.complaint_id == complaint_id)
    )


def files_of(complaint_id: str) -> list[Attachment]:
    """The attachments among them, in the order of enclosing."""
    query = Attachment.select(Attachment).join(ComplaintEnclosure)
    query = query.where(ComplaintEnclosure.complaint_id == complaint_id)
    return list(query.order_by(ComplaintEnclosure.id))
