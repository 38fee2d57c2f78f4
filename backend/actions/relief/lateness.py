"""What being late with a card or a loan costs, from what is known of it today; nothing of it is kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from backend.actions.credit.credit_accounts import due_dates_of, today_of
from backend.actions.credit.estimates import remaining_balance
from backend.actions.credit.joint_bills import must_bill_itself
from backend.actions.credit.minimum_forecast import minimum_forecast
from backend.actions.credit.untold_bills import untold_bills
from backend.actions.relief.late_rates import card_rate, loan_rate, what_bears
from backend.countries.lateness import late_law
from backend.domain.credit.delinquency import Boundary
from backend.domain.credit.minimum_forecast import ForecastMonth
from backend.domain.credit.promotion_end import UNKNOWN, Range, State
from backend.domain.credit.statement_cycle import Cycle
from backend.domain.relief.cost_of_late import LateLaw
from backend.domain.relief.late_steps import PartOfCost, Step, parts_of, steps_of
from backend.domain.relief.lateness import Bearing, Debt, LateDay, LateDue, Rate, late_days, together
from backend.store.credit import loan_contracts, statements
from backend.store.credit.credit_accounts import Account
from backend.store.credit.statements import Statement
from backend.store.reminders import deadlines
from backend.store.reminders.deadlines import Deadline

DAYS = 180
MOST_DAYS = 400
_A_CYCLE = timedelta(days=31)  # the longest
_MONTHS = 13


@dataclass(frozen=True, slots=True)
class Lateness:
    """`debt` None: nothing is open, so nothing can be late, and there are no days."""

    account: Account
    today: date
    debt: Debt | None
    days: Sequence[LateDay]
    steps: Sequence[Step]
    parts: Sequence[PartOfCost]


def cost_of_lateness(account: Account, *, now: datetime) -> Lateness:
    """Each day from tomorrow to 180 days from now, and to the write-off where the place has one and it is later."""
    today = today_of(account, now)
    law = late_law(account.country, account.kind, today)
    if account.kind == "card":
        must_bill_itself(account)
    debt = _plan_debt(account, today)
    if debt is None:
        debt = _card_debt(account, law, now) if account.kind == "card" else _loan_debt(account, today)
    if debt is None:
        return Lateness(account, today, None, (), (), ())
    charge_off = law.charge_off.get(account.kind)
    until = _until(debt, charge_off)
    debt = _within(debt, until)
    days = late_days(debt, law, until)
    bears = what_bears(account, law)
    return Lateness(
        account,
        today,
        debt,
        days,
        steps_of(debt, law, charge_off, until),
        parts_of(debt, law, charge_off, days, bears),
    )


def _until(debt: Debt, charge_off: Boundary | None) -> date:
    last = debt.today + timedelta(days=DAYS)
    if charge_off is not None:
        last = max(last, debt.first.due_on + timedelta(days=charge_off.days))
    return min(last, debt.today + timedelta(days=MOST_DAYS))


def _within(debt: Debt, until: date) -> Debt:
    """What lies behind the last day costs nothing by then; the oldest due is kept."""
    dues = tuple(due for due in debt.dues[1:] if due.late_from <= until)
    return replace(debt, dues=(debt.first, *dues))


def _open(account: Account) -> list[Deadline]:
    """The dues that are still to be paid here, oldest first."""
    rows = deadlines.of_account(account.id)
    return [
        row for row in rows if row.state == "open" and row.owed and not row.silent and row.outstanding != 0
    ]


def _amount(row: Deadline) -> Range:
    if row.outstanding is None:
        return UNKNOWN
    return Range("known" if row.sure else "estimated", row.outstanding, row.outstanding)


def _late_due(row: Deadline, amount: Range) -> LateDue:
    return LateDue(row.due_on, row.last_chance_on + timedelta(days=1), amount, amount)


def _plan_debt(account: Account, today: date) -> Debt | None:
    """The dues of an account that an agreed plan's instalments are among; None where there are none."""
    rows = _open(account)
    if not any(row.kind == deadlines.PLAN_INSTALMENT for row in rows):
        return None
    dues = tuple(_late_due(row, _amount(row)) for row in rows)
    bears = Bearing(UNKNOWN, today, today, dues[0].late_from)
    return Debt(account.currency, today, dues, (bears,), Rate("unknown", None), under_plan=True)


def _card_debt(account: Account, law: LateLaw, now: datetime) -> Debt | None:
    today, rows = today_of(account, now), _open(account)
    if not rows:
        return None
    found = minimum_forecast(account, pays="nothing", spending=0, now=now, months=_MONTHS)
    months, untold = found.months, untold_bills(account, today)
    dues = _card_dues(account, rows, [*found.out, *months], _untold_dues(account, untold))
    known = statements.latest_known(account.id, today)
    terms = account.card_terms
    return Debt(
        account.currency,
        today,
        tuple(dues),
        (_bearing(account, law, known, dues[0], today, told=not untold),),
        card_rate(account, law),
        _closings(account, known, months, today),
        terms.late_fee,
        terms.penalty_apr_bp,
    )


def _closings(
    account: Account, known: Statement | None, months: Sequence[ForecastMonth], today: date
) -> tuple[date, ...]:
    """Those since the statement known last, which may have added interest to its balance, and those to come."""
    rows = statements.of_account(account.id) if known else []
    past = [row.closes_on for row in rows if known and known.closes_on < row.closes_on <= today]
    return (*past, *(month.cycle.closes_on for month in months if month.cycle.closes_on > today))


def _untold_dues(account: Account, untold: Sequence[Cycle]) -> list[LateDue]:
    """The bills that fell due and that nobody told: what they asked for is not known."""
    dates = [due_dates_of(account, account.card_terms, each.nominal_due_on) for each in untold]
    return [LateDue(each.due_on, each.last_chance_on + timedelta(days=1), UNKNOWN, UNKNOWN) for each in dates]


def _card_dues(
    account: Account, rows: Sequence[Deadline], months: Sequence[ForecastMonth], untold: Sequence[LateDue]
) -> list[LateDue]:
    """The open dues, of which the estimated ones follow the forecast; those that nobody told; and the months behind
    them, in which the older dues may be asked for again."""
    forecast = {month.cycle.due_on: month.minimum for month in months}
    found = [
        _late_due(
            row,
            _amount(row)
            if row.sure or row.due_on not in forecast
            else _range(forecast[row.due_on].low, forecast[row.due_on].high),
        )
        for row in rows
    ]
    found = sorted([*found, *untold], key=lambda due: due.due_on)
    grace = timedelta(days=account.card_terms.grace_days + 1)
    for month in months:
        if month.cycle.due_on > found[-1].due_on:
            amount = _range(month.minimum.low, month.minimum.high)
            found.append(LateDue(month.cycle.due_on, month.cycle.due_on + grace, amount, amount))
    return (
        [_with_older(due, found[:index]) for index, due in enumerate(found)] if _repeats(account) else found
    )


def _repeats(account: Account) -> bool:
    return account.card_terms.minimum.plus_past_due


def _with_older(due: LateDue, older: Sequence[LateDue]) -> LateDue:
    """The fee of a minimum that asks for the older ones again is counted on its own part at least, on all at most."""
    if due.amount.low is None or not older:
        return due
    whole = together([due.amount, *(each.amount for each in older)])
    return due._replace(fee_on=Range("estimated", due.amount.low, whole.high))


def _range(low: int | None, high: int | None) -> Range:
    return UNKNOWN if low is None else Range("estimated", low, high)


def _bearing(
    account: Account, law: LateLaw, known: Statement | None, first: LateDue, today: date, *, told: bool
) -> Bearing:
    """What bears interest on a card: what is left of the statement, or the whole of it, by the terms, else by the law
    that binds; where neither says it, between the two. Not `told`: later bills are not known, so it is the least."""
    late = first.late_from <= today
    since = today if late else first.due_on
    left = remaining_balance(account, today)
    if known is None or known.balance is None or left is None:
        return Bearing(UNKNOWN, since, since, first.late_from)
    whole = max(left, known.balance)
    bears = what_bears(account, law)
    on = account.card_terms.interest_on or (bears.on if bears and bears.binding else None)
    low, high = (whole if on == "whole" else left), (left if on == "unpaid" else whole)
    earliest = known.closes_on if late else min(since, known.closes_on - _A_CYCLE)
    state: State = "known" if low == high and told else "estimated"
    return Bearing(Range(state, low, high if told else None), since, earliest, first.late_from)


def _loan_debt(account: Account, today: date) -> Debt | None:
    rows, terms = _open(account), account.loan_terms
    if not rows:
        return None
    dues = [_late_due(row, _amount(row)) for row in rows]
    opened = {row.subject_id for row in deadlines.of_account(account.id)}
    for part in loan_contracts.schedule_of(account):
        dates = due_dates_of(account, terms, part.nominal_due_on)
        if str(part.index) not in opened and today < dates.due_on <= today + timedelta(days=MOST_DAYS):
            amount = Range("estimated" if part.estimated else "known", part.amount, part.amount)
            dues.append(LateDue(dates.due_on, dates.last_chance_on + timedelta(days=1), amount, amount))
    dues.sort(key=lambda due: due.due_on)
    return Debt(
        account.currency,
        today,
        tuple(dues),
        tuple(_overdue(due, today) for due in dues),
        loan_rate(account),
        (),
        terms.late_fee,
        terms.penalty_apr_bp,
    )


def _overdue(due: LateDue, today: date) -> Bearing:
    since = today if due.late_from <= today else due.due_on
    return Bearing(due.amount, since, since, due.late_from)
