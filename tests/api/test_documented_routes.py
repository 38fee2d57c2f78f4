"""The documents name every route that there is, and none that there is not."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from flask import Flask
from werkzeug.exceptions import MethodNotAllowed, NotFound

ROOT = Path(__file__).parents[2]
DOCUMENTS = ("README.md", "CHANGELOG.md", "docs/*.md")
PAGE = ROOT / "docs/routes.md"
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
# `POST /v1/findings/{id}/dismiss · /reopen`: the second stands in place of the first's last step.
_PATH = r"/(?:v1|calendar|counsellor|problems|healthz|readyz|metrics|docs|openapi)[\w/{}.-]*"
_NAMED = re.compile(
    rf"(?:\b({'|'.join(METHODS)})\s+|(?<![\w.{{}}/-]))({_PATH})((?:[^·\n`(]{{0,60}} · /[a-z][\w/-]*)*)"
)
_ROW = re.compile(r"^\| `([A-Z]+) (/\S+)` \| (.+) \|$", re.M)


class Named(NamedTuple):
    """An address as a document names it; any method where it says none."""

    method: str | None
    path: str


def named_in(text: str) -> Iterator[Named]:
    for method, path, others in _NAMED.findall(text):
        whole = path.rstrip(".")
        yield Named(method or None, whole)
        for other in re.findall(r" · (/[a-z][\w/-]*)", others):
            yield Named(
                method or None, other if other.startswith("/v1/") else whole.rsplit("/", 1)[0] + other
            )


def exists(app: Flask, named: Named) -> bool:
    adapter = app.url_map.bind("localhost")
    if named.path.endswith("/"):  # whatever lies beneath
        return any(rule.rule.startswith(named.path) for rule in app.url_map.iter_rules())
    if named.method is None:
        return bool(adapter.allowed_methods(named.path))
    try:
        adapter.match(named.path, method=named.method)
    except (NotFound, MethodNotAllowed):
        return False
    return True


def unknown(app: Flask, text: str) -> list[Named]:
    return [each for each in named_in(text) if not exists(app, each)]


def test_every_route_that_a_document_names_is_there(app: Flask) -> None:
    files = [file for pattern in DOCUMENTS for file in sorted(ROOT.glob(pattern))]
    assert PAGE in files
    found = {file.name: unknown(app, file.read_text(encoding="utf-8")) for file in files}
    assert {name: routes for name, routes in found.items() if routes} == {}


def test_every_route_is_named_with_what_it_does(app: Flask) -> None:
    paths = app.test_client().get("/openapi.json").json["paths"]
    said = {(method, path): about for method, path, about in _ROW.findall(PAGE.read_text(encoding="utf-8"))}
    routes = {
        (method, re.sub(r"<(?:path:)?(\w+)>", r"{\1}", rule.rule))
        for rule in app.url_map.iter_rules()
        for method in rule.methods or ()
        if method in METHODS
    }
    assert said.keys() == routes
    summaries = {
        (method.upper(), path): operation["summary"]
        for path, operations in paths.items()
        for method, operation in operations.items()
        if method.upper() in METHODS
    }
    assert summaries.items() <= said.items()


def test_a_route_that_is_not_there_would_be_found(app: Flask) -> None:
    texts = [
        "POST /v1/cards/{id}/teapot {}",
        "DELETE /v1/cards",
        "`PATCH /v1/findings/{id}`",
        "see /v1/teapots.",
        "all of `/v1/teapots/`",
        "POST /v1/findings/{id}/dismiss · /forget",
        "GET  /v1/country-rules?country=GB · /v1/country-wrongs?country=GB",
        "GET /problems",
    ]
    assert [len(unknown(app, text)) for text in texts] == [1] * len(texts)


def test_what_is_there_is_found_however_it_is_named(app: Flask) -> None:
    text = (
        "`GET /v1/me`, POST /v1/recurring/{id}/confirm · /deny · /end; PATCH /v1/cut-plans/{id}/lines/0, "
        "`/v1/cash-flow.svg?days=30`, /openapi.json, GET /v1/disputes/{id}/letter.txt · letter.html."
    )
    assert len(list(named_in(text))) == 8
    assert unknown(app, text) == []
