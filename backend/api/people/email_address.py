"""Routes of the borrower's e-mail address: confirming it, asking for the link again, and moving to another."""

from typing import TypedDict

from flask import Response, current_app, g
from marshmallow import Schema, fields, validate

from backend.actions.people import addresses
from backend.api.http.answers import json_answer
from backend.api.http.attempts import limited
from backend.api.http.blueprint import Blueprint
from backend.api.http.idempotency import idempotent, idempotent_after
from backend.api.http.recent_sign_in import Proof, ProofData, must_prove
from backend.api.http.sign_in import public, token_rules_of
from backend.api.people.auth import Email, sends_mail
from backend.api.people.passwords import Asked, must_send_mail
from backend.errors import Invalid

blueprint = Blueprint("email", __name__, url_prefix="/v1", description="The e-mail address")


class Confirmation(Schema):
    """`token` is the end of the address in the mail."""

    token = fields.String(required=True, validate=validate.Length(1, 200))


class ConfirmationData(TypedDict):
    token: str


class NewAddress(Proof):
    email = Email(required=True)


class NewAddressData(ProofData):
    email: str


@blueprint.post("/auth/email-confirmation")
@blueprint.arguments(Confirmation)
@blueprint.response(204)
@public
@limited
@idempotent
def confirm_email(data: ConfirmationData) -> Response:
    """Confirm an e-mail address with the token of the mail"""
    keys = token_rules_of(current_app.config["GRACEDAY"]).keys
    addresses.confirm(data["token"], keys=keys, now=g.now)
    return Response(status=204)


@blueprint.post("/me/email-confirmation")
@blueprint.response(202, Asked)
@limited
@idempotent
def ask_to_confirm_email() -> Response:
    """Ask once more for the mail with the link that confirms your address; at most three a day are sent"""
    must_send_mail()
    addresses.ask_to_confirm(g.borrower, now=g.now)
    return json_answer({"asked": True}, 202)


def _prepare_change(data: NewAddressData) -> str:
    must_prove(data["password"], wrong=Invalid("password-not-right", field="password"))
    return data["email"]


@blueprint.post("/me/email")
@blueprint.arguments(NewAddress)
@blueprint.response(202, Asked)
@limited
@idempotent_after(_prepare_change)
def change_email(email: str) -> Response:
    """Move to another e-mail address, with your password

    Where you have none here, soon after you have signed in.
    Where this server sends mail the old one stays until the link in the mail to the new one was used.
    """
    addresses.change_address(g.borrower, email, mail=sends_mail(), now=g.now)
    return json_answer({"asked": True}, 202)
