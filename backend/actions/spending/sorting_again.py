"""Transactions are sorted and judged anew once a rule that had decided them is gone."""

import json
from collections.abc import Collection
from datetime import date, datetime

from backend.actions.spending.transactions import TYPED, HouseholdAccounts, subject_of
from backend.store.spending import category_settings, import_rows, role_rules, transactions
from backend.store.spending.category_settings import CategoryRule
from backend.store.spending.transactions import LedgerTransaction
from backend.store.versions import save_new_version


def forget_learned(import_id: str) -> set[str]:
    """Remove the rules that were learned from an import's transactions; the ids of all that they had decided."""
    touched: set[str] = set()
    for rule in category_settings.of_import(import_id):
        touched |= set(import_rows.decided_by(rule.borrower_id, "rule_id", rule.id))
        rule.delete_instance()
        if rule.replaced:
            CategoryRule.insert(**json.loads(rule.replaced)).execute()
    for said in role_rules.of_import(import_id):
        touched |= set(import_rows.decided_by(said.borrower_id, "role_rule_id", said.id))
        said.delete_instance()
    return touched


def sort_again(borrower_id: str, ids: Collection[str], now: datetime) -> list[date]:
    """Sort these anew by the rules that are left; their days. A category that the borrower chose for one stays."""
    household = HouseholdAccounts.of(borrower_id) if ids else None
    days: list[date] = []
    for each in sorted(ids):
        row = transactions.find(borrower_id, each)
        if row is not None and household is not None:
            _sort(row, household, now)
            days.append(row.booked_on)
    return days


def _sort(row: LedgerTransaction, household: HouseholdAccounts, now: datetime) -> None:
    subject = subject_of(row)
    was = (row.category, row.rule_id, row.said_role, row.role_rule_id)
    if row.rule_id != TYPED:
        row.category, row.rule_id = household.sort(subject)
    if row.said_role is None or row.role_rule_id is not None:
        row.said_role, row.role_rule_id = household.roles_in(row.account_id).said(subject)
    if was != (row.category, row.rule_id, row.said_role, row.role_rule_id):
        save_new_version(row, now, only=("category", "rule_id", "said_role", "role_rule_id"))
