"""Loans, and their schedules."""

from typing import Any

from flask import Response, g, jsonify
from marshmallow import Schema, fields, validate

from backend.actions.credit import loans
from backend.actions.credit.accounts import get_account
from backend.api.credit.cards import (
    AccountFields,
    AccountSchema,
    ChangedAccount,
    account_page,
    shown,
    with_defaults,
)
from backend.api.http.blueprint import Blueprint
from backend.api.http.borrower_lock import with_borrower_lock
from backend.api.http.etag import check_if_match, set_etag
from backend.api.http.fields import Bounded, Day, Minor
from backend.api.http.forms import LoanTermsSchema
from backend.api.http.idempotency import idempotent
from backend.api.http.pagination import PageArgs, page_schema
from backend.store.credit import instalments
from backend.store.credit.accounts import Account

blueprint = Blueprint("loans", __name__, url_prefix="/v1/loans", description="Instalment loans")


class NewLoan(AccountFields):
    """A loan. `first_open` (from 1) is the first instalment still owed; by default the first still payable."""

    terms = fields.Nested(LoanTermsSchema, required=True)
    first_open = Bounded(1, 600, load_default=None, allow_none=True)


class ChangedLoan(ChangedAccount):
    terms = fields.Nested(LoanTermsSchema)


class LoanSchema(AccountSchema):
    """An instalment loan."""


class InstalmentSchema(Schema):
    """One instalment of the schedule, in minor units."""

    number = fields.Integer(required=True)
    due_on = fields.Date(required=True)
    principal = fields.Integer(required=True)
    interest = fields.Integer(required=True)
    amount = fields.Integer(required=True)
    balance_after = fields.Integer(required=True)


class ScheduleSchema(Schema):
    """The whole schedule; it sums exactly to the principal unless the lender's own differs."""

    currency = fields.String(required=True)
    instalments = fields.List(fields.Nested(InstalmentSchema), required=True)
    total_principal = fields.Integer(required=True)
    total_interest = fields.Integer(required=True)


class OverriddenInstalment(Schema):
    number = Bounded(1, 600, required=True)
    due_on = Day(required=True)
    principal = Minor(required=True)
    interest = Minor(required=True)


class Override(Schema):
    """What the lender's own schedule says where it differs."""

    instalments = fields.List(
        fields.Nested(OverriddenInstalment), required=True, validate=validate.Length(1, 600)
    )


def _schedule(row: Account) -> Response:
    parts = instalments.schedule_of(row)
    answer = jsonify(
        currency=row.currency,
        instalments=[
            {
                "number": part.index,
                "due_on": part.nominal_due_on.isoformat(),
                "principal": part.principal,
                "interest": part.interest,
                "amount": part.amount,
                "balance_after": part.balance_after,
            }
            for part in parts
        ],
        total_principal=sum(part.principal for part in parts),
        total_interest=sum(part.interest for part in parts),
    )
    return set_etag(answer, row)


@blueprint.post("")
@blueprint.arguments(NewLoan)
@blueprint.response(201, LoanSchema)
@idempotent
def add_loan(data: dict[str, Any]) -> Response:
    """Add a loan; its instalments open by themselves"""
    return shown(loans.add_loan(g.borrower_id, now=g.now, **with_defaults(data)), 201)


@blueprint.get("")
@blueprint.arguments(PageArgs, location="query")
@blueprint.response(200, page_schema(LoanSchema))
def list_loans(query: dict[str, Any]) -> Response:
    """List your loans"""
    return account_page("loan", query)


@blueprint.get("/<loan_id>")
@blueprint.response(200, LoanSchema)
def get_loan(loan_id: str) -> Response:
    """Read one loan"""
    return shown(get_account(g.borrower_id, loan_id, "loan"))


@blueprint.patch("/<loan_id>")
@blueprint.arguments(ChangedLoan)
@blueprint.response(200, LoanSchema)
@with_borrower_lock
def change_loan(data: dict[str, Any], loan_id: str) -> Response:
    """Change a loan"""
    row = get_account(g.borrower_id, loan_id, "loan")
    check_if_match(row)
    return shown(loans.change_loan(row, now=g.now, **data))


@blueprint.get("/<loan_id>/schedule")
@blueprint.response(200, ScheduleSchema)
def get_schedule(loan_id: str) -> Response:
    """Read a loan's schedule"""
    return _schedule(get_account(g.borrower_id, loan_id, "loan"))


@blueprint.patch("/<loan_id>/schedule")
@blueprint.arguments(Override)
@blueprint.response(200, ScheduleSchema)
@with_borrower_lock
def override_schedule(data: dict[str, Any], loan_id: str) -> Response:
    """Take instalments from the lender's own schedule"""
    row = get_account(g.borrower_id, loan_id, "loan")
    check_if_match(row)
    loans.override_schedule(row, data["instalments"], now=g.now)
    return _schedule(row)
