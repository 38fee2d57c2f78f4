"""Loans: the schedule follows from the terms; the lender's own schedule overrides it where they differ."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TypedDict, Unpack

from backend.actions.credit.account_lifecycle import (
    AccountChanges,
    NewAccount,
    create_account,
    create_series,
    follow_status,
    refresh_autopay,
    save_changes,
)
from backend.actions.credit.account_opening import check_opened_on
from backend.actions.credit.allocation import reallocate
from backend.actions.credit.credit_accounts import today_of
from backend.actions.credit.lender_rows import check_rows
from backend.actions.credit.loan_agreements import check_schedule, replace_terms
from backend.actions.credit.loan_instalments import open_instalments
from backend.actions.credit.loan_settlement import follow_schedule, resume
from backend.actions.credit.loan_start import first_payable_instalment, follow_start, start_of
from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.domain.credit.card_and_loan_terms import LoanTerms
from backend.errors import Invalid
from backend.store.credit import instalments
from backend.store.credit.credit_accounts import Account
from backend.store.credit.loan_contracts import schedule_of
from backend.store.database import transaction
from backend.store.versions import save_new_version


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
        if first_open and first_open > len(schedule_of(account)):
            raise Invalid("instalments-fewer", field="first_open")
        first_index = first_open or first_payable_instalment(account, today_of(account, now))
        series = create_series(account, "loan_instalment", first_index, scheduler)
        if open_instalments(series, account, scheduler):
            reallocate(account, scheduler)  # an instalment of nothing is met at once
        return account


def change_loan(
    account: Account,
    *,
    terms: LoanTerms | None = None,
    terms_from_on: date | None = None,
    terms_correct: bool = False,
    now: datetime,
    **changes: Unpack[AccountChanges],
) -> Account:
    """Change a loan. New terms count from `terms_from_on` on, by default today: they move and re-price what falls due
    then. Terms that `terms_correct` were mistyped, and count for the past too; what was paid stays as it was."""
    with transaction():
        scheduler = ReminderScheduler(account.borrower_id, now=now)
        start = start_of(account) if terms is not None else None
        if terms is not None:
            replace_terms(account, terms, from_on=terms_from_on, correct=terms_correct, now=now)
        save_changes(account, changes, None, now=now)
        if "opened_on" in changes:
            check_opened_on(account)
        check_schedule(account)
        resumed = follow_status(account, scheduler)
        if resumed is not None:
            resume(account, resumed, scheduler)
        if "status" in changes or "ended_on" in changes:
            reallocate(account, scheduler)  # money that came after the end pays nothing
        if start is not None:
            follow_start(account, start, scheduler)
            follow_schedule(account, scheduler)
            reallocate(account, scheduler)
        refresh_autopay(account, scheduler)
        return account


def override_schedule(account: Account, parts: Sequence[StatedInstalment], *, now: datetime) -> None:
    """Take instalments from the lender's own schedule where it differs from the one that the terms give."""
    with transaction():
        scheduler = ReminderScheduler(account.borrower_id, now=now)
        start, count, seen = start_of(account), len(schedule_of(account)), dict[int, int]()
        for position, part in enumerate(parts):
            field = f"instalments.{position}.number"
            if not 1 <= part["number"] <= count:
                raise Invalid("instalment-unknown", count=count, field=field)
            if part["number"] in seen:
                raise Invalid("instalment-twice", field=field)
            seen[part["number"]] = position
            instalments.override(account, **part, stated_at=now)
        check_rows(account, seen)
        save_new_version(account, now)
        follow_start(account, start, scheduler)
        follow_schedule(account, scheduler)
        reallocate(account, scheduler)
