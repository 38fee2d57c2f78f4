"""Loans: the schedule follows from the terms; the lender's own schedule overrides it where they differ."""

from collections.abc import Sequence, Set
from datetime import date, datetime
from typing import TypedDict, Unpack

from backend.actions.credit.account_lifecycle import (
    ENDED,
    AccountChanges,
    NewAccount,
    create_account,
    create_series,
    follow_status,
    refresh_autopay,
    reopen_cancelled,
    save_changes,
)
from backend.actions.credit.allocation import reallocate
from backend.actions.credit.credit_accounts import due_dates_of, today_of
from backend.actions.credit.loan_instalments import first_payable_instalment, open_instalments
from backend.actions.reminders.deadline_changes import open_again, set_dates
from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.domain.credit.card_and_loan_terms import LoanTerms
from backend.domain.credit.loan_schedule import Instalment
from backend.errors import Invalid
from backend.store.credit import instalments
from backend.store.credit.credit_accounts import Account
from backend.store.database import transaction
from backend.store.reminders import deadlines
from backend.store.reminders import series as series_store
from backend.store.versions import save_new_version

# Why an instalment was cancelled that a shorter schedule no longer has; a longer one opens it again.
_SHORTENED = "schedule"


class StatedInstalment(TypedDict):
    """One instalment as the lender's own schedule states it; `number` counts from 1."""

    number: int
    due_on: date
    principal: int
    interest: int


def add_loan(
    borrower_id: str,
    *,
    terms: LoanTerms,
    now: datetime,
    first_open: int | None = None,
    **fields: Unpack[NewAccount],
) -> Account:
    """Add a loan. Instalments whose last chance has passed are taken as paid, unless `first_open` (from 1)
    says which one is the first still owed."""
    with transaction():
        scheduler = ReminderScheduler(borrower_id, now=now)
        account = create_account("loan", terms, fields, scheduler)
        if first_open and first_open > len(instalments.schedule_of(account)):
            raise Invalid("instalments-fewer", field="first_open")
        first_index = first_open or first_payable_instalment(account, today_of(account, now))
        series = create_series(account, "loan_instalment", first_index, scheduler)
        if open_instalments(series, account, scheduler):
            reallocate(account, scheduler)  # an instalment of nothing is met at once
        return account


def change_loan(
    account: Account, *, terms: LoanTerms | None = None, now: datetime, **changes: Unpack[AccountChanges]
) -> Account:
    """Change a loan. New terms move and re-price what is still open; what was paid stays as it was."""
    with transaction():
        scheduler = ReminderScheduler(account.borrower_id, now=now)
        save_changes(account, changes, terms, now=now)
        resumed = follow_status(account, scheduler)
        if resumed is not None and reopen_cancelled(account, scheduler, payable_on=None):
            open_instalments(resumed, account, scheduler)
            reallocate(account, scheduler)
        if terms is not None:
            _apply_schedule(account, scheduler, restated=frozenset())
        refresh_autopay(account, scheduler)
        return account


def override_schedule(account: Account, parts: Sequence[StatedInstalment], *, now: datetime) -> None:
    """Take instalments from the lender's own schedule where it differs from the one that the terms give."""
    with transaction():
        scheduler = ReminderScheduler(account.borrower_id, now=now)
        count, seen = len(instalments.schedule_of(account)), set[int]()
        for position, part in enumerate(parts):
            field = f"instalments.{position}.number"
            if not 1 <= part["number"] <= count:
                raise Invalid("instalment-unknown", count=count, field=field)
            if part["number"] in seen:
                raise Invalid("instalment-twice", field=field)
            seen.add(part["number"])
            instalments.override(account, **part)
        save_new_version(account, now)
        _apply_schedule(account, scheduler, restated=seen)


def _apply_schedule(account: Account, scheduler: ReminderScheduler, *, restated: Set[int]) -> None:
    """Let the deadlines follow the schedule. What was paid stays as it was, unless the lender restated it."""
    by_number = {str(part.index): part for part in instalments.schedule_of(account)}
    for deadline in deadlines.of_account(account.id):
        part = by_number.get(deadline.subject_id or "")
        if part is None:
            _cancel(deadline, scheduler)
            continue
        if deadline.closed_by == "terms" and deadline.reason == _SHORTENED:
            open_again(deadline, scheduler)
        paid = deadline.state == "met" and deadline.closed_by in ("payment", "terms")
        if deadline.state == "open" or (paid and part.index in restated):
            _move(account, deadline, part, scheduler)
    series = series_store.of_subject(account.id)
    if series is not None and account.status not in ENDED:
        open_instalments(series, account, scheduler)
    reallocate(account, scheduler)


def _move(
    account: Account, deadline: deadlines.Deadline, part: Instalment, scheduler: ReminderScheduler
) -> None:
    set_dates(deadline, due_dates_of(account, account.loan_terms, part.nominal_due_on))
    deadline.amount, deadline.tolerance = part.amount, account.loan_terms.tolerance
    scheduler.plan(deadline)
    save_new_version(deadline, scheduler.now)


def _cancel(deadline: deadlines.Deadline, scheduler: ReminderScheduler) -> None:
    if deadline.state == "open":
        deadline.state, deadline.closed_at, deadline.closed_by = "cancelled", scheduler.now, "terms"
        deadline.reason, deadline.next_reminder_at = _SHORTENED, None
        save_new_version(deadline, scheduler.now)
