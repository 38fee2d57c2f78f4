"""The dates of a statement's due: a printed due date stands as printed, a predicted one takes the weekend rule."""

from dataclasses import replace

from backend.actions.credit.credit_accounts import due_dates_of
from backend.actions.reminders.deadline_changes import set_dates
from backend.domain.calendar.pay_by import DueDates
from backend.domain.credit.card_and_loan_terms import CardTerms
from backend.store.credit.credit_accounts import Account
from backend.store.credit.statements import Statement
from backend.store.reminders.deadlines import Deadline


def dates_of_statement(account: Account, terms: CardTerms, statement: Statement) -> DueDates:
    """The pay-by and last-chance instants of a statement under these terms."""
    if statement.due_on_printed:
        terms = replace(terms, weekend_rule="none")
    return due_dates_of(account, terms, statement.nominal_due_on)


def follow_dates(account: Account, statement: Statement, deadline: Deadline) -> bool:
    """Give a deadline its statement's dates; returns whether any changed."""
    dates = dates_of_statement(account, account.card_terms, statement)
    before = (deadline.nominal_due_on, deadline.pay_by_at, deadline.last_chance_at)
    set_dates(deadline, dates)
    return before != (dates.nominal_due_on, dates.pay_by_at, dates.last_chance_at)
