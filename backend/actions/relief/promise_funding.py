"""Whether the cash flow can carry a promised payment on its day, and what it would leave short.

The promise stands in the place of what the same account asks for up to that day; every other due and bill is paid as it
falls due. What is not known (no balance, a day beyond the forecast, a currency without a rate) is said as unknown.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

from backend.actions.relief.promises import Promised
from backend.actions.spending.cash_flow import CashFlowFacts, gather
from backend.actions.spending.cash_flow_currencies import Currencies
from backend.actions.spending.exchange_rates import rates_into
from backend.domain.spending.forecast.cash_flow import Due, Forecast, Funded, forecast
from backend.errors import Conflict, Invalid
from backend.store.people.borrowers import Borrower

Carried = Literal["yes", "at_risk", "no", "unknown"]
Why = Literal["no_balance", "several_currencies", "beyond_forecast", "no_rate"]
_ID = "promise"
_ORDER: dict[Funded, int] = {"yes": 0, "at_risk": 1, "no": 2}


@dataclass(frozen=True, slots=True)
class LeftShort:
    """A due that is worse funded with the promise than without it; `short` as expected, 0 where it is only at risk."""

    deadline_id: str
    name: str
    on: date
    funded: Funded
    short: int


@dataclass(frozen=True, slots=True)
class Carry:
    """Whether the money is there: `short` minor units of `currency` are missing on the day.

    `why` it is not known; `short` is None then.
    """

    carried: Carried
    why: Why | None = None
    currency: str | None = None
    short: int | None = None
    left_short: tuple[LeftShort, ...] = ()


def carry(borrower: Borrower, promised: Promised, *, now: datetime) -> Carry:
    """Hold a promise against the forecast."""
    try:
        facts = gather(borrower, None, now=now)
    except Conflict:
        return Carry("unknown", "no_balance")
    except Invalid:
        return Carry("unknown", "several_currencies")
    if promised.due_on > facts.today + timedelta(days=facts.days - 1):
        return Carry("unknown", "beyond_forecast")
    into = Currencies(facts.currency, rates_into(borrower.id, facts.currency, facts.today))
    if not into.has(promised.currency):
        return Carry("unknown", "no_rate")
    return _held_against(facts, promised, into.cost(promised.amount, promised.currency))


def _held_against(facts: CashFlowFacts, promised: Promised, amount: int) -> Carry:
    replaced = frozenset(
        each.due.id
        for each in facts.dues
        if promised.account_id
        and each.due.account_id == promised.account_id
        and each.due.on <= promised.due_on
    )
    kept = replace(facts, dues=tuple(each for each in facts.dues if each.due.id not in replaced))
    before = {each.due_id: each.funded for each in facts.forecast(unpaid=replaced).fundings}
    after = _with(kept, Due(_ID, max(promised.due_on, facts.today), amount, "", 0))
    own = next(each for each in after.fundings if each.due_id == _ID)
    left_short = tuple(
        LeftShort(each.due_id, kept.names[each.due_id], each.on, each.funded, each.shortfall)
        for each in after.fundings
        if each.due_id != _ID and _ORDER[each.funded] > _ORDER[before[each.due_id]]
    )
    carried = max((own.funded, *(each.funded for each in left_short)), key=_ORDER.__getitem__)
    if carried == "yes" and facts.unknown:
        carried = "at_risk"
    return Carry(carried, None, facts.currency, own.shortfall, left_short)


def _with(facts: CashFlowFacts, promise: Due) -> Forecast:
    return forecast(
        today=facts.today,
        days=facts.days,
        balance=facts.balance,
        reserve=facts.reserve,
        flows=facts.flows,
        dues=[*facts.plain_dues, promise],
        typical=facts.typical,
        band=facts.band,
    )
