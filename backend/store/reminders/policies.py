"""Reminder policies that a borrower set: for everything, for one kind, or for one deadline."""

import json
from typing import NamedTuple

from backend.store.database import one_of
from backend.store.raw_rows import select
from backend.store.rows import Row, instant, integer, long_text, short_text, short_text_or_none


class ReminderPolicy(Row):
    """`rules` is the JSON list that `backend.domain.reminders.policy.policy_from_data` reads."""

    id = short_text(40, primary_key=True)
    borrower_id = short_text(40)
    scope = short_text(8)  # borrower | kind | deadline
    scope_key = short_text(40, default="")  # the kind or the deadline's id
    preset = short_text_or_none(24)
    rules = long_text()
    created_at = instant()
    updated_at = instant()
    version = integer(default=1)

    class Meta:
        table_name = "reminder_policy"
        indexes = ((("borrower_id", "scope", "scope_key"), True),)

    @property
    def rule_list(self) -> list[dict[str, object]]:
        rules: list[dict[str, object]] = json.loads(self.rules)
        return rules


class StoredPolicy(NamedTuple):
    """A policy as it is stored; `rules` is JSON."""

    borrower_id: str
    scope: str
    scope_key: str
    rules: str


def of_borrowers(borrower_ids: list[str]) -> list[StoredPolicy]:
    """The policies of many borrowers in one query."""
    these, values = one_of("borrower_id", borrower_ids)
    return select(StoredPolicy, f"FROM reminder_policy WHERE {these}", (values,))


def find(borrower_id: str, policy_id: str) -> ReminderPolicy | None:
    return ReminderPolicy.get_or_none(
        (ReminderPolicy.id == policy_id) & (ReminderPolicy.borrower_id == borrower_id)
    )


def of_scope(borrower_id: str, scope: str, scope_key: str) -> ReminderPolicy | None:
    return ReminderPolicy.get_or_none(
        (ReminderPolicy.borrower_id == borrower_id)
        & (ReminderPolicy.scope == scope)
        & (ReminderPolicy.scope_key == scope_key)
    )


def of_borrower(borrower_id: str) -> list[ReminderPolicy]:
    query = ReminderPolicy.select().where(ReminderPolicy.borrower_id == borrower_id)
    return list(query.order_by(ReminderPolicy.id))
