"""Talks with an issuer about an account: what is asked for, and what became of it."""

from typing import Literal

from backend.store.credit.credit_accounts import Account
from backend.store.rows import (
    Column,
    Row,
    day,
    day_or_none,
    instant,
    integer,
    long_text_or_none,
    reference,
    short_text,
    short_text_or_none,
    word,
)

Kind = Literal[
    "grace_days",
    "waiver",
    "lower_instalment",
    "longer_term",
    "instalment_plan",
    "settlement",
    "debt_management_plan",
]
KINDS: tuple[Kind, ...] = (
    "grace_days",
    "waiver",
    "lower_instalment",
    "longer_term",
    "instalment_plan",
    "settlement",
    "debt_management_plan",
)
State = Literal["open", "agreed", "refused", "unanswered", "dropped"]
STATES: tuple[State, ...] = ("open", "agreed", "refused", "unanswered", "dropped")


class Negotiation(Row):
    """`reason`: the borrower's own words on why. `renegotiates`: the agreed plan that it is to take the place of."""

    id = short_text(40, primary_key=True)
    borrower_id = short_text(40)
    account = reference(Account, "account_id")
    account_id: Column[str]
    kind: Column[Kind] = word(24)
    state: Column[State] = word(12)
    opened_on = day()
    reason = long_text_or_none()
    renegotiates = short_text_or_none(40)
    closed_on = day_or_none()
    note = long_text_or_none()
    created_at = instant()
    updated_at = instant()
    version = integer(default=1)

    class Meta:
        table_name = "negotiation"
        indexes = ((("borrower_id", "id"), False),)


def find(borrower_id: str, negotiation_id: str) -> Negotiation | None:
    return Negotiation.get_or_none(
        (Negotiation.id == negotiation_id) & (Negotiation.borrower_id == borrower_id)
    )


def any_open(borrower_id: str) -> bool:
    """Whether the borrower talks with any issuer."""
    return (
        Negotiation.select()
        .where((Negotiation.borrower_id == borrower_id) & (Negotiation.state == "open"))
        .exists()
    )


def open_renegotiation_of(plan_id: str) -> Negotiation | None:
    """The talks under way to take the place of a plan."""
    return Negotiation.get_or_none((Negotiation.renegotiates == plan_id) & (Negotiation.state == "open"))


def page(
    borrower_id: str, *, limit: int, after: str | None = None, account_id: str | None = None
) -> list[Negotiation]:
    """One page of a borrower's negotiations, oldest first."""
    query = Negotiation.select().where(Negotiation.borrower_id == borrower_id)
    if account_id:
        query = query.where(Negotiation.account_id == account_id)
    if after:
        query = query.where(Negotiation.id > after)
    return list(query.order_by(Negotiation.id).limit(limit))
