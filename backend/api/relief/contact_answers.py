"""What is shown of a contact, of any row of the log, and of what the rules say."""

import json
from collections.abc import Mapping
from dataclasses import asdict

from marshmallow import Schema, fields, validate

from backend.actions.relief.contacts import JudgedContact
from backend.actions.relief.ownership import NOWHERE, About, Place
from backend.api.http.answers import iso
from backend.api.http.fields import REGION
from backend.api.relief.conduct_forms import ConductSchema, conduct_json
from backend.api.relief.contact_forms import SaidSchema, VisitSchema
from backend.api.relief.payee_answers import STANDING
from backend.domain.calendar.local_time import local_date
from backend.domain.relief.conduct import contact as facts
from backend.domain.relief.ownership import CERTAINTIES, STANDINGS, standing
from backend.store.relief.contact_json import load_contact
from backend.store.relief.contact_log import ContactEntry


class Logged(Schema):
    """What every row of the log has."""

    id = fields.String(required=True)
    seq = fields.Integer(required=True, metadata={"description": "Its place in your log, from 1."})
    supersedes = fields.String(
        required=True, allow_none=True, metadata={"description": "The row that it corrects."}
    )
    superseded_by = fields.String(
        required=True, allow_none=True, metadata={"description": "The row that has taken its place."}
    )
    withdrawn = fields.Boolean(
        required=True, metadata={"description": "It takes back the row it supersedes."}
    )
    hash = fields.String(
        required=True, metadata={"description": "sha256 over the hash of the row before and this row's text."}
    )
    logged_at = fields.AwareDateTime(required=True)


class CallerSchema(Schema):
    """What the firm was to the debt on the day of the contact, by the history that you typed."""

    standing = fields.String(
        required=True, validate=validate.OneOf(STANDINGS), metadata={"description": STANDING}
    )
    certainty = fields.String(required=True, validate=validate.OneOf(CERTAINTIES))


class ContactSchema(Logged):
    """A contact as it was logged, and what the rules of its place say of it."""

    at = fields.AwareDateTime(required=True)
    zone = fields.String(required=True)
    country = fields.String(required=True)
    region = fields.String(required=True, allow_none=True, metadata={"description": REGION})
    channel = fields.String(required=True, validate=validate.OneOf(facts.CHANNELS))
    direction = fields.String(required=True, validate=validate.OneOf(facts.DIRECTIONS))
    party = fields.String(required=True, validate=validate.OneOf(facts.PARTIES))
    firm = fields.String(required=True, allow_none=True, metadata={"description": "null: not known."})
    lender = fields.String(required=True, allow_none=True, metadata={"description": "null: not known."})
    account_id = fields.String(required=True, allow_none=True)
    number = fields.String(required=True, allow_none=True)
    my_number = fields.String(required=True, allow_none=True)
    outcome = fields.String(required=True, allow_none=True, validate=validate.OneOf((*facts.OUTCOMES, None)))
    place = fields.String(required=True, allow_none=True, validate=validate.OneOf((*facts.PLACES, None)))
    about = fields.String(required=True, validate=validate.OneOf(facts.ABOUT))
    agreed = fields.Boolean(required=True)
    said = fields.Nested(SaidSchema, required=True)
    note = fields.String(required=True, allow_none=True)
    visit = fields.Nested(VisitSchema, required=True)
    opted_in = fields.Boolean(
        required=True, allow_none=True, metadata={"description": "To e-mails and texts. null: not known."}
    )
    caller = fields.Nested(CallerSchema, required=True)
    conduct = fields.Nested(
        ConductSchema,
        required=True,
        allow_none=True,
        metadata={"description": "null: a row that no longer stands."},
    )


_NOTHING_SAID: dict[str, object] = asdict(facts.Said())


def logged_json(row: ContactEntry) -> dict[str, object]:
    return {
        "id": row.id,
        "seq": row.seq,
        "supersedes": row.supersedes,
        "superseded_by": row.superseded_by,
        "withdrawn": row.withdrawn,
        "hash": row.hash,
        "logged_at": iso(row.created_at),
    }


def facts_json(row: ContactEntry) -> dict[str, object]:
    """What was logged; an empty name is one that is not known, as is what the form did not ask for then."""
    told: dict[str, object] = json.loads(row.body)["facts"]
    if row.kind == "contact":
        said: dict[str, object] = json.loads(row.body)["facts"]["said"]
        told = {"opted_in": None, "visit": asdict(facts.Visit())} | told | {"said": _NOTHING_SAID | said}
    else:
        told = {"until_on": None} | told
    return {name: None if value == "" else value for name, value in told.items()}


def contact_json(
    row: ContactEntry, log: Mapping[str, JudgedContact], debts: Mapping[str, About], locale: str
) -> dict[str, object]:
    told = facts_json(row)
    told["account_id"] = told.pop("debt")
    judged = log.get(row.id)
    conduct = conduct_json(judged.judged, locale) if judged else None
    return logged_json(row) | told | {"caller": _caller_json(row, debts), "conduct": conduct}


def _caller_json(row: ContactEntry, debts: Mapping[str, About]) -> dict[str, object]:
    contact = load_contact(row.body)
    place = NOWHERE
    if contact.debt is not None and contact.debt in debts:
        debt, history = debts[contact.debt]
        place = Place(*standing(contact.firm, debt, history, local_date(contact.at, contact.zone)))
    return place._asdict()
