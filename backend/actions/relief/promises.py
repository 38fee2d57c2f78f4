"""A promise to pay becomes a deadline of its own kind, and is held against the cash flow before it is made.

It owes nothing new: the money is part of a debt that is counted already, so no sum counts it twice. It can be kept,
broken or withdrawn, once.
"""

from datetime import date, datetime
from typing import NamedTuple

from backend.actions.credit.credit_accounts import get_account
from backend.actions.relief import contacts
from backend.actions.reminders.checks import PROMISE_TO_PAY, close_check, open_check
from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.domain.calendar.local_time import local_date
from backend.domain.relief.conduct.contact import name_key
from backend.errors import Conflict, Invalid, NotFound, named_in
from backend.ids import new_id
from backend.store.database import transaction
from backend.store.relief import promises as stored
from backend.store.relief.contact_json import load_contact
from backend.store.relief.promises import Promise
from backend.store.versions import save_new_version

_DEADLINE_STATES = {"kept": "met", "broken": "cancelled", "withdrawn": "cancelled"}


class Promised(NamedTuple):
    """What was promised: minor units of `currency` by a local day, to a firm, of an account, in a logged talk."""

    amount: int
    currency: str
    due_on: date
    firm: str = ""
    account_id: str | None = None
    contact_id: str | None = None


def make(borrower_id: str, promised: Promised, *, is_another: bool = False, now: datetime) -> Promise:
    """Keep a promise and open its deadline. The firm and the account are those of the talk where nothing is said.

    One that stands already, as `standing_one` finds it, is refused unless this `is_another`.
    """
    with transaction():
        scheduler = ReminderScheduler(borrower_id, now=now)
        whole = _with_its_talk(borrower_id, promised)
        if whole.due_on < local_date(now, scheduler.borrower.zone):
            raise Invalid("promise-in-past", field="due_on")
        told = None if is_another else standing_one(borrower_id, whole)
        if told is not None:
            raise Conflict("promise-told-already", field="is_another", promise=told.id)
        row = Promise(
            id=new_id("prm", now),
            borrower_id=borrower_id,
            state="open",
            created_at=now,
            updated_at=now,
            **whole._asdict(),
        )
        row.deadline_id = open_check(
            scheduler,
            PROMISE_TO_PAY,
            row.id,
            title=whole.firm,
            on=whole.due_on,
            country=scheduler.borrower.country,
            amount=whole.amount,
            currency=whole.currency,
        ).id
        row.save(force_insert=True)
        return row


def close(row: Promise, state: str, *, now: datetime) -> Promise:
    """It was kept, broken, or taken back; its reminders end."""
    with transaction():
        scheduler = ReminderScheduler(row.borrower_id, now=now)
        fresh = get(row.borrower_id, row.id)
        if fresh.state != "open":
            raise Conflict("promise-not-open", state=fresh.state)
        fresh.state, fresh.closed_on = state, local_date(now, scheduler.borrower.zone)
        close_check(scheduler, fresh.deadline_id, state=_DEADLINE_STATES[state], reason=f"promise {state}")
        save_new_version(fresh, now)
        return fresh


def get(borrower_id: str, promise_id: str) -> Promise:
    """The borrower's promise, or NotFound."""
    row = stored.find(borrower_id, promise_id)
    if row is None:
        raise NotFound()
    return row


def standing_one(borrower_id: str, promised: Promised) -> Promise | None:
    """The open promise of the same sum to the same firm, of the same account, by the same day: probably this one."""
    whole = filled(borrower_id, promised)
    return next(
        (
            row
            for row in stored.open_of_borrower(borrower_id)
            if (row.amount, row.currency, row.due_on, row.account_id) == whole[:3] + (whole.account_id,)
            and name_key(row.firm) == name_key(whole.firm)
        ),
        None,
    )


def _with_its_talk(borrower_id: str, promised: Promised) -> Promised:
    promised = filled(borrower_id, promised)
    if not promised.firm:
        raise Invalid("promise-to-whom", field="firm")
    return promised


def filled(borrower_id: str, promised: Promised) -> Promised:
    """With the firm and the account of the talk where nothing is said; the firm may stay unknown."""
    if promised.contact_id is not None:
        with named_in("contact_id"):
            row = contacts.get(borrower_id, promised.contact_id, "contact")
        talk = load_contact(row.body)
        promised = promised._replace(
            firm=promised.firm or talk.firm or talk.lender, account_id=promised.account_id or talk.debt
        )
    if promised.account_id is not None:
        with named_in("account_id"):
            account = get_account(borrower_id, promised.account_id)
        if account.currency != promised.currency:
            raise Invalid("promise-currency", known=account.currency, field="currency")
        promised = promised._replace(firm=promised.firm or account.issuer)
    return promised
