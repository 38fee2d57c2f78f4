"""New terms of a card: what is still estimated moves to the new terms' cycles, one for one, none lost or doubled."""

from collections.abc import Iterator
from datetime import date, timedelta

from backend.actions.credit.card_cycles import open_card_cycles
from backend.actions.credit.credit_accounts import SAME_CYCLE_DAYS, nearest, today_of
from backend.actions.credit.nothing_owed import is_asleep
from backend.actions.credit.statement_dates import dates_of_statement
from backend.actions.reminders.deadline_changes import set_dates
from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.domain.credit.card_and_loan_terms import CardTerms
from backend.domain.credit.statement_cycle import Cycle, cycle, first_payable_cycle
from backend.store.credit import statements
from backend.store.credit.credit_accounts import Account
from backend.store.credit.statements import Statement
from backend.store.reminders import deadlines
from backend.store.reminders import series as series_store
from backend.store.reminders.deadlines import Deadline
from backend.store.reminders.series import Series
from backend.store.versions import save_new_version


def reschedule(account: Account, terms: CardTerms, scheduler: ReminderScheduler) -> None:
    """Follow new terms. Typed dates, and estimates that are late by old and new terms, keep their dates; the estimates
    ahead take the new cycles in their order, keeping what the borrower did with them. The caller settles afterwards.
    """
    dues = {row.subject_id: row for row in deadlines.of_account(account.id)}
    row, today = series_store.of_subject(account.id), today_of(account, scheduler.now)
    rolls, first = row is not None and row.roll_at is not None, _first_payable(account, terms, today)
    moving, staying = [], []
    for statement in statements.of_account(account.id):
        deadline = dues.get(statement.id)
        if rolls and deadline and _is_ahead(statement, deadline, today, cycle(terms, first)):
            moving.append((statement, deadline))
        else:
            staying.append(statement)
            if deadline and deadline.state == "open":
                _move(account, terms, statement, deadline, scheduler)
    if row is not None and rolls:
        kept = [each for each in staying if not _is_cancelled(dues.get(each.id))]
        taken = {each.period_key for each in staying}
        _assign(account, row, terms, moving, _free_cycles(account, terms, kept, today), taken, scheduler)


def _first_payable(account: Account, terms: CardTerms, today: date) -> int:
    return first_payable_cycle(terms, today, country=account.country, zone=account.zone)


def _is_ahead(statement: Statement, deadline: Deadline, today: date, first: Cycle) -> bool:
    """Not due yet, or of a cycle that can still be paid in time by the new terms."""
    if statement.source != "estimated" or not (deadline.state == "open" or is_asleep(deadline)):
        return False
    payable = statement.closes_on >= first.closes_on - timedelta(days=SAME_CYCLE_DAYS)
    return bool(deadline.due_on >= today or payable)


def _is_cancelled(deadline: Deadline | None) -> bool:
    if deadline is None or is_asleep(deadline):
        return False
    return deadline.state == "cancelled" and deadline.closed_by == "terms"


def _free_cycles(
    account: Account, terms: CardTerms, kept: list[Statement], today: date
) -> Iterator[tuple[int, Cycle]]:
    """(index, cycle) of the new terms' cycles from the first still payable on that no kept statement is of."""
    left, index = list(kept), _first_payable(account, terms, today)
    while True:
        predicted = cycle(terms, index)
        near = nearest(left, predicted.closes_on, SAME_CYCLE_DAYS)
        if near is None:
            yield index, predicted
        else:
            left.remove(near)
        index += 1


def _assign(
    account: Account,
    row: Series,
    terms: CardTerms,
    moving: list[tuple[Statement, Deadline]],
    cycles: Iterator[tuple[int, Cycle]],
    taken: set[str],
    scheduler: ReminderScheduler,
) -> None:
    for number, (statement, _) in enumerate(moving):
        statement.period_key = f"~{number}"  # out of each other's way while they change places
        statement.save(only=[Statement.period_key])
    for statement, deadline in moving:
        _, predicted = next(cycles)
        own_key = predicted.period_key not in taken
        statement.period_key = predicted.period_key if own_key else predicted.closes_on.isoformat()
        taken.add(statement.period_key)
        statement.closes_on, statement.nominal_due_on = predicted.closes_on, predicted.nominal_due_on
        save_new_version(statement, scheduler.now)
        _move(account, terms, statement, deadline, scheduler)
    row.next_index, _ = next(cycles)
    open_card_cycles(row, account, scheduler)


def _move(
    account: Account, terms: CardTerms, statement: Statement, deadline: Deadline, scheduler: ReminderScheduler
) -> None:
    set_dates(deadline, dates_of_statement(account, terms, statement))
    deadline.tolerance = terms.tolerance
    scheduler.plan(deadline)
    save_new_version(deadline, scheduler.now)
