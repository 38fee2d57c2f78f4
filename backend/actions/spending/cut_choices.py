"""What a plan may cut, and how far: the category tree's words unless the borrower has said otherwise.

Essential categories and what no rule knew are never among the choices. Of an adjustable category half may go, of a
discretionary one all. A step is what one purchase usually takes; where a thing is had whole or not at all (a
membership, a course), it is what a month takes.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from backend.actions.spending.cash_flow import CashFlowFacts
from backend.domain.spending.categories import category_lookup
from backend.domain.spending.categories.category_tree import SHOPPING_TRIP, Unit
from backend.domain.spending.cut_plan.allowed_cuts import Choice, Need, Subscription
from backend.domain.spending.cut_plan.plan_facts import Question
from backend.store.spending.category_settings import CategorySetting
from backend.store.spending.cut_plans import CutLine

LARGEST_SHARE_BP: dict[Need, int] = {"adjustable": 5_000, "discretionary": 10_000}


def need_of(category: str, setting: CategorySetting | None) -> Need | None:
    """How needed the borrower or the tree holds a category; None where it cannot be cut."""
    if not category_lookup.is_category(category):
        return None
    found = (setting.need if setting else None) or category_lookup.need(category)
    return found if found in LARGEST_SHARE_BP else None


def unit_of(category: str) -> Unit:
    """The step in which a category is cut; a purchase where the tree has none, because the borrower says so."""
    return category_lookup.unit(category) or SHOPPING_TRIP


def choices_of(
    facts: CashFlowFacts, settings: dict[str, CategorySetting], refused: Sequence[CutLine] = ()
) -> list[Choice]:
    """The categories that may be cut by steps; what was `refused` is not asked for again on its days."""
    found = []
    for habit in facts.typical:
        setting = settings.get(habit.category)
        need = need_of(habit.category, setting)
        if need is None or (setting and setting.protected):
            continue
        unit = unit_of(habit.category)
        usual = habit.expected if unit.whole else facts.steps.get(habit.category, 0)
        step = (setting.step if setting else None) or usual
        if step <= 0:
            continue
        share = setting.largest_share_bp if setting else None
        found.append(
            Choice(
                category=habit.category,
                need=need,
                unit=unit.key,
                step=step,
                floor=setting.floor if setting else 0,
                largest_share_bp=LARGEST_SHARE_BP[need] if share is None else share,
                refused=setting.refused if setting else 0,
                refused_days=tuple(
                    (line.from_on, line.to_on)
                    for line in refused
                    if line.kind == "steps" and line.category == habit.category
                ),
            )
        )
    return found


class Contracts(NamedTuple):
    """The subscriptions that may be cancelled, and those of which nobody has said whether they can be."""

    subscriptions: list[Subscription]
    questions: list[Question]


def contracts_of(
    facts: CashFlowFacts, settings: dict[str, CategorySetting], refused: Sequence[CutLine] = ()
) -> Contracts:
    """What may be cancelled, with its charges up to the horizon. Financing, a year's contract or a permit look like any
    subscription, so it is asked first; a contract with an end is cancelled for that day."""
    last = facts.today + timedelta(days=facts.days - 1)
    turned_down = {line.recurring_id for line in refused}
    found = Contracts([], [])
    for row in facts.series:
        setting = settings.get(row.category)
        need = need_of(row.category, setting)
        if row.kind != "subscription" or row.direction != "out" or need is None:
            continue
        if (setting and setting.protected) or row.id in turned_down:
            continue
        bound_until = row.contract_ends_on or (date.max if row.cancellable == "no" else date.min)
        charges = tuple(
            (flow.on, -flow.amount)
            for flow in facts.flows
            if flow.source_id == row.id and flow.amount < 0 and bound_until < flow.on <= last
        )
        if charges and row.cancellable == "unknown":
            saves = sum(amount for day, amount in charges if day > facts.today)
            found.questions.append(Question(row.id, row.label, saves))
        elif charges:
            found.subscriptions.append(
                Subscription(row.id, row.label, row.category, need, charges, row.refused)
            )
    return found
