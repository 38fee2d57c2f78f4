"""What a cash flow is in doubt of: what is in no sum, an old balance, and dues that may be paid already."""

from marshmallow import Schema, fields, validate

from backend.actions.spending.cash_flow_known import StaleBalance
from backend.actions.spending.cash_flow_repaid import MaybePaid

LEFT_OUT_KINDS = ("due", "cash_account", "recurring")


class LeftOutSchema(Schema):
    """Something in a currency without a rate, which no sum contains; PUT /v1/exchange-rates brings it in."""

    kind = fields.String(
        required=True,
        validate=validate.OneOf(LEFT_OUT_KINDS),
        metadata={"description": "A due, a cash account, or income or a bill that repeats"},
    )
    id = fields.String(required=True, metadata={"description": "Its identifier"})
    name = fields.String(required=True, metadata={"description": "What you call it"})
    currency = fields.String(required=True, metadata={"description": "ISO 4217 code of its currency"})
    amount = fields.Integer(
        required=True,
        allow_none=True,
        metadata={"description": "In its own minor units; null where it varies"},
    )
    on = fields.Date(
        required=True, allow_none=True, metadata={"description": "The due date, or the day of the balance"}
    )


class UnknownSchema(Schema):
    """A deadline without an amount: it is in no sum until somebody says it."""

    deadline_id = fields.String(required=True)
    name = fields.String(required=True)
    on = fields.Date(required=True)


class StaleBalanceSchema(Schema):
    """A balance that is old: what has left the account since is not in it, and the low case takes that off."""

    known_until = fields.Date(
        required=True, metadata={"description": "The last day that a balance was said of or a file reaches"}
    )
    days = fields.Integer(required=True, metadata={"description": "How many days ago that is"})
    may_be_gone = fields.Integer(
        required=True,
        metadata={
            "description": "What usual spending, bills and payments of debts may have taken since, minor units"
        },
    )


class MaybePaidSchema(Schema):
    """A due that a line of the ledger may have paid already: expected to be paid once, twice in the low case.

    `POST /v1/transactions/{id}/payment` takes the line as the payment, and the doubt is over.
    """

    due_id = fields.String(required=True, metadata={"description": "The due"})
    name = fields.String(required=True, metadata={"description": "What it is called"})
    due_on = fields.Date(required=True, metadata={"description": "Its due date"})
    transaction_id = fields.String(required=True, metadata={"description": "The line that may have paid it"})
    booked_on = fields.Date(required=True, metadata={"description": "The day that line was booked on"})
    amount = fields.Integer(
        required=True, metadata={"description": "How much of the due it may have paid, minor units"}
    )


def maybe_paid_json(each: MaybePaid) -> dict[str, object]:
    days = {"due_on": each.due_on.isoformat(), "booked_on": each.booked_on.isoformat()}
    return each._asdict() | days


def stale_balance_json(stale: StaleBalance | None) -> dict[str, object] | None:
    return stale and stale._asdict() | {"known_until": stale.known_until.isoformat()}
