"""Attachments: the content by its hash in a folder, what it is called and whose it is in the database.

The same content of two borrowers is one file, and goes with the last row that names it. A row is written after its file
and removed before it, so that no row ever names a file that is not there.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import BinaryIO

from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.attachments.files import AttachmentRefused, MissingFile, Store
from backend.domain.credit.card_number import contains_card_number
from backend.errors import Conflict, Invalid, NotFound
from backend.ids import new_id
from backend.store.bureau import attachments as stored
from backend.store.bureau import disputes
from backend.store.bureau.attachments import Attachment
from backend.store.bureau.disputes import Dispute
from backend.store.database import KeptRow, transaction

MOST = 500


def add(borrower_id: str, store: Store, *, content: Iterable[bytes], name: str, now: datetime) -> Attachment:
    """Keep a file, without its name where that holds a full card number: letters print it.

    Its type is what its content says; Invalid says why one is not kept.
    """
    try:
        kept = store.put(content, name="file" if contains_card_number(name) else name)
    except AttachmentRefused as refusal:
        raise Invalid("file-refused", refusal=refusal.code, said=refusal.message, field="file") from None
    with transaction():
        ReminderScheduler(borrower_id, now=now)
        if len(stored.page(borrower_id, limit=MOST)) >= MOST:
            raise Conflict("attachments-full", most=MOST)
        return Attachment.create(
            id=new_id("att", now),
            borrower_id=borrower_id,
            sha256=kept.sha256,
            size=kept.bytes,
            media_type=kept.media_type,
            name=kept.name,
            created_at=now,
        )


def get(borrower_id: str, attachment_id: str) -> Attachment:
    """The borrower's attachment, or NotFound."""
    row = stored.find(borrower_id, attachment_id)
    if row is None:
        raise NotFound()
    return row


def content(row: Attachment, store: Store) -> BinaryIO:
    """The file, opened; NotFound where it is not in the folder (any more)."""
    try:
        return store.open(row.sha256)
    except MissingFile:
        raise NotFound() from None


def enclose(dispute: Dispute, row: Attachment) -> None:
    """Enclose an attachment in a dispute's letters."""
    with transaction():
        disputes.enclose(dispute, row)


def remove(row: Attachment) -> None:
    """Forget an attachment; the caller lets its content go when that is committed."""
    if disputes.is_enclosed(row.id):
        raise Conflict("attachment-enclosed")
    try:
        with transaction():
            row.delete_instance()
    except KeptRow:  # the database keeps what something else encloses
        raise Conflict("attachment-enclosed") from None


def hashes_of(borrower_id: str) -> list[str]:
    """What a borrower's attachments name."""
    return stored.hashes_of(borrower_id)


def forget(hashes: Iterable[str], store: Store) -> None:
    """Remove the content of these that no row names any more."""
    for sha256 in hashes:
        if not stored.is_used(sha256):
            store.forget(sha256)
