"""Nothing that a request of /v1 says is lost in silence: what the operation does not read is refused.

The schemas of an operation refuse unknown names where they read; this refuses them where nothing is read at all: a
body on an operation without one, a query on one without. That a name with one value is given once is seen to where it
is read (`StrictParser`). What a link opens lies outside of /v1 and takes what messengers and calendars
add to its address.
"""

from collections.abc import Iterable
from typing import NamedTuple, NoReturn

from flask import Flask, request
from werkzeug.exceptions import UnprocessableEntity

from backend.api.http.blueprint import parse_json_body
from backend.errors import UnsupportedMedia

_BODIES = ("json", "form", "files")


class Reads(NamedTuple):
    """What an operation reads: the names of its query, and whether it has a body."""

    query: frozenset[str]
    has_body: bool


def reads_of(view: object) -> Reads:
    """What is read by a view, as its `arguments` say."""
    told = getattr(view, "_apidoc", {}).get("arguments", {}).get("parameters", [])
    query: set[str] = set()
    for each in told:
        if each["in"] == "query":
            schema = each["schema"]
            read = (schema() if isinstance(schema, type) else schema).load_fields
            query |= {field.data_key or name for name, field in read.items()}
    return Reads(frozenset(query), any(each["in"] in _BODIES for each in told))


def register(app: Flask) -> None:
    """Look at every request of /v1 before its view does; by then it is known who asks, and in which language."""
    known: dict[str, Reads] = {}

    @app.before_request
    def refuse_what_is_not_read() -> None:
        rule, endpoint = request.url_rule, request.endpoint
        if (
            rule is None
            or endpoint is None
            or not rule.rule.startswith("/v1/")
            or request.method == "OPTIONS"
        ):
            return
        if endpoint not in known:
            known[endpoint] = reads_of(app.view_functions[endpoint])
        reads = known[endpoint]
        _refuse_unknown("query", set(request.args) - reads.query)
        if not reads.has_body:
            _refuse_body()


def _refuse_unknown(where: str, names: Iterable[str]) -> None:
    if unknown := {name[:40]: ["Unknown field."] for name in sorted(names)}:
        _refuse(where, unknown)


def _refuse(where: str, faults: dict[str, list[str]]) -> NoReturn:
    """As webargs refuses: the same problem, whoever noticed."""
    error = UnprocessableEntity()
    error.data = {"messages": {where: faults}}  # type: ignore[attr-defined]
    raise error


def _refuse_body() -> None:
    raw = request.get_data(cache=True)
    if not raw:
        return
    if not request.is_json:
        raise UnsupportedMedia("body-not-sent-as-json")
    body = parse_json_body(raw)
    if not isinstance(body, dict):
        _refuse("json", {"_schema": ["Invalid input type."]})
    _refuse_unknown("json", body)
