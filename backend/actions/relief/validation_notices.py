"""A collector's notice of a debt: kept with what it says, and the last day to dispute it becomes a deadline."""

from datetime import date, datetime
from typing import NamedTuple

from backend.actions.credit.credit_accounts import get_account
from backend.actions.reminders.checks import VALIDATION_WINDOW, close_check, open_check
from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.countries.owed import owed_law
from backend.domain.calendar.local_time import local_date
from backend.domain.relief.owed_law import WindowRule
from backend.domain.relief.validation_window import Window, window
from backend.errors import Conflict, Invalid, NotFound
from backend.ids import new_id
from backend.store.database import transaction
from backend.store.relief import validation_notices as stored
from backend.store.relief.validation_notices import ValidationNotice
from backend.store.versions import save_new_version


class Said(NamedTuple):
    """What a notice says; None is what it does not, or what is not known. Sums in minor units of `currency`."""

    firm: str
    account_id: str | None
    country: str | None
    original_creditor: str | None
    reference: str | None
    provided_on: date | None
    received_on: date | None
    printed_on: date | None
    itemized_on: date | None
    currency: str | None
    amount: int | None
    interest: int | None
    fees: int | None
    payments: int | None
    credits: int | None
    claimed: int | None


def add(borrower_id: str, said: Said, *, now: datetime) -> ValidationNotice:
    """Keep a notice; its last day, if any is known and ahead, is reminded of."""
    with transaction():
        scheduler = ReminderScheduler(borrower_id, now=now)
        today = local_date(now, scheduler.borrower.zone)
        said = _checked(borrower_id, said, today)
        if said.country is None:
            said = said._replace(country=scheduler.borrower.country)
        row = ValidationNotice(
            id=new_id("vno", now),
            borrower_id=borrower_id,
            state="open",
            created_at=now,
            updated_at=now,
            **said._asdict(),
        )
        found = window_of(row)
        if found is not None and (on := found.next_on(today)):
            row.deadline_id = open_check(
                scheduler, VALIDATION_WINDOW, row.id, title=row.firm, on=on, country=row.country
            ).id
        row.save(force_insert=True)
        return row


def withdraw(row: ValidationNotice, *, now: datetime) -> ValidationNotice:
    """Take one back that was typed by mistake, or that is not to be disputed; its reminders end."""
    with transaction():
        scheduler = ReminderScheduler(row.borrower_id, now=now)
        fresh = get(row.borrower_id, row.id)
        if fresh.state != "open":
            raise Conflict("notice-not-open", state=fresh.state)
        close(scheduler, fresh, "withdrawn")
        return fresh


def close(scheduler: ReminderScheduler, row: ValidationNotice, state: stored.State) -> None:
    """It was withdrawn, or disputed: its reminders end. The caller holds the transaction."""
    row.state = state
    ended = "met" if state == "disputed" else "cancelled"
    close_check(scheduler, row.deadline_id, state=ended, reason=f"notice {state}")
    save_new_version(row, scheduler.now)


def get(borrower_id: str, notice_id: str) -> ValidationNotice:
    """The borrower's notice, or NotFound."""
    row = stored.find(borrower_id, notice_id)
    if row is None:
        raise NotFound()
    return row


def rule_of(row: ValidationNotice) -> WindowRule | None:
    """The rule of the notice's place for its day; None where the place has none."""
    on = row.provided_on or row.received_on or local_date(row.created_at, "UTC")
    return owed_law(row.country).window(on)


def window_of(row: ValidationNotice) -> Window | None:
    """Until when the debt can be disputed; None where nothing tells."""
    return window(
        rule_of(row),
        provided_on=row.provided_on,
        received_on=row.received_on,
        printed_on=row.printed_on,
    )


def _checked(borrower_id: str, said: Said, today: date) -> Said:
    for field in ("provided_on", "received_on", "itemized_on"):
        day: date | None = getattr(said, field)
        if day is not None and day > today:
            raise Invalid("day-in-future", field=field)
    for field in ("received_on", "printed_on"):
        day = getattr(said, field)
        if day is not None and said.provided_on is not None and day < said.provided_on:
            raise Invalid("notice-before-it-was-sent", field=field)
    account = get_account(borrower_id, said.account_id) if said.account_id else None
    if account is not None and said.currency not in (None, account.currency):
        raise Invalid("promise-currency", known=account.currency, field="currency")
    currency = said.currency or (account.currency if account else None)
    if currency is None and _has_a_sum(said):
        raise Invalid("currency-of-sums", field="currency")
    country = said.country or (account.country if account else None)
    return said._replace(currency=currency, country=country)


def _has_a_sum(said: Said) -> bool:
    sums = (said.amount, said.interest, said.fees, said.payments, said.credits, said.claimed)
    return any(each is not None for each in sums)
