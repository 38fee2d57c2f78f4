"""After the due dates: what an accepted plan promised, and what happened."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from backend.actions.spending.plan_spending import spending_since, spent_of
from backend.domain.calendar.local_time import local_date
from backend.domain.spending.cut_plan.plan_facts import PlanDue
from backend.errors import Conflict
from backend.store.people.borrowers import Borrower
from backend.store.reminders import deadlines
from backend.store.reminders.deadlines import Deadline
from backend.store.spending import cut_plans, recurring
from backend.store.spending.cut_plans import CutLine, CutPlan, Envelope

_PAID_AROUND = timedelta(days=5)


@dataclass(frozen=True, slots=True)
class DueOutcome:
    """A due: whether the plan promised it, and how it went: met, late, missed, waived, cancelled or ahead."""

    due_id: str
    name: str
    on: date
    amount: int
    promised: bool
    happened: str


@dataclass(frozen=True, slots=True)
class CategoryOutcome:
    """A category up to today: what was usual, what the plan meant to save of it, and what was spent."""

    category: str
    usual: int
    promised_saving: int
    spent: int

    @property
    def saved(self) -> int:
        """What was left of the usual; below zero where more was spent."""
        return self.usual - self.spent


@dataclass(frozen=True, slots=True)
class SubscriptionOutcome:
    """A subscription to be cancelled, and whether it has been charged since the plan was accepted."""

    recurring_id: str
    label: str
    promised_saving: int
    charged_since: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    dues: tuple[DueOutcome, ...]
    categories: tuple[CategoryOutcome, ...]
    subscriptions: tuple[SubscriptionOutcome, ...]


def outcome_of(plan: CutPlan, borrower: Borrower, *, now: datetime) -> Outcome:
    """Promise against fact, as far as today. Conflict where the plan was never accepted."""
    if plan.accepted_on is None:
        raise Conflict("plan-without-outcome", state=plan.state)
    today = local_date(now, borrower.zone)
    lines = [line for line in cut_plans.lines_of([plan.id])[plan.id] if line.state == "accepted"]
    return Outcome(
        tuple(_due(plan, due, now) for due in plan.plan_facts.due_by_id.values()),
        _categories(plan, lines, today),
        tuple(_subscription(plan, line) for line in lines if line.recurring_id),
    )


def _due(plan: CutPlan, due: PlanDue, now: datetime) -> DueOutcome:
    row = deadlines.find(plan.borrower_id, due.id)
    happened = _of_bill(plan, due, now) if row is None else _happened(row, now)
    return DueOutcome(due.id, due.name, due.on, due.amount, due.promised, happened)


def _of_bill(plan: CutPlan, due: PlanDue, now: datetime) -> str:
    """An essential bill is met when its series was seen paid about its day; a due without a deadline is cancelled."""
    if due.rank != "essential":
        return "cancelled"
    row = recurring.find(plan.borrower_id, due.id.partition("@")[0])
    if row is not None and row.last_on >= due.on - _PAID_AROUND:
        return "met"
    return "missed" if local_date(now, "UTC") > due.on + _PAID_AROUND else "ahead"


def _happened(row: Deadline, now: datetime) -> str:
    if row.state == "open":
        return "missed" if row.pay_by_at < now else "ahead"
    if row.state == "met":
        return "late" if row.closed_at and row.closed_at > row.pay_by_at else "met"
    return row.state


def _categories(plan: CutPlan, lines: list[CutLine], today: date) -> tuple[CategoryOutcome, ...]:
    rows = [row for row in cut_plans.envelopes_of_plan(plan.id) if row.from_on <= today]
    spending = spending_since(plan, today)
    spent = {row.id: spent_of(row, spending) for row in rows}
    by_category: dict[str, list[Envelope]] = {}
    for row in rows:
        by_category.setdefault(row.category, []).append(row)
    cuts = [line for line in lines if not line.recurring_id]
    return tuple(
        _category(category, mine, [cut for cut in cuts if cut.category == category], spent, today)
        for category, mine in sorted(by_category.items())
    )


def _category(
    category: str, rows: list[Envelope], cuts: list[CutLine], spent: dict[str, int], today: date
) -> CategoryOutcome:
    saving = sum(_so_far(cut.saves, cut.from_on, cut.to_on, today) for cut in cuts)
    limit = sum(_so_far(row.amount, row.from_on, row.to_on, today) for row in rows)
    return CategoryOutcome(category, limit + saving, saving, sum(spent[row.id] for row in rows))


def _so_far(amount: int, first: date, last: date, today: date) -> int:
    """The part of a period's amount that its days up to today have, today included."""
    elapsed = min((today - first).days, (last - first).days) + 1
    return amount * elapsed // ((last - first).days + 1) if elapsed > 0 else 0


def _subscription(plan: CutPlan, line: CutLine) -> SubscriptionOutcome:
    recurring_id = line.recurring_id or ""
    row = recurring.find(plan.borrower_id, recurring_id)
    charged = row is not None and plan.accepted_on is not None and row.last_on > plan.accepted_on
    return SubscriptionOutcome(recurring_id, line.label, line.saves, charged)
