"""Routes of setting a password anew: with the old one, or with a link that was mailed."""

from typing import TypedDict

from flask import Response, current_app, g
from marshmallow import Schema, fields, validate

from backend.actions.people import password_changes, second_factor, sessions
from backend.actions.people.password_changes import NewHash, Redeemed
from backend.api.http.answers import json_answer
from backend.api.http.attempts import limited
from backend.api.http.blueprint import Blueprint
from backend.api.http.idempotency import idempotent, idempotent_after
from backend.api.http.recent_sign_in import Proof, ProofData, must_prove
from backend.api.http.sign_in import public, token_rules_of
from backend.api.people.auth import at_most_1024_bytes, sends_mail
from backend.errors import Conflict, Invalid

blueprint = Blueprint("passwords", __name__, url_prefix="/v1", description="Setting a password anew")


def NewPassword() -> fields.String:  # noqa: N802 - reads as a field
    """A password that is to be set: whether it is too easy to guess, the action says."""
    return fields.String(required=True, validate=[validate.Length(10, 1024), at_most_1024_bytes])


class ForgottenPassword(Schema):
    email = fields.String(required=True, validate=validate.Length(1, 254))


class ForgottenPasswordData(TypedDict):
    email: str


class Asked(Schema):
    """What was asked for is looked at; whether there is such an account, no answer tells."""

    asked = fields.Boolean(required=True)


class ResetPassword(Schema):
    """`token` is the end of the address in the mail."""

    token = fields.String(required=True, validate=validate.Length(1, 200))
    password = NewPassword()


class ResetPasswordData(TypedDict):
    token: str
    password: str


class ChangedPassword(Schema):
    old_password = fields.String(required=True, validate=[validate.Length(1, 1024), at_most_1024_bytes])
    new_password = NewPassword()


class ChangedPasswordData(TypedDict):
    old_password: str
    new_password: str


def must_send_mail() -> None:
    """Conflict where this server sends no mail, whoever asks."""
    if not sends_mail():
        raise Conflict("mail-not-sent-here")


@blueprint.post("/auth/password-reset")
@blueprint.arguments(ForgottenPassword)
@blueprint.response(202, Asked)
@public
@limited
@idempotent
def ask_for_reset(data: ForgottenPasswordData) -> Response:
    """Ask for a mail with a link to set a new password; the answer is the same for every address"""
    must_send_mail()
    password_changes.ask_for_reset(data["email"], now=g.now)
    return json_answer({"asked": True}, 202)


def prepare_reset(data: ResetPasswordData) -> Redeemed:
    keys = token_rules_of(current_app.config["GRACEDAY"]).keys
    return password_changes.prepare_reset(data["token"], data["password"], keys=keys, now=g.now)


@blueprint.post("/auth/password-reset/confirm")
@blueprint.arguments(ResetPassword)
@blueprint.response(204)
@public
@limited
@idempotent_after(prepare_reset)
def reset_password(redeemed: Redeemed) -> Response:
    """Set a new password with the token of the mail; every session ends"""
    password_changes.reset(redeemed, now=g.now)
    return Response(status=204)


class ProofGiven(Proof):
    """The password, or a `code` of the second factor."""

    code = fields.String(load_default=None, allow_none=True, validate=validate.Length(6, 40))


class ProofGivenData(ProofData):
    code: str | None


def _check_proof(data: ProofGivenData) -> str:
    if g.borrower.password_hash is None:
        raise Conflict("no-password-here")
    if data["code"] is not None:
        keys = token_rules_of(current_app.config["GRACEDAY"]).keys
        second_factor.must_match(g.borrower_id, data["code"], keys=keys, now=g.now)
    else:
        must_prove(data["password"], wrong=Invalid("password-not-right", field="password"))
    return str(g.family)


@blueprint.post("/me/proof")
@blueprint.arguments(ProofGiven)
@blueprint.response(204)
@limited
@idempotent_after(_check_proof)
def prove(session_id: str) -> Response:
    """Give your password, or a code of your second factor, again, so that this session may export for ten minutes"""
    sessions.prove(session_id, now=g.now)
    return Response(status=204)


def _prepare_change(data: ChangedPasswordData) -> NewHash:
    return password_changes.prepare_change(g.borrower, old=data["old_password"], new=data["new_password"])


@blueprint.post("/me/password")
@blueprint.arguments(ChangedPassword)
@blueprint.response(204)
@limited
@idempotent_after(_prepare_change)
def change_password(new: NewHash) -> Response:
    """Change your password; every other session ends"""
    password_changes.change(g.borrower, new, keep=g.get("family"), now=g.now)
    return Response(status=204)
