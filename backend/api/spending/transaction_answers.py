"""How a transaction is told: its own fields, and what it belongs together with."""

from collections.abc import Sequence

from marshmallow import Schema, fields, validate

from backend.actions.credit.told_already import OfferedLine, told_of
from backend.actions.spending.transaction_roles import asks_refund_or_income
from backend.api.http.answers import iso
from backend.store.spending import transaction_links
from backend.store.spending.transaction_links import LedgerLink
from backend.store.spending.transactions import LedgerTransaction


class TransactionLinkSchema(Schema):
    """A link of a transaction, as GET /v1/transaction-links tells it, seen from this one."""

    id = fields.String(required=True, metadata={"description": "The link's id, to confirm or refuse it by."})
    kind = fields.String(required=True, metadata={"description": "What the two are, as in LinkSchema."})
    with_id = fields.String(required=True, metadata={"description": "The other transaction's id."})
    state = fields.String(required=True, metadata={"description": "Whether it holds, or is asked."})
    guess = fields.Boolean(required=True, metadata={"description": "Whether nothing proves it."})


class TransactionSchema(Schema):
    """A transaction. `twin_of`: the same payment seen from another account, and not counted again.

    `repays_account_id`: offered as a payment of that account; `payment_id`: taken as one. `told_by_payment_id`: the
    same money seems to be typed already, so it is not offered.
    """

    id = fields.String(required=True)
    account_id = fields.String(required=True)
    booked_on = fields.Date(required=True)
    booked_time = fields.String(required=True, allow_none=True)
    amount = fields.Integer(required=True)
    currency = fields.String(required=True)
    counterparty = fields.String(required=True)
    text = fields.String(required=True)
    role = fields.String(required=True)
    from_cash = fields.Boolean(required=True)
    category = fields.String(required=True)
    rule_id = fields.String(required=True, allow_none=True)
    twin_of = fields.String(required=True, allow_none=True)
    repays_account_id = fields.String(required=True, allow_none=True)
    payment_id = fields.String(required=True, allow_none=True)
    told_by_payment_id = fields.String(
        required=True,
        allow_none=True,
        metadata={
            "description": "The payment of the same amount near the same day that was typed or acknowledged and is "
            "probably this money; null where there is none. If it is another, take it with `is_another`."
        },
    )
    import_id = fields.String(required=True, allow_none=True)
    pending = fields.Boolean(
        required=True,
        metadata={"description": "Not booked yet. It is dead once it is posted, or was not within 14 days."},
    )
    said_role = fields.String(
        required=True,
        allow_none=True,
        metadata={
            "description": "The role that you said, of this one or by a rule; null where it was worked out."
        },
    )
    role_rule_id = fields.String(
        required=True, allow_none=True, metadata={"description": "Your rule that gave the role."}
    )
    part_of = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "The transaction (its role is split) of which this is a part."},
    )
    guess = fields.Boolean(
        required=True,
        metadata={
            "description": "Whether its role follows from a link that nothing proves and can be refused, or is asked."
        },
    )
    asks = fields.String(
        required=True,
        allow_none=True,
        validate=validate.OneOf(["refund_or_income"]),
        metadata={
            "description": "What only you can say of it, answered by its role: refund_or_income of a shop's money that "
            "neither a word nor a purchase explains (`role` is the guess so far); null where nothing is asked."
        },
    )
    links = fields.List(
        fields.Nested(TransactionLinkSchema),
        required=True,
        metadata={
            "description": "What it belongs together with, or may: refunds, transfers, pending and posted."
        },
    )
    created_at = fields.AwareDateTime(required=True)


class ChangedSchema(Schema):
    transaction = fields.Nested(TransactionSchema, required=True)
    changed = fields.Integer(required=True)


_PLAIN = (
    "id",
    "account_id",
    "booked_time",
    "amount",
    "currency",
    "counterparty",
    "text",
    "role",
    "from_cash",
    "category",
    "rule_id",
    "twin_of",
    "payment_id",
    "import_id",
    "said_role",
    "role_rule_id",
    "part_of",
)


def transaction_json(row: LedgerTransaction) -> dict[str, object]:
    return transactions_json([row])[0]


def transactions_json(rows: Sequence[LedgerTransaction]) -> list[dict[str, object]]:
    """Transactions with their links, which are read for all of them at once."""
    links = transaction_links.of_transactions([row.id for row in rows])
    told = told_of([_offered(row) for row in rows if row.repays_account_id and row.payment_id is None])
    return [_json(row, links.get(row.id, []), told.get(row.id)) for row in rows]


def _offered(row: LedgerTransaction) -> OfferedLine:
    return OfferedLine(row.id, row.repays_account_id or "", abs(row.amount), row.booked_on)


def _json(row: LedgerTransaction, links: Sequence[LedgerLink], told_by: str | None) -> dict[str, object]:
    shown = [
        {
            "id": link.id,
            "kind": link.kind,
            "with_id": link.other_id if link.entry_id == row.id else link.entry_id,
            "state": link.state,
            "guess": link.guess,
        }
        for link in links
        if link.state != "refused"
    ]
    asked = asks_refund_or_income(row, links)
    return {name: getattr(row, name) for name in _PLAIN} | {
        "booked_on": row.booked_on.isoformat(),
        "repays_account_id": None if told_by else row.repays_account_id,
        "told_by_payment_id": told_by,
        "pending": row.pending_in is not None,
        "guess": row.said_role is None and (asked or any(_decides(link, row) for link in links)),
        "asks": "refund_or_income" if asked else None,
        "links": shown,
        "created_at": iso(row.created_at),
    }


def _decides(link: LedgerLink, row: LedgerTransaction) -> bool:
    """Whether a link that nothing proves decides what the transaction is: of a purchase it does not."""
    both = link.kind in ("transfer", "exchange")
    return link.guess and link.state == "found" and (both or link.entry_id == row.id)
