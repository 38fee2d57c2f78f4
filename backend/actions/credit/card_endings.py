"""What becomes of a card's dues that are past due already when its debt ends, and when that is taken back."""

from backend.actions.credit.credit_accounts import today_of
from backend.actions.reminders.deadline_changes import open_again
from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.domain.calendar import local_time
from backend.store.credit.credit_accounts import Account
from backend.store.reminders import deadlines
from backend.store.versions import save_new_version

# The debt is owed still, and no longer to be paid to this lender month by month: nothing reminds of what it asked.
_ELSEWHERE = ("charged_off", "sold")
_AGREED_AWAY = ("settled", "paid_off")


def silence_elsewhere(account: Account, scheduler: ReminderScheduler) -> None:
    """Let open dues of a debt that was charged off or sold keep silent, and speak again where that is taken back.

    They stay open. A statement that is entered afterwards speaks: it says that this lender asks for money.
    """
    silent = account.status in _ELSEWHERE
    for deadline in deadlines.of_account(account.id):
        if deadline.state == "open" and deadline.silent != silent:
            deadline.silent = silent
            if silent:
                scheduler.plan(deadline)
            else:
                scheduler.plan_new(deadline)
            save_new_version(deadline, scheduler.now)


def reopen_settled(account: Account, scheduler: ReminderScheduler) -> None:
    """Open again what was past due already when a settlement that is taken back had cancelled it."""
    today = today_of(account, scheduler.now)
    for deadline in deadlines.of_account(account.id):
        if deadline.closed_by != "terms" or deadline.reason not in _AGREED_AWAY or deadline.closed_at is None:
            continue
        if deadline.due_on <= min(today, local_time.local_date(deadline.closed_at, account.zone)):
            open_again(deadline, scheduler)
            save_new_version(deadline, scheduler.now)
