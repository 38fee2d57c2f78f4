"""What a stolen token alone must not do asks for a recent sign-in, or for the password beside it."""

from datetime import datetime, timedelta
from typing import TypedDict

from flask import g
from marshmallow import Schema, fields, validate

from backend.actions.people.passwords import matches
from backend.errors import Forbidden, Invalid

# An access token lives a quarter of an hour: a stolen one is mostly older than this.
RECENT = timedelta(minutes=10)


class Proof(Schema):
    """`password` is needed where the account has one; where it has none, a sign-in in the last ten minutes."""

    password = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=1024))


class ProofData(TypedDict):
    password: str | None


def must_be_recent() -> None:
    """Forbidden unless whoever asks has signed in, or given their password, in the last ten minutes."""
    proven_at: datetime | None = g.get("proven_at")
    if proven_at is None or proven_at < g.now - RECENT:
        raise Forbidden("sign-in-not-recent")


def must_prove(password: str | None, *, wrong: Invalid) -> None:
    """`wrong` is raised unless this is the password; where the account has none, a recent sign-in stands in.

    It takes as long as a hash does, so it comes before any transaction.
    """
    if g.borrower.password_hash is None:
        must_be_recent()
    elif not matches(g.borrower.password_hash, password or ""):
        raise wrong
