"""The part of a statement's minimum that repeats older unpaid minimums, so that no debt is counted twice.

Judged as of the closing date: the issuer asked again for what had not been paid by then, whatever was paid since.
Where the borrower typed the part, it stands; where it follows from the facts, it goes on following them when an
older statement or an older payment is entered late. A payment that bounces later changes no statement.
"""

from datetime import date

from backend.actions.credit.allocation import claims_of, inflows_of, settles_by_money
from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.domain.credit.payment_allocation import allocate
from backend.store.credit import statements
from backend.store.credit.credit_accounts import Account
from backend.store.credit.statements import Statement
from backend.store.reminders import deadlines
from backend.store.versions import save_new_version


def past_due_at(account: Account, statement: Statement) -> int:
    """What was open of older minimums when a statement closed; at most its own minimum."""
    if not account.card_terms.minimum.plus_past_due or not statement.minimum_due:
        return 0
    older = [
        row
        for row in deadlines.of_account(account.id)
        if row.due_on <= statement.closes_on and row.subject_id != statement.id and settles_by_money(row)
    ]
    claims = claims_of(account, older)
    paid = [inflow for inflow in inflows_of(account) if inflow.paid_on <= statement.closes_on]
    settled = allocate(claims, paid)
    still_open = [claim for claim in claims if claim.deadline_id not in settled.settled_at]
    owed = sum(claim.amount - settled.allocated.get(claim.deadline_id, 0) for claim in still_open)
    return min(owed, statement.minimum_due)


class DerivedPastDue:
    """The known statements from a closing date on whose past-due part follows from the facts.

    Made before the facts change, applied after.
    """

    def __init__(self, account: Account, since: date) -> None:
        self.account = account
        self._rows = [
            row
            for row in statements.of_account(account.id)
            if row.source != "estimated"
            and row.closes_on >= since
            and row.past_due_included == past_due_at(account, row)
        ]

    def refresh(self, scheduler: ReminderScheduler) -> None:
        """Bring their parts, and the amounts of their deadlines, up to the facts; oldest first."""
        for row in self._rows:
            part = past_due_at(self.account, row)
            if part == row.past_due_included:
                continue
            row.past_due_included = part
            save_new_version(row, scheduler.now)
            deadline = deadlines.of_subject(self.account.id, row.id)
            if deadline is not None and row.minimum_due is not None:
                deadline.amount = row.minimum_due - part
                scheduler.plan(deadline)
                save_new_version(deadline, scheduler.now)
