"""The schemas of credit reports, their entries and findings in requests and answers, and their rows as JSON."""

import json
from datetime import date
from typing import TypedDict

from flask import g
from marshmallow import Schema, ValidationError, fields, validate, validates

from backend.api.bureau.checkpoints import BureauSchema, bureau_json
from backend.api.bureau.finding_forms import NotComparedSchema, not_compared_json
from backend.api.http.answers import iso
from backend.api.http.fields import Bounded, Currency, Day, Text
from backend.api.http.uploads import FileForm
from backend.domain.bureau.report import (
    ACCOUNT_STATES,
    ENTRY_KINDS,
    FIRST_YEAR,
    LONGEST_FURNISHER,
    MOST_MONEY,
    MOST_MONTHS,
    STATUSES,
    ReportEntry,
)
from backend.store.bureau import credit_reports

_MONTH = validate.Regexp(r"^(19|20)[0-9]{2}-(0[1-9]|1[0-2])\Z", error='Give a month such as "2026-10".')


FREE_BECAUSE = ("annual", "refusal", "other")
_FREE_BECAUSE = (
    "Why it was free: the yearly one, one after a refusal, or another. Only after the yearly one may an answer take "
    "longer in some countries; where nothing is said, it is taken for that one."
)
_FREE = "One of those that the bureau must give for nothing. Say so only where it is so."


class EntryDay(Day):
    """An account may be older than what is computed from due dates."""

    first_year = FIRST_YEAR


class NewEntry(Schema):
    """One line of a report. `months`: {"2026-10": "30"}, the worst of each month.

    Amounts are in minor units of `currency`, which must stand beside them. An inquiry has only `furnisher` and
    `inquired_on`, a bankruptcy only `furnisher` (the court) and `ordered_on`; an account has neither of those days. No
    day lies after the report's, and nothing is closed before it was opened.
    """

    kind = fields.String(load_default="account", validate=validate.OneOf(ENTRY_KINDS))
    furnisher = Text(LONGEST_FURNISHER, required=True)
    last4 = fields.String(load_default="", validate=validate.Regexp(r"^([0-9]{4})?\Z"))
    opened_on = EntryDay(load_default=None, allow_none=True)
    closed_on = EntryDay(load_default=None, allow_none=True)
    state = fields.String(load_default="unknown", validate=validate.OneOf(ACCOUNT_STATES))
    balance = Bounded(
        -MOST_MONEY,
        MOST_MONEY,
        load_default=None,
        allow_none=True,
        metadata={"description": "What is owed, in minor units; negative for a credit."},
    )
    past_due = Bounded(0, MOST_MONEY, load_default=None, allow_none=True)
    currency = Currency(load_default="")
    months = fields.Dict(
        keys=fields.String(validate=_MONTH),
        values=fields.String(validate=validate.OneOf(STATUSES)),
        load_default=dict,
    )
    first_late_on = EntryDay(load_default=None, allow_none=True)
    inquired_on = EntryDay(load_default=None, allow_none=True)
    charged_off_on = EntryDay(
        load_default=None,
        allow_none=True,
        metadata={"description": "The day of the charge-off, or of a default with a date of its own."},
    )
    ordered_on = EntryDay(
        load_default=None,
        allow_none=True,
        metadata={"description": "The day of a bankruptcy's order."},
    )

    @validates("months")
    def check_months(self, months: dict[str, str], data_key: str) -> None:
        if len(months) > MOST_MONTHS:
            raise ValidationError(f"At most {MOST_MONTHS} months.")


class NewEntryData(TypedDict):
    """What NewEntry reads, by the names of the domain's ReportEntry."""

    kind: str
    furnisher: str
    last4: str
    opened_on: date | None
    closed_on: date | None
    state: str
    balance: int | None
    past_due: int | None
    currency: str
    months: dict[str, str]
    first_late_on: date | None
    inquired_on: date | None
    charged_off_on: date | None
    ordered_on: date | None


class NewReport(Schema):
    """A report as it was typed in."""

    country = fields.String(required=True, validate=validate.Length(2, 2))
    bureau = fields.String(required=True, validate=validate.Length(1, 24))
    pulled_on = Day(required=True)
    free = fields.Boolean(load_default=False, metadata={"description": _FREE})
    free_because = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.OneOf(FREE_BECAUSE),
        metadata={"description": _FREE_BECAUSE},
    )
    entries = fields.List(fields.Nested(NewEntry), required=True, validate=validate.Length(max=500))


class NewReportData(TypedDict):
    country: str
    bureau: str
    pulled_on: date
    free: bool
    free_because: str | None
    entries: list[NewEntryData]


class ReportForm(FileForm):
    """A form with a file: JSON, PDF or text. `country` and `bureau` are read from it where it says so."""

    country = fields.String(load_default="", validate=validate.Length(max=2))
    bureau = fields.String(load_default="", validate=validate.Length(max=24))
    free = fields.Boolean(load_default=False, metadata={"description": _FREE})
    free_because = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.OneOf(FREE_BECAUSE),
        metadata={"description": _FREE_BECAUSE},
    )


class ReportFormData(TypedDict):
    file: object
    country: str
    bureau: str
    free: bool
    free_because: str | None


class Entries(Schema):
    """Every line of the report, as it should have been read."""

    entries = fields.List(fields.Nested(NewEntry), required=True, validate=validate.Length(max=500))


class EntriesData(TypedDict):
    entries: list[NewEntryData]


class EntrySchema(NewEntry):
    """A line as it is kept. `account_id`: your own account that it is about; `unsure`: fields that may be misread."""

    id = fields.String(required=True)
    position = fields.Integer(required=True)
    account_id = fields.String(required=True, allow_none=True)
    unsure = fields.List(fields.String(), required=True)
    place = fields.String(required=True)


class FaultSchema(Schema):
    """What of a file could not be read, and where it stood."""

    place = fields.String(required=True)
    field = fields.String(required=True)
    reason = fields.String(required=True)


class ReportSchema(Schema):
    """One bureau's report. `source`: typed, json, text or pdf."""

    id = fields.String(required=True)
    country = fields.String(required=True)
    bureau = fields.Nested(BureauSchema, required=True)
    pulled_on = fields.Date(required=True)
    source = fields.String(required=True)
    free = fields.Boolean(required=True)
    free_because = fields.String(
        required=True,
        allow_none=True,
        validate=validate.OneOf(FREE_BECAUSE),
        metadata={"description": _FREE_BECAUSE},
    )
    not_compared = fields.List(
        fields.Nested(NotComparedSchema),
        required=True,
        metadata={"description": "Late months that could not be compared with your records, each with why."},
    )
    faults = fields.List(fields.Nested(FaultSchema), required=True)
    created_at = fields.AwareDateTime(required=True)
    updated_at = fields.AwareDateTime(required=True)


def entry_of(data: NewEntryData) -> ReportEntry:
    """A typed line as the domain reads it."""
    return ReportEntry(**data)


def report_json(row: credit_reports.CreditReport) -> dict[str, object]:
    return {
        "id": row.id,
        "country": row.country,
        "bureau": bureau_json(row.country, row.bureau, g.borrower.locale),
        "pulled_on": row.pulled_on.isoformat(),
        "source": row.source,
        "free": row.free,
        "free_because": row.free_because,
        "not_compared": not_compared_json(row),
        "faults": json.loads(row.faults),
        "created_at": iso(row.created_at),
        "updated_at": iso(row.updated_at),
    }


def entry_json(row: credit_reports.ReportEntry) -> dict[str, object]:
    plain = ("id", "position", "account_id", "kind", "furnisher", "last4", "state", "balance", "past_due")
    days = ("opened_on", "closed_on", "first_late_on", "inquired_on", "charged_off_on", "ordered_on")
    return (
        {name: getattr(row, name) for name in plain}
        | {name: iso(getattr(row, name)) for name in days}
        | {
            "currency": row.currency,
            "months": json.loads(row.months),
            "unsure": json.loads(row.unsure),
            "place": row.place,
        }
    )
