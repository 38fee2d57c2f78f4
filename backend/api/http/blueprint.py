"""The blueprint that routes are registered on; it reads JSON strictly: no duplicate keys, NaN, NUL or deep nesting."""

import json
from collections.abc import Callable
from typing import TypeVar

from flask import Request
from flask_smorest import Blueprint as SmorestBlueprint
from marshmallow import RAISE, Schema, fields
from webargs.flaskparser import FlaskParser
from werkzeug.datastructures import CombinedMultiDict, FileStorage, MultiDict

from backend.api.http.document_fields import body_schema
from backend.errors import Invalid, Malformed, UnsupportedMedia

View = TypeVar("View", bound=Callable[..., object])
SchemaOrType = Schema | type[Schema]


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

    def load_querystring(self, req: Request, schema: Schema) -> object:
        _refuse_twice(req.args, schema)
        return super().load_querystring(req, schema)

    def load_files(self, req: Request, schema: Schema) -> object:
        """A form with files; its other parts stand beside them, and are one schema with them."""
        _refuse_twice(req.files, schema)
        _refuse_twice(req.form, schema)
        return self._makeproxy(CombinedMultiDict([req.files, req.form]), schema)

    def load_json(self, req: Request, schema: Schema) -> object:
        raw = req.get_data(cache=True)
        if not raw:
            return {}
        if not req.is_json:
            raise UnsupportedMedia("body-not-sent-as-json")
        return parse_json_body(raw)


def parse_json_body(raw: bytes) -> object:
    """Parse a body; Malformed when it is not JSON as RFC 8259 means it."""
    try:
        value = json.loads(raw.decode("utf-8"), parse_constant=_refuse, object_pairs_hook=_unique)
    except UnicodeDecodeError:
        raise Malformed("body-not-utf8") from None
    except RecursionError:
        raise Malformed("body-too-deep") from None
    except json.JSONDecodeError as error:
        raise Malformed("body-no-json", line=error.lineno, column=error.colno) from None
    except ValueError:  # a number of more digits than Python reads
        raise Malformed("body-number-too-long") from None
    if b"\\u" in raw:
        _check_text(value)
    return value


def _refuse_twice(given: MultiDict[str, str] | MultiDict[str, FileStorage], schema: Schema) -> None:
    """Invalid where a name that has one value is given two."""
    for name, field in schema.load_fields.items():
        if not isinstance(field, fields.List) and len(given.getlist(field.data_key or name)) > 1:
            raise Invalid("given-twice", field=field.data_key or name)


def _refuse(name: str) -> object:
    raise Malformed("body-no-number", word=name)


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(key for at, (key, _) in enumerate(pairs) if key in dict(pairs[:at]))
        raise Malformed("body-key-twice", key=twice[:40])
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

    def response(
        self,
        status_code: int,
        schema: SchemaOrType | None = None,
        *,
        content_type: str | None = None,
    ) -> Callable[[View], View]:
        """Say what a view answers; what is no JSON has a body in the document too."""
        told = body_schema(content_type) if schema is None and content_type else schema
        decorate: Callable[[View], View] = super().response(status_code, told, content_type=content_type)
        return decorate
