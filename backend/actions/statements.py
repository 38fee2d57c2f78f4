"""Statements: entered or read off by the borrower; until then our estimate, and marked as one."""

from datetime import date, datetime

from backend.actions import accounts as shared
from backend.actions.planning import Planner
from backend.domain.calendar import local_time
from backend.domain.credit.minimum_payment import minimum_payment
from backend.domain.credit.statement_cycle import due_after
from backend.errors import Conflict, Invalid
from backend.ids import new_id
from backend.store import deadlines, payments, series, statements
from backend.store.accounts import Account
from backend.store.database import transaction
from backend.store.deadlines import Deadline
from backend.store.statements import Statement

# A closing date drifts by some days from the rule; further away it is another cycle.
SAME_CYCLE_DAYS = 15


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
    with transaction():
        planner = Planner(account.borrower_id, now=now)
        statement = _cycle_of(account, closes_on, planner)
        if statement.source != "estimated":
            raise Conflict(
                f"The statement of {statement.period_key} has been entered already; change it with PATCH."
            )
        _fill(account, statement, closes_on, due_on, planner)
        statement.balance, statement.minimum_due = balance, minimum_due
        statement.interest_and_fees, statement.source = interest_and_fees, source
        _check_due(statement)
        _carry_past_due(account, statement, past_due_included)
        _follow(account, statement, planner)
        return statement


def change_statement(statement: Statement, *, now: datetime, **fields: object) -> Statement:
    """Correct or confirm a statement. A figure that was estimated becomes the borrower's own."""
    with transaction():
        account: Account = statement.account
        planner = Planner(account.borrower_id, now=now)
        past_due = fields.pop("past_due_included", None)
        for name, value in fields.items():
            setattr(statement, name, value)
        if statement.source == "estimated":
            statement.source = "entered"
        if statement.balance is None or statement.minimum_due is None:
            raise Invalid("Give the balance and the minimum due.", field="minimum_due")
        _check_due(statement)
        if past_due is not None:
            _carry_past_due(account, statement, int(str(past_due)))
        _follow(account, statement, planner)
        return statement


def _cycle_of(account: Account, closes_on: date, planner: Planner) -> Statement:
    near = [
        row
        for row in statements.of_account(account.id)
        if abs((row.closes_on - closes_on).days) <= SAME_CYCLE_DAYS
    ]
    if near:
        return min(near, key=lambda row: abs((row.closes_on - closes_on).days))
    key = closes_on.strftime("%Y-%m")
    if statements.of_period(account.id, key):
        key = closes_on.isoformat()
    return Statement(
        id=new_id("stm", planner.now),
        borrower_id=account.borrower_id,
        account=account.id,
        period_key=key,
        source="estimated",
        created_at=planner.now,
        version=0,
    )


def _fill(
    account: Account, statement: Statement, closes_on: date, due_on: date | None, planner: Planner
) -> None:
    """Set the real dates; an unknown due date is predicted from the real closing date."""
    new = statement.closes_on is None
    statement.closes_on = closes_on
    if due_on is not None:
        statement.nominal_due_on = due_on
    elif new or account.card_terms.due.days_after is not None:
        statement.nominal_due_on = _predicted_due(account, closes_on)
    if new:
        statement.updated_at = planner.now
        statement.save(force_insert=True)


def _predicted_due(account: Account, closes_on: date) -> date:
    return due_after(account.card_terms, closes_on)


def _check_due(statement: Statement) -> None:
    if statement.nominal_due_on <= statement.closes_on:
        raise Invalid("The due date must lie after the closing date.", field="due_on")
    if statement.minimum_due > max(statement.balance, 0):
        raise Invalid("The minimum due cannot exceed the balance.", field="minimum_due")


def _carry_past_due(account: Account, statement: Statement, given: int | None) -> None:
    """How much of the minimum is older minimums come back: typed, or what is still open of them."""
    if given is not None:
        if given > statement.minimum_due:
            raise Invalid("The past-due part cannot exceed the minimum due.", field="past_due_included")
        statement.past_due_included = given
        return
    if not account.card_terms.minimum.plus_past_due:
        statement.past_due_included = 0
        return
    older = sum(
        row.outstanding or 0
        for row in deadlines.of_account(account.id)
        if row.state == "open" and row.due_on <= statement.closes_on
    )
    statement.past_due_included = min(older, statement.minimum_due)


def _follow(account: Account, statement: Statement, planner: Planner) -> None:
    """Let the deadline, the allocations and the later estimates follow a statement."""
    shared.touch(statement, planner.now)
    deadline = deadlines.of_subject(account.id, statement.id)
    if deadline is None:
        _open_deadline(account, statement, planner)
    elif deadline.state in ("open", "met"):
        _update_deadline(account, statement, deadline, planner)
    shared.reallocate(account, planner)
    if reestimate(account, planner):
        shared.reallocate(account, planner)


def _open_deadline(account: Account, statement: Statement, planner: Planner) -> None:
    row = series.of_subject(account.id)
    shared.new_deadline(
        account,
        "card_minimum",
        shared.due_of(account, account.card_terms, statement.nominal_due_on),
        planner,
        series_id=row.id if row else None,
        subject_id=statement.id,
        amount=statement.minimum_due - statement.past_due_included,
        source=statement.source,
        sure=True,
    ).save(force_insert=True)


def _update_deadline(account: Account, statement: Statement, deadline: Deadline, planner: Planner) -> None:
    shared.set_dates(deadline, shared.due_of(account, account.card_terms, statement.nominal_due_on))
    deadline.amount = statement.minimum_due - statement.past_due_included
    deadline.source, deadline.sure = statement.source, True
    planner.plan(deadline)
    shared.touch(deadline, planner.now)


def reestimate(account: Account, planner: Planner) -> bool:
    """Estimate the minimums still to come from what is left of the last known balance.

    A balance of nothing says nothing about the next statement, so its minimum stays unknown.
    Returns whether any amount changed.
    """
    today = shared.today_of(account, planner.now)
    left = remaining_balance(account, today)
    estimate = minimum_payment(account.card_terms.minimum, balance=left) if left else None
    changed = False
    for statement in statements.of_account(account.id):
        if statement.source != "estimated":
            continue
        deadline = deadlines.of_subject(account.id, statement.id)
        if deadline is None or deadline.state != "open" or deadline.amount == estimate:
            continue
        statement.balance, statement.minimum_due = left or None, estimate
        shared.touch(statement, planner.now)
        deadline.amount = estimate
        planner.plan(deadline)
        shared.touch(deadline, planner.now)
        changed = True
    return changed


def remaining_balance(account: Account, today: date) -> int:
    """The latest known statement's balance less what was paid since it closed, never below zero."""
    statement = statements.latest_known(account.id, today)
    if statement is None or statement.balance is None:
        return 0
    paid = sum(
        row.amount
        for row in payments.standing_of_account(account.id)
        if local_time.local_date(row.paid_at, account.zone) > statement.closes_on
    )
    return max(0, statement.balance - paid)
