"""What FCM's HTTP v1 API answers: bodies in the shapes of its documentation, one name a behaviour."""

import json
from dataclasses import dataclass
from typing import Any

FCM_ERROR = "type.googleapis.com/google.firebase.fcm.v1.FcmError"
BAD_REQUEST = "type.googleapis.com/google.rpc.BadRequest"


@dataclass(frozen=True)
class Answer:
    """An HTTP status and its JSON body; `delivered` says whether a phone got the push all the same."""

    status: int
    body: bytes
    delivered: bool = False


def fcm_error(status: int, canonical: str, message: str, code: str | None, delivered: bool = False) -> Answer:
    details = [{"@type": FCM_ERROR, "errorCode": code}] if code else []
    return _answer(status, canonical, message, details, delivered)


def bad_request(field: str, description: str, code: str | None = None) -> Answer:
    """400 INVALID_ARGUMENT that blames one field, with FCM's own code or without."""
    details: list[dict[str, Any]] = [{"@type": FCM_ERROR, "errorCode": code}] if code else []
    violation = {"field": field, "description": description}
    details.append({"@type": BAD_REQUEST, "fieldViolations": [violation]})
    return _answer(400, "INVALID_ARGUMENT", "Request contains an invalid argument.", details)


def _answer(
    status: int, canonical: str, message: str, details: list[dict[str, Any]], delivered: bool = False
) -> Answer:
    error: dict[str, Any] = {"code": status, "message": message, "status": canonical}
    if details:
        error["details"] = details
    return Answer(status, json.dumps({"error": error}).encode(), delivered)


ERRORS = {
    "UNREGISTERED": fcm_error(404, "NOT_FOUND", "Requested entity was not found.", "UNREGISTERED"),
    "INVALID_ARGUMENT": bad_request("message.android.ttl", "Invalid ttl", "INVALID_ARGUMENT"),
    # The two shapes of a malformed token.
    "INVALID_TOKEN": bad_request("message.token", "Invalid registration token", "INVALID_ARGUMENT"),
    "INVALID_TOKEN_PLAIN": fcm_error(
        400,
        "INVALID_ARGUMENT",
        "The registration token is not a valid FCM registration token",
        "INVALID_ARGUMENT",
    ),
    "TOO_BIG": fcm_error(400, "INVALID_ARGUMENT", "Android message is too big", "INVALID_ARGUMENT"),
    "SENDER_ID_MISMATCH": fcm_error(403, "PERMISSION_DENIED", "SenderId mismatch", "SENDER_ID_MISMATCH"),
    "PERMISSION_DENIED": fcm_error(403, "PERMISSION_DENIED", "Permission denied on resource project", None),
    "NOT_FOUND": fcm_error(404, "NOT_FOUND", "Project not found", None),
    "UNAUTHENTICATED": fcm_error(401, "UNAUTHENTICATED", "Request had invalid credentials.", None),
    "THIRD_PARTY_AUTH_ERROR": fcm_error(
        401, "UNAUTHENTICATED", "Auth error from APNS or Web Push Service", "THIRD_PARTY_AUTH_ERROR"
    ),
    "QUOTA_EXCEEDED": fcm_error(429, "RESOURCE_EXHAUSTED", "Quota exceeded", "QUOTA_EXCEEDED"),
    "INTERNAL": fcm_error(500, "INTERNAL", "Internal error encountered.", "INTERNAL"),
    "UNAVAILABLE": fcm_error(503, "UNAVAILABLE", "The service is currently unavailable.", "UNAVAILABLE"),
    "UNAVAILABLE_DELIVERED": fcm_error(
        503, "UNAVAILABLE", "The service is currently unavailable.", "UNAVAILABLE", delivered=True
    ),
    "BAD_GATEWAY": Answer(502, b"<!DOCTYPE html><title>Error 502 (Server Error)!!1</title>"),
    "GATEWAY_TIMEOUT": Answer(504, b"<html>upstream timed out</html>", delivered=True),
    "MOVED": Answer(302, b"<html>over there</html>"),
    "CAPTIVE_PORTAL": Answer(200, b"<html>please sign in</html>"),
}
# These have no answer: nothing at all until the client gives up; half of one, then the connection is cut
# (the phone got it); or a cut before any.
SILENT = ("HANG", "CUT", "RESET")
BEHAVIOURS = ("success", *ERRORS, *SILENT)
