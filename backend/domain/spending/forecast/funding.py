"""These functions judge a forecast: is each due and essential bill funded, and when is the reserve first touched?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from backend.domain.spending.forecast.flows import Due, Flow, ForecastDay

Funded = Literal["yes", "at_risk", "no"]


@dataclass(frozen=True, slots=True)
class Funding:
    """Whether the balance after a due keeps the reserve: "yes" in the low case, "at_risk" in the expected only."""

    due_id: str
    on: date
    funded: Funded
    shortfall: int
    shortfall_low: int


@dataclass(frozen=True, slots=True)
class EssentialFunding:
    """The same of an essential flow, which is known by its series and its day."""

    source_id: str
    on: date
    label: str
    amount: int  # positive
    funded: Funded
    shortfall: int
    shortfall_low: int


class FirstBelow(NamedTuple):
    """The first day on which each balance is below the reserve; None where it never is."""

    low: date | None
    expected: date | None
    high: date | None


def first_below(days: Sequence[ForecastDay], reserve: int) -> FirstBelow:
    return FirstBelow(
        next((day.on for day in days if day.low < reserve), None),
        next((day.on for day in days if day.expected < reserve), None),
        next((day.on for day in days if day.high < reserve), None),
    )


def _judged(end: ForecastDay, after: int, reserve: int) -> tuple[Funded, int, int]:
    """Whether a day's end, with `after` not yet paid, keeps the reserve; what is missing as expected, and at least."""
    short, short_low = (max(0, reserve - balance - after) for balance in (end.expected, end.low))
    return "no" if short else "at_risk" if short_low else "yes", short, short_low


def fundings(payable: tuple[Due, ...], days: Mapping[date, ForecastDay], reserve: int) -> Iterator[Funding]:
    """Each due against its day's end, without the dues of the same day that come after it."""
    for n, due in enumerate(payable):
        after = sum(later.amount for later in payable[n + 1 :] if later.on == due.on)
        yield Funding(due.id, due.on, *_judged(days[due.on], after, reserve))


def essential_fundings(
    flows: Sequence[Flow], days: Mapping[date, ForecastDay], reserve: int
) -> Iterator[EssentialFunding]:
    """Each essential flow against its day's end, before the dues of that day are paid."""
    wanted = [flow for flow in flows if flow.essential and flow.amount < 0 and flow.on in days]
    for flow in sorted(wanted, key=lambda flow: (flow.on, flow.source_id, flow.amount)):
        end = days[flow.on]
        yield EssentialFunding(
            flow.source_id, flow.on, flow.label, -flow.amount, *_judged(end, -end.dues, reserve)
        )
