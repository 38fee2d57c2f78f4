"""What a comparison of pay-off plans is asked with; amounts in minor units, rates in basis points a year."""

from datetime import date
from typing import Literal, TypedDict

from backend.domain.calendar.recurrence import Unit
from backend.domain.relief.payoff.debts import Kind


class AccountData(TypedDict):
    """An own account; what is said here of it wins over what is kept."""

    account_id: str
    balance: int | None
    rate_bp: int | None
    minimum: int | None


class RateData(TypedDict):
    from_on: date
    rate_bp: int


class FeeData(TypedDict):
    on: date
    amount: int
    every_months: int


class RuleData(TypedDict):
    percent_bp: int
    floor: int
    base: Literal["balance", "principal"]
    plus_interest_and_fees: bool


class TypedDebtData(TypedDict):
    """A debt that is only typed. `minimum` wins over `minimum_rule`, which only a card has."""

    key: str
    name: str
    kind: Kind
    balance: int
    rate_bp: int
    later_rates: list[RateData]
    interest_by: Literal["day", "month"]
    minimum: int | None
    minimum_rule: RuleData | None
    first_due_on: date
    unit: Unit
    count: int
    begins_on: date | None
    ends_on: date | None
    fees: list[FeeData]


class StreamData(TypedDict):
    amount: int
    unit: Unit
    count: int
    from_on: date
    until_on: date | None


class ExtraData(TypedDict):
    on: date
    amount: int


class OfferData(TypedDict):
    """A transfer or a consolidation: `debt` is what would be owed instead, its balance left open."""

    key: str
    kind: Literal["transfer", "consolidation"]
    moves: list[str]
    fee_bp: int
    fee_least: int
    limit: int | None
    rate_bp: int
    later_rates: list[RateData]
    minimum: int
    first_due_on: date
    interest_by: Literal["day", "month"]


class ComparisonData(TypedDict):
    """The whole request. `accounts` None: all of the currency. `assumed_rate_bp`: for own cards without a rate."""

    currency: str | None
    accounts: list[AccountData] | None
    debts: list[TypedDebtData]
    money: list[StreamData]
    extras: list[ExtraData]
    custom_order: list[str]
    assumed_rate_bp: int | None
    one_more: int | None
    offers: list[OfferData]
    months: int
