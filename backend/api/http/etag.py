"""A change carries the ETag that was read as If-Match, so it is made to that version of a row or not at all."""

from collections.abc import Callable
from typing import TypeVar

from flask import Response, request

from backend.errors import PreconditionFailed, PreconditionRequired
from backend.store.versions import Versioned, lock_version

View = TypeVar("View", bound=Callable[..., object])


def wants_if_match(view: View) -> View:
    """Say in the OpenAPI document that a view that is no PATCH asks for If-Match; every PATCH does."""
    view.wants_if_match = True  # type: ignore[attr-defined]
    return view


def etag_of(row: Versioned) -> str:
    return f"{row.id}.{row.version}"


def set_etag(answer: Response, row: Versioned) -> Response:
    answer.set_etag(etag_of(row))
    return answer


def check_if_match(row: Versioned) -> None:
    """428 without If-Match, 412 when it names another version; the row is held until the transaction ends."""
    if "If-Match" not in request.headers:
        raise PreconditionRequired()
    if not request.if_match.contains(etag_of(row)) or not lock_version(row):
        raise PreconditionFailed()
