"""Routes of the second factor: setting it up in an authenticator app, confirming it, and turning it off."""

from typing import TypedDict

from flask import Response, current_app, g
from marshmallow import Schema, fields, validate

from backend.actions.people import second_factor
from backend.api.http.answers import json_answer
from backend.api.http.attempts import limited
from backend.api.http.blueprint import Blueprint
from backend.api.http.borrower_lock import with_borrower_lock
from backend.api.http.idempotency import idempotent
from backend.api.http.recent_sign_in import must_be_recent
from backend.api.http.sign_in import token_rules_of
from backend.store.people import second_factors

blueprint = Blueprint(
    "second factor", __name__, url_prefix="/v1/me/second-factor", description="Codes beside the password"
)


class SecondFactorState(Schema):
    """`on`: signing in asks for a code."""

    on = fields.Boolean(required=True)
    recovery_codes_left = fields.Integer(required=True)


class BegunFactor(Schema):
    """`uri` is what a QR code shows to an authenticator app; `secret` is for typing it."""

    secret = fields.String(required=True)
    uri = fields.String(required=True)


class RecoveryCodes(Schema):
    """Each signs in once in the place of a code; they are shown this once."""

    recovery_codes = fields.List(fields.String(), required=True)


class Code(Schema):
    """A code of the app, or a recovery code."""

    code = fields.String(required=True, validate=validate.Length(6, 40))


class CodeData(TypedDict):
    code: str


def _keys() -> tuple[str, ...]:
    return token_rules_of(current_app.config["GRACEDAY"]).keys


@blueprint.get("")
@blueprint.response(200, SecondFactorState)
def get_second_factor() -> Response:
    """Whether signing in asks for a code"""
    on = second_factor.is_on(g.borrower_id)
    return json_answer({"on": on, "recovery_codes_left": second_factors.codes_left(g.borrower_id)})


@blueprint.post("")
@blueprint.response(201, BegunFactor)
@idempotent
def begin_second_factor() -> Response:
    """Make a secret for an authenticator app, within ten minutes after signing in; it counts once it is confirmed"""
    must_be_recent()
    begun = second_factor.begin(g.borrower, keys=_keys(), now=g.now)
    return json_answer({"secret": begun.secret, "uri": begun.uri}, 201)


@blueprint.post("/confirm")
@blueprint.arguments(Code)
@blueprint.response(200, RecoveryCodes)
@limited
@idempotent
def confirm_second_factor(data: CodeData) -> Response:
    """Turn it on, with a first code of the app"""
    codes = second_factor.confirm(g.borrower_id, data["code"], keys=_keys(), now=g.now)
    return json_answer({"recovery_codes": codes})


@blueprint.delete("")
@blueprint.arguments(Code)
@blueprint.response(204)
@limited
@with_borrower_lock
def turn_off_second_factor(data: CodeData) -> None:
    """Turn it off, with a code of the app or a recovery code"""
    second_factor.turn_off(g.borrower_id, data["code"], keys=_keys(), now=g.now)
