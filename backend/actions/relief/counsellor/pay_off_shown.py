"""The pay-off plans as a counsellor sees them: own accounts are letters, typed debts numbers, offers are left out."""

from collections.abc import Mapping
from datetime import date, datetime

from backend.actions.relief.counsellor.debts_shown import letters_of
from backend.actions.relief.payoff.comparisons import Found, compare_plans
from backend.actions.relief.payoff.request import ComparisonData
from backend.domain.calendar.local_time import local_date
from backend.domain.relief.counsellor_view import (
    Course,
    ExtraView,
    MoneyView,
    OwedView,
    PayOffDebtView,
    PayOffView,
    PlanView,
)
from backend.domain.relief.payoff.comparison import Plan, months_until
from backend.domain.relief.payoff.played import Played
from backend.errors import GracedayError
from backend.store.people.borrowers import Borrower


def pay_off_shown(
    borrower: Borrower, asked: ComparisonData, *, typed_at: datetime, now: datetime
) -> PayOffView:
    """Every plan of what was asked for when the link was made, from the accounts as they stand now.

    Takes up to the comparison's own seconds. Raises what a comparison raises.
    """
    found = compare_plans(borrower, {**asked, "offers": []}, now=now)
    letters = letters_of(borrower.id)
    typed = [debt.id for debt in found.household.debts if debt.id not in letters]
    keys = letters | {debt_id: str(number) for number, debt_id in enumerate(typed, 1)}
    least = found.least
    is_typed = bool(typed or asked["accounts"] or asked["assumed_rate_bp"] is not None)
    return {
        "as_of": found.household.today.isoformat(),
        "typed_on": local_date(typed_at, borrower.zone).isoformat() if is_typed else None,
        "not_renewed": None,
        "currency": found.currency,
        "certainty": "known" if found.certain else "estimated",
        "complete": not found.left_out,
        "debts": _debts(found, keys),
        "left_out": [{"key": keys[each.account.id], "reason": each.reason} for each in found.left_out],
        "money": _money(asked),
        "extras": _extras(asked, found.household.today),
        "best": found.comparison.best,
        "proof": "none" if least.gap is None else "gap" if least.gap else "exact",
        "gap": least.gap,
        "plans": [
            *(_plan(found, keys, plan.strategy, plan.played, plan) for plan in found.comparison.plans),
            _plan(found, keys, "least_cost", least.played, None),
        ],
    }


def renewed(
    earlier: PayOffView, borrower: Borrower, asked: ComparisonData, *, typed_at: datetime, now: datetime
) -> PayOffView:
    """The plans anew; the earlier ones, with the reason, where what was asked can no longer be answered: a typed due
    day has passed, nothing is owed any more."""
    try:
        return pay_off_shown(borrower, asked, typed_at=typed_at, now=now)
    except GracedayError as error:
        return {**earlier, "not_renewed": error.reason}


def _debts(found: Found, keys: Mapping[str, str]) -> list[PayOffDebtView]:
    own, today = {each.debt.id: each for each in found.own}, found.household.today
    return [
        {
            "key": keys[debt.id],
            "kind": debt.kind,
            "own": debt.id in own,
            "balance": debt.balance,
            "rate_bp": debt.highest_rate_bp(today),
            "notes": sorted(set(own[debt.id].notes)) if debt.id in own else [],
        }
        for debt in found.household.debts
    ]


def _money(asked: ComparisonData) -> list[MoneyView]:
    return [
        {
            "amount": each["amount"],
            "unit": each["unit"],
            "count": each["count"],
            "from_on": each["from_on"].isoformat(),
            "until_on": each["until_on"].isoformat() if each["until_on"] else None,
        }
        for each in asked["money"]
    ]


def _extras(asked: ComparisonData, today: date) -> list[ExtraView]:
    return [
        {"on": each["on"].isoformat(), "amount": each["amount"]}
        for each in asked["extras"]
        if each["on"] >= today
    ]


def _plan(
    found: Found, keys: Mapping[str, str], strategy: Course, played: Played, plan: Plan | None
) -> PlanView:
    today, strain = found.household.today, played.strain
    way_out = plan.way_out if plan else None
    return {
        "strategy": strategy,
        "paid_off": played.ended_on is not None,
        "months": None if played.ended_on is None else months_until(today, played.ended_on),
        "ends_on": played.ended_on.isoformat() if played.ended_on else None,
        "interest": played.interest,
        "fees": played.fees,
        "owed": played.owed,
        "missed_count": len(played.missed),
        "hardest_month": strain.month if strain else None,
        "hardest_amount": strain.amount if strain else None,
        "more_a_month": way_out.more_a_month if way_out else None,
        "debts": [
            {"key": keys[each.debt_id], "ends_on": each.on.isoformat() if each.on else None}
            for each in played.ends
        ],
        "balances": balances_of(found, played),
    }


def balances_of(found: Found, played: Played) -> list[OwedView]:
    """What all debts owe together: today, and at each month's end."""
    household = found.household
    first: OwedView = {"on": household.today.isoformat(), "owed": household.owed_today}
    return [first, *_month_ends(played)]


def _month_ends(played: Played) -> list[OwedView]:
    return [{"on": each.on.isoformat(), "owed": sum(each.balances)} for each in played.month_ends]
