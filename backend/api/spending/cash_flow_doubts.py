"""What a cash flow is in doubt of as a whole: an old balance, and what is owed without an amount."""

from marshmallow import Schema, fields

from backend.actions.spending.cash_flow_known import StaleBalance


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


def stale_balance_json(stale: StaleBalance | None) -> dict[str, object] | None:
    return stale and stale._asdict() | {"known_until": stale.known_until.isoformat()}
