"""Income and bills that the borrower typed: what comes or goes by itself, whether or not the ledger has seen it."""

from typing import Literal

from backend.domain.calendar.business_day import WeekendRule
from backend.store.rows import (
    Column,
    Row,
    day,
    day_or_none,
    flag,
    flag_or_none,
    instant,
    integer,
    integer_or_none,
    large_integer,
    short_text,
    word,
)

TypedRhythm = Literal[
    "once",
    "week",
    "fortnight",
    "four_weeks",
    "half_month",
    "month",
    "last_working_day",
    "two_months",
    "quarter",
    "half_year",
    "year",
]


class ExpectedFlow(Row):
    """One of them. Amounts in minor units without a sign; `secured` NULL: nobody has said."""

    id = short_text(40, primary_key=True)
    borrower_id = short_text(40)
    label = short_text(80)
    direction = short_text(3)  # in | out
    rhythm: Column[TypedRhythm] = word(18)
    starts_on = day()
    ends_on = day_or_none()
    second_day = integer_or_none()
    weekend_rule: Column[WeekendRule] = word(8)
    amount = large_integer()
    low = large_integer()
    high = large_integer()
    currency = short_text(3)
    category = short_text(40)
    essential = flag()
    secured = flag_or_none()
    created_at = instant()
    updated_at = instant()
    version = integer(default=1)

    class Meta:
        table_name = "expected_flow"
        indexes = ((("borrower_id", "id"), False),)


def find(borrower_id: str, flow_id: str) -> ExpectedFlow | None:
    return ExpectedFlow.get_or_none((ExpectedFlow.id == flow_id) & (ExpectedFlow.borrower_id == borrower_id))


def of_borrower(borrower_id: str) -> list[ExpectedFlow]:
    return list(
        ExpectedFlow.select().where(ExpectedFlow.borrower_id == borrower_id).order_by(ExpectedFlow.id)
    )


def page(borrower_id: str, *, limit: int, after: str | None = None) -> list[ExpectedFlow]:
    """One page of a borrower's expected income and bills, the first typed first."""
    query = ExpectedFlow.select().where(ExpectedFlow.borrower_id == borrower_id)
    if after:
        query = query.where(ExpectedFlow.id > after)
    return list(query.order_by(ExpectedFlow.id).limit(limit))
