"""A solved plan is checked against the facts in integers here and put in terms that a borrower can check.

Why not less: a line is one step smaller, everything else stays; the first day that is then below the reserve is the
reason. There always is one, for a plan with a needless step would not have been the least pain; if none is found the
plan is refused rather than shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from backend.domain.spending.cut_plan.allowed_cuts import Cut
from backend.domain.spending.cut_plan.integer_program import Unproven
from backend.domain.spending.cut_plan.plan_result import CutPlanResult, DayBelow, PlanLine, WhyNotLess
from backend.domain.spending.cut_plan.unfunded import unfunded
from backend.domain.spending.cut_plan.whole_number_model import Situation


@dataclass(frozen=True, slots=True)
class PlanDecision:
    """How many steps of which cuts, what is left unpaid, and how far either may be from the best (0: it is that)."""

    taken: Mapping[Cut, int]
    unpaid: frozenset[str]
    unpaid_gap: int = 0
    pain_gap: int = 0


def explain(
    at: Situation, decided: PlanDecision, *, units: Mapping[str, str], late: frozenset[str]
) -> CutPlanResult:
    """The plan with its reasons; `late` are the dues that were past due before today.

    Raises Unproven where a day that can be kept is short, or a line is not needed.
    """
    spare = at.spare(decided.taken, decided.unpaid)
    if any(spare[day] < 0 for day in at.kept) or not at.hopeless <= decided.unpaid:
        raise Unproven("a day that the plan keeps is short")
    if any(not 0 < steps <= cut.most for cut, steps in decided.taken.items()):
        raise Unproven("a cut is larger than may be")
    lines = tuple(
        _line(at, cut, steps, _why_not_less(at, cut, decided.unpaid, spare), units)
        for cut, steps in decided.taken.items()
    )
    reasons = {line.why_not_less.due_id for line in lines}
    all_paid = at.spare(decided.taken, frozenset())
    return CutPlanResult(
        feasible=min(all_paid) >= 0,
        needed=max(0, *(at.need(day, frozenset()) for day in range(len(at.free)))),
        lines=lines,
        unfunded=tuple(unfunded(at, decided.unpaid, spare, late)),
        below=_first_below(at, all_paid),
        binding=tuple(due.id for due in at.dues if due.id in reasons),
        harm=sum(due.harm for due in at.dues if due.id in decided.unpaid),
        pain=sum(line.pain for line in lines),
        lost=tuple(at.today + timedelta(days=day) for day in range(len(at.free)) if day not in at.kept),
        gap=decided.pain_gap,
        unpaid_gap=decided.unpaid_gap,
    )


def _first_below(at: Situation, spare: list[int]) -> DayBelow | None:
    for day, over in enumerate(spare):
        if over < 0:
            return DayBelow(at.today + timedelta(days=day), -over)
    return None


def _why_not_less(at: Situation, cut: Cut, unpaid: frozenset[str], spare: list[int]) -> WhyNotLess:
    """The first day that would be short; on it, what is paid last."""
    for day in at.kept:
        short = cut.saved(day) - spare[day]
        if short > 0:
            paid = [due.id for due in at.dues if at.day(due) == day and due.id not in unpaid]
            return WhyNotLess(paid[-1] if paid else None, at.today + timedelta(days=day), short)
    raise Unproven("a line is not needed")


def _line(at: Situation, cut: Cut, steps: int, why: WhyNotLess, units: Mapping[str, str]) -> PlanLine:
    start = at.today + timedelta(days=cut.first_day)
    return PlanLine(
        kind=cut.kind,
        key=cut.key,
        period=cut.period,
        starts_on=start,
        ends_on=start + timedelta(days=cut.length - 1),
        from_steps=cut.usual,
        to_steps=cut.usual - steps,
        most=cut.most,
        saves=steps * cut.step,
        unit=units.get(cut.key, "") if cut.kind == "steps" else "subscription",
        pain=cut.pain(steps),
        why_not_less=why,
    )
