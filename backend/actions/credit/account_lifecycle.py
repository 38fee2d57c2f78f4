"""What cards and loans go through alike: opening, changing, ending, running again, and being covered by autopay."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Literal, NotRequired, TypedDict

from backend.actions.credit.credit_accounts import autopay_holds, today_of
from backend.actions.reminders.deadline_changes import cancel_future, open_again
from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.domain.credit.card_and_loan_terms import CardTerms, LoanTerms
from backend.ids import new_id
from backend.store.bureau import bureau_plans
from backend.store.credit.credit_accounts import Account, dump_terms
from backend.store.reminders import deadlines
from backend.store.reminders import series as series_store
from backend.store.reminders.series import Series
from backend.store.versions import save_new_version

# A debt in one of these has no further cycles.
ENDED = ("settled", "paid_off", "charged_off", "sold")
# Of a debt in one of these nothing is owed any more, not even what is past due.
NOTHING_OWED = ("settled", "paid_off")
_REASONS = (*ENDED, "closed")


class NewAccount(TypedDict):
    """What is said of an account when it is added; what is left out has the row's default."""

    issuer: str
    currency: str
    zone: str
    country: str
    nickname: NotRequired[str | None]
    last4: NotRequired[str | None]
    apr_bp: NotRequired[int | None]
    note: NotRequired[str | None]
    opened_on: NotRequired[date | None]
    autopay: NotRequired[str]
    autopay_funded: NotRequired[str]
    secured: NotRequired[bool | None]


class AccountChanges(TypedDict, total=False):
    """What may change on any account; what is left out stays as it is, None takes a value back."""

    issuer: str
    nickname: str | None
    last4: str | None
    apr_bp: int | None
    note: str | None
    opened_on: date | None
    status: str
    ended_on: date | None
    autopay: str
    autopay_funded: str
    secured: bool | None


def create_account(
    kind: Literal["card", "loan"],
    terms: CardTerms | LoanTerms,
    fields: NewAccount,
    scheduler: ReminderScheduler,
) -> Account:
    """Create the row, and let the credit reports to look at be planned with it."""
    account = Account.create(
        id=new_id(kind, scheduler.now),
        borrower_id=scheduler.borrower.id,
        kind=kind,
        terms=dump_terms(terms),
        created_at=scheduler.now,
        updated_at=scheduler.now,
        **fields,
    )
    bureau_plans.mark_stale(account.borrower_id, [account.country], scheduler.now)
    return account


def create_series(
    account: Account,
    kind: Literal["card_minimum", "loan_instalment"],
    first_index: int,
    scheduler: ReminderScheduler,
) -> Series:
    """Create the series of an account's deadlines; its first cycles are still to be opened."""
    return Series.create(
        id=new_id("ser", scheduler.now),
        borrower_id=account.borrower_id,
        kind=kind,
        subject_id=account.id,
        next_index=first_index,
        roll_at=scheduler.now,
        created_at=scheduler.now,
        updated_at=scheduler.now,
    )


def save_changes(
    account: Account, changes: Mapping[str, object], terms: CardTerms | LoanTerms | None, *, now: datetime
) -> None:
    """Write what changed to the row; its deadlines are still to follow."""
    for name, value in changes.items():
        setattr(account, name, value)
    if terms is not None:
        account.terms = dump_terms(terms)
    save_new_version(account, now)


def has_ended(account: Account) -> bool:
    """Whether an account has no further cycles. A closed card may still owe; a closed loan asks for no more."""
    return account.status in ENDED or (account.kind == "loan" and account.status == "closed")


def follow_status(account: Account, scheduler: ReminderScheduler) -> Series | None:
    """End the series of a debt that has ended; return it where it stands still and the debt has not ended.

    What is to come is cancelled, however far the series had come. What is past due stays with a debt that was charged
    off or sold, and goes too where it was settled or paid off. A series that is returned has to run again: that is
    done in its own way for a card and for a loan.
    """
    _date_the_end(account, scheduler)
    series = series_store.of_subject(account.id)
    if series is None:
        return None
    if has_ended(account):
        if series.roll_at is not None:
            series.roll_at = None
            save_new_version(series, scheduler.now)
        after = date.min if account.status in NOTHING_OWED else today_of(account, scheduler.now)
        cancel_future(series.id, after=after, reason=account.status, now=scheduler.now)
        return None
    return series if series.roll_at is None else None


def _date_the_end(account: Account, scheduler: ReminderScheduler) -> None:
    """An account that is not open any more ended today, unless the borrower says when."""
    before = account.ended_on
    if account.status == "open":
        account.ended_on = None
    elif before is None:
        account.ended_on = today_of(account, scheduler.now)
    if account.ended_on != before:
        account.save(only=[Account.ended_on])
    bureau_plans.mark_stale(account.borrower_id, [account.country], scheduler.now)


def reopen_cancelled(account: Account, scheduler: ReminderScheduler, *, payable_on: date | None) -> bool:
    """Open again what the account's end had cancelled; with `payable_on`, only what can still be paid then.

    Returns whether anything was.
    """
    reopened = False
    for deadline in deadlines.of_account(account.id):
        cancelled = deadline.closed_by == "terms" and deadline.reason in _REASONS
        if cancelled and (payable_on is None or deadline.last_chance_on >= payable_on):
            open_again(deadline, scheduler)
            save_new_version(deadline, scheduler.now)
            reopened = True
    return reopened


def refresh_autopay(account: Account, scheduler: ReminderScheduler) -> None:
    """Tell the open deadlines whether autopay covers them; the ladder before the due date depends on it.

    What the contract's autopay takes is not what an agreed plan asks: its instalments are reminded of as unpaid.
    """
    holds = autopay_holds(account)
    for deadline in deadlines.of_contract(account.id):
        if deadline.state == "open" and deadline.autopay != holds:
            deadline.autopay = holds
            scheduler.plan(deadline)
            save_new_version(deadline, scheduler.now)
