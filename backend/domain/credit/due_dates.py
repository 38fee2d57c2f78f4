"""The dates of one due under a contract's terms: the weekend rule, the cut-off and the grace that it states."""

from datetime import date

from backend.domain.calendar.pay_by import DueDates, due_dates
from backend.domain.credit.card_and_loan_terms import CardTerms, LoanTerms


def due_dates_under(
    terms: CardTerms | LoanTerms, nominal_due_on: date, *, country: str, zone: str
) -> DueDates:
    """The pay-by and last-chance instants of the contract's date; the errors are those of `due_dates`."""
    return due_dates(
        nominal_due_on,
        weekend_rule=terms.weekend_rule,
        country=country,
        zone=zone,
        cut_off=terms.cut_off,
        grace_days=terms.grace_days,
    )
