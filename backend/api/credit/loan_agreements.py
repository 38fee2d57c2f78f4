"""Routes of what is agreed of a running loan from a day on, and of what would pay it off."""

from datetime import date
from typing import TypedDict

from flask import Response, g
from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from backend.actions.credit import early_pay_off, loan_agreements
from backend.actions.credit.credit_accounts import get_account, today_of
from backend.api.credit.terms_forms import terms_json
from backend.api.http.answers import iso, json_answer
from backend.api.http.blueprint import Blueprint
from backend.api.http.borrower_lock import with_borrower_lock
from backend.api.http.fields import Bounded, Day, Minor, Text
from backend.api.http.idempotency import idempotent
from backend.api.http.pagination import PageArgs, PageQuery, cursor_id, id_key, page_answer, page_schema
from backend.domain.credit.loan_contract import HolidayInterest, Keeps
from backend.domain.credit.pay_off import PayOff
from backend.store.credit import loan_terms
from backend.store.credit.credit_accounts import load_loan_terms
from backend.store.credit.loan_terms import LoanTerm

blueprint = Blueprint(
    "loan agreements", __name__, url_prefix="/v1/loans", description="What is agreed of a running loan"
)

INTERESTS, KEEPS = ("accrues", "waived", "paid"), ("end", "instalment")


class HolidaySchema(Schema):
    """A payment holiday, or a deferral: everything due from the day on moves by so many intervals."""

    intervals = Bounded(
        1, 60, required=True, metadata={"description": "Intervals of the contract without a repayment."}
    )
    interest = fields.String(
        load_default="accrues",
        validate=validate.OneOf(INTERESTS),
        metadata={
            "description": "accrues: asked for afterwards; waived: none for the time; paid: each interval alone."
        },
    )


class HolidayData(TypedDict):
    intervals: int
    interest: HolidayInterest


class NewLoanTerm(Schema):
    """What was agreed from a day on: one of rate, instalment, added instalments and holiday at least."""

    from_on = Day(
        required=True, metadata={"description": "The first day it counts; what fell due before stays."}
    )
    rate_bp = Bounded(
        0,
        100_000,
        load_default=None,
        allow_none=True,
        metadata={"description": "The new annual rate, basis points, for the days behind from_on."},
    )
    instalment = Minor(
        low=1,
        load_default=None,
        allow_none=True,
        metadata={"description": "The new equal instalment in minor units, until all is repaid."},
    )
    added_instalments = Bounded(
        0, 600, load_default=0, metadata={"description": "So many instalments more; each becomes smaller."}
    )
    holiday = fields.Nested(HolidaySchema, load_default=None, allow_none=True)
    keeps = fields.String(
        load_default="end",
        validate=validate.OneOf(KEEPS),
        metadata={
            "description": "After a new rate: the end stays, or the instalment stays and the end moves."
        },
    )
    note = Text(2000, load_default=None, allow_none=True)

    @validates_schema
    def something(self, data: "NewLoanTermData", **kwargs: object) -> None:
        agreed = (data["rate_bp"], data["instalment"], data["added_instalments"] or None, data["holiday"])
        if all(each is None for each in agreed):
            raise ValidationError("Give a rate, an instalment, added instalments or a holiday.", "rate_bp")


class NewLoanTermData(TypedDict):
    from_on: date
    rate_bp: int | None
    instalment: int | None
    added_instalments: int
    holiday: HolidayData | None
    keeps: Keeps
    note: str | None


class LoanTermSchema(Schema):
    """What was agreed of a running loan; `terms` where new terms took the place of all before."""

    id = fields.String(required=True)
    from_on = fields.Date(required=True)
    rate_bp = fields.Integer(required=True, allow_none=True, metadata={"description": "Basis points a year."})
    instalment = fields.Integer(required=True, allow_none=True, metadata={"description": "Minor units."})
    added_instalments = fields.Integer(required=True, metadata={"description": "How many more."})
    holiday = fields.Nested(HolidaySchema, required=True, allow_none=True)
    keeps = fields.String(required=True, validate=validate.OneOf(KEEPS))
    terms = fields.Dict(
        required=True,
        allow_none=True,
        metadata={"description": "New terms as a whole, as of a loan; or null."},
    )
    note = fields.String(required=True, allow_none=True)
    agreed_at = fields.AwareDateTime(required=True)


class PayOffQuery(Schema):
    on = Day(load_default=None, metadata={"description": "The day; today where nothing is said."})


class PayOffQueryData(TypedDict):
    on: date | None


class PayOffSchema(Schema):
    """What would pay the loan off at the end of a day. An estimate: only the lender knows its own figure."""

    on = fields.Date(required=True)
    currency = fields.String(required=True)
    past_due = fields.Integer(required=True, metadata={"description": "Minor units open of what fell due."})
    principal = fields.Integer(required=True, metadata={"description": "Minor units of principal left."})
    interest = fields.Integer(required=True, metadata={"description": "Minor units of interest to the day."})
    interest_of_day = fields.Integer(
        required=True,
        metadata={
            "description": "Minor units of `interest` that are the day's own. Lenders differ in whether they count "
            "that day: a payment of so much less pays the loan off as well."
        },
    )
    penalty = fields.Integer(
        required=True,
        allow_none=True,
        metadata={"description": "Minor units the contract takes for early repayment; null: not known."},
    )
    amount = fields.Integer(
        required=True,
        metadata={"description": "Minor units, of all that is known; without an unknown penalty."},
    )
    estimated = fields.Boolean(required=True, metadata={"description": "Always true: ask the lender."})


def term_json(row: LoanTerm) -> dict[str, object]:
    holiday = row.change.holiday
    return {
        "id": row.id,
        "from_on": row.from_on.isoformat(),
        "rate_bp": row.rate_bp,
        "instalment": row.instalment,
        "added_instalments": row.added_instalments,
        "holiday": {"intervals": holiday.intervals, "interest": holiday.interest} if holiday else None,
        "keeps": row.keeps,
        "terms": terms_json(load_loan_terms(row.terms)) if row.terms else None,
        "note": row.note,
        "agreed_at": iso(row.agreed_at),
    }


def _pay_off_json(found: PayOff, currency: str) -> dict[str, object]:
    return {
        "on": found.on.isoformat(),
        "currency": currency,
        "past_due": found.owed.past_due,
        "principal": found.owed.principal,
        "interest": found.owed.interest,
        "interest_of_day": found.owed.interest_of_day,
        "penalty": found.penalty,
        "amount": found.amount,
        "estimated": True,
    }


@blueprint.post("/<loan_id>/terms")
@blueprint.arguments(NewLoanTerm)
@blueprint.response(201, LoanTermSchema)
@idempotent
def agree_on_terms(data: NewLoanTermData, loan_id: str) -> Response:
    """Say what was agreed of a running loan from a day on

    A rate reset, another instalment, added instalments, a payment holiday. What fell due before the day stays.
    """
    row, holiday = get_account(g.borrower_id, loan_id, "loan"), data["holiday"]
    agreed = loan_agreements.agree(
        row,
        now=g.now,
        from_on=data["from_on"],
        rate_bp=data["rate_bp"],
        instalment=data["instalment"],
        added_instalments=data["added_instalments"],
        holiday_intervals=holiday["intervals"] if holiday else None,
        holiday_interest=holiday["interest"] if holiday else None,
        keeps=data["keeps"],
        note=data["note"],
    )
    return json_answer(term_json(agreed), 201)


@blueprint.get("/<loan_id>/terms")
@blueprint.arguments(PageArgs, location="query")
@blueprint.response(200, page_schema(LoanTermSchema))
def list_terms(query: PageQuery, loan_id: str) -> Response:
    """List what was agreed of a running loan, in the order it was said"""
    account, limit = get_account(g.borrower_id, loan_id, "loan"), query["limit"]
    rows = loan_terms.page(account.id, limit=limit + 1, after=cursor_id(query["cursor"]))
    return page_answer(rows, limit, item=term_json, sort_key=id_key)


@blueprint.delete("/<loan_id>/terms/<term_id>")
@blueprint.response(204)
@with_borrower_lock
def withdraw_terms(loan_id: str, term_id: str) -> None:
    """Take back what was agreed, as if it had never been said"""
    loan_agreements.withdraw(get_account(g.borrower_id, loan_id, "loan"), term_id, now=g.now)


@blueprint.get("/<loan_id>/pay-off")
@blueprint.arguments(PayOffQuery, location="query")
@blueprint.response(200, PayOffSchema)
def quote_pay_off(query: PayOffQueryData, loan_id: str) -> Response:
    """What would pay the loan off on a day, as far as the contract tells

    Record the payment with `meant_as` pay_off, and the loan is silent. It may leave out `interest_of_day`, and no more.
    """
    account = get_account(g.borrower_id, loan_id, "loan")
    today = today_of(account, g.now)
    found = early_pay_off.quote(account, on=query["on"] or today, today=today)
    return json_answer(_pay_off_json(found, account.currency))
