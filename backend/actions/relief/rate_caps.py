"""Which caps of its place an account's annual rate lies above."""

from datetime import date, datetime
from fractions import Fraction

from backend.actions.credit.credit_accounts import today_of
from backend.countries.lateness import rate_caps
from backend.domain.relief.rate_caps import AboveCap, above_caps, yearly_rate_bp
from backend.store.credit.credit_accounts import Account


def caps_exceeded(account: Account, *, now: datetime) -> list[AboveCap]:
    """By the cap of the day on which the credit began; where nobody has said that day, by today's."""
    began_on = _began_on(account)
    caps = rate_caps(account.country, account.kind, began_on or today_of(account, now))
    return above_caps(_rate(account), caps, began_on)


def _began_on(account: Account) -> date | None:
    if account.kind == "loan" and account.loan_terms.drawn_on is not None:
        return account.loan_terms.drawn_on
    return account.opened_on


def _rate(account: Account) -> Fraction | None:
    """A loan's daily rate is of what is overdue, so it is no price of the loan."""
    if account.kind == "loan":
        return yearly_rate_bp(account.apr_bp, account.loan_terms.rate_bp, None)
    return yearly_rate_bp(account.apr_bp, None, account.card_terms.daily_rate_ppm)
