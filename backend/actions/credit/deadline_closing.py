"""Closing a deadline by the borrower's word, and opening it again: its money moves on to what is still open."""

from datetime import datetime

from backend.actions.credit.estimates import resettle
from backend.actions.credit.payment_meaning import NOT_SAID, Meaning
from backend.actions.credit.payments import check_paid_at, record_payment
from backend.actions.reminders.checks import REPORT_CHECK
from backend.actions.reminders.deadline_changes import open_again
from backend.actions.reminders.deadlines import get, must_be_open
from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.errors import Conflict
from backend.store.bureau import bureau_plans
from backend.store.credit import credit_accounts
from backend.store.credit.credit_accounts import Account
from backend.store.database import transaction
from backend.store.reminders.deadlines import Deadline
from backend.store.versions import save_new_version


def acknowledge_deadline(
    deadline: Deadline,
    *,
    amount: int | None,
    paid_at: datetime | None,
    now: datetime,
    meaning: Meaning = NOT_SAID,
) -> Deadline:
    """ "I have paid": becomes a payment of the amount (by default all that is open), which stops the rest.

    A deadline that is no account's, or whose amount neither of us knows, is simply met; one whose minimum no
    statement has told yet is met by the borrower's word, until a statement lets the money decide.
    """
    must_be_open(deadline)
    at, open_amount = paid_at or now, deadline.outstanding
    check_paid_at(at, now)
    if deadline.account_id is None or (amount is None and open_amount is None):
        return close_deadline(deadline, state="met", closed_by="borrower", reason=None, at=at, now=now)
    account, paid = credit_accounts.by_id(deadline.account_id), amount or open_amount or 0
    with transaction():
        record_payment(
            account, amount=paid, paid_at=at, now=now, meaning=_meaning(account, deadline, paid, meaning)
        )
        found = get(deadline.borrower_id, deadline.id)
        if found.state == "open" and found.amount is None:
            found.allocated = amount or 0
            return close_deadline(found, state="met", closed_by="borrower", reason=None, at=at, now=now)
        return found


def _meaning(account: Account, deadline: Deadline, paid: int, said: Meaning) -> Meaning:
    """What is said of an instalment that asks for as much pays that instalment, however far ahead it is due; what is
    said of a card's bill pays that bill, even where an older one looks open."""
    if said == NOT_SAID and account.kind == "card":
        return Meaning("due", deadline_id=deadline.id)
    if said == NOT_SAID and account.kind == "loan" and paid <= (deadline.outstanding or 0):
        return Meaning("paid_ahead")
    return said


def close_deadline(
    deadline: Deadline, *, state: str, closed_by: str, reason: str | None, at: datetime, now: datetime
) -> Deadline:
    """Meet, waive or cancel an open deadline; its reminders end, and what was allocated moves on."""
    must_be_open(deadline)
    with transaction():
        scheduler = ReminderScheduler(deadline.borrower_id, now=now)
        deadline.state, deadline.closed_by, deadline.closed_at = state, closed_by, at
        deadline.reason, deadline.next_reminder_at = reason, None
        save_new_version(deadline, now)
        if deadline.account_id is not None:
            resettle(credit_accounts.by_id(deadline.account_id), scheduler)
        _wake_checks(deadline, now)
    return get(deadline.borrower_id, deadline.id)


def reopen_deadline(deadline: Deadline, *, now: datetime) -> Deadline:
    """Open again what was waived, cancelled or met by the borrower's word; payments re-open by reversal."""
    if deadline.state == "open":
        raise Conflict("deadline-open-already")
    if deadline.closed_by == "payment":
        raise Conflict("deadline-settled-by-payment")
    if deadline.closed_by == "terms" and deadline.account_id is not None:
        raise Conflict("deadline-closed-by-terms")
    with transaction():
        scheduler = ReminderScheduler(deadline.borrower_id, now=now)
        open_again(deadline, scheduler)
        save_new_version(deadline, now)
        if deadline.account_id is not None:
            resettle(credit_accounts.by_id(deadline.account_id), scheduler)
        _wake_checks(deadline, now)
    return get(deadline.borrower_id, deadline.id)


def _wake_checks(deadline: Deadline, now: datetime) -> None:
    """What was owed, and what was looked at, decides which credit reports to look at."""
    if deadline.account_id is not None or deadline.kind == REPORT_CHECK:
        bureau_plans.mark_stale(deadline.borrower_id, [deadline.country], now)
