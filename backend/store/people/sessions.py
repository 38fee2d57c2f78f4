"""Refresh tokens, kept as hashes, in families: the reuse of a rotated one revokes the whole family."""

from datetime import datetime

from backend.store.people.borrowers import Borrower
from backend.store.rows import Column, Row, instant, instant_or_none, reference, short_text


class RefreshToken(Row):
    id = short_text(40, primary_key=True)
    borrower = reference(Borrower, "borrower_id")
    borrower_id: Column[str]
    family = short_text(40, index=True)
    token_hash = short_text(64, unique=True)
    created_at = instant()
    expires_at = instant()
    rotated_at = instant_or_none()
    revoked_at = instant_or_none()

    class Meta:
        table_name = "refresh_token"


def by_hash(token_hash: str) -> RefreshToken | None:
    return RefreshToken.get_or_none(RefreshToken.token_hash == token_hash)


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


def revoke_all(borrower_id: str, now: datetime, *, keep: str | None) -> None:
    """End every family of a borrower's but `keep`."""
    RefreshToken.update(revoked_at=now).where(
        (RefreshToken.borrower_id == borrower_id)
        & (RefreshToken.family != (keep or ""))
        & RefreshToken.revoked_at.is_null()
    ).execute()
