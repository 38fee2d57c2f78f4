"""Reminder policies: set for everything, for a kind or for one deadline; removed, the next wider one rules."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from backend.actions.reminders import deadlines
from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.domain.reminders import presets
from backend.domain.reminders.kinds import KINDS
from backend.domain.reminders.policy import PolicyError, policy_from_data, policy_to_data
from backend.errors import Invalid, NotFound
from backend.ids import new_id
from backend.store.database import transaction
from backend.store.reminders import policies
from backend.store.reminders.policies import ReminderPolicy
from backend.store.versions import save_new_version

SCOPES = ("borrower", "kind", "deadline")


def get(borrower_id: str, policy_id: str) -> ReminderPolicy:
    """The borrower's policy, or NotFound."""
    row = policies.find(borrower_id, policy_id)
    if row is None:
        raise NotFound()
    return row


def rules_of(preset: str | None, rules: Sequence[Mapping[str, object]] | None) -> str:
    """Canonical JSON of a preset's rules or of the rules given; Invalid names the faulty rule."""
    if (preset is None) == (rules is None):
        raise Invalid("preset-or-rules", field="rules")
    try:
        policy = presets.preset(preset) if preset is not None else policy_from_data(rules or [])
    except PolicyError as error:
        raise Invalid(f"policy-{error.reason}", field=error.path, **error.values) from error
    except KeyError as error:
        raise Invalid("preset-unknown", known=tuple(presets.PRESETS), field="preset") from error
    return json.dumps(policy_to_data(policy), separators=(",", ":"))


def check_scope(borrower_id: str, scope: str, scope_key: str) -> None:
    """NotFound or Invalid unless the scope names a deadline of the borrower's, or a kind that there is."""
    if scope == "deadline":
        deadlines.get(borrower_id, scope_key)
    if scope == "kind" and scope_key not in KINDS:
        raise Invalid("policy-no-choice", field="scope_key", known=tuple(KINDS))


def set_policy(
    borrower_id: str,
    *,
    scope: str,
    scope_key: str,
    preset: str | None,
    rules: Sequence[Mapping[str, object]] | None,
    now: datetime,
) -> ReminderPolicy:
    """Set or replace the policy of a scope, and plan every open deadline anew."""
    text = rules_of(preset, rules)
    check_scope(borrower_id, scope, scope_key)
    with transaction():
        ReminderScheduler(borrower_id, now=now)  # the borrower's lock
        row = policies.of_scope(borrower_id, scope, scope_key)
        if row is None:
            row = ReminderPolicy.create(
                id=new_id("pol", now),
                borrower_id=borrower_id,
                scope=scope,
                scope_key=scope_key,
                preset=preset,
                rules=text,
                created_at=now,
                updated_at=now,
            )
        else:
            row.preset, row.rules = preset, text
            save_new_version(row, now)
        ReminderScheduler(borrower_id, now=now).replan_all()
        return row


def remove_policy(row: ReminderPolicy, *, now: datetime) -> None:
    """Remove a policy; the next wider one rules from now on."""
    with transaction():
        ReminderScheduler(row.borrower_id, now=now)  # the borrower's lock
        row.delete_instance()
        ReminderScheduler(row.borrower_id, now=now).replan_all()
