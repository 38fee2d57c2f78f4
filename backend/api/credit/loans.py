"""Routes of instalment loans and of the schedule that each is paid by."""

from datetime import date
from typing import TypedDict

from flask import Response, g
from marshmallow import Schema, fields, validate

from backend.actions.credit import loans
from backend.actions.credit.credit_accounts import get_account
from backend.api.credit.account_forms import (
    AccountFields,
    AccountSchema,
    ChangedAccount,
    ChangedAccountData,
    NewAccountData,
)
from backend.api.credit.account_routes import AccountKind, register_account_routes
from backend.api.credit.terms_forms import LoanTermsSchema
from backend.api.http.answers import row_answer
from backend.api.http.blueprint import Blueprint
from backend.api.http.borrower_lock import with_borrower_lock
from backend.api.http.etag import check_if_match
from backend.api.http.fields import Bounded, Day, Minor
from backend.domain.credit.card_and_loan_terms import LoanTerms
from backend.domain.credit.loan_schedule import contract_schedule
from backend.store.credit.credit_accounts import Account
from backend.store.credit.loan_contracts import contract_of

blueprint = Blueprint("loans", __name__, url_prefix="/v1/loans", description="Instalment loans")


class NewLoan(AccountFields):
    """A loan. `first_open` (from 1) is the first instalment still owed; by default the first still payable."""

    terms = fields.Nested(LoanTermsSchema, required=True)
    first_open = Bounded(1, 600, load_default=None, allow_none=True)


class NewLoanData(NewAccountData):
    terms: LoanTerms
    first_open: int | None


class ChangedLoan(ChangedAccount):
    """New terms count from `terms_from_on` on and leave what fell due before; what was agreed alone (a rate, a holiday)
    is said with POST /v1/loans/{loan_id}/terms instead."""

    terms = fields.Nested(LoanTermsSchema)
    terms_from_on = Day(
        metadata={"description": "The first day on which the new terms count; today where nothing is said."}
    )
    terms_correct = fields.Boolean(
        truthy={True},
        falsy={False},
        metadata={"description": "True: the terms were mistyped, and the new ones count for the past too."},
    )


class ChangedLoanData(ChangedAccountData, total=False):
    terms: LoanTerms
    terms_from_on: date
    terms_correct: bool


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
    estimated = fields.Boolean(
        required=True,
        metadata={
            "description": "True where a rate or extra principal came between two dates of the contract: "
            "how a lender counts those days differs."
        },
    )


class ScheduleSchema(Schema):
    """The whole schedule. Its principal and what was repaid beyond it sum exactly to what was lent."""

    currency = fields.String(required=True)
    instalments = fields.List(fields.Nested(InstalmentSchema), required=True)
    total_principal = fields.Integer(required=True)
    total_interest = fields.Integer(required=True)
    extra_principal = fields.Integer(
        required=True, metadata={"description": "Minor units of principal repaid beyond the schedule."}
    )


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


class OverriddenInstalmentData(TypedDict):
    number: int
    due_on: date
    principal: int
    interest: int


class OverrideData(TypedDict):
    instalments: list[OverriddenInstalmentData]


def _schedule_answer(row: Account) -> Response:
    contract = contract_of(row)
    parts = contract_schedule(contract)
    body = {
        "currency": row.currency,
        "instalments": [
            {
                "number": part.index,
                "due_on": part.nominal_due_on.isoformat(),
                "principal": part.principal,
                "interest": part.interest,
                "amount": part.amount,
                "balance_after": part.balance_after,
                "estimated": part.estimated,
            }
            for part in parts
        ],
        "total_principal": sum(part.principal for part in parts),
        "total_interest": sum(part.interest for part in parts),
        "extra_principal": sum(extra.amount for extra in contract.extras),
    }
    return row_answer(body, row)


def _add(data: NewLoanData) -> Account:
    return loans.add_loan(g.borrower_id, now=g.now, **data)


def _change(row: Account, data: ChangedLoanData) -> Account:
    return loans.change_loan(row, now=g.now, **data)


register_account_routes(
    blueprint,
    AccountKind(
        name="loan",
        new=NewLoan,
        changed=ChangedLoan,
        answered=LoanSchema,
        add=_add,
        change=_change,
        about_adding="Add a loan; its instalments open by themselves",
        about_changing="Change a loan",
    ),
)


@blueprint.get("/<loan_id>/schedule")
@blueprint.response(200, ScheduleSchema)
def get_schedule(loan_id: str) -> Response:
    """Read a loan's schedule"""
    return _schedule_answer(get_account(g.borrower_id, loan_id, "loan"))


@blueprint.patch("/<loan_id>/schedule")
@blueprint.arguments(Override)
@blueprint.response(200, ScheduleSchema)
@with_borrower_lock
def override_schedule(data: OverrideData, loan_id: str) -> Response:
    """Take instalments from the lender's own schedule"""
    row = get_account(g.borrower_id, loan_id, "loan")
    check_if_match(row)
    loans.override_schedule(row, [{**part} for part in data["instalments"]], now=g.now)
    return _schedule_answer(row)
