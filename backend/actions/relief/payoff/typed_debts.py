"""Typed debts, money and offers as the engine's facts; what contradicts itself is refused with its field."""

from datetime import date

from backend.actions.relief.payoff.request import (
    ComparisonData,
    OfferData,
    RateData,
    TypedDebtData,
)
from backend.domain.calendar.recurrence import Recurrence
from backend.domain.credit.card_and_loan_terms import MinimumRule
from backend.domain.relief.payoff.debts import (
    Ask,
    Budget,
    Cycles,
    DatedRate,
    Debt,
    Extra,
    Fee,
    Part,
    Stream,
)
from backend.domain.relief.payoff.offers import Offer
from backend.errors import Invalid


def typed_debt(data: TypedDebtData, position: int, today: date) -> Debt:
    """A debt as it was typed; interest is charged on its due days."""
    field = f"debts.{position}"
    rule = _rule(data, field)
    if data["minimum"] is not None:
        rule = None
    first = data["first_due_on"]
    if first < today:
        raise Invalid("pay-off-day-in-the-past", field=f"{field}.first_due_on")
    if data["ends_on"] is not None and data["ends_on"] < first:
        raise Invalid("pay-off-ends-before-first-due", field=f"{field}.ends_on")
    if data["minimum"] is None and rule is None:
        raise Invalid("pay-off-minimum-missing", field=f"{field}.minimum")
    begins = data["begins_on"]
    return Debt(
        data["key"],
        data["name"],
        data["kind"],
        (Part(data["balance"], _rates(data["rate_bp"], data["later_rates"])),),
        Cycles(Recurrence(data["unit"], data["count"], first)),
        asks=() if data["minimum"] is None else (Ask(today, data["minimum"]),),
        rule=rule,
        day_count="nominal" if data["interest_by"] == "month" else "actual/365",
        anchor_day=first.day,
        begins_on=begins if begins is not None and begins > today else None,
        ends_on=data["ends_on"],
        fees=tuple(Fee(each["on"], each["amount"], each["every_months"]) for each in data["fees"]),
    )


def _rule(data: TypedDebtData, field: str) -> MinimumRule | None:
    rule = data["minimum_rule"]
    if rule is None:
        return None
    if data["kind"] != "card":
        raise Invalid("pay-off-rule-of-a-card", field=f"{field}.minimum_rule")
    return MinimumRule(rule["percent_bp"], rule["floor"], rule["base"], rule["plus_interest_and_fees"])


def _rates(rate_bp: int, later: list[RateData]) -> tuple[DatedRate, ...]:
    turns = (DatedRate(each["from_on"], each["rate_bp"] * 100) for each in later)
    return (DatedRate(date.min, rate_bp * 100), *turns)


def budget_of(data: ComparisonData, today: date) -> Budget:
    """The money for all debts; Invalid where none ever comes."""
    streams = tuple(
        Stream(
            each["amount"],
            Recurrence(each["unit"], each["count"], each["from_on"], ends_on=each["until_on"]),
        )
        for each in data["money"]
    )
    for position, each in enumerate(data["money"]):
        if each["until_on"] is not None and each["until_on"] < each["from_on"]:
            raise Invalid("ends-before-it-starts", field=f"money.{position}.until_on")
    extras = tuple(Extra(each["on"], each["amount"]) for each in data["extras"] if each["on"] >= today)
    if not any(each.amount for each in streams) and not any(each.amount for each in extras):
        raise Invalid("pay-off-money-missing", field="money")
    return Budget(streams, extras)


def offer_of(data: OfferData, position: int, debts: dict[str, Debt], today: date) -> Offer:
    """An offer on debts that are in the plans."""
    unknown = [key for key in data["moves"] if key not in debts]
    if unknown:
        raise Invalid("pay-off-debt-unknown", field=f"offers.{position}.moves", known=sorted(debts))
    if data["first_due_on"] < today:
        raise Invalid("pay-off-day-in-the-past", field=f"offers.{position}.first_due_on")
    account = Debt(
        data["key"],
        data["key"],
        "other",
        (Part(0, _rates(data["rate_bp"], data["later_rates"])),),
        Cycles(Recurrence("month", 1, data["first_due_on"])),
        asks=(Ask(today, data["minimum"]),),
        day_count="nominal" if data["interest_by"] == "month" else "actual/365",
        anchor_day=data["first_due_on"].day,
    )
    return Offer(
        account, tuple(dict.fromkeys(data["moves"])), data["fee_bp"], data["fee_least"], data["limit"]
    )
