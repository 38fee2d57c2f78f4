"""Recurring income and charges: found in the ledger, confirmed or denied by the borrower."""

from datetime import date
from typing import Literal

from backend.domain.calendar.business_day import WeekendRule
from backend.domain.spending.ledger.recurring_series import Kind
from backend.domain.spending.ledger.repeat_interval import Cadence
from backend.store.rows import (
    Column,
    Row,
    day,
    day_or_none,
    flag,
    instant,
    integer,
    integer_or_none,
    large_integer,
    long_text,
    short_text,
    word,
)

Cancellable = Literal["yes", "no", "unknown"]


class Recurring(Row):
    """One series. `state`: found, confirmed, denied (never counted again) or ended.

    `expected`, `low` and `high` are minor units without a sign; `direction` is in or out. `changes`: price
    rises, and trials that turned paid. `overdue_on`: expected then, and not seen yet. `missed`: how many expected
    days passed since the last one. `weekend_rule`: where it goes when its day is not worked. `from_cash` is false where
    a credit card pays it. `cancellable`: whether it can be cancelled at all, before `contract_ends_on` or at it.
    """

    id = short_text(40, primary_key=True)
    borrower_id = short_text(40)
    signature = short_text(250)
    label = short_text(120)
    kind: Column[Kind] = word(14)
    cadence: Column[Cadence] = word(10)
    direction = short_text(3)
    anchor_day = integer_or_none()
    expected = large_integer()
    low = large_integer()
    high = large_integer()
    currency = short_text(3)
    category = short_text(40)
    next_on = day()
    last_on = day()
    seen = integer()
    confidence = integer()  # per cent
    changes = long_text(default="[]")  # JSON list of {kind, was, now, on}
    overdue_on = day_or_none()
    missed = integer(default=0)
    weekend_rule: Column[WeekendRule] = word(8, default="none")
    from_cash = flag(default=True)
    cancellable: Column[Cancellable] = word(8, default="unknown")
    contract_ends_on = day_or_none()
    lines = long_text(default="[]")  # JSON list of the ledger entries it was found in
    state = short_text(10, default="found")
    refused = integer(default=0)
    created_at = instant()
    updated_at = instant()
    version = integer(default=1)

    class Meta:
        table_name = "recurring"
        indexes = ((("borrower_id", "signature"), True), (("borrower_id", "id"), False))


def find(borrower_id: str, series_id: str) -> Recurring | None:
    return Recurring.get_or_none((Recurring.id == series_id) & (Recurring.borrower_id == borrower_id))


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
