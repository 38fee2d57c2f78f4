"""Whether the cash flow can carry a promised payment, on its day and on every day after, and what it would leave short.

The promise stands in the place of what the same account asks for up to that day; every other due and bill is paid as it
falls due, and so is what owes nothing new (also_to_pay.py). It is carried where each of them is still funded and the
reserve, where it was kept without the promise, is kept with it. What is not known (no balance, a day beyond the
forecast, a currency without a rate) is said as unknown.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from backend.actions.relief.also_to_pay import with_all_to_pay
from backend.actions.relief.promises import Promised, standing_one
from backend.actions.spending.cash_flow import CashFlowFacts, gather
from backend.actions.spending.cash_flow_currencies import Currencies
from backend.actions.spending.exchange_rates import rates_into
from backend.domain.calendar.local_time import local_date
from backend.domain.spending.forecast.cash_flow import (
    Due,
    EssentialFunding,
    Forecast,
    ForecastDay,
    Funded,
    Funding,
    forecast,
)
from backend.errors import Conflict, Invalid
from backend.store.people.borrowers import Borrower

Carried = Literal["yes", "at_risk", "no", "unknown"]
Why = Literal["no_balance", "several_currencies", "beyond_forecast", "no_rate"]
What = Literal["due", "bill", "reserve"]
_ID = "promise"
_ORDER: dict[Funded, int] = {"yes": 0, "at_risk": 1, "no": 2}


@dataclass(frozen=True, slots=True)
class LeftShort:
    """What is worse funded with the promise than without it; `short` as expected, 0 where it is only at risk.

    A due has its `deadline_id`, a bill only where it is a deadline; the reserve has no name: by what is usually spent
    the balance falls below it on that day.
    """

    what: What
    deadline_id: str | None
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


def carry(borrower: Borrower, promised: Promised, *, is_another: bool, now: datetime) -> Carry:
    """Hold a promise against the forecast: if it stands already, once, unless it `is_another`. Raises Invalid for one
    of a day that has passed.
    """
    if promised.due_on < local_date(now, borrower.zone):
        raise Invalid("promise-in-past", field="due_on")
    try:
        facts = gather(borrower, None, now=now)
    except Conflict:
        return Carry("unknown", "no_balance")
    except Invalid:
        return Carry("unknown", "several_currencies")
    if promised.due_on > facts.last_on:
        return Carry("unknown", "beyond_forecast")
    into = Currencies(facts.currency, rates_into(borrower.id, facts.currency, facts.today))
    if not into.has(promised.currency):
        return Carry("unknown", "no_rate")
    replaced = [promised.account_id] if promised.account_id else []
    told = None if is_another else standing_one(borrower.id, promised)
    whole = with_all_to_pay(facts, borrower.id, in_place_of=replaced, but=told.id if told else None)
    added = frozenset(flow.source_id for flow in whole.flows[len(facts.flows) :])
    return _held_against(whole, added, promised, into.cost(promised.amount, promised.currency))


def _held_against(facts: CashFlowFacts, added: frozenset[str], promised: Promised, amount: int) -> Carry:
    """`added`: the deadlines that are among the facts' flows."""
    kept = replace(
        facts,
        dues=tuple(
            each
            for each in facts.dues
            if not promised.account_id
            or each.due.account_id != promised.account_id
            or each.due.on > promised.due_on
        ),
    )
    before = _seen(kept)
    after = _seen(kept, Due(_ID, max(promised.due_on, facts.today), amount, "", 0))
    own = next(each for each in after.fundings if each.due_id == _ID)
    found = [*_dues_left(kept, before, after), *_bills_left(added, before, after)]
    reserve = _reserve_left(before, after, [own, *found])
    left_short = tuple(sorted([*found, *reserve], key=lambda each: (each.on, each.what, each.name)))
    carried = max((own.funded, *(each.funded for each in left_short)), key=_ORDER.__getitem__)
    if carried == "yes" and facts.is_open:
        carried = "at_risk"
    return Carry(carried, None, facts.currency, own.shortfall, left_short)


def _dues_left(facts: CashFlowFacts, before: Forecast, after: Forecast) -> Iterator[LeftShort]:
    without = {each.due_id: each for each in before.fundings}
    for each in after.fundings:
        if each.due_id != _ID and _is_worse(each, without[each.due_id]):
            name = facts.names[each.due_id]
            yield LeftShort("due", each.due_id, name, each.on, each.funded, each.shortfall)


def _bills_left(added: frozenset[str], before: Forecast, after: Forecast) -> Iterator[LeftShort]:
    for was, each in zip(before.essentials, after.essentials, strict=True):
        if _is_worse(each, was):
            deadline_id = each.source_id if each.source_id in added else None
            yield LeftShort("bill", deadline_id, each.label, each.on, each.funded, each.shortfall)


def _is_worse(after: Funding | EssentialFunding, before: Funding | EssentialFunding) -> bool:
    return after.shortfall_low > before.shortfall_low or after.shortfall > before.shortfall


def _reserve_left(
    before: Forecast, after: Forecast, named: Sequence[Funding | LeftShort]
) -> Iterator[LeftShort]:
    """The first day that keeps the reserve no more, where nothing that is short up to it says so already."""
    days = list(zip(before.days, after.days, strict=True))
    reserve = after.reserve
    broken: dict[Funded, ForecastDay | None] = {
        "no": next((day for was, day in days if day.expected < reserve <= was.expected), None),
        "at_risk": next((day for was, day in days if day.low < reserve <= was.low), None),
    }
    for funded, day in broken.items():
        if day is None:
            continue
        if not any(each.on <= day.on and _ORDER[each.funded] >= _ORDER[funded] for each in named):
            yield LeftShort("reserve", None, "", day.on, funded, max(0, reserve - day.expected))
        return


def _seen(facts: CashFlowFacts, promise: Due | None = None) -> Forecast:
    """The forecast, every bill in it judged as an essential one is."""
    return forecast(
        today=facts.today,
        days=facts.days,
        balance=facts.balance,
        reserve=facts.reserve,
        flows=[replace(flow, essential=True) if flow.amount < 0 else flow for flow in facts.flows],
        dues=[*facts.plain_dues, *([promise] if promise else [])],
        typical=facts.typical,
        band=facts.band,
    )
