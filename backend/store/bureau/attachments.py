"""Attachments: what a stored file is called and whose it is; the content lies outside the database, by its hash."""

from typing import cast

import peewee

from backend.store.database import InstantField, Row


class Attachment(Row):
    id = peewee.CharField(max_length=40, primary_key=True)
    borrower_id = peewee.CharField(max_length=40)
    sha256 = peewee.CharField(max_length=64, index=True)
    size = peewee.BigIntegerField()
    media_type = peewee.CharField(max_length=60)
    name = peewee.CharField(max_length=120)
    created_at = InstantField()

    class Meta:
        table_name = "attachment"
        indexes = ((("borrower_id", "id"), False),)


def find(borrower_id: str, attachment_id: str) -> Attachment | None:
    return cast(
        Attachment | None,
        Attachment.get_or_none((Attachment.id == attachment_id) & (Attachment.borrower_id == borrower_id)),
    )


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
