"""What only the borrower can say about a card's bills: shown in the app until it is answered, never guessed."""

import functools
from collections.abc import Sequence
from datetime import date, datetime
from typing import Literal, NamedTuple

from backend.actions.credit.credit_accounts import today_of
from backend.actions.credit.nothing_owed import is_asleep
from backend.actions.credit.payment_meaning import PAID_OFF, question_about
from backend.actions.credit.unplaced_money import open_bills_of, unplaced_money
from backend.actions.credit.untold_bills import untold_bills
from backend.store.credit import payments, statements
from backend.store.credit.credit_accounts import Account
from backend.store.credit.statements import Statement
from backend.store.reminders import deadlines
from backend.store.reminders.deadlines import Deadline

QuestionCode = Literal[
    "past_due_included", "payment_meant_for", "minimum_unknown", "statement_untold", "bill_untold"
]


class CardQuestion(NamedTuple):
    """`amount` in minor units.

    - past_due_included: `amount` is the whole minimum of `statement_id`, shown as due though older ones look open.
    - payment_meant_for: `amount` of `payment_id` went to no bill, or came above what was due of a loan, as much as all
      its principal, and nobody said whether it paid the loan off; the payment's own `question` has the choices.
    - minimum_unknown: `amount` was paid in the cycle of `deadline_id`, whose minimum nobody has told; 0: nothing that
      is known of, and the due looks late.
    - statement_untold: `statement_id` is out and nobody has told it; its due is silent, because the last one that is
      known asked for nothing. `amount` is 0.
    - bill_untold: a bill behind the statement known last has fallen due, on `due_on`, and nobody told it; no due stands
      for it, `due` is that of the statement known last. `amount` is 0.
    """

    code: QuestionCode
    amount: int
    due: Deadline
    statement_id: str | None = None
    payment_id: str | None = None
    due_on: date | None = None


def questions_of(account: Account, dues: Sequence[Deadline], *, now: datetime) -> list[CardQuestion]:
    """What is to be asked about an account with these open dues, the earliest due first."""
    if account.kind != "card":
        return _about_paying_off(account, dues)
    rows = statements.of_account(account.id)
    known = {row.id: row for row in rows if row.source != "estimated"}
    asked = []
    for due in dues:
        statement = known.get(due.subject_id or "")
        if statement is not None and statement.past_due_source == "unsure":
            asked.append(
                CardQuestion("past_due_included", statement.minimum_due or 0, due, statement_id=statement.id)
            )
        elif due.amount is None and (due.allocated or (due.pay_by_at < now and not due.silent)):
            asked.append(CardQuestion("minimum_unknown", due.allocated, due))
    asked += _about_payments(account) if dues else []
    asked += _about_the_newest(account, rows, today_of(account, now))
    asked += _about_untold(account, today_of(account, now))
    return sorted(asked, key=lambda each: (each.due_on or each.due.due_on, each.code))


def _about_the_newest(account: Account, rows: Sequence[Statement], today: date) -> list[CardQuestion]:
    """An open card that asked for nothing may have been used since; only its newest statement that is out can tell."""
    out = [row for row in rows if row.closes_on < today]
    if not out or out[-1].source != "estimated" or account.status != "open" or account.billed_with:
        return []
    due = deadlines.of_subject(account.id, out[-1].id)
    if due is None or not is_asleep(due):
        return []
    return [CardQuestion("statement_untold", 0, due, statement_id=out[-1].id)]


def _about_untold(account: Account, today: date) -> list[CardQuestion]:
    """Each bill that is out, has fallen due, and was never told."""
    untold, known = untold_bills(account, today), statements.latest_known(account.id, today)
    due = deadlines.of_subject(account.id, known.id) if known else None
    if due is None:
        return []
    return [CardQuestion("bill_untold", 0, due, due_on=each.nominal_due_on) for each in untold]


def _about_paying_off(account: Account, dues: Sequence[Deadline]) -> list[CardQuestion]:
    """Whether the loan is paid off, where as much came and nobody said so: what it lacks may be owed still."""
    if account.status != "open":
        return []
    paid = [row for row in payments.unreversed_of_account(account.id) if row.extra_principal]
    due = next(iter(dues or reversed(deadlines.of_account(account.id))), None)
    asked = question_about(paid[-1]) if paid else None
    if due is None or asked is None or PAID_OFF not in asked.choices:
        return []
    return [CardQuestion("payment_meant_for", asked.amount, due, payment_id=paid[-1].id)]


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
