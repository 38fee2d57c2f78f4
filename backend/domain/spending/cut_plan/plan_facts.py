"""What a cut plan was made from and what it promises of each due; later days are held against these numbers.

A plan keeps them as they were on its day: a bill that changes afterwards changes no promise, it breaks one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from backend.domain.spending.cut_plan.payables import Creditor, Rank, bill_id, essential_id, is_essential
from backend.domain.spending.cut_plan.plan_result import Ask, DayBelow
from backend.domain.spending.cut_plan.savings import Saving, saved_flows
from backend.domain.spending.forecast.cash_flow import (
    Band,
    Due,
    Flow,
    Forecast,
    ForecastDay,
    Typical,
    forecast,
)


@dataclass(frozen=True, slots=True)
class LateCostPart:
    """One part of what being late costs: `name` is a code; `confirmed` is False where nobody read `source` in print."""

    name: str
    amount: int
    source: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class PlanDue:
    """A due on the plan's day, whether the plan `promised` to fund it, and what being late with it costs.

    `harm` orders dues and includes our own weights; `charged` is the part that someone will charge, None where nothing
    of it is known; `unknown_costs` are the parts that nobody has said. `issuer` is whom it is owed to, None where it
    hangs on no account. An essential bill (`rank`) is a due here as well; it is a flow of the forecast.
    """

    id: str
    name: str
    on: date
    amount: int
    account_id: str | None
    kind: str
    issuer: str | None
    sure: bool
    harm: int
    charged: int | None
    boundary_days: int | None
    cost_parts: tuple[LateCostPart, ...]
    promised: bool
    rank: Rank = "other"
    creditor: Creditor = "card"
    unknown_costs: tuple[str, ...] = ()

    @property
    def payable(self) -> Due:
        """The due as a forecast counts it."""
        return Due(self.id, self.on, self.amount, self.name, self.harm, self.account_id)


@dataclass(frozen=True, slots=True)
class UnfundedDue:
    """A due that no acceptable cut funds: what is `missing` from when, when the cuts would pay it, what to ask for."""

    due_id: str
    missing: int
    from_on: date
    payable_on: date | None
    ask: Ask


@dataclass(frozen=True, slots=True)
class Question:
    """Whether a contract can be cancelled, asked before it is proposed: what it would save up to the horizon."""

    recurring_id: str
    label: str
    saves: int


class Doubt(NamedTuple):
    """Why a plan that holds as expected is not certain: the `incomes` of which less may come, the next of each, the one
    with the most to lose first; and the first day that the low case ends `below` the reserve."""

    incomes: tuple[Flow, ...]
    below: DayBelow | None


@dataclass(frozen=True, slots=True)
class PlanCheck:
    """What a plan's lines fund: `short` {promised due: what is missing}, and the first day `below` the reserve with
    everything due paid, promised or not.

    `holds`: every day that the plan keeps is kept; `sure`: in the low case as well, and `doubt` is why it is not.
    `broken` is the first that is not.
    """

    short: Mapping[str, int]
    below: DayBelow | None
    broken: DayBelow | None
    sure: bool
    doubt: Doubt = Doubt((), None)

    @property
    def holds(self) -> bool:
        return self.broken is None


@dataclass(frozen=True)
class PlanFacts:
    """`needed` is the shortfall without any cut; `charges` are those of each subscription to be cancelled.

    `lost` are the days that no cut can keep. `left_out` are the names of what is owed and in no sum, because its amount
    or its rate is unknown. `pain_gap` and `unpaid_gap` say how far the plan may be from the best: 0 where it is proven.
    """

    today: date
    days: int
    balance: int
    reserve: int
    needed: int
    flows: tuple[Flow, ...]
    typical: tuple[Typical, ...]
    dues: tuple[PlanDue, ...]
    unfunded: tuple[UnfundedDue, ...]
    charges: Mapping[str, tuple[tuple[date, int], ...]]
    band: Band | None = None
    lost: frozenset[date] = frozenset()
    pain: int = 0
    pain_gap: int = 0
    unpaid_gap: int = 0
    questions: tuple[Question, ...] = ()
    left_out: tuple[str, ...] = ()

    @cached_property
    def due_by_id(self) -> dict[str, PlanDue]:
        """The dues by id, in the order of payment: by day, the most harmful first."""
        return {due.id: due for due in sorted(self.dues, key=lambda due: (due.on, -due.harm, due.id))}

    @cached_property
    def left_unpaid(self) -> frozenset[str]:
        """The dues that the plan does not promise."""
        return frozenset(due.id for due in self.dues if not due.promised)

    def forecast(self, savings: Sequence[Saving]) -> Forecast:
        """The plan's days with these savings; the dues that it does not promise are left out."""
        flows = [
            flow for flow in self.flows if not (is_essential(flow) and essential_id(flow) in self.left_unpaid)
        ]
        return self._forecast(savings, flows, [due for due in self.due_by_id.values() if due.promised])

    def check(self, savings: Sequence[Saving]) -> PlanCheck:
        """What these savings fund of what the plan promises."""
        kept = self.forecast(savings)
        everything = self._forecast(savings, self.flows, list(self.due_by_id.values()))
        bills = {bill_id(each.source_id, each.on): each.shortfall for each in kept.essentials}
        short = bills | {each.due_id: each.shortfall for each in kept.fundings}
        days = [day for day in kept.days if day.on not in self.lost]
        return PlanCheck(
            short={id: short.get(id, 0) for id, due in self.due_by_id.items() if due.promised},
            below=_first_below(((day.on, day.expected) for day in everything.days), self.reserve),
            broken=_first_below(((day.on, day.expected) for day in days), self.reserve),
            sure=not self.left_out and all(day.low >= self.reserve for day in days),
            doubt=self._doubt([day for day in days if day.low < self.reserve]),
        )

    def _doubt(self, low: Sequence[ForecastDay]) -> Doubt:
        """What the days that the low case does not keep rest upon."""
        if not low:
            return Doubt((), None)
        next_of: dict[str, Flow] = {}
        for flow in sorted(self.flows, key=lambda flow: flow.on):
            if flow.kind == "income" and flow.low < flow.amount and flow.on <= low[-1].on:
                next_of.setdefault(flow.source_id, flow)
        incomes = sorted(next_of.values(), key=lambda flow: (flow.low - flow.amount, flow.on))
        return Doubt(tuple(incomes), _first_below(((day.on, day.low) for day in low), self.reserve))

    def _forecast(
        self, savings: Sequence[Saving], flows: Sequence[Flow], dues: Sequence[PlanDue]
    ) -> Forecast:
        last = self.today + timedelta(days=self.days - 1)
        return forecast(
            today=self.today,
            days=self.days,
            balance=self.balance,
            reserve=self.reserve,
            flows=[*flows, *saved_flows(savings, self.today, last)],
            dues=[due.payable for due in dues if due.rank != "essential"],
            typical=self.typical,
            band=self.band,
        )


def _first_below(ends: Iterable[tuple[date, int]], reserve: int) -> DayBelow | None:
    return next((DayBelow(on, reserve - balance) for on, balance in ends if balance < reserve), None)
