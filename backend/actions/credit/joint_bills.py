"""One bill for several cards (合并账单): the card that is billed has the statements and the dues, the others none.

One payment meets all, because there is one due; it is recorded on the card that is billed, whichever was named.
"""

from backend.actions.credit.credit_accounts import today_of
from backend.actions.credit.estimates import resettle
from backend.actions.reminders.deadline_changes import open_again
from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.errors import Conflict, Invalid
from backend.store.credit import credit_accounts, statements
from backend.store.credit.credit_accounts import Account
from backend.store.reminders import deadlines
from backend.store.reminders import series as series_store
from backend.store.reminders.deadlines import Deadline
from backend.store.versions import save_new_version

ELSEWHERE = "billed_with_another"


def must_bill_itself(account: Account) -> None:
    """Conflict for a card that has no statements of its own."""
    if account.billed_with:
        raise Conflict("card-billed-elsewhere")


def hand_over(account: Account, scheduler: ReminderScheduler) -> None:
    """Let another card's bill be this one's too. What this card's own statements asked for stays to be paid."""
    _check(account)
    if account.billed_since is None:
        account.billed_since = today_of(account, scheduler.now)
        account.save(only=[Account.billed_since])
    series = series_store.of_subject(account.id)
    if series is not None and series.roll_at is not None:
        series.roll_at = None
        save_new_version(series, scheduler.now)
    for deadline in _estimated(account):
        if deadline.state == "open":
            deadline.state, deadline.closed_by, deadline.closed_at = "cancelled", "terms", scheduler.now
            deadline.reason, deadline.next_reminder_at = ELSEWHERE, None
            save_new_version(deadline, scheduler.now)
    resettle(credit_accounts.by_id(account.billed_with or ""), scheduler)


def take_back(account: Account, before: str, scheduler: ReminderScheduler) -> None:
    """Let a card leave a joint bill. One that has its own again reopens what can still be paid; the caller lets its
    series run."""
    today = today_of(account, scheduler.now)
    if account.billed_with is None:
        account.billed_since = None
        account.save(only=[Account.billed_since])
        for deadline in _estimated(account):
            if deadline.reason == ELSEWHERE and deadline.last_chance_on >= today:
                open_again(deadline, scheduler)
                save_new_version(deadline, scheduler.now)
    resettle(credit_accounts.by_id(before), scheduler)


def _check(account: Account) -> None:
    bill = credit_accounts.find(account.borrower_id, account.billed_with or "")
    if bill is None or bill.kind != "card" or bill.id == account.id or bill.currency != account.currency:
        raise Invalid("billed-with-unknown", field="billed_with")
    if bill.billed_with or credit_accounts.billed_by(account.id):
        raise Conflict("billed-with-chain", field="billed_with")


def _estimated(account: Account) -> list[Deadline]:
    guessed = {row.id for row in statements.of_account(account.id) if row.source == "estimated"}
    return [row for row in deadlines.of_account(account.id) if row.subject_id in guessed]
