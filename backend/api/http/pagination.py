"""Cursor pagination: an opaque cursor holds the last row's sort key, so pages neither skip nor repeat."""

import base64
import json
from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import Any

from marshmallow import Schema, fields, validate

from backend.errors import Invalid

DEFAULT_LIMIT, MAX_LIMIT = 50, 200


class PageArgs(Schema):
    """`limit` 1 to 200; `cursor` from the last page's `next_cursor`."""

    limit = fields.Integer(load_default=DEFAULT_LIMIT, validate=validate.Range(1, MAX_LIMIT))
    cursor = fields.String(load_default=None, validate=validate.Length(max=400))


@cache
def page_schema(item: type[Schema]) -> type[Schema]:
    """The schema of one page of `item`."""
    return type(
        f"{item.__name__.removesuffix('Schema')}Page",
        (Schema,),
        {
            "items": fields.List(fields.Nested(item), required=True),
            "next_cursor": fields.String(required=True, allow_none=True),
        },
    )


def cursor_of(*parts: Any) -> str:
    """An opaque cursor of the parts of a sort key."""
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


def word(part: Any) -> str:
    """An identifier in a cursor."""
    if not (isinstance(part, str) and part.isascii() and part.isprintable()):
        raise ValueError("not an identifier")
    return part


def instant(part: Any) -> datetime:
    """An aware instant in a cursor."""
    found = datetime.fromisoformat(part)
    if found.utcoffset() is None:
        raise ValueError("not an instant")
    return found


def read_cursor(cursor: str | None, *parsers: Callable[[Any], Any]) -> tuple[Any, ...] | None:
    """The sort key in a cursor, each part through its parser; Invalid where it is not one of ours."""
    if cursor is None:
        return None
    try:
        parts = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if not isinstance(parts, list):
            raise ValueError("not a list")
        return tuple(parse(part) for parse, part in zip(parsers, parts, strict=True))
    except (ValueError, TypeError, OverflowError):
        raise Invalid("cursor-unknown", field="cursor") from None
