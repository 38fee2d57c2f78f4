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


def why_text(cut: CutFacts, currency: str, locale: str) -> str:
    """Why it is not less: the first due that would be short, and by how much."""
    known = known_locale(locale)
    values: dict[str, str] = {
        "name": shown_name(cut.why_name, known),
        "day": short_day(cut.why_on, known),
        "amount": format_money(cut.why_short, currency, known),
    }
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


def summary(
    *, feasible: bool, saves: int, lines: int, unfunded: int, until: date, currency: str, locale: str
) -> str:
    """The plan in a sentence."""
    known = known_locale(locale)
    day, amount = short_day(until, known), format_money(saves, currency, known)
    if feasible and not lines:
        return say(
            known, "Everything due until {day} is funded as things are. Nothing has to be cut.", day=day
        )
    if feasible:
        return say(known, "Cuts of {amount} fund everything due until {day}.", amount=amount, day=day)
    return count(
        known,
        "Even with every cut that you allow, {open} payment until {day} stays unfunded. Ask about it early.",
        "Even with every cut that you allow, {open} payments until {day} stay unfunded. Ask about them early.",
        unfunded,
        open=unfunded,
        day=day,
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
    amount = format_money(due.charged, currency, known)
    if due.boundary_days:
        return say(
            known,
            "Left unpaid for 30 days it costs about {amount}, and it reaches {days} days past due.",
            amount=amount,
            days=due.boundary_days,
        )
    return say(known, "Left unpaid for 30 days it costs about {amount}.", amount=amount)


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
