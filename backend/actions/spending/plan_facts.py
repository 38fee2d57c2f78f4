"""What a plan was made from and what it promises, kept with it as JSON: later days are held against these numbers."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cached_property
from typing import Any

from backend.actions.spending.cash_flow import CashFlowFacts
from backend.actions.spending.dues import OpenDue
from backend.domain.spending.cut_plan.choice import Subscription
from backend.domain.spending.cut_plan.result import CutPlanResult as Result
from backend.domain.spending.cut_plan.result import Unfunded
from backend.domain.spending.cut_plan.savings import Saving, flows_of
from backend.domain.spending.forecast.cash_flow import Due, Flow, Forecast, Typical, forecast
from backend.store.spending.cut_plans import CutLine, CutPlan


def dump(facts: CashFlowFacts, result: Result, subscriptions: Sequence[Subscription]) -> str:
    """The facts and the promise as JSON."""
    cancelled = {line.key for line in result.lines if line.kind == "subscription"}
    left = {each.due_id for each in result.unfunded}
    data = {
        "days": facts.days,
        "balance": facts.balance,
        "reserve": facts.reserve,
        "needed": result.needed,
        "flows": [[flow.on.isoformat(), *_plain_flow(flow)] for flow in facts.flows],
        "typical": [[each.category, each.low, each.expected, each.high] for each in facts.typical],
        "dues": [_due(each, each.due.id not in left) for each in facts.dues],
        "unfunded": [_unfunded(each) for each in result.unfunded],
        "charges": {
            one.id: [[day.isoformat(), amount] for day, amount in one.charges if day > facts.today]
            for one in subscriptions
            if one.id in cancelled
        },
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _plain_flow(flow: Flow) -> list[Any]:
    return [flow.amount, flow.low, flow.high, flow.kind, flow.label, flow.source_id]


def _due(each: OpenDue, promised: bool) -> dict[str, Any]:
    return {
        "id": each.due.id,
        "name": each.due.name,
        "on": each.due.on.isoformat(),
        "amount": each.due.amount,
        "account_id": each.due.account_id,
        "kind": each.kind,
        "issuer": each.issuer,
        "sure": each.sure,
        "harm": each.cost.total,
        "charged": each.cost.charged,
        "boundary_days": each.cost.boundary_days,
        "parts": [asdict(part) for part in each.cost.parts],
        "promised": promised,
    }


def _unfunded(each: Unfunded) -> dict[str, Any]:
    return {
        "due_id": each.due_id,
        "missing": each.missing,
        "from_on": each.from_on.isoformat(),
        "payable_on": each.payable_on.isoformat() if each.payable_on else None,
        "ask": each.ask,
    }


@dataclass(frozen=True)
class StoredPlanFacts:
    """A plan's facts read back."""

    today: date
    last: date
    data: dict[str, Any]

    @classmethod
    def of(cls, plan: CutPlan) -> "StoredPlanFacts":
        return cls(plan.made_on, plan.until_on, json.loads(plan.facts))

    @cached_property
    def typical(self) -> list[Typical]:
        return [Typical(*values) for values in self.data["typical"]]

    @cached_property
    def dues(self) -> dict[str, dict[str, Any]]:
        """{due: its facts}, in the order of their days."""
        rows = sorted(self.data["dues"], key=lambda due: (due["on"], -due["harm"], due["id"]))
        return {due["id"]: due for due in rows}

    @property
    def left_unpaid(self) -> frozenset[str]:
        """The dues that the plan does not promise."""
        return frozenset(due_id for due_id, due in self.dues.items() if not due["promised"])

    def savings(self, lines: Iterable[CutLine]) -> list[Saving]:
        """What those lines save that are not refused."""
        charges = self.data["charges"]
        return [
            Saving(
                category=line.category,
                from_on=line.from_on,
                to_on=line.to_on,
                step=line.step,
                steps=line.steps,
                charges=tuple(
                    (date.fromisoformat(day), amount) for day, amount in charges.get(line.recurring_id, ())
                ),
                subscription=line.kind == "subscription",
            )
            for line in lines
            if line.state != "refused"
        ]

    def forecast(self, lines: Iterable[CutLine], *, with_unpaid: bool = False) -> Forecast:
        """The plan's days with what the lines save; the dues that it does not promise are left out."""
        saved = flows_of(self.savings(lines), self.today, self.last)
        flows = [Flow(date.fromisoformat(day), *values) for day, *values in self.data["flows"]]
        return forecast(
            today=self.today,
            days=self.data["days"],
            balance=self.data["balance"],
            reserve=self.data["reserve"],
            flows=[*flows, *saved],
            dues=[self._due(due) for due in self.dues.values() if with_unpaid or due["promised"]],
            typical=self.typical,
        )

    def _due(self, due: dict[str, Any]) -> Due:
        return Due(
            due["id"],
            date.fromisoformat(due["on"]),
            due["amount"],
            due["name"],
            due["harm"],
            due["account_id"],
        )
