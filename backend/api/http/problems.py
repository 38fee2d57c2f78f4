"""Every error becomes an RFC 9457 problem document here, in words; no other module turns errors into HTTP answers.

{"type": "/problems/invalid", "title": ..., "status": 422, "detail": ..., "code": "invalid",
 "reason": "snooze-not-ahead", "errors": [{"field": "until", "message": ..., "reason": "snooze-not-ahead"}]}

`title`, `detail` and `message` are in the reader's language: the borrower's own, or before signing in that of
Accept-Language.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import get_args

import structlog
from flask import Flask, Response, g
from flask_smorest import Api as SmorestApi
from marshmallow import Schema, fields
from werkzeug.exceptions import HTTPException

from backend.api.http import locale_detection
from backend.api.http.answers import iso
from backend.api.http.sign_in import public
from backend.errors import GracedayError, NotFound
from backend.store.faults import Fault, fault_of
from backend.words.catalogue import known_locale, say
from backend.words.form_faults import FaultReason, fault_reason, fault_text
from backend.words.http_titles import title_text
from backend.words.problems import SENTENCES, problem_text

log = structlog.get_logger()

CODES = {
    400: "bad-request",
    401: "unauthenticated",
    403: "forbidden",
    404: "not-found",
    405: "method-not-allowed",
    406: "not-acceptable",
    409: "conflict",
    412: "precondition-failed",
    413: "too-large",
    415: "unsupported-media-type",
    422: "invalid",
    428: "precondition-required",
    429: "too-many-requests",
    500: "internal-error",
    503: "unavailable",
    507: "insufficient-storage",
}
# Why the web itself refuses, where it says so in words of ours.
HINTS = {
    400: "bad-request",
    401: "unauthenticated",
    403: "forbidden",
    406: "not-acceptable",
    409: "conflict",
    412: "precondition-failed",
    415: "unsupported-media-type",
    422: "invalid",
    428: "precondition-required",
    404: "no-such-address",
    405: "method-not-allowed",
    413: "too-large",
    429: "too-many-requests",
    503: "unavailable",
    500: "internal-error",
    507: "insufficient-storage",
}
# Status, reason, and after how many seconds to send the same again, where a database or a disk refuses.
FAULTS = {
    Fault.BUSY: (503, "unavailable", 1),
    Fault.AWAY: (503, "database-away", 2),
    Fault.READ_ONLY: (503, "storage-read-only", 30),
    Fault.FULL: (507, "insufficient-storage", 30),
}
_FIELD_REASON = (
    "A stable word for a program. Of a field whose form is wrong one of: "
    f"{', '.join(get_args(FaultReason))}; of any other the problem's own reason."
)
_LOCATIONS = ("json", "query", "headers", "form", "files")


class FieldError(Schema):
    field = fields.String(required=True)
    message = fields.String(required=True)
    reason = fields.String(required=True, metadata={"description": _FIELD_REASON})


class ProblemSchema(Schema):
    """RFC 9457 problem details."""

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String(required=True)
    code = fields.String(required=True)
    reason = fields.String()
    errors = fields.List(fields.Nested(FieldError))
    latest_at = fields.AwareDateTime(
        metadata={
            "description": "With the reason snooze-too-long: the latest end that a snooze can have (UTC)."
        }
    )


class GracedayApi(SmorestApi):
    """flask-smorest with problem details in place of its own error shape."""

    ERROR_SCHEMA = ProblemSchema

    def handle_http_exception(self, error: HTTPException) -> Response:
        return from_http(error)


def problem(
    status: int,
    detail: str,
    *,
    code: str | None = None,
    reason: str | None = None,
    errors: list[dict[str, str]] | None = None,
    headers: Iterable[tuple[str, str]] = (),
    more: Mapping[str, object] | None = None,
) -> Response:
    """One problem as a response."""
    name = code or CODES.get(status, "error")
    body: dict[str, object] = {
        "type": f"/problems/{name}",
        "title": title_text(_reader(), status),
        "status": status,
        "detail": detail,
        "code": name,
    }
    if reason:
        body["reason"] = reason
    if errors:
        body["errors"] = errors
    body |= more or {}
    answer = Response(json.dumps(body, ensure_ascii=False), status, content_type="application/problem+json")
    for key, value in headers:
        if key.lower() not in ("content-type", "content-length"):
            answer.headers[key] = value
    if status == 401:
        answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


def from_http(error: HTTPException) -> Response:
    status = error.code or 500
    data = getattr(error, "data", None) or {}
    errors = _flatten(data.get("messages") or {})
    detail = _hint(status)
    if errors:
        first = errors[0]
        detail = say(
            known_locale(_reader()), "{label}: {value}", label=first["field"], value=first["message"]
        )
    return problem(status, detail, errors=errors, headers=error.get_headers())


def _flatten(messages: object, path: str = "") -> list[dict[str, str]]:
    """webargs' nested messages as a list; the location (json, query, ...) is not part of a field's path."""
    if isinstance(messages, dict):
        found: list[dict[str, str]] = []
        for key, value in messages.items():
            step = "" if not path and key in _LOCATIONS else str(key)
            joined = ".".join(part for part in (path, step) if part and part != "_schema")
            found += _flatten(value, joined or path)
        return found
    texts = messages if isinstance(messages, list) else [messages]
    return [_field_error(path or "body", str(text)) for text in texts]


def _field_error(field: str, said: str) -> dict[str, str]:
    return {"field": field, "message": fault_text(_reader(), said), "reason": fault_reason(said)}


def _reader() -> str:
    """The language of whoever asked."""
    borrower = g.get("borrower")
    return borrower.locale if borrower is not None else locale_detection.locale()


def _hint(status: int) -> str:
    return problem_text(_reader(), HINTS.get(status, "error"), {})


def _from_ours(error: GracedayError) -> Response:
    detail = problem_text(_reader(), error.reason, error.values)
    errors = [{"field": error.field, "message": detail, "reason": error.reason}] if error.field else None
    instants = {
        f"{name}_at": iso(value.astimezone(UTC))
        for name, value in error.values.items()
        if isinstance(value, datetime)
    }
    return problem(error.status, detail, code=error.code, reason=error.reason, errors=errors, more=instants)


def _from_fault(error: Exception) -> Response:
    fault = fault_of(error)
    if fault is None:
        log.exception("request.failed", fault=type(error).__name__)
        return problem(500, _hint(500))
    log.warning("request.refused", fault=fault.value)
    status, reason, seconds = FAULTS[fault]
    return problem(
        status,
        problem_text(_reader(), reason, {}),
        reason=reason,
        headers=[("Retry-After", str(seconds))],
    )


def register(app: Flask) -> None:
    """Answer every error of `app` with problem details."""
    app.register_error_handler(GracedayError, _from_ours)
    app.register_error_handler(HTTPException, from_http)
    app.register_error_handler(Exception, _from_fault)

    @app.get("/problems/<code>")
    @public
    def explain_problem(code: str) -> Response:
        """What the `type` of a problem points at."""
        text = _meaning(code)
        if text is None:
            raise NotFound()
        return Response(f"{code}\n\n{text}\n", content_type="text/plain; charset=utf-8")


def _meaning(code: str) -> str | None:
    """What a code means, in the reader's language."""
    status = next((status for status, name in CODES.items() if name == code), None)
    if code in SENTENCES:
        return problem_text(_reader(), code, {})
    return None if status is None else _hint(status)
