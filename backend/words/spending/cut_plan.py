"""A cut plan is worded with the borrower's own numbers: what to leave out, why not less, whom to ask for what."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from backend.domain.money.amount import format_money
from backend.domain.spending.categories import category_lookup
from backend.domain.spending.categories.category_tree import LEAVES, SHOPPING_TRIP, Unit
from backend.domain.spending.cut_plan.plan_facts import PlanDue
from backend.words.catalogue import count, known_locale, say
from backend.words.dates import short_day
from backend.words.names import shown_name


@dataclass(frozen=True, slots=True)
class CutFacts:
    """One line of a plan, as its sentences need it. `label` is the subscription's; `why_name` the due's."""

    kind: str
    category: str
    label: str
    unit: str
    from_on: date
    to_on: date
    usual: int
    steps: int
    saves: int
    why_name: str
    why_kind: str
    why_on: date
    why_short: int
    weeks: int = 1
    categories: int = 1


@cache
def _units() -> dict[str, Unit]:
    return {leaf.unit.key: leaf.unit for leaf in LEAVES if leaf.unit} | {SHOPPING_TRIP.key: SHOPPING_TRIP}


def cut_text(cut: CutFacts, currency: str, locale: str) -> str:
    """ "Eating out: 2 meals out instead of 4 (Tue, Nov 24 to Mon, Nov 30) saves ¥120." """
    known = known_locale(locale)
    amount = format_money(cut.saves, currency, known)
    first, last = short_day(cut.from_on, known), short_day(cut.to_on, known)
    if cut.kind == "subscription":
        return say(
            known,
            "Cancel {name}: saves {amount} until {day}.",
            name=shown_name(cut.label, known),
            amount=amount,
            day=last,
        )
    if cut.kind == "several" or cut.weeks > 1:
        return _grouped_text(cut, known, first=first, last=last, amount=amount)
    unit = _units()[cut.unit]
    return say(
        known,
        "{category}: {kept} instead of {usual} ({first} to {last}) saves {amount}.",
        category=category_lookup.name(cut.category, known),
        kept=category_lookup.unit_name(unit, cut.usual - cut.steps, known),
        usual=category_lookup.count_of_unit(unit, cut.usual, known),
        first=first,
        last=last,
        amount=amount,
    )


def _grouped_text(cut: CutFacts, known: str, *, first: str, last: str, amount: str) -> str:
    """A line of several cuts: what they are together; each is listed with it."""
    if cut.kind == "several":
        return count(
            known,
            "In {categories} more category, week by week as listed ({first} to {last}): saves {amount}.",
            "In {categories} more categories, week by week as listed ({first} to {last}): saves {amount}.",
            cut.categories,
            categories=cut.categories,
            first=first,
            last=last,
            amount=amount,
        )
    return say(
        known,
        "{category}: {kept} instead of {usual} in {weeks} weeks ({first} to {last}), as listed, saves {amount}.",
        category=category_lookup.name(cut.category, known),
        kept=category_lookup.unit_name(_units()[cut.unit], cut.usual - cut.steps, known),
        usual=category_lookup.count_of_unit(_units()[cut.unit], cut.usual, known),
        weeks=cut.weeks,
        first=first,
        last=last,
        amount=amount,
    )


def why_text(cut: CutFacts, currency: str, locale: str) -> str:
    """Why it is not less: the first day that would be short, by how much, and what is due on it.

    Of a line of several cuts it is the last one whose lack is told.
    """
    known = known_locale(locale)
    values: dict[str, str] = {
        "name": shown_name(cut.why_name, known),
        "day": short_day(cut.why_on, known),
        "amount": format_money(cut.why_short, currency, known),
    }
    if not cut.why_name:
        return _why_day_text(cut, known, **values)
    minimum = cut.why_kind == "card_minimum"
    if cut.kind == "subscription":
        if minimum:
            return say(
                known, "If you kept it, {name}'s minimum on {day} would be short by {amount}.", **values
            )
        return say(known, "If you kept it, {name} on {day} would be short by {amount}.", **values)
    if minimum:
        return say(
            known, "With one less cut, {name}'s minimum on {day} would be short by {amount}.", **values
        )
    return say(known, "With one less cut, {name} on {day} would be short by {amount}.", **values)


def _why_day_text(cut: CutFacts, known: str, *, name: str, day: str, amount: str) -> str:
    """Nothing falls due on the day: it is what must stay that would be missing."""
    if cut.kind == "subscription":
        return say(
            known, "If you kept it, {day} would end {amount} below what must stay.", day=day, amount=amount
        )
    return say(
        known, "With one less cut, {day} would end {amount} below what must stay.", day=day, amount=amount
    )


def unfunded_text(due: PlanDue, missing: int, from_on: date, currency: str, locale: str) -> str:
    """Which due stays unfunded, how much is missing and from when."""
    known = known_locale(locale)
    return say(
        known,
        "{name}: {amount} due on {day} is not funded. {missing} is missing from {from_day} on.",
        name=shown_name(due.name, known),
        amount=format_money(due.amount, currency, known),
        day=short_day(due.on, known),
        missing=format_money(missing, currency, known),
        from_day=short_day(from_on, known),
    )


def cost_text(due: PlanDue, currency: str, locale: str) -> str:
    """What being late costs in money, and the days past due that would be reported."""
    known = known_locale(locale)
    if due.charged is None:
        return _unknown_cost_text(due, known)
    amount = format_money(due.charged, currency, known)
    if due.unknown_costs:
        return _least_cost_text(due, amount, known)
    if due.boundary_days:
        return say(
            known,
            "Left unpaid for 30 days it costs about {amount}, and it reaches {days} days past due.",
            amount=amount,
            days=due.boundary_days,
        )
    return say(known, "Left unpaid for 30 days it costs about {amount}.", amount=amount)


def _unknown_cost_text(due: PlanDue, known: str) -> str:
    if due.boundary_days:
        return say(
            known,
            "What it costs to leave it unpaid for 30 days is unknown; it reaches {days} days past due.",
            days=due.boundary_days,
        )
    return say(known, "What it costs to leave it unpaid for 30 days is unknown.")


def _least_cost_text(due: PlanDue, amount: str, known: str) -> str:
    """Where a part of the cost is known and another is not."""
    if due.boundary_days:
        return say(
            known,
            "Left unpaid for 30 days it costs at least {amount} (the rest is unknown), and it reaches {days} days "
            "past due.",
            amount=amount,
            days=due.boundary_days,
        )
    return say(
        known, "Left unpaid for 30 days it costs at least {amount}; the rest is unknown.", amount=amount
    )


def ask_text(
    due: PlanDue, ask: str, payable_on: date | None, missing: int, currency: str, locale: str
) -> str:
    """Whom to ask for what."""
    known = known_locale(locale)
    whom = shown_name(due.issuer or due.name, known)
    if ask == "ask_later_due_date" and payable_on:
        return say(
            known, "Ask {whom} for a due date of {day} or later.", whom=whom, day=short_day(payable_on, known)
        )
    if ask == "ask_fee_waiver" and payable_on:
        return say(
            known,
            "Pay it on {day}, and ask {whom} to waive the late fee.",
            whom=whom,
            day=short_day(payable_on, known),
        )
    if ask == "ask_minimum_waiver":
        rest = format_money(max(0, due.amount - missing), currency, known)
        return say(known, "Ask {whom} to take {amount} as the minimum this time.", whom=whom, amount=rest)
    if ask == "ask_part_payment":
        rest = format_money(max(0, due.amount - missing), currency, known)
        return say(known, "Ask {whom} to take {amount} now and the rest later.", whom=whom, amount=rest)
    if ask == "ask_instalments":
        return say(known, "Ask {whom} to let you pay in instalments.", whom=whom)
    return say(known, "Ask {whom} for a hardship plan that you can keep.", whom=whom)


def part_name(name: str, locale: str) -> str:
    """A part of the cost of being late by its name."""
    known = known_locale(locale)
    return {
        "fee": say(known, "Late fee"),
        "interest": say(known, "Interest"),
        "penalty": say(known, "Penalty rate"),
        "mark": say(known, "Weight of a reported delinquency"),
        "pledge": say(known, "Weight of what secures the debt"),
    }.get(name, name)
