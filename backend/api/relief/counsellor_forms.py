"""The forms of a counsellor's link: what is chosen, and the link as its borrower sees it."""

from typing import TypedDict

from marshmallow import Schema, fields

from backend.actions.relief.payoff.request import ComparisonData
from backend.api.http.answers import iso
from backend.api.http.fields import Bounded, Currency
from backend.api.relief.pay_off_forms import PayOffNewComparison
from backend.store.relief.counsellor_links import CounsellorLink

DEFAULT_DAYS, MOST_DAYS = 14, 90


def _shown(text: str) -> fields.Boolean:
    return fields.Boolean(load_default=False, truthy={True}, falsy={False}, metadata={"description": text})


class NewCounsellorLink(Schema):
    """What a counsellor is shown, and for how long. Nobody is named in it: accounts are letters."""

    debts = _shown("Each card and loan: owed, past due, due next.")
    room = _shown("What debts ask for in 30 days, and what the cash flow carries for them.")
    agreements = _shown("Talks and the plans that were agreed, instalment by instalment.")
    pay_off = fields.Nested(
        PayOffNewComparison,
        load_default=None,
        allow_none=True,
        metadata={"description": "Show pay-off plans of this comparison; offers in it are not shown."},
    )
    currency = Currency(
        load_default=None,
        allow_none=True,
        metadata={
            "description": "Of the cash flow; null: the comparison's, or the only one of your accounts."
        },
    )
    days = Bounded(
        1, MOST_DAYS, load_default=DEFAULT_DAYS, metadata={"description": "For how many days it opens."}
    )


class NewCounsellorLinkData(TypedDict):
    debts: bool
    room: bool
    agreements: bool
    pay_off: ComparisonData | None
    currency: str | None
    days: int


class CounsellorLinkSchema(Schema):
    """A link. `url` holds the secret and is told once, in the answer that makes it."""

    id = fields.String(required=True, metadata={"description": "Which."})
    url = fields.String(
        required=True, allow_none=True, metadata={"description": "The address; null but once."}
    )
    debts = fields.Boolean(required=True, metadata={"description": "Whether the debts are shown."})
    room = fields.Boolean(required=True, metadata={"description": "Whether the room to pay is shown."})
    agreements = fields.Boolean(required=True, metadata={"description": "Whether talks are shown."})
    pay_off = fields.Boolean(required=True, metadata={"description": "Whether pay-off plans are shown."})
    currency = fields.String(
        required=True, allow_none=True, metadata={"description": "Of the cash flow; null: none known."}
    )
    created_at = fields.AwareDateTime(required=True, metadata={"description": "When it was made."})
    expires_at = fields.AwareDateTime(required=True, metadata={"description": "From then on it is gone."})
    withdrawn_at = fields.AwareDateTime(
        required=True, allow_none=True, metadata={"description": "When you withdrew it; null: not."}
    )
    opened_count = fields.Integer(
        required=True,
        metadata={"description": "How often it was opened; previews that say they are one do not count."},
    )
    last_opened_at = fields.AwareDateTime(
        required=True, allow_none=True, metadata={"description": "When last; null: never."}
    )


def link_json(row: CounsellorLink, url: str | None = None) -> dict[str, object]:
    return {
        "id": row.id,
        "url": url,
        "debts": row.shows_debts,
        "room": row.shows_room,
        "agreements": row.shows_agreements,
        "pay_off": row.pay_off is not None,
        "currency": row.currency,
        "created_at": iso(row.created_at),
        "expires_at": iso(row.expires_at),
        "withdrawn_at": iso(row.withdrawn_at),
        "opened_count": row.opened_count,
        "last_opened_at": iso(row.last_opened_at),
    }
