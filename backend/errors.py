"""One family of errors: each has a stable `code`, an HTTP status, a stable `reason` with its values, and, where one
field is to blame, that field's path (`terms.apr_bp`).

No error holds a sentence: `backend/words/problems.py` has one for each reason, and `backend/api/http/problems.py`
alone turns errors into RFC 9457 problem details, in the reader's language.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

# An instant is said on its own clock, and told beside the sentence as `NAME_at`.
Value = str | int | datetime | Sequence[str]


class GracedayError(Exception):
    """The request cannot be carried out. `reason` says why, more narrowly than `code`, which stands in where it is left
    out; `values` fill the places of its sentence."""

    code = "error"
    status = 400

    def __init__(self, reason: str | None = None, *, field: str | None = None, **values: Value) -> None:
        self.reason = reason or self.code
        self.field = field
        self.values = values
        super().__init__(f"{self.reason} {values}" if values else self.reason)


class Invalid(GracedayError):
    """The request is well-formed, but a value in it cannot be accepted."""

    code = "invalid"
    status = 422


class Malformed(GracedayError):
    """The request cannot be read at all."""

    code = "bad-request"
    status = 400


class UnsupportedMedia(GracedayError):
    """The body is of a kind that is not read here."""

    code = "unsupported-media-type"
    status = 415


class FactsMoved(Exception):
    """What something was computed from has changed before it was written: it is to be computed again."""


class NotFound(GracedayError):
    """There is no such thing, or it is another's."""

    code = "not-found"
    status = 404


@contextmanager
def named_in(field: str) -> Iterator[None]:
    """Whatever is not found inside was named by this field of the request."""
    try:
        yield
    except NotFound as error:
        error.field = error.field or field
        raise


class Conflict(GracedayError):
    """The thing is in no state that allows this."""

    code = "conflict"
    status = 409


class Unauthenticated(GracedayError):
    """Nobody is signed in, or no longer."""

    code = "unauthenticated"
    status = 401


class Forbidden(GracedayError):
    """Whoever is signed in may not do this here."""

    code = "forbidden"
    status = 403


class PreconditionFailed(GracedayError):
    """The thing has changed since it was read."""

    code = "precondition-failed"
    status = 412


class PreconditionRequired(GracedayError):
    """The ETag that was last read is missing from the request."""

    code = "precondition-required"
    status = 428
