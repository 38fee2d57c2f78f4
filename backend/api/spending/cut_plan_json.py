"""A plan as JSON with its sentences in the borrower's language."""

from collections.abc import Sequence
from dataclasses import asdict

from flask import g

from backend.actions.spending.plan_lines import ShownLine, shown_lines
from backend.actions.spending.plan_standing import Facts, Standing, standing_of
from backend.api.http.answers import iso
from backend.domain.spending.categories import category_lookup
from backend.domain.spending.cut_plan.plan_facts import LateCostPart, PlanDue, PlanFacts, UnfundedDue
from backend.store.spending import cut_plans
from backend.store.spending.cut_plans import CutLine, CutPlan
from backend.words.spending import cut_plan as words
from backend.words.spending import plan_summary
from backend.words.spending.cost_sources import source_text


def _saves(cuts: Sequence[CutLine]) -> int:
    return sum(cut.saves for cut in cuts if cut.state != "refused")


def summary_text(plan: CutPlan, cuts: Sequence[CutLine], facts: PlanFacts, standing: Standing) -> str:
    """A plan in a sentence or two, with its lines as they are judged now."""
    return plan_summary.summary(
        plan_summary.PlanInShort(
            saves=_saves(cuts),
            lines=sum(cut.state != "refused" for cut in cuts),
            unfunded=tuple(facts.due_by_id[each.due_id].name for each in facts.unfunded),
            until=plan.until_on,
            below=standing.check.below,
            broken=standing.check.broken,
            left_out=facts.left_out,
            moved=standing.moved,
            doubt=None if standing.check.sure else standing.check.doubt,
        ),
        currency=plan.currency,
        locale=g.borrower.locale,
    )


def summary_json(
    plan: CutPlan, cuts: Sequence[CutLine], facts: PlanFacts, standing: Standing
) -> dict[str, object]:
    """A plan in short."""
    check, moved = standing
    feasible = check.below is None
    promised = set(facts.due_by_id) - {each.due_id for each in facts.unfunded}
    return {
        "id": plan.id,
        "currency": plan.currency,
        "state": plan.state,
        "feasible": feasible,
        "made_on": plan.made_on.isoformat(),
        "until_on": plan.until_on.isoformat(),
        "accepted_on": iso(plan.accepted_on),
        "needed": facts.needed,
        "saves": _saves(cuts),
        "holds": check.holds and not moved and (feasible or bool(promised)),
        "certain": check.holds and not moved and check.sure and feasible,
        "below_reserve": {"on": check.below.on.isoformat(), "by": check.below.by} if check.below else None,
        "left_out": list(facts.left_out),
        "summary": summary_text(plan, cuts, facts, standing),
        "recompute_offered": moved,
        "created_at": iso(plan.created_at),
        "updated_at": iso(plan.updated_at),
    }


def plan_json(plan: CutPlan, now: Facts) -> dict[str, object]:
    """A plan with every line and due, in the borrower's language."""
    facts, cuts = plan.plan_facts, cut_plans.lines_of([plan.id])[plan.id]
    standing = standing_of(plan, cuts, now)
    short = standing.check.short
    return summary_json(plan, cuts, facts, standing) | {
        "pain": facts.pain,
        "pain_gap": facts.pain_gap,
        "unpaid_gap": facts.unpaid_gap,
        "lines": [line_json(plan, line, facts) for line in shown_lines(cuts)],
        "dues": [_due_json(due, short.get(due.id)) for due in facts.due_by_id.values()],
        "unfunded": [_unfunded_json(each, facts, plan.currency) for each in facts.unfunded],
        "questions": [
            asdict(each) | {"text": plan_summary.question_text(each, plan.currency, g.borrower.locale)}
            for each in facts.questions
        ],
    }


def _due_json(due: PlanDue, shortfall: int | None) -> dict[str, object]:
    return {
        "due_id": due.id,
        "name": due.name,
        "on": due.on.isoformat(),
        "amount": due.amount,
        "sure": due.sure,
        "kind": due.kind,
        "promised": due.promised and not shortfall,
        "shortfall": shortfall,
    }


def cut_of(line: ShownLine, facts: PlanFacts) -> words.CutFacts:
    """A line as its sentences need it: the reason is that of its last cut."""
    first, last = line.cuts[0], line.cuts[-1]
    due = facts.due_by_id.get(last.why_due_id)
    return words.CutFacts(
        first.kind if line.of_one else "several",
        first.category,
        first.label,
        first.unit,
        min(cut.from_on for cut in line.cuts),
        max(cut.to_on for cut in line.cuts),
        line.usual,
        line.steps,
        line.saves,
        due.name if due else "",
        due.kind if due else "",
        last.why_on,
        last.why_short,
        len({cut.from_on for cut in line.cuts}),
        len({cut.category for cut in line.cuts}),
    )


def line_json(plan: CutPlan, line: ShownLine, facts: PlanFacts) -> dict[str, object]:
    """One line with its sentences."""
    cut, locale, first = cut_of(line, facts), g.borrower.locale, line.cuts[0]
    return {
        "position": line.number,
        "kind": cut.kind,
        "category": first.category if line.of_one else None,
        "category_name": category_lookup.name(first.category, locale) if line.of_one else None,
        "recurring_id": first.recurring_id if line.of_one else None,
        "unit": first.unit if line.of_one else None,
        "from_on": cut.from_on.isoformat(),
        "to_on": cut.to_on.isoformat(),
        "usual": line.usual,
        "steps": line.steps,
        "most": line.most,
        "step": first.step if line.of_one else None,
        "saves": line.saves,
        "state": line.state,
        "text": words.cut_text(cut, plan.currency, locale),
        "why_not_less": words.why_text(cut, plan.currency, locale),
        "cuts": [_cut_json(plan, each, facts) for each in line.cuts],
    }


def _cut_json(plan: CutPlan, cut: CutLine, facts: PlanFacts) -> dict[str, object]:
    alone = cut_of(ShownLine(cut.position, (cut,)), facts)
    plain = ("category", "usual", "steps", "step", "saves")
    return {name: getattr(cut, name) for name in plain} | {
        "category_name": category_lookup.name(cut.category, g.borrower.locale),
        "from_on": cut.from_on.isoformat(),
        "to_on": cut.to_on.isoformat(),
        "text": words.cut_text(alone, plan.currency, g.borrower.locale),
    }


def _cost_json(part: LateCostPart, locale: str) -> dict[str, object]:
    said = {"label": words.part_name(part.name, locale), "source": source_text(part.source, locale)}
    return asdict(part) | said


def _unfunded_json(each: UnfundedDue, facts: PlanFacts, currency: str) -> dict[str, object]:
    due, locale = facts.due_by_id[each.due_id], g.borrower.locale
    return {
        "due_id": each.due_id,
        "missing": each.missing,
        "from_on": each.from_on.isoformat(),
        "payable_on": iso(each.payable_on),
        "ask": each.ask,
        "charged": due.charged,
        "unknown_costs": list(due.unknown_costs),
        "boundary_days": due.boundary_days,
        "cost": [_cost_json(part, locale) for part in due.cost_parts],
        "text": words.unfunded_text(due, each.missing, each.from_on, currency, locale),
        "cost_text": words.cost_text(due, currency, locale),
        "ask_text": words.ask_text(due, each.ask, each.payable_on, each.missing, currency, locale),
    }
