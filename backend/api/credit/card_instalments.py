"""Routes of instalment plans on a card: what each coming statement asks of them in full."""

from datetime import date
from typing import TypedDict

from flask import Response, g
from marshmallow import Schema, fields, validate

from backend.actions.credit import card_instalments
from backend.actions.credit.credit_accounts import biller_of, get_account, today_of
from backend.api.http.answers import iso, row_answer
from backend.api.http.blueprint import Blueprint
from backend.api.http.borrower_lock import with_borrower_lock
from backend.api.http.fields import Bounded, Day, Minor, Text
from backend.api.http.idempotency import idempotent
from backend.api.http.pagination import PageArgs, PageQuery, cursor_id, id_key, page_answer, page_schema
from backend.domain.credit.card_and_loan_terms import CardTerms
from backend.domain.credit.card_instalments import MOST_PARTS, EndedHow, InstalmentPlan, parts_of
from backend.domain.credit.statement_cycle import cycle
from backend.store.credit import card_instalment_plans as stored
from backend.store.credit.card_instalment_plans import CardInstalmentPlan

blueprint = Blueprint(
    "card instalments", __name__, url_prefix="/v1", description="Instalment plans on a card"
)

FEE_TIMINGS, SHOWN, TAKEN_FROM = ("spread", "first"), ("part", "whole"), ("balance", "purchase")
ENDED_HOW = ("billed", "to_balance", "cancelled")


def _about(text: str) -> dict[str, str]:
    return {"description": text}


class NewInstalmentPlan(Schema):
    """A bill or a purchase that the card lets you pay in parts. Say its cost in one way, or leave it unknown."""

    principal = Minor(required=True, low=1, metadata=_about("What is paid in parts, in minor units."))
    parts = Bounded(1, MOST_PARTS, required=True, metadata=_about("How many parts, one a statement."))
    first_closes_on = Day(
        required=True, metadata=_about("The closing day of the first statement that asks for a part.")
    )
    taken_from = fields.String(
        required=True,
        validate=validate.OneOf(TAKEN_FROM),
        metadata=_about(
            "balance: it was part of the card's balance, and left it on started_on. purchase: it never stood in it."
        ),
    )
    started_on = Day(
        load_default=None,
        allow_none=True,
        metadata=_about("When it began; today, or the first closing day where that is past."),
    )
    shown = fields.String(
        load_default="part",
        validate=validate.OneOf(SHOWN),
        metadata=_about(
            "What a statement's balance has of it: this month's part, or the whole principal that is left."
        ),
    )
    name = Text(80, load_default=None, allow_none=True, metadata=_about("What you call it."))
    fee_total = Minor(
        load_default=None, allow_none=True, metadata=_about("All fees together, in minor units.")
    )
    fee_timing = fields.String(
        load_default="spread",
        validate=validate.OneOf(FEE_TIMINGS),
        metadata=_about("fee_total is spread over the parts, or asked for with the first."),
    )
    fee_per_part = Minor(
        load_default=None, allow_none=True, metadata=_about("The fee of each part, in minor units.")
    )
    rate_bp = Bounded(
        0,
        100_000,
        load_default=None,
        allow_none=True,
        metadata=_about("Interest a year in basis points; the parts are then equal."),
    )


class NewInstalmentPlanData(TypedDict):
    principal: int
    parts: int
    first_closes_on: date
    taken_from: str
    started_on: date | None
    shown: str
    name: str | None
    fee_total: int | None
    fee_timing: str
    fee_per_part: int | None
    rate_bp: int | None


class EarlyEnd(Schema):
    """How a plan ends before its last part."""

    ended_on = Day(load_default=None, allow_none=True, metadata=_about("The day of the end; today."))
    how = fields.String(
        load_default="billed",
        validate=validate.OneOf(ENDED_HOW),
        metadata=_about(
            "billed: the next statement asks for all that is left. to_balance: it goes back to the balance. "
            "cancelled: it is not owed any more, as after a return."
        ),
    )
    fee = Minor(load_default=0, metadata=_about("What the early end costs, in minor units."))


class EarlyEndData(TypedDict):
    ended_on: date | None
    how: EndedHow
    fee: int


class CardPartSchema(Schema):
    """What one statement asks for, in minor units."""

    number = fields.Integer(required=True, metadata=_about("Which part, from 1."))
    closes_on = fields.Date(
        required=True, metadata=_about("The statement's closing day by the card's terms.")
    )
    principal = fields.Integer(required=True, metadata=_about("Repaid with this part, in minor units."))
    fee = fields.Integer(
        required=True, allow_none=True, metadata=_about("Fee or interest in minor units; null is unknown.")
    )
    amount = fields.Integer(
        required=True,
        metadata=_about("What is known to be asked for, in minor units: without an unknown fee."),
    )


class InstalmentPlanSchema(Schema):
    """An instalment plan on a card. Amounts in minor units of `currency`."""

    id = fields.String(required=True)
    card_id = fields.String(required=True)
    currency = fields.String(required=True, metadata=_about("ISO 4217 code of the card."))
    name = fields.String(required=True, allow_none=True, metadata=_about("What you call it."))
    principal = fields.Integer(required=True, metadata=_about("What is paid in parts, in minor units."))
    parts = fields.List(
        fields.Nested(CardPartSchema), required=True, metadata=_about("Every part, an early end counted in.")
    )
    cost_known = fields.Boolean(required=True, metadata=_about("Whether fee or rate have been said."))
    left = fields.Integer(
        required=True,
        metadata=_about("The principal that no closed statement has asked for, in minor units."),
    )
    state = fields.String(
        required=True,
        validate=validate.OneOf(("running", "finished", "ended")),
        metadata=_about("ended: early. finished: the last part has been asked for."),
    )
    started_on = fields.Date(required=True, metadata=_about("When it began."))
    taken_from = fields.String(required=True, validate=validate.OneOf(TAKEN_FROM))
    shown = fields.String(required=True, validate=validate.OneOf(SHOWN))
    ended_on = fields.Date(required=True, allow_none=True, metadata=_about("The day of an early end."))
    ended_how = fields.String(required=True, allow_none=True, metadata=_about("How it ended early."))
    created_at = fields.AwareDateTime(required=True)
    updated_at = fields.AwareDateTime(required=True)


def _plan_json(row: CardInstalmentPlan) -> dict[str, object]:
    terms, today = biller_of(row.account).card_terms, today_of(row.account, g.now)
    parts = _parts_json(row.plan, terms)
    closed = sum(part.principal for part in parts_of(row.plan) if cycle(terms, part.month).closes_on <= today)
    over = row.ended_on is not None
    running = any(cycle(terms, part.month).closes_on > today for part in parts_of(row.plan))
    return {
        "id": row.id,
        "card_id": row.account_id,
        "currency": row.account.currency,
        "name": row.name,
        "principal": row.principal,
        "parts": parts,
        "cost_known": row.plan.cost_known,
        "left": 0 if over and row.ended_how != "billed" else row.principal - closed,
        "state": "ended" if over else "running" if running else "finished",
        "started_on": iso(row.started_on),
        "taken_from": row.taken_from,
        "shown": row.shown,
        "ended_on": iso(row.ended_on),
        "ended_how": row.ended_how,
        "created_at": iso(row.created_at),
        "updated_at": iso(row.updated_at),
    }


def _parts_json(plan: InstalmentPlan, terms: CardTerms) -> list[dict[str, object]]:
    return [
        {
            "number": part.number,
            "closes_on": iso(cycle(terms, part.month).closes_on),
            "principal": part.principal,
            "fee": part.fee,
            "amount": part.amount,
        }
        for part in parts_of(plan)
    ]


def _answer(row: CardInstalmentPlan, status: int = 200) -> Response:
    return row_answer(_plan_json(row), row, status, made_under="/v1/instalment-plans")


@blueprint.post("/cards/<card_id>/instalment-plans")
@blueprint.arguments(NewInstalmentPlan)
@blueprint.response(201, InstalmentPlanSchema)
@idempotent
def add_instalment_plan(data: NewInstalmentPlanData, card_id: str) -> Response:
    """Begin an instalment plan on a card; the coming minimums ask for its parts in full"""
    account = get_account(g.borrower_id, card_id, "card")
    return _answer(card_instalments.add_plan(account, now=g.now, **data), 201)


@blueprint.get("/cards/<card_id>/instalment-plans")
@blueprint.arguments(PageArgs, location="query")
@blueprint.response(200, page_schema(InstalmentPlanSchema))
def list_instalment_plans(query: PageQuery, card_id: str) -> Response:
    """List a card's instalment plans"""
    account = get_account(g.borrower_id, card_id, "card")
    rows = stored.page(account.id, limit=query["limit"] + 1, after=cursor_id(query["cursor"]))
    return page_answer(rows, query["limit"], item=_plan_json, sort_key=id_key)


@blueprint.get("/instalment-plans/<instalment_plan_id>")
@blueprint.response(200, InstalmentPlanSchema)
def get_instalment_plan(instalment_plan_id: str) -> Response:
    """Read one instalment plan"""
    return _answer(card_instalments.get_plan(g.borrower_id, instalment_plan_id))


@blueprint.post("/instalment-plans/<instalment_plan_id>/end")
@blueprint.arguments(EarlyEnd)
@blueprint.response(200, InstalmentPlanSchema)
@idempotent
def end_instalment_plan(data: EarlyEndData, instalment_plan_id: str) -> Response:
    """End an instalment plan early"""
    row = card_instalments.get_plan(g.borrower_id, instalment_plan_id)
    return _answer(card_instalments.end_plan(row, now=g.now, **data))


@blueprint.delete("/instalment-plans/<instalment_plan_id>")
@blueprint.response(204)
@with_borrower_lock
def take_back_instalment_plan(instalment_plan_id: str) -> None:
    """Take back a plan that was said wrongly, as if it had never been"""
    card_instalments.take_back_plan(card_instalments.get_plan(g.borrower_id, instalment_plan_id), now=g.now)
