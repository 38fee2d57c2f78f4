"""Rates between currencies: the borrower gives them with their day, and forecasts convert by the newest one."""

from datetime import date, datetime

from backend.domain.money.conversion import Rate, parse_rate
from backend.errors import Invalid, NotFound
from backend.ids import new_id
from backend.store.database import transaction
from backend.store.spending import cut_plans, exchange_rates
from backend.store.spending.exchange_rates import ExchangeRate
from backend.store.versions import save_new_version


def get(borrower_id: str, rate_id: str) -> ExchangeRate:
    """The borrower's rate, or NotFound."""
    row = exchange_rates.find(borrower_id, rate_id)
    if row is None:
        raise NotFound()
    return row


def put_rate(
    borrower_id: str,
    *,
    currency: str,
    in_currency: str,
    rate: str,
    rate_on: date | None,
    today: date,
    now: datetime,
) -> ExchangeRate:
    """Give a rate of one day; a second one of the same day takes the first one's place."""
    on = rate_on or today
    _check(currency, in_currency, rate, on, today)
    with transaction():
        row = exchange_rates.of_day(borrower_id, currency, in_currency, on)
        cut_plans.mark_stale(borrower_id, now)  # what a plan funds depends on it
        if row is None:
            return ExchangeRate.create(
                id=new_id("fxr", now),
                borrower_id=borrower_id,
                currency=currency,
                in_currency=in_currency,
                rate=rate,
                rate_on=on,
                created_at=now,
                updated_at=now,
            )
        if row.rate != rate:
            row.rate = rate
            save_new_version(row, now)
        return row


def _check(currency: str, in_currency: str, rate: str, on: date, today: date) -> None:
    if currency == in_currency:
        raise Invalid("rate-of-one-currency", field="in_currency")
    if on > today:
        raise Invalid("rate-in-future", field="rate_on")
    try:
        parse_rate(rate)
    except ValueError:
        raise Invalid("rate-unreadable", field="rate") from None


def remove_rate(row: ExchangeRate, *, now: datetime) -> None:
    """Take a rate back."""
    with transaction():
        row.delete_instance()
        cut_plans.mark_stale(row.borrower_id, now)


def rates_into(borrower_id: str, into: str, today: date) -> dict[str, Rate]:
    """For each currency the newest rate into one, also where it was given the other way round."""
    found: dict[str, Rate] = {}
    for row in exchange_rates.of_borrower(borrower_id):
        if row.rate_on > today:
            continue
        if row.in_currency == into:
            found.setdefault(row.currency, Rate(row.currency, parse_rate(row.rate), row.rate_on))
        elif row.currency == into:
            found.setdefault(row.in_currency, Rate(row.in_currency, 1 / parse_rate(row.rate), row.rate_on))
    return found
