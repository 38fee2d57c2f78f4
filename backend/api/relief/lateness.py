"""Routes of what being late costs: a card, or a loan, day by day if nothing more is paid."""

from flask import Response, g

from backend.actions.credit.credit_accounts import get_account
from backend.actions.relief.lateness import Lateness, cost_of_lateness
from backend.actions.relief.rate_caps import caps_exceeded
from backend.api.http.answers import iso, json_answer
from backend.api.http.blueprint import Blueprint
from backend.api.relief.lateness_forms import CostOfLatenessSchema
from backend.domain.bureau.country_law import LegalRule
from backend.domain.credit.promotion_end import Range
from backend.domain.relief.cost_of_late import Basis
from backend.domain.relief.late_steps import PartOfCost, Step
from backend.domain.relief.lateness import NOTHING, LateDay, together
from backend.domain.relief.rate_caps import AboveCap
from backend.words.relief.lateness import need_text, step_text

blueprint = Blueprint("cost of lateness", __name__, url_prefix="/v1", description="What being late costs")


@blueprint.get("/cards/<card_id>/cost-of-lateness")
@blueprint.response(200, CostOfLatenessSchema)
def get_cost_of_card(card_id: str) -> Response:
    """Read what being late with a card costs, day by day

    From tomorrow to 180 days from now, if nothing more is paid and nothing is bought. What is not known is said to be,
    with what would make it known; nothing is promised.
    """
    return _answer(card_id, "card")


@blueprint.get("/loans/<loan_id>/cost-of-lateness")
@blueprint.response(200, CostOfLatenessSchema)
def get_cost_of_loan(loan_id: str) -> Response:
    """Read what being late with a loan costs, day by day

    As of a card; each overdue instalment bears interest from its due day.
    """
    return _answer(loan_id, "loan")


def _answer(account_id: str, kind: str) -> Response:
    account = get_account(g.borrower_id, account_id, kind)
    found = cost_of_lateness(account, now=g.now)
    caps = [_cap_json(each) for each in caps_exceeded(account, now=g.now)]
    return json_answer(_lateness_json(found) | {"above_caps": caps})


def _lateness_json(found: Lateness) -> dict[str, object]:
    account, debt = found.account, found.debt
    late = [due.amount for due in debt.dues if due.late_from <= found.today] if debt else []
    since = max(found.today, debt.first.late_from) if debt else found.today
    bears = [each.amount for each in debt.bearings if each.shown_from <= since] if debt else []
    return {
        "account_id": account.id,
        "currency": account.currency,
        "country": account.country,
        "today": iso(found.today),
        "due_on": iso(debt.first.due_on) if debt else None,
        "late_from": iso(debt.first.late_from) if debt else None,
        "days_past_due": max(0, (found.today - debt.first.due_on).days) if debt else 0,
        "past_due": range_json(together(late) if late else NOTHING),
        "bears": range_json(together(bears) if bears else NOTHING),
        "days": [_day_json(each) for each in found.days],
        "steps": [_step_json(each, account.currency) for each in found.steps],
        "parts": [_part_json(each) for each in found.parts],
    }


def range_json(found: Range) -> dict[str, object]:
    return {**found._asdict()}


def _day_json(day: LateDay) -> dict[str, object]:
    return {
        "on": iso(day.on),
        "days_past_due": day.days_past_due,
        "interest": range_json(day.interest),
        "fees": range_json(day.fees),
        "penalty": range_json(day.penalty),
        "total": range_json(day.total),
        "reported": day.reported,
    }


def _step_json(step: Step, currency: str) -> dict[str, object]:
    return {
        "kind": step.kind,
        "on": iso(step.on),
        "pay_by": iso(step.pay_by),
        "days_past_due": step.days_past_due,
        "to_pay": range_json(step.to_pay),
        "costs": None if step.costs is None else range_json(step.costs),
        "basis": _basis_json(step.basis),
        "text": step_text(step, currency, g.borrower.locale),
    }


def _part_json(part: PartOfCost) -> dict[str, object]:
    return {
        "name": part.name,
        "state": part.state,
        "from_on": iso(part.from_on),
        "basis": _basis_json(part.basis),
        "needs": [{"code": need, "text": need_text(need, g.borrower.locale)} for need in part.needs],
    }


def _basis_json(basis: Basis) -> dict[str, object]:
    return {"source": basis.source, "law": basis.law, "confirmed": basis.confirmed}


def rule_basis(rule: LegalRule) -> Basis:
    return Basis(rule.source, rule.confirmed, rule.law)


def _cap_json(found: AboveCap) -> dict[str, object]:
    cap = found.cap
    return {
        "state": found.state,
        "rate_bp": found.rate_bp,
        "cap_bp": int(cap.value) * 100,
        "cap_high_bp": None if cap.high is None else cap.high * 100,
        "text": cap.words(g.borrower.locale),
        "began_known": found.began_known,
        "basis": _basis_json(rule_basis(cap)),
    }
