"""Routes of the borrower's sessions: where they are signed in, and signing out of one, of all, or of all others."""

from typing import TypedDict

from flask import Response, g
from marshmallow import Schema, fields

from backend.actions.people import sessions
from backend.api.http.answers import iso
from backend.api.http.blueprint import Blueprint
from backend.api.http.borrower_lock import with_borrower_lock
from backend.api.http.pagination import PageArgs, PageQuery, cursor_id, id_key, page_answer, page_schema
from backend.store.people import sessions as stored
from backend.store.people.sessions import Session

blueprint = Blueprint(
    "sessions", __name__, url_prefix="/v1/me/sessions", description="Where you are signed in"
)


class SessionSchema(Schema):
    """`last_used_at`: when its tokens were last exchanged, so to a quarter of an hour. `current`: the one that asks."""

    id = fields.String(required=True)
    device_name = fields.String(required=True, allow_none=True)
    created_at = fields.AwareDateTime(required=True)
    last_used_at = fields.AwareDateTime(required=True)
    current = fields.Boolean(required=True)


class Others(Schema):
    others = fields.Boolean(
        load_default=False, metadata={"description": "true: all but the session that asks."}
    )


class OthersQuery(TypedDict):
    others: bool


def session_json(row: Session) -> dict[str, object]:
    return {
        "id": row.id,
        "device_name": row.device_name,
        "created_at": iso(row.created_at),
        "last_used_at": iso(row.last_used_at),
        "current": row.id == g.get("family"),
    }


@blueprint.get("")
@blueprint.arguments(PageArgs, location="query")
@blueprint.response(200, page_schema(SessionSchema))
def list_sessions(query: PageQuery) -> Response:
    """List where you are signed in"""
    after = cursor_id(query["cursor"])
    rows = [row for row in stored.living(g.borrower_id, g.now) if after is None or row.id > after]
    return page_answer(rows, query["limit"], item=session_json, sort_key=id_key)


@blueprint.delete("/<session_id>")
@blueprint.response(204)
@with_borrower_lock
def end_session(session_id: str) -> None:
    """Sign out of one session, wherever it is; pushes to its devices end with it"""
    sessions.end_one(g.borrower_id, session_id, now=g.now)


@blueprint.delete("")
@blueprint.arguments(Others, location="query")
@blueprint.response(204)
@with_borrower_lock
def end_sessions(query: OthersQuery) -> None:
    """Sign out everywhere, or everywhere else (`others`)"""
    sessions.end_all(g.borrower_id, keep=g.get("family") if query["others"] else None, now=g.now)
