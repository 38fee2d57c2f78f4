"""A card's coming statements and minimums under stated assumptions: what is paid of each, and what is spent on it.

Three books are kept side by side, of which each month's lowest and highest figure are the bounds: interest as if the
payment came just after the closing (least), on the due date (expected), and not at all within the cycle, with the cycle
before it charged too where nothing says that the card was paid in full (most; 全额计息). A
promotion's balance bears its own rate in the first two, and the card's in the last. Where the rate is unknown the
expected book is without interest, and there is no upper bound.
"""

from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from typing import Literal, NamedTuple

from backend.domain.credit.card_bill import CardBill, Closing, KnownBill, bill_after
from backend.domain.credit.card_instalments import InstalmentPlan
from backend.domain.credit.promotion_interest import CardPromotion, CycleOfCard, least_change, most_change
from backend.domain.money.amount import half_up

Pays = Literal["minimum", "full", "nothing"]
State = Literal["known", "estimated", "unknown"]


class Start(NamedTuple):
    """The statement known last: its bill, minimum and due date, and what has come in since it closed."""

    bill: KnownBill
    minimum: int
    due_on: date
    paid: int
    refunded: int


class Coming(NamedTuple):
    """One cycle: its month (`month_index`), and both dates."""

    month: int | None
    closes_on: date
    due_on: date


class Assumed(NamedTuple):
    """`daily_rate` as a fraction a day, None unknown; `spending` minor units on the card in each cycle."""

    pays: Pays
    spending: int
    daily_rate: Fraction | None
    promotions: tuple[CardPromotion, ...] = ()


class Figure(NamedTuple):
    """Minor units; a bound of None is not known."""

    state: State
    low: int | None
    expected: int | None
    high: int | None


class ForecastMonth(NamedTuple):
    """One statement of the forecast; `interest` is what it charges."""

    cycle: Coming
    balance: Figure
    minimum: Figure
    interest: Figure


class _Book(NamedTuple):
    balance: int
    minimum: int
    interest: int


class _Method(NamedTuple):
    """How interest is counted in one book: the days of money, and what a promotion changes (None: not known)."""

    days_of: Callable[["_Span"], int]
    change: Callable[[CardPromotion, CycleOfCard], Fraction | None]


MinimumOf = Callable[[CardBill, int], int]  # of a bill, and of the interest in it
_A_CYCLE = 31  # days, the longest month
UNKNOWN = Figure("unknown", None, None, None)


def forecast(
    start: Start,
    cycles: Sequence[Coming],
    plans: Sequence[InstalmentPlan],
    assumed: Assumed,
    minimum_of: MinimumOf,
) -> list[ForecastMonth]:
    """A statement for each of these cycles, the first after the one known."""
    methods = [
        _Method(_least, least_change),
        _Method(_expected, least_change),
        _Method(_most, most_change),
    ]
    books = [_book(start, cycles, plans, assumed, minimum_of, method) for method in methods]
    rate, found = assumed.daily_rate, []
    bounded = rate is not None and all(each.back_high is not None for each in assumed.promotions)
    for cycle, months in zip(cycles, zip(*books, strict=True), strict=True):
        interest = UNKNOWN if rate is None else _figure([month.interest for month in months], bounded)
        balance = _figure([month.balance for month in months], bounded)
        minimum = _figure([month.minimum for month in months], bounded)
        found.append(ForecastMonth(cycle, balance, minimum, interest))
    return found


def _figure(found: Sequence[int], bounded: bool) -> Figure:
    return Figure("estimated", min(found), found[1], max(found) if bounded else None)


class _Span(NamedTuple):
    """What interest is counted on: the last balance and what is paid of it, and the days of three stretches."""

    balance: int
    paid: int
    before: int  # in the cycle before, as far as it may be charged
    to_due: int
    in_cycle: int


def _least(span: _Span) -> int:
    return (span.balance - span.paid) * span.in_cycle


def _expected(span: _Span) -> int:
    if span.paid >= span.balance:
        return 0
    return span.balance * span.to_due + (span.balance - span.paid) * (span.in_cycle - span.to_due)


def _most(span: _Span) -> int:
    if span.paid >= span.balance:
        return span.balance * span.to_due if span.before else 0
    return span.balance * (span.in_cycle + span.before)


def _book(
    start: Start,
    cycles: Sequence[Coming],
    plans: Sequence[InstalmentPlan],
    assumed: Assumed,
    minimum_of: MinimumOf,
    method: _Method,
) -> list[_Book]:
    book: list[_Book] = []
    (bill, minimum, due_on, paid, refunded), before, paid_in_all = start, _A_CYCLE, 0
    for cycle in cycles:
        owed = max(0, bill.balance - refunded)
        pays = max(paid, _payment(assumed.pays, owed, minimum))
        closing = Closing(cycle.closes_on, cycle.month, pays, refunded)
        after = bill_after(bill, [closing], plans, unpaid_parts="carried")
        in_cycle = (cycle.closes_on - bill.closes_on).days
        to_due = min(in_cycle, max(0, (due_on - bill.closes_on).days))
        paid_in_all += pays
        days = method.days_of(_Span(owed, pays, before, to_due, in_cycle))
        rate = assumed.daily_rate or Fraction(0)
        span = CycleOfCard(bill.closes_on, cycle.closes_on, paid_in_all, rate, owed)
        changes = [method.change(each, span) or Fraction(0) for each in assumed.promotions]
        interest = half_up(max(Fraction(0), max(0, days) * rate + sum(changes)))
        after = after._replace(rest=after.rest + interest + assumed.spending)
        minimum = minimum_of(after, interest)
        book.append(_Book(max(0, after.balance), minimum, interest))
        bill = KnownBill(after.balance, cycle.closes_on, cycle.month)
        due_on, paid, refunded, before = cycle.due_on, 0, 0, 0
    return book


def _payment(pays: Pays, balance: int, minimum: int) -> int:
    wanted = {"minimum": minimum, "full": balance, "nothing": 0}[pays]
    return max(0, min(wanted, balance))
