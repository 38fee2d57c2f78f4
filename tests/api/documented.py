"""Every answer that a test reads is held against what the server's own document says of it, nested parts and all."""

from functools import lru_cache
from typing import Any

from flask import Flask
from openapi_schema_validator import OAS31Validator
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse


def assert_as_documented(app: Flask, method: str, answer: TestResponse) -> None:
    """An answer without fault has the status, the kind and every required property that the document promises."""
    if answer.status_code >= 300 or (where := _operation(app, method, answer.request.path)) is None:
        return
    path, operation = where
    told = operation["responses"].get(str(answer.status_code))
    assert told is not None, f"{method} {path} answers {answer.status_code}, which the document does not say"
    if answer.status_code == 204:
        return
    kinds = told.get("content", {})
    assert {answer.mimetype, "*/*"} & kinds.keys(), (
        f"{method} {path} answers {answer.mimetype}, the document {list(kinds)}"
    )
    if answer.is_json:
        checks = _checks(app, path, method.lower(), str(answer.status_code))
        faults = [
            f"{list(each.absolute_path)}: {each.message[-200:]}" for each in checks.iter_errors(answer.json)
        ]
        assert not faults, f"{method} {path}: {faults[:5]}"


def _operation(app: Flask, method: str, address: str) -> tuple[str, dict[str, Any]] | None:
    """The path in the document and what it says; None of what is no operation of it."""
    try:
        rule, _ = app.url_map.bind("localhost").match(address, method=method, return_rule=True)
    except HTTPException:
        return None
    path = rule.rule.replace("<", "{").replace(">", "}").replace("path:", "")
    operation = _document(app)["paths"].get(path, {}).get(method.lower())
    return None if operation is None else (path, operation)


@lru_cache(maxsize=2)
def _document(app: Flask) -> dict[str, Any]:
    return dict(app.test_client().get("/openapi.json").json)


@lru_cache(maxsize=512)
def _checks(app: Flask, path: str, method: str, status: str) -> OAS31Validator:
    document = _document(app)
    schema = document["paths"][path][method]["responses"][status]["content"]["application/json"]["schema"]
    return OAS31Validator({**schema, "components": document["components"]})
