"""Statements: entered or read off by the borrower; until then our estimate, and marked as one."""

from datetime import date, datetime
from typing import TypedDict, Unpack

from backend.actions.credit.agreed_dues import closed_by_plan
from backend.actions.credit.credit_accounts import new_deadline, today_of
from backend.actions.credit.estimates import resettle
from backend.actions.credit.joint_bills import must_bill_itself
from backend.actions.credit.minimum_jumps import follow_minimum
from backend.actions.credit.statement_dates import dates_of_statement
from backend.actions.credit.statement_rules import check_amounts, check_dates, check_overlap, statement_of
from backend.actions.reminders.deadline_changes import open_again, set_dates
from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.domain.calendar import local_time
from backend.domain.credit.statement_cycle import due_after
from backend.errors import Conflict, Invalid
from backend.ids import new_id
from backend.store.credit import statements
from backend.store.credit.credit_accounts import Account
from backend.store.credit.replaced_estimate_json import ReplacedEstimate, dump_replaced
from backend.store.credit.statements import Statement
from backend.store.database import transaction
from backend.store.reminders import deadlines, series
from backend.store.reminders.deadlines import Deadline
from backend.store.versions import save_new_version


class StatementChanges(TypedDict, total=False):
    """What may be corrected; what is left out stays. A past-due part of None takes the borrower's word back."""

    closes_on: date
    nominal_due_on: date
    balance: int
    minimum_due: int
    past_due_included: int | None
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
        statement = _cycle_of(account, closes_on, due_on, scheduler)
        if statement.source != "estimated":
            raise Conflict("statement-entered", period=statement.period_key)
        is_new = statement.closes_on is None
        _remember_estimate(account, statement)
        _fill(account, statement, closes_on, due_on)
        statement.balance, statement.minimum_due = balance, minimum_due
        statement.interest_and_fees, statement.source = interest_and_fees, source
        _say_past_due(statement, past_due_included)
        today = today_of(account, now)
        check_dates(account, statement, today)
        check_amounts(statement, today)
        if is_new:
            statement.updated_at = now
            statement.save(force_insert=True)
        _save_and_settle(account, statement, scheduler)
        return Statement.get_by_id(statement.id)


def change_statement(
    statement: Statement, *, now: datetime, **changes: Unpack[StatementChanges]
) -> Statement:
    """Correct or confirm a statement. A figure that was estimated becomes the borrower's own."""
    with transaction():
        account: Account = statement.account
        scheduler = ReminderScheduler(account.borrower_id, now=now)
        _remember_estimate(account, statement)
        says_part = "past_due_included" in changes
        if "past_due_included" in changes:
            _say_past_due(statement, changes.pop("past_due_included"))
        for name, value in changes.items():
            setattr(statement, name, value)
        if statement.source == "estimated":
            statement.source = "entered"
        if "nominal_due_on" in changes or changes.get("source") == "confirmed":
            statement.due_on_printed = True
        if statement.balance is None or statement.minimum_due is None:
            raise Invalid("statement-incomplete", field="minimum_due")
        today = today_of(account, now)
        check_dates(account, statement, today)
        check_overlap(statement, [row for row in statements.of_account(account.id) if row.id != statement.id])
        if statement.past_due_source == "said" and not says_part:
            # A part that was said before stands, within a minimum that has been corrected since.
            statement.past_due_included = min(statement.past_due_included, statement.minimum_due)
        check_amounts(statement, today)
        _save_and_settle(account, statement, scheduler)
        return Statement.get_by_id(statement.id)


def _cycle_of(
    account: Account, closes_on: date, due_on: date | None, scheduler: ReminderScheduler
) -> Statement:
    """The known statement that this must be, else the estimate of the same cycle, else a new one."""
    found = statement_of(statements.of_account(account.id), closes_on, due_on)
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


def _remember_estimate(account: Account, statement: Statement) -> None:
    """Keep what the statement takes the place of, so that taking it back restores just that."""
    if statement.source != "estimated" or statement.closes_on is None:
        return
    deadline = deadlines.of_subject(account.id, statement.id)
    statement.replaced = dump_replaced(
        ReplacedEstimate(
            closes_on=statement.closes_on,
            nominal_due_on=statement.nominal_due_on,
            state=deadline.state if deadline else "open",
            closed_by=deadline.closed_by if deadline else None,
            closed_at=deadline.closed_at if deadline else None,
            reason=deadline.reason if deadline else None,
        )
    )


def _fill(account: Account, statement: Statement, closes_on: date, due_on: date | None) -> None:
    """Set the real dates; an unknown due date is predicted from the real closing date."""
    new = statement.closes_on is None
    statement.closes_on = closes_on
    statement.due_on_printed = due_on is not None
    if due_on is not None:
        statement.nominal_due_on = due_on
    elif new or account.card_terms.due.days_after is not None or statement.nominal_due_on <= closes_on:
        statement.nominal_due_on = due_after(account.card_terms, closes_on)


def _say_past_due(statement: Statement, part: int | None) -> None:
    """Take the borrower's word for the past-due part; None is no word, and the arithmetic decides."""
    statement.past_due_included = part or 0
    statement.past_due_source = "none" if part is None else "said"


def _save_and_settle(account: Account, statement: Statement, scheduler: ReminderScheduler) -> None:
    """Let the deadline, the other statements, the allocations and the estimates follow a statement."""
    save_new_version(statement, scheduler.now)
    deadline = deadlines.of_subject(account.id, statement.id)
    if deadline is None:
        _open_deadline(account, statement, scheduler)
    else:
        _update_deadline(account, statement, deadline, scheduler)
    resettle(account, scheduler)
    follow_minimum(account, scheduler)


def _open_deadline(account: Account, statement: Statement, scheduler: ReminderScheduler) -> None:
    row = series.of_subject(account.id)
    deadline = new_deadline(
        account,
        "card_minimum",
        dates_of_statement(account, account.card_terms, statement),
        scheduler,
        series_id=row.id if row else None,
        subject_id=statement.id,
        amount=statement.minimum_due or 0,
        source=statement.source,
        sure=True,
    )
    scheduler.plan_told(deadline)
    deadline.save(force_insert=True)


def _update_deadline(
    account: Account, statement: Statement, deadline: Deadline, scheduler: ReminderScheduler
) -> None:
    if _is_owed_after_all(account, statement, deadline):
        open_again(deadline, scheduler)
    set_dates(deadline, dates_of_statement(account, account.card_terms, statement))
    deadline.amount, deadline.silent = statement.minimum_due or 0, False
    was_known = deadline.sure
    deadline.source, deadline.sure = statement.source, True
    scheduler.plan(deadline)
    if not was_known:
        scheduler.plan_told(deadline)
    save_new_version(deadline, scheduler.now)


def _is_owed_after_all(account: Account, statement: Statement, deadline: Deadline) -> bool:
    """Whether a statement opens again what ended while its minimum was not known.

    The terms had ended it, or the borrower had called off what was only estimated; or the borrower had paid something
    on it, and now the money decides, or had said so before the statement even closed.
    """
    if deadline.state == "cancelled":
        if deadline.closed_by == "borrower":
            return not deadline.sure
        return bool(deadline.closed_by == "terms" and not closed_by_plan(deadline))
    if deadline.state != "met" or deadline.closed_by != "borrower" or deadline.amount is not None:
        return False
    return bool(
        deadline.allocated or local_time.local_date(deadline.closed_at, account.zone) <= statement.closes_on
    )
