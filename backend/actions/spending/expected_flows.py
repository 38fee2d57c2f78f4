"""Income and bills that the borrower typed, beside those that are found in the ledger."""

from datetime import date, datetime
from typing import TypedDict, Unpack

from backend.domain.calendar.business_day import WeekendRule
from backend.domain.spending.categories import category_lookup
from backend.errors import Invalid, NotFound
from backend.ids import new_id
from backend.store.database import transaction
from backend.store.spending import cut_plans, expected_flows
from backend.store.spending.expected_flows import ExpectedFlow, TypedRhythm
from backend.store.versions import save_new_version


class FlowChanges(TypedDict, total=False):
    """What may be said of one; what is left out stays as it is, or has its default."""

    label: str
    direction: str
    rhythm: TypedRhythm
    starts_on: date
    ends_on: date | None
    second_day: int | None
    weekend_rule: WeekendRule | None
    amount: int
    low: int | None
    high: int | None
    currency: str
    category: str | None
    essential: bool | None
    secured: bool | None


def get(borrower_id: str, flow_id: str) -> ExpectedFlow:
    """The borrower's expected income or bill, or NotFound."""
    row = expected_flows.find(borrower_id, flow_id)
    if row is None:
        raise NotFound()
    return row


def add_flow(borrower_id: str, *, now: datetime, **fields: Unpack[FlowChanges]) -> ExpectedFlow:
    """Type an income or a bill that is expected."""
    row = ExpectedFlow(
        id=new_id("exp", now),
        borrower_id=borrower_id,
        ends_on=None,
        second_day=None,
        secured=None,
        created_at=now,
        updated_at=now,
    )
    _set(
        row, {"weekend_rule": None, "low": None, "high": None, "category": None, "essential": None, **fields}
    )
    with transaction():
        row.save(force_insert=True)
        cut_plans.mark_stale(borrower_id, now)
    return row


def change_flow(row: ExpectedFlow, *, now: datetime, **changes: Unpack[FlowChanges]) -> ExpectedFlow:
    """Change one. A new amount without a new low and high is certain."""
    if "amount" in changes:
        changes = {"low": None, "high": None, **changes}
    with transaction():
        _set(row, changes)
        save_new_version(row, now)
        cut_plans.mark_stale(row.borrower_id, now)
    return row


def _set(row: ExpectedFlow, said: FlowChanges) -> None:
    """The values as they were said, with the defaults of those that were left open."""
    for name, value in said.items():
        setattr(row, name, value)
    row.low = row.amount if row.low is None else row.low
    row.high = row.amount if row.high is None else row.high
    if row.weekend_rule is None:
        row.weekend_rule = "previous" if row.rhythm == "last_working_day" else "none"
    if row.category is None:
        row.category = category_lookup.UNSORTED_IN if row.direction == "in" else category_lookup.UNSORTED_OUT
    if row.essential is None:
        row.essential = row.direction == "out" and _need(row.category) == "essential"
    _check(row)


def _need(category: str) -> str | None:
    return category_lookup.need(category) if category_lookup.is_category(category) else None


def _check(row: ExpectedFlow) -> None:
    if not category_lookup.is_category(row.category):
        raise Invalid("category-unknown", field="category")
    if not row.low <= row.amount <= row.high:
        raise Invalid("amount-outside-its-range", field="low" if row.low > row.amount else "high")
    if row.ends_on is not None and row.ends_on < row.starts_on:
        raise Invalid("ends-before-it-starts", field="ends_on")
    if (row.second_day is None) == (row.rhythm == "half_month"):
        raise Invalid("second-day-of-half-months", field="second_day")
    if row.essential and row.direction == "in":
        raise Invalid("income-is-no-bill", field="essential")


def remove_flow(row: ExpectedFlow, *, now: datetime) -> None:
    """Take one back."""
    with transaction():
        row.delete_instance()
        cut_plans.mark_stale(row.borrower_id, now)
