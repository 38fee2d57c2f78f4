"""The blueprint that routes are registered on; it reads JSON strictly: no duplicate keys, NaN, NUL or deep nesting."""

import json

from flask import Request
from flask_smorest import Blueprint as SmorestBlueprint
from marshmallow import RAISE, Schema
from webargs.flaskparser import FlaskParser
from werkzeug.datastructures import CombinedMultiDict
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

from backend.errors import Invalid


class StrictParser(FlaskParser):
    """webargs' parser for Flask, with our own reading of the body."""

    DEFAULT_UNKNOWN_BY_LOCATION = {
        "json": RAISE,
        "query": RAISE,
        "form": None,
        "headers": None,
        "cookies": None,
        "files": None,
    }

    def load_files(self, req: Request, schema: Schema) -> object:
        """A form with files; its other parts stand beside them, and are one schema with them."""
        return self._makeproxy(CombinedMultiDict([req.files, req.form]), schema)

    def load_json(self, req: Request, schema: Schema) -> object:
        raw = req.get_data(cache=True)
        if not raw:
            return {}
        if not req.is_json:
            raise UnsupportedMediaType("Send the body as application/json.")
        return parse_json_body(raw)


def parse_json_body(raw: bytes) -> object:
    """Parse a body; BadRequest when it is not JSON as RFC 8259 means it."""
    try:
        value = json.loads(raw.decode("utf-8"), parse_constant=_refuse, object_pairs_hook=_unique)
    except UnicodeDecodeError:
        raise BadRequest("The body is not UTF-8.") from None
    except RecursionError:
        raise BadRequest("The body is nested too deeply.") from None
    except ValueError as error:
        raise BadRequest(f"The body is not valid JSON: {error}.") from None
    if b"\\u" in raw:
        _check_text(value)
    return value


def _refuse(name: str) -> object:
    raise ValueError(f"{name} is not a JSON number")


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice in one object")
    return found


def _check_text(value: object) -> None:
    text = json.dumps(value, ensure_ascii=False)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise Invalid("body-half-character") from None
    if "\\u0000" in text:
        raise Invalid("body-nul")


class Blueprint(SmorestBlueprint):
    """A room of the API."""

    ARGUMENTS_PARSER = StrictParser()
