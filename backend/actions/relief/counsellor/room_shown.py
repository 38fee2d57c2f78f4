"""What debts ask for in the coming month, and what the cash flow carries for all of them, as a counsellor sees it.

The dues of cards and loans are left out of the flow, because the room is what could be paid in their place, and so are
promises about them; other promises, and deadlines with a sum, are to be paid beside it. Nothing is
told of it while income, spending or anything else that is to be paid is unknown.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypedDict

from backend.actions.relief.also_to_pay import with_all_to_pay
from backend.actions.relief.instalment_offers import MARGIN_PERCENT, unknown_in
from backend.actions.spending.cash_flow import CashFlowFacts, gather
from backend.domain.relief.counsellor_view import Between, RoomView
from backend.domain.relief.instalment_offer import Balance, largest_instalment
from backend.domain.spending.forecast.cash_flow import Flow
from backend.errors import Conflict
from backend.store.credit import credit_accounts
from backend.store.people.borrowers import Borrower
from backend.store.reminders import deadlines

_MONTH = timedelta(days=30)


def room_shown(borrower: Borrower, currency: str | None, *, now: datetime) -> RoomView:
    """The room in one currency; None: no cash account was known when the link was made."""
    facts = None if currency is None else _facts(borrower, currency, now)
    return _unknown(currency) if facts is None else _known(facts, borrower.id)


def _facts(borrower: Borrower, currency: str, now: datetime) -> CashFlowFacts | None:
    """The cash flow, or None where no balance is known to begin with."""
    try:
        return gather(borrower, currency, now=now)
    except Conflict:
        return None


def _unknown(currency: str | None) -> RoomView:
    return {
        "currency": currency,
        "days": _MONTH.days,
        "balance": None,
        "reserve": None,
        "holds": None,
        "income": None,
        "fixed": None,
        "habits": [],
        "need": None,
        "need_at_least": True,
        "room": None,
        "room_expected": None,
        "margin_percent": MARGIN_PERCENT,
        "tightest_on": None,
        "reasons": ["balance-unknown"],
    }


def _known(facts: CashFlowFacts, borrower_id: str) -> RoomView:
    ends = facts.today + _MONTH
    own = {row.id for row in deadlines.open_of_borrower(borrower_id) if row.account_id}
    untold = any(each.deadline_id in own and each.on < ends for each in facts.unknown)
    untold |= any(each.kind == "due" for each in facts.left_out)
    owed = [each.due.amount for each in facts.dues if each.due.account_id and each.due.on < ends]
    coming = [flow for flow in facts.flows if flow.on < ends]
    return {
        **_unknown(facts.currency),
        "balance": facts.balance,
        "reserve": facts.reserve,
        "holds": facts.holds(facts.forecast()),
        "income": _sum(flow for flow in coming if flow.kind == "income"),
        "fixed": _sum(flow for flow in coming if flow.kind == "fixed"),
        "habits": [
            {"category": each.category, "low": each.low, "expected": each.expected, "high": each.high}
            for each in facts.typical
        ],
        "need": None if untold and not owed else sum(owed),
        "need_at_least": untold,
        **_room(facts, borrower_id, own),
    }


def _sum(flows: Iterable[Flow]) -> Between | None:
    """The flows together; None where there is none, which is not known to be nothing."""
    found = list(flows)
    if not found:
        return None
    return {
        "low": sum(flow.low for flow in found),
        "expected": sum(flow.amount for flow in found),
        "high": sum(flow.high for flow in found),
    }


class _Room(TypedDict):
    """The part of RoomView that may not be told."""

    room: int | None
    room_expected: int | None
    tightest_on: str | None
    reasons: list[str]


def _room(facts: CashFlowFacts, borrower_id: str, own: set[str]) -> _Room:
    without = replace(facts, dues=tuple(each for each in facts.dues if not each.due.account_id))
    accounts = [account.id for account in credit_accounts.of_borrower(borrower_id)]
    everything = with_all_to_pay(without, borrower_id, in_place_of=accounts, own_promises=False)
    if reasons := unknown_in(replace(facts, left_out=everything.left_out), own):
        return {"room": None, "room_expected": None, "tightest_on": None, "reasons": list(reasons)}
    seen = everything.forecast()
    first = facts.today + _MONTH
    low, expected = (
        largest_instalment(
            balances, [first, first + _MONTH], reserve=facts.reserve, margin_percent=MARGIN_PERCENT
        )
        for balances in (
            [Balance(day.on, day.low) for day in seen.days],
            [Balance(day.on, day.expected) for day in seen.days],
        )
    )
    return {
        "room": low.amount,
        "room_expected": expected.amount,
        "tightest_on": low.tightest_on.isoformat(),
        "reasons": [] if low.amount else ["nothing-left"],
    }
