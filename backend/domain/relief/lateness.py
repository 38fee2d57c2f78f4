"""What being late costs, day by day, if nothing more is paid: each part known, between two bounds, or unknown.

The scenario: of the dues in `Debt` none is paid, and nothing is bought. Then, from today on:

* a fee for each due on its first late day (after the issuer's last chance), unless it was late before today;
* simple interest for each day on what bears it. Of a card that is what is left of its statement, or by the contract the
  whole of it; of a loan each overdue instalment. Where the due lies ahead, interest is owed once it is late, then from
  the due day at least, and from the posting of the purchases at most. `high` adds it to the balance at each closing,
  with fees unless the law forbids it; interest on penalty interest is left out (cents);
* what a penalty rate adds, on the days after those that the law keeps free of it.

Under an agreed plan none of this is known: whether interest runs on, and what a missed instalment brings, stands in the
agreement alone.

Interest is exact to the day and rounded half-up where it is shown. Days are counted end-exclusive, from today.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from backend.domain.credit.card_and_loan_terms import LateFeeRule
from backend.domain.credit.late_fee import late_fee
from backend.domain.credit.promotion_end import UNKNOWN, Range, State
from backend.domain.money.amount import half_up, percent_of
from backend.domain.relief.cost_of_late import LateLaw, daily_rate

NOTHING = Range("known", 0, 0)


class LateDue(NamedTuple):
    """A due that nobody pays. It is late from `late_from` on; `amount` is what is open of it, in minor units.

    `fee_on` is what its late fee is counted on: a later minimum may ask for the older ones again.
    """

    due_on: date
    late_from: date
    amount: Range
    fee_on: Range


class Bearing(NamedTuple):
    """What bears interest from `since` (`earliest` at most), and is told from `shown_from` on.

    Of what is late today `since` is today, and what it bore from `earliest` to today is only added to what bears.
    """

    amount: Range
    since: date
    earliest: date
    shown_from: date


class Rate(NamedTuple):
    """A day's share. `state` known: by the account's terms; estimated: as is usual; unknown: `a_day` is None."""

    state: State
    a_day: Fraction | None


@dataclass(frozen=True, slots=True)
class Debt:
    """An account as it stands today. `closings` are those at which a card may add interest to its balance.
    `under_plan`: its dues are those of an agreed plan."""

    currency: str
    today: date
    dues: tuple[LateDue, ...]
    bearings: tuple[Bearing, ...]
    rate: Rate
    closings: tuple[date, ...] = ()
    late_fee_rule: LateFeeRule | None = None
    penalty_apr_bp: int | None = None
    under_plan: bool = False

    @property
    def first(self) -> LateDue:
        """The oldest open due, from which days past due are counted."""
        return self.dues[0]


class LateDay(NamedTuple):
    """One day: what has come on top since today, in minor units. `reported`: the furthest step reached, in days."""

    on: date
    days_past_due: int
    interest: Range
    fees: Range
    penalty: Range
    reported: int | None

    @property
    def total(self) -> Range:
        return together((self.interest, self.fees, self.penalty))


def together(ranges: Sequence[Range]) -> Range:
    """The sum. Where a part is unknown so is the sum, and `low` is what it is at least; None if nothing is known."""
    if any(each.low is None for each in ranges):
        known = [each.low for each in ranges if each.low is not None]
        return Range("unknown", sum(known) if any(known) else None, None)
    low = sum(each.low or 0 for each in ranges)
    if any(each.high is None for each in ranges):
        return Range("estimated", low, None)
    high = sum(each.high or 0 for each in ranges)
    state: State = "known" if all(each.state == "known" for each in ranges) else "estimated"
    return Range(state, low, high)


def late_days(debt: Debt, law: LateLaw, until: date) -> list[LateDay]:
    """A row for each day from tomorrow to `until`."""
    fees = [(due.late_from, fee_of(debt, law, due)) for due in debt.dues if due.late_from > debt.today]
    days = (until - debt.today).days
    return [_late_day(debt, law, fees, debt.today + timedelta(days=each)) for each in range(1, days + 1)]


def _late_day(debt: Debt, law: LateLaw, fees: Sequence[tuple[date, Range]], on: date) -> LateDay:
    past_due = max(0, (on - debt.first.due_on).days)
    late = on >= debt.first.late_from
    steps = [step.days for step in law.steps if step.days <= past_due] if late else []
    if debt.under_plan:
        return LateDay(on, past_due, UNKNOWN, UNKNOWN, UNKNOWN, max(steps, default=None))
    charged = [fee for since, fee in fees if since <= on]
    return LateDay(
        on,
        past_due,
        interest_until(debt, law, fees, on),
        together(charged) if charged else NOTHING,
        _penalty(debt, law, on) if late else NOTHING,
        max(steps, default=None),
    )


def fee_of(debt: Debt, law: LateLaw, due: LateDue) -> Range:
    """The late fee of a due: by the terms, else as is usual there; never above what is unpaid where the law says so."""
    low, high = due.fee_on.low, due.fee_on.high
    if low is None:
        return UNKNOWN
    rule, usual = debt.late_fee_rule, law.usual_fee
    capped = law.fee_at_most_unpaid is not None
    if rule is not None:
        most = None if high is None else _capped(late_fee(rule, high), high, capped)
        return Range(due.fee_on.state, _capped(late_fee(rule, low), low, capped), most)
    if usual is None or usual.currency not in (None, debt.currency):
        return UNKNOWN
    floor = usual.first if due is debt.first else usual.again
    least = _capped(max(percent_of(low, usual.percent_bp), floor[0]), low, capped)
    if high is None:
        return Range("estimated", least, None)
    most = max(percent_of(high, usual.percent_bp), floor[1])
    return Range("estimated", least, _capped(most, high, capped))


def _capped(fee: int, unpaid: int, capped: bool) -> int:
    return min(fee, unpaid) if capped else fee


def interest_until(debt: Debt, law: LateLaw, fees: Sequence[tuple[date, Range]], on: date) -> Range:
    """What has been borne from today to a day, its night before included."""
    shown = [each for each in debt.bearings if on >= each.shown_from]
    rate = debt.rate.a_day
    if not shown:
        return NOTHING
    if rate is None or any(each.amount.low is None for each in shown):
        return UNKNOWN
    low = half_up(
        sum(((each.amount.low or 0) * rate * (on - each.since).days for each in shown), Fraction(0))
    )
    if any(each.amount.high is None for each in shown):
        return Range("estimated", low, None)
    bearing_fees = [] if law.fee_without_interest else fees
    high = sum((_most(debt, each, rate, on) for each in shown), Fraction(0))
    high += _of_fees(bearing_fees, debt.closings, rate, on)
    sure = debt.rate.state == "known" and all(each.amount.state == "known" for each in shown)
    return Range("known" if sure and low == half_up(high) else "estimated", low, half_up(high))


def _most(debt: Debt, bearing: Bearing, rate: Fraction, on: date) -> Fraction:
    """The most that it bears; where it is late today, behind today."""
    found = _compounded(bearing, debt.closings, rate, on)
    late = bearing.shown_from <= debt.today
    return found - _compounded(bearing, debt.closings, rate, debt.today) if late else found


def _compounded(bearing: Bearing, closings: Sequence[date], rate: Fraction, on: date) -> Fraction:
    """The most that it bears: each closing adds the interest so far, rounded, to what bears it."""
    added, last = 0, bearing.earliest
    amount = bearing.amount.high or 0
    for closing in closings:
        if last < closing < on:
            added += half_up((amount + added) * rate * (closing - last).days)
            last = closing
    return added + (amount + added) * rate * (on - last).days


def _of_fees(
    fees: Sequence[tuple[date, Range]], closings: Sequence[date], rate: Fraction, on: date
) -> Fraction:
    """The most that the fees bear, each from the closing after it."""
    interest = Fraction(0)
    for charged_on, fee in fees:
        billed = next((closing for closing in closings if closing >= charged_on), None)
        if billed is not None and billed < on and fee.high:
            known = Range("known", fee.high, fee.high)
            interest += _compounded(Bearing(known, billed, billed, billed), closings, rate, on)
    return interest


def penalty_from(debt: Debt, law: LateLaw) -> date:
    """The first day for which a penalty rate may be charged."""
    return max(debt.first.late_from, debt.first.due_on + timedelta(days=law.penalty_after_days + 1))


def _penalty(debt: Debt, law: LateLaw, on: date) -> Range:
    """What the penalty rate adds to the ordinary one; nothing before the law allows it."""
    since = penalty_from(debt, law)
    if on < since:
        return NOTHING
    if debt.penalty_apr_bp is None or debt.rate.a_day is None:
        return NOTHING if debt.penalty_apr_bp == 0 else UNKNOWN
    more = max(Fraction(0), daily_rate(debt.penalty_apr_bp, None) - debt.rate.a_day)
    shown = [each for each in debt.bearings if on >= each.shown_from]
    if more == 0 or not shown:
        return NOTHING
    if any(each.amount.low is None for each in shown):
        return UNKNOWN
    begins = max(since - timedelta(days=1), debt.today)
    low = half_up(
        sum(((each.amount.low or 0) * more * _nights(each.since, begins, on) for each in shown), Fraction(0))
    )
    if any(each.amount.high is None for each in shown):
        return Range("estimated", low, None)
    high = half_up(
        sum(((each.amount.high or 0) * more * _nights(each.since, begins, on) for each in shown), Fraction(0))
    )
    sure = debt.rate.state == "known" and all(each.amount.state == "known" for each in shown)
    return Range("known" if sure and low == high else "estimated", low, high)


def _nights(since: date, begins: date, on: date) -> int:
    return max(0, (on - max(since, begins)).days)
