"""Schemas of the requests of /v1/disputes, each with the type of what it reads."""

from datetime import date
from typing import TypedDict

from marshmallow import Schema, fields, validate

from backend.api.http.fields import MAX_MINOR, Bounded, Choices, Currency, Day, Minor, Text
from backend.api.http.pagination import PageArgs, PageQuery
from backend.domain.bureau.dispute import OUTCOMES, STATES
from backend.domain.bureau.dispute_clock import HOWS, Addressee
from backend.domain.bureau.finding import Plain
from backend.domain.bureau.report import ACCOUNT_STATES, STATUSES
from backend.words.bureau.letter_facts import ASKS
from backend.words.bureau.letter_sentences import CODES
from backend.words.catalogue import LOCALES

TARGETS = ("bureau", "furnisher")
_MONTH = validate.Regexp(r"^[0-9]{4}-(0[1-9]|1[0-2])\Z", error='Give a month such as "2026-10".')


class Evidence(Schema):
    """What one side says, in the words of a finding's evidence: a month as "2026-10", money in minor units."""

    month = fields.String(validate=_MONTH)
    status = fields.String(validate=validate.OneOf(STATUSES))
    days = Bounded(0, 20_000)
    state = fields.String(validate=validate.OneOf(ACCOUNT_STATES))
    ended = fields.String(validate=validate.OneOf(("paid_off", "closed", "settled", "charged_off", "sold")))
    balance = Minor(low=-MAX_MINOR, metadata={"description": "Minor units; negative for a credit."})
    lowest = Minor(low=-MAX_MINOR, metadata={"description": "The least that your statements say."})
    past_due = Minor()
    currency = Currency()
    due_on = Day()
    last_chance_on = Day()
    met_on = Day()
    since = Day()
    opened_on = Day()
    ended_on = Day()
    inquired_on = Day()
    ordered_on = Day(metadata={"description": "The day of a bankruptcy's order."})
    charged_off_on = Day(metadata={"description": "The day of the charge-off or default."})
    first_late_on = Day(metadata={"description": "The day of the first missed payment."})


class NewDispute(Schema):
    """Of a finding (`finding_id`), or in your own words: then country, bureau, furnisher and code are needed."""

    finding_id = fields.String(load_default=None, allow_none=True, validate=validate.Length(1, 40))
    target = fields.String(required=True, validate=validate.OneOf(TARGETS))
    recipient = Text(120, load_default=None, allow_none=True)
    ask = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(ASKS))
    country = fields.String(validate=validate.Length(2, 2))
    bureau = fields.String(validate=validate.Length(1, 24))
    furnisher = Text(120)
    last4 = fields.String(validate=validate.Regexp(r"^[0-9]{0,4}\Z"))
    code = fields.String(validate=validate.OneOf(CODES))
    months = fields.List(fields.String(validate=_MONTH), validate=validate.Length(max=60))
    theirs = fields.Nested(Evidence)
    ours = fields.Nested(Evidence)
    after_free_report = fields.Boolean()


class FactsData(TypedDict, total=False):
    """What a dispute in the borrower's own words says; a field that was not sent is not there."""

    country: str
    bureau: str
    furnisher: str
    last4: str
    code: str
    months: list[str]
    theirs: dict[str, Plain | date]
    ours: dict[str, Plain | date]
    after_free_report: bool


class NewDisputeData(FactsData):
    finding_id: str | None
    target: Addressee
    recipient: str | None
    ask: str | None


class Sent(Schema):
    """`received_on`, where a receipt or a tracking number tells; else it is assumed from how it was sent."""

    on = Day(load_default=None, allow_none=True)
    how = fields.String(required=True, validate=validate.OneOf(HOWS))
    tracking = Text(60, load_default=None, allow_none=True)
    received_on = Day(load_default=None, allow_none=True)


class SentData(TypedDict):
    on: date | None
    how: str
    tracking: str | None
    received_on: date | None


class Acknowledged(Schema):
    received_on = Day(required=True)


class AcknowledgedData(TypedDict):
    received_on: date


class On(Schema):
    """`on` is today where nothing else is said."""

    on = Day(load_default=None, allow_none=True)


class OnData(TypedDict):
    on: date | None


class Answered(On):
    outcome = fields.String(required=True, validate=validate.OneOf(OUTCOMES))


class AnsweredData(OnData):
    outcome: str


class Reopened(On):
    note = Text(2000, load_default=None, allow_none=True)


class ReopenedData(OnData):
    note: str | None


class Escalated(On):
    """`to` is one of the `complaints` that the dispute names, `on` no day before that one's `from_on`."""

    to = fields.String(required=True, validate=validate.Length(1, 24))


class EscalatedData(OnData):
    to: str


class Enclosed(Schema):
    attachment_id = fields.String(required=True, validate=validate.Length(1, 40))


class EnclosedData(TypedDict):
    attachment_id: str


class DisputeQuery(PageArgs):
    """`state` takes several values, separated by commas."""

    state = Choices(STATES, load_default=frozenset())


class DisputeQueryData(PageQuery):
    state: frozenset[str]


class LetterQuery(Schema):
    """The letter's language; yours where nothing else is said. `to`: their own address, or a complaint body's id."""

    locale = fields.String(load_default=None, validate=validate.OneOf(LOCALES))
    to = fields.String(load_default=None, validate=validate.Length(1, 24))


class LetterQueryData(TypedDict):
    locale: str | None
    to: str | None
