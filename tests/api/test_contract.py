"""The API keeps its own contract: schemathesis, all checks, as a signed-in borrower; and OpenAPI 3.1 is valid."""

import ast
import inspect
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from openapi_spec_validator import validate
from schemathesis.specs.openapi.checks import ignored_auth, positive_data_acceptance

from backend.api.http.document_fields import told_pattern
from tests.api.conftest import CARD, LOAN, Borrower
from tests.test_house_rules import ROOT, tracked

# A schema cannot say that a zone must exist, an ETag be the current one or a due day follow a closing day, so what
# it allows may be refused (that check is left out); a call without a token is walked in test_isolation.py.
NOT_ASKED = [ignored_auth, positive_data_acceptance]
TAGS = (
    "auth",
    "me",
    "passwords",
    "email",
    "sessions",
    "second factor",
    "devices",
    "cards",
    "card instalments",
    "promotions",
    "minimum forecast",
    "expected flows",
    "exchange rates",
    "loans",
    "loan agreements",
    "statements",
    "payments",
    "standing",
    "deadlines",
    "series",
    "reminders",
    "inbox",
    "calm pause",
    "calendar",
    "cash accounts",
    "imports",
    "import decisions",
    "transactions",
    "transaction links",
    "transaction roles",
    "categories",
    "recurring",
    "cash flow",
    "cut plans",
    "envelopes",
    "credit reports",
    "findings",
    "checkpoints",
    "applications",
    "disputes",
    "negotiations",
    "offers",
    "talk words",
    "ownership",
    "payee checks",
    "validation notices",
    "debt disputes",
    "attachments",
    "credit record",
    "next steps",
    "helplines and scripts",
    "affordability",
    "cost of lateness",
    "minimum only",
    "pay-off plans",
    "contacts",
    "contact notices",
    "contact export",
    "contact buttons",
    "promises",
    "complaints",
    "complaint enclosures",
    "contact imports",
    "silence",
    "counsellor links",
    "counsellor views",
)


@pytest.mark.parametrize("tag", TAGS)
def test_every_operation_keeps_its_contract(app: Flask, tag: str) -> None:
    borrower = Borrower(app, "schema@example.com")
    borrower.made("/v1/cards", CARD)
    borrower.made("/v1/loans", LOAN)
    borrower.made("/v1/cash-accounts", {"name": "Bank", "currency": "CNY", "balance": 1_000_000})
    tried = 0
    for found in schemathesis.openapi.from_wsgi("/openapi.json", app).get_all_operations():
        operation = found.ok()
        if operation.tags == [tag] and (operation.method, operation.path) != ("delete", "/v1/me"):
            _try(operation, borrower)
            tried += 1
    assert tried


def _try(operation: Any, borrower: Borrower) -> None:
    @given(case=operation.as_strategy())
    @settings(max_examples=15, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
    def run(case: Any) -> None:
        case.call_and_validate(headers=borrower.headers, excluded_checks=NOT_ASKED)

    run()


def test_every_room_is_tried(app: Flask) -> None:
    document = app.test_client().get("/openapi.json").json
    assert {tag["name"] for tag in document["tags"]} == set(TAGS)


def test_the_document_is_valid_and_whole(app: Flask) -> None:
    document = app.test_client().get("/openapi.json").json
    validate(document)
    assert document["openapi"].startswith("3.1")
    routes = {rule.rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/v1/")}
    assert len(document["paths"]) >= len(routes)
    ids = [
        operation["operationId"]
        for operations in document["paths"].values()
        for operation in operations.values()
        if isinstance(operation, dict)
    ]
    assert len(ids) == len(set(ids))
    for operations in document["paths"].values():
        for operation in operations.values():
            if isinstance(operation, dict):
                assert operation["summary"]
                assert "default" in operation["responses"]


def test_the_document_asks_for_if_match_where_the_view_does(app: Flask) -> None:
    paths = app.test_client().get("/openapi.json").json["paths"]
    declared = {
        (path, method)
        for path, operations in paths.items()
        for method, operation in operations.items()
        if isinstance(operation, dict)
        and any(each.get("name") == "If-Match" for each in operation["parameters"])
    }
    views = {
        (rule.rule.replace("<", "{").replace(">", "}"), method.lower()): inspect.unwrap(
            app.view_functions[rule.endpoint]
        ).__code__
        for rule in app.url_map.iter_rules()
        for method in rule.methods or ()
        if method in ("PUT", "PATCH", "POST", "DELETE")
    }
    calls = set(functions_calling("check_if_match"))
    asked = {route for route, code in views.items() if (code.co_filename, code.co_name) in calls}
    assert ("/v1/credit-reports/{report_id}/entries", "put") in asked
    assert declared == asked
    # Whoever calls it is a view: what a helper asks for would not be in the document.
    assert calls == {(views[route].co_filename, views[route].co_name) for route in asked}


def functions_calling(name: str) -> Iterator[tuple[str, str]]:
    """The file and the innermost function of each call of a function of our own."""
    for file, text in tracked("backend/*.py"):
        for function in ast.walk(ast.parse(text)):
            if isinstance(function, ast.FunctionDef) and any(
                isinstance(each, ast.Call) and isinstance(each.func, ast.Name) and each.func.id == name
                for each in own_nodes(function)
            ):
                yield str(ROOT / file), function.name


def own_nodes(function: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(function):
        if not isinstance(child, ast.FunctionDef):
            yield child
            yield from own_nodes(child)


def test_the_document_says_a_default_as_a_client_would_send_it(app: Flask) -> None:
    text = app.test_client().get("/openapi.json").get_data(as_text=True)
    assert "frozenset" not in text
    assert '"default":"disputed,open"' in text.replace(" ", "")


def schemas_in(part: Any) -> Iterator[dict[str, Any]]:
    """Every schema of the document, and whatever else is an object in it."""
    if isinstance(part, dict):
        yield part
    for each in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from schemas_in(each)


def test_the_document_says_patterns_and_sizes_as_others_read_them(app: Flask) -> None:
    """ECMA-262 has no \\Z, \\A or (?P<...>), and matches anywhere; an object has properties, no letters."""
    document = app.test_client().get("/openapi.json").json
    patterns = {each["pattern"] for each in schemas_in(document) if isinstance(each.get("pattern"), str)}
    assert {r"^[0-9a-f]{64}$", r"^[0-9]{1,4}$"} <= patterns
    assert [each for each in patterns if not (each.startswith("^") and each.endswith("$"))] == []
    assert [each for each in patterns if any(odd in each for odd in (r"\Z", r"\A", "(?P"))] == []
    objects = [each for each in schemas_in(document) if each.get("type") in ("object", ["object", "null"])]
    assert [each for each in objects if {"minLength", "maxLength"} & each.keys()] == []
    answers = document["components"]["schemas"]["PayeeAnswers"]["properties"]["answers"]
    assert (answers["minProperties"], answers["maxProperties"]) == (1, 40)


@pytest.mark.parametrize(
    ("pattern", "told"),
    [(r"[a-z]\Z", "^[a-z]$"), (r"^a|b\Z", "^(?:a|b)$"), ("^a", "^a")],
)
def test_a_pattern_means_in_the_document_what_it_means_here(pattern: str, told: str) -> None:
    assert told_pattern(pattern) == told


def test_every_answer_has_its_kind_in_the_document(app: Flask) -> None:
    """Of what kind it really is, is held by every test that reads one (`assert_as_documented`)."""
    paths = app.test_client().get("/openapi.json").json["paths"]
    told = {
        (path, method): answer.get("content", {})
        for path, operations in paths.items()
        for method, operation in operations.items()
        if isinstance(operation, dict)
        for status, answer in operation["responses"].items()
        if status.startswith("2") and status != "204"
    }
    assert [where for where, kinds in told.items() if not kinds] == []
    assert told["/v1/complaints/{complaint_id}/file.zip", "get"] == {
        "application/zip": {"schema": {"type": "string", "format": "binary"}}
    }
    assert told["/v1/complaints/{complaint_id}/letter.txt", "get"] == {
        "text/plain": {"schema": {"type": "string"}}
    }


def test_the_docs_page_asks_no_outside_host(app: Flask) -> None:
    client = app.test_client()
    page = client.get("/docs")
    assert "http://" not in page.text
    assert "https://" not in page.text
    assert "'self'" in page.headers["Content-Security-Policy"]
    for asset in ("/docs/assets/swagger-ui.css", "/docs/assets/swagger-ui-bundle.js", "/docs/start.js"):
        with client.get(asset) as answer:
            assert answer.status_code == 200
