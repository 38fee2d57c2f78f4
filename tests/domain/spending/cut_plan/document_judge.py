"""What a plan says, held against what counting by the documents finds."""

from collections.abc import Iterator

from backend.domain.spending.cut_plan.least_painful_plan import plan_cuts
from backend.domain.spending.cut_plan.payables import RANKS
from backend.domain.spending.cut_plan.plan_result import CutPlanResult, PlanLine
from tests.domain.spending.cut_plan.document_oracle import Household, Owed, Part

NOTHING: frozenset[str] = frozenset()
NO_DAY: frozenset[int] = frozenset()


def plan_of(home: Household) -> CutPlanResult:
    return plan_cuts(
        today=home.today,
        days=home.days,
        balance=home.balance,
        reserve=home.reserve,
        flows=home.flows,
        dues=home.dues,
        typical=home.typical,
        choices=home.choices,
        subscriptions=home.subscriptions,
        terms=home.terms,
    )


def disagreements(home: Household) -> list[str]:
    """What the product says otherwise than the documents, each in a few words."""
    plan = plan_of(home)
    known = {(part.kind, part.key, part.week): part for part in home.parts}
    strange = [line for line in plan.lines if _place(home, line) not in known]
    if strange:
        return [f"cuts what may not be cut: {strange[0]}"]
    return [
        *_of_plan(home, plan),
        *(wrong for line in plan.lines for wrong in _of_line(home, plan, line)),
        *_of_advice(home, plan),
    ]


def _place(home: Household, line: PlanLine) -> tuple[str, str, int]:
    week = 0 if line.kind == "subscription" else home.day(line.starts_on) // 7
    return line.kind, line.key, week


def _steps(home: Household, plan: CutPlanResult) -> list[int]:
    cut = {_place(home, line): line.steps for line in plan.lines}
    return [cut.get((part.kind, part.key, part.week), 0) for part in home.parts]


def _unpaid(plan: CutPlanResult) -> frozenset[str]:
    return frozenset(each.due_id for each in plan.unfunded)


def _of_plan(home: Household, plan: CutPlanResult) -> Iterator[str]:
    steps, unpaid, best = _steps(home, plan), _unpaid(plan), home.best()
    broken = home.first_short(steps, unpaid, home.lost)
    if broken:
        yield f"breaks the reserve: {broken}"
    if (said := home.score(steps, unpaid)) != best:
        yield f"not the best: {said}, counted {best}"
    if (plan.pain, plan.gap, plan.unpaid_gap) != (best.pain, 0, 0):
        yield f"pain said {plan.pain} gap {plan.gap} {plan.unpaid_gap}, counted {best.pain}"
    lost = frozenset(home.day(on) for on in plan.lost)
    if lost != home.lost:
        yield f"lost: {sorted(lost)}, counted {sorted(home.lost)}"
    asked = {line.why_not_less.due_id for line in plan.lines}
    if plan.binding != tuple(each.id for each in home.owed if each.id in asked):
        yield f"binding: {plan.binding}, counted {asked}"
    if plan.feasible != (not any(best.unpaid) and not home.lost):
        yield f"feasible: {plan.feasible}, counted {best}, lost {sorted(home.lost)}"
    needed = max(0, *home.needs(NOTHING))
    if plan.needed != needed:
        yield f"needed: {plan.needed}, counted {needed}"
    below = home.first_short(steps, NOTHING, NO_DAY)
    if (plan.below and (home.day(plan.below.on), plan.below.by)) != below:
        yield f"below: {plan.below}, counted {below}"


def _of_line(home: Household, plan: CutPlanResult, line: PlanLine) -> Iterator[str]:
    steps, unpaid = _steps(home, plan), _unpaid(plan)
    n = [(part.kind, part.key, part.week) for part in home.parts].index(_place(home, line))
    part = home.parts[n]
    yield from _of_size(part, line)
    short = home.first_short([*steps[:n], steps[n] - 1, *steps[n + 1 :]], unpaid, home.lost)
    why = line.why_not_less
    if short is None:
        yield f"one step less would do: {line}"
        return
    if (home.day(why.on), why.short) != short:
        yield f"why not less: {why}, counted {short}"
    paid = [each.id for each in home.owed if each.day == short.day and each.id not in unpaid]
    last = paid[-1] if paid else None
    if why.due_id != last:
        yield f"why not less: {why.due_id}, counted {last}"


def _of_size(part: Part, line: PlanLine) -> Iterator[str]:
    said = line.from_steps, line.most, line.saves, line.pain
    counted = part.usual, part.most, line.steps * part.saved[-1], part.pain(line.steps)
    if said != counted:
        yield f"line of {line.key} (usual, most, saves, pain): {said}, counted {counted}"


def _of_advice(home: Household, plan: CutPlanResult) -> Iterator[str]:
    """The gravest first; what can be paid later counts as paid then for those after it."""
    saved = home.saved(_steps(home, plan))
    spare = [have - need for have, need in zip(saved, home.needs(_unpaid(plan)), strict=True)]
    left = [each for each in home.owed if each.id in _unpaid(plan)]
    left.sort(key=lambda each: (RANKS.index(each.rank), -each.weight, each.day, each.id))
    said = [
        (each.due_id, each.missing, home.day(each.from_on), each.payable_on and home.day(each.payable_on))
        for each in plan.unfunded
    ]
    counted = []
    for due in left:
        short = [n for n in _felt(home, due.day) if spare[n] < due.amount]
        if not short:
            yield f"could be paid: {due}"
            return
        later = _payable(home, due, spare)
        counted.append((due.id, due.amount - min(spare[n] for n in short), short[0], later))
        if later is not None:
            spare = [over - due.amount * (n >= later) for n, over in enumerate(spare)]
    if said != counted:
        yield f"advice: {said}, counted {counted}"


def _felt(home: Household, day: int) -> list[int]:
    """The days on which it matters that something is paid on `day`: that day, and later ones that can be kept."""
    return [n for n in range(day, home.days) if n == day or n not in home.lost]


def _payable(home: Household, due: Owed, spare: list[int]) -> int | None:
    for later in range(due.day + 1, min(due.day + 30, home.days - 1) + 1):
        if later not in home.lost and all(spare[n] >= due.amount for n in _felt(home, later)):
            return later
    return None
