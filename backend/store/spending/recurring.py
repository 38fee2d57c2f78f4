"""Recurring income and charges: found in the ledger, confirmed or denied by the borrower."""

from datetime import date
from typing import cast

import peewee

from backend.store.database import InstantField, Row


class Recurring(Row):
    """One series. `state`: found, confirmed, denied (never counted again) or ended.

    `expected`, `low` and `high` are minor units without a sign; `direction` is in or out. `changes`: price
    rises, and trials that turned paid. `overdue_on`: expected then, and not seen yet. `from_cash` is false where
    a credit card pays it.
    """

    id = peewee.CharField(max_length=40, primary_key=True)
    borrower_id = peewee.CharField(max_length=40)
    signature = peewee.CharField(max_length=250)
    label = peewee.CharField(max_length=120)
    kind = peewee.CharField(max_length=14)
    cadence = peewee.CharField(max_length=10)
    direction = peewee.CharField(max_length=3)
    anchor_day = peewee.IntegerField(null=True)
    expected = peewee.BigIntegerField()
    low = peewee.BigIntegerField()
    high = peewee.BigIntegerField()
    currency = peewee.CharField(max_length=3)
    category = peewee.CharField(max_length=40)
    next_on = peewee.DateField()
    last_on = peewee.DateField()
    seen = peewee.IntegerField()
    confidence = peewee.IntegerField()  # per cent
    changes = peewee.TextField(default="[]")  # JSON list of {kind, was, now, on}
    overdue_on = peewee.DateField(null=True)
    from_cash = peewee.BooleanField(default=True)
    lines = peewee.TextField(default="[]")  # JSON list of the ledger entries it was found in
    state = peewee.CharField(max_length=10, default="found")
    refused = peewee.IntegerField(default=0)
    created_at = InstantField()
    updated_at = InstantField()
    version = peewee.IntegerField(default=1)

    class Meta:
        table_name = "recurring"
        indexes = ((("borrower_id", "signature"), True), (("borrower_id", "id"), False))


def find(borrower_id: str, series_id: str) -> Recurring | None:
    return cast(
        Recurring | None,
        Recurring.get_or_none((Recurring.id == series_id) & (Recurring.borrower_id == borrower_id)),
    )


def of_borrower(borrower_id: str) -> list[Recurring]:
    return list(Recurring.select().where(Recurring.borrower_id == borrower_id).order_by(Recurring.id))


def page(
    borrower_id: str,
    *,
    limit: int,
    after: tuple[date, str] | None = None,
    states: frozenset[str] = frozenset(),
) -> list[Recurring]:
    """One page of a borrower's series, the next expected first."""
    query = Recurring.select().where(Recurring.borrower_id == borrower_id)
    if states:
        query = query.where(Recurring.state.in_(sorted(states)))
    if after:
        query = query.where(
            (Recurring.next_on > after[0]) | ((Recurring.next_on == after[0]) & (Recurring.id > after[1]))
        )
    return list(query.order_by(Recurring.next_on, Recurring.id).limit(limit))
