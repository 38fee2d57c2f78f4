"""This server serves its own OpenAPI 3.1 document and a docs page; no outside host is asked for anything."""

import copy
from collections.abc import Callable
from importlib.resources import files
from typing import TypedDict, cast

from flask import Flask, Response, jsonify, send_from_directory

from backend import __version__
from backend.api.http import document_fields
from backend.api.http.etag import asks_for_if_match
from backend.api.http.problems import GracedayApi
from backend.api.http.sign_in import is_public, public

_DOCS_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; frame-ancestors 'none'"
)
_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Graceday API</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/docs/assets/swagger-ui.css"></head>
<body><div id="swagger"></div><noscript>The document itself: <a href="/openapi.json">/openapi.json</a></noscript>
<script src="/docs/assets/swagger-ui-bundle.js"></script><script src="/docs/start.js"></script></body></html>
"""
_START = 'SwaggerUIBundle({url: "/openapi.json", dom_id: "#swagger", deepLinking: true, persistAuthorization: true});'
_ABOUT = """Graceday stands on the borrower's side of a card or online-loan debt.

Money is an integer of minor units beside an ISO 4217 `currency`; instants are UTC; due dates are local dates
beside an IANA `zone`; rates are basis points a year. Lists are paged by `cursor`. Send an `Idempotency-Key` with
every POST, and the ETag you read as `If-Match` with every PATCH and wherever else it is asked for. Errors are
RFC 9457 problem details.
"""


class Operation(TypedDict, total=False):
    """What is read and written here of an operation of the OpenAPI document."""

    operationId: str | None
    parameters: list[dict[str, object]]
    responses: dict[str, object]
    security: list[dict[str, list[str]]]


def make_api(app: Flask) -> GracedayApi:
    """flask-smorest's collector of routes, without pages of its own."""
    app.config.update(
        API_TITLE="Graceday", API_VERSION=__version__, OPENAPI_VERSION="3.1.0", OPENAPI_URL_PREFIX=None
    )
    api = GracedayApi(
        app,
        spec_kwargs={
            "info": {"description": _ABOUT},
            "security": [{"bearer": []}],
        },
    )
    for told in (document_fields.pattern_of, document_fields.size_of):
        api.ma_plugin.converter.add_attribute_function(told)
    return api


def register(app: Flask, api: GracedayApi) -> None:
    """Serve /openapi.json and /docs."""
    api.spec.components.security_scheme("bearer", {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"})
    finished: dict[str, object] = {}

    @app.get("/openapi.json")
    @public
    def openapi_document() -> Response:
        if not finished:
            finished.update(_finish(app, api.spec.to_dict()))
        return jsonify(finished)

    @app.get("/docs")
    @public
    def docs_page() -> Response:
        return _guarded(Response(_PAGE, content_type="text/html; charset=utf-8"))

    @app.get("/docs/start.js")
    @public
    def docs_start() -> Response:
        return _guarded(Response(_START, content_type="text/javascript; charset=utf-8"))

    @app.get("/docs/assets/<path:name>")
    @public
    def docs_asset(name: str) -> Response:
        return _guarded(send_from_directory(str(files("flask_swagger_ui") / "dist"), name))


def _guarded(answer: Response) -> Response:
    answer.headers["Content-Security-Policy"] = _DOCS_POLICY
    return answer


def _finish(app: Flask, document: dict[str, object]) -> dict[str, object]:
    """Say what holds for every operation: problem details, headers, and which need no sign-in."""
    document = copy.deepcopy(document)
    paths = cast(dict[str, dict[str, Operation]], document["paths"])
    views = {
        (_templated(rule.rule), method.lower()): app.view_functions[rule.endpoint]
        for rule in app.url_map.iter_rules()
        for method in rule.methods or ()
    }
    for path, operations in paths.items():
        for method, operation in operations.items():
            if method in ("get", "post", "put", "patch", "delete"):
                _finish_operation(operation, method, views.get((path, method)))
    return document


def _templated(rule: str) -> str:
    return rule.replace("<", "{").replace(">", "}").replace("path:", "")


def _finish_operation(operation: Operation, method: str, view: Callable[..., object] | None) -> None:
    if is_public(view):
        operation["security"] = []
    operation.setdefault("operationId", getattr(view, "__name__", None))
    answers = operation["responses"]
    problem = {
        "description": "A problem (RFC 9457)",
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    for status in [code for code in answers if not code.startswith("2")]:
        del answers[status]
    answers["default"] = problem
    extra = operation.setdefault("parameters", [])
    if method == "post" and getattr(view, "idempotent", False):
        extra.append(
            _header("Idempotency-Key", "The same key and body again is answered, not repeated.", 255)
        )
    if view is not None and asks_for_if_match(view):
        extra.append(_header("If-Match", "The ETag you read.", 100, required=True))


def _header(name: str, description: str, longest: int, *, required: bool = False) -> dict[str, object]:
    return {
        "name": name,
        "in": "header",
        "required": required,
        "description": description,
        "schema": {"type": "string", "minLength": 1, "maxLength": longest},
    }
