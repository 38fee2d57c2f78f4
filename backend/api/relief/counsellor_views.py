"""What a link opens, without signing in: the same facts as JSON, read only, in the language asked for.

A link that has expired, one that was withdrawn and one that never was are answered alike.
"""

import json
from typing import NamedTuple, TypedDict, cast

from flask import Response, g, request
from marshmallow import Schema, fields, validate

from backend.actions.relief.counsellor import links
from backend.actions.relief.counsellor.view import Chosen, view_of
from backend.actions.relief.payoff.request import ComparisonData
from backend.api.http import locale_detection
from backend.api.http.answers import iso, json_answer
from backend.api.http.blueprint import Blueprint
from backend.api.http.limits import auth_limit, limiter
from backend.api.http.sign_in import public
from backend.api.relief.counsellor_answers import CounsellorViewSchema, view_json
from backend.api.relief.pay_off_forms import PayOffNewComparison
from backend.domain.relief.counsellor_view import CounsellorView
from backend.errors import NotFound
from backend.store.people import borrowers
from backend.store.relief.counsellor_links import CounsellorLink
from backend.words.catalogue import LOCALES

blueprint = Blueprint(
    "counsellor views",
    __name__,
    url_prefix="/counsellor",
    description="What a counsellor sees through a link, without signing in",
)


class CounsellorViewQuery(Schema):
    """`locale`: the language; left out, that of Accept-Language."""

    locale = fields.String(load_default=None, validate=validate.OneOf(LOCALES))


class CounsellorViewQueryData(TypedDict):
    locale: str | None


class Opened(NamedTuple):
    """What a link shows, and the language it is shown in."""

    row: CounsellorLink
    view: CounsellorView
    locale: str


def _open(token: str, query: CounsellorViewQueryData) -> Opened:
    row = links.open_link(token, counts=request.method == "GET", now=g.now)
    return Opened(row, _view(row), query["locale"] or locale_detection.locale())


def _view(row: CounsellorLink) -> CounsellorView:
    """What was kept; anew where that is old and nobody else is at it."""
    kept = links.kept_view(row)
    if not links.claim_renewal(row, now=g.now):
        return kept
    borrower = borrowers.find(row.borrower_id)
    if borrower is None:
        raise NotFound("counsellor-link-gone")
    view = view_of(borrower, _chosen(row), made_at=row.created_at, earlier=kept, now=g.now)
    links.keep(row, view, now=g.now)
    return view


def _chosen(row: CounsellorLink) -> Chosen:
    asked = None if row.pay_off is None else PayOffNewComparison().load(json.loads(row.pay_off))
    pay_off = cast(ComparisonData | None, asked)
    return Chosen(row.shows_debts, row.shows_room, row.shows_agreements, row.currency, pay_off)


def _guarded(answer: Response) -> Response:
    """Nobody keeps it, finds it by a search, or learns its address from a page that it leads to."""
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return answer


@blueprint.after_request
def guard_every_answer(answer: Response) -> Response:
    """Problems too: a robot that comes late is not to keep the address."""
    return _guarded(answer)


@blueprint.get("/<token>.json")
@limiter.limit(auth_limit)
@blueprint.arguments(CounsellorViewQuery, location="query")
@blueprint.response(200, CounsellorViewSchema)
@public
def read_counsellor_view(query: CounsellorViewQueryData, token: str) -> Response:
    """Read what a borrower shows through this link"""
    found = _open(token, query)
    return json_answer({**view_json(found.view, found.locale), "expires_at": iso(found.row.expires_at)})
