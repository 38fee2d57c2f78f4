"""Routes of credit cards and their terms."""

from flask import g
from marshmallow import fields, validate

from backend.actions.credit import cards
from backend.api.credit.account_forms import (
    AccountFields,
    AccountSchema,
    ChangedAccount,
    ChangedAccountData,
    NewAccountData,
)
from backend.api.credit.account_routes import AccountKind, register_account_routes
from backend.api.credit.terms_forms import CardTermsSchema
from backend.api.http.blueprint import Blueprint
from backend.api.http.fields import Minor
from backend.domain.credit.card_and_loan_terms import CardTerms
from backend.store.credit.credit_accounts import Account

blueprint = Blueprint("cards", __name__, url_prefix="/v1/cards", description="Credit cards")


_BILLED_WITH = {
    "description": "The card whose statement bills this one too: one due and one reminder for both. Same currency."
}


class NewCard(AccountFields):
    credit_limit = Minor(load_default=None, allow_none=True)
    side_of = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.Length(1, 40),
        metadata={
            "description": "A card of yours that is this one in another currency; known by itself where issuer and "
            "last4 are the same. Each side has its own statements and dues, and the currency in its name."
        },
    )
    billed_with = fields.String(
        load_default=None, allow_none=True, validate=validate.Length(1, 40), metadata=_BILLED_WITH
    )
    terms = fields.Nested(CardTermsSchema, required=True)


class NewCardData(NewAccountData):
    credit_limit: int | None
    side_of: str | None
    billed_with: str | None
    terms: CardTerms


class ChangedCard(ChangedAccount):
    credit_limit = Minor(allow_none=True)
    billed_with = fields.String(allow_none=True, validate=validate.Length(1, 40), metadata=_BILLED_WITH)
    terms = fields.Nested(CardTermsSchema)


class ChangedCardData(ChangedAccountData, total=False):
    credit_limit: int | None
    billed_with: str | None
    terms: CardTerms


class CardSchema(AccountSchema):
    """A credit card."""


def _add(data: NewCardData) -> Account:
    return cards.add_card(g.borrower_id, now=g.now, **data)


def _change(row: Account, data: ChangedCardData) -> Account:
    return cards.change_card(row, now=g.now, **data)


register_account_routes(
    blueprint,
    AccountKind(
        name="card",
        new=NewCard,
        changed=ChangedCard,
        answered=CardSchema,
        add=_add,
        change=_change,
        about_adding="Add a card; its deadlines open by themselves",
        about_changing=(
            "Change a card\n\n"
            "New terms move the dates of what is still estimated; typed dates stay as typed.\n"
        ),
    ),
)
