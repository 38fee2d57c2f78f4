"""The route of the buttons with which an app logs a contact in seconds, and of the last contact to begin from."""

from typing import TypedDict

from flask import Response, g
from marshmallow import Schema, fields, validate

from backend.api.http.answers import json_answer
from backend.api.http.blueprint import Blueprint
from backend.domain.relief.conduct.buttons import BUTTONS, GROUPS, Button
from backend.domain.relief.conduct.contact import PARTIES
from backend.store.relief import contact_log
from backend.store.relief.contact_json import load_contact
from backend.words.catalogue import LOCALES
from backend.words.relief.contact_buttons import button_label

blueprint = Blueprint(
    "contact buttons", __name__, url_prefix="/v1/contact-buttons", description="A contact in a few taps"
)

_SETS = (
    "Fields of `POST /v1/contacts`, to be laid over those of the other pressed buttons, `said` and `visit` field by "
    "field; what no button sets has the form's default."
)
_GROUP = "One of `who` and of `how` at a time; any number of `what`."


class ButtonQuery(Schema):
    locale = fields.String(
        load_default=None,
        validate=validate.OneOf(LOCALES),
        metadata={"description": "The language of the labels; yours where nothing is said."},
    )


class ButtonQueryData(TypedDict):
    locale: str | None


class ButtonSchema(Schema):
    id = fields.String(required=True)
    group = fields.String(required=True, validate=validate.OneOf(GROUPS), metadata={"description": _GROUP})
    label = fields.String(required=True)
    sets = fields.Dict(required=True, metadata={"description": _SETS})


class LastContactSchema(Schema):
    """With whom the last contact was, to begin from."""

    party = fields.String(required=True, validate=validate.OneOf(PARTIES))
    firm = fields.String(required=True, allow_none=True)
    lender = fields.String(required=True, allow_none=True)
    account_id = fields.String(required=True, allow_none=True)
    number = fields.String(required=True, allow_none=True)


class ButtonsSchema(Schema):
    buttons = fields.List(fields.Nested(ButtonSchema), required=True)
    last = fields.Nested(
        LastContactSchema,
        required=True,
        allow_none=True,
        metadata={"description": "null: nothing was logged yet."},
    )


@blueprint.get("")
@blueprint.arguments(ButtonQuery, location="query")
@blueprint.response(200, ButtonsSchema)
def list_buttons(query: ButtonQueryData) -> Response:
    """List the buttons that log a contact in a few taps, and with whom the last one was"""
    locale = query["locale"] or g.borrower.locale
    return json_answer({"buttons": [_button_json(each, locale) for each in BUTTONS], "last": _last()})


def _button_json(button: Button, locale: str) -> dict[str, object]:
    sets: dict[str, object] = dict(button.sets)
    if button.says:
        sets["said"] = dict(button.says)
    if button.visits:
        sets["visit"] = dict(button.visits)
    label = button_label(button.id, locale)
    return {"id": button.id, "group": button.group, "label": label, "sets": sets}


def _last() -> dict[str, object] | None:
    rows = contact_log.page(g.borrower_id, "contact", limit=1)
    if not rows:
        return None
    contact = load_contact(rows[0].body)
    return {
        "party": contact.party,
        "firm": contact.firm or None,
        "lender": contact.lender or None,
        "account_id": contact.debt,
        "number": contact.number or None,
    }
