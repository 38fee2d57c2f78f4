"""The day on which an agreed plan is looked at again: over once every instalment is met; a payment that bounces opens
it again."""

from collections.abc import Sequence

from backend.actions.credit.agreed_dues import PlanBooks
from backend.actions.reminders.checks import close_check, open_again
from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.store.credit import agreed_plans
from backend.store.reminders.deadlines import PLAN_INSTALMENT, Deadline

# Why a review is over: nothing of its plan is left to be changed.
KEPT = "plan-kept"


def follow_plan(books: PlanBooks, rows: Sequence[Deadline], scheduler: ReminderScheduler) -> None:
    """Close the review of the plan in force where every instalment is met; `rows` are the account's, as settled."""
    if not books.chain:
        return
    plan = agreed_plans.find(scheduler.borrower.id, books.chain[-1].plan_id)
    parts = [row for row in rows if row.kind == PLAN_INSTALMENT and row.subject_id == books.chain[-1].plan_id]
    if plan is None or not parts:
        return
    if all(row.state == "met" for row in parts):
        close_check(scheduler, plan.review_deadline_id, state="met", reason=KEPT)
    else:
        open_again(scheduler, plan.review_deadline_id, closed_for=KEPT)
