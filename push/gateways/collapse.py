"""One digest's identity in the form that each platform accepts, so that a second copy replaces the first."""

import base64
import hashlib
import re

_MOST_BYTES = 64  # Apple's limit for apns-collapse-id
_WEB_TOPIC = re.compile(r"[A-Za-z0-9_-]{1,32}")  # RFC 8030 section 5.4


def collapse_id(key: str) -> str:
    """`key` itself, or a name for it where it is no ASCII or longer than Apple's 64 bytes."""
    short = key.isascii() and len(key) <= _MOST_BYTES
    return key if short else web_topic(key)


def web_topic(key: str) -> str:
    """A web push Topic for `key`: itself where RFC 8030 allows it, else 32 symbols of its SHA-256."""
    if _WEB_TOPIC.fullmatch(key):
        return key
    return base64.urlsafe_b64encode(hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()).decode()[
        :32
    ]
