"""Series that roll without a request: when the horizon moves, the next cycle opens by itself."""

from datetime import datetime, timedelta

import structlog

from backend.actions.credit.allocation import reallocate
from backend.actions.credit.card_cycles import open_card_cycles
from backend.actions.credit.estimates import resettle
from backend.actions.credit.loan_instalments import open_instalments
from backend.actions.reminders import custom_series
from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.store.credit import credit_accounts
from backend.store.credit.credit_accounts import Account
from backend.store.database import transaction
from backend.store.faults import is_outage
from backend.store.people import borrowers
from backend.store.reminders import series
from backend.store.reminders.series import Series

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
            except Exception as error:  # one series that cannot roll must not hold up everyone else's
                if is_outage(error):
                    raise  # it is no fault of theirs: they are looked at again as soon as it is over
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
    _open_cycles(row, ReminderScheduler(borrower_id, now=now))
    return 1


def _open_cycles(row: Series, scheduler: ReminderScheduler) -> None:
    """Open what is within the horizon, as the kind of series wants it, and settle what that opened."""
    if row.kind == "card_minimum":
        account = _account_of(row)
        open_card_cycles(row, account, scheduler)
        resettle(account, scheduler)
    elif row.kind == "loan_instalment":
        account = _account_of(row)
        open_instalments(row, account, scheduler)
        reallocate(account, scheduler)
    else:
        custom_series.open_occurrences(row, scheduler)
        row.updated_at = scheduler.now
        row.save()


def _account_of(row: Series) -> Account:
    assert row.subject_id is not None  # the series of a card or a loan names it
    return credit_accounts.by_id(row.subject_id)
