"""Routes of registering, signing in, refreshing a session and signing out."""

from typing import NamedTuple, TypedDict, Unpack

from flask import Response, current_app, g, request
from marshmallow import Schema, ValidationError, fields, validate

from backend.actions.people import registration, second_factor, sessions
from backend.actions.people.registration import NewAccount
from backend.actions.people.sessions import Program, Tokens
from backend.api.http.answers import json_answer
from backend.api.http.attempts import limited
from backend.api.http.blueprint import Blueprint
from backend.api.http.fields import Country, FieldOptions, Text, Zone, no_card_number
from backend.api.http.idempotency import idempotent_after
from backend.api.http.sign_in import public, token_rules_of
from backend.domain.credit.card_number import contains_card_number
from backend.errors import Forbidden
from backend.words.catalogue import LOCALES

blueprint = Blueprint("auth", __name__, url_prefix="/v1/auth", description="Signing in")

_LONGEST_AGENT = 400


def at_most_1024_bytes(value: str) -> None:
    if len(value.encode()) > 1024:
        raise ValidationError("At most 1024 bytes.")


def _no_card_number_as_name(value: str) -> None:
    name = value.partition("@")[0]
    if not any(letter.isalpha() for letter in name):  # with a letter it is a name that has digits in it
        no_card_number(name)


class Email(fields.Email):
    """An address of at most 254 characters (RFC 5321), and no card number in place of a name."""

    def __init__(self, **kwargs: Unpack[FieldOptions]) -> None:
        super().__init__(validate=[validate.Length(max=254), _no_card_number_as_name], **kwargs)


def DeviceName() -> fields.String:  # noqa: N802 - reads as a field
    """What the owner calls the phone or browser, as the list of sessions shows it."""
    about = {"description": "What the list of sessions shows; the User-Agent where it is left out."}
    return Text(80, load_default=None, allow_none=True, metadata=about)


def program(device_name: str | None = None) -> Program:
    """What asks for tokens."""
    agent = request.user_agent.string[:_LONGEST_AGENT]
    named = device_name or "".join(letter for letter in agent if letter.isprintable())[:80].strip() or None
    return Program(None if named and contains_card_number(named) else named, agent)


class Registration(Schema):
    """A new local account."""

    email = Email(required=True)
    password = fields.String(required=True, validate=[validate.Length(10, 1024), at_most_1024_bytes])
    zone = Zone(required=True)
    locale = fields.String(required=True, validate=validate.OneOf(LOCALES))
    country = Country(required=True)
    device_name = DeviceName()


class RegistrationData(TypedDict):
    email: str
    password: str
    zone: str
    locale: str
    country: str
    device_name: str | None


class Credentials(Schema):
    email = fields.String(required=True, validate=validate.Length(1, 254))
    password = fields.String(required=True, validate=[validate.Length(1, 1024), at_most_1024_bytes])
    device_name = DeviceName()
    code = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.Length(max=40),
        metadata={"description": "Of the second factor, or a recovery code; needed where it is on."},
    )


class CredentialsData(TypedDict):
    email: str
    password: str
    device_name: str | None
    code: str | None


class Refresh(Schema):
    refresh_token = fields.String(required=True, validate=validate.Length(1, 200))


class RefreshData(TypedDict):
    refresh_token: str


class TokensSchema(Schema):
    """`access_token` goes into `Authorization: Bearer ...`; it lives `expires_in` seconds."""

    borrower_id = fields.String(required=True)
    access_token = fields.String(required=True)
    refresh_token = fields.String(required=True)
    token_type = fields.String(required=True)
    expires_in = fields.Integer(required=True)


def tokens_answer(borrower_id: str, tokens: Tokens, status: int = 200) -> Response:
    body = {
        "borrower_id": borrower_id,
        "access_token": tokens.access_token,
        "refresh_token": tokens.refresh_token,
        "token_type": "Bearer",
        "expires_in": tokens.expires_in,
    }
    return json_answer(body, status)


def _session_answer(borrower_id: str, asking: Program, status: int = 200) -> Response:
    pair = sessions.open_session(borrower_id, token_rules=_token_rules(), now=g.now, program=asking)
    return tokens_answer(borrower_id, pair, status)


def _token_rules() -> sessions.TokenRules:
    return token_rules_of(current_app.config["GRACEDAY"])


def sends_mail() -> bool:
    """Whether this server sends mail."""
    return "email" in current_app.config["GRACEDAY"].push_providers


class SignedUp(NamedTuple):
    """A registration that was looked at, and what asks for it."""

    account: NewAccount
    program: Program


def _prepare_registration(data: RegistrationData) -> SignedUp:
    settings = current_app.config["GRACEDAY"]
    if not settings.registration_open or "local" not in settings.identity:
        raise Forbidden("registration-closed")
    new = registration.prepare_registration(
        email=data["email"],
        password=data["password"],
        zone=data["zone"],
        locale=data["locale"],
        country=data["country"],
    )
    return SignedUp(new, program(data["device_name"]))


@blueprint.post("/register")
@blueprint.arguments(Registration)
@blueprint.response(201, TokensSchema)
@public
@limited
@idempotent_after(_prepare_registration)
def register(new: SignedUp) -> Response:
    """Register with an e-mail address and a password

    The answer is the same where others have this address already: who confirms it owns it.
    """
    borrower = registration.register_account(new.account, mail=sends_mail(), now=g.now)
    return _session_answer(borrower.id, new.program, 201)


@blueprint.post("/login")
@blueprint.arguments(Credentials)
@blueprint.response(200, TokensSchema)
@public
@limited
def login(data: CredentialsData) -> Response:
    """Sign in

    Where a second factor is on, 401 with the reason `code-needed` asks for its `code`.
    """
    borrower = registration.sign_in(email=data["email"], password=data["password"], now=g.now)
    second_factor.check_sign_in(borrower.id, data["code"], keys=_token_rules().keys, now=g.now)
    return _session_answer(borrower.id, program(data["device_name"]))


@blueprint.post("/refresh")
@blueprint.arguments(Refresh)
@blueprint.response(200, TokensSchema)
@public
@limited
def refresh(data: RefreshData) -> Response:
    """Exchange a refresh token for a new pair; the old one is spent

    Where its answer was lost, the same program may send it once more within five minutes, and gets the same again.
    """
    borrower_id, tokens = sessions.refresh_session(
        data["refresh_token"], token_rules=_token_rules(), now=g.now, program=program()
    )
    return tokens_answer(borrower_id, tokens)


@blueprint.post("/logout")
@blueprint.arguments(Refresh)
@blueprint.response(204)
@public
@limited
def logout(data: RefreshData) -> None:
    """Sign out: the session's tokens end at once, and the pushes to its devices"""
    sessions.close_session(data["refresh_token"], now=g.now)
