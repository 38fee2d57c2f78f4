"""What is typed of a contact: all but whom it was with has a default."""

from datetime import datetime
from typing import TypedDict

from flask import g
from marshmallow import Schema, fields, validate

from backend.actions.people.places import check_region
from backend.api.http.fields import REGION, Country, Instant, NumberOrAddress, Region, Text, Zone
from backend.api.http.pagination import PageArgs, PageQuery
from backend.domain.relief.conduct import contact as facts
from backend.domain.relief.conduct.contact import Contact, Said, Visit

_SAID = {
    "third_party": "Whether somebody else was asked for you, or told of the debt. null: not known.",
    "who": "Who that was.",
    "identified": "They said who they are and for whom. null: not known.",
    "threat": "Violence, arrest or anything unlawful was threatened, or you were insulted. null: not known.",
    "false_authority": "They posed as police, court, state or lawyer, or called you a criminal. null: not known.",
    "only_end_or_remedy": "Nothing but that collection ends, or what they may do in law. null: not known.",
    "promised": "You promised to pay. null: not known.",
    "could_reach_me": "They could reach you at that time. null: not known.",
    "refused_before": "That person had told them before not to contact them about you. null: not known.",
    "demanded": "They asked for payment, or spoke of enforcing the debt. null: not known.",
}


_VISIT = {
    "announced": "They had told you before of the visit and what for. null: not known.",
    "against_will": "They came in, or stayed, against your will. null: not known.",
}


def _told(name: str) -> dict[str, str]:
    return {"description": (_SAID | _VISIT)[name]}


def _yes_or_no(name: str) -> fields.Boolean:
    return fields.Boolean(
        load_default=None, allow_none=True, truthy={True}, falsy={False}, metadata=_told(name)
    )


class SaidSchema(Schema):
    """What was said. Leave out what you do not remember: a rule that needs it answers so."""

    third_party = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.OneOf(facts.THIRD_PARTIES),
        metadata=_told("third_party"),
    )
    who = fields.String(
        load_default=None, allow_none=True, validate=validate.OneOf(facts.WHO), metadata=_told("who")
    )
    identified = _yes_or_no("identified")
    threat = _yes_or_no("threat")
    false_authority = _yes_or_no("false_authority")
    only_end_or_remedy = _yes_or_no("only_end_or_remedy")
    promised = _yes_or_no("promised")
    could_reach_me = _yes_or_no("could_reach_me")
    refused_before = _yes_or_no("refused_before")
    demanded = _yes_or_no("demanded")


class SaidData(TypedDict):
    third_party: facts.ThirdParty | None
    who: facts.Who | None
    identified: bool | None
    threat: bool | None
    false_authority: bool | None
    only_end_or_remedy: bool | None
    promised: bool | None
    could_reach_me: bool | None
    refused_before: bool | None
    demanded: bool | None


class VisitSchema(Schema):
    """Of a visit alone. Leave out what you do not remember."""

    people = fields.Integer(
        load_default=None,
        allow_none=True,
        strict=True,
        validate=validate.Range(1, 99),
        metadata={"description": "How many came. null: not known."},
    )
    announced = _yes_or_no("announced")
    against_will = _yes_or_no("against_will")


class VisitData(TypedDict):
    people: int | None
    announced: bool | None
    against_will: bool | None


_PARTY = (
    "The lender in its own name (issuer), who collects for it (collector), or who bought the debt (buyer)."
)
_FIRM = "Who made the contact; an issuer's is made by the account's issuer where nothing else is said."
_LENDER = "For whom; the account's issuer where nothing else is said."
_MY_NUMBER = "Which of your own numbers or addresses was used; calls to one number are counted by it."
_AGREED = "You had agreed to be contacted then and so."
_OPTED_IN = "You had agreed in writing to e-mails and texts from them. null: not known."
_ABOUT = "collection of arrears, or routine service, of which no rule of collection is asked."
_OUTCOME = (
    "talked: a conversation; answered: picked up without one; message: left on a voicemail; not_connected: it never "
    "rang. null: not known."
)


class NewContact(Schema):
    """One contact. Only `party` must be said: now, a call to you, in your own zone and place are taken for the rest."""

    party = fields.String(
        required=True, validate=validate.OneOf(facts.PARTIES), metadata={"description": _PARTY}
    )
    at = Instant(load_default=None, metadata={"description": "When, with its offset; now."})
    zone = Zone(load_default=None, metadata={"description": "IANA zone of where you were; yours."})
    country = Country(load_default=None, metadata={"description": "ISO 3166 of where you were; yours."})
    region = Region(load_default=None, allow_none=True, metadata={"description": REGION})
    channel = fields.String(load_default="call", validate=validate.OneOf(facts.CHANNELS))
    direction = fields.String(load_default="to_me", validate=validate.OneOf(facts.DIRECTIONS))
    firm = Text(120, load_default=None, allow_none=True, metadata={"description": _FIRM})
    lender = Text(120, load_default=None, allow_none=True, metadata={"description": _LENDER})
    account_id = Text(
        40, load_default=None, allow_none=True, metadata={"description": "The card or loan it was about."}
    )
    number = NumberOrAddress(
        120, load_default=None, allow_none=True, metadata={"description": "Their number or address."}
    )
    my_number = NumberOrAddress(120, load_default=None, allow_none=True, metadata={"description": _MY_NUMBER})
    outcome = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.OneOf(facts.OUTCOMES),
        metadata={"description": _OUTCOME},
    )
    place = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.OneOf(facts.PLACES),
        metadata={"description": "Where it reached you. null: not known."},
    )
    about = fields.String(
        load_default="collection", validate=validate.OneOf(facts.ABOUT), metadata={"description": _ABOUT}
    )
    agreed = fields.Boolean(
        load_default=False, truthy={True}, falsy={False}, metadata={"description": _AGREED}
    )
    said = fields.Nested(SaidSchema, load_default=None, allow_none=True)
    note = Text(2000, load_default=None, allow_none=True, metadata={"description": "In your own words."})
    visit = fields.Nested(VisitSchema, load_default=None, allow_none=True)
    opted_in = fields.Boolean(
        load_default=None, allow_none=True, truthy={True}, falsy={False}, metadata={"description": _OPTED_IN}
    )


class NewContactData(TypedDict):
    party: facts.Party
    at: datetime | None
    zone: str | None
    country: str | None
    region: str | None
    channel: facts.Channel
    direction: facts.Direction
    firm: str | None
    lender: str | None
    account_id: str | None
    number: str | None
    my_number: str | None
    outcome: facts.Outcome | None
    place: facts.Place | None
    about: facts.About
    agreed: bool
    said: SaidData | None
    note: str | None
    visit: VisitData | None
    opted_in: bool | None


def contact_of(data: NewContactData) -> Contact:
    """The contact as it was typed, with what the borrower's settings say of the rest."""
    country = data["country"] or g.borrower.country
    check_region(data["region"], country)
    mine = g.borrower.region if (g.borrower.region or "").startswith(f"{country}-") else ""
    return Contact(
        id="",
        at=data["at"] or g.now,
        zone=data["zone"] or g.borrower.zone,
        country=country,
        region=data["region"] or mine or "",
        channel=data["channel"],
        direction=data["direction"],
        party=data["party"],
        firm=data["firm"] or "",
        lender=data["lender"] or "",
        debt=data["account_id"],
        number=data["number"] or "",
        my_number=data["my_number"] or "",
        outcome=data["outcome"],
        place=data["place"],
        about=data["about"],
        agreed=data["agreed"],
        said=Said(**data["said"]) if data["said"] else Said(),
        note=data["note"] or "",
        visit=Visit(**data["visit"]) if data["visit"] else Visit(),
        opted_in=data["opted_in"],
    )


class ContactQuery(PageArgs):
    account_id = fields.String(load_default=None, validate=validate.Length(max=40))
    superseded = fields.Boolean(
        load_default=False, metadata={"description": "Show corrected and withdrawn ones too."}
    )


class ContactQueryData(PageQuery):
    account_id: str | None
    superseded: bool
