"""What a link opens, without signing in: the same facts as a page, as JSON and as a picture, read only, in the language
that is asked for.

A link that has expired, one that was withdrawn and one that never was are answered alike.
"""

import json
import re
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
from backend.api.http.pictures import PictureQuery, PictureQueryData, svg_answer
from backend.api.http.sign_in import public
from backend.api.relief.counsellor_answers import CounsellorViewSchema, view_json
from backend.api.relief.pay_off_forms import PayOffNewComparison
from backend.domain.relief.counsellor_view import CounsellorView, PayOffView
from backend.errors import NotFound
from backend.rendering.html.page import POLICY, as_page
from backend.rendering.svg.canvas import Theme
from backend.rendering.svg.pay_off_balances import pay_off_svg
from backend.store.people import borrowers
from backend.store.relief.counsellor_links import CounsellorLink
from backend.words.catalogue import LOCALES
from backend.words.relief.counsellor_page import page_of
from backend.words.relief.counsellor_plans import courses_of, plans_section

blueprint = Blueprint(
    "counsellor views",
    __name__,
    url_prefix="/counsellor",
    description="What a counsellor sees through a link, without signing in",
)


# How programs that fetch by themselves call themselves; Cubot is a maker of telephones.
_BY_ITSELF = re.compile(r"(?<!cu)bot\b|crawl|spider|preview|externalhit|^WhatsApp/|embed", re.I)


class CounsellorViewQuery(Schema):
    """`locale`: the language; left out, that of Accept-Language."""

    locale = fields.String(load_default=None, validate=validate.OneOf(LOCALES))


class CounsellorViewQueryData(TypedDict):
    locale: str | None


class CounsellorPictureQuery(PictureQuery, CounsellorViewQuery):
    """`theme` auto follows the viewer's own preference."""


class CounsellorPictureQueryData(CounsellorViewQueryData, PictureQueryData):
    """What CounsellorPictureQuery reads."""


class Opened(NamedTuple):
    """What a link shows, and the language it is shown in."""

    row: CounsellorLink
    view: CounsellorView
    locale: str


def _open(token: str, query: CounsellorViewQueryData) -> Opened:
    row = links.open_link(token, counts=_is_read(), now=g.now)
    return Opened(row, _view(row), query["locale"] or locale_detection.locale())


def _is_read() -> bool:
    """Whether somebody reads it, as far as the request says: a messenger fetches an address to preview it, a browser
    before anybody clicks, and HEAD only asks whether it is there."""
    headers = request.headers
    ahead = f"{headers.get('Sec-Purpose', '')} {headers.get('Purpose', '')}"
    by_itself = _BY_ITSELF.search(headers.get("User-Agent", ""))
    return request.method == "GET" and "prefetch" not in ahead and by_itself is None


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


def _picture(pay_off: PayOffView, locale: str, theme: Theme) -> str:
    return pay_off_svg(courses_of(pay_off), currency=pay_off["currency"], locale=locale, theme=theme)


@blueprint.get("/<token>")
@limiter.limit(auth_limit)
@blueprint.arguments(CounsellorViewQuery, location="query")
@blueprint.response(200, content_type="text/html")
@public
def show_counsellor_page(query: CounsellorViewQueryData, token: str) -> Response:
    """See what a borrower shows through this link, as a page"""
    found = _open(token, query)
    pay_off, locale = found.view["pay_off"], found.locale
    plans = plans_section(pay_off, _picture(pay_off, locale, "light"), locale) if pay_off else None
    page = page_of(found.view, plans, expires_at=found.row.expires_at, locale=locale)
    answer = Response(as_page(page, locale), content_type="text/html; charset=utf-8")
    answer.headers["Content-Security-Policy"] = POLICY
    answer.headers["Content-Language"] = locale
    return answer


@blueprint.get("/<token>.svg")
@limiter.limit(auth_limit)
@blueprint.arguments(CounsellorPictureQuery, location="query")
@blueprint.response(200, content_type="image/svg+xml")
@public
def draw_counsellor_plans(query: CounsellorPictureQueryData, token: str) -> Response:
    """See what is owed under each plan that a borrower shows, as a picture"""
    found = _open(token, query)
    if found.view["pay_off"] is None:
        raise NotFound("counsellor-link-gone")
    return svg_answer(_picture(found.view["pay_off"], found.locale, query["theme"]))


@blueprint.get("/<token>.json")
@limiter.limit(auth_limit)
@blueprint.arguments(CounsellorViewQuery, location="query")
@blueprint.response(200, CounsellorViewSchema)
@public
def read_counsellor_view(query: CounsellorViewQueryData, token: str) -> Response:
    """Read what a borrower shows through this link"""
    found = _open(token, query)
    return json_answer({**view_json(found.view, found.locale), "expires_at": iso(found.row.expires_at)})
