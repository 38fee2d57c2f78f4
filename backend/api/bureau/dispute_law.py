"""What answers show of the law beside a dispute: who takes a complaint about it and when, and one's own statement."""

from datetime import date

from marshmallow import Schema, fields, validate

from backend.actions.bureau.dispute_standing import Statement, waiting_of
from backend.api.bureau.checkpoints import BureauSchema, body_json
from backend.api.http.answers import iso
from backend.domain.bureau.complaints import gates
from backend.domain.bureau.country_law import CountryLaw
from backend.store.bureau.clock_json import rule_json
from backend.store.bureau.disputes import Dispute


class ComplaintSchema(BureauSchema):
    """A body that takes complaints, and when it takes this one."""

    law = fields.String(
        required=True, metadata={"description": "The article under which it takes complaints; empty if none."}
    )
    from_on = fields.Date(
        required=True,
        allow_none=True,
        metadata={"description": "The first day on which it takes the complaint; null: not known yet."},
    )
    until_on = fields.Date(
        required=True, allow_none=True, metadata={"description": "The last such day; null: none is set."}
    )
    answer_days = fields.Integer(
        required=True,
        allow_none=True,
        metadata={"description": "Days that the body takes over it, once taken up; null: not known."},
    )
    confirmed = fields.Boolean(
        required=True,
        metadata={"description": "Whether every number here was read in print."},
    )


class OwnStatementSchema(Schema):
    """Your own statement beside the entry."""

    words = fields.Integer(required=True, metadata={"description": "Its longest, in words."})
    where = fields.String(
        required=True,
        allow_none=True,
        validate=validate.OneOf(("bureau_helps",)),
        metadata={"description": "That holds only where the bureau helps to write it; null: always."},
    )
    by = fields.Date(
        required=True,
        allow_none=True,
        metadata={
            "description": "The last day to send it after their answer; null: none is set, or no answer."
        },
    )
    rules = fields.List(
        fields.Dict(),
        required=True,
        metadata={"description": "What it rests on: key, value, law, confirmed, from."},
    )


def complaints_json(
    row: Dispute, country_law: CountryLaw | None, locale: str, today: date
) -> list[dict[str, object]]:
    """Whom to complain to, each with the days on which it takes this complaint."""
    if country_law is None:
        return []
    return [
        {
            **body_json(body, locale),
            "law": body.law,
            "from_on": iso(gate.from_on),
            "until_on": iso(gate.until_on),
            "answer_days": gate.answer_days,
            "confirmed": all(rule.confirmed for rule in gate.rules),
        }
        for body, gate in gates(country_law, waiting_of(row), today=today)
    ]


def statement_json(found: Statement | None) -> dict[str, object] | None:
    if found is None:
        return None
    return {
        "words": found.words,
        "where": found.where,
        "by": iso(found.by),
        "rules": [rule_json(rule) for rule in found.rules],
    }
