"""Turns FCM's answer, or the lack of one, into a receipt: by error code, and by a message's wording only
where FCM gives no code.

Codes: https://firebase.google.com/docs/reference/fcm/rest/v1/ErrorCode and
https://firebase.google.com/docs/cloud-messaging/error-codes.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import Any

from push.gateways.protocol import ProviderReceipt, SendOutcome

FCM_ERROR = "type.googleapis.com/google.firebase.fcm.v1.FcmError"
BAD_REQUEST = "type.googleapis.com/google.rpc.BadRequest"
LONGEST_WAIT = timedelta(hours=24)
# "If no Retry-After header is set, default to 60 seconds" (Google, best practices at scale).
QUOTA_WAIT = timedelta(seconds=60)

OUTCOME_OF_CODE = {
    "UNREGISTERED": SendOutcome.GONE,
    "SENDER_ID_MISMATCH": SendOutcome.GONE,
    "QUOTA_EXCEEDED": SendOutcome.RETRY,
    "UNAVAILABLE": SendOutcome.RETRY,
    "INTERNAL": SendOutcome.RETRY,
    "THIRD_PARTY_AUTH_ERROR": SendOutcome.BLOCKED,
    "APNS_AUTH_ERROR": SendOutcome.BLOCKED,  # the older name of the same
}
# Without an FCM code the HTTP status decides. A bare 404 or 403 is a wrong project or a missing right,
# never the token's fault: pruning on it would silence every borrower at once.
OUTCOME_OF_STATUS = {
    400: (SendOutcome.REFUSED, "INVALID_ARGUMENT"),
    401: (SendOutcome.BLOCKED, "UNAUTHENTICATED"),
    403: (SendOutcome.BLOCKED, "PERMISSION_DENIED"),
    404: (SendOutcome.BLOCKED, "NOT_FOUND"),
    408: (SendOutcome.RETRY, "HTTP_408"),
    413: (SendOutcome.REFUSED, "PAYLOAD_TOO_LARGE"),
    429: (SendOutcome.RETRY, "QUOTA_EXCEEDED"),
    500: (SendOutcome.RETRY, "INTERNAL"),
    503: (SendOutcome.RETRY, "UNAVAILABLE"),
    504: (SendOutcome.UNKNOWN, "DEADLINE_EXCEEDED"),  # a proxy gave up waiting; FCM may have delivered
}


class Fault(StrEnum):
    """Why no answer of the provider is there; the values are receipts' error codes."""

    UNREACHABLE = "UNREACHABLE"  # nothing was sent: refused, no such host, no route, no connection in time
    TLS = "TLS"  # the other side's certificate is not trusted
    CREDENTIALS = "CREDENTIALS"  # Google gives no token for this service account
    TIMEOUT = "TIMEOUT"  # sent, and no answer in time
    CONNECTION_LOST = "CONNECTION_LOST"  # sent, and cut before the whole answer was there


OUTCOME_OF_FAULT = {
    Fault.UNREACHABLE: SendOutcome.RETRY,
    Fault.TLS: SendOutcome.BLOCKED,
    Fault.CREDENTIALS: SendOutcome.BLOCKED,
    Fault.TIMEOUT: SendOutcome.UNKNOWN,
    Fault.CONNECTION_LOST: SendOutcome.UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class Reply:
    """One HTTP answer: status, the raw body, and the headers that matter (Retry-After, Date)."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


Answer = Reply | Fault


def receipt_of(delivery_id: str, reply: Answer, *, now: datetime) -> ProviderReceipt:
    """The receipt that `reply` means for the delivery; `now` resolves a Retry-After date."""
    if isinstance(reply, Fault):
        return ProviderReceipt(delivery_id, OUTCOME_OF_FAULT[reply], error=reply.value)
    answer = _json_object(reply.body)
    if reply.status == 200:
        return _accepted(delivery_id, answer)
    outcome, code = _classify(reply.status, answer)
    wait = _retry_after(reply.headers, now=now) if outcome is SendOutcome.RETRY else None
    if wait is None and code == "QUOTA_EXCEEDED":
        wait = QUOTA_WAIT
    return ProviderReceipt(delivery_id, outcome, error=code, retry_after=wait)


def _accepted(delivery_id: str, answer: Mapping[str, Any]) -> ProviderReceipt:
    name = answer.get("name")
    if not isinstance(name, str):  # something between us and FCM answered 200 for it
        return ProviderReceipt(delivery_id, SendOutcome.UNKNOWN, error="BAD_RESPONSE")
    return ProviderReceipt(delivery_id, SendOutcome.ACCEPTED, provider_id=name)


def _classify(status: int, answer: Mapping[str, Any]) -> tuple[SendOutcome, str]:
    error = answer.get("error")
    fault = error if isinstance(error, dict) else {}
    details = [each for each in fault.get("details") or [] if isinstance(each, dict)]
    codes = [each.get("errorCode") for each in details if each.get("@type") == FCM_ERROR]
    for code in codes:
        if code in OUTCOME_OF_CODE:
            return OUTCOME_OF_CODE[code], str(code)
    if status == 400 and _blames_token(fault, details):
        return SendOutcome.GONE, "INVALID_TOKEN"
    return OUTCOME_OF_STATUS.get(status) or _by_class(status)


def _by_class(status: int) -> tuple[SendOutcome, str]:
    """Any other 5xx passes; any other redirect or 4xx says that we talk to the wrong place."""
    return (SendOutcome.RETRY if status >= 500 else SendOutcome.BLOCKED), f"HTTP_{status}"


def _blames_token(fault: Mapping[str, Any], details: list[dict[str, Any]]) -> bool:
    """Whether INVALID_ARGUMENT is about the token itself.

    FCM has answered in two shapes. One names the field `message.token`. The other, documented as example
    2 of its error page, carries no field and no code of its own, only a sentence about the "registration
    token"; an oversized message has the same codes, so that sentence is all there is. Should Google
    reword it, the message is refused and the token kept, which is the harmless side.
    """
    violations = [
        each
        for detail in details
        if detail.get("@type") == BAD_REQUEST
        for each in detail.get("fieldViolations") or []
    ]
    if violations:
        return any(each.get("field") == "message.token" for each in violations)
    return "registration token" in str(fault.get("message", "")).lower()


def _retry_after(headers: Mapping[str, str], *, now: datetime) -> timedelta | None:
    """Retry-After as seconds or as an HTTP date (RFC 9110 section 10.2.3), between 0 and LONGEST_WAIT.

    A date is measured from the server's own Date header where there is one: clocks differ.
    """
    text = headers.get("Retry-After", "").strip()
    if text.isascii() and text.isdigit():
        return min(timedelta(seconds=int(text[:9])), LONGEST_WAIT)
    until = _http_date(text)
    if until is None:
        return None
    since = _http_date(headers.get("Date", "")) or now
    return max(timedelta(0), min(until - since, LONGEST_WAIT))


def _http_date(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _json_object(body: bytes) -> Mapping[str, Any]:
    try:
        parsed = json.loads(body)
    except ValueError:  # a proxy's HTML page, or nothing
        return {}
    return parsed if isinstance(parsed, dict) else {}
