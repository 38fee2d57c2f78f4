"""Statements: entered or read off by the borrower; until then our estimate, and marked as one."""

from datetime import date, datetime, timedelta
from typing import TypedDict, Unpack

from backend.actions.credit.credit_accounts import SAME_CYCLE_DAYS, due_dates_of, nearest, new_deadline
from backend.actions.credit.estimates import resettle
from backend.actions.credit.joint_bills import must_bill_itself
from backend.actions.credit.past_due import DerivedPastDue, past_due_at
from backend.actions.reminders.deadline_changes import open_again, set_dates
from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.domain.calendar import local_time
from backend.domain.credit.statement_cycle import due_after
from backend.errors import Conflict, Invalid
from backend.ids import new_id
from backend.store.credit import statements
from backend.store.credit.credit_accounts import Account
from backend.store.credit.statements import Statement
from backend.store.database import transaction
from backend.store.reminders import deadlines, series
from backend.store.reminders.deadlines import Deadline
from backend.store.versions import save_new_version

# Two statements of one card lie further apart than this, even where the issuer moves the closing day.
SAME_STATEMENT_DAYS = 7


class StatementChanges(TypedDict, total=False):
    """What may be corrected; what is left out stays as it is."""

    closes_on: date
    nominal_due_on: date
    balance: int
    minimum_due: int
    past_due_included: int
    interest_and_fees: int | None
    source: str


def enter_statement(
    account: Account,
    *,
    closes_on: date,
    now: datetime,
    balance: int,
    minimum_due: int,
    due_on: date | None = None,
    past_due_included: int | None = None,
    interest_and_fees: int | None = None,
    source: str = "entered",
) -> Statement:
    """Take a statement as the issuer wrote it; it replaces our estimate of the same cycle."""
    must_bill_itself(account)
    with transaction():
        scheduler = ReminderScheduler(account.borrower_id, now=now)
        statement = _cycle_of(account, closes_on, scheduler)
        if statement.source != "estimated":
            raise Conflict("statement-entered", period=statement.period_key)
        later_past_due = DerivedPastDue(account, since=closes_on + timedelta(days=1))
        _fill(account, statement, closes_on, due_on, scheduler)
        statement.balance, statement.minimum_due = balance, minimum_due
        statement.interest_and_fees, statement.source = interest_and_fees, source
        _check_due(statement)
        _carry_past_due(account, statement, past_due_included, follows=True)
        _save_and_settle(account, statement, later_past_due, scheduler)
        return statement


def change_statement(
    statement: Statement, *, now: datetime, **changes: Unpack[StatementChanges]
) -> Statement:
    """Correct or confirm a statement. A figure that was estimated becomes the borrower's own."""
    with transaction():
        account: Account = statement.account
        scheduler = ReminderScheduler(account.borrower_id, now=now)
        later_past_due = DerivedPastDue(account, since=statement.closes_on + timedelta(days=1))
        follows = statement.source == "estimated" or statement.past_due_included == past_due_at(
            account, statement
        )
        past_due = changes.pop("past_due_included", None)
        for name, value in changes.items():
            setattr(statement, name, value)
        if statement.source == "estimated":
            statement.source = "entered"
        if statement.balance is None or statement.minimum_due is None:
            raise Invalid("statement-incomplete", field="minimum_due")
        _check_closing(account, statement)
        _check_due(statement)
        _carry_past_due(account, statement, past_due, follows=follows)
        _save_and_settle(account, statement, later_past_due, scheduler)
        return statement


def _cycle_of(account: Account, closes_on: date, scheduler: ReminderScheduler) -> Statement:
    """The known statement that this must be, else the estimate of the same cycle, else a new one."""
    rows = statements.of_account(account.id)
    known = [row for row in rows if row.source != "estimated"]
    estimated = [row for row in rows if row.source == "estimated"]
    found = nearest(known, closes_on, SAME_STATEMENT_DAYS) or nearest(estimated, closes_on, SAME_CYCLE_DAYS)
    if found is not None:
        return found
    key = closes_on.strftime("%Y-%m")
    if statements.of_period(account.id, key):
        key = closes_on.isoformat()
    return Statement(
        id=new_id("stm", scheduler.now),
        borrower_id=account.borrower_id,
        account=account.id,
        period_key=key,
        source="estimated",
        created_at=scheduler.now,
        version=0,
    )


def _fill(
    account: Account, statement: Statement, closes_on: date, due_on: date | None, scheduler: ReminderScheduler
) -> None:
    """Set the real dates; an unknown due date is predicted from the real closing date."""
    new = statement.closes_on is None
    statement.closes_on = closes_on
    if due_on is not None:
        statement.nominal_due_on = due_on
    elif new or account.card_terms.due.days_after is not None or statement.nominal_due_on <= closes_on:
        statement.nominal_due_on = due_after(account.card_terms, closes_on)
    if new:
        statement.updated_at = scheduler.now
        statement.save(force_insert=True)


def _check_closing(account: Account, statement: Statement) -> None:
    others = [row for row in statements.of_account(account.id) if row.id != statement.id]
    if nearest(others, statement.closes_on, SAME_STATEMENT_DAYS):
        raise Conflict("statement-overlaps")


def _asked(statement: Statement) -> int:
    """The minimum that a statement asks for, once it is entered."""
    return statement.minimum_due or 0


def _check_due(statement: Statement) -> None:
    if statement.nominal_due_on <= statement.closes_on:
        raise Invalid("due-before-closing", field="due_on")
    if _asked(statement) > max(statement.balance or 0, 0):
        raise Invalid("minimum-above-balance", field="minimum_due")


def _carry_past_due(account: Account, statement: Statement, given: int | None, *, follows: bool) -> None:
    """How much of the minimum is older minimums come back: typed, or what was still open of them."""
    if given is not None and given > _asked(statement):
        raise Invalid("past-due-above-minimum", field="past_due_included")
    if given is None and follows:
        given = past_due_at(account, statement)
    # A part that was typed before stands, within a minimum that has been corrected since.
    statement.past_due_included = min(
        statement.past_due_included if given is None else given, _asked(statement)
    )


def _save_and_settle(
    account: Account, statement: Statement, later_past_due: DerivedPastDue, scheduler: ReminderScheduler
) -> None:
    """Let the deadline, the later statements, the allocations and the estimates follow a statement."""
    save_new_version(statement, scheduler.now)
    deadline = deadlines.of_subject(account.id, statement.id)
    if deadline is None:
        _open_deadline(account, statement, scheduler)
    else:
        _update_deadline(account, statement, deadline, scheduler)
    later_past_due.refresh(scheduler)
    resettle(account, scheduler)


def _open_deadline(account: Account, statement: Statement, scheduler: ReminderScheduler) -> None:
    row = series.of_subject(account.id)
    new_deadline(
        account,
        "card_minimum",
        due_dates_of(account, account.card_terms, statement.nominal_due_on),
        scheduler,
        series_id=row.id if row else None,
        subject_id=statement.id,
        amount=_asked(statement) - statement.past_due_included,
        source=statement.source,
        sure=True,
    ).save(force_insert=True)


def _update_deadline(
    account: Account, statement: Statement, deadline: Deadline, scheduler: ReminderScheduler
) -> None:
    if _is_owed_after_all(account, statement, deadline):
        open_again(deadline, scheduler)
    set_dates(deadline, due_dates_of(account, account.card_terms, statement.nominal_due_on))
    deadline.amount = _asked(statement) - statement.past_due_included
    deadline.source, deadline.sure = statement.source, True
    scheduler.plan(deadline)
    save_new_version(deadline, scheduler.now)


def _is_owed_after_all(account: Account, statement: Statement, deadline: Deadline) -> bool:
    """Whether a statement opens again what ended while its minimum was not known.

    The terms had ended it; or the borrower had paid something on it, and now the money decides, or had said so
    before the statement even closed.
    """
    if deadline.state == "cancelled":
        return bool(deadline.closed_by == "terms")
    if deadline.state != "met" or deadline.closed_by != "borrower" or deadline.amount is not None:
        return False
    return bool(
        deadline.allocated or local_time.local_date(deadline.closed_at, account.zone) <= statement.closes_on
    )
