"""A solved plan is checked against the facts in integers here and put in terms that a borrower can check.

Why not less: a line is one step smaller, everything else stays; the first due that is then short is the reason.
There always is one, for a plan with a needless step would not have been the least pain; if none is found the plan
is refused rather than shown.

What to ask for a due that cannot be funded: where its account has several, a hardship plan; where the cuts pay it
within 30 days, a later due date, or for one late already that its fee is waived; where half of it is there, that
the issuer takes a lower minimum; else a hardship plan.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from backend.domain.spending.cut_plan.allowed_cuts import Cut
from backend.domain.spending.cut_plan.integer_program import Unproven
from backend.domain.spending.cut_plan.plan_result import Ask, CutPlanResult, PlanLine, Unfunded, WhyNotLess
from backend.domain.spending.cut_plan.whole_number_model import Situation
from backend.domain.spending.forecast.cash_flow import Due

_SOON = 30


@dataclass(frozen=True, slots=True)
class PlanDecision:
    """How many steps of which cuts, and the dues left unpaid."""

    taken: Mapping[Cut, int]
    unpaid: frozenset[str]


def explain(
    at: Situation, decided: PlanDecision, *, units: Mapping[str, str], late: frozenset[str]
) -> CutPlanResult:
    """The plan with its reasons; `late` are the dues that were past due before today.

    Raises Unproven where a due that is to be paid is short, or a line is not needed.
    """
    spare = _spare(at, decided.taken, decided.unpaid)
    paid = [due for due in at.dues if due.id not in decided.unpaid]
    if any(spare[at.day(due)] < 0 for due in paid):
        raise Unproven("a due that the plan pays is short")
    if any(not 0 < steps <= cut.most for cut, steps in decided.taken.items()):
        raise Unproven("a cut is larger than may be")
    lines = tuple(
        _line(at, cut, steps, _why_not_less(at, cut, paid, spare), units)
        for cut, steps in decided.taken.items()
    )
    reasons = {line.why_not_less.due_id for line in lines}
    return CutPlanResult(
        feasible=not decided.unpaid,
        needed=max((max(0, at.need(at.day(due), frozenset())) for due in at.dues), default=0),
        lines=lines,
        unfunded=tuple(_unfunded(at, decided, late)),
        binding=tuple(due.id for due in paid if due.id in reasons),
        harm=sum(due.harm for due in at.dues if due.id in decided.unpaid),
        pain=sum(line.pain for line in lines),
    )


def _spare(at: Situation, taken: Mapping[Cut, int], unpaid: frozenset[str]) -> list[int]:
    """What each day's end has above the reserve."""
    return [at.saved(day, taken) - at.need(day, unpaid) for day in range(len(at.free))]


def _why_not_less(at: Situation, cut: Cut, paid: list[Due], spare: list[int]) -> WhyNotLess:
    """The first day that would be short; on it, the due that is paid last."""
    for due in paid:
        day = at.day(due)
        short = cut.saved(day) - spare[day]
        if short > 0:
            last = [other for other in paid if other.on == due.on][-1]
            return WhyNotLess(last.id, last.on, short)
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
        saves=steps * cut.step,
        unit=units.get(cut.key, "") if cut.kind == "steps" else "subscription",
        pain=cut.pain(steps),
        why_not_less=why,
    )


def _unfunded(at: Situation, decided: PlanDecision, late: frozenset[str]) -> Iterable[Unfunded]:
    """What each lacks if it alone were paid as well, after every acceptable cut."""
    spare = _spare(at, at.everything(), decided.unpaid)
    due_days = {at.day(due) for due in at.dues if due.id not in decided.unpaid}
    left = [due for due in at.dues if due.id in decided.unpaid]
    for due in left:
        day = at.day(due)
        felt = sorted({day} | {each for each in due_days if each > day})
        short = [each for each in felt if spare[each] < due.amount]
        if not short:
            raise Unproven("a due is left unpaid that could be paid")
        missing = max(due.amount - spare[each] for each in short)
        payable = _payable(due.amount, day, spare, due_days)
        several = due.account_id is not None and sum(each.account_id == due.account_id for each in left) > 1
        yield Unfunded(
            due_id=due.id,
            account_id=due.account_id,
            amount=due.amount,
            missing=missing,
            from_on=at.today + timedelta(days=short[0]),
            payable_on=None if payable is None else at.today + timedelta(days=payable),
            harm=due.harm,
            harm_parts=due.harm_parts,
            ask=_ask(due, missing, payable, several=several, late=due.id in late),
        )


def _payable(amount: int, day: int, spare: list[int], due_days: set[int]) -> int | None:
    """The first day after `day`, and soon, from which the amount is spare on every day with a due."""
    for later in range(day + 1, min(day + _SOON, len(spare) - 1) + 1):
        if all(spare[each] >= amount for each in {later} | {each for each in due_days if each > later}):
            return later
    return None


def _ask(due: Due, missing: int, payable: int | None, *, several: bool, late: bool) -> Ask:
    if several:
        return "ask_hardship_plan"
    if payable is not None:
        return "ask_fee_waiver" if late else "ask_later_due_date"
    return "ask_minimum_waiver" if missing * 2 <= due.amount else "ask_hardship_plan"
