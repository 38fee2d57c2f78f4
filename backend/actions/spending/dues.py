"""What is to be paid and what being late with it costs: the open deadlines of one currency as a forecast's dues."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from backend.actions.credit.credit_accounts import terms_of
from backend.actions.credit.estimates import remaining_balance
from backend.actions.spending.cash_flow_currencies import Currencies, LeftOut
from backend.countries.lateness import late_law
from backend.domain.calendar import local_time
from backend.domain.calendar.local_time import local_date
from backend.domain.credit.delinquency import days_past_due
from backend.domain.relief.cost_of_late import LateCost, cost_of_late
from backend.domain.spending.cut_plan.payables import Creditor
from backend.domain.spending.forecast.cash_flow import Due
from backend.store.credit import credit_accounts, payments, statements
from backend.store.credit.credit_accounts import Account
from backend.store.people.borrowers import Borrower
from backend.store.reminders import deadlines
from backend.store.reminders.deadlines import Deadline

_PAID_AHEAD = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class OpenDue:
    """A due with what stands behind it: whom it is owed to, and each part of what being late costs."""

    due: Due
    kind: str
    issuer: str | None
    sure: bool
    cost: LateCost
    currency: str  # its own
    said: int  # its amount in that currency
    creditor: Creditor
    secured: bool
    payable_from: date  # what was paid earlier was for another due


@dataclass(frozen=True, slots=True)
class DueWithoutAmount:
    """A deadline whose amount nobody has said yet, so that no forecast counts it."""

    deadline_id: str
    name: str
    on: date


def open_dues(
    borrower: Borrower, into: Currencies, *, today: date, days: int, now: datetime
) -> tuple[list[OpenDue], list[DueWithoutAmount]]:
    """The dues up to the horizon with a known amount, and the deadlines without one.

    A due of another currency is converted by the borrower's rate; without one it is noted as left out.
    """
    known = {account.id: account for account in credit_accounts.of_borrower(borrower.id)}
    last = today + timedelta(days=days - 1)
    found: list[OpenDue] = []
    unknown: list[DueWithoutAmount] = []
    for row in deadlines.open_of_borrower(borrower.id):
        account = known.get(row.account_id) if row.account_id else None
        if not row.owed or row.due_on > last:
            continue
        currency = row.currency or (account.currency if account else into.into)
        amount = _to_pay(row, account)
        if amount is None:
            unknown.append(DueWithoutAmount(row.id, _name(row, account), row.due_on))
        elif amount > 0 and not into.has(currency):
            into.left_out.append(LeftOut("due", row.id, _name(row, account), currency, amount, row.due_on))
        elif amount > 0:
            found.append(_open(row, account, currency, amount, into, now))
    return found, unknown


def _to_pay(row: Deadline, account: Account | None) -> int | None:
    """What will leave on the day: the whole statement where autopay takes it in full, else what is still open."""
    if row.outstanding is None or account is None or account.autopay != "full" or not row.subject_id:
        return row.outstanding
    statement = statements.find(row.borrower_id, row.subject_id)
    if statement is None or statement.balance is None:
        return row.outstanding
    closed_at = local_time.day_end(statement.closes_on, account.zone)
    return max(row.outstanding, statement.balance - payments.paid_since(account.id, closed_at))


def _name(row: Deadline, account: Account | None) -> str:
    return row.title or (account.name if account else "") or ""


def _open(
    row: Deadline, account: Account | None, currency: str, amount: int, into: Currencies, now: datetime
) -> OpenDue:
    cost = late_cost(row, account, now=now)
    due = Due(
        id=row.id,
        on=row.due_on,
        amount=into.cost(amount, currency),
        name=_name(row, account),
        harm=into.cost(cost.total, currency),
        account_id=row.account_id,
        harm_parts=tuple((part.name, into.cost(part.amount, currency)) for part in cost.parts),
    )
    return OpenDue(
        due,
        row.kind,
        account.issuer if account else None,
        row.is_exact,
        cost,
        currency,
        amount,
        _creditor(account),
        bool(account and account.secured),
        _payable_from(row),
    )


def _payable_from(row: Deadline) -> date:
    """The day that a bill closes, from which it can be paid; of a due without a bill, some days before it."""
    statement = statements.find(row.borrower_id, row.subject_id) if row.subject_id else None
    return statement.closes_on if statement else row.due_on - _PAID_AHEAD


def _creditor(account: Account | None) -> Creditor:
    """What kind of creditor it is owed to; a deadline of the borrower's own is a bill of somebody who lends nothing."""
    if account is None:
        return "other"
    return "card" if account.kind == "card" else "loan"


def late_cost(row: Deadline, account: Account | None, *, now: datetime) -> LateCost:
    """What it costs to leave a deadline unpaid until the next pay, by its account's own terms."""
    today = local_date(now, row.zone)
    late = days_past_due(row.due_on, today)
    if account is None:
        law = late_law(row.country, _creditor(None), today)
        return cost_of_late(law=law, unpaid=row.outstanding or 0, late_days=late, reported=False)
    terms = terms_of(account)
    return cost_of_late(
        law=late_law(account.country, account.kind, today),
        unpaid=row.outstanding or 0,
        late_days=late,
        late_fee_rule=terms.late_fee,
        apr_bp=account.apr_bp,
        daily_rate_ppm=terms.daily_rate_ppm,
        balance=_penalised(row, account, today) if terms.penalty_apr_bp else 0,
        penalty_apr_bp=terms.penalty_apr_bp,
        secured=bool(account.secured),
    )


def _penalised(row: Deadline, account: Account, today: date) -> int:
    """What a penalty rate is charged on: what is known to be left of a card's balance, an instalment of a loan."""
    left = remaining_balance(account, today) if account.kind == "card" else row.outstanding
    return left or 0
