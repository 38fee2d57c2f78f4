"""One family of errors: each has a stable `code`, an HTTP status, a message a person can act on,
and, where one field is to blame, that field's path (`terms.apr_bp`).

`backend/api/http/problems.py` is the only place that turns them into RFC 9457 problem details.
"""


class GracedayError(Exception):
    """The request cannot be carried out."""

    code = "error"
    status = 400

    def __init__(self, message: str | None = None, *, field: str | None = None) -> None:
        self.message = message or (self.__doc__ or "").strip().splitlines()[0]
        self.field = field
        super().__init__(self.message)


class Invalid(GracedayError):
    """The request is well-formed but a value in it cannot be accepted."""

    code = "invalid"
    status = 422


class CardNumberRefused(Invalid):
    """This looks like a full card number. Keep at most the last four digits; nothing was stored."""

    code = "card-number-refused"


class NotFound(GracedayError):
    """There is no such thing, or it is not yours."""

    code = "not-found"
    status = 404


class Conflict(GracedayError):
    """The thing is not in a state that allows this."""

    code = "conflict"
    status = 409


class Unauthenticated(GracedayError):
    """Sign in first: send a valid access token as `Authorization: Bearer ...`."""

    code = "unauthenticated"
    status = 401


class Forbidden(GracedayError):
    """You are signed in, but this is not allowed here."""

    code = "forbidden"
    status = 403


class PreconditionFailed(GracedayError):
    """The thing has changed since you read it. Read it again and send its new ETag in If-Match."""

    code = "precondition-failed"
    status = 412


class PreconditionRequired(GracedayError):
    """Send the ETag you last read in If-Match, so that no one's change is lost."""

    code = "precondition-required"
    status = 428
