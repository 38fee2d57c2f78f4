"""A cut plan in a sentence or two, and what it asks before it proposes."""

from dataclasses import dataclass
from datetime import date

from backend.domain.money.amount import format_money
from backend.domain.spending.cut_plan.plan_facts import Doubt, Question
from backend.domain.spending.cut_plan.plan_result import DayBelow
from backend.domain.spending.forecast.cash_flow import Flow
from backend.words.catalogue import count, known_locale, say
from backend.words.dates import short_day
from backend.words.names import shown_name

_NAMED = 3  # the others are counted


@dataclass(frozen=True, slots=True)
class PlanInShort:
    """A plan as its summary needs it: `below` is the first day below the reserve if all is paid, `broken` the first
    that the plan no longer keeps; `unfunded` and `left_out` are names, the latter owed and in no sum; `moved`: what it
    was made from has changed; `doubt`: why it is not certain, None where it is."""

    saves: int
    lines: int
    unfunded: tuple[str, ...]
    until: date
    below: DayBelow | None = None
    broken: DayBelow | None = None
    left_out: tuple[str, ...] = ()
    moved: bool = False
    doubt: Doubt | None = None


def summary(plan: PlanInShort, *, currency: str, locale: str) -> str:
    """The plan in a sentence or two."""
    known = known_locale(locale)
    told = _outcome_text(plan, currency, known)
    if plan.left_out:
        names = say(known, ", ").join(shown_name(name, known) for name in dict.fromkeys(plan.left_out))
        told += " " * (known == "en") + say(
            known, "Not counted, because it is unknown: {names}.", names=names
        )
    return told


def _outcome_text(plan: PlanInShort, currency: str, known: str) -> str:
    day, amount = short_day(plan.until, known), format_money(plan.saves, currency, known)
    if plan.moved:
        return _moved_text(plan.broken, currency, known)
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
    if plan.doubt:
        return _uncertain_text(plan, plan.doubt, currency, known)
    if not plan.lines:
        return say(
            known, "Everything due until {day} is funded as things are. Nothing has to be cut.", day=day
        )
    return say(known, "Cuts of {amount} fund everything due until {day}.", amount=amount, day=day)


def _uncertain_text(plan: PlanInShort, doubt: Doubt, currency: str, known: str) -> str:
    """What holds as expected and not in the low case, and which income or which day that hangs on."""
    day, amount = short_day(plan.until, known), format_money(plan.saves, currency, known)
    if plan.lines:
        told = say(
            known,
            "If all comes as expected, cuts of {amount} fund everything due until {day}; that is not certain.",
            amount=amount,
            day=day,
        )
    else:
        told = say(
            known,
            "If all comes as expected, everything due until {day} can be paid without cuts; that is not certain.",
            day=day,
        )
    why = _why_uncertain(doubt, currency, known)
    return told + " " * bool(why and known == "en") + why


def _why_uncertain(doubt: Doubt, currency: str, known: str) -> str:
    """The income that it rests on by name; where all income is sure, the day that dearer days would bring short."""
    if doubt.incomes:
        return say(
            known,
            "It rests on income that is expected and may not come, or not in full: {incomes}.",
            incomes=_listed([_income_text(flow, currency, known) for flow in doubt.incomes], known),
        )
    if doubt.below is None:
        return ""
    return say(
        known,
        "With less luck than usual, {day} would end {amount} below what must stay.",
        day=short_day(doubt.below.on, known),
        amount=format_money(doubt.below.by, currency, known),
    )


def _income_text(flow: Flow, currency: str, known: str) -> str:
    return say(
        known,
        "{name} ({amount} on {day})",
        name=shown_name(flow.label, known),
        amount=format_money(flow.amount, currency, known),
        day=short_day(flow.on, known),
    )


def _moved_text(broken: DayBelow | None, currency: str, known: str) -> str:
    """What it was made from has changed, so that nothing is claimed of it any more."""
    if broken is None:
        return say(
            known, "What this plan was made from has changed since, so it may no longer hold. Make a new one."
        )
    return say(
        known,
        "What this plan was made from has changed since, and it no longer holds: {day} would end {amount} below what "
        "must stay. Make a new one.",
        day=short_day(broken.on, known),
        amount=format_money(broken.by, currency, known),
    )


def _not_enough_text(plan: PlanInShort, below: DayBelow, currency: str, known: str) -> str:
    """What stays unfunded, by name, and the first day that is below what must stay with the plan's own cuts."""
    first, amount = short_day(below.on, known), format_money(below.by, currency, known)
    if not plan.unfunded:
        return say(
            known,
            "The cuts that you allow are not enough: with this plan's, {day} ends {amount} below what must stay.",
            day=first,
            amount=amount,
        )
    return count(
        known,
        "The cuts that you allow are not enough: until {day}, {names} stays unfunded. If it were paid in full with "
        "this plan's cuts, {first} would end {amount} below what must stay. Ask about it early.",
        "The cuts that you allow are not enough: until {day}, {open} payments stay unfunded: {names}. If all were "
        "paid in full with this plan's cuts, {first} would end {amount} below what must stay. Ask about them early.",
        len(plan.unfunded),
        open=len(plan.unfunded),
        names=_names(plan.unfunded, known),
        day=short_day(plan.until, known),
        first=first,
        amount=amount,
    )


def _names(names: tuple[str, ...], known: str) -> str:
    """A few names, and how many more."""
    return _listed([shown_name(name, known) for name in names], known)


def _listed(names: list[str], known: str) -> str:
    told = say(known, ", ").join(names[:_NAMED])
    more = len(names) - _NAMED
    return say(known, "{names} and {more} more", names=told, more=more) if more > 0 else told


def question_text(question: Question, currency: str, locale: str) -> str:
    """Whether a contract can be cancelled, before it is proposed."""
    known = known_locale(locale)
    return say(
        known,
        "Can you cancel {name}, and when does its contract end? It would save up to {amount}.",
        name=shown_name(question.label, known),
        amount=format_money(question.saves, currency, known),
    )
