"""From which day to which a loan runs, as far as it is known."""

from datetime import date
from typing import NamedTuple

from backend.domain.credit.interest_days import nominal_due_on
from backend.store.credit.credit_accounts import Account
from backend.store.credit.loan_contracts import contract_of, schedule_of


class LoanDays(NamedTuple):
    """From the day on which a loan was drawn, or from which it bears interest, to its last instalment."""

    first: date
    last: date


def days_of(account: Account) -> LoanDays:
    first = first_day_of(account)
    return LoanDays(first, max((part.nominal_due_on for part in schedule_of(account)), default=first))


def first_day_of(account: Account) -> date:
    """The day on which a loan was drawn; where nobody said, an interval before its first instalment."""
    terms = contract_of(account).terms
    return terms.drawn_on or nominal_due_on(terms, 0)
