"""A cut plan's facts as the JSON of its row: every value has its key, and the whole its version.

A row of another version is refused rather than guessed at; migration 0009 brought the rows of version 2 to version 3.
Whoever changes the form raises VERSION and writes the next migration.
"""

import json
from datetime import date

from backend.domain.spending.cut_plan.plan_facts import (
    LateCostPart,
    PlanDue,
    PlanFacts,
    Question,
    UnfundedDue,
)
from backend.domain.spending.forecast.cash_flow import Band, Flow, Typical
from backend.store.spending.plan_facts_shape import DueJson, FactsJson, FlowJson, UnfundedJson

VERSION = 3


class UnknownFactsVersion(ValueError):
    """A plan's facts are of a version that this program does not read."""


def dump_facts(facts: PlanFacts) -> str:
    """The facts as JSON; their day is the plan's own `made_on`."""
    data: FactsJson = {
        "version": VERSION,
        "days": facts.days,
        "balance": facts.balance,
        "reserve": facts.reserve,
        "needed": facts.needed,
        "flows": [_dump_flow(flow) for flow in facts.flows],
        "typical": [
            {"category": each.category, "low": each.low, "expected": each.expected, "high": each.high}
            for each in facts.typical
        ],
        "dues": [_dump_due(due) for due in facts.dues],
        "unfunded": [_dump_unfunded(each) for each in facts.unfunded],
        "charges": {
            series_id: [{"on": on.isoformat(), "amount": amount} for on, amount in charges]
            for series_id, charges in facts.charges.items()
        },
        "band": {"below": list(facts.band.below), "above": list(facts.band.above)} if facts.band else None,
        "lost": sorted(on.isoformat() for on in facts.lost),
        "pain": facts.pain,
        "pain_gap": facts.pain_gap,
        "unpaid_gap": facts.unpaid_gap,
        "questions": [
            {"recurring_id": each.recurring_id, "label": each.label, "saves": each.saves}
            for each in facts.questions
        ],
        "left_out": list(facts.left_out),
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def load_facts(text: str, made_on: date) -> PlanFacts:
    """The facts of a plan made on a day; UnknownFactsVersion where the JSON is of another version."""
    data: FactsJson = json.loads(text)
    if (version := data.get("version")) != VERSION:
        raise UnknownFactsVersion(f"these plan facts are of version {version}; only {VERSION} can be read")
    return PlanFacts(
        today=made_on,
        days=data["days"],
        balance=data["balance"],
        reserve=data["reserve"],
        needed=data["needed"],
        flows=tuple(_load_flow(flow) for flow in data["flows"]),
        typical=tuple(
            Typical(each["category"], each["low"], each["expected"], each["high"]) for each in data["typical"]
        ),
        dues=tuple(_load_due(due) for due in data["dues"]),
        unfunded=tuple(_load_unfunded(each) for each in data["unfunded"]),
        charges={
            series_id: tuple((date.fromisoformat(each["on"]), each["amount"]) for each in charges)
            for series_id, charges in data["charges"].items()
        },
        band=Band(tuple(band["below"]), tuple(band["above"])) if (band := data["band"]) else None,
        lost=frozenset(date.fromisoformat(on) for on in data["lost"]),
        pain=data["pain"],
        pain_gap=data["pain_gap"],
        unpaid_gap=data["unpaid_gap"],
        questions=tuple(
            Question(each["recurring_id"], each["label"], each["saves"]) for each in data["questions"]
        ),
        left_out=tuple(data["left_out"]),
    )


def _dump_flow(flow: Flow) -> FlowJson:
    return {
        "on": flow.on.isoformat(),
        "amount": flow.amount,
        "low": flow.low,
        "high": flow.high,
        "kind": flow.kind,
        "label": flow.label,
        "source_id": flow.source_id,
        "certainty": flow.certainty,
        "essential": flow.essential,
        "secured": flow.secured,
        "category": flow.category,
        "missed": flow.missed,
    }


def _load_flow(flow: FlowJson) -> Flow:
    return Flow(
        on=date.fromisoformat(flow["on"]),
        amount=flow["amount"],
        low=flow["low"],
        high=flow["high"],
        kind=flow["kind"],
        label=flow["label"],
        source_id=flow["source_id"],
        certainty=flow["certainty"],
        essential=flow["essential"],
        secured=flow["secured"],
        category=flow["category"],
        missed=flow["missed"],
    )


def _dump_due(due: PlanDue) -> DueJson:
    return {
        "id": due.id,
        "name": due.name,
        "on": due.on.isoformat(),
        "amount": due.amount,
        "account_id": due.account_id,
        "kind": due.kind,
        "issuer": due.issuer,
        "sure": due.sure,
        "harm": due.harm,
        "charged": due.charged,
        "boundary_days": due.boundary_days,
        "parts": [
            {"name": part.name, "amount": part.amount, "source": part.source, "confirmed": part.confirmed}
            for part in due.cost_parts
        ],
        "promised": due.promised,
        "rank": due.rank,
        "creditor": due.creditor,
        "unknown_costs": list(due.unknown_costs),
    }


def _load_due(due: DueJson) -> PlanDue:
    return PlanDue(
        id=due["id"],
        name=due["name"],
        on=date.fromisoformat(due["on"]),
        amount=due["amount"],
        account_id=due["account_id"],
        kind=due["kind"],
        issuer=due["issuer"],
        sure=due["sure"],
        harm=due["harm"],
        charged=due["charged"],
        boundary_days=due["boundary_days"],
        cost_parts=tuple(
            LateCostPart(part["name"], part["amount"], part["source"], part["confirmed"])
            for part in due["parts"]
        ),
        promised=due["promised"],
        rank=due["rank"],
        creditor=due["creditor"],
        unknown_costs=tuple(due["unknown_costs"]),
    )


def _dump_unfunded(each: UnfundedDue) -> UnfundedJson:
    return {
        "due_id": each.due_id,
        "missing": each.missing,
        "from_on": each.from_on.isoformat(),
        "payable_on": each.payable_on.isoformat() if each.payable_on else None,
        "ask": each.ask,
    }


def _load_unfunded(each: UnfundedJson) -> UnfundedDue:
    payable_on = each["payable_on"]
    return UnfundedDue(
        due_id=each["due_id"],
        missing=each["missing"],
        from_on=date.fromisoformat(each["from_on"]),
        payable_on=date.fromisoformat(payable_on) if payable_on else None,
        ask=each["ask"],
    )
