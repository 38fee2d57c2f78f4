"""Routes of the signed-in borrower's own account: settings, pause, export and erasure."""

import json
from datetime import datetime
from typing import TypedDict

from flask import Response, after_this_request, current_app, g
from marshmallow import Schema, fields, validate

from backend.actions.bureau import attachments
from backend.actions.people import borrowers
from backend.actions.reminders import calm_pause, devices
from backend.api.http.answers import iso, json_answer, row_answer
from backend.api.http.attempts import limited
from backend.api.http.blueprint import Blueprint
from backend.api.http.borrower_lock import with_borrower_lock
from backend.api.http.etag import check_if_match
from backend.api.http.fields import REGION, Instant
from backend.api.http.idempotency import idempotent
from backend.api.http.recent_sign_in import Proof, ProofData, must_be_recent, must_prove
from backend.api.people.auth import sends_mail
from backend.api.reminders.settings_forms import ChangedMe
from backend.domain.reminders.delivery_settings import DeliverySettings
from backend.errors import Invalid
from backend.store.people.borrowers import Borrower
from backend.store.reminders import notifications
from backend.words.reminders.reachability import reachability_text

blueprint = Blueprint("me", __name__, url_prefix="/v1/me", description="The signed-in borrower")


class Reachability(Schema):
    """Whether a push can reach the borrower, told honestly."""

    push = fields.String(
        required=True,
        validate=validate.OneOf(("working", "unserved", "dead", "none")),
        metadata={
            "description": "unserved: a device is registered, and this server sends nothing to its provider yet."
        },
    )
    email = fields.Boolean(required=True)
    message = fields.String(required=True)


class MeSchema(Schema):
    """Settings. `daily_cap` and `window_minutes` show what is in effect where none was set."""

    id = fields.String(required=True)
    email = fields.String(required=True, allow_none=True)
    email_confirmed = fields.Boolean(
        required=True,
        metadata={"description": "Whether its mailbox has confirmed it: before that nothing else is mailed."},
    )
    mail_reminders = fields.Boolean(
        required=True, metadata={"description": "Whether reminders may go there when no phone is reached."}
    )
    zone = fields.String(required=True)
    locale = fields.String(required=True)
    country = fields.String(required=True)
    region = fields.String(required=True, allow_none=True, metadata={"description": REGION})
    quiet_start = fields.String(required=True, allow_none=True)
    quiet_end = fields.String(required=True, allow_none=True)
    quiet_dates = fields.List(fields.Date(), required=True)
    paydays = fields.List(fields.Integer(), required=True)
    discreet = fields.Boolean(required=True)
    daily_cap = fields.Integer(required=True)
    window_minutes = fields.Integer(required=True)
    paused_from = fields.AwareDateTime(required=True, allow_none=True)
    paused_until = fields.AwareDateTime(required=True, allow_none=True)
    calm_last_on = fields.Date(
        required=True, allow_none=True, metadata={"description": "The last day of the calm pause that holds."}
    )
    unread = fields.Integer(required=True)
    reachability = fields.Nested(Reachability, required=True)


class Pause(Schema):
    until = Instant(required=True)
    start = Instant(load_default=None, allow_none=True)


class PauseData(TypedDict):
    until: datetime
    start: datetime | None


# Every table by its name, each a list of rows; instants are microseconds since 1970, as they are kept.
ExportSchema = Schema.from_dict(
    {table: fields.List(fields.Dict(), required=True) for table in borrowers.EXPORTED}, name="Export"
)


def me_json(row: Borrower) -> dict[str, object]:
    wanted = bool(row.email) and row.mail_reminders and sends_mail()
    confirmed = row.email_confirmed_at is not None
    email = wanted and confirmed
    push = devices.reachability(row.id, served=current_app.config["GRACEDAY"].push_providers)
    calm = calm_pause.state_of(row, now=g.now)
    message = reachability_text(push, email=email, unconfirmed=wanted and not confirmed, locale=row.locale)
    return {
        "id": row.id,
        "email": row.email,
        "email_confirmed": confirmed,
        "mail_reminders": row.mail_reminders,
        "zone": row.zone,
        "locale": row.locale,
        "country": row.country,
        "region": row.region,
        "quiet_start": row.quiet_start,
        "quiet_end": row.quiet_end,
        "quiet_dates": json.loads(row.quiet_dates),
        "paydays": json.loads(row.paydays),
        "discreet": row.discreet,
        "daily_cap": DeliverySettings.daily_cap if row.daily_cap is None else row.daily_cap,
        "window_minutes": DeliverySettings.window_minutes
        if row.window_minutes is None
        else row.window_minutes,
        "paused_from": iso(row.paused_from),
        "paused_until": iso(row.paused_until),
        "calm_last_on": calm.last_on.isoformat() if calm.last_on else None,
        "unread": notifications.unread(row.id),
        "reachability": {"push": push, "email": email, "message": message},
    }


def me_answer(row: Borrower) -> Response:
    return row_answer(me_json(row), row)


@blueprint.get("")
@blueprint.response(200, MeSchema)
def get_me() -> Response:
    """Read your settings, and whether you can be reached"""
    return me_answer(g.borrower)


@blueprint.patch("")
@blueprint.arguments(ChangedMe)
@blueprint.response(200, MeSchema)
@with_borrower_lock
def change_me(data: borrowers.SettingsChanges) -> Response:
    """Change your settings

    A change of zone, quiet hours, free days or paydays moves the reminders to come.
    """
    check_if_match(g.borrower)
    return me_answer(borrowers.change_settings(g.borrower, now=g.now, **data))


@blueprint.post("/pause")
@blueprint.arguments(Pause)
@blueprint.response(200, MeSchema)
@idempotent
def pause_me(data: PauseData) -> Response:
    """Pause every reminder until an instant; it resumes by itself"""
    return me_answer(borrowers.pause(g.borrower, start=data["start"], until=data["until"], now=g.now))


@blueprint.delete("/pause")
@blueprint.response(200, MeSchema)
@with_borrower_lock
def resume_me() -> Response:
    """End the pause now"""
    return me_answer(borrowers.pause(g.borrower, start=None, until=None, now=g.now))


@blueprint.get("/export")
@blueprint.response(200, ExportSchema)
def export_me() -> Response:
    """Export everything that is kept about you

    Within ten minutes after signing in or `POST /v1/me/proof`.
    """
    must_be_recent()
    return json_answer(dict(borrowers.export(g.borrower_id)))


@blueprint.delete("")
@blueprint.arguments(Proof)
@blueprint.response(204)
@limited
def erase_me(data: ProofData) -> None:
    """Delete everything that is kept about you, at once and for good

    With your password, or where you have none here, soon after you have signed in.
    """
    must_prove(data["password"], wrong=Invalid("password-wrong", field="password"))
    _erase()


@with_borrower_lock
def _erase() -> None:
    hashes, store = attachments.hashes_of(g.borrower_id), current_app.config["ATTACHMENTS"]
    borrowers.erase(g.borrower, now=g.now)

    @after_this_request  # when the rows are gone for good
    def forget(answer: Response) -> Response:
        if answer.status_code == 204:
            attachments.forget(hashes, store)
        return answer
