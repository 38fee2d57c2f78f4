"""Cards: adding one opens its deadlines; changing its terms moves them; the rest follows by itself."""

from datetime import datetime
from typing import Any

from backend.actions.credit import card_terms
from backend.actions.credit.accounts import autopay_holds, today_of
from backend.actions.credit.allocation import reallocate
from backend.actions.credit.estimates import resettle
from backend.actions.credit.series_rolling import end, open_cycles
from backend.actions.reminders.deadline_changes import cancel_future, open_again
from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.domain.credit.terms import CardTerms
from backend.ids import new_id
from backend.store.bureau import bureau_plans
from backend.store.credit.accounts import Account, dump_terms
from backend.store.database import transaction
from backend.store.reminders import deadlines
from backend.store.reminders import series as series_store
from backend.store.reminders.series import Series
from backend.store.versions import save_new_version

ENDED = ("settled", "charged_off", "sold")


def add_card(borrower_id: str, *, terms: CardTerms, now: datetime, **fields: Any) -> Account:
    """Add a card and open every cycle up to the horizon, the first being the earliest still payable."""
    with transaction():
        scheduler = ReminderScheduler(borrower_id, now=now)
        account = Account.create(
            id=new_id("card", now),
            borrower_id=borrower_id,
            kind="card",
            terms=dump_terms(terms),
            created_at=now,
            updated_at=now,
            **fields,
        )
        row = Series.create(
            id=new_id("ser", now),
            borrower_id=borrower_id,
            kind="card_minimum",
            subject_id=account.id,
            next_index=card_terms.first_index(account, terms, today_of(account, now)),
            roll_at=now,
            created_at=now,
            updated_at=now,
        )
        open_cycles(row, scheduler)
        bureau_plans.mark_stale(borrower_id, [account.country], now)
        return account


def change_card(account: Account, *, terms: CardTerms | None = None, now: datetime, **fields: Any) -> Account:
    """Change a card. New terms move the dates of what is still estimated; typed dates stay as typed."""
    with transaction():
        scheduler = ReminderScheduler(account.borrower_id, now=now)
        for name, value in fields.items():
            setattr(account, name, value)
        if terms is not None:
            account.terms = dump_terms(terms)
        save_new_version(account, now)
        revived = follow_status(account, scheduler)
        if terms is not None or revived:
            card_terms.reschedule(account, account.card_terms, scheduler)
            resettle(account, scheduler)
        refresh_autopay(account, scheduler)
        return account


def refresh_autopay(account: Account, scheduler: ReminderScheduler) -> None:
    """Tell the open deadlines whether autopay covers them; the ladder before the due date depends on it."""
    holds = autopay_holds(account)
    for deadline in deadlines.of_account(account.id):
        if deadline.state == "open" and deadline.autopay != holds:
            deadline.autopay = holds
            scheduler.plan(deadline)
            save_new_version(deadline, scheduler.now)


def follow_status(account: Account, scheduler: ReminderScheduler) -> bool:
    """A debt charged off or sold gets no further cycles: what is past due stays, what is to come is cancelled.

    Where that is taken back, what is still to come opens again and the series goes on; returns whether it was.
    """
    _date_the_end(account, scheduler)
    row = series_store.of_subject(account.id)
    if row is None:
        return False
    if account.status in ENDED and row.roll_at is not None:
        end(row, now=scheduler.now)
        today = today_of(account, scheduler.now)
        cancel_future(row.id, after=today, reason=account.status, now=scheduler.now)
    elif account.status not in ENDED and row.roll_at is None:
        return _revive(account, row, scheduler)
    return False


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


def _revive(account: Account, row: Series, scheduler: ReminderScheduler) -> bool:
    """A card's cycles of the time in between told nobody anything and stay shut; a loan's instalments are owed."""
    today, revived = today_of(account, scheduler.now), False
    for deadline in deadlines.of_account(account.id):
        ended = deadline.closed_by == "terms" and deadline.reason in ENDED
        if ended and (account.kind == "loan" or deadline.last_chance_on >= today):
            open_again(deadline, scheduler)
            save_new_version(deadline, scheduler.now)
            revived = True
    if account.kind == "card":
        first = card_terms.first_index(account, account.card_terms, today)
        row.next_index, revived = max(row.next_index, first), True
    if revived:
        open_cycles(row, scheduler)
        reallocate(account, scheduler)
    return revived
