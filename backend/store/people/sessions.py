"""Refresh tokens, kept as hashes, in families: the reuse of a rotated one revokes the whole family."""

from datetime import datetime
from typing import cast

import peewee

from backend.store.database import InstantField, Row
from backend.store.people.borrowers import Borrower


class RefreshToken(Row):
    id = peewee.CharField(max_length=40, primary_key=True)
    borrower = peewee.ForeignKeyField(Borrower, column_name="borrower_id", on_delete="CASCADE")
    family = peewee.CharField(max_length=40, index=True)
    token_hash = peewee.CharField(max_length=64, unique=True)
    created_at = InstantField()
    expires_at = InstantField()
    rotated_at = InstantField(null=True)
    revoked_at = InstantField(null=True)

    class Meta:
        table_name = "refresh_token"


def by_hash(token_hash: str) -> RefreshToken | None:
    return cast(RefreshToken | None, RefreshToken.get_or_none(RefreshToken.token_hash == token_hash))


def rotate(row: RefreshToken, now: datetime) -> bool:
    """Mark a token as used; False if another request was faster."""
    query = RefreshToken.update(rotated_at=now).where(
        (RefreshToken.id == row.id) & RefreshToken.rotated_at.is_null() & RefreshToken.revoked_at.is_null()
    )
    return bool(query.execute())


def revoke_family(family: str, now: datetime) -> None:
    RefreshToken.update(revoked_at=now).where(
        (RefreshToken.family == family) & RefreshToken.revoked_at.is_null()
    ).execute()


def family_revoked(family: str) -> bool:
    return bool(
        RefreshToken.select()
        .where((RefreshToken.family == family) & RefreshToken.revoked_at.is_null(False))
        .exists()
    )
