"""What proves a complaint is enclosed in it: files, and the names of recordings that the borrower keeps."""

from datetime import datetime

from backend.actions.bureau import attachments
from backend.actions.relief import complaints
from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.attachments.files import AttachmentRefused, clean_name
from backend.domain.relief.complaint import is_over
from backend.errors import Conflict, Invalid, NotFound
from backend.ids import new_id
from backend.store.database import transaction
from backend.store.relief import complaint_enclosures as stored
from backend.store.relief.complaint_enclosures import ComplaintEnclosure
from backend.store.relief.complaints import Complaint

MOST = 20
# Of all files of one complaint together: the whole file is made in memory, and a mailbox takes no more.
MOST_BYTES = 20 << 20


def enclose_file(row: Complaint, attachment_id: str, *, now: datetime) -> ComplaintEnclosure:
    """Enclose an attachment; one that is enclosed already stays as it is."""
    with transaction():
        fresh = _open(row, now)
        file = attachments.get(fresh.borrower_id, attachment_id)
        earlier = stored.of_complaint(fresh.id)
        for each in earlier:
            if each.attachment_id == file.id:
                return each
        if sum(each.size for each in stored.files_of(fresh.id)) + file.size > MOST_BYTES:
            raise Conflict("enclosures-too-large", most=MOST_BYTES >> 20)
        return _add(fresh, file.id, file.name, file.sha256, now)


def name_recording(row: Complaint, name: str, sha256: str | None, *, now: datetime) -> ComplaintEnclosure:
    """Say that there is a recording, which the borrower keeps; with its digest nobody can say it was made later."""
    try:
        cleaned = clean_name(name)
    except AttachmentRefused as refusal:
        raise Invalid("file-refused", refusal=refusal.code, said=refusal.message, field="recording") from None
    with transaction():
        fresh = _open(row, now)
        return _add(fresh, None, cleaned, sha256, now)


def take_out(row: Complaint, enclosure_id: str) -> None:
    """Take an enclosure out of a letter that was not sent yet; the file stays. Conflict afterwards."""
    with transaction():
        enclosure = stored.find(row.id, enclosure_id)
        if enclosure is None:
            raise NotFound()
        if complaints.get(row.borrower_id, row.id).state != "drafted":
            raise Conflict("enclosure-was-sent")
        enclosure.delete_instance()


def _open(row: Complaint, now: datetime) -> Complaint:
    """The complaint under the borrower's lock. Conflict where nothing more can happen to it, or it is full."""
    ReminderScheduler(row.borrower_id, now=now)
    fresh = complaints.get(row.borrower_id, row.id)
    if is_over(fresh.state):
        raise Conflict("complaint-closed", state=fresh.state)
    if len(stored.of_complaint(fresh.id)) >= MOST:
        raise Conflict("enclosures-full", most=MOST)
    return fresh


def _add(
    row: Complaint, attachment_id: str | None, name: str, sha256: str | None, now: datetime
) -> ComplaintEnclosure:
    return ComplaintEnclosure.create(
        id=new_id("enc", now),
        borrower_id=row.borrower_id,
        complaint=row.id,
        attachment=attachment_id,
        name=name,
        sha256=sha256,
        created_at=now,
    )
