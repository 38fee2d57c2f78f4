"""Reminder policies, their presets, and the exact preview of what will be sent."""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flask import Response, g, jsonify
from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from backend.actions.reminders import policies, preview, reminder_scheduler
from backend.api.http.blueprint import Blueprint
from backend.api.http.borrower_lock import with_borrower_lock
from backend.api.http.fields import Bounded, Text
from backend.api.http.forms import iso
from backend.api.http.idempotency import idempotent
from backend.api.http.pagination import PageArgs, cursor_of, page_schema, read_cursor, word
from backend.api.reminders.deadline_forms import deadline_name
from backend.api.reminders.settings_forms import ChangedMe
from backend.domain.reminders import presets
from backend.domain.reminders.delivery_settings import DeliverySettings
from backend.domain.reminders.digest import Digest, DigestItem
from backend.domain.reminders.policy import policy_to_data
from backend.store.credit.accounts import names_of
from backend.store.reminders import deadlines
from backend.store.reminders import policies as stored
from backend.store.reminders.deadlines import Deadline
from backend.store.reminders.policies import ReminderPolicy

blueprint = Blueprint("reminders", __name__, url_prefix="/v1", description="Reminders")

MAX_DAYS = 90


class RuleSchema(Schema):
    """One offset around a deadline. `at` is HH:MM on the borrower's wall clock."""

    anchor = fields.String(required=True, validate=validate.Length(max=20))
    offset_days = Bounded(-365, 365, required=True)
    at = fields.String(required=True, validate=validate.Length(max=8))
    tone = fields.String(validate=validate.Length(max=10))


class PolicyEdit(Schema):
    """Either a preset's name or a list of rules, for everything, for a kind, or for one deadline."""

    scope = fields.String(required=True, validate=validate.OneOf(policies.SCOPES))
    scope_key = Text(40, load_default=None, allow_none=True)
    preset = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=24))
    rules = fields.List(fields.Nested(RuleSchema), load_default=None, allow_none=True)

    @validates_schema
    def _scope(self, data: dict[str, Any], **kwargs: Any) -> None:
        if (data.get("scope") == "borrower") != (data.get("scope_key") is None):
            raise ValidationError("A kind or a deadline's id; none for the scope borrower.", "scope_key")


class PolicySchema(Schema):
    """A policy that was set."""

    id = fields.String(required=True)
    scope = fields.String(required=True)
    scope_key = fields.String(required=True, allow_none=True)
    preset = fields.String(required=True, allow_none=True)
    rules = fields.List(fields.Nested(RuleSchema), required=True)
    updated_at = fields.AwareDateTime(required=True)


class PresetSchema(Schema):
    name = fields.String(required=True)
    rules = fields.List(fields.Nested(RuleSchema), required=True)


class PreviewQuery(Schema):
    days = fields.Integer(load_default=MAX_DAYS, validate=validate.Range(1, MAX_DAYS))


class PreviewEdit(Schema):
    """An edit that is not saved: settings, a policy, or both."""

    days = Bounded(1, MAX_DAYS, load_default=MAX_DAYS)
    settings = fields.Nested(ChangedMe, load_default=None, allow_none=True)
    policy = fields.Nested(PolicyEdit, load_default=None, allow_none=True)


class PreviewItem(Schema):
    deadline_id = fields.String(required=True)
    kind = fields.String(required=True)
    name = fields.String(required=True)
    due_on = fields.Date(required=True)
    moment = fields.String(required=True)
    tone = fields.String(required=True)


class PreviewDigest(Schema):
    """One push, or an inbox item only where the day's cap is used up (`pushed` false)."""

    at = fields.AwareDateTime(required=True)
    pushed = fields.Boolean(required=True)
    items = fields.List(fields.Nested(PreviewItem), required=True)


class PreviewSchema(Schema):
    until = fields.AwareDateTime(required=True)
    digests = fields.List(fields.Nested(PreviewDigest), required=True)


def policy_json(row: ReminderPolicy) -> dict[str, Any]:
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
    return jsonify(items=found, next_cursor=None)


@blueprint.get("/reminder-policies")
@blueprint.arguments(PageArgs, location="query")
@blueprint.response(200, page_schema(PolicySchema))
def list_policies(query: dict[str, Any]) -> Response:
    """List the policies you set"""
    after = read_cursor(query["cursor"], word)
    rows = [row for row in stored.of_borrower(g.borrower_id) if after is None or row.id > after[0]]
    page, rest = rows[: query["limit"]], rows[query["limit"] :]
    return jsonify(
        items=[policy_json(row) for row in page], next_cursor=cursor_of(page[-1].id) if rest else None
    )


@blueprint.post("/reminder-policies")
@blueprint.arguments(PolicyEdit)
@blueprint.response(201, PolicySchema)
@idempotent
def set_policy(data: dict[str, Any]) -> Response:
    """Set or replace the policy of a scope; reminders to come follow at once"""
    data["scope_key"] = data["scope_key"] or ""
    answer = jsonify(policy_json(policies.set_policy(g.borrower_id, now=g.now, **data)))
    answer.status_code = 201
    return answer


@blueprint.get("/reminder-policies/<policy_id>")
@blueprint.response(200, PolicySchema)
def get_policy(policy_id: str) -> Response:
    """Read one policy"""
    return jsonify(policy_json(policies.get(g.borrower_id, policy_id)))


@blueprint.delete("/reminder-policies/<policy_id>")
@blueprint.response(204)
@with_borrower_lock
def remove_policy(policy_id: str) -> None:
    """Remove a policy; the next wider one rules again"""
    policies.remove_policy(policies.get(g.borrower_id, policy_id), now=g.now)


@blueprint.get("/preview")
@blueprint.arguments(PreviewQuery, location="query")
@blueprint.response(200, PreviewSchema)
def get_preview(query: dict[str, Any]) -> Response:
    """What you will be sent, and when, if nothing changes"""
    until = g.now + timedelta(days=query["days"])
    return _shown(preview.preview(g.borrower_id, now=g.now, until=until), until)


@blueprint.post("/preview")
@blueprint.arguments(PreviewEdit)
@blueprint.response(200, PreviewSchema)
@idempotent
def preview_edit(data: dict[str, Any]) -> Response:
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
    return _shown(digests, until)


def _settings(edit: dict[str, Any] | None) -> DeliverySettings | None:
    if not edit:
        return None
    row = g.borrower
    for name, value in edit.items():
        if name in ("quiet_start", "quiet_end") and value is not None:
            value = value.strftime("%H:%M")
        elif name == "quiet_dates":
            value = json.dumps([day.isoformat() for day in value])
        elif name == "paydays":
            value = json.dumps(value)
        setattr(row, name, value)
    return reminder_scheduler.delivery_settings_of(row)


def _policies(edit: dict[str, Any] | None) -> reminder_scheduler.Policies | None:
    if not edit:
        return None
    text = policies.rules_of(edit["preset"], edit["rules"])
    current = reminder_scheduler.Policies.of_borrowers([g.borrower_id])
    return current.with_edit(g.borrower_id, edit["scope"], edit["scope_key"] or "", text)


def _shown(digests: list[Digest], until: Any) -> Response:
    rows = {row.id: row for row in deadlines.open_of_borrower(g.borrower_id)}
    names = names_of([row.account_id for row in rows.values()])
    return jsonify(
        until=iso(until),
        digests=[
            {
                "at": iso(digest.at),
                "pushed": digest.pushed,
                "items": [_item(item, rows[item.deadline_id], names) for item in digest.items],
            }
            for digest in digests
        ],
    )


def _item(item: DigestItem, row: Deadline, names: Mapping[str, str]) -> dict[str, str]:
    return {
        "deadline_id": item.deadline_id,
        "kind": row.kind,
        "name": deadline_name(row, names),
        "due_on": row.due_on.isoformat(),
        "moment": item.moment.key,
        "tone": item.moment.tone,
    }
