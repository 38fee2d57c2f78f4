"""The known statements' dues follow the facts: what of a minimum repeats older ones, so that no debt counts twice.

Judged as of the closing date: the issuer asked again for what had not been paid by then, whatever was paid since.
Where the borrower said the part, it stands, as far as older dues carry it: what was waived is asked for here. Else the
arithmetic decides (`past_due_part`). A payment that bounces after the closing changes no statement.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from backend.actions.credit.allocation import claims_of, follows_the_facts, inflow_of, pays, settles_by_money
from backend.actions.credit.statement_dates import follow_dates
from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.domain.calendar.local_time import local_date
from backend.domain.credit.card_bill import KnownBill, bill_of
from backend.domain.credit.card_instalments import InstalmentPlan
from backend.domain.credit.past_due_part import PastDuePart, StatementFigures, presumed_part
from backend.domain.credit.payment_allocation import allocate
from backend.domain.credit.statement_cycle import month_of
from backend.store.credit import card_instalment_plans, credit_accounts, payments, statements
from backend.store.credit.credit_accounts import Account
from backend.store.credit.payments import Payment
from backend.store.credit.statements import Statement
from backend.store.reminders import deadlines
from backend.store.reminders.deadlines import Deadline
from backend.store.versions import save_new_version

_DAYS_OF_A_YEAR, _MILLIONTHS_OF_A_BASIS_POINT = 365, 100


class _Books(NamedTuple):
    """What is known of a card, each in its order."""

    account: Account
    known: Sequence[Statement]
    dues: Sequence[Deadline]
    closings: Mapping[str, date]
    payments: Sequence[Payment]
    plans: Sequence[InstalmentPlan]


def follow_statements(account: Account, scheduler: ReminderScheduler) -> None:
    """Bring each known statement's past-due part, and its due, up to the facts; oldest first."""
    rows = statements.of_account(account.id)
    known, closings = (
        [row for row in rows if row.source != "estimated"],
        {row.id: row.closes_on for row in rows},
    )
    if not known:
        return
    dues, paid = deadlines.of_contract(account.id), payments.of_account(account.id)
    plans = card_instalment_plans.plans_of([account.id, *credit_accounts.billed_by(account.id)])
    books = _Books(account, known, dues, closings, paid, plans)
    due_of = {row.subject_id: row for row in books.dues}
    for statement in known:
        part = _part(books, statement)
        if statement.past_due_source != "said":
            _note(statement, part, scheduler)
        if (deadline := due_of.get(statement.id)) is not None:
            _follow(account, statement, deadline, (statement.minimum_due or 0) - part.amount, scheduler)


def _note(statement: Statement, part: PastDuePart, scheduler: ReminderScheduler) -> None:
    if (statement.past_due_included, statement.past_due_source) == part:
        return
    statement.past_due_included, statement.past_due_source = part
    save_new_version(statement, scheduler.now)


def _follow(
    account: Account, statement: Statement, deadline: Deadline, amount: int, scheduler: ReminderScheduler
) -> None:
    moved = follows_the_facts(deadline) and follow_dates(account, statement, deadline)
    if moved or deadline.amount != amount:
        deadline.amount = amount
        scheduler.plan(deadline)
        save_new_version(deadline, scheduler.now)


def _part(books: _Books, statement: Statement) -> PastDuePart:
    if statement.past_due_source == "said":
        part = min(statement.past_due_included, statement.minimum_due or 0)
        return PastDuePart(min(part, _carried(books, statement)), "said")
    account, earlier = books.account, [row for row in books.known if row.closes_on < statement.closes_on]
    return presumed_part(
        account.card_terms.minimum,
        _figures(books, statement),
        still_open=_still_open(books, statement),
        balance_left=_left_of(books, earlier[-1], statement.closes_on) if earlier else None,
        yearly_rate_bp=_yearly_rate_bp(account),
    )


def _figures(books: _Books, statement: Statement) -> StatementFigures:
    balance = statement.balance or 0
    known = KnownBill(balance, statement.closes_on, month_of(statement.period_key))
    bill = bill_of(known, books.plans)
    return StatementFigures(
        balance,
        statement.minimum_due or 0,
        statement.interest_and_fees,
        _over_limit(books.account, balance),
        bill.parts,
        bill.unbilled,
    )


def _over_limit(account: Account, balance: int) -> int:
    return 0 if account.credit_limit is None else max(0, balance - account.credit_limit)


def _yearly_rate_bp(account: Account) -> int | None:
    if account.apr_bp is not None:
        return account.apr_bp
    daily = account.card_terms.daily_rate_ppm
    return None if daily is None else daily * _DAYS_OF_A_YEAR // _MILLIONTHS_OF_A_BASIS_POINT


def _older(books: _Books, statement: Statement) -> list[Deadline]:
    return [row for row in books.dues if row.due_on <= statement.closes_on and row.subject_id != statement.id]


def _carried(books: _Books, statement: Statement) -> int:
    """What older dues ask or asked for at most; the waived, the cancelled and those without an amount carry nothing."""
    older = _older(books, statement)
    return sum(row.amount or 0 for row in older if row.state == "met" or follows_the_facts(row))


def _still_open(books: _Books, statement: Statement) -> int:
    """What was open of older minimums when a statement closed."""
    older = [row for row in _older(books, statement) if settles_by_money(row)]
    claims = claims_of(older, books.closings)
    arrived = [row for row in _arrived(books, statement.closes_on) if pays(books.account, row)]
    paid = [inflow_of(books.account, row) for row in arrived]
    settled = allocate(claims, [inflow for inflow in paid if inflow.paid_on <= statement.closes_on])
    return sum(
        (claim.amount or 0) - settled.allocated.get(claim.deadline_id, 0)
        for claim in claims
        if claim.deadline_id not in settled.settled_at
    )


def _arrived(books: _Books, closes_on: date) -> list[Payment]:
    """The money as the issuer knew it on a closing day: what bounced only afterwards had arrived."""
    zone = books.account.zone
    return [
        row
        for row in books.payments
        if row.reversed_at is None
        or local_date(row.created_at, zone) <= closes_on < local_date(row.reversed_at, zone)
    ]


def _left_of(books: _Books, before: Statement, closes_on: date) -> int:
    """An earlier statement's balance less what is known to have come in until a later one closed."""
    came = [inflow_of(books.account, row) for row in _arrived(books, closes_on)]
    return (before.balance or 0) - sum(
        inflow.amount for inflow in came if before.closes_on < inflow.paid_on <= closes_on
    )
