"""Lists are paged by an opaque cursor that holds the last row's sort key, so pages neither skip nor repeat rows.

A list route reads its cursor by the kind of key its rows are sorted by (`cursor_id`, `cursor_day_and_id`,
`cursor_instant_and_id`, `cursor_position`), asks the store for one row more than the limit, and answers with
`page_answer`.
"""

import base64
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Protocol, TypedDict, TypeVar

from flask import Response, jsonify
from marshmallow import Schema, fields, validate

from backend.errors import Invalid

DEFAULT_LIMIT, MAX_LIMIT = 50, 200

Row = TypeVar("Row")
Key = TypeVar("Key")
SortKey = tuple[str | int | date, ...]


class PageArgs(Schema):
    """`limit` 1 to 200; `cursor` from the last page's `next_cursor`."""

    limit = fields.Integer(load_default=DEFAULT_LIMIT, validate=validate.Range(1, MAX_LIMIT))
    cursor = fields.String(load_default=None, validate=validate.Length(max=400))


class PageQuery(TypedDict):
    """What PageArgs reads."""

    limit: int
    cursor: str | None


class HasId(Protocol):
    id: str


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


def id_key(row: HasId) -> SortKey:
    """The sort key of rows in the order of their ids, which is the order they were made in."""
    return (row.id,)


def split_page(
    rows: Sequence[Row], limit: int, sort_key: Callable[[Row], SortKey]
) -> tuple[Sequence[Row], str | None]:
    """The first `limit` rows, and the cursor of the last of them where `rows` holds more."""
    page = rows[:limit]
    return page, cursor_of(*sort_key(page[-1])) if len(rows) > limit else None


def list_answer(items: Sequence[Mapping[str, object]], next_cursor: str | None = None) -> Response:
    """Answer a list; without `next_cursor` it is the last page, or the whole."""
    return jsonify(items=items, next_cursor=next_cursor)


def page_answer(
    rows: Sequence[Row],
    limit: int,
    *,
    item: Callable[[Row], Mapping[str, object]],
    sort_key: Callable[[Row], SortKey],
) -> Response:
    """Answer one page of `rows`, of which the store was asked for one more than `limit`."""
    page, next_cursor = split_page(rows, limit, sort_key)
    return list_answer([item(row) for row in page], next_cursor)


def cursor_of(*parts: str | int | date) -> str:
    """An opaque cursor of the parts of a sort key."""
    text = json.dumps([part.isoformat() if isinstance(part, date) else part for part in parts])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def cursor_id(cursor: str | None) -> str | None:
    """The id in a cursor of rows sorted by id."""
    return _read(cursor, lambda parts: _identifier(*parts))


def cursor_position(cursor: str | None) -> int | None:
    """The position in a cursor of rows sorted by their place in a file or a report."""
    return _read(cursor, lambda parts: _position(*parts))


def cursor_day_and_id(cursor: str | None) -> tuple[date, str] | None:
    """The day and the id in a cursor of rows sorted by these."""

    def parse(parts: list[object]) -> tuple[date, str]:
        on, row_id = parts
        return date.fromisoformat(_identifier(on)), _identifier(row_id)

    return _read(cursor, parse)


def cursor_instant_and_id(cursor: str | None) -> tuple[datetime, str] | None:
    """The instant and the id in a cursor of rows sorted by these."""

    def parse(parts: list[object]) -> tuple[datetime, str]:
        at, row_id = parts
        return _instant(at), _identifier(row_id)

    return _read(cursor, parse)


def _read(cursor: str | None, parse: Callable[[list[object]], Key]) -> Key | None:
    """What `parse` finds in the parts of a cursor; Invalid where it is not one of ours."""
    if cursor is None:
        return None
    try:
        parts = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if not isinstance(parts, list):
            raise ValueError("not a list")
        return parse(parts)
    except (ValueError, TypeError, OverflowError):
        raise Invalid("cursor-unknown", field="cursor") from None


def _identifier(part: object) -> str:
    if not (isinstance(part, str) and part.isascii() and part.isprintable()):
        raise ValueError("not an identifier")
    return part


def _position(part: object) -> int:
    if not isinstance(part, int):
        raise ValueError("not a position")
    return part


def _instant(part: object) -> datetime:
    found = datetime.fromisoformat(_identifier(part))
    if found.utcoffset() is None:
        raise ValueError("not an instant")
    return found
