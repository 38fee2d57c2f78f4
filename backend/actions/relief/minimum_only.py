"""What paying only the minimum of a card costs, counted as its place counts it; nothing of it is kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Literal, NamedTuple

from backend.actions.credit.credit_accounts import today_of
from backend.actions.credit.estimates import remaining_balance
from backend.actions.credit.joint_bills import must_bill_itself
from backend.countries.lateness import minimum_only_method
from backend.domain.bureau.country_law import LegalRule
from backend.domain.calendar.month_day import month_index
from backend.domain.credit.statement_cycle import cycle, nearest_cycle
from backend.domain.money.amount import half_up
from backend.domain.relief.minimum_only import (
    Balance,
    Bill,
    Clears,
    DayCount,
    PayOff,
    by_days,
    by_months,
    cleared_in_three_years,
)
from backend.domain.relief.rate_caps import yearly_rate_bp
from backend.store.credit import card_promotions, statements
from backend.store.credit.card_promotions import CardPromotion
from backend.store.credit.credit_accounts import Account
from backend.store.credit.statements import Statement

_A_CYCLE = timedelta(days=31)  # the longest
_MOST_BILLS = 600


class Missing(NamedTuple):
    """What has to be known before anything can be counted."""

    statement: bool
    rate: bool


@dataclass(frozen=True, slots=True)
class MinimumOnly:
    """`low` and `high` are the two readings of how days are counted; by months they are one. `rule` None: the place has
    no way of its own, and months are counted. `promotions_left_out` lack a balance or a rate, or defer interest."""

    account: Account
    balance: int
    method: Literal["monthly", "daily"]
    rule: LegalRule | None
    low: PayOff | None
    high: PayOff | None
    clears: Clears | None
    missing: Missing
    promotions_left_out: int


def minimum_only(account: Account, *, posted_on: date | None, now: datetime) -> MinimumOnly:
    """From what is left of the statement known last. `posted_on`: the day from which its purchases bear interest."""
    must_bill_itself(account)
    today = today_of(account, now)
    rule = minimum_only_method(account.country, today)
    method: Literal["monthly", "daily"] = "daily" if rule and rule.value == "daily" else "monthly"
    known, rate = statements.latest_known(account.id, today), _yearly(account)
    left = remaining_balance(account, today)
    missing = Missing(known is None, rate is None)
    if known is None or left is None or rate is None:
        return MinimumOnly(account, 0, method, rule, None, None, None, missing, 0)
    promotions = card_promotions.open_of(account.id)
    balances = _balances(left, half_up(rate), promotions, today)
    if method == "daily":
        balances = [Balance(left, half_up(rate))]
        low, high = _by_days(account, known, left, rate, posted_on, today)
    else:
        low = high = by_months(balances, account.card_terms.minimum)
    left_out = len(promotions) - (len(balances) - 1)
    clears = cleared_in_three_years(balances)
    return MinimumOnly(account, left, method, rule, low, high, clears, missing, left_out)


def _yearly(account: Account) -> Fraction | None:
    """The terms' daily rate goes before the annual one."""
    daily = account.card_terms.daily_rate_ppm
    return yearly_rate_bp(None if daily is not None else account.apr_bp, None, daily)


def _balances(left: int, rate_bp: int, promotions: list[CardPromotion], today: date) -> list[Balance]:
    """The balance, with what bears a lower rate for a time apart; part of a month still counts as one."""
    apart: list[Balance] = []
    for row in promotions:
        if row.kind != "promotional_rate" or row.balance is None or row.rate_bp is None:
            continue
        months = max(0, month_index(row.ends_on) - month_index(today) + (row.ends_on.day > today.day))
        amount = min(row.balance, left - sum(each.amount for each in apart))
        apart.append(
            Balance(amount, rate_bp if row.rate_after_bp is None else row.rate_after_bp, row.rate_bp, months)
        )
    return [*apart, Balance(left - sum(each.amount for each in apart), rate_bp)]


def _by_days(
    account: Account, known: Statement, left: int, rate: Fraction, posted_on: date | None, today: date
) -> tuple[PayOff, PayOff]:
    """The fewest days and the most: what bears, whether the statement's own day counts, when purchases were posted."""
    terms, a_day = account.card_terms, rate / 3_650_000
    bills = list(_bills(account, known, today))
    unpaid = terms.interest_on == "unpaid"
    least = DayCount(unpaid_only=terms.interest_on != "whole")
    most = DayCount(statement_day=True, originals_bear=not unpaid, unpaid_only=unpaid)
    low = by_days(left, terms.minimum, a_day, posted_on or known.closes_on, bills, least)
    high = by_days(left, terms.minimum, a_day, posted_on or known.closes_on - _A_CYCLE, bills, most)
    return low.pay_off, high.pay_off


def _bills(account: Account, known: Statement, today: date) -> Iterator[Bill]:
    """From the statement known last while it can be paid in time, else from the one after it."""
    terms, first = account.card_terms, nearest_cycle(account.card_terms, known.closes_on)
    if known.nominal_due_on >= today:
        yield Bill(known.nominal_due_on, cycle(terms, first + 1).closes_on)
    index = first + 1
    while cycle(terms, index).nominal_due_on < today:
        index += 1
    for each in range(index, index + _MOST_BILLS):
        yield Bill(cycle(terms, each).nominal_due_on, cycle(terms, each + 1).closes_on)
