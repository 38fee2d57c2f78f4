"""Routes of the devices that the borrower gets pushes on."""

from typing import TypedDict

from flask import Response, current_app, g
from marshmallow import Schema, ValidationError, fields, validate

from backend.actions.reminders import devices
from backend.api.http.answers import iso, json_answer
from backend.api.http.blueprint import Blueprint
from backend.api.http.borrower_lock import with_borrower_lock
from backend.api.http.fields import Text
from backend.api.http.idempotency import idempotent
from backend.api.http.pagination import PageArgs, PageQuery, cursor_id, id_key, page_answer, page_schema
from backend.store.reminders import devices as stored
from backend.store.reminders.devices import Device
from backend.words.catalogue import LOCALES

blueprint = Blueprint("devices", __name__, url_prefix="/v1/devices", description="Where pushes go")


def _visible_ascii(value: str) -> None:
    if not value.isascii() or not value.isprintable() or " " in value:
        raise ValidationError("Visible ASCII characters only.")


class NewDevice(Schema):
    """`provider` names the push service; `token` is what it gave to the app."""

    provider = fields.String(required=True, validate=validate.Regexp(r"^[a-z][a-z0-9_-]{0,15}\Z"))
    token = fields.String(required=True, validate=[validate.Length(1, 4096), _visible_ascii])
    platform = fields.String(
        required=True, validate=validate.OneOf(("android", "ios", "web", "harmony", "console"))
    )
    app_version = Text(40, load_default=None, allow_none=True)
    locale = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(LOCALES))
    installation_id = fields.String(
        load_default=None,
        allow_none=True,
        validate=[validate.Length(8, 64), _visible_ascii],
        metadata={
            "description": "What the app made at random when it was installed, or Firebase's installation id: 8 to 64 "
            "visible ASCII characters, kept through updates and out of backups. A device with the same one is the "
            "same phone: its token is replaced, and it is reminded once."
        },
    )


class NewDeviceData(TypedDict):
    provider: str
    token: str
    platform: str
    app_version: str | None
    locale: str | None
    installation_id: str | None


class DeviceSchema(Schema):
    """A device. `state` dead: its provider said that the token is no longer valid, or its session has ended
    (`dead_reason` SIGNED_OUT). The token is not shown."""

    id = fields.String(required=True)
    provider = fields.String(required=True)
    platform = fields.String(required=True)
    app_version = fields.String(required=True, allow_none=True)
    locale = fields.String(required=True, allow_none=True)
    state = fields.String(required=True)
    dead_reason = fields.String(required=True, allow_none=True)
    died_at = fields.AwareDateTime(required=True, allow_none=True)
    last_seen_at = fields.AwareDateTime(required=True)
    created_at = fields.AwareDateTime(required=True)
    installation_id = fields.String(
        required=True,
        allow_none=True,
        metadata={
            "description": "The installation of the app, as it was registered; null where none was said."
        },
    )


def device_json(row: Device) -> dict[str, object]:
    plain = ("id", "provider", "platform", "app_version", "locale", "state", "dead_reason", "installation_id")
    instants = ("died_at", "last_seen_at", "created_at")
    return {name: getattr(row, name) for name in plain} | {name: iso(getattr(row, name)) for name in instants}


@blueprint.post("")
@blueprint.arguments(NewDevice)
@blueprint.response(201, DeviceSchema)
@idempotent
def register_device(data: NewDeviceData) -> Response:
    """Register a device; a token or an installation that is known moves to you

    After a reinstall, or with another push service, the newer token replaces the older one of the same
    `installation_id`, and what waits for the phone goes to the new token once.
    """
    devices.must_be_provider(data["provider"], current_app.config["PUSH_PROVIDERS"])
    return json_answer(
        device_json(devices.register_device(g.borrower_id, session_id=g.get("family"), now=g.now, **data)),
        201,
    )


@blueprint.get("")
@blueprint.arguments(PageArgs, location="query")
@blueprint.response(200, page_schema(DeviceSchema))
def list_devices(query: PageQuery) -> Response:
    """List your devices"""
    after = cursor_id(query["cursor"])
    rows = [row for row in stored.of_borrower(g.borrower_id) if after is None or row.id > after]
    return page_answer(rows, query["limit"], item=device_json, sort_key=id_key)


@blueprint.get("/<device_id>")
@blueprint.response(200, DeviceSchema)
def get_device(device_id: str) -> Response:
    """Read one device"""
    return json_answer(device_json(devices.get(g.borrower_id, device_id)))


@blueprint.delete("/<device_id>")
@blueprint.response(204)
@with_borrower_lock
def remove_device(device_id: str) -> None:
    """Remove a device"""
    devices.remove_device(devices.get(g.borrower_id, device_id))
