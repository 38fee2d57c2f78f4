"""The standing of the debts as a counsellor sees it: each account a letter, with what is owed, late and due next."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from backend.actions.credit.standing import AccountStanding, standing_of
from backend.actions.relief.instalment_offers import debt_of
from backend.domain.relief.counsellor_view import DebtKind, DebtView, NextDue, letter_of
from backend.store.credit import credit_accounts
from backend.store.credit.credit_accounts import Account
from backend.store.reminders import deadlines
from backend.store.reminders.deadlines import Deadline

_NOTHING_OWED = ("settled", "paid_off")


def letters_of(borrower_id: str) -> dict[str, str]:
    """The letter of each account, by its id; one that is added later comes behind, so letters stay."""
    rows = sorted(credit_accounts.of_borrower(borrower_id), key=lambda row: (row.created_at, row.id))
    return {row.id: letter_of(position) for position, row in enumerate(rows)}


def kind_of(account: Account) -> DebtKind:
    return "card" if account.kind == "card" else "loan"


def debts_shown(borrower_id: str, *, now: datetime) -> list[DebtView]:
    """Every account on which something may be owed."""
    letters, dues = letters_of(borrower_id), dict[str, list[Deadline]]()
    for row in deadlines.open_of_borrower(borrower_id):
        if row.account_id and row.owed and not row.silent and row.pay_by_at >= now:
            dues.setdefault(row.account_id, []).append(row)
    order = list(letters)
    return [
        _debt(one, letters, dues.get(one.account.id, []), now)
        for one in sorted(
            standing_of(borrower_id, now=now).accounts, key=lambda one: order.index(one.account.id)
        )
        if one.account.status not in _NOTHING_OWED
    ]


def _debt(
    one: AccountStanding, letters: Mapping[str, str], ahead: Sequence[Deadline], now: datetime
) -> DebtView:
    account = one.account
    return {
        "key": letters[account.id],
        "kind": kind_of(account),
        "status": account.status,
        "currency": account.currency,
        "stage": one.stage.value,
        "days_past_due": one.days_past_due,
        "past_due": (one.past_due or None) if one.days_past_due else 0,
        "past_due_estimated": one.past_due_estimated,
        "sure": one.sure,
        "balance": debt_of(account, now),
        "next_due": _next_due(ahead[0]) if ahead else None,
        "billed_with": letters.get(account.billed_with or ""),
    }


def _next_due(row: Deadline) -> NextDue:
    return {"on": row.due_on.isoformat(), "amount": row.outstanding, "sure": row.sure}
