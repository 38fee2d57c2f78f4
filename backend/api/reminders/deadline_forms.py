"""The schemas of deadlines in requests and answers, and a deadline's row as JSON."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import TypedDict

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from backend.actions.reminders.deadlines import DeadlineDetails
from backend.api.http.answers import iso
from backend.api.http.borrower_home import HomeDefaults, PlaceData
from backend.api.http.fields import Choices, Country, Currency, Day, Instant, Minor, Text, WallTime, Zone
from backend.api.http.pagination import PageArgs, PageQuery
from backend.api.reminders.meaning_fields import MeaningData, MeaningFields
from backend.domain.calendar import local_time
from backend.domain.credit.delinquency import days_past_due
from backend.store.reminders.deadlines import Deadline

STATES = ("open", "missed", "met", "waived", "cancelled")


class DeadlineSchema(Schema):
    """One thing that falls due. `state` missed: open, and its last chance has passed."""

    id = fields.String(required=True)
    kind = fields.String(required=True)
    name = fields.String(required=True)
    account_id = fields.String(required=True, allow_none=True)
    statement_id = fields.String(required=True, allow_none=True)
    instalment = fields.Integer(required=True, allow_none=True)
    series_id = fields.String(required=True, allow_none=True)
    nominal_due_on = fields.Date(required=True)
    due_on = fields.Date(required=True)
    pay_by_at = fields.AwareDateTime(required=True)
    last_chance_on = fields.Date(required=True)
    last_chance_at = fields.AwareDateTime(required=True)
    zone = fields.String(required=True)
    country = fields.String(required=True)
    owed = fields.Boolean(required=True)
    amount = fields.Integer(required=True, allow_none=True)
    allocated = fields.Integer(required=True)
    outstanding = fields.Integer(
        required=True,
        allow_none=True,
        metadata={
            "description": "Minor units still to pay: 0 once it was waived or cancelled; null: not known."
        },
    )
    currency = fields.String(required=True, allow_none=True)
    source = fields.String(required=True)
    sure = fields.Boolean(
        required=True,
        metadata={"description": "False where its date is predicted, or its amount an estimate."},
    )
    autopay = fields.Boolean(required=True)
    state = fields.String(required=True, validate=validate.OneOf(STATES))
    days_past_due = fields.Integer(required=True)
    closed_by = fields.String(required=True, allow_none=True)
    closed_at = fields.AwareDateTime(required=True, allow_none=True)
    late = fields.Boolean(required=True, allow_none=True)
    reason = fields.String(required=True, allow_none=True)
    muted = fields.Boolean(required=True)
    silent = fields.Boolean(
        required=True,
        metadata={
            "description": "Owed still, but not to be paid here (charged off, sold): nothing reminds of it."
        },
    )
    snoozed_until = fields.AwareDateTime(required=True, allow_none=True)
    next_reminder_at = fields.AwareDateTime(required=True, allow_none=True)


class DeadlineQuery(PageArgs):
    """Filters of the home screen; `state` and `kind` take several values, separated by commas."""

    state = Choices(STATES, load_default=frozenset())
    kind = Choices(None, load_default=frozenset())
    account_id = fields.String(load_default=None, validate=validate.Length(max=40))
    due_from = fields.Date(load_default=None)
    due_to = fields.Date(load_default=None)


class DeadlineQueryData(PageQuery):
    state: frozenset[str]
    kind: frozenset[str]
    account_id: str | None
    due_from: date | None
    due_to: date | None


class AmountWithCurrency(Schema):
    """A schema whose `amount` comes with its `currency`, or neither comes."""

    @validates_schema
    def amount_with_currency(self, data: Mapping[str, object], **kwargs: object) -> None:
        if (data.get("amount") is None) != (data.get("currency") is None):
            raise ValidationError("Give the amount and its currency, or neither.", "currency")


class OwnDeadlineData(PlaceData):
    """What a borrower says of a deadline of their own, once or repeated; a `cut_off` of None is the day's end."""

    title: str
    cut_off: time | None
    amount: int | None
    currency: str | None
    owed: bool


def details_of(data: OwnDeadlineData) -> DeadlineDetails:
    """What a body says of the borrower's own deadline, besides its day."""
    return {
        "title": data["title"],
        "zone": data["zone"],
        "country": data["country"],
        "cut_off": data["cut_off"] or time.max,
        "amount": data["amount"],
        "currency": data["currency"],
        "owed": data["owed"],
    }


class NewDeadline(HomeDefaults, AmountWithCurrency):
    """A deadline of the borrower's own."""

    title = Text(120, required=True)
    due_on = Day(required=True)
    zone = Zone(load_default=None, allow_none=True)
    country = Country(load_default=None, allow_none=True)
    cut_off = WallTime(load_default=None, allow_none=True)
    amount = Minor(load_default=None, allow_none=True)
    currency = Currency(load_default=None, allow_none=True)
    owed = fields.Boolean(load_default=False, truthy={True}, falsy={False})


class NewDeadlineData(OwnDeadlineData):
    due_on: date


class ChangedDeadline(Schema):
    """What may change; a deadline that follows from an account can only be muted here."""

    title = Text(120)
    due_on = Day()
    amount = Minor(allow_none=True)
    currency = Currency()
    muted = fields.Boolean(truthy={True}, falsy={False})


class ChangedDeadlineData(TypedDict, total=False):
    title: str
    due_on: date
    amount: int | None
    currency: str
    muted: bool


class ClosingReason(Schema):
    reason = Text(500, load_default=None, allow_none=True)


class ClosingReasonData(TypedDict):
    reason: str | None


class Until(Schema):
    until = Instant(required=True, allow_none=True)


class UntilData(TypedDict):
    until: datetime | None


class Paid(MeaningFields):
    """What was paid and when; by default all that is open, now."""

    amount = Minor(load_default=None, allow_none=True, low=1)
    paid_at = Instant(load_default=None, allow_none=True)


class PaidData(MeaningData):
    amount: int | None
    paid_at: datetime | None


def deadline_name(row: Deadline, account_name: str | None) -> str:
    """What a deadline is called: by its own title, or as its account."""
    return row.title or account_name or ""


def deadline_json(row: Deadline, account_name: str | None, now: datetime) -> dict[str, object]:
    """A deadline as DeadlineSchema says."""
    subject = row.subject_id
    state, late_days = _standing(row, now)
    return {
        "id": row.id,
        "kind": row.kind,
        "name": deadline_name(row, account_name),
        "account_id": row.account_id,
        "statement_id": subject if row.kind == "card_minimum" else None,
        "instalment": int(subject) if subject and row.kind == "loan_instalment" else None,
        "series_id": row.series_id,
        "nominal_due_on": row.nominal_due_on.isoformat(),
        "due_on": row.due_on.isoformat(),
        "pay_by_at": iso(row.pay_by_at),
        "last_chance_on": row.last_chance_on.isoformat(),
        "last_chance_at": iso(row.last_chance_at),
        "zone": row.zone,
        "country": row.country,
        "owed": row.owed,
        "amount": row.amount,
        "allocated": row.allocated,
        "outstanding": _outstanding(row),
        "currency": row.currency,
        "source": row.source,
        "sure": row.is_exact,
        "autopay": row.autopay,
        "state": state,
        "days_past_due": late_days,
        "closed_by": row.closed_by,
        "closed_at": iso(row.closed_at),
        "late": _was_late(row),
        "reason": row.reason,
        "muted": row.muted,
        "silent": row.silent,
        "snoozed_until": iso(row.snoozed_until),
        "next_reminder_at": iso(row.next_reminder_at),
    }


def _outstanding(row: Deadline) -> int | None:
    """What was waived or cancelled asks for nothing any more, whatever was paid on it."""
    return 0 if row.state in ("waived", "cancelled") and row.amount is not None else row.outstanding


def _standing(row: Deadline, now: datetime) -> tuple[str, int]:
    """(state, days past due): open and missed differ only by the clock."""
    if row.state != "open" or row.pay_by_at >= now:
        return row.state, 0
    days = days_past_due(row.due_on, local_time.local_date(now, row.zone))
    return ("missed" if row.last_chance_at < now else "open"), days


def _was_late(row: Deadline) -> bool | None:
    """Whether what is met was met too late; never where nothing was owed."""
    if row.state != "met" or row.closed_at is None:
        return None
    return row.closed_by != "terms" and row.closed_at > row.last_chance_at
