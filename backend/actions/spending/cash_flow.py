"""The facts of a cash flow: balance and reserve, what comes and goes by itself, what falls due, what is usual.

Money known to be on its way since the balance was said is counted once: a charge expected then and not seen comes
tomorrow, income expected then comes tomorrow in the expected case and not at all in the low one. So does income that is
expected today where the balance is today's, which may hold it already.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import NamedTuple

from backend.actions.spending.cash_accounts import balance_at
from backend.actions.spending.cash_flow_currencies import Currencies, LeftOut
from backend.actions.spending.cash_flow_known import StaleBalance, known_days, stale_balance
from backend.actions.spending.cash_flow_repaid import MaybePaid, maybe_paid
from backend.actions.spending.cash_flow_series import counted_series
from backend.actions.spending.dues import DueWithoutAmount, OpenDue, open_dues
from backend.actions.spending.exchange_rates import rates_into
from backend.domain.calendar.local_time import local_date
from backend.domain.money.conversion import Rate
from backend.domain.spending.categories import category_lookup
from backend.domain.spending.forecast.cash_flow import (
    LONGEST,
    Band,
    Due,
    Flow,
    Forecast,
    Funded,
    Typical,
    forecast,
)
from backend.domain.spending.forecast.outlook import CashLine, outlook
from backend.domain.spending.forecast.residual_band import lowered
from backend.domain.spending.forecast.usual_spending import LONG_LOOK_BACK, Spent, habit_days, usual_steps
from backend.errors import Conflict, Invalid
from backend.store.people.borrowers import Borrower
from backend.store.spending import cash_accounts, spending_lines
from backend.store.spending.cash_accounts import CashAccount
from backend.store.spending.recurring import Recurring
from backend.store.spending.spending_lines import CashMovement


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
    band: Band | None = None
    left_out: tuple[LeftOut, ...] = ()
    conversions: tuple[Rate, ...] = ()
    stale: StaleBalance | None = None
    maybe_paid: tuple[MaybePaid, ...] = ()

    @property
    def last_on(self) -> date:
        """The last day that a forecast of these looks at."""
        return self.today + timedelta(days=self.days - 1)

    @property
    def is_open(self) -> bool:
        """Whether something that is owed is in no sum."""
        return bool(self.unknown) or any(each.kind in ("due", "recurring") for each in self.left_out)

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
            band=self.band,
        )

    def holds(self, seen: Forecast) -> Funded:
        """Whether the reserve is kept on every day; never sure while something owed is not in the sums."""
        return "at_risk" if self.is_open and seen.holds == "yes" else seen.holds


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
    into = Currencies(chosen, rates_into(borrower.id, chosen, today))
    cash = _cash(borrower.id, into, today)
    dues, unknown = open_dues(borrower, into, today=today, days=days, now=now)
    movements = _movements(borrower.id, into, today)
    counted = counted_series(borrower, into, dues, movements, today=today)
    lines = [_cash_line(line, into) for line in movements]
    first, last, until = known_days(borrower.id, into, today)
    said = {"said_on": cash.said_on, "said_last": cash.said_last}
    span = {"first": first, "last": last, "today": today}
    seen = outlook(lines, counted.series, regular=counted.regular, days=days, **span, **said)
    known_until = max(cash.said_last, until or cash.said_last)
    stale = stale_balance(borrower.id, into, known_until, seen.typical, counted.series, today)
    repaid = maybe_paid(borrower.id, dues, into, today)
    return CashFlowFacts(
        currency=chosen,
        today=today,
        days=days,
        balance=cash.balance,
        reserve=cash.reserve,
        flows=_flows(seen.flows, repaid, borrower.locale, today),
        dues=tuple(dues),
        unknown=tuple(unknown),
        typical=seen.typical,
        steps=_steps(lines, counted.regular, first, last, today),
        series=counted.rows,
        band=_doubted(seen.band, stale, repaid, today),
        stale=stale,
        maybe_paid=repaid,
        left_out=tuple(into.left_out),
        conversions=tuple(into.used.values()),
    )


def _flows(seen: Iterable[Flow], repaid: Iterable[MaybePaid], locale: str, today: date) -> tuple[Flow, ...]:
    return (*(_named(flow, locale) for flow in seen), *(each.flow(today) for each in repaid))


def _doubted(band: Band, stale: StaleBalance | None, repaid: Iterable[MaybePaid], today: date) -> Band:
    """The band with what may be gone already, and with what may have to be paid after all."""
    costs = [(max(each.due_on, today), each.amount) for each in repaid]
    return lowered(band, [*costs, (today, stale.may_be_gone)] if stale else costs, today)


def _movements(borrower_id: str, into: Currencies, today: date) -> list[CashMovement]:
    """What moved cash as far back as habits are read, in the currencies that are counted."""
    since = today - timedelta(days=LONG_LOOK_BACK + 1)
    lines = spending_lines.cash_movements(borrower_id, since, today)
    return [line for line in lines if into.has(line.currency)]


def _cash_line(line: CashMovement, into: Currencies) -> CashLine:
    amount = into.amount(line.amount, line.currency)
    return CashLine(line.id, line.booked_on, amount, line.category, line.role == "income")


class _Cash(NamedTuple):
    """What is there, what must stay, and the earliest and the latest day that a balance was said of."""

    balance: int
    reserve: int
    said_on: date
    said_last: date


def _cash(borrower_id: str, into: Currencies, today: date) -> _Cash:
    """The cash accounts together; those of a currency without a rate are noted as left out."""
    rows = cash_accounts.of_borrower(borrower_id)
    held = [row for row in rows if row.currency == into.into]
    if not any(row.balance is not None for row in held):
        raise _no_balance(held, into.into)
    balance = reserve = 0
    said = []
    for row in rows:
        there = balance_at(row, today)
        if there is None or row.balance_on is None:
            continue
        if not into.has(row.currency):
            into.left_out.append(
                LeftOut("cash_account", row.id, row.name, row.currency, there, row.balance_on)
            )
            continue
        balance += into.amount(there, row.currency)
        reserve += into.cost(row.reserve, row.currency)
        said.append(row.balance_on)
    return _Cash(balance, reserve, min(said), max(said))


def _named(flow: Flow, locale: str) -> Flow:
    """The flow with its category's name where it has no label of its own."""
    return flow if flow.label else replace(flow, label=category_lookup.name(flow.category, locale))


def _steps(
    lines: Sequence[CashLine], regular: frozenset[str], first: date, last: date, today: date
) -> dict[str, int]:
    """What one purchase of each category takes, of the last 90 days."""
    since, until = habit_days(first, last, today)
    return usual_steps(
        Spent(line.on, line.amount, line.category)
        for line in lines
        if not line.income and line.id not in regular and since <= line.on <= until
    )


def _no_balance(held: list[CashAccount], currency: str) -> Conflict:
    if held:
        return Conflict("balance-unknown", currency=currency, known=[row.name for row in held])
    return Conflict("account-missing-in-currency", currency=currency)
