"""Checks a `message` object as FCM does, so that a malformed push fails here and not on a phone.

Fields and rules: https://firebase.google.com/docs/reference/fcm/rest/v1/projects.messages and its
ErrorCode page. Stricter than Google in one point: the whole object counts towards the 4096 bytes.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

LIMIT = 4096
FOUR_WEEKS = 2_419_200
Problem = tuple[str, str]  # the field, what is wrong with it

_NAMES = {
    "message": "name data notification android webpush apns fcm_options token topic condition fid",
    "message.notification": "title body image",
    "message.android": "collapse_key priority ttl restricted_package_name data notification fcm_options "
    "direct_boot_ok bandwidth_constrained_ok restricted_satellite_ok",
    "message.android.notification": "title body icon color sound tag click_action body_loc_key body_loc_args "
    "title_loc_key title_loc_args channel_id ticker sticky event_time local_only notification_priority "
    "default_sound default_vibrate_timings default_light_settings vibrate_timings visibility "
    "notification_count light_settings image bypass_proxy_notification proxy",
    "message.apns": "headers payload fcm_options live_activity_token",
    "message.webpush": "headers data notification fcm_options",
    "message.webpush.fcm_options": "link analytics_label",
}
_FIELDS = {tuple(path.split(".")): frozenset(names.split()) for path, names in _NAMES.items()}
_DURATION = re.compile(r"(\d{1,9})(\.\d{1,9})?s")
_RESERVED = re.compile(r"from|message_type|(google|gcm)(\..*)?")


def first_problem(message: Mapping[str, Any]) -> Problem | None:
    """The first thing FCM would reject in `message`, or None."""
    return next(_problems(message), None)


def size(message: Mapping[str, Any]) -> int:
    """Bytes of the message as compact UTF-8 JSON."""
    return len(json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace"))


def _problems(message: Mapping[str, Any]) -> Iterator[Problem]:
    yield from _unknown_fields(message)
    targets = [name for name in ("token", "topic", "condition", "fid") if message.get(name)]
    if len(targets) != 1:
        yield "message", "Recipient of the message is not set."
    yield from _data(message.get("data", {}))
    yield from _android(message.get("android", {}))
    yield from _apns(message.get("apns", {}))
    yield from _webpush(message.get("webpush", {}))
    if (bytes_taken := size(message)) > LIMIT:
        yield "message", f"Message is too big: {bytes_taken} bytes"


def _unknown_fields(message: Mapping[str, Any]) -> Iterator[Problem]:
    for path, names in _FIELDS.items():
        node: Any = message
        for step in path[1:]:
            node = node.get(step, {}) if isinstance(node, dict) else {}
        for name in node:
            if name not in names:
                where = ".".join(path)
                yield where, f"Invalid JSON payload received. Unknown name \"{name}\" at '{where}'"


def _data(data: Mapping[str, Any]) -> Iterator[Problem]:
    for place, (key, value) in enumerate(data.items()):
        if not isinstance(value, str):
            yield f"message.data[{place}].value", f"Invalid value (TYPE_STRING), {value}"
        if _RESERVED.fullmatch(key):
            yield "message.data", f"Invalid data payload key: {key}"


def _android(android: Mapping[str, Any]) -> Iterator[Problem]:
    ttl = _DURATION.fullmatch(android.get("ttl", "0s"))
    if ttl is None or int(ttl[1]) > FOUR_WEEKS:
        yield "message.android.ttl", f"Invalid ttl: {android['ttl']}"
    if android.get("priority", "normal").lower() not in ("high", "normal"):
        yield "message.android.priority", "Invalid value at 'message.android.priority'"


def _apns(apns: Mapping[str, Any]) -> Iterator[Problem]:
    headers = apns.get("headers", {})
    if headers.get("apns-priority", "10") not in ("1", "5", "10"):
        yield "message.apns.headers", "BadPriority"
    if len(headers.get("apns-collapse-id", "").encode()) > 64:
        yield "message.apns.headers", "BadCollapseId"
    if not headers.get("apns-expiration", "0").isdigit():
        yield "message.apns.headers", "BadExpirationDate"
    if "payload" in apns and not isinstance(apns["payload"].get("aps"), dict):
        yield "message.apns.payload", "'aps' is missing"


def _webpush(webpush: Mapping[str, Any]) -> Iterator[Problem]:
    headers = webpush.get("headers", {})
    if not (headers.get("TTL", "0").isdigit() and int(headers.get("TTL", "0")) <= FOUR_WEEKS):
        yield "message.webpush.headers", "Invalid TTL"
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,32}", headers.get("Topic", "a")):
        yield "message.webpush.headers", "Invalid Topic"
    if headers.get("Urgency", "normal") not in ("very-low", "low", "normal", "high"):
        yield "message.webpush.headers", "Invalid Urgency"
    link = webpush.get("fcm_options", {}).get("link", "https://")
    if not link.startswith("https://"):
        yield "message.webpush.fcm_options.link", "Must be a HTTPS URL"
