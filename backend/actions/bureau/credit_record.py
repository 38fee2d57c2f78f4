"""The borrower's record in every country whose rules are known, from their own books alone."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from backend.actions.bureau.checkpoints import CountryLaws
from backend.actions.bureau.credit_history import history_of
from backend.domain.bureau.history import History, OwnAccount
from backend.domain.bureau.own_record import Month, Record, months_of, record_of

MONTHS = 24


def record(borrower_id: str, country_laws: CountryLaws, *, today: date, now: datetime) -> Record:
    """Months on time, marks and what helps next, over all accounts."""
    return record_of(_history(borrower_id, country_laws, now), country_laws, today)


def months_by_account(
    borrower_id: str, country_laws: CountryLaws, *, today: date, now: datetime
) -> Iterator[tuple[OwnAccount, Sequence[Month]]]:
    """The last 24 months of each account, oldest first."""
    for account in _history(borrower_id, country_laws, now).accounts:
        yield account, months_of(account, country_laws[account.country], today, MONTHS)


def accounts_of(borrower_id: str, country_laws: CountryLaws, *, now: datetime) -> Sequence[OwnAccount]:
    """Each account with its dues, of the countries whose law is known."""
    return _history(borrower_id, country_laws, now).accounts


def _history(borrower_id: str, country_laws: CountryLaws, now: datetime) -> History:
    found = [history_of(borrower_id, country_law, now=now) for country_law in country_laws.values()]
    return History(accounts=tuple(account for each in found for account in each.accounts))
