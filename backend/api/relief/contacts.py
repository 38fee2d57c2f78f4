"""Routes of the contact log: who called, wrote or came, and what the rules of the place say of it."""

from flask import Response, g
from marshmallow import Schema, fields, validate

from backend.actions.relief import contacts, ownership
from backend.actions.relief.contacts import JudgedContact
from backend.api.http.answers import iso, json_answer
from backend.api.http.blueprint import Blueprint
from backend.api.http.fields import Choices
from backend.api.http.idempotency import idempotent
from backend.api.http.named_things import named_in
from backend.api.http.pagination import (
    PageArgs,
    PageQuery,
    cursor_id,
    cursor_instant_and_id,
    id_key,
    page_answer,
    page_schema,
)
from backend.api.relief.conduct_forms import VerdictSchema, verdict_json
from backend.api.relief.contact_answers import ContactSchema, contact_json
from backend.api.relief.contact_forms import (
    ContactQuery,
    ContactQueryData,
    NewContact,
    NewContactData,
    contact_of,
)
from backend.domain.relief.conduct import contact as facts
from backend.domain.relief.conduct.rule import ANSWERS, Answer
from backend.store.relief import contact_log
from backend.store.relief.contact_log import ContactEntry

blueprint = Blueprint(
    "contacts", __name__, url_prefix="/v1/contacts", description="Who contacted you, and by which rules"
)


def contact_answer(row: ContactEntry, status: int = 200) -> Response:
    debts = ownership.abouts([row.account_id] if row.account_id else [])
    body = contact_json(row, contacts.judged_log(g.borrower_id, {row.id}), debts, g.borrower.locale)
    return json_answer(body, status, location=f"/v1/contacts/{row.id}" if status == 201 else None)


@blueprint.get("")
@blueprint.arguments(ContactQuery, location="query")
@blueprint.response(200, page_schema(ContactSchema))
def list_contacts(query: ContactQueryData) -> Response:
    """List your contacts, the last logged first, each with what the rules say of it"""
    rows = contact_log.page(
        g.borrower_id,
        "contact",
        limit=query["limit"] + 1,
        before=cursor_id(query["cursor"]),
        account_id=query["account_id"],
        superseded=query["superseded"],
    )
    log, locale = contacts.judged_log(g.borrower_id, {row.id for row in rows}), g.borrower.locale
    debts = ownership.abouts(row.account_id for row in rows if row.account_id)
    return page_answer(
        rows, query["limit"], item=lambda row: contact_json(row, log, debts, locale), sort_key=id_key
    )


@blueprint.post("")
@blueprint.arguments(NewContact)
@blueprint.response(201, ContactSchema)
@idempotent
def add_contact(data: NewContactData) -> Response:
    """Log a contact; the answer says which rule of the place it kept or broke, and which facts are missing"""
    with named_in("account_id"):
        row = contacts.log_contact(g.borrower_id, contact_of(data), now=g.now)
    return contact_answer(row, 201)


@blueprint.get("/<contact_id>")
@blueprint.response(200, ContactSchema)
def get_contact(contact_id: str) -> Response:
    """Read one, also one that was corrected"""
    return contact_answer(contacts.get(g.borrower_id, contact_id, "contact"))


@blueprint.post("/<contact_id>/corrections")
@blueprint.arguments(NewContact)
@blueprint.response(201, ContactSchema)
@idempotent
def correct_contact(data: NewContactData, contact_id: str) -> Response:
    """Put a corrected contact in its place, whole; the first stays in the log"""
    row = contacts.get(g.borrower_id, contact_id, "contact")
    with named_in("account_id"):
        new = contacts.correct_contact(row, contact_of(data), now=g.now)
    return contact_answer(new, 201)


@blueprint.post("/<contact_id>/withdraw")
@blueprint.response(201, ContactSchema)
@idempotent
def withdraw_contact(contact_id: str) -> Response:
    """Take back what was logged by mistake; it stays in the log, and no rule is asked of it"""
    row = contacts.get(g.borrower_id, contact_id, "contact")
    return contact_answer(contacts.withdraw(row, now=g.now), 201)


class FindingQuery(PageArgs):
    answer = Choices(
        ANSWERS,
        load_default=frozenset({"broken"}),
    )


class FindingQueryData(PageQuery):
    answer: frozenset[Answer]


class ContactFindingSchema(Schema):
    """A contact and the rules that answered so of it."""

    contact_id = fields.String(required=True)
    at = fields.AwareDateTime(required=True)
    channel = fields.String(required=True, validate=validate.OneOf(facts.CHANNELS))
    party = fields.String(required=True, validate=validate.OneOf(facts.PARTIES))
    firm = fields.String(required=True, allow_none=True, metadata={"description": "null: not known."})
    account_id = fields.String(required=True, allow_none=True)
    verdicts = fields.List(fields.Nested(VerdictSchema), required=True)


def _finding_json(found: JudgedContact) -> dict[str, object]:
    contact, judged = found
    return {
        "contact_id": contact.id,
        "at": iso(contact.at),
        "channel": contact.channel,
        "party": contact.party,
        "firm": contact.firm or None,
        "account_id": contact.debt,
        "verdicts": [verdict_json(each, g.borrower.locale) for each in judged.verdicts] if judged else [],
    }


@blueprint.get("/findings")
@blueprint.arguments(FindingQuery, location="query")
@blueprint.response(200, page_schema(ContactFindingSchema))
def list_contact_findings(query: FindingQueryData) -> Response:
    """List the contacts that broke a rule (or gave another answer), the newest first"""
    before = cursor_instant_and_id(query["cursor"])
    found = contacts.findings(g.borrower_id, query["answer"])
    rows = [each for each in found if before is None or (each.contact.at, each.contact.id) < before]
    return page_answer(
        rows[: query["limit"] + 1],
        query["limit"],
        item=_finding_json,
        sort_key=lambda each: (each.contact.at, each.contact.id),
    )
