"""The schemas of what is said of negotiations and of agreed plans, in requests."""

from datetime import date
from typing import TypedDict

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from backend.api.http.fields import MAX_MINOR, Bounded, ByName, Day, Minor, Text
from backend.api.http.pagination import PageArgs, PageQuery
from backend.domain.relief.repeated_instalments import EVERY, Every
from backend.store.credit.agreed_plans import Heard, How
from backend.store.relief.negotiations import KINDS, Kind, State

# Sixty months of weekly instalments.
MOST_INSTALMENTS = 261
MOST_CONTENTS = 20
OUTCOMES = ("refused", "unanswered", "dropped")


def within_a_sum(total: int, field: str) -> None:
    """Raises ValidationError where sums together are more than one sum can be."""
    if total > MAX_MINOR:
        raise ValidationError("Together this is more than any debt.", field)


class NewNegotiation(Schema):
    """What is asked for, and on which account."""

    account_id = fields.String(
        required=True, validate=validate.Length(1, 40), metadata={"description": "The card or the loan."}
    )
    kind = fields.String(
        required=True,
        validate=validate.OneOf(KINDS),
        metadata={
            "description": "What is asked for; `GET /v1/negotiation-kinds` says what a country knows of it."
        },
    )
    reason = Text(
        500, load_default=None, allow_none=True, metadata={"description": "Why, in your own words."}
    )


class NewNegotiationData(TypedDict):
    account_id: str
    kind: Kind
    reason: str | None


class NegotiationQuery(PageArgs):
    account_id = fields.String(
        load_default=None,
        validate=validate.Length(max=40),
        metadata={"description": "Only those about this account."},
    )


class NegotiationQueryData(PageQuery):
    account_id: str | None


class NegotiationOutcome(Schema):
    """How talks ended without a plan."""

    outcome = fields.String(
        required=True, validate=validate.OneOf(OUTCOMES), metadata={"description": "What came of it."}
    )
    on = Day(load_default=None, allow_none=True, metadata={"description": "The day; today."})
    note = Text(500, load_default=None, allow_none=True, metadata={"description": "What was said."})


class NegotiationOutcomeData(TypedDict):
    outcome: State
    on: date | None
    note: str | None


class AgreedInstalmentSchema(Schema):
    due_on = Day(required=True, metadata={"description": "The day on which it is due."})
    amount = Minor(low=1, required=True, metadata={"description": "Minor units of the account's currency."})


class AgreedInstalmentData(TypedDict):
    due_on: date
    amount: int


class RepeatedInstalmentsSchema(Schema):
    """Equal instalments: so many, from a first day."""

    amount = Minor(low=1, required=True, metadata={"description": "Minor units of each."})
    count = Bounded(1, MOST_INSTALMENTS, required=True, metadata={"description": "How many."})
    first_due_on = Day(required=True, metadata={"description": "The day of the first."})
    every = fields.String(
        load_default="month",
        validate=validate.OneOf(EVERY),
        metadata={"description": "How far apart they are."},
    )
    last_amount = Minor(
        low=1,
        load_default=None,
        allow_none=True,
        metadata={"description": "Minor units of the last, where it differs."},
    )

    @validates_schema
    def of_a_sum(self, data: "RepeatsData", **kwargs: object) -> None:
        last = data["amount"] if data["last_amount"] is None else data["last_amount"]
        within_a_sum(data["amount"] * (data["count"] - 1) + last, "amount")


class RepeatsData(TypedDict):
    amount: int
    count: int
    first_due_on: date
    every: Every
    last_amount: int | None


class NewAgreement(Schema):
    """A plan as it was agreed: its instalments one by one, or as equal ones."""

    instalments = fields.List(
        fields.Nested(AgreedInstalmentSchema),
        load_default=None,
        allow_none=True,
        validate=validate.Length(1, MOST_INSTALMENTS),
        metadata={"description": "Each instalment, earliest first."},
    )
    repeats = fields.Nested(
        RepeatedInstalmentsSchema,
        load_default=None,
        allow_none=True,
        metadata={"description": "Equal instalments, instead of the list."},
    )
    starts_on = Day(
        load_default=None,
        allow_none=True,
        metadata={
            "description": "The first day whose payments count for it; today, or tomorrow if something was paid today."
        },
    )
    review_on = Day(
        load_default=None,
        allow_none=True,
        metadata={
            "description": "When to look whether it can still be kept; in 90 days, or at its end if earlier."
        },
    )
    contract_resumes_on = Day(
        load_default=None,
        allow_none=True,
        metadata={
            "description": "From which day the contract's own dues count again; after the last instalment, where the "
            "plan comes to less than what is owed."
        },
    )
    agreed_how = fields.String(
        required=True,
        validate=validate.OneOf(("spoken", "written")),
        metadata={
            "description": "spoken: by telephone or in person. written: there is a paper or a message."
        },
    )
    contents = ByName(
        keys=fields.String(validate=validate.Length(1, 40)),
        values=fields.String(validate=validate.OneOf(("present", "missing"))),
        load_default=dict,
        validate=validate.Length(max=MOST_CONTENTS),
        metadata={
            "description": "What the agreement says, by the name of the content: present, or missing. What is left out "
            "is not_said."
        },
    )
    note = Text(2000, load_default=None, allow_none=True, metadata={"description": "Anything else."})

    @validates_schema
    def one_way(self, data: "NewAgreementData", **kwargs: object) -> None:
        if (data["instalments"] is None) == (data["repeats"] is None):
            raise ValidationError("Give the instalments one by one, or as equal ones.", "instalments")
        within_a_sum(sum(each["amount"] for each in data["instalments"] or ()), "instalments")


class NewAgreementData(TypedDict):
    instalments: list[AgreedInstalmentData] | None
    repeats: RepeatsData | None
    starts_on: date | None
    review_on: date | None
    contract_resumes_on: date | None
    agreed_how: How
    contents: dict[str, Heard]
    note: str | None


class EndedAgreement(Schema):
    """How a plan ended before its last instalment."""

    how = fields.String(
        required=True,
        validate=validate.OneOf(("broken", "withdrawn")),
        metadata={
            "description": "broken: not kept, by either side. withdrawn: typed by mistake, or never in force."
        },
    )
    on = Day(load_default=None, allow_none=True, metadata={"description": "The day; today."})


class CannotPayThis(Schema):
    """Which instalment cannot be paid, said before its due date."""

    number = Bounded(
        1,
        MOST_INSTALMENTS,
        load_default=None,
        allow_none=True,
        metadata={"description": "The instalment's number; the next one."},
    )
    reason = Text(500, load_default=None, allow_none=True, metadata={"description": "Why."})


class CannotPayData(TypedDict):
    number: int | None
    reason: str | None
