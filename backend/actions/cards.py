"""Cards: adding one opens its deadlines; changing its terms moves them; the rest follows by itself."""

from datetime import date, datetime
from typing import Any

from backend.actions import accounts as shared
from backend.actions import series as rolling
from backend.actions.planning import Planner
from backend.domain.credit.statement_cycle import cycle, cycle_closing_on_or_after
from backend.domain.credit.terms import CardTerms
from backend.ids import new_id
from backend.store import deadlines, statements
from backend.store import series as series_store
from backend.store.accounts import Account, dump_terms
from backend.store.database import transaction
from backend.store.series import Series


def add_card(borrower_id: str, *, terms: CardTerms, now: datetime, **fields: Any) -> Account:
    """Add a card and open every cycle up to the horizon, the first being the earliest still payable."""
    with transaction():
        planner = Planner(borrower_id, now=now)
        account = Account.create(
            id=new_id("card", now),
            borrower_id=borrower_id,
            kind="card",
            terms=dump_terms(terms),
            created_at=now,
            updated_at=now,
            **fields,
        )
        row = Series.create(
            id=new_id("ser", now),
            borrower_id=borrower_id,
            kind="card_minimum",
            subject_id=account.id,
            next_index=first_index(account, terms, shared.today_of(account, now)),
            roll_at=now,
            created_at=now,
            updated_at=now,
        )
        rolling.open_cycles(row, planner)
        return account


def first_index(account: Account, terms: CardTerms, today: date) -> int:
    """The earliest cycle whose last chance has not passed."""
    index = cycle_closing_on_or_after(terms, today) - 4  # N days after closing may reach over some months
    while shared.due_of(account, terms, cycle(terms, index).nominal_due_on).last_chance_on < today:
        index += 1
    return index


def change_card(account: Account, *, terms: CardTerms | None = None, now: datetime, **fields: Any) -> Account:
    """Change a card. New terms move the dates of what is still estimated; typed dates stay as typed."""
    with transaction():
        planner = Planner(account.borrower_id, now=now)
        for name, value in fields.items():
            setattr(account, name, value)
        if terms is not None:
            account.terms = dump_terms(terms)
        shared.touch(account, now)
        follow_status(account, planner)
        if terms is not None:
            _reschedule(account, terms, planner)
        refresh_autopay(account, planner)
        return account


def _reschedule(account: Account, terms: CardTerms, planner: Planner) -> None:
    """Give estimated cycles the new terms' dates; open deadlines keep their amounts and payments."""
    for statement in statements.of_account(account.id):
        deadline = deadlines.of_subject(account.id, statement.id)
        if deadline is None or deadline.state != "open":
            continue
        if statement.source == "estimated":
            year, month = (int(part) for part in statement.period_key.split("-")[:2])
            predicted = cycle(terms, year * 12 + month - 1)
            statement.closes_on, statement.nominal_due_on = predicted.closes_on, predicted.nominal_due_on
            shared.touch(statement, planner.now)
        shared.set_dates(deadline, shared.due_of(account, terms, statement.nominal_due_on))
        deadline.tolerance = terms.tolerance
        planner.plan(deadline)
        shared.touch(deadline, planner.now)
    _wake_series(account, planner)
    shared.reallocate(account, planner)


def _wake_series(account: Account, planner: Planner) -> None:
    row = series_store.of_subject(account.id)
    if row and row.roll_at is not None:
        rolling.open_cycles(row, planner)


def refresh_autopay(account: Account, planner: Planner) -> None:
    """Tell the open deadlines whether autopay covers them; the ladder before the due date depends on it."""
    holds = shared.autopay_holds(account)
    for deadline in deadlines.of_account(account.id):
        if deadline.state == "open" and deadline.autopay != holds:
            deadline.autopay = holds
            planner.plan(deadline)
            shared.touch(deadline, planner.now)


def follow_status(account: Account, planner: Planner) -> None:
    """A debt charged off or sold gets no further cycles: what is past due stays, what is to come is cancelled."""
    row = series_store.of_subject(account.id)
    if row is None:
        return
    if account.status in ("charged_off", "sold") and row.roll_at is not None:
        rolling.end(row, now=planner.now)
        today = shared.today_of(account, planner.now)
        shared.cancel_future(row.id, after=today, reason=account.status, now=planner.now)
    elif account.status in ("open", "closed") and row.roll_at is None and account.kind == "card":
        row.roll_at = planner.now
        rolling.open_cycles(row, planner)
