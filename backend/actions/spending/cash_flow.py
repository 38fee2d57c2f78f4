"""The facts of a cash flow: balance and reserve, what comes and goes by itself, what falls due, what is usual.

Money known to be on its way since the balance was said is counted once: a charge expected then and not seen comes
tomorrow, income expected then comes tomorrow in the expected case and not at all in the low one.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from backend.actions.spending import recurring as series
from backend.actions.spending.cash_accounts import balance_at
from backend.actions.spending.dues import DueWithoutAmount, OpenDue, open_dues
from backend.domain.calendar.local_time import local_date
from backend.domain.calendar.recurrence import Recurrence
from backend.domain.spending.categories import category_lookup
from backend.domain.spending.forecast.cash_flow import LONGEST, Due, Flow, Forecast, Typical, forecast
from backend.domain.spending.forecast.usual_spending import Spent, habit_days, typical, usual_steps
from backend.domain.spending.ledger.recurring_series import UNITS
from backend.errors import Conflict, Invalid
from backend.store.people.borrowers import Borrower
from backend.store.spending import cash_accounts, recurring, spending_lines
from backend.store.spending.cash_accounts import CashAccount
from backend.store.spending.recurring import Recurring

_LATE_DAYS = 7  # expected longer ago than this, it is no longer on its way
_DUE_LIKE = ("debt.", "repayment")
_NEAR_DAYS = 5
_PLEDGED = ("housing.mortgage",)


@dataclass(frozen=True, slots=True)
class CashFlowFacts:
    """Everything a forecast and a plan in one currency are made from. `steps` {category: one purchase}."""

    currency: str
    today: date
    days: int
    balance: int
    reserve: int
    flows: tuple[Flow, ...]
    dues: tuple[OpenDue, ...]
    unknown: tuple[DueWithoutAmount, ...]
    typical: tuple[Typical, ...]
    steps: dict[str, int] = field(default_factory=dict)
    series: tuple[Recurring, ...] = ()

    @property
    def plain_dues(self) -> list[Due]:
        return [each.due for each in self.dues]

    @property
    def names(self) -> dict[str, str]:
        return {each.due.id: each.due.name for each in self.dues}

    def forecast(self, extra: Iterable[Flow] = (), unpaid: frozenset[str] = frozenset()) -> Forecast:
        """Day by day; `extra` flows are added, and the `unpaid` dues left out."""
        return forecast(
            today=self.today,
            days=self.days,
            balance=self.balance,
            reserve=self.reserve,
            flows=[*self.flows, *extra],
            dues=[due for due in self.plain_dues if due.id not in unpaid],
            typical=self.typical,
        )


def currency_of(borrower_id: str, asked: str | None) -> str:
    """The currency that was asked for, or the only one that the borrower's cash accounts have."""
    if asked is not None:
        return asked
    held = {row.currency for row in cash_accounts.of_borrower(borrower_id)}
    if len(held) > 1:
        raise Invalid("currency-ambiguous", known=sorted(held), field="currency")
    if not held:
        raise Conflict("cash-account-missing")
    return next(iter(held))


def gather(borrower: Borrower, currency: str | None, *, days: int = LONGEST, now: datetime) -> CashFlowFacts:
    """The facts of one currency at `now`. Conflict where no balance is known to begin with."""
    chosen = currency_of(borrower.id, currency)
    today = local_date(now, borrower.zone)
    held = [row for row in cash_accounts.of_borrower(borrower.id) if row.currency == chosen]
    known = [row for row in held if row.balance is not None]
    said_on = min((row.balance_on for row in known if row.balance_on is not None), default=None)
    if said_on is None:
        raise _no_balance(held, chosen)
    dues, unknown = open_dues(borrower, chosen, today=today, days=days, now=now)
    rows = [row for row in recurring.of_borrower(borrower.id) if row.currency == chosen]
    counted = [row for row in rows if series.counts(row)]
    paid = [row for row in counted if row.from_cash and not _is_due(row, dues)]
    usual, steps = _habits(borrower.id, chosen, counted, today)
    return CashFlowFacts(
        currency=chosen,
        today=today,
        days=days,
        balance=sum(balance_at(row, today) or 0 for row in known),
        reserve=sum(row.reserve for row in known),
        flows=tuple(flow for row in paid for flow in flows_of(row, today, days, said_on)),
        dues=tuple(dues),
        unknown=tuple(unknown),
        typical=tuple(usual),
        steps=steps,
        series=tuple(paid),
    )


def _no_balance(held: list[CashAccount], currency: str) -> Conflict:
    if held:
        return Conflict("balance-unknown", currency=currency, known=[row.name for row in held])
    return Conflict("account-missing-in-currency", currency=currency)


def _is_due(row: Recurring, dues: list[OpenDue]) -> bool:
    """Whether a series is one of the deadlines, which the dues count already: a debt's instalment, or anything
    that the borrower has a deadline of their own for."""
    if row.direction != "out":
        return False
    like_a_debt = row.kind == "instalment" or row.category.startswith(_DUE_LIKE)
    return any(
        (like_a_debt or each.due.account_id is None)
        and row.low <= each.due.amount <= row.high
        and abs((each.due.on - day).days) <= _NEAR_DAYS
        for each in dues
        for day in (row.next_on, row.overdue_on)
        if day is not None
    )


def dates_of(row: Recurring, first: date, last: date) -> Iterator[date]:
    """The days on which a series is expected, from `first` to `last`."""
    unit, count = UNITS[row.cadence]
    recurrence = Recurrence(unit, count, row.next_on, row.anchor_day)
    index = 0
    while (day := recurrence.date_of(index)) is not None and day <= last:
        if day >= first:
            yield day
        index += 1


def flows_of(row: Recurring, today: date, days: int, said_on: date) -> Iterator[Flow]:
    """A series as flows up to the horizon; what should have come since `said_on` and did not comes tomorrow."""
    last = today + timedelta(days=days - 1)
    since = max(said_on + timedelta(days=1), today - timedelta(days=_LATE_DAYS))
    missed = [day for day in dates_of(row, since, today - timedelta(days=1)) if day > row.last_on]
    if row.overdue_on and row.overdue_on >= since and row.overdue_on < row.next_on:
        missed.append(row.overdue_on)
    if missed:
        yield _flow(row, min(today + timedelta(days=1), last), late=True)
    for day in dates_of(row, today, last):
        yield _flow(row, day)


def _flow(row: Recurring, on: date, *, late: bool = False) -> Flow:
    if row.direction == "in":
        low = 0 if late else row.low
        return Flow(on, row.expected, low, row.high, "income", row.label, row.id, category=row.category)
    return Flow(
        on,
        -row.expected,
        -row.high,
        -row.low,
        "fixed",
        row.label,
        row.id,
        essential=_essential(row),
        secured=True if row.category in _PLEDGED else None,
        category=row.category,
    )


def _essential(row: Recurring) -> bool:
    """Whether it is to be funded as a due is: rent and bills for what one cannot do without."""
    return row.kind in ("rent", "instalment") or category_lookup.need(row.category) == "essential"


def lines_of_series(rows: Iterable[Recurring]) -> frozenset[str]:
    """The ledger entries that series were found in: what they take is fixed, and no habit."""
    return frozenset(entry for row in rows for entry in json.loads(row.lines))


def _habits(
    borrower_id: str, currency: str, counted: list[Recurring], today: date
) -> tuple[list[Typical], dict[str, int]]:
    span = spending_lines.span(borrower_id, currency)
    if span is None:
        return [], {}
    first, last = habit_days(*span, today)
    if first > last:
        return [], {}
    fixed = lines_of_series(counted)
    lines = [
        Spent(line.booked_on, line.amount, line.category)
        for line in spending_lines.spending_lines(borrower_id, currency, first, last)
        if line.id not in fixed
    ]
    return typical(lines, first=first, last=last), usual_steps(lines)
