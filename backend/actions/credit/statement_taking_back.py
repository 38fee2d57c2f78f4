"""Taking a wrong statement back: everything is as if it had never been entered, to the last due and allocation."""

from datetime import datetime

from backend.actions.credit.account_lifecycle import ENDED
from backend.actions.credit.allocation import follows_the_facts
from backend.actions.credit.card_terms import reschedule
from backend.actions.credit.credit_accounts import today_of
from backend.actions.credit.estimates import resettle
from backend.actions.credit.statement_dates import dates_of_statement
from backend.actions.reminders.deadline_changes import set_dates
from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.errors import Conflict
from backend.store.credit.credit_accounts import Account
from backend.store.credit.replaced_estimate_json import ReplacedEstimate, load_replaced
from backend.store.credit.statements import Statement
from backend.store.database import transaction
from backend.store.reminders import deadlines, due_reminders
from backend.store.reminders.deadlines import Deadline
from backend.store.versions import save_new_version

# Why a due is cancelled that a reminder has told of already, so that its row stays.
_TAKEN_BACK = "statement-taken-back"


def take_back_statement(statement: Statement, *, now: datetime) -> None:
    """Undo a statement: its cycle is our estimate again, or gone where there had been none."""
    if statement.source == "estimated":
        raise Conflict("statement-is-estimate")
    with transaction():
        account: Account = statement.account
        scheduler = ReminderScheduler(account.borrower_id, now=now)
        deadline = deadlines.of_subject(account.id, statement.id)
        if statement.replaced is None:
            if deadline is not None:
                _remove_due(deadline, now)
            statement.delete_instance()
        else:
            _estimate_again(account, statement, deadline, load_replaced(statement.replaced), scheduler)
            reschedule(account, account.card_terms, scheduler)
        resettle(account, scheduler)


def _remove_due(deadline: Deadline, now: datetime) -> None:
    """Nothing is left of a due that nobody was told of; else its row keeps what was said."""
    if not due_reminders.told_moments([deadline.id]):
        deadline.delete_instance()
        return
    deadline.state, deadline.closed_by, deadline.closed_at = "cancelled", "terms", now
    deadline.reason, deadline.next_reminder_at = _TAKEN_BACK, None
    save_new_version(deadline, now)


def _estimate_again(
    account: Account,
    statement: Statement,
    deadline: Deadline | None,
    before: ReplacedEstimate,
    scheduler: ReminderScheduler,
) -> None:
    statement.closes_on, statement.nominal_due_on = before.closes_on, before.nominal_due_on
    statement.balance = statement.minimum_due = statement.interest_and_fees = statement.replaced = None
    statement.past_due_included, statement.past_due_source = 0, "none"
    statement.source, statement.due_on_printed = "estimated", False
    save_new_version(statement, scheduler.now)
    if deadline is None:
        return
    set_dates(deadline, dates_of_statement(account, account.card_terms, statement))
    deadline.amount, deadline.source, deadline.sure = None, "estimated", False
    if follows_the_facts(deadline):
        _as_it_was(account, deadline, before, scheduler)
    scheduler.plan(deadline)
    save_new_version(deadline, scheduler.now)


def _as_it_was(
    account: Account, deadline: Deadline, before: ReplacedEstimate, scheduler: ReminderScheduler
) -> None:
    deadline.state, deadline.closed_by = before.state, before.closed_by
    deadline.closed_at, deadline.reason = before.closed_at, before.reason
    ended = account.status in ENDED and deadline.due_on > today_of(account, scheduler.now)
    if deadline.state == "open" and ended:
        deadline.state, deadline.closed_by = "cancelled", "terms"
        deadline.closed_at, deadline.reason = scheduler.now, account.status
