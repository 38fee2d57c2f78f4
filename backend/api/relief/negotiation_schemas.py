"""The schemas of answers about negotiations and agreed plans."""

from marshmallow import Schema, fields, validate

from backend.api.relief.payee_answers import PayeeSchema
from backend.domain.bureau.country_law import ACCOUNT_KINDS
from backend.store.relief.negotiations import KINDS, STATES

PLAN_STATES = ("in_force", "kept", "broken", "renegotiated", "withdrawn")
INSTALMENT_STATES = ("open", "missed", "met", "waived", "cancelled")
HEARD = ("present", "missing", "not_said")


class NegotiationRuleSchema(Schema):
    """A rule of the country's data, with where it was read."""

    name = fields.String(required=True, metadata={"description": "What the rule is about, in one word."})
    says = fields.String(required=True, metadata={"description": "The rule in words."})
    article = fields.String(
        required=True, metadata={"description": "The article; empty where it is practice."}
    )
    source = fields.String(required=True, metadata={"description": "Where it was read."})
    checked_on = fields.Date(required=True, metadata={"description": "When that was last compared."})
    confirmed = fields.Boolean(
        required=True,
        metadata={"description": "Whether the very text was read; false: second hand, or remembered."},
    )


class NegotiationKindSchema(Schema):
    """What a country's data knows of a kind of negotiation."""

    kind = fields.String(
        required=True, validate=validate.OneOf(KINDS), metadata={"description": "What is asked for."}
    )
    country = fields.String(required=True, metadata={"description": "ISO 3166."})
    account_kinds = fields.List(
        fields.String(validate=validate.OneOf(ACCOUNT_KINDS)),
        required=True,
        metadata={"description": "The kinds of account of which it is known there; empty: of none."},
    )
    known = fields.Boolean(
        required=True,
        metadata={"description": "false: nothing is known of it there; it may be asked for all the same."},
    )
    limit_months = fields.Integer(
        required=True, allow_none=True, metadata={"description": "Months at most; null: not known."}
    )
    rule = fields.Nested(
        NegotiationRuleSchema,
        required=True,
        allow_none=True,
        metadata={"description": "The kind; null: unknown."},
    )
    contents = fields.List(
        fields.Nested(NegotiationRuleSchema),
        required=True,
        metadata={"description": "What an agreement of this kind must say."},
    )
    notes = fields.List(
        fields.Nested(NegotiationRuleSchema),
        required=True,
        metadata={"description": "What to know: effect, record, tax, fees."},
    )


class AgreementContentSchema(NegotiationRuleSchema):
    """What an agreement must say, and whether it was heard to."""

    heard = fields.String(
        required=True,
        validate=validate.OneOf(HEARD),
        metadata={"description": "present, missing, or not_said: nobody has told us."},
    )


class PlanInstalmentSchema(Schema):
    """One instalment of an agreed plan."""

    number = fields.Integer(required=True, metadata={"description": "From 1 on."})
    due_on = fields.Date(required=True, metadata={"description": "The day on which it is due."})
    amount = fields.Integer(required=True, metadata={"description": "Minor units."})
    paid = fields.Integer(required=True, metadata={"description": "Minor units that it received."})
    state = fields.String(
        required=True,
        validate=validate.OneOf(INSTALMENT_STATES),
        metadata={"description": "As of its deadline."},
    )
    deadline_id = fields.String(required=True, metadata={"description": "Its deadline."})
    cannot_pay_at = fields.AwareDateTime(
        required=True,
        allow_none=True,
        metadata={"description": "When you said that it cannot be paid; null: never."},
    )


class AgreementSchema(Schema):
    """An agreed plan. Money in minor units of `currency`."""

    id = fields.String(required=True, metadata={"description": "The plan."})
    state = fields.String(
        required=True,
        validate=validate.OneOf(PLAN_STATES),
        metadata={"description": "kept: in force, and every instalment is met."},
    )
    currency = fields.String(required=True, metadata={"description": "ISO 4217."})
    total = fields.Integer(required=True, metadata={"description": "Minor units of all instalments."})
    paid = fields.Integer(required=True, metadata={"description": "Minor units that came in for them."})
    months = fields.Integer(required=True, metadata={"description": "Calendar months from first to last."})
    within_limit = fields.Boolean(
        required=True,
        allow_none=True,
        metadata={
            "description": "Whether it is no longer than the country's limit; null: no limit is known."
        },
    )
    starts_on = fields.Date(
        required=True, metadata={"description": "Payments from this day on are the plan's."}
    )
    contract_resumes_on = fields.Date(
        required=True,
        allow_none=True,
        metadata={"description": "From when the contract's own dues count again; null: none does."},
    )
    beyond = fields.Integer(
        required=True,
        allow_none=True,
        metadata={
            "description": "What is known to be owed beyond a plan in force, minor units; null: not known, or settled."
        },
    )
    warnings = fields.List(
        fields.String(),
        required=True,
        metadata={
            "description": "What to know of what it leaves to the contract; empty where it leaves nothing."
        },
    )
    ended_on = fields.Date(
        required=True, allow_none=True, metadata={"description": "When it ended; null: it has not."}
    )
    review_on = fields.Date(required=True, metadata={"description": "When to look at it again."})
    review_deadline_id = fields.String(
        required=True, allow_none=True, metadata={"description": "The deadline of that day."}
    )
    agreed_how = fields.String(
        required=True,
        validate=validate.OneOf(("spoken", "written")),
        metadata={"description": "By word of mouth, or on paper."},
    )
    contents = fields.List(
        fields.Nested(AgreementContentSchema),
        required=True,
        metadata={"description": "What it must say by the country's data; empty where nothing is known."},
    )
    note = fields.String(required=True, allow_none=True, metadata={"description": "As you wrote it."})
    instalments = fields.List(
        fields.Nested(PlanInstalmentSchema), required=True, metadata={"description": "Earliest first."}
    )


class NegotiationSchema(Schema):
    """Talks with an issuer about an account, and the plan that came of them."""

    id = fields.String(required=True, metadata={"description": "The negotiation."})
    account_id = fields.String(required=True, metadata={"description": "The card or the loan."})
    kind = fields.String(
        required=True, validate=validate.OneOf(KINDS), metadata={"description": "What is asked for."}
    )
    state = fields.String(
        required=True, validate=validate.OneOf(STATES), metadata={"description": "Where the talks stand."}
    )
    opened_on = fields.Date(required=True, metadata={"description": "The day in the account's zone."})
    reason = fields.String(required=True, allow_none=True, metadata={"description": "Why, in your words."})
    renegotiates = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "The agreed plan that these talks are to replace."},
    )
    closed_on = fields.Date(
        required=True, allow_none=True, metadata={"description": "When they ended; null: they have not."}
    )
    note = fields.String(required=True, allow_none=True, metadata={"description": "What was said."})
    payee = fields.Nested(
        PayeeSchema,
        required=True,
        metadata={
            "description": "Who collects the account by what is typed, and what to know before you pay."
        },
    )
    law = fields.Nested(
        NegotiationKindSchema,
        required=True,
        metadata={"description": "What the account's country knows of it, today."},
    )
    agreement = fields.Nested(
        AgreementSchema,
        required=True,
        allow_none=True,
        metadata={"description": "The plan that came of it; null: none did."},
    )


class CannotPaySchema(Schema):
    """What follows from saying that an instalment cannot be paid."""

    number = fields.Integer(required=True, metadata={"description": "The instalment."})
    due_on = fields.Date(required=True, metadata={"description": "It stays due on this day."})
    follows = fields.List(
        fields.String(), required=True, metadata={"description": "What follows, a sentence each."}
    )
    negotiation = fields.Nested(
        NegotiationSchema, required=True, metadata={"description": "The talks about another plan, now open."}
    )
