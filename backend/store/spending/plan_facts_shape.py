"""The shape of a cut plan's facts in JSON: every value has its key (plan_facts_json.py reads and writes it)."""

from typing import Literal, TypedDict

from backend.domain.spending.cut_plan.payables import Creditor, Rank
from backend.domain.spending.cut_plan.plan_result import Ask
from backend.domain.spending.forecast.cash_flow import Certainty


class FlowJson(TypedDict):
    on: str
    amount: int
    low: int
    high: int
    kind: Literal["income", "fixed"]
    label: str
    source_id: str
    certainty: Certainty
    essential: bool
    secured: bool | None
    category: str
    missed: int


class TypicalJson(TypedDict):
    category: str
    low: int
    expected: int
    high: int


class CostPartJson(TypedDict):
    name: str
    amount: int
    source: str
    confirmed: bool


class DueJson(TypedDict):
    id: str
    name: str
    on: str
    amount: int
    account_id: str | None
    kind: str
    issuer: str | None
    sure: bool
    harm: int
    charged: int | None
    boundary_days: int | None
    parts: list[CostPartJson]
    promised: bool
    rank: Rank
    creditor: Creditor
    unknown_costs: list[str]


class UnfundedJson(TypedDict):
    due_id: str
    missing: int
    from_on: str
    payable_on: str | None
    ask: Ask


class ChargeJson(TypedDict):
    on: str
    amount: int


class BandJson(TypedDict):
    below: list[int]
    above: list[int]


class QuestionJson(TypedDict):
    recurring_id: str
    label: str
    saves: int


class FactsJson(TypedDict):
    version: int
    days: int
    balance: int
    reserve: int
    needed: int
    flows: list[FlowJson]
    typical: list[TypicalJson]
    dues: list[DueJson]
    unfunded: list[UnfundedJson]
    charges: dict[str, list[ChargeJson]]
    band: BandJson | None
    lost: list[str]
    pain: int
    pain_gap: int
    unpaid_gap: int
    questions: list[QuestionJson]
    left_out: list[str]
