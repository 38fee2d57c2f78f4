"""What is done with a password beside the token: a stolen token alone does not do it."""

from typing import TypedDict

from marshmallow import Schema, fields, validate

from backend.actions.people.passwords import matches
from backend.errors import Invalid
from backend.store.people.borrowers import Borrower


class Proof(Schema):
    """`password` is needed where the account has one."""

    password = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=1024))


class ProofData(TypedDict):
    password: str | None


def prove(borrower: Borrower, password: str | None) -> None:
    """Invalid unless this is the password of the borrower, where they have one; before any transaction."""
    if borrower.password_hash and not matches(borrower.password_hash, password or ""):
        raise Invalid("password-not-right", field="password")
