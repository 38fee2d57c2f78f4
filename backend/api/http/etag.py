"""ETag and If-Match: a change is made to the version that was read, or not at all."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Response, request

from backend.errors import PreconditionFailed, PreconditionRequired
from backend.store.database import hold_version, transaction


def etag_of(row: Any) -> str:
    return f"{row.id}.{row.version}"


def set_etag(answer: Response, row: Any) -> Response:
    answer.set_etag(etag_of(row))
    return answer


def check_if_match(row: Any) -> None:
    """428 without If-Match, 412 when it names another version; the row is held until the transaction ends."""
    if "If-Match" not in request.headers:
        raise PreconditionRequired()
    if not request.if_match.contains(etag_of(row)) or not hold_version(row):
        raise PreconditionFailed()


def exclusive(view: Callable[..., Any]) -> Callable[..., Any]:
    """Run a view in one transaction, so that what If-Match compared is what is changed."""

    @wraps(view)
    def run(*args: Any, **kwargs: Any) -> Any:
        with transaction():
            return view(*args, **kwargs)

    return run
