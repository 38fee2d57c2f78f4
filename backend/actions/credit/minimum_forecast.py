"""A card's minimums for the coming months, from the statement known last, its terms, plans and payments."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from backend.actions.credit.credit_accounts import due_dates_of, today_of
from backend.actions.credit.estimates import CardFacts, facts_of, known_bill, minimum_of
from backend.actions.credit.promotion_amounts import charged_back_of, left_of
from backend.domain.credit.card_bill import CardBill
from backend.domain.credit.minimum_forecast import (
    UNKNOWN,
    Assumed,
    Coming,
    Figure,
    ForecastMonth,
    Pays,
    Start,
    forecast,
)
from backend.domain.credit.promotion_end import Range
from backend.domain.credit.promotion_interest import CardPromotion
from backend.domain.credit.statement_cycle import cycle, cycle_closing_on_or_after, month_of, nearest_cycle
from backend.store.credit import card_promotions, statements
from backend.store.credit.credit_accounts import Account
from backend.store.credit.statements import Statement

MONTHS = 6


@dataclass(frozen=True, slots=True)
class MinimumForecast:
    """`known` is the statement it starts from, None where no balance has been said; then only dates are told.

    `out` are the months whose statements closed before today and that nobody has told.
    """

    known: Statement | None
    assumed: Assumed
    months: list[ForecastMonth]
    out: Sequence[ForecastMonth] = ()


def minimum_forecast(
    account: Account, *, pays: Pays, spending: int, now: datetime, months: int = MONTHS
) -> MinimumForecast:
    """The statement known last while it can still be paid, and the minimums of the months after it."""
    today, facts = today_of(account, now), facts_of(account)
    assumed = Assumed(pays, spending, _daily_rate(account), _promotions(account))
    known = statements.latest_known(account.id, today)
    if known is None:
        first = cycle_closing_on_or_after(account.card_terms, today)
        dates = [_coming(account, facts, first + i) for i in range(months)]
        return MinimumForecast(
            None, assumed, [ForecastMonth(each, UNKNOWN, UNKNOWN, UNKNOWN) for each in dates]
        )
    first = nearest_cycle(account.card_terms, known.closes_on) + 1
    behind = max(0, cycle_closing_on_or_after(account.card_terms, today) - first)
    cycles = [_coming(account, facts, first + i) for i in range(behind + months)]
    found = _forecast(account, facts, known, cycles, assumed)
    shown = [month for month in found if month.cycle.closes_on >= today][:months]
    out = [month for month in found if month.cycle.closes_on < today]
    return MinimumForecast(known, assumed, [*_still_payable(account, known, today), *shown], out)


def _forecast(
    account: Account, facts: CardFacts, known: Statement, cycles: list[Coming], assumed: Assumed
) -> list[ForecastMonth]:
    def asked(bill: CardBill, interest: int) -> int:
        return minimum_of(account, bill, interest)

    start = Start(
        known_bill(known),
        known.minimum_due or 0,
        known.nominal_due_on,
        paid=sum(each.amount for each in facts.paid if each.paid_on > known.closes_on),
        refunded=sum(each.amount for each in facts.refunded if each.paid_on > known.closes_on),
    )
    return forecast(start, cycles, facts.plans, assumed, asked)


def _still_payable(account: Account, known: Statement, today: date) -> list[ForecastMonth]:
    dates = due_dates_of(account, account.card_terms, known.nominal_due_on)
    if dates.last_chance_on < today:
        return []
    month = Coming(month_of(known.period_key), known.closes_on, dates.due_on)
    interest = UNKNOWN if known.interest_and_fees is None else _known(known.interest_and_fees)
    return [ForecastMonth(month, _known(known.balance or 0), _known(known.minimum_due or 0), interest)]


def _known(amount: int) -> Figure:
    return Figure("known", amount, amount, amount)


def _coming(account: Account, facts: CardFacts, month: int) -> Coming:
    """The dates of a month's statement: its row's where it has one, else by the terms."""
    rows = {month_of(row.period_key): row for row in facts.statements}
    row, predicted = rows.get(month), cycle(account.card_terms, month)
    closes_on, nominal = (row or predicted).closes_on, (row or predicted).nominal_due_on
    return Coming(month, closes_on, due_dates_of(account, account.card_terms, nominal).due_on)


def _promotions(account: Account) -> tuple[CardPromotion, ...]:
    """What is known of the card's balances at a rate of their own."""
    return tuple(_promotion(row) for row in card_promotions.open_of(account.id))


def _promotion(row: card_promotions.CardPromotion) -> CardPromotion:
    left, back = left_of(row), charged_back_of(row)
    none_back = Range("known", 0, 0)
    return CardPromotion(
        row.ends_on,
        left.low,
        left.high,
        _a_day(row.rate_bp) if row.kind == "promotional_rate" else None,
        _a_day(row.rate_after_bp),
        (back or none_back).low or 0,
        (back or none_back).high,
    )


def _a_day(rate_bp: int | None) -> Fraction | None:
    return None if rate_bp is None else Fraction(rate_bp, 3_650_000)


def _daily_rate(account: Account) -> Fraction | None:
    """By the terms' daily rate, else by the annual one; None where neither is known."""
    daily = account.card_terms.daily_rate_ppm
    if daily is not None:
        return Fraction(daily, 1_000_000)
    return None if account.apr_bp is None else Fraction(account.apr_bp, 3_650_000)
