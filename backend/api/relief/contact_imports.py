"""The route that takes a phone's call log: of the named numbers alone, each call once."""

from typing import NamedTuple, TypedDict

from flask import Response, g
from marshmallow import Schema, fields, validate

from backend.actions.relief.call_log_import import add_calls
from backend.api.http.answers import json_answer
from backend.api.http.blueprint import Blueprint
from backend.api.http.fields import Text
from backend.api.http.idempotency import idempotent_after
from backend.api.http.named_things import named_in
from backend.api.http.uploads import FileForm, allow_a_file, sent_file
from backend.domain.credit.card_number import contains_card_number, is_international_number
from backend.domain.relief.conduct import contact as facts
from backend.domain.relief.conduct.contact import Contact
from backend.errors import Invalid
from backend.readers.call_log import Call, CallLogRefused, of_numbers, read_call_log

blueprint = Blueprint(
    "contact imports", __name__, url_prefix="/v1/contacts", description="A phone's call log"
)

_MOST_BYTES = 2 << 20
_MOST_NUMBERS = 20

allow_a_file(blueprint, "import_calls", lambda settings: _MOST_BYTES)


class CallLogForm(FileForm):
    """The phone's log, and whose numbers these are."""

    numbers = fields.String(
        required=True,
        validate=validate.Length(1, 600),
        metadata={"description": "Their numbers, separated by commas; nothing is kept of any other call."},
    )
    party = fields.String(required=True, validate=validate.OneOf(facts.PARTIES))
    firm = Text(120, load_default=None)
    account_id = Text(40, load_default=None)


class CallLogData(TypedDict):
    file: object
    numbers: str
    party: facts.Party
    firm: str | None
    account_id: str | None


class ImportedCallsSchema(Schema):
    """What became of the file's rows."""

    contact_ids = fields.List(
        fields.String(), required=True, metadata={"description": "The contacts that were added."}
    )
    known = fields.Integer(required=True, metadata={"description": "Calls that were in the log already."})
    others = fields.Integer(required=True, metadata={"description": "Calls of other numbers; not kept."})
    unread = fields.List(
        fields.Integer(),
        required=True,
        metadata={
            "description": "Rows that could not be read, from 1; not kept. So is one dated ahead, and one without an "
            "offset in an hour that the clocks skip or show twice."
        },
    )


class _Read(NamedTuple):
    """What was read before anything is written."""

    contacts: list[Contact]
    others: int
    unread: tuple[int, ...]


def _read(data: CallLogData) -> _Read:
    numbers = [each.strip() for each in data["numbers"].split(",") if each.strip()]
    if not 0 < len(numbers) <= _MOST_NUMBERS or any(_may_be_a_cards(each) for each in numbers):
        raise Invalid("calls-numbers", most=_MOST_NUMBERS, field="numbers")
    given = sent_file(data["file"])
    content = given.stream.read(_MOST_BYTES + 1)
    given.stream.seek(0)  # an Idempotency-Key's digest reads it once more
    if len(content) > _MOST_BYTES:
        raise Invalid("calls-too-long", field="file")
    try:
        log = read_call_log(content, g.borrower.zone, now=g.now)
    except CallLogRefused as refused:
        raise _refusal(refused) from None
    taken = list(of_numbers(log, numbers))
    return _Read([_contact(call, data) for call in taken], len(log.calls) - len(taken), log.unread)


def _refusal(refused: CallLogRefused) -> Invalid:
    if refused.code == "calls-columns":
        return Invalid("calls-columns", field="file")
    if refused.code == "calls-too-long":
        return Invalid("calls-too-long", field="file")
    return Invalid("calls-unreadable", field="file")


def _may_be_a_cards(number: str) -> bool:
    return len(number) > 40 or (contains_card_number(number) and not is_international_number(number))


def _contact(call: Call, data: CallLogData) -> Contact:
    region = g.borrower.region or ""
    return Contact(
        id="",
        at=call.at,
        zone=g.borrower.zone,
        country=g.borrower.country,
        region=region if region.startswith(f"{g.borrower.country}-") else "",
        direction="by_me" if call.way == "out" else "to_me",
        party=data["party"],
        firm=data["firm"] or "",
        debt=data["account_id"],
        number=call.number,
        outcome=call.outcome,
    )


@blueprint.post("/imports")
@blueprint.arguments(CallLogForm, location="files")
@blueprint.response(201, ImportedCallsSchema)
@idempotent_after(_read)
def import_calls(read: _Read) -> Response:
    """Take in a phone's call log (CSV or JSON): the calls of the named numbers, each once; what was said can follow"""
    with named_in("account_id"):
        added = add_calls(g.borrower_id, read.contacts, now=g.now)
    return json_answer(
        {
            "contact_ids": list(added.ids),
            "known": added.known,
            "others": read.others,
            "unread": list(read.unread),
        },
        201,
    )
