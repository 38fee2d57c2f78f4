"""Rates between currencies, as the borrower gave them, each with its day."""

from datetime import date

from backend.store.rows import Row, day, instant, integer, short_text


class ExchangeRate(Row):
    """One unit of `currency` was `rate` units of `in_currency` on `rate_on`; the rate is text, and exact."""

    id = short_text(40, primary_key=True)
    borrower_id = short_text(40)
    currency = short_text(3)
    in_currency = short_text(3)
    rate = short_text(40)
    rate_on = day()
    created_at = instant()
    updated_at = instant()
    version = integer(default=1)

    class Meta:
        table_name = "exchange_rate"
        indexes = (
            (("borrower_id", "currency", "in_currency", "rate_on"), True),
            (("borrower_id", "id"), False),
        )


def find(borrower_id: str, rate_id: str) -> ExchangeRate | None:
    return ExchangeRate.get_or_none((ExchangeRate.id == rate_id) & (ExchangeRate.borrower_id == borrower_id))


def of_day(borrower_id: str, currency: str, in_currency: str, on: date) -> ExchangeRate | None:
    return ExchangeRate.get_or_none(
        (ExchangeRate.borrower_id == borrower_id)
        & (ExchangeRate.currency == currency)
        & (ExchangeRate.in_currency == in_currency)
        & (ExchangeRate.rate_on == on)
    )


def of_borrower(borrower_id: str) -> list[ExchangeRate]:
    """All of a borrower's rates, the newest day first."""
    query = ExchangeRate.select().where(ExchangeRate.borrower_id == borrower_id)
    return list(query.order_by(ExchangeRate.rate_on.desc(), ExchangeRate.id.desc()))


def page(borrower_id: str, *, limit: int, after: str | None = None) -> list[ExchangeRate]:
    """One page of a borrower's rates, in the order in which they were given."""
    query = ExchangeRate.select().where(ExchangeRate.borrower_id == borrower_id)
    if after:
        query = query.where(ExchangeRate.id > after)
    return list(query.order_by(ExchangeRate.id).limit(limit))
