"""Routes of what can be offered to an issuer, and of offers compared side by side."""

from datetime import timedelta

from flask import Response, g

from backend.actions.credit.credit_accounts import today_of
from backend.actions.relief import negotiations
from backend.actions.relief.instalment_offers import Offer, debt_of, offer_for, strain_of
from backend.api.http.answers import iso, json_answer
from backend.api.http.blueprint import Blueprint
from backend.api.http.idempotency import idempotent_after
from backend.api.relief.negotiation_answers import law_json
from backend.api.relief.offer_forms import (
    ComparedOffersSchema,
    InstalmentOfferSchema,
    OfferQuery,
    OfferQueryData,
    OffersToCompare,
    OffersToCompareData,
    OfferToCompareData,
)
from backend.countries.negotiation import kind_law
from backend.domain.relief.offer_cost import offer_cost
from backend.domain.relief.repeated_instalments import months_of, repeated
from backend.errors import Invalid
from backend.store.relief.negotiations import Negotiation
from backend.words.relief.offer_reasons import reason_text

blueprint = Blueprint(
    "offers",
    __name__,
    url_prefix="/v1/negotiations",
    description="What can be offered, and what an offer means",
)
_FIRST_AFTER = timedelta(days=30)


@blueprint.get("/<negotiation_id>/offer")
@blueprint.arguments(OfferQuery, location="query")
@blueprint.response(200, InstalmentOfferSchema)
def what_can_be_offered(query: OfferQueryData, negotiation_id: str) -> Response:
    """What instalment your cash flow carries, with a margin, on every day that is known

    Where something that matters is not known, or nothing is left, it promises nothing and says why.
    """
    row = negotiations.get(g.borrower_id, negotiation_id)
    account = row.account
    today = today_of(account, g.now)
    first_due_on = query["first_due_on"] or today + _FIRST_AFTER
    if first_due_on < today:
        raise Invalid("offer-in-the-past", field="first_due_on")
    law = kind_law(account.country, row.kind, today, account_kind=account.kind)
    found = offer_for(
        account,
        g.borrower,
        first_due_on=first_due_on,
        every=query["every"],
        margin_percent=query["margin_percent"],
        limit=law.limit_months if query["every"] == "month" else None,
        now=g.now,
    )
    return json_answer(_offer_json(found, account.currency))


def _compare(data: OffersToCompareData, negotiation_id: str) -> dict[str, object]:
    row = negotiations.get(g.borrower_id, negotiation_id)
    debt = debt_of(row.account, g.now)
    offers = [_compared(row, offer, debt) for offer in data["offers"]]
    return {"currency": row.account.currency, "debt": debt, "offers": offers}


@blueprint.post("/<negotiation_id>/comparison")
@blueprint.arguments(OffersToCompare)
@blueprint.response(200, ComparedOffersSchema)
@idempotent_after(_compare)
def compare_offers(compared: dict[str, object]) -> Response:
    """Put offers side by side: cost, months, strain on your cash flow, what to know

    Nothing is kept, and none is recommended.
    """
    return json_answer(compared)


def _offer_json(found: Offer, currency: str) -> dict[str, object]:
    return {
        "state": "affordable" if found.promised else "not_promised",
        "currency": currency,
        "amount": found.amount,
        "expected_amount": found.expected_amount,
        "tightest_on": iso(found.tightest_on),
        "first_due_on": iso(found.first_due_on),
        "every": found.every,
        "margin_percent": found.margin_percent,
        "known_until": iso(found.known_until),
        "debt": found.debt,
        "count": found.count,
        "reasons": _reasons(found.reasons),
    }


def _reasons(codes: tuple[str, ...]) -> list[dict[str, str]]:
    return [{"code": code, "says": reason_text(g.borrower.locale, code)} for code in codes]


def _compared(row: Negotiation, offer: OfferToCompareData, debt: int | None) -> dict[str, object]:
    account, kind = row.account, offer["kind"] or row.kind
    parts = repeated(**offer["repeats"])
    if parts[0].due_on < today_of(account, g.now):
        raise Invalid("offer-in-the-past", field="offers")
    law = kind_law(account.country, kind, today_of(account, g.now), account_kind=account.kind)
    cost = offer_cost(parts, fees=offer["fees"], debt=debt)
    strain = strain_of(account, g.borrower, parts, now=g.now)
    limit, months = law.limit_months, months_of(parts[0].due_on, parts[-1].due_on)
    return {
        "name": offer["name"],
        "kind": kind,
        "total": cost.total,
        "months": cost.months,
        "last_due_on": iso(parts[-1].due_on),
        "largest_month": cost.largest,
        "extra": cost.extra,
        "forgiven": cost.forgiven,
        "within_limit": None if limit is None else months <= limit,
        "holds": strain.holds,
        "first_below_on": iso(strain.first_below_on),
        "lowest_on": iso(strain.lowest_on),
        "lowest": strain.lowest,
        "known_until": iso(strain.known_until),
        "strain": [{"month": month, "lowest": lowest} for month, lowest in strain.by_month.items()],
        "not_known": _reasons(strain.reasons),
        "notes": [law_json(each, g.borrower.locale) for each in law.notes],
    }
