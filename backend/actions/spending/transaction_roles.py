"""The role of a transaction, by the borrower's word: of this one, or from now on and backwards of those like it."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Literal

from backend.actions.spending import reconcile, sorting_again
from backend.actions.spending.transactions import RoleOf, get, subject_of
from backend.domain.spending.categories.categorise import learn
from backend.domain.spending.categories.sorting_rule import sign_of
from backend.domain.spending.ledger.given_back import shops_money
from backend.domain.spending.ledger.transaction_facts import TransactionFacts
from backend.errors import Conflict, NotFound
from backend.ids import new_id
from backend.store.database import transaction
from backend.store.people import borrowers
from backend.store.spending import import_rows, role_rules, transaction_links, transactions
from backend.store.spending.role_rules import RoleRule
from backend.store.spending.transaction_links import LedgerLink
from backend.store.spending.transactions import LedgerTransaction
from backend.store.versions import save_new_version

Scope = Literal["this", "account", "everywhere"]
# What may be said of a transaction. That it is split is said by its parts.
SAYABLE = ("spending", "income", "transfer", "exchange", "repayment", "refund", "dead")


def asks_refund_or_income(row: LedgerTransaction, links: Iterable[LedgerLink]) -> bool:
    """Whether only the borrower can say what a shop's money is: no word and no purchase tells it. `links`: its own."""
    if row.role not in ("refund", "income") or row.said_role or row.payment_id or not row.from_cash:
        return False
    spoken_of = any(link.entry_id == row.id and link.state != "proposed" for link in links)
    return not spoken_of and shops_money(_facts(row), row.category)


def _facts(row: LedgerTransaction) -> TransactionFacts:
    return TransactionFacts(
        row.id,
        row.account_id,
        row.booked_on,
        row.amount,
        row.currency,
        row.counterparty,
        row.text,
        row.kind,
        row.funding,
        row.neutral,
        row.dead,
    )


def say_role(row: LedgerTransaction, *, role: str, scope: Scope, now: datetime) -> int:
    """Correct a role; beyond `this` one it is learned for what is like it. Returns how many changed."""
    with transaction():
        borrowers.lock(row.borrower_id)
        row = get(row.borrower_id, row.id)
        _check_open(row)
        days = [row.booked_on]
        changed = int(row.role != role)
        _refuse_links(row, now)
        row.said_role, row.role_rule_id = role, None
        save_new_version(row, now, only=("said_role", "role_rule_id"))
        if scope != "this":
            applied = _apply(_learn(row, role, scope, now), row, now)
            days += applied
            changed += len(applied)
        reconcile.match_window(row.borrower_id, min(days), max(days), now=now)
        return changed


def _check_open(row: LedgerTransaction) -> None:
    if row.payment_id is not None or row.role == "split":
        raise Conflict("transaction-decided")


def _refuse_links(row: LedgerTransaction, now: datetime) -> None:
    """Of a link that was said before and a role that is said now, the later word holds."""
    for link in transaction_links.of_transactions([row.id]).get(row.id, []):
        decides = link.entry_id == row.id or link.kind in ("transfer", "exchange")
        if decides and link.state in ("said", "confirmed"):
            transaction_links.say(link, "refused", now)


def _learn(row: LedgerTransaction, role: str, scope: Scope, now: datetime) -> RoleRule:
    """The rule of a correction: the same words, in the same direction."""
    found = learn(subject_of(row), row.category)
    return RoleRule.create(
        id=new_id("role", now),
        borrower_id=row.borrower_id,
        field=found.field,
        op=found.op,
        value=found.value[:200],
        low=found.low,
        high=found.high,
        sign=sign_of(row.amount),
        role=role,
        account_id=row.account_id if scope == "account" else None,
        import_id=row.import_id,
        created_at=now,
    )


def _apply(rule: RoleRule, but: LedgerTransaction, now: datetime) -> list[date]:
    """Give a rule's role to what it matches and nobody has spoken of; the days of those that change."""
    only, days = RoleOf([rule]), []
    for page in transactions.pages(rule.borrower_id):
        for row in page:
            free = row.payment_id is None and row.part_of is None and row.role != "split" and row.id != but.id
            said = row.said_role is not None and row.role_rule_id is None
            in_scope = rule.account_id in (None, row.account_id)
            if free and not said and in_scope and only.said(subject_of(row)).rule_id == rule.id:
                row.said_role, row.role_rule_id = rule.role, rule.id
                save_new_version(row, now, only=("said_role", "role_rule_id"))
                days.append(row.booked_on)
    return days


def unsay_role(row: LedgerTransaction, *, now: datetime) -> None:
    """Take back what was said of a transaction's role; a rule that holds for it holds again."""
    with transaction():
        borrowers.lock(row.borrower_id)
        row = get(row.borrower_id, row.id)
        if row.said_role is None or row.role == "split" or row.part_of is not None:
            raise Conflict("role-not-said")
        row.said_role = row.role_rule_id = None
        save_new_version(row, now, only=("said_role", "role_rule_id"))
        sorting_again.sort_again(row.borrower_id, [row.id], now)
        reconcile.match_window(row.borrower_id, row.booked_on, row.booked_on, now=now)


def remove_rule(borrower_id: str, rule_id: str, *, now: datetime) -> None:
    """Remove a rule; what it decided is decided anew by what is left."""
    with transaction():
        borrowers.lock(borrower_id)
        rule = role_rules.find(borrower_id, rule_id)
        if rule is None:
            raise NotFound()
        decided = import_rows.decided_by(borrower_id, "role_rule_id", rule.id)
        rule.delete_instance()
        if days := sorting_again.sort_again(borrower_id, decided, now):
            reconcile.match_window(borrower_id, min(days), max(days), now=now)
