"""The forms of disputes of a debt, and what is shown of one."""

import json
from datetime import date
from typing import TypedDict

from flask import g
from marshmallow import Schema, fields, validate

from backend import countries
from backend.actions.relief import debt_disputes
from backend.api.bureau.checkpoints import BureauSchema, body_json
from backend.api.http.answers import iso
from backend.api.http.borrower_home import borrower_today
from backend.api.http.fields import REGION, Country, Currency, Day, Minor, Region, Text
from backend.api.http.pagination import PageArgs, PageQuery
from backend.api.relief.debt_dispute_letters import facts_of
from backend.api.relief.guidance_forms import LimitationSchema, limitation_json
from backend.api.relief.payee_answers import OwedSourceSchema
from backend.domain.relief.complaint import EVENTS, NEXT_STEPS, STATES, next_step, possible
from backend.domain.relief.owed_law import LETTER_KINDS, RECIPIENTS, LetterKind, Recipient
from backend.store.relief.debt_disputes import DebtDispute
from backend.words.catalogue import known_locale
from backend.words.relief.debt_dispute_facts import missing
from backend.words.relief.rule_line import Cited

_KIND = (
    "validation: ask for proof; original_creditor: ask who lent first; not_mine, paid, wrong_amount, identity_theft, "
    "time_barred: why it is not owed, or not so."
)
_PARTY = "issuer: the lender in its own name; collector; buyer of the debt."
_NEXT = (
    "What to do next; wait until `answer_by` or `look_on`, then escalate. wait_or_escalate: no time to answer is known "
    "and you set no `look_on`; some weeks are usual, and you judge. judge_answer: is it enough?"
)


class NewDebtDispute(Schema):
    """What you dispute; with a notice or an account much is known already."""

    kind = fields.String(
        required=True, validate=validate.OneOf(LETTER_KINDS), metadata={"description": _KIND}
    )
    party = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.OneOf(RECIPIENTS),
        metadata={"description": f"{_PARTY} null: as the history has it, else a collector."},
    )
    firm = Text(120, load_default=None, allow_none=True, metadata={"description": "To whom."})
    account_id = Text(40, load_default=None, allow_none=True)
    notice_id = Text(40, load_default=None, allow_none=True, metadata={"description": "What it answers."})
    country = Country(load_default=None, allow_none=True)
    region = Region(load_default=None, allow_none=True, metadata={"description": REGION})
    reference = Text(60, load_default=None, allow_none=True, metadata={"description": "Theirs."})
    currency = Currency(load_default=None, allow_none=True)
    claimed = Minor(load_default=None, allow_none=True, metadata={"description": "Minor units."})
    disputed = Minor(
        low=1,
        load_default=None,
        allow_none=True,
        metadata={"description": "The part that you dispute, in minor units; null: the whole."},
    )
    paid_on = Day(load_default=None, allow_none=True, metadata={"description": "Of `paid`: when."})
    paid_amount = Minor(
        low=1, load_default=None, allow_none=True, metadata={"description": "Of `paid`: how much."}
    )
    missed_since = Day(
        load_default=None,
        allow_none=True,
        metadata={"description": "Of `time_barred`: the first payment that was missed and never made good."},
    )
    note = Text(2000, load_default=None, allow_none=True, metadata={"description": "In your own words."})


class NewDebtDisputeData(TypedDict):
    kind: LetterKind
    party: Recipient | None
    firm: str | None
    account_id: str | None
    notice_id: str | None
    country: str | None
    region: str | None
    reference: str | None
    currency: str | None
    claimed: int | None
    disputed: int | None
    paid_on: date | None
    paid_amount: int | None
    missed_since: date | None
    note: str | None


class SentDebtDispute(Schema):
    on = Day(
        load_default=None, allow_none=True, metadata={"description": "Today where nothing else is said."}
    )
    look_on = Day(
        load_default=None,
        allow_none=True,
        metadata={"description": "Your own day to look again, for where no law gives one."},
    )


class SentDebtDisputeData(TypedDict):
    on: date | None
    look_on: date | None


class DebtDisputeQuery(PageArgs):
    account_id = Text(40, load_default=None)


class DebtDisputeQueryData(PageQuery):
    account_id: str | None


class AfterSchema(OwedSourceSchema):
    says = fields.String(required=True)


class DebtDisputeSchema(Schema):
    """A dispute of a debt, and how far it has come. Nobody can say how it ends."""

    id = fields.String(required=True)
    kind = fields.String(
        required=True, validate=validate.OneOf(LETTER_KINDS), metadata={"description": _KIND}
    )
    party = fields.String(
        required=True, validate=validate.OneOf(RECIPIENTS), metadata={"description": _PARTY}
    )
    firm = fields.String(required=True)
    account_id = fields.String(required=True, allow_none=True)
    notice_id = fields.String(required=True, allow_none=True)
    country = fields.String(required=True)
    region = fields.String(required=True, allow_none=True, metadata={"description": REGION})
    reference = fields.String(required=True, allow_none=True)
    currency = fields.String(required=True, allow_none=True)
    claimed = fields.Integer(required=True, allow_none=True)
    disputed = fields.Integer(required=True, allow_none=True)
    paid_on = fields.Date(required=True, allow_none=True)
    paid_amount = fields.Integer(required=True, allow_none=True)
    missed_since = fields.Date(required=True, allow_none=True)
    note = fields.String(required=True, allow_none=True)
    missing = fields.List(
        fields.String(), required=True, metadata={"description": "Facts that the letter lacks, in words."}
    )
    state = fields.String(required=True, validate=validate.OneOf(STATES))
    possible = fields.List(fields.String(validate=validate.OneOf(EVENTS)), required=True)
    next_step = fields.String(
        required=True, validate=validate.OneOf(NEXT_STEPS), metadata={"description": _NEXT}
    )
    sent_on = fields.Date(required=True, allow_none=True)
    answer_by = fields.Date(
        required=True, allow_none=True, metadata={"description": "null: not sent, or no time is known."}
    )
    look_on = fields.Date(required=True, allow_none=True)
    clock = fields.Dict(
        required=True,
        allow_none=True,
        metadata={"description": "What `answer_by` rests on: days, law, confirmed; of the day of sending."},
    )
    answered_on = fields.Date(required=True, allow_none=True)
    escalated_to = fields.String(required=True, allow_none=True, metadata={"description": "A body's id."})
    escalated_on = fields.Date(required=True, allow_none=True)
    deadline_id = fields.String(required=True, allow_none=True)
    after = fields.List(
        fields.Nested(AfterSchema),
        required=True,
        metadata={"description": "What happens once it is sent, by the place's data; empty: not known."},
    )
    limitation = fields.Nested(
        LimitationSchema,
        required=True,
        allow_none=True,
        metadata={"description": "Of `time_barred` with a day: when it may be over, and what restarts it."},
    )
    bodies = fields.List(
        fields.Nested(BureauSchema), required=True, metadata={"description": "Whom it can be taken to."}
    )


_PLAIN = ("id", "kind", "party", "firm", "account_id", "notice_id", "country", "region", "reference")
_FACTS = ("currency", "claimed", "disputed", "paid_amount", "note", "state", "deadline_id")
_DAYS = ("paid_on", "missed_since", "sent_on", "answer_by", "look_on", "answered_on", "escalated_on")


def debt_dispute_json(row: DebtDispute) -> dict[str, object]:
    locale, today = known_locale(g.borrower.locale), borrower_today()
    facts = facts_of(row, locale=locale, on=today, body=None)
    limits = debt_disputes.limitation_of(row, today)
    return {
        **{name: getattr(row, name) for name in (*_PLAIN, *_FACTS)},
        **{name: iso(getattr(row, name)) for name in _DAYS},
        "missing": list(missing(facts, locale)),
        "possible": list(possible(row.state, answer_by=row.answer_by, on=today)),
        "next_step": next_step(row.state, row.answer_by or row.look_on, today),
        "clock": json.loads(row.clock) if row.clock else None,
        "escalated_to": row.body_id,
        "after": [_after_json(each) for each in facts.after],
        "limitation": limitation_json(limits, locale) if limits else None,
        "bodies": _bodies_json(row.country, locale),
    }


def _after_json(rule: Cited) -> dict[str, object]:
    return {**rule._asdict(), "checked_on": iso(rule.checked_on)}


def _bodies_json(country: str, locale: str) -> list[dict[str, str]]:
    law, known = countries.law_of(country), debt_disputes.bodies_of(country)
    if law is None:
        return []
    return [body_json(body, locale) for body in law.complaints if body.id in known]
