"""A loan's instalments as far as the horizon: each one of its schedule is a deadline of a known amount."""

from backend.actions.credit.credit_accounts import due_dates_of, new_deadline
from backend.actions.reminders.deadline_changes import enters_horizon_at, horizon
from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.domain.credit.loan_schedule import Instalment
from backend.store.credit import loan_contracts
from backend.store.credit.credit_accounts import Account
from backend.store.reminders import deadlines
from backend.store.reminders.series import Series


def open_instalments(series: Series, account: Account, scheduler: ReminderScheduler) -> bool:
    """Open every instalment within the horizon and note when the next one enters it; returns whether any was opened.

    A lender's own schedule may put instalments out of order, so each is judged by its own date. The caller settles
    the account afterwards.
    """
    limit = horizon(account.zone, scheduler.now)
    taken = {deadline.subject_id for deadline in deadlines.of_contract(account.id)}
    schedule = loan_contracts.schedule_of(account)
    waiting = [part for part in schedule if part.index >= series.next_index and str(part.index) not in taken]
    later = [part for part in waiting if part.nominal_due_on > limit]
    for part in waiting:
        if part.nominal_due_on <= limit:
            _open_instalment(series, account, part, scheduler)
    first_later = min((part.index for part in later), default=len(schedule) + 1)
    series.next_index = max(series.next_index, first_later)
    wakes = [enters_horizon_at(part.nominal_due_on, account.zone) for part in later]
    series.roll_at = min(wakes, default=None)
    series.updated_at = scheduler.now
    series.save()
    return len(later) < len(waiting)


def source_of(part: Instalment) -> str:
    """Where an instalment's amount comes from: its date is the contract's all the same."""
    return "estimated" if part.estimated else "schedule"


def _open_instalment(
    series: Series, account: Account, part: Instalment, scheduler: ReminderScheduler
) -> None:
    new_deadline(
        account,
        "loan_instalment",
        due_dates_of(account, account.loan_terms, part.nominal_due_on),
        scheduler,
        series_id=series.id,
        subject_id=str(part.index),
        amount=part.amount,
        source=source_of(part),
        sure=True,
    ).save(force_insert=True)
