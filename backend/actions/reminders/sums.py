"""What stands behind a line of a notification: older dues, the rest of its statement, the fee for being late.

Read in bulk for a whole batch of notifications, at four queries however many there are.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from backend.domain.calendar import local_time
from backend.domain.credit.late_fee import late_fee
from backend.domain.credit.terms import LateFeeRule
from backend.store.credit import accounts
from backend.store.database import from_micros
from backend.store.reminders import send_queries


@dataclass(slots=True)
class AmountsBehind:
    """Minor units by deadline: `past_due` on the same account, `balance` left of the statement, `late_fee`."""

    past_due: dict[str, int] = field(default_factory=dict)
    balance: dict[str, int] = field(default_factory=dict)
    late_fee: dict[str, int] = field(default_factory=dict)


def amounts_behind(rows: Sequence[tuple[Any, ...]]) -> AmountsBehind:
    """The sums behind rows of `outgoing.LINE_COLUMNS`; a row without an account has none."""
    found = AmountsBehind()
    mine = [row for row in rows if row[20]]
    if not mine:
        return found
    ids = sorted({row[20] for row in mine})
    dues = send_queries.open_dues(ids)
    rules = accounts.late_fee_rules(ids)
    left = _left(mine, ids)
    for row in mine:
        deadline, account, due_on = row[2], row[20], _day(row[5])
        found.past_due[deadline] = sum(
            rest for owner, day, rest in dues if owner == account and _day(day) < due_on
        )
        found.late_fee[deadline] = _fee(rules.get(account), row[12], row[13])
        if row[26] in left:
            found.balance[deadline] = left[row[26]]
    return found


def _fee(rule: LateFeeRule | None, amount: int | None, allocated: int) -> int:
    return 0 if amount is None else late_fee(rule, amount - allocated)


def _left(rows: Sequence[tuple[Any, ...]], ids: list[str]) -> dict[str, int]:
    """{statement: its balance less what was paid since it closed, never below zero}."""
    zones = {row[20]: row[9] for row in rows}
    known = send_queries.known_statements([row[26] for row in rows if row[26]])
    paid = send_queries.unreversed_payments(ids) if known else []
    return {
        statement: max(
            0,
            balance
            - sum(
                amount
                for owner, paid_at, amount in paid
                if owner == account
                and local_time.local_date(from_micros(paid_at), zones[account]) > _day(closes_on)
            ),
        )
        for statement, account, closes_on, balance in known
    }


def _day(value: Any) -> date:
    """A date as PostgreSQL gives it, or as SQLite keeps it."""
    return date.fromisoformat(value) if isinstance(value, str) else value
