"""What was spent since a plan was made, and what of that belongs to an envelope."""

from collections.abc import Sequence
from datetime import date

from backend.actions.spending import recurring
from backend.domain.spending.cut_plan.savings import Limit
from backend.domain.spending.forecast.usual_spending import Spent
from backend.store.spending import recurring as stored_series
from backend.store.spending import spending_lines
from backend.store.spending.cut_plans import CutPlan, Envelope


def spending_since(plan: CutPlan, until: date) -> list[Spent]:
    """What was spent since the plan was made: the same kind of lines that it took for usual spending."""
    fixed = recurring.lines_of_series(
        row
        for row in stored_series.of_borrower(plan.borrower_id)
        if recurring.counts(row) and row.direction == "out"
    )
    lines = spending_lines.spending_lines(plan.borrower_id, plan.currency, plan.made_on, until)
    return [Spent(line.booked_on, line.amount, line.category) for line in lines if line.id not in fixed]


def spent_of(period: Limit | Envelope, spending: Sequence[Spent]) -> int:
    """What was spent in a category and a period."""
    mine = (
        line.amount
        for line in spending
        if line.category == period.category and period.from_on <= line.on <= period.to_on
    )
    return max(0, -sum(mine))


def spent_against(row: Envelope, spending: Sequence[Spent]) -> int:
    """What was spent of an envelope since its plan was accepted."""
    return max(0, spent_of(row, spending) - row.spent_before)
