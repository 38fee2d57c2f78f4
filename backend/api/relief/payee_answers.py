"""Somebody who is to be paid, as it is shown beside a promise, a negotiation, or by itself."""

from marshmallow import Schema, fields, validate

from backend.actions.relief.payees import Payee
from backend.api.http.answers import iso
from backend.domain.relief.owed_law import Check, Source
from backend.domain.relief.ownership import CERTAINTIES, STANDINGS
from backend.domain.relief.payee import ANSWERS, OUTCOMES, WARNINGS
from backend.words.relief.payee import payee_warning

STANDING = (
    "What it is to the debt by the history you typed: owner, agent (it was placed with it), former_owner, not_verified "
    "(the history does not name it; that says nothing of it), unknown (no account or no name)."
)


class OwedSourceSchema(Schema):
    """Where a rule is from."""

    law = fields.String(required=True)
    source = fields.String(required=True)
    checked_on = fields.Date(required=True)
    confirmed = fields.Boolean(
        required=True, metadata={"description": "Its text, or a quotation of it, was read."}
    )


class PayeeStepSchema(OwedSourceSchema):
    """One thing to find out before you pay."""

    id = fields.String(required=True)
    says = fields.String(required=True)
    why = fields.String(required=True)
    url = fields.String(required=True, allow_none=True, metadata={"description": "Where to look."})
    sign = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "What `no` is a sign of; null: a step that is missing."},
    )


class AnsweredStepSchema(PayeeStepSchema):
    answer = fields.String(required=True, validate=validate.OneOf(ANSWERS))


class PayeeSchema(Schema):
    """Who would be paid, and what to know before. Nothing here says of anybody that it is a fraud."""

    firm = fields.String(required=True)
    standing = fields.String(
        required=True, validate=validate.OneOf(STANDINGS), metadata={"description": STANDING}
    )
    certainty = fields.String(required=True, validate=validate.OneOf(CERTAINTIES))
    check_id = fields.String(
        required=True, allow_none=True, metadata={"description": "Your check of it; null: none was begun."}
    )
    outcome = fields.String(required=True, allow_none=True, validate=validate.OneOf((*OUTCOMES, None)))
    warning = fields.String(
        required=True,
        allow_none=True,
        validate=validate.OneOf((*WARNINGS, None)),
        metadata={"description": "null: there is nothing to warn of."},
    )
    says = fields.String(required=True, allow_none=True, metadata={"description": "The warning in words."})


def source_json(origin: Source) -> dict[str, object]:
    return {
        "law": origin.law,
        "source": origin.source,
        "checked_on": iso(origin.checked_on),
        "confirmed": origin.confirmed,
    }


def step_json(check: Check, locale: str) -> dict[str, object]:
    return {
        "id": check.id,
        "says": check.says[locale],
        "why": check.why[locale],
        "url": check.url or None,
        "sign": check.sign.get(locale),
        **source_json(check.origin),
    }


def payee_json(payee: Payee, locale: str) -> dict[str, object]:
    return {
        "firm": payee.firm,
        "standing": payee.place.standing,
        "certainty": payee.place.certainty,
        "check_id": payee.check.id if payee.check else None,
        "outcome": payee.found.outcome if payee.found else None,
        "warning": payee.warning,
        "says": _says(payee, locale) if payee.warning else None,
    }


def _says(payee: Payee, locale: str) -> str:
    found: list[str] = []
    if payee.found is not None and payee.warning == "signs_of_fraud":
        found = [check.sign[locale] for check in payee.found.signs]
    elif payee.found is not None:
        found = [check.says[locale] for check in payee.found.missing]
    return payee_warning(payee.warning or "", payee.firm, payee.owner, found, locale)
