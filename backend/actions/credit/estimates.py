"""Estimates of card minimums that no statement has told yet, from what is left of the last known balance."""

from collections.abc import Sequence
from datetime import date

from backend.actions.credit.allocation import follows_the_facts, inflows_of, reallocate
from backend.actions.credit.past_due import follow_statements
from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.domain.credit.minimum_payment import minimum_payment
from backend.domain.credit.payment_allocation import Inflow
from backend.store.credit import statements
from backend.store.credit.credit_accounts import Account
from backend.store.credit.statements import Statement
from backend.store.reminders import deadlines
from backend.store.versions import save_new_version


def resettle(account: Account, scheduler: ReminderScheduler) -> None:
    """Let estimates and statements follow the facts, and the money settle them: whatever changed, in one order."""
    if account.kind == "card":
        reestimate(account, scheduler)
        follow_statements(account, scheduler)
    reallocate(account, scheduler)


def reestimate(account: Account, scheduler: ReminderScheduler) -> None:
    """Estimate the minimums that are not known and that nobody's word closed.

    Each from the balance at its own closing date, so that what is paid after it does not lower what it asks
    for. A balance of nothing says nothing about the next statement, so its minimum stays unknown.
    """
    paid, rows = inflows_of(account), statements.of_account(account.id)
    known = [row for row in rows if row.source != "estimated"]
    dues = {row.subject_id: row for row in deadlines.of_account(account.id) if follows_the_facts(row)}
    for statement in rows:
        deadline = dues.get(statement.id)
        if statement.source != "estimated" or deadline is None:
            continue
        left = _left(known, paid, statement.closes_on)
        estimate = _minimum(account, left)
        if deadline.amount == estimate:
            continue
        statement.balance, statement.minimum_due = left or None, estimate
        save_new_version(statement, scheduler.now)
        deadline.amount = estimate
        scheduler.plan(deadline)
        save_new_version(deadline, scheduler.now)


def _minimum(account: Account, balance: int) -> int | None:
    over_limit = 0 if account.credit_limit is None else max(0, balance - account.credit_limit)
    rule = account.card_terms.minimum
    return minimum_payment(rule, balance=balance, over_limit=over_limit) if balance else None


def _left(known: Sequence[Statement], paid: Sequence[Inflow], closes_on: date) -> int:
    """What was left of the balance last known before a closing date when that day ended."""
    earlier = [row for row in known if row.closes_on < closes_on]
    return _rest(earlier[-1], paid, closes_on) if earlier else 0


def _rest(statement: Statement, paid: Sequence[Inflow], until: date) -> int:
    since = [inflow.amount for inflow in paid if statement.closes_on < inflow.paid_on <= until]
    return max(0, (statement.balance or 0) - sum(since))


def remaining_balance(account: Account, today: date) -> int:
    """The latest known statement's balance less what was paid since it closed, never below zero."""
    statement = statements.latest_known(account.id, today)
    return _rest(statement, inflows_of(account), date.max) if statement else 0
