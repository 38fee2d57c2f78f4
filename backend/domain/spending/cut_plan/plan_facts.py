"""What a cut plan was made from and what it promises of each due; later days are held against these numbers.

A plan keeps them as they were on its day: a bill that changes afterwards changes no promise, it breaks one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from backend.domain.spending.cut_plan.plan_result import Ask
from backend.domain.spending.cut_plan.savings import Saving, saved_flows
from backend.domain.spending.forecast.cash_flow import Due, Flow, Forecast, Typical, forecast


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

    `harm` orders dues and includes our own weights; `charged` is the part that someone will charge. `issuer` is whom
    it is owed to, None where it hangs on no account.
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
    charged: int
    boundary_days: int | None
    cost_parts: tuple[LateCostPart, ...]
    promised: bool

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


@dataclass(frozen=True)
class PlanFacts:
    """`needed` is the shortfall without any cut; `charges` are those of each subscription to be cancelled."""

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
        last = self.today + timedelta(days=self.days - 1)
        return forecast(
            today=self.today,
            days=self.days,
            balance=self.balance,
            reserve=self.reserve,
            flows=[*self.flows, *saved_flows(savings, self.today, last)],
            dues=[due.payable for due in self.due_by_id.values() if due.promised],
            typical=self.typical,
        )
