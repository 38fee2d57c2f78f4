"""How far the ledger knows a household: the days that habits are read from, and what an old balance may not hold.

A balance is as old as the last day that it was said of, or that a file reaches. What is usually spent in the days
since, the bills of those days, and what was paid on debts in them may have left the account: the low case takes it off.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from backend.actions.spending.cash_flow_currencies import Currencies
from backend.domain.calendar import local_time
from backend.domain.spending.forecast.cash_flow import spent
from backend.domain.spending.forecast.flows import Typical
from backend.domain.spending.forecast.known_days import Stretch, stretches, telling
from backend.domain.spending.forecast.series_flows import Series
from backend.store.credit import credit_accounts, payments
from backend.store.spending import cash_accounts, spending_lines

_FRESH_DAYS = (
    7  # so old a balance tells of today; what has not come in a week is not on its way (series_flows)
)
_DAY = timedelta(days=1)


class StaleBalance(NamedTuple):
    """The last day that anything is known of, and what may have left the account since."""

    known_until: date
    days: int
    may_be_gone: int


class KnownDays(NamedTuple):
    """The first and the last day that habits are read from, and the last one that is known at all."""

    first: date
    last: date
    until: date | None


def known_days(borrower_id: str, into: Currencies, today: date) -> KnownDays:
    """The days of the currencies that are counted. Where no file was imported, what was typed bounds them."""
    files = [
        Stretch(each.first, each.last)
        for each in spending_lines.file_spans(borrower_id)
        if into.has(each.currency)
    ]
    if files:
        typed = [Stretch(on, on) for on in spending_lines.typed_spending_days(borrower_id)]
        known = stretches([*files, *typed])
        best = telling(known) or known[-1]
        return KnownDays(best.first, best.last, known[-1].last)
    spans = [
        span
        for code in {into.into, *into.rates}
        if (span := spending_lines.span(borrower_id, code)) is not None
    ]
    if not spans:
        return KnownDays(today, today - _DAY, None)
    last = max(last for _, last in spans)
    return KnownDays(min(first for first, _ in spans), last, last)


def days_of_pay(borrower_id: str) -> dict[str, list[Stretch]]:
    """The days, by currency, on which pay would have been seen: those that files of a bank account cover."""
    wallets = {row.id for row in cash_accounts.of_borrower(borrower_id) if row.kind != "bank"}
    found: dict[str, list[Stretch]] = defaultdict(list)
    for each in spending_lines.file_spans(borrower_id):
        if each.account_id not in wallets:
            found[each.currency].append(Stretch(each.first, each.last))
    return {currency: stretches(spans) for currency, spans in found.items()}


def stale_balance(
    borrower_id: str,
    into: Currencies,
    known_until: date,
    typical: Sequence[Typical],
    series: Iterable[Series],
    today: date,
) -> StaleBalance | None:
    """What an old balance may not hold; None of one that is fresh."""
    days = (today - known_until).days
    if days <= _FRESH_DAYS:
        return None
    first, last = known_until + _DAY, today - _DAY
    habits = sum(spent(habit.high, first, last) for habit in typical)
    late = today - timedelta(days=_FRESH_DAYS + 1)  # what was due later comes tomorrow, as a flow
    bills = sum(
        one.high * sum(day > (one.last_on or date.min) for day in one.days(first, late))
        for one in series
        if one.direction == "out"
    )
    return StaleBalance(known_until, days, habits + bills + _paid_on_debts(borrower_id, into, known_until))


def _paid_on_debts(borrower_id: str, into: Currencies, known_until: date) -> int:
    """What was said to be paid on debts behind the last day that is known."""
    return sum(
        into.cost(paid, account.currency)
        for account in credit_accounts.of_borrower(borrower_id)
        if into.has(account.currency)
        and (paid := payments.paid_since(account.id, local_time.day_end(known_until, account.zone)))
    )
