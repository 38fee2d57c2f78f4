"""Routes of reminder policies, their presets, and the exact preview of what will be sent."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from flask import Response, g

from backend.actions.people import borrowers
from backend.actions.people.borrowers import SettingsChanges
from backend.actions.reminders import policies, preview, reminder_scheduler
from backend.api.http.answers import iso, json_answer
from backend.api.http.blueprint import Blueprint
from backend.api.http.borrower_lock import with_borrower_lock
from backend.api.http.idempotency import idempotent
from backend.api.http.named_things import named_in
from backend.api.http.pagination import (
    PageArgs,
    PageQuery,
    cursor_id,
    id_key,
    list_answer,
    page_answer,
    page_schema,
)
from backend.api.reminders.deadline_forms import deadline_name
from backend.api.reminders.policy_forms import (
    PolicyEdit,
    PolicyEditData,
    PolicySchema,
    PresetSchema,
    PreviewEdit,
    PreviewEditData,
    PreviewQuery,
    PreviewQueryData,
    PreviewSchema,
)
from backend.domain.calendar.reader_limit import days_until
from backend.domain.reminders import presets
from backend.domain.reminders.delivery_settings import DeliverySettings
from backend.domain.reminders.digest import Digest, DigestItem
from backend.domain.reminders.policy import policy_to_data
from backend.store.credit.credit_accounts import names_of
from backend.store.reminders import deadlines
from backend.store.reminders import policies as stored
from backend.store.reminders.deadlines import Deadline
from backend.store.reminders.policies import ReminderPolicy

blueprint = Blueprint("reminders", __name__, url_prefix="/v1", description="Reminders")


def policy_json(row: ReminderPolicy) -> dict[str, object]:
    return {
        "id": row.id,
        "scope": row.scope,
        "scope_key": row.scope_key or None,
        "preset": row.preset,
        "rules": row.rule_list,
        "updated_at": iso(row.updated_at),
    }


@blueprint.get("/reminder-presets")
@blueprint.response(200, page_schema(PresetSchema))
def list_presets() -> Response:
    """List the ready-made policies, a preset for each stage"""
    found = [{"name": name, "rules": policy_to_data(policy)} for name, policy in presets.PRESETS.items()]
    return list_answer(found)


@blueprint.get("/reminder-policies")
@blueprint.arguments(PageArgs, location="query")
@blueprint.response(200, page_schema(PolicySchema))
def list_policies(query: PageQuery) -> Response:
    """List the policies you set"""
    after = cursor_id(query["cursor"])
    rows = [row for row in stored.of_borrower(g.borrower_id) if after is None or row.id > after]
    return page_answer(rows, query["limit"], item=policy_json, sort_key=id_key)


@blueprint.post("/reminder-policies")
@blueprint.arguments(PolicyEdit)
@blueprint.response(201, PolicySchema)
@idempotent
def set_policy(data: PolicyEditData) -> Response:
    """Set or replace the policy of a scope; reminders to come follow at once"""
    with named_in("scope_key"):
        row = policies.set_policy(
            g.borrower_id,
            scope=data["scope"],
            scope_key=data["scope_key"] or "",
            preset=data["preset"],
            rules=_rules(data),
            now=g.now,
        )
    return json_answer(policy_json(row), 201)


@blueprint.get("/reminder-policies/<policy_id>")
@blueprint.response(200, PolicySchema)
def get_policy(policy_id: str) -> Response:
    """Read one policy"""
    return json_answer(policy_json(policies.get(g.borrower_id, policy_id)))


@blueprint.delete("/reminder-policies/<policy_id>")
@blueprint.response(204)
@with_borrower_lock
def remove_policy(policy_id: str) -> None:
    """Remove a policy; the next wider one rules again"""
    policies.remove_policy(policies.get(g.borrower_id, policy_id), now=g.now)


@blueprint.get("/preview")
@blueprint.arguments(PreviewQuery, location="query")
@blueprint.response(200, PreviewSchema)
def get_preview(query: PreviewQueryData) -> Response:
    """What you will be sent, and when, if nothing changes"""
    until = g.now + timedelta(days=query["days"])
    return preview_answer(preview.preview(g.borrower_id, now=g.now, until=until), until)


@blueprint.post("/preview")
@blueprint.arguments(PreviewEdit)
@blueprint.response(200, PreviewSchema)
@idempotent
def preview_edit(data: PreviewEditData) -> Response:
    """What you would be sent after an edit that is not saved yet"""
    until = g.now + timedelta(days=data["days"])
    digests = preview.preview(
        g.borrower_id,
        now=g.now,
        until=until,
        settings=_settings(data["settings"]),
        policies=_policies(data["policy"]),
        edited=True,
    )
    return preview_answer(digests, until)


def _settings(edit: SettingsChanges | None) -> DeliverySettings | None:
    """The borrower's settings as they would be after an edit, on a row that is not saved."""
    if not edit:
        return None
    row = g.borrower
    for name, value in borrowers.settings_columns(edit).items():
        setattr(row, name, value)
    borrowers.check_quiet_hours(row)
    return reminder_scheduler.delivery_settings_of(row)


def _rules(edit: PolicyEditData) -> list[dict[str, object]] | None:
    return None if edit["rules"] is None else [{**rule} for rule in edit["rules"]]


def _policies(edit: PolicyEditData | None) -> reminder_scheduler.Policies | None:
    if not edit:
        return None
    text = policies.rules_of(edit["preset"], _rules(edit))
    with named_in("policy.scope_key"):
        policies.check_scope(g.borrower_id, edit["scope"], edit["scope_key"] or "")
    current = reminder_scheduler.Policies.of_borrowers([g.borrower_id])
    return current.with_edit(g.borrower_id, edit["scope"], edit["scope_key"] or "", text)


def preview_answer(digests: list[Digest], until: datetime) -> Response:
    rows = {row.id: row for row in deadlines.open_of_borrower(g.borrower_id)}
    names = names_of([row.account_id for row in rows.values()])
    told = [
        {
            "at": iso(digest.at),
            "pushed": digest.pushed,
            "items": [_item(item, rows[item.deadline_id], names, digest.at) for item in digest.items],
        }
        for digest in digests
    ]
    return json_answer({"until": iso(until), "digests": told})


def _item(
    item: DigestItem, row: Deadline, names: Mapping[str | None, str], at: datetime
) -> dict[str, object]:
    return {
        "deadline_id": item.deadline_id,
        "kind": row.kind,
        "name": deadline_name(row, names.get(row.account_id)),
        "due_on": row.due_on.isoformat(),
        "pay_by_at": iso(row.pay_by_at),
        "days_left": days_until(row.pay_by_at, at, g.borrower.zone) if at <= row.pay_by_at else None,
        "moment": item.moment.key,
        "tone": item.moment.tone,
        "held_back": item.held,
    }
