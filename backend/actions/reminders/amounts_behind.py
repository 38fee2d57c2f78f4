"""What stands behind the lines of a notification: older dues, the rest of a statement, the fee for being late.

It costs some queries, however many lines there are.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from backend.domain.calendar import local_time
from backend.domain.credit.card_and_loan_terms import LateFeeRule
from backend.domain.credit.card_bill import KnownBill, left_to_later_bills
from backend.domain.credit.delinquency import judged_by, past_cut_off
from backend.domain.credit.late_fee import late_fee
from backend.domain.credit.statement_cycle import month_of
from backend.domain.reminders.calm_pause import PAUSE_END
from backend.store.credit import card_instalment_plans, credit_accounts
from backend.store.reminders import delivery_facts, held_reminders
from backend.store.reminders.delivery_facts import KnownStatement, NotificationRow, OpenDue, StandingPayment
from backend.store.reminders.held_reminders import Waited


@dataclass(slots=True)
class AmountsBehind:
    """Minor units by deadline: `past_due` on the same account, `balance` left of the statement, `late_fee`.

    `waited`: of the end of a pause, what the pause held back.

    `guessed`: the deadlines whose `past_due` holds an estimate.
    `repeated` is past due within the deadline's own amount: its statement says so, and no older due asks for it.
    `older` is the due by which its account is judged, where that is an older one than the deadline itself.
    """

    older: dict[str, OpenDue] = field(default_factory=dict)
    past_due: dict[str, int] = field(default_factory=dict)
    guessed: set[str] = field(default_factory=set)
    repeated: dict[str, int] = field(default_factory=dict)
    balance: dict[str, int] = field(default_factory=dict)
    late_fee: dict[str, int] = field(default_factory=dict)
    waited: dict[str, Waited] = field(default_factory=dict)


def amounts_behind(rows: Sequence[NotificationRow], *, now: datetime) -> AmountsBehind:
    """The amounts behind the lines of these rows; a row without an account has none."""
    found = AmountsBehind(waited={row.deadline_id: _waited(row) for row in rows if row.kind == PAUSE_END})
    account_ids = sorted({row.account_id for row in rows if row.account_id})
    if not account_ids:
        return found
    dues = _by_account(delivery_facts.open_dues(account_ids))
    rules = credit_accounts.late_fee_rules(account_ids)
    statements = _statements_of(rows)
    left = _left_of_statements(statements, rows)
    for row in rows:
        if not row.account_id:
            continue
        _add_older(found, row, dues.get(row.account_id, []), now)
        found.late_fee[row.deadline_id] = _fee(rules.get(row.account_id), row.amount, row.allocated)
        if statement := statements.get(row.subject_id or ""):
            found.balance[row.deadline_id] = left[statement.id]
            found.repeated[row.deadline_id] = _repeated(statement, row)
            room = max(0, left[statement.id] - max(0, (row.amount or 0) - row.allocated))
            found.past_due[row.deadline_id] = min(found.past_due[row.deadline_id], room)
    return found


def _waited(row: NotificationRow) -> Waited:
    """The end of a pause has the pause's beginning as its subject, and comes on the day after it."""
    began = datetime.fromisoformat(row.subject_id) if row.subject_id else row.pay_by_at
    ended = local_time.day_start(row.due_on, row.zone)
    return held_reminders.waited(row.borrower_id, since=began, before=ended)


def _add_older(found: AmountsBehind, row: NotificationRow, dues: Sequence[OpenDue], now: datetime) -> None:
    older = [due for due in dues if due.due_on < row.due_on]
    found.past_due[row.deadline_id] = sum(due.outstanding or 0 for due in older)
    if any(due.outstanding and not due.sure for due in older):
        found.guessed.add(row.deadline_id)
    judging = judged_by(past_cut_off(older, now)) if _is_late(row, now) else None
    if judging is not None and judging.sure:
        found.older[row.deadline_id] = judging


def _repeated(statement: KnownStatement, row: NotificationRow) -> int:
    """A due asks for its statement's minimum less what older dues ask for; what was paid paid the oldest first."""
    if row.amount is None:
        return 0
    elsewhere = statement.minimum_due - row.amount
    return max(0, statement.past_due_said - elsewhere - row.allocated)


def _is_late(row: NotificationRow, now: datetime) -> bool:
    """Whether a deadline is known to be late itself: what is ahead has its own day, and a guess is only asked about."""
    return row.state == "open" and row.sure and row.pay_by_at < now


A = TypeVar("A", OpenDue, StandingPayment)


def _by_account(rows: Iterable[A]) -> dict[str, list[A]]:
    found: dict[str, list[A]] = {}
    for row in rows:
        found.setdefault(row.account_id, []).append(row)
    return found


def _fee(rule: LateFeeRule | None, amount: int | None, allocated: int) -> int:
    return 0 if amount is None else late_fee(rule, amount - allocated)


def _statements_of(rows: Sequence[NotificationRow]) -> dict[str, KnownStatement]:
    subjects = [row.subject_id for row in rows if row.account_id and row.subject_id]
    return {statement.id: statement for statement in delivery_facts.known_statements(subjects)}


def _left_of_statements(
    known: Mapping[str, KnownStatement], rows: Sequence[NotificationRow]
) -> dict[str, int]:
    """{statement: its balance less what was paid since it closed and what plans leave to later ones}; never below 0."""
    cards = sorted({statement.account_id for statement in known.values()})
    if not cards:
        return {}
    zones = {row.account_id: row.zone for row in rows}
    paid = _by_account(delivery_facts.standing_payments(cards))
    plans = card_instalment_plans.plans_in_statements_of(cards)
    left = {}
    for statement in known.values():
        card = statement.account_id
        bill = KnownBill(statement.balance, statement.closes_on, month_of(statement.period_key))
        later = left_to_later_bills(bill, plans.get(card, []))
        left[statement.id] = max(
            0, bill.balance - later - _paid_since(statement, paid.get(card, []), zones[card])
        )
    return left


def _paid_since(statement: KnownStatement, paid: Sequence[StandingPayment], zone: str) -> int:
    return sum(
        each.amount for each in paid if local_time.local_date(each.paid_at, zone) > statement.closes_on
    )
