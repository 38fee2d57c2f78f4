"""Series that roll without a request: when the horizon moves, the next cycle opens by itself."""

from datetime import datetime, timedelta

import structlog

from backend.actions.credit.accounts import due_dates_of, new_deadline
from backend.actions.credit.allocation import reallocate
from backend.actions.credit.estimates import resettle
from backend.actions.reminders import custom_series
from backend.actions.reminders.deadline_changes import enters_horizon_at, horizon
from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.domain.credit.loan_schedule import Instalment
from backend.domain.credit.statement_cycle import Cycle, cycle
from backend.ids import new_id
from backend.store.credit import accounts, instalments, statements
from backend.store.credit.accounts import Account
from backend.store.credit.statements import Statement
from backend.store.database import transaction
from backend.store.people import borrowers
from backend.store.reminders import deadlines, series
from backend.store.reminders.deadlines import Deadline
from backend.store.reminders.series import Series
from backend.store.versions import save_new_version

log = structlog.get_logger()

_TRY_AGAIN = timedelta(hours=1)


def roll(*, now: datetime, batch: int = 200) -> int:
    """Open what the horizon has reached, one transaction a series; returns the number of series rolled."""
    rolled = 0
    while due := series.due_to_roll(now, batch):
        for row in due:
            try:
                with transaction():
                    rolled += _roll_one(row.id, row.borrower_id, now)
            except Exception:  # one series that cannot roll must not hold up everyone else's
                log.exception("roll.failed", series=row.id)
                with transaction():
                    series.postpone_roll(row.id, now + _TRY_AGAIN)
    return rolled


def _roll_one(series_id: str, borrower_id: str, now: datetime) -> int:
    if borrowers.lock(borrower_id) is None:
        return 0
    row = series.find(borrower_id, series_id)
    if row is None or row.roll_at is None or row.roll_at > now:
        return 0  # another worker has rolled it while we waited for the lock
    open_cycles(row, ReminderScheduler(borrower_id, now=now))
    return 1


def open_cycles(row: Series, scheduler: ReminderScheduler) -> None:
    """Open every cycle within the horizon and note when the next one is to be opened."""
    if row.subject_id is not None:
        account = accounts.by_id(row.subject_id)
        if row.kind == "card_minimum":
            _open_card_cycles(row, account, scheduler)
        else:
            _open_instalments(row, account, scheduler)
    else:
        custom_series.open_occurrences(row, scheduler)
    row.updated_at = scheduler.now
    row.save()


def _open_card_cycles(row: Series, account: Account, scheduler: ReminderScheduler) -> None:
    terms, limit, opened = account.card_terms, horizon(account.zone, scheduler.now), False
    while (predicted := cycle(terms, row.next_index)).nominal_due_on <= limit:
        if statements.of_period(account.id, predicted.period_key) is None:
            _open_statement(account, row, predicted, scheduler)
            opened = True
        row.next_index += 1
    row.roll_at = enters_horizon_at(predicted.nominal_due_on, account.zone)
    if opened:
        resettle(account, scheduler)


def _open_statement(account: Account, row: Series, predicted: Cycle, scheduler: ReminderScheduler) -> None:
    statement = Statement.create(
        id=new_id("stm", scheduler.now),
        borrower_id=account.borrower_id,
        account=account.id,
        period_key=predicted.period_key,
        closes_on=predicted.closes_on,
        nominal_due_on=predicted.nominal_due_on,
        created_at=scheduler.now,
        updated_at=scheduler.now,
    )
    dates = due_dates_of(account, account.card_terms, predicted.nominal_due_on)
    new_deadline(
        account,
        "card_minimum",
        dates,
        scheduler,
        series_id=row.id,
        subject_id=statement.id,
        source="estimated",
        sure=False,
    ).save(force_insert=True)


def _open_instalments(row: Series, account: Account, scheduler: ReminderScheduler) -> None:
    """A lender's own schedule may put instalments out of order, so each is judged by its own date."""
    limit = horizon(account.zone, scheduler.now)
    taken = {deadline.subject_id for deadline in deadlines.of_account(account.id)}
    schedule = instalments.schedule_of(account)
    waiting = [part for part in schedule if part.index >= row.next_index and str(part.index) not in taken]
    later = [part for part in waiting if part.nominal_due_on > limit]
    for part in waiting:
        if part.nominal_due_on <= limit:
            open_instalment(account, row.id, part, scheduler)
    first_later = min((part.index for part in later), default=schedule[-1].index + 1)
    row.next_index = max(row.next_index, first_later)
    wakes = [enters_horizon_at(part.nominal_due_on, account.zone) for part in later]
    row.roll_at = min(wakes, default=None)
    if len(later) < len(waiting):
        reallocate(account, scheduler)


def open_instalment(
    account: Account, series_id: str, part: Instalment, scheduler: ReminderScheduler
) -> Deadline:
    dates = due_dates_of(account, account.loan_terms, part.nominal_due_on)
    deadline = new_deadline(
        account,
        "loan_instalment",
        dates,
        scheduler,
        series_id=series_id,
        subject_id=str(part.index),
        amount=part.amount,
        source="schedule",
        sure=True,
    )
    deadline.save(force_insert=True)
    return deadline


def end(row: Series, *, now: datetime) -> None:
    """Open no further cycles."""
    row.roll_at = None
    save_new_version(row, now)
