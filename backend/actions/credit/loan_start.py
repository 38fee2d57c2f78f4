"""Which instalments of a loan are taken as paid because they fell due before it was entered.

That goes by their dates, so it follows a change of terms: what is due later by then is asked for, and what is due
before no longer. Only the borrower's word (`first_open`) goes by number.
"""

from collections.abc import Mapping
from datetime import date
from typing import Literal, NamedTuple

from backend.actions.credit.account_lifecycle import has_ended
from backend.actions.credit.credit_accounts import due_dates_of, today_of
from backend.actions.reminders.deadline_changes import open_again
from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.domain.credit.loan_schedule import Instalment
from backend.store.credit.credit_accounts import Account
from backend.store.credit.loan_contracts import schedule_of
from backend.store.reminders import deadlines
from backend.store.reminders import series as series_store
from backend.store.reminders.deadlines import Deadline
from backend.store.versions import save_new_version

# Why an instalment was cancelled that was due before the loan was entered, once its terms are told.
BEFORE_ENTRY = "before-entry"


Said = Literal["ahead", "owed"]


class Start(NamedTuple):
    """`first`: the number of the first instalment that is asked for. `said` by the borrower: later ones are paid
    "ahead", or earlier ones still "owed". `due_on`: the contract's date of each instalment."""

    first: int
    said: Said | None
    due_on: Mapping[int, date]


def first_payable_instalment(account: Account, today: date) -> int:
    """The number of the earliest instalment whose last chance has not passed."""
    past = [part.index for part in schedule_of(account) if _is_before(account, part, today)]
    return max(past, default=0) + 1


def is_before_entry(deadline: Deadline) -> bool:
    """Whether an instalment had a deadline, and is taken as paid since its date lies before the loan was entered."""
    return bool(
        deadline.state == "cancelled" and deadline.closed_by == "terms" and deadline.reason == BEFORE_ENTRY
    )


def start_of(account: Account) -> Start:
    """Where the loan starts to ask, by its schedule as it is: to be read before terms change."""
    series, rows = series_store.of_subject(account.id), _rows_of(account)
    reached = range(1, series.next_index if series else 1)
    untold = {number for number in reached if number not in rows or is_before_entry(rows[number])}
    first, entered_on = max(untold, default=0) + 1, today_of(account, account.created_at)
    schedule = schedule_of(account)
    said: Said | None = None
    for part in schedule:
        if part.index in untold and part.nominal_due_on >= entered_on:
            said = "ahead"
        elif part.index == first and _is_open(rows, first) and _is_before(account, part, entered_on):
            said = "owed"
    return Start(first, said, {part.index: part.nominal_due_on for part in schedule})


def follow_start(account: Account, start: Start, scheduler: ReminderScheduler) -> None:
    """Let what is taken as paid follow terms that changed since; the caller lets the deadlines follow the schedule."""
    first, rows = _first_after(account, start), _rows_of(account)
    for number, row in rows.items():
        if number < first and row.state == "open":
            _take_as_paid(row, scheduler)
        elif number >= first and is_before_entry(row):
            _ask_for(account, row, scheduler)
    series = series_store.of_subject(account.id)
    if series is not None and (first < start.first or first > series.next_index):
        series.next_index = first
        save_new_version(series, scheduler.now)


def _first_after(account: Account, start: Start) -> int:
    if start.said == "ahead":
        return start.first
    rows, entered_on = _rows_of(account), today_of(account, account.created_at)
    past = [
        part.index
        for part in schedule_of(account)
        if _is_open(rows, part.index)
        and (
            part.index < start.first
            if start.due_on.get(part.index) == part.nominal_due_on
            else _is_before(account, part, entered_on)
        )
    ]
    first = max(past, default=0) + 1
    return min(first, start.first) if start.said == "owed" else first


def _is_before(account: Account, part: Instalment, day: date) -> bool:
    return due_dates_of(account, account.loan_terms, part.nominal_due_on).last_chance_on < day


def _is_open(rows: Mapping[int, Deadline], number: int) -> bool:
    """Whether nobody's money or word has closed an instalment."""
    row = rows.get(number)
    return row is None or row.state == "open" or (row.state == "cancelled" and row.closed_by == "terms")


def _rows_of(account: Account) -> dict[int, Deadline]:
    return {int(row.subject_id): row for row in deadlines.of_account(account.id) if row.subject_id}


def _take_as_paid(row: Deadline, scheduler: ReminderScheduler) -> None:
    row.state, row.closed_at, row.closed_by = "cancelled", scheduler.now, "terms"
    row.reason, row.next_reminder_at = BEFORE_ENTRY, None
    save_new_version(row, scheduler.now)


def _ask_for(account: Account, row: Deadline, scheduler: ReminderScheduler) -> None:
    if has_ended(account):
        row.reason = account.status  # it opens with the others, should the loan run again
    else:
        open_again(row, scheduler)
    save_new_version(row, scheduler.now)
