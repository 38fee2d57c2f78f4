"""Attachments: what a stored file is called and whose it is; the content lies outside the database, by its hash."""

from backend.store.rows import Row, instant, large_integer, short_text


class Attachment(Row):
    id = short_text(40, primary_key=True)
    borrower_id = short_text(40)
    sha256 = short_text(64, index=True)
    size = large_integer()
    media_type = short_text(60)
    name = short_text(120)
    created_at = instant()

    class Meta:
        table_name = "attachment"
        indexes = ((("borrower_id", "id"), False),)


def find(borrower_id: str, attachment_id: str) -> Attachment | None:
    return Attachment.get_or_none((Attachment.id == attachment_id) & (Attachment.borrower_id == borrower_id))


def page(borrower_id: str, *, limit: int, before: str | None = None) -> list[Attachment]:
    """One page of a borrower's attachments, newest first."""
    query = Attachment.select().where(Attachment.borrower_id == borrower_id)
    if before:
        query = query.where(Attachment.id < before)
    return list(query.order_by(Attachment.id.desc()).limit(limit))


def hashes_of(borrower_id: str) -> list[str]:
    """What a borrower's attachments refer to."""
    query = Attachment.select(Attachment.sha256).where(Attachment.borrower_id == borrower_id).distinct()
    return [row.sha256 for row in query]


def is_used(sha256: str) -> bool:
    """Whether anybody's attachment still refers to this content."""
    return bool(Attachment.select().where(Attachment.sha256 == sha256).exists())
