"""What a followed plan says at once: an envelope nearly used up or broken, a due unfunded or safe again.

An alert is a deadline that owes nothing and speaks once, now: quiet hours, digest, cap and inbox work for it as for
any other. It is taken back when it is no longer true, and then even an unsent push does not mention it.
"""

from collections.abc import Collection
from datetime import date, time

from backend.actions.reminders.deadline_changes import set_dates
from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.domain.calendar.pay_by import due_dates
from backend.domain.reminders.kinds import family
from backend.ids import new_id
from backend.store.reminders import deadlines
from backend.store.reminders.deadlines import Deadline
from backend.store.versions import save_new_version


def open_alerts(borrower_id: str) -> dict[str, Deadline]:
    """{what it is about: the alert} of those that still stand."""
    return {
        row.subject_id: row
        for row in deadlines.open_of_borrower(borrower_id)
        if family(row.kind) == "alert" and row.subject_id
    }


def speak(
    scheduler: ReminderScheduler,
    kind: str,
    subject_id: str,
    *,
    title: str,
    on: date,
    amount: int,
    allocated: int,
    currency: str,
) -> Deadline:
    """Say it once, as soon as the borrower may be spoken to."""
    borrower = scheduler.borrower
    row = Deadline(
        id=new_id("dl", scheduler.now),
        borrower_id=borrower.id,
        kind=kind,
        subject_id=subject_id,
        title=title[:120],
        zone=borrower.zone,
        country=borrower.country,
        amount=amount,
        allocated=allocated,
        currency=currency,
        owed=False,
        source="entered",
        sure=True,
        state="open",
        created_at=scheduler.now,
        updated_at=scheduler.now,
    )
    dates = due_dates(
        on, weekend_rule="none", country=borrower.country, zone=borrower.zone, cut_off=time.max, grace_days=0
    )
    set_dates(row, dates)
    scheduler.plan_at_once(row)
    row.save(force_insert=True)
    return row


def correct(scheduler: ReminderScheduler, row: Deadline, *, amount: int, allocated: int) -> None:
    """Keep an alert's numbers true; it does not speak again."""
    if (row.amount, row.allocated) != (amount, allocated):
        row.amount, row.allocated = amount, allocated
        save_new_version(row, scheduler.now)


def close(scheduler: ReminderScheduler, row: Deadline) -> None:
    """It is no longer true."""
    row.state, row.closed_by, row.closed_at = "cancelled", "terms", scheduler.now
    row.next_reminder_at = None
    save_new_version(row, scheduler.now)


def take_back(scheduler: ReminderScheduler, subjects: Collection[str]) -> None:
    """Close every alert about these."""
    for subject, row in open_alerts(scheduler.borrower.id).items():
        if subject in subjects:
            close(scheduler, row)
