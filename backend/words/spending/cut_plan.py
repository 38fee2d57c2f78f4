"""A cut plan is worded with the borrower's own numbers: what to leave out, why not less, whom to ask for what."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from backend.domain.money.amount import format_money
from backend.domain.spending.categories import category_lookup
from backend.domain.spending.categories.category_tree import LEAVES, SHOPPING_TRIP, Unit
from backend.domain.spending.cut_plan.plan_facts import PlanDue, Question
from backend.domain.spending.cut_plan.plan_result import DayBelow
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


@dataclass(frozen=True, slots=True)
class PlanInShort:
    """A plan as its summary needs it: `below` is the first day below the reserve if all is paid, `broken` the first
    that the plan no longer keeps; `left_out` are owed and in no sum."""

    saves: int
    lines: int
    unfunded: int
    until: date
    below: DayBelow | None = None
    broken: DayBelow | None = None
    left_out: tuple[str, ...] = ()


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
    if cut.weeks > 1:
        return say(
            known,
            "{category}: {kept} instead of {usual} in {weeks} weeks ({first} to {last}), as listed, saves {amount}.",
            category=category_lookup.name(cut.category, known),
            kept=category_lookup.unit_name(_units()[cut.unit], cut.usual - cut.steps, known),
            usual=cut.usual,
            weeks=cut.weeks,
            first=first,
            last=last,
            amount=amount,
        )
    return say(
        known,
        "{category}: {kept} instead of {usual} ({first} to {last}) saves {amount}.",
        category=category_lookup.name(cut.category, known),
        kept=category_lookup.unit_name(_units()[cut.unit], cut.usual - cut.steps, known),
        usual=cut.usual,
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


def summary(plan: PlanInShort, *, currency: str, locale: str) -> str:
    """The plan in a sentence or two."""
    known = known_locale(locale)
    told = _outcome_text(plan, currency, known)
    if plan.left_out:
        names = ", ".join(shown_name(name, known) for name in plan.left_out)
        told += " " * (known == "en") + say(
            known, "Not counted, because it is unknown: {names}.", names=names
        )
    return told


def _outcome_text(plan: PlanInShort, currency: str, known: str) -> str:
    day, amount = short_day(plan.until, known), format_money(plan.saves, currency, known)
    if plan.broken:
        return say(
            known,
            "With its lines as they are, this plan no longer holds: {day} would end {amount} below what must stay. "
            "Make a new one.",
            day=short_day(plan.broken.on, known),
            amount=format_money(plan.broken.by, currency, known),
        )
    if plan.below:
        return _not_enough_text(plan, plan.below, currency, known)
    if not plan.lines:
        return say(
            known, "Everything due until {day} is funded as things are. Nothing has to be cut.", day=day
        )
    return say(known, "Cuts of {amount} fund everything due until {day}.", amount=amount, day=day)


def _not_enough_text(plan: PlanInShort, below: DayBelow, currency: str, known: str) -> str:
    """What stays unfunded, and the first day that is below what must stay."""
    first, amount = short_day(below.on, known), format_money(below.by, currency, known)
    if not plan.unfunded:
        return say(
            known,
            "Even with every cut that you allow, {day} ends {amount} below what must stay.",
            day=first,
            amount=amount,
        )
    return count(
        known,
        "Even with every cut that you allow, {open} payment until {day} stays unfunded: paid in full, {first} would "
        "end {amount} below what must stay. Ask about it early.",
        "Even with every cut that you allow, {open} payments until {day} stay unfunded: paid in full, {first} would "
        "end {amount} below what must stay. Ask about them early.",
        plan.unfunded,
        open=plan.unfunded,
        day=short_day(plan.until, known),
        first=first,
        amount=amount,
    )


def question_text(question: Question, currency: str, locale: str) -> str:
    """Whether a contract can be cancelled, before it is proposed."""
    known = known_locale(locale)
    return say(
        known,
        "Can you cancel {name}, and when does its contract end? It would save up to {amount}.",
        name=shown_name(question.label, known),
        amount=format_money(question.saves, currency, known),
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
