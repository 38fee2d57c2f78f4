"""What a followed plan says at once: an envelope nearly used up or broken, a due unfunded or safe again.

An alert is a deadline that owes nothing and speaks once, now: quiet hours, digest, cap and inbox work for it as for
any other. It is taken back when it is no longer true, and then even an unsent push does not mention it.
"""

from collections.abc import Collection
from datetime import date

from backend.actions.reminders.deadline_changes import build_deadline, dates_as_given
from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.domain.reminders.kinds import family
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
    row = build_deadline(
        scheduler,
        dates_as_given(on, country=borrower.country, zone=borrower.zone),
        kind=kind,
        zone=borrower.zone,
        country=borrower.country,
        owed=False,
        source="entered",
        sure=True,
        subject_id=subject_id,
        title=title[:120],
        amount=amount,
        allocated=allocated,
        currency=currency,
    )
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
