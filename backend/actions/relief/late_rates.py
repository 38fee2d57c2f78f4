"""What a late account bears: by its own terms, else by the law or custom of its place, else unknown."""

from backend.domain.credit.card_and_loan_terms import CardTerms
from backend.domain.relief.cost_of_late import LateLaw, WhatBears, daily_rate
from backend.domain.relief.lateness import Rate
from backend.store.credit.credit_accounts import Account


def what_bears(account: Account, law: LateLaw) -> WhatBears | None:
    """The law or custom, where the account's own terms do not say what bears interest."""
    if account.kind != "card" or account.card_terms.interest_on is not None:
        return None
    return law.bears


def card_rate(account: Account, law: LateLaw) -> Rate:
    """What a card bears a day: by its terms, else what is usual in its place."""
    terms: CardTerms = account.card_terms
    if terms.daily_rate_ppm is not None or account.apr_bp is not None:
        return Rate("known", daily_rate(account.apr_bp, terms.daily_rate_ppm))
    if law.usual_rate is not None:
        return Rate("estimated", daily_rate(None, law.usual_rate.daily_ppm))
    return Rate("unknown", None)


def loan_rate(account: Account) -> Rate:
    """What an overdue instalment bears: as the terms say, else at the contract's rate, as is usual."""
    terms = account.loan_terms
    if terms.daily_rate_ppm is not None:
        return Rate("known", daily_rate(None, terms.daily_rate_ppm))
    return Rate("estimated", daily_rate(terms.rate_bp, None))
