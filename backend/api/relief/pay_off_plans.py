"""The routes of pay-off plans: every order side by side, the least-cost plan with its proof, and offers worked out; and
the same as a picture."""

from typing import NamedTuple

from flask import Response, g

from backend.actions.relief.payoff.comparisons import Found, compare_plans
from backend.actions.relief.payoff.request import ComparisonData
from backend.api.http.answers import iso, json_answer
from backend.api.http.blueprint import Blueprint
from backend.api.http.idempotency import idempotent_after
from backend.api.http.pictures import PictureQuery, PictureQueryData, svg_answer
from backend.api.relief.pay_off_answers import PayOffComparisonSchema
from backend.api.relief.pay_off_forms import PayOffNewComparison
from backend.domain.relief.counsellor_view import Course
from backend.domain.relief.payoff.comparison import Plan, months_until
from backend.domain.relief.payoff.least_cost import LeastCost
from backend.domain.relief.payoff.offers import OfferResult
from backend.domain.relief.payoff.played import Played
from backend.rendering.svg.canvas import Theme
from backend.rendering.svg.pay_off_balances import pay_off_svg
from backend.words.relief.pay_off import CourseFacts, OwedOn

blueprint = Blueprint(
    "pay-off plans",
    __name__,
    url_prefix="/v1/pay-off-comparisons",
    description="Ways out of debt, side by side",
)


def _found(data: ComparisonData) -> Found:
    return compare_plans(g.borrower, data, now=g.now)


@blueprint.post("")
@blueprint.arguments(PayOffNewComparison)
@blueprint.response(200, PayOffComparisonSchema)
@idempotent_after(_found)
def compare_pay_off_plans(found: Found) -> Response:
    """Compare every way of paying your debts off

    Nothing is kept or changed: each answer begins anew from your newest statements. All of it takes 5 seconds at most:
    the least-cost plan says how much less another plan could cost, and `not_reached` what time ran out before.
    """
    best = next(plan for plan in found.comparison.plans if plan.strategy == found.comparison.best)
    body = {
        "as_of": iso(found.household.today),
        "currency": found.currency,
        "certainty": "known" if found.certain else "estimated",
        "complete": not found.left_out,
        "debts": _debts_json(found),
        "left_out": [
            {"account_id": each.account.id, "name": each.account.name, "reason": each.reason}
            for each in found.left_out
        ],
        "plans": [_plan_json(found, plan) for plan in found.comparison.plans],
        "best": found.comparison.best,
        "custom_costs_more": found.comparison.custom_costs_more,
        "least_cost": _least_json(found, found.least, best),
        "offers": [_offer_json(each) for each in found.offers],
        "not_reached": sorted(found.not_reached),
    }
    return json_answer(body)


class _ToDraw(NamedTuple):
    found: Found
    theme: Theme


def _to_draw(data: ComparisonData, query: PictureQueryData) -> _ToDraw:
    return _ToDraw(_found({**data, "offers": []}), query["theme"])


@blueprint.post("/balances.svg")
@blueprint.arguments(PayOffNewComparison)
@blueprint.arguments(PictureQuery, location="query")
@blueprint.response(200, content_type="image/svg+xml")
@idempotent_after(_to_draw)
def draw_pay_off_plans(asked: _ToDraw) -> Response:
    """See what is owed under each plan as a picture

    It is as narrow as the smallest phone, and says in words what it shows.
    """
    found = asked.found
    played: list[tuple[Course, Played]] = [(plan.strategy, plan.played) for plan in found.comparison.plans]
    courses = [_course(found, course, each) for course, each in [*played, ("least_cost", found.least.played)]]
    return svg_answer(
        pay_off_svg(courses, currency=found.currency, locale=g.borrower.locale, theme=asked.theme)
    )


def _course(found: Found, course: Course, played: Played) -> CourseFacts:
    ends = [OwedOn(each.on, sum(each.balances)) for each in played.month_ends]
    return CourseFacts(
        course, (OwedOn(found.household.today, found.household.owed_today), *ends), played.ended_on
    )


def _debts_json(found: Found) -> list[dict[str, object]]:
    own = {each.debt.id: each for each in found.own}
    today = found.household.today
    return [
        {
            "id": debt.id,
            "name": debt.name,
            "kind": debt.kind,
            "own": debt.id in own,
            "balance": debt.balance,
            "rate_bp": debt.highest_rate_bp(today),
            "notes": sorted(set(own[debt.id].notes)) if debt.id in own else [],
        }
        for debt in found.household.debts
    ]


def _lived_json(found: Found, played: Played) -> dict[str, object]:
    first = played.missed[0] if played.missed else None
    return {
        "paid_off": played.ended_on is not None,
        "months": None if played.ended_on is None else months_until(found.household.today, played.ended_on),
        "ends_on": iso(played.ended_on),
        "debts": [{"id": each.debt_id, "ends_on": iso(each.on)} for each in played.ends],
        "interest": played.interest,
        "fees": played.fees,
        "paid": played.paid,
        "owed": played.owed,
        "money_in": played.money_in,
        "in_hand": played.in_hand,
        "left_over": played.left_over,
        "strain": None if played.strain is None else {**played.strain._asdict()},
        "missed_count": len(played.missed),
        "first_missed": None
        if first is None
        else {"id": first.debt_id, "on": iso(first.on), "missing": first.missing},
        "month_ends": [{"on": iso(each.on), "owed": sum(each.balances)} for each in played.month_ends],
        "too_large_on": iso(played.too_large_on),
    }


def _plan_json(found: Found, plan: Plan) -> dict[str, object]:
    more, way_out = plan.one_more, plan.way_out
    return {
        "strategy": plan.strategy,
        **_lived_json(found, plan.played),
        "one_more": None
        if more is None
        else {
            "amount": more.amount,
            "ends_on": iso(more.ended_on),
            "months": more.months,
            "saves": more.saves,
        },
        "way_out": None
        if way_out is None
        else {
            "interest_a_month": way_out.interest_a_month,
            "more_a_month": way_out.more_a_month,
            "ends_on": iso(way_out.ended_on),
            "months": way_out.months,
        },
    }


def _least_json(found: Found, least: LeastCost, best: Plan) -> dict[str, object]:
    proof = "none" if least.gap is None else "gap" if least.gap else "exact"
    return {
        **_lived_json(found, least.played),
        "proof": proof,
        "gap": least.gap,
        "by_model": least.by_model,
        "saves": best.played.cost - least.played.cost,
    }


def _offer_json(offer: OfferResult) -> dict[str, object]:
    return {
        "key": offer.account_id,
        "amount": offer.amount,
        "fee": offer.fee,
        "saves": offer.saves,
        "months_without": offer.months_without,
        "months_with": offer.months_with,
        "rate_turns_on": iso(offer.turns_on),
        "left_at_turn": offer.left_at_turn,
        "misses_more": offer.misses_more,
    }
