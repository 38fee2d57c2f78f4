"""What only the borrower can say about a card's bills: shown in the app until it is answered, never guessed."""

import functools
from collections.abc import Sequence
from datetime import datetime
from typing import Literal, NamedTuple

from backend.actions.credit.unplaced_money import open_bills_of, unplaced_money
from backend.store.credit import payments, statements
from backend.store.credit.credit_accounts import Account
from backend.store.reminders.deadlines import Deadline

QuestionCode = Literal["past_due_included", "payment_meant_for", "minimum_unknown"]


class CardQuestion(NamedTuple):
    """`amount` in minor units.

    - past_due_included: `amount` is the whole minimum of `statement_id`, shown as due though older ones look open.
    - payment_meant_for: `amount` of `payment_id` went to no bill; the payment's own `question` has the choices.
    - minimum_unknown: `amount` was paid in the cycle of `deadline_id`, whose minimum nobody has told; 0: nothing that
      is known of, and the due looks late.
    """

    code: QuestionCode
    amount: int
    due: Deadline
    statement_id: str | None = None
    payment_id: str | None = None


def questions_of(account: Account, dues: Sequence[Deadline], *, now: datetime) -> list[CardQuestion]:
    """What is to be asked about a card with these open dues, the earliest due first."""
    if account.kind != "card" or not dues:
        return []
    known = {row.id: row for row in statements.of_account(account.id) if row.source != "estimated"}
    asked = []
    for due in dues:
        statement = known.get(due.subject_id or "")
        if statement is not None and statement.past_due_source == "unsure":
            asked.append(
                CardQuestion("past_due_included", statement.minimum_due or 0, due, statement_id=statement.id)
            )
        elif due.amount is None and (due.allocated or (due.pay_by_at < now and not due.silent)):
            asked.append(CardQuestion("minimum_unknown", due.allocated, due))
    return sorted([*asked, *_about_payments(account)], key=lambda each: (each.due.due_on, each.code))


def _about_payments(account: Account) -> list[CardQuestion]:
    rows = payments.unreversed_of_account(account.id)
    shares = payments.allocations_of([row.id for row in rows])
    asked, bills_of = [], functools.cache(open_bills_of)
    for row in rows:
        rest = row.amount - sum(share.amount for share in shares[row.id])
        unplaced = unplaced_money(account, row, rest, bills_of)
        if unplaced is not None:
            asked.append(
                CardQuestion("payment_meant_for", unplaced.amount, unplaced.bills[0], payment_id=row.id)
            )
    return asked
