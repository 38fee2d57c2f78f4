"""Estimates of card minimums that no statement has told yet, from what is left of the last known balance."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from backend.actions.credit.agreed_dues import books_of, still_to_come
from backend.actions.credit.allocation import follows_the_facts, inflows_of, reallocate, refunds_of
from backend.actions.credit.past_due import follow_statements
from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.domain.credit.card_bill import CardBill, Closing, KnownBill, bill_after
from backend.domain.credit.card_instalments import InstalmentPlan
from backend.domain.credit.minimum_payment import minimum_payment
from backend.domain.credit.payment_allocation import Inflow
from backend.domain.credit.statement_cycle import month_of
from backend.store.credit import card_instalment_plans, credit_accounts, statements
from backend.store.credit.credit_accounts import Account
from backend.store.credit.statements import Statement
from backend.store.reminders import deadlines
from backend.store.versions import save_new_version


class CardFacts(NamedTuple):
    """What a card's next bills follow from: its statements by closing date, what came in, and its instalment plans."""

    statements: Sequence[Statement]
    paid: Sequence[Inflow]
    refunded: Sequence[Inflow]
    plans: Sequence[InstalmentPlan]


def facts_of(account: Account) -> CardFacts:
    """Read once for all of a card's bills."""
    return CardFacts(
        statements.of_account(account.id),
        inflows_of(account),
        refunds_of(account),
        card_instalment_plans.plans_of([account.id, *credit_accounts.billed_by(account.id)]),
    )


def resettle(account: Account, scheduler: ReminderScheduler) -> None:
    """Let estimates and statements follow the facts, and the money settle them: whatever changed, in one order."""
    if account.kind == "card":
        reestimate(account, scheduler)
        follow_statements(account, scheduler)
    reallocate(account, scheduler)


def reestimate(account: Account, scheduler: ReminderScheduler) -> None:
    """Estimate the minimums that are not known and that nobody's word closed.

    Each from the balance at its own closing date, so that what is paid after it does not lower what it asks for.
    """
    facts = facts_of(account)
    to_come = still_to_come(books_of(account.id), facts.paid)
    facts = facts._replace(paid=[*facts.paid, *to_come])
    dues = {row.subject_id: row for row in deadlines.of_account(account.id) if follows_the_facts(row)}
    for statement in facts.statements:
        deadline = dues.get(statement.id)
        if statement.source != "estimated" or deadline is None:
            continue
        bill = _bill(facts, statement)
        estimate = _minimum(account, bill)
        balance = bill.balance if bill and bill.balance > 0 else None
        if (deadline.amount, statement.balance) == (estimate, balance):
            continue
        statement.balance, statement.minimum_due = balance, estimate
        save_new_version(statement, scheduler.now)
        if deadline.amount == estimate:
            continue
        deadline.amount = estimate
        scheduler.plan(deadline)
        save_new_version(deadline, scheduler.now)


def _minimum(account: Account, bill: CardBill | None) -> int | None:
    """What a bill asks for; None where that is nothing, since what is bought until it closes is not known."""
    return (minimum_of(account, bill) or None) if bill is not None and bill.balance > 0 else None


def minimum_of(account: Account, bill: CardBill, interest: int = 0) -> int:
    """What the card's rule asks of a bill: its share of the rest, and the instalments of the month in full."""
    over_limit = 0 if account.credit_limit is None else max(0, bill.balance - account.credit_limit)
    rule = account.card_terms.minimum
    return minimum_payment(
        rule,
        balance=bill.rest,
        interest_and_fees=interest,
        over_limit=over_limit,
        instalments=bill.parts,
    )


def _bill(facts: CardFacts, statement: Statement) -> CardBill | None:
    """The bill of a statement that is not known, after the one known last before it."""
    rows = [row for row in facts.statements if row.closes_on <= statement.closes_on]
    known = [row for row in rows if row.source != "estimated" and row.closes_on < statement.closes_on]
    if not known:
        return None
    closings = [row for row in rows if row.closes_on > known[-1].closes_on]
    return bill_after(known_bill(known[-1]), closings_of(known[-1], closings, facts), facts.plans)


def known_bill(statement: Statement) -> KnownBill:
    return KnownBill(statement.balance or 0, statement.closes_on, month_of(statement.period_key))


def closings_of(known: Statement, rows: Sequence[Statement], facts: CardFacts) -> list[Closing]:
    """The closings of these later statements, each with what came in since the one before."""
    return [
        Closing(
            row.closes_on,
            month_of(row.period_key),
            _between(facts.paid, before.closes_on, row.closes_on),
            _between(facts.refunded, before.closes_on, row.closes_on),
        )
        for before, row in pairwise([known, *rows])
    ]


def _between(inflows: Sequence[Inflow], after: date, until: date) -> int:
    return sum(inflow.amount for inflow in inflows if after < inflow.paid_on <= until)


def remaining_balance(account: Account, today: date) -> int | None:
    """The latest known statement's balance, with the instalments asked for since, less what came in since it closed;
    never below zero, and None where no statement has told a balance."""
    known = statements.latest_known(account.id, today)
    if known is None:
        return None
    facts = facts_of(account)
    closed = [row for row in facts.statements if known.closes_on < row.closes_on <= today]
    since = [known, *closed][-1].closes_on
    paid, refunded = _between(facts.paid, since, date.max), _between(facts.refunded, since, date.max)
    until_now = Closing(date.max, None, paid, refunded)
    closings = [*closings_of(known, closed, facts), until_now]
    return max(0, bill_after(known_bill(known), closings, facts.plans, unpaid_parts="carried").balance)
