"""Makes a push fit into FCM's 4096 bytes, whatever the borrower typed: first the body gives way, then the
title, then data from its end; the essential data in front never does.

The limit is Google's for title, body and data together
(https://firebase.google.com/docs/reference/fcm/rest/v1/ErrorCode); we hold the whole `message`
object to it, as UTF-8 JSON, with a margin for what FCM may add.
"""

import json
from collections.abc import Callable, Mapping

from push.gateways.shortening import json_bytes, shorten

LIMIT = 4096 - 128
_TEXT_RESERVE = 400  # bytes that title and body may claim before other data: about 130 Chinese characters


class TooLarge(ValueError):
    """Not even the address, the link and the delivery's name fit: nothing of use could be sent."""


def encode(
    render: Callable[[str, str, dict[str, str]], str],
    title: str,
    body: str,
    data: Mapping[str, str],
    *,
    essential: int,
) -> str:
    """The JSON of the message that `render(title, body, data)` gives, shortened until it fits LIMIT.

    The first `essential` entries of `data` stay. Raises TooLarge.
    """
    kept = dict(data)
    if json_bytes_at_most(title, body, kept):
        text = render(title, body, kept)
        # ASCII with \\u escapes is never shorter than UTF-8: mostly this settles it.
        if len(text) <= LIMIT or utf8_size(text) <= LIMIT:
            return text
    bare = utf8_size(render("", "", {}))
    _drop_data(kept, essential, LIMIT - bare - min(_TEXT_RESERVE, json_bytes(title) + json_bytes(body)))
    room = LIMIT - bare - _data_size(kept)
    if room < 0:
        raise TooLarge("PAYLOAD_TOO_LARGE")
    # The body is cut down to half the room before the title loses anything.
    short_title = shorten(title, room - min(json_bytes(body), room // 2))
    return render(short_title, shorten(body, room - json_bytes(short_title)), kept)


def json_bytes_at_most(title: str, body: str, data: Mapping[str, str]) -> bool:
    """Whether the texts alone could fit: a megabyte of them need not be encoded to know."""
    return len(title) + len(body) + sum(len(value) for value in data.values()) <= LIMIT


def utf8_size(text: str) -> int:
    """Bytes of the JSON `text` written compactly in UTF-8."""
    return len(json.dumps(json.loads(text), ensure_ascii=False, separators=(",", ":")).encode())


def _data_size(data: Mapping[str, str]) -> int:
    """The bytes that `"data":{...},` adds."""
    entries = sum(_entry_size(key, value) for key, value in data.items())
    return entries + len('"data":{},') if data else 0


def _entry_size(key: str, value: str) -> int:
    return json_bytes(key) + json_bytes(value) + len('"":"",')


def _drop_data(data: dict[str, str], essential: int, room: int) -> None:
    size = _data_size(data)
    while len(data) > essential and size > room:
        size -= _entry_size(*data.popitem())
