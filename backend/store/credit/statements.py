"""Card statements: one row a cycle, with the real dates; the terms only predict the next."""

from datetime import date

from backend.store.credit.credit_accounts import Account
from backend.store.rows import (
    Column,
    Row,
    day,
    flag,
    instant,
    integer,
    large_integer,
    large_integer_or_none,
    long_text_or_none,
    reference,
    short_text,
)


class Statement(Row):
    """`source` says how sure it is: estimated (ours), entered (typed), confirmed (read off the statement).

    `past_due_included` is the part of the minimum that older minimums ask for already, and `past_due_source` says where
    it is from. A `due_on_printed` is the statement's own, which no weekend moves. `replaced` is the estimate that the
    statement took the place of (store/credit/replaced_estimate_json.py).
    """

    id = short_text(40, primary_key=True)
    borrower_id = short_text(40)
    account = reference(Account, "account_id", index=False)
    account_id: Column[str]
    period_key = short_text(10)
    closes_on = day()
    nominal_due_on = day()
    balance = large_integer_or_none()
    minimum_due = large_integer_or_none()
    past_due_included = large_integer(default=0)
    past_due_source = short_text(8, default="none")  # none | said | presumed | unsure
    due_on_printed = flag(default=False)
    replaced = long_text_or_none()
    interest_and_fees = large_integer_or_none()
    source = short_text(10, default="estimated")
    created_at = instant()
    updated_at = instant()
    version = integer(default=1)

    class Meta:
        table_name = "statement"
        indexes = (
            (("account_id", "period_key"), True),
            (("borrower_id", "closes_on", "id"), False),
        )


def find(borrower_id: str, statement_id: str) -> Statement | None:
    return Statement.get_or_none((Statement.id == statement_id) & (Statement.borrower_id == borrower_id))


def of_account(account_id: str) -> list[Statement]:
    query = Statement.select().where(Statement.account_id == account_id)
    return list(query.order_by(Statement.closes_on, Statement.id))


def of_period(account_id: str, period_key: str) -> Statement | None:
    return Statement.get_or_none((Statement.account_id == account_id) & (Statement.period_key == period_key))


def latest_known(account_id: str, today: date) -> Statement | None:
    """The newest closed statement whose balance the borrower gave."""
    query = (
        Statement.select()
        .where(
            (Statement.account_id == account_id)
            & (Statement.source != "estimated")
            & (Statement.closes_on <= today)
        )
        .order_by(Statement.closes_on.desc())
    )
    return query.first()


def page(
    borrower_id: str,
    *,
    limit: int,
    before: tuple[date, str] | None = None,
    account_id: str | None = None,
) -> list[Statement]:
    """One page of statements, newest first."""
    query = Statement.select().where(Statement.borrower_id == borrower_id)
    if account_id:
        query = query.where(Statement.account_id == account_id)
    if before:
        query = query.where(
            (Statement.closes_on < before[0])
            | ((Statement.closes_on == before[0]) & (Statement.id < before[1]))
        )
    return list(query.order_by(Statement.closes_on.desc(), Statement.id.desc()).limit(limit))
