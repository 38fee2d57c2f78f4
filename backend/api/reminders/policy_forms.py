"""The schemas of reminder policies and of the preview of what they send."""

from collections.abc import Mapping
from typing import TypedDict

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from backend.actions.people.borrowers import SettingsChanges
from backend.actions.reminders import policies
from backend.api.http.fields import Bounded, Text
from backend.api.reminders.calm_pause_forms import HELD, HELD_BY
from backend.api.reminders.settings_forms import ChangedMe

MAX_DAYS = 90


class RuleSchema(Schema):
    """One offset around a deadline. `at` is HH:MM on the borrower's wall clock."""

    anchor = fields.String(required=True, validate=validate.Length(max=20))
    offset_days = Bounded(-365, 365, required=True)
    at = fields.String(required=True, validate=validate.Length(max=8))
    tone = fields.String(validate=validate.Length(max=10))


class RuleData(TypedDict, total=False):
    anchor: str
    offset_days: int
    at: str
    tone: str


class PolicyEdit(Schema):
    """Either a preset's name or a list of rules, for everything, for a kind, or for one deadline."""

    scope = fields.String(required=True, validate=validate.OneOf(policies.SCOPES))
    scope_key = Text(40, load_default=None, allow_none=True)
    preset = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=24))
    rules = fields.List(fields.Nested(RuleSchema), load_default=None, allow_none=True)

    @validates_schema
    def key_of_scope(self, data: Mapping[str, object], **kwargs: object) -> None:
        if (data.get("scope") == "borrower") != (data.get("scope_key") is None):
            raise ValidationError("A kind or a deadline's id; none for the scope borrower.", "scope_key")


class PolicyEditData(TypedDict):
    scope: str
    scope_key: str | None
    preset: str | None
    rules: list[RuleData] | None


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


class PreviewQueryData(TypedDict):
    days: int


class PreviewEdit(Schema):
    """An edit that is not saved: settings, a policy, or both."""

    days = Bounded(1, MAX_DAYS, load_default=MAX_DAYS)
    settings = fields.Nested(ChangedMe, load_default=None, allow_none=True)
    policy = fields.Nested(PolicyEdit, load_default=None, allow_none=True)


class PreviewEditData(TypedDict):
    days: int
    settings: SettingsChanges | None
    policy: PolicyEditData | None


class PreviewItem(Schema):
    deadline_id = fields.String(required=True)
    kind = fields.String(required=True)
    name = fields.String(required=True)
    due_on = fields.Date(required=True)
    pay_by_at = fields.AwareDateTime(
        required=True, metadata={"description": "The last instant at which it is on time (UTC)."}
    )
    days_left = fields.Integer(
        required=True,
        allow_none=True,
        metadata={
            "description": "Days from the digest to that instant on your calendar, as the push says them; null once "
            "it has passed."
        },
    )
    moment = fields.String(required=True)
    tone = fields.String(required=True)
    held_back = fields.String(
        required=True,
        allow_none=True,
        validate=validate.OneOf(HELD_BY),
        metadata={"description": HELD},
    )


class PreviewDigest(Schema):
    """One push, or an inbox item only where the day's cap is used up or all is held back (`pushed` false)."""

    at = fields.AwareDateTime(required=True)
    pushed = fields.Boolean(required=True)
    items = fields.List(fields.Nested(PreviewItem), required=True)


class PreviewSchema(Schema):
    until = fields.AwareDateTime(required=True)
    digests = fields.List(fields.Nested(PreviewDigest), required=True)
