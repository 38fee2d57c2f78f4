"""Talks with issuers and the plans that came of them, as a counsellor sees them: no reason, note or name."""

from datetime import datetime

from backend.actions.credit.agreed_plans import resumes_on_of
from backend.actions.relief.counsellor.debts_shown import kind_of, letters_of
from backend.domain.relief.counsellor_view import AgreedPlanView, AgreementView, InstalmentView
from backend.store.credit import agreed_plans
from backend.store.credit.agreed_plans import AgreedPlan, PlanInstalment
from backend.store.relief import negotiations
from backend.store.relief.negotiations import Negotiation
from backend.store.reminders import deadlines
from backend.store.reminders.deadlines import Deadline

_MOST = 200


def agreements_shown(borrower_id: str, *, now: datetime) -> list[AgreementView]:
    """All talks, oldest first."""
    letters = letters_of(borrower_id)
    return [_talks(row, letters[row.account_id], now) for row in negotiations.page(borrower_id, limit=_MOST)]


def _talks(row: Negotiation, key: str, now: datetime) -> AgreementView:
    plan = agreed_plans.of_negotiation(row.borrower_id, row.id)
    return {
        "key": key,
        "debt_kind": kind_of(row.account),
        "kind": row.kind,
        "state": row.state,
        "opened_on": row.opened_on.isoformat(),
        "closed_on": row.closed_on.isoformat() if row.closed_on else None,
        "plan": _plan(plan, now) if plan else None,
    }


def _plan(plan: AgreedPlan, now: datetime) -> AgreedPlanView:
    dues = {row.id: row for row in deadlines.of_account(plan.account_id) if row.subject_id == plan.id}
    parts = agreed_plans.instalments_of(plan.id)
    resumes_on = resumes_on_of(plan)
    met = all(due.state == "met" for due in dues.values())
    return {
        "state": "kept" if plan.state == "in_force" and met else plan.state,
        "currency": plan.account.currency,
        "total": sum(part.amount for part in parts),
        "paid": sum(due.allocated for due in dues.values()),
        "starts_on": plan.starts_on.isoformat(),
        "contract_resumes_on": resumes_on.isoformat() if resumes_on else None,
        "ended_on": plan.ended_on.isoformat() if plan.ended_on else None,
        "review_on": plan.review_on.isoformat(),
        "instalments": [_instalment(part, dues[part.deadline_id], now) for part in parts],
    }


def _instalment(part: PlanInstalment, due: Deadline, now: datetime) -> InstalmentView:
    missed = due.state == "open" and due.last_chance_at < now
    return {
        "number": part.number,
        "due_on": part.due_on.isoformat(),
        "amount": part.amount,
        "paid": due.allocated,
        "state": "missed" if missed else due.state,
    }
