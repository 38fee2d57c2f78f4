"""A new monthly payment held against the borrower's own books: income, what falls due, and the cash flow's low case."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from backend.actions.credit.standing import standing_of
from backend.actions.relief.also_to_pay import with_all_to_pay
from backend.actions.spending.cash_flow import CashFlowFacts, gather
from backend.actions.spending.cash_flow_currencies import Currencies
from backend.actions.spending.dues import open_dues
from backend.actions.spending.exchange_rates import rates_into
from backend.domain.calendar.local_time import local_date
from backend.domain.calendar.month_day import month_day, month_index
from backend.domain.relief.affordability import Affordability, Fit, OwnFigures, affordability
from backend.domain.spending.forecast.cash_flow import Flow
from backend.errors import Conflict, Invalid
from backend.store.people.borrowers import Borrower

_MONTH = timedelta(days=30)
_LATEST = timedelta(days=366)  # a first payment that is asked for today lies no further ahead

# Why the cash flow says neither within nor over: no balance is known; the first payment lies behind the days that are
# looked at; something owed is in no sum.
FlowUnknown = Literal["balance-unknown", "first-payment-not-seen", "sum-unknown"]


@dataclass(frozen=True, slots=True)
class NewPayment:
    """What would be paid each month, in minor units of `currency`, from `first_on`; `income`: of a month, if told."""

    payment: int
    currency: str
    first_on: date | None
    income: int | None


@dataclass(frozen=True, slots=True)
class Checked:
    """The screens with what they were made from; `income_from` says where the income comes from (None: not known)."""

    found: Affordability
    own: OwnFigures
    income_from: Literal["typed", "books"] | None
    first_on: date
    flow_unknown: FlowUnknown | None


def check(borrower: Borrower, new: NewPayment, *, limit_bp: int, now: datetime) -> Checked:
    """Raises Invalid for a first payment in the past or more than a year ahead. Nothing is written."""
    today = local_date(now, borrower.zone)
    first_on = new.first_on or today + _MONTH
    if first_on < today:
        raise Invalid("payment-in-past", field="first_on")
    if first_on > today + _LATEST:
        raise Invalid("payment-too-far", field="first_on", latest=(today + _LATEST).isoformat())
    facts = _facts(borrower, new.currency, now)
    from_books = _income_of_a_month(facts) if facts else None
    income = from_books if new.income is None else new.income
    into = Currencies(new.currency, rates_into(borrower.id, new.currency, today))
    dues, unknown = open_dues(borrower, into, today=today, days=_MONTH.days, now=now)
    late = [one for one in standing_of(borrower.id, now=now).accounts if one.days_past_due]
    seen = facts.forecast(_extra(new, first_on, facts)) if facts else None
    hidden = facts is not None and first_on >= today + timedelta(days=facts.days)
    open_ = facts is not None and seen is not None and facts.holds(seen) != seen.holds
    own = OwnFigures(
        payment=new.payment,
        income=income,
        dues=sum(each.due.amount for each in dues if each.issuer is not None and each.due.on >= today),
        dues_unknown=len(unknown) + len(into.left_out),
        kept=seen.holds if seen else None,
        flow_open=open_ or hidden,
        late=sum(one.certain for one in late),
        late_unsure=sum(not one.certain for one in late),
    )
    income_from: Literal["typed", "books"] | None = "typed" if new.income is not None else "books"
    found = affordability(own, limit_bp=limit_bp)
    why = _why_unknown(found, seen_at_all=facts is not None, hidden=hidden)
    return Checked(found, own, income_from if income is not None else None, first_on, why)


def _why_unknown(found: Affordability, *, seen_at_all: bool, hidden: bool) -> FlowUnknown | None:
    if found.cash_flow is not Fit.UNKNOWN:
        return None
    if not seen_at_all:
        return "balance-unknown"
    return "first-payment-not-seen" if hidden else "sum-unknown"


def _facts(borrower: Borrower, currency: str, now: datetime) -> CashFlowFacts | None:
    """What the forecast knows, and all else that is to be paid; None where no balance is known to begin with."""
    try:
        facts = gather(borrower, currency, now=now)
    except Conflict:
        return None
    return with_all_to_pay(facts, borrower.id)


def _income_of_a_month(facts: CashFlowFacts) -> int | None:
    """The income of the coming 30 days in the low case; none found is not known, and not 0."""
    ends = facts.today + _MONTH
    coming = [flow for flow in facts.flows if flow.kind == "income" and flow.on < ends]
    return sum(flow.low for flow in coming) if coming else None


def _extra(new: NewPayment, first_on: date, facts: CashFlowFacts) -> list[Flow]:
    """The new payment, each month on the day of the first, as far as the forecast looks."""
    days = [month_day(month_index(first_on) + later, first_on.day) for later in range(facts.days // 28 + 1)]
    amount = -new.payment
    return [Flow(day, amount, amount, amount, "fixed", "", "new payment", "known") for day in days]
