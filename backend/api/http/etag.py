"""A change carries the ETag that was read as If-Match, so it is made to that version of a row or not at all."""

from collections.abc import Callable
from inspect import unwrap
from types import CodeType

from flask import Response, request

from backend.errors import PreconditionFailed, PreconditionRequired
from backend.store.versions import Versioned, lock_version


def asks_for_if_match(view: Callable[..., object]) -> bool:
    """Whether a view itself calls `check_if_match`: the OpenAPI document says so because the code does."""
    code: CodeType | None = getattr(unwrap(view), "__code__", None)
    return code is not None and check_if_match.__name__ in code.co_names


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
