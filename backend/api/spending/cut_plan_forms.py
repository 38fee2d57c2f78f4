"""What answers show of cut plans."""

from marshmallow import Schema, fields, validate

PLAN_STATES = ("proposed", "accepted", "refused", "superseded", "ended")
LINE_STATES = ("proposed", "accepted", "refused")
ASKS = (
    "ask_later_due_date",
    "ask_fee_waiver",
    "ask_minimum_waiver",
    "ask_part_payment",
    "ask_instalments",
    "ask_hardship_plan",
)


class CutSchema(Schema):
    """A part of a line: `steps` of `usual` are left out from one day to another, each saves `step`. Minor units."""

    category = fields.String(required=True, metadata={"description": "Key of the category"})
    category_name = fields.String(required=True, metadata={"description": "Its name in your language"})
    from_on = fields.Date(required=True, metadata={"description": "First day"})
    to_on = fields.Date(required=True, metadata={"description": "Last day"})
    usual = fields.Integer(required=True, metadata={"description": "How many times is usual"})
    steps = fields.Integer(required=True, metadata={"description": "How many of them are left out"})
    step = fields.Integer(required=True, metadata={"description": "What each saves, minor units"})
    saves = fields.Integer(required=True, metadata={"description": "What all save, minor units"})
    text = fields.String(required=True, metadata={"description": "In words"})


class LineSchema(Schema):
    """One suggestion. `steps` of `usual` are left out, at most `most`; each saves `step`.

    Where a plan has many cuts, the weeks of a category are one line, and the categories that save least are one of kind
    `several`, with no category, step or unit of its own. `cuts` are the parts.
    """

    position = fields.Integer(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(("steps", "subscription", "several")))
    category = fields.String(required=True, allow_none=True)
    category_name = fields.String(required=True, allow_none=True)
    recurring_id = fields.String(required=True, allow_none=True)
    unit = fields.String(required=True, allow_none=True)
    from_on = fields.Date(required=True)
    to_on = fields.Date(required=True)
    usual = fields.Integer(required=True)
    steps = fields.Integer(required=True)
    most = fields.Integer(required=True)
    step = fields.Integer(required=True, allow_none=True)
    saves = fields.Integer(required=True)
    state = fields.String(required=True, validate=validate.OneOf(LINE_STATES))
    text = fields.String(required=True)
    why_not_less = fields.String(required=True)
    cuts = fields.List(
        fields.Nested(CutSchema), required=True, metadata={"description": "The parts, by their days"}
    )


class PromiseSchema(Schema):
    """A due or an essential bill (kind `essential`) of the plan; `shortfall` is what is missing for it, and `promised`
    whether it is promised, with the lines as they are now."""

    due_id = fields.String(required=True)
    name = fields.String(required=True)
    on = fields.Date(required=True)
    amount = fields.Integer(required=True)
    sure = fields.Boolean(required=True)
    kind = fields.String(required=True, metadata={"description": "Kind of the deadline, or essential"})
    promised = fields.Boolean(required=True)
    shortfall = fields.Integer(
        required=True,
        allow_none=True,
        metadata={
            "description": "Missing for it as expected, with the lines as they are now; minor units, null where the "
            "plan leaves it unpaid"
        },
    )


class CostPartSchema(Schema):
    """A part of the cost of being late; `confirmed` is false where the source was not read in print."""

    name = fields.String(required=True)
    label = fields.String(required=True)
    amount = fields.Integer(required=True)
    source = fields.String(required=True)
    confirmed = fields.Boolean(required=True)


class UnfundedSchema(Schema):
    """A due that no acceptable cut funds: what it costs, what is missing from when, whom to ask for what."""

    due_id = fields.String(required=True)
    missing = fields.Integer(required=True)
    from_on = fields.Date(required=True)
    payable_on = fields.Date(required=True, allow_none=True)
    ask = fields.String(required=True, validate=validate.OneOf(ASKS))
    charged = fields.Integer(
        required=True,
        allow_none=True,
        metadata={"description": "What is known to be charged, minor units; null where nothing is known"},
    )
    unknown_costs = fields.List(
        fields.String(validate=validate.OneOf(("fee", "interest"))),
        required=True,
        metadata={"description": "Parts of the cost that nobody has said; they are no zero"},
    )
    boundary_days = fields.Integer(required=True, allow_none=True)
    cost = fields.List(fields.Nested(CostPartSchema), required=True)
    text = fields.String(required=True)
    cost_text = fields.String(required=True)
    ask_text = fields.String(required=True)


class BelowSchema(Schema):
    """A day that ends below what must stay, and by how much."""

    on = fields.Date(required=True, metadata={"description": "The day"})
    by = fields.Integer(required=True, metadata={"description": "Missing at its end, minor units"})


class ContractQuestionSchema(Schema):
    """A contract of which nobody has said whether it can be cancelled; say it with PATCH /v1/recurring/{id}."""

    recurring_id = fields.String(required=True, metadata={"description": "The series"})
    label = fields.String(required=True, metadata={"description": "Who is paid"})
    saves = fields.Integer(
        required=True, metadata={"description": "What cancelling it would save, minor units"}
    )
    text = fields.String(required=True, metadata={"description": "The question in words"})


class PlanSummarySchema(Schema):
    """A plan in short, with its lines as they are judged now: `saves` counts those that are not refused, `holds`: with
    these every promise stands, `feasible`: everything due is paid and every day keeps what must stay. A proposal is
    held against the facts of now; `holds` and `certain` are false where `recompute_offered` is true."""

    id = fields.String(required=True)
    currency = fields.String(required=True)
    state = fields.String(required=True, validate=validate.OneOf(PLAN_STATES))
    feasible = fields.Boolean(required=True)
    made_on = fields.Date(required=True)
    until_on = fields.Date(required=True)
    accepted_on = fields.Date(required=True, allow_none=True)
    needed = fields.Integer(required=True)
    saves = fields.Integer(required=True)
    holds = fields.Boolean(required=True)
    certain = fields.Boolean(
        required=True,
        metadata={"description": "Whether it holds in the low case as well, with nothing owed left out"},
    )
    below_reserve = fields.Nested(
        BelowSchema,
        required=True,
        allow_none=True,
        metadata={"description": "The first day below what must stay if all is paid; null where none is"},
    )
    left_out = fields.List(
        fields.String(),
        required=True,
        metadata={"description": "Owed, but in no sum: the amount or its rate is unknown"},
    )
    summary = fields.String(required=True)
    recompute_offered = fields.Boolean(
        required=True,
        metadata={
            "description": "Whether what it was made from has changed so that it no longer fits: make a new one"
        },
    )
    created_at = fields.AwareDateTime(required=True)
    updated_at = fields.AwareDateTime(required=True)


class PlanSchema(PlanSummarySchema):
    """A plan with every line and due. `pain` weighs its cuts; `pain_gap` and `unpaid_gap` are 0 where it is proven that
    no plan is better."""

    pain = fields.Integer(required=True, metadata={"description": "What the cuts weigh, in no unit"})
    pain_gap = fields.Integer(
        required=True, metadata={"description": "How much less they may weigh at most in a better plan"}
    )
    unpaid_gap = fields.Integer(
        required=True,
        metadata={"description": "How much less harm may be left unpaid at most in a better plan"},
    )
    questions = fields.List(fields.Nested(ContractQuestionSchema), required=True)
    lines = fields.List(fields.Nested(LineSchema), required=True)
    dues = fields.List(fields.Nested(PromiseSchema), required=True)
    unfunded = fields.List(fields.Nested(UnfundedSchema), required=True)
