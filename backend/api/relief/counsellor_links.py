"""Routes of a borrower's links for counsellors: make one, list them with their openings, withdraw one."""

import json
from datetime import date
from typing import NamedTuple

from flask import Response, current_app, g

from backend.actions.relief.counsellor import links
from backend.actions.relief.counsellor.links import NewLink
from backend.actions.relief.counsellor.view import Chosen, room_currency, view_of
from backend.api.http.answers import json_answer
from backend.api.http.blueprint import Blueprint
from backend.api.http.borrower_lock import with_borrower_lock
from backend.api.http.idempotency import idempotent_after
from backend.api.http.pagination import PageArgs, PageQuery, cursor_id, id_key, page_answer, page_schema
from backend.api.relief.counsellor_forms import (
    CounsellorLinkSchema,
    NewCounsellorLink,
    NewCounsellorLinkData,
    link_json,
)
from backend.domain.relief.counsellor_view import CounsellorView
from backend.errors import Invalid
from backend.store.relief import counsellor_links as stored

blueprint = Blueprint(
    "counsellor links",
    __name__,
    url_prefix="/v1/counsellor-links",
    description="Links that show a counsellor what you choose, without names",
)


class _Prepared(NamedTuple):
    data: NewCounsellorLinkData
    chosen: Chosen
    view: CounsellorView


def _prepare(data: NewCounsellorLinkData) -> _Prepared:
    """The link's first answer, which takes as long as its pay-off plans do."""
    if not (data["debts"] or data["room"] or data["agreements"] or data["pay_off"]):
        raise Invalid("counsellor-shows-nothing", field="debts")
    links.must_have_room(g.borrower_id, now=g.now)
    chosen = Chosen(data["debts"], data["room"], data["agreements"], data["currency"], data["pay_off"])
    chosen = chosen._replace(currency=room_currency(g.borrower_id, chosen))
    return _Prepared(data, chosen, view_of(g.borrower, chosen, made_at=g.now, now=g.now))


@blueprint.post("")
@blueprint.arguments(NewCounsellorLink)
@blueprint.response(201, CounsellorLinkSchema)
@idempotent_after(_prepare)
def add_counsellor_link(prepared: _Prepared) -> Response:
    """Make a link for a counsellor; its address is told this once

    Whoever has the address sees what you chose, read only, until it expires or you withdraw it. No name, issuer,
    number or word of yours is in it.
    """
    chosen, asked = prepared.chosen, prepared.data["pay_off"]
    new = NewLink(
        shows_debts=chosen.debts,
        shows_room=chosen.room,
        shows_agreements=chosen.agreements,
        currency=chosen.currency,
        pay_off=json.dumps(asked, default=_day, ensure_ascii=False) if asked else None,
        days=prepared.data["days"],
        view=prepared.view,
    )
    row, token = links.add_link(g.borrower_id, new, now=g.now)
    base = current_app.config["GRACEDAY"].public_url.rstrip("/")
    return json_answer(link_json(row, f"{base}/counsellor/{token}"), 201)


def _day(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value))


@blueprint.get("")
@blueprint.arguments(PageArgs, location="query")
@blueprint.response(200, page_schema(CounsellorLinkSchema))
def list_counsellor_links(query: PageQuery) -> Response:
    """List your links with their openings, without their addresses"""
    rows = stored.page(g.borrower_id, limit=query["limit"] + 1, after=cursor_id(query["cursor"]))
    return page_answer(rows, query["limit"], item=link_json, sort_key=id_key)


@blueprint.get("/<counsellor_link_id>")
@blueprint.response(200, CounsellorLinkSchema)
def get_counsellor_link(counsellor_link_id: str) -> Response:
    """Read one link, without its address"""
    return json_answer(link_json(links.get(g.borrower_id, counsellor_link_id)))


@blueprint.delete("/<counsellor_link_id>")
@blueprint.response(204)
@with_borrower_lock
def withdraw_counsellor_link(counsellor_link_id: str) -> None:
    """Withdraw a link for good"""
    links.withdraw_link(links.get(g.borrower_id, counsellor_link_id), now=g.now)
