"""Helpers that build the JSON answers of most routes: body, status, the address of a new row, and its ETag."""

from collections.abc import Mapping
from datetime import date, datetime

from flask import Response, jsonify

from backend.api.http.etag import set_etag
from backend.store.versions import Versioned


def iso(moment: date | datetime | None) -> str | None:
    """A day as 2026-11-24, an instant as 2026-11-24T09:00:00Z; None stays None."""
    return None if moment is None else moment.isoformat().replace("+00:00", "Z")


def json_answer(body: Mapping[str, object], status: int = 200, *, location: str | None = None) -> Response:
    """Answer `body`; `location` is the address of what the request has made."""
    answer = jsonify(body)
    answer.status_code = status
    if location is not None:
        answer.headers["Location"] = location
    return answer


def row_answer(
    body: Mapping[str, object], row: Versioned, status: int = 200, *, made_under: str | None = None
) -> Response:
    """Answer a row with its ETag; a row just made (201) under the address `made_under` also says where it is."""
    location = f"{made_under}/{row.id}" if made_under and status == 201 else None
    return set_etag(json_answer(body, status, location=location), row)
