"""What cards and loans share: finding one, its dates in its own zone, and the deadlines built from its terms."""

from collections.abc import Sequence
from datetime import date, datetime

from backend.actions.reminders.deadline_changes import build_deadline
from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.domain.calendar import local_time
from backend.domain.calendar.pay_by import DueDates
from backend.domain.credit.card_and_loan_terms import CardTerms, LoanTerms
from backend.domain.credit.due_dates import due_dates_under
from backend.errors import NotFound
from backend.store.credit import credit_accounts
from backend.store.credit.credit_accounts import Account
from backend.store.credit.statements import Statement
from backend.store.reminders import deadlines
from backend.store.reminders.deadlines import Deadline

# A closing date drifts by some days from the rule; further away it is another cycle.
SAME_CYCLE_DAYS = 15


def get_account(borrower_id: str, account_id: str, kind: str | None = None) -> Account:
    """The borrower's account, or NotFound."""
    account = credit_accounts.find(borrower_id, account_id)
    if account is None or (kind and account.kind != kind):
        raise NotFound()
    return account


def biller_of(account: Account) -> Account:
    """The account whose statement bills this one: itself, or the card it shares one bill with."""
    return credit_accounts.by_id(account.billed_with) if account.billed_with else account


def payee_of(account: Account) -> Account:
    """The account that a payment to this one pays: while it has an open due of its own, itself, else its biller."""
    own = account.billed_with and any(row.state == "open" for row in deadlines.of_account(account.id))
    return account if own else biller_of(account)


def today_of(account: Account, now: datetime) -> date:
    """Today in the debt's own zone: lateness is judged there."""
    return local_time.local_date(now, account.zone)


def terms_of(account: Account) -> CardTerms | LoanTerms:
    return account.card_terms if account.kind == "card" else account.loan_terms


def due_dates_of(account: Account, terms: CardTerms | LoanTerms, nominal_due_on: date) -> DueDates:
    """The pay-by and last-chance instants of a contract's date under the account's terms."""
    return due_dates_under(terms, nominal_due_on, country=account.country, zone=account.zone)


def autopay_holds(account: Account) -> bool:
    return account.autopay != "off" and account.autopay_funded == "holds"


def new_deadline(
    account: Account,
    kind: str,
    due_dates: DueDates,
    scheduler: ReminderScheduler,
    *,
    series_id: str | None,
    subject_id: str,
    source: str,
    sure: bool,
    amount: int | None = None,
) -> Deadline:
    """A planned deadline of an account; the caller saves it."""
    deadline = build_deadline(
        scheduler,
        due_dates,
        kind=kind,
        zone=account.zone,
        country=account.country,
        owed=True,
        source=source,
        sure=sure,
        account_id=account.id,
        series_id=series_id,
        subject_id=subject_id,
        amount=amount,
        currency=account.currency,
        tolerance=terms_of(account).tolerance,
        autopay=autopay_holds(account),
    )
    scheduler.plan_new(deadline)
    return deadline


def nearest(rows: Sequence[Statement], closes_on: date, within: int) -> Statement | None:
    """The statement that closes nearest to a day, at most so many days away."""
    found = min(rows, key=lambda row: abs((row.closes_on - closes_on).days), default=None)
    return found if found is not None and abs((found.closes_on - closes_on).days) <= within else None
