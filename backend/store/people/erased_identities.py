"""Firebase identities whose account was erased: a digest each, so that a token from before makes no account again."""

import hashlib
from datetime import datetime

from backend.store.database import execute, to_micros
from backend.store.rows import Row, instant, short_text


class ErasedIdentity(Row):
    uid_hash = short_text(64, primary_key=True)
    erased_at = instant()

    class Meta:
        table_name = "erased_identity"


def uid_hash(uid: str) -> str:
    """What is kept of an identity; Firebase makes it of 28 characters at random, so it cannot be tried out."""
    return hashlib.sha256(uid.encode()).hexdigest()


def add(uid: str, now: datetime) -> None:
    execute(
        "INSERT INTO erased_identity (uid_hash, erased_at) VALUES (?, ?) "
        "ON CONFLICT (uid_hash) DO UPDATE SET erased_at = excluded.erased_at",
        (uid_hash(uid), to_micros(now)),
    )


def erased_at(uid: str) -> datetime | None:
    """When the account of this identity was erased; None where it never was."""
    row: ErasedIdentity | None = ErasedIdentity.get_or_none(ErasedIdentity.uid_hash == uid_hash(uid))
    return row.erased_at if row is not None else None
