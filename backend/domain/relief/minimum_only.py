"""What it costs to pay only the minimum of a card, with nothing new bought: how many months, and how much interest.

By months, as appendix M1 and M2 of Regulation Z (12 CFR 1026) count: a month is 365/12 days, so it bears a twelfth of
the annual rate; each balance's interest is rounded to the minor unit; the minimum follows the card's own rule on the
balance before the interest, and goes to the lowest rate first. The payment that clears it in 36 months bears the
average rate, weighted by balance and, under a promotion, by time.

By days, as published examples of cards at a daily rate count: a statement's minimum is paid on its due date, and the
next statement charges each day's rate on what was owed until then and on what was left afterwards, the first time from
the posting of the purchases. The examples differ in two ways, which are `DayCount`: whether the day of the statement
counts, and whether the original purchases go on bearing interest between two payments whatever was repaid of them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from backend.domain.credit.card_and_loan_terms import MinimumRule
from backend.domain.credit.level_payment import level_payment
from backend.domain.credit.minimum_payment import minimum_payment
from backend.domain.money.amount import half_up

MOST_MONTHS = 1_200
THREE_YEARS = 36


class Balance(NamedTuple):
    """Minor units at `rate_bp` a year, basis points, in the first `promotion_months` at `promotion_bp`."""

    amount: int
    rate_bp: int
    promotion_bp: int = 0
    promotion_months: int = 0


class PayOff(NamedTuple):
    """`months` None: not paid off in 1,200 months, and then `left` is what is still owed. Minor units."""

    months: int | None
    interest: int
    paid: int
    left: int
    first_minimum: int
    first_interest: int


class DailyPayOff(NamedTuple):
    """The pay-off, and what each statement charged; the interest of the last one is paid with the next bill."""

    pay_off: PayOff
    interests: tuple[int, ...]


class Clears(NamedTuple):
    """The equal payment that clears a balance in 36 months, and all of them; minor units."""

    payment: int
    total: int


class Bill(NamedTuple):
    """A statement's minimum is paid on `paid_on`; the next statement closes, and charges, on `closes_on`."""

    paid_on: date
    closes_on: date


class DayCount(NamedTuple):
    """`originals_bear`: what was first owed bears interest between two payments, whatever was repaid of it.

    `unpaid_only`: of the first statement only what is left after the payment bears.
    """

    statement_day: bool = False
    originals_bear: bool = False
    unpaid_only: bool = False


def by_months(balances: Sequence[Balance], rule: MinimumRule, *, fixed: int | None = None) -> PayOff:
    """Month after month until nothing is owed; `fixed` pays that much instead of the minimum, if that is more."""
    owed = [each.amount for each in balances]
    interest = paid = first_minimum = first_interest = 0
    for month in range(1, MOST_MONTHS + 1):
        rates = [each.promotion_bp if month <= each.promotion_months else each.rate_bp for each in balances]
        charged = [half_up(Fraction(left * rate, 120_000)) for left, rate in zip(owed, rates, strict=True)]
        asked = _minimum(rule, sum(owed), sum(charged))
        owed = [left + more for left, more in zip(owed, charged, strict=True)]
        pays = min(sum(owed), max(asked, fixed or 0))
        if month == 1:
            first_minimum, first_interest = asked, sum(charged)
        interest, paid = interest + sum(charged), paid + pays
        owed = _lowest_rate_first(owed, rates, pays)
        if not any(owed):
            return PayOff(month, interest, paid, 0, first_minimum, first_interest)
    return PayOff(None, interest, paid, sum(owed), first_minimum, first_interest)


def _minimum(rule: MinimumRule, principal: int, interest: int) -> int:
    """The rule's share is of the balance before the interest, whatever its base."""
    return minimum_payment(
        replace(rule, base="principal"), balance=principal + interest, interest_and_fees=interest
    )


def _lowest_rate_first(owed: Sequence[int], rates: Sequence[int], pays: int) -> list[int]:
    left = list(owed)
    for index in sorted(range(len(left)), key=lambda each: rates[each]):
        part = min(pays, left[index])
        left[index], pays = left[index] - part, pays - part
    return left


def cleared_in_three_years(balances: Sequence[Balance]) -> Clears:
    """The payment a month that clears it in 36, rounded half-up, and 36 of them."""
    total = sum(each.amount for each in balances)
    if not total:
        return Clears(0, 0)
    weighted = sum((each.amount * _average_bp(each) for each in balances), Fraction(0)) / total
    payment = level_payment(total, [weighted / 120_000] * THREE_YEARS)
    return Clears(payment, payment * THREE_YEARS)


def _average_bp(balance: Balance) -> Fraction:
    """The rate over 36 months, each month at its own."""
    promoted = min(balance.promotion_months, THREE_YEARS)
    return Fraction(balance.promotion_bp * promoted + balance.rate_bp * (THREE_YEARS - promoted), THREE_YEARS)


_EXCLUSIVE = DayCount()


def by_days(
    principal: int,
    rule: MinimumRule,
    daily_rate: Fraction,
    posted_on: date,
    bills: Iterable[Bill],
    count: DayCount = _EXCLUSIVE,
) -> DailyPayOff:
    """Statement after statement, until nothing is owed or there are no more bills to look at."""
    left, charged, paid, since, first_minimum = principal, 0, 0, posted_on, 0
    interests: list[int] = []
    for bill in bills:
        base = principal if count.originals_bear else left
        asked = min(left + charged, _minimum(rule, base, charged))
        first_minimum = first_minimum or asked
        after, paid = left + charged - asked, paid + asked
        before = after if count.unpaid_only and not interests else base
        days = (bill.closes_on - bill.paid_on).days + count.statement_day
        charged = half_up((before * (bill.paid_on - since).days + after * days) * daily_rate)
        left, since = after, bill.paid_on if count.originals_bear else bill.closes_on
        interests.append(charged)
        if left == 0:
            paid, charged = paid + charged, 0
            break
    first = interests[0] if interests else 0
    months = None if left else len(interests)
    return DailyPayOff(
        PayOff(months, sum(interests), paid, left + charged, first_minimum, first), tuple(interests)
    )
