"""Negotiations and agreed plans as JSON."""

from datetime import date, datetime

from backend.actions.credit.agreed_plans import left_to_contract, resumes_on_of
from backend.actions.credit.credit_accounts import today_of
from backend.actions.relief.payees import payee_of_account
from backend.api.http.answers import iso
from backend.api.relief.payee_answers import payee_json
from backend.countries.negotiation import KindLaw, NamedRule, kind_law
from backend.domain.bureau.country_law import ACCOUNT_KINDS
from backend.domain.relief.repeated_instalments import months_of
from backend.store.credit import agreed_plans
from backend.store.credit.agreed_plans import AgreedPlan, PlanInstalment
from backend.store.relief.negotiations import Negotiation
from backend.store.reminders import deadlines
from backend.store.reminders.deadlines import Deadline
from backend.words.relief.negotiation_sentences import beyond_the_plan


def negotiation_json(row: Negotiation, *, locale: str, now: datetime, today: date) -> dict[str, object]:
    """A negotiation as NegotiationSchema says."""
    country = row.account.country
    law = kind_law(country, row.kind, today, account_kind=row.account.kind)
    plan = agreed_plans.of_negotiation(row.borrower_id, row.id)
    return {
        **{name: getattr(row, name) for name in ("id", "account_id", "kind", "state", "reason", "note")},
        "opened_on": iso(row.opened_on),
        "renegotiates": row.renegotiates,
        "closed_on": iso(row.closed_on),
        "payee": payee_json(payee_of_account(row.account, now=now), locale),
        "law": kind_json(row.kind, country, law, locale),
        "agreement": agreement_json(plan, row.kind, locale=locale, now=now) if plan else None,
    }


def kind_json(kind: str, country: str, law: KindLaw, locale: str) -> dict[str, object]:
    """What a country knows of a kind, as NegotiationKindSchema says."""
    return {
        "kind": kind,
        "country": country,
        "account_kinds": [each for each in ACCOUNT_KINDS if law.rule and each in law.rule.kinds],
        "known": law.rule is not None,
        "limit_months": law.limit_months,
        "rule": law_json(NamedRule(kind, law.rule), locale) if law.rule else None,
        "contents": [law_json(each, locale) for each in law.contents],
        "notes": [law_json(each, locale) for each in law.notes],
    }


def law_json(named: NamedRule, locale: str) -> dict[str, object]:
    rule = named.rule
    return {
        "name": named.name,
        "says": rule.words(locale),
        "article": rule.law,
        "source": rule.source,
        "checked_on": iso(rule.checked_on),
        "confirmed": rule.confirmed,
    }


def agreement_json(plan: AgreedPlan, kind: str, *, locale: str, now: datetime) -> dict[str, object]:
    """A plan as AgreementSchema says, by the law of the day on which it began."""
    account = plan.account
    law = kind_law(account.country, kind, plan.starts_on, account_kind=account.kind)
    parts = agreed_plans.instalments_of(plan.id)
    dues = {row.id: row for row in deadlines.of_account(plan.account_id) if row.subject_id == plan.id}
    months, heard = months_of(parts[0].due_on, parts[-1].due_on), plan.heard
    return {
        "id": plan.id,
        "state": _state(plan, list(dues.values())),
        "currency": account.currency,
        "total": sum(part.amount for part in parts),
        "paid": sum(due.allocated for due in dues.values()),
        "months": months,
        "within_limit": None if law.limit_months is None else months <= law.limit_months,
        "starts_on": iso(plan.starts_on),
        "contract_resumes_on": iso(resumes_on_of(plan)),
        **_beyond(plan, kind, locale, now),
        "ended_on": iso(plan.ended_on),
        "review_on": iso(plan.review_on),
        "review_deadline_id": plan.review_deadline_id,
        "agreed_how": plan.agreed_how,
        "contents": [
            {**law_json(each, locale), "heard": heard.get(each.name, "not_said")} for each in law.contents
        ],
        "note": plan.note,
        "instalments": [_instalment_json(part, dues[part.deadline_id], now) for part in parts],
    }


def _beyond(plan: AgreedPlan, kind: str, locale: str, now: datetime) -> dict[str, object]:
    """What is owed beyond a plan in force, and from when the contract asks for it; a settlement leaves nothing."""
    if plan.state != "in_force" or kind == "settlement":
        return {"beyond": None, "warnings": []}
    account = plan.account
    beyond = left_to_contract(plan, today_of(account, now))
    said = beyond_the_plan(locale, beyond, account.currency, resumes_on_of(plan)) if beyond != 0 else None
    return {"beyond": beyond, "warnings": [said] if said else []}


def _state(plan: AgreedPlan, dues: list[Deadline]) -> str:
    met = all(due.state == "met" for due in dues)
    return "kept" if plan.state == "in_force" and met else plan.state


def _instalment_json(part: PlanInstalment, due: Deadline, now: datetime) -> dict[str, object]:
    missed = due.state == "open" and due.last_chance_at < now
    return {
        "number": part.number,
        "due_on": iso(part.due_on),
        "amount": part.amount,
        "paid": due.allocated,
        "state": "missed" if missed else due.state,
        "deadline_id": part.deadline_id,
        "cannot_pay_at": iso(part.cannot_pay_at),
    }
