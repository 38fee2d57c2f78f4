"""Nothing that a request says is lost in silence: walked over the route table, so no operation is left out."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from flask import Flask

from tests.api.conftest import CARD, Borrower


class Asked(NamedTuple):
    """An operation as a client reads of it in the document."""

    method: str
    path: str
    query: dict[str, dict[str, Any]]
    body: str | None


def operations(app: Flask) -> Iterator[Asked]:
    for path, item in app.test_client().get("/openapi.json").json["paths"].items():
        for method, operation in item.items():
            if path.startswith("/v1/") and method != "parameters":
                query = {
                    each["name"]: each["schema"] for each in operation["parameters"] if each["in"] == "query"
                }
                bodies = operation.get("requestBody", {}).get("content", {})
                yield Asked(method.upper(), re.sub(r"\{\w+\}", "x", path), query, next(iter(bodies), None))


def faults(
    borrower: Borrower, asked: Asked, query: str = "", **sent: Any
) -> tuple[int, list[str], list[str]]:
    """The status, which fields are named, and with which reasons."""
    answer = borrower.call(asked.method, f"{asked.path}{query}", **sent)
    problem = answer.get_json(force=True)
    errors = problem.get("errors", [])
    return answer.status_code, [each["field"] for each in errors], [each["reason"] for each in errors]


def test_an_unknown_name_of_a_query_is_refused_everywhere(app: Flask, alice: Borrower) -> None:
    found = {each[:2]: faults(alice, each, "?zzz=1") for each in operations(app)}
    assert len(found) > 200
    assert {each: told for each, told in found.items() if told != (422, ["zzz"], ["unknown-field"])} == {}


def test_a_name_with_one_value_is_given_once(app: Flask, alice: Borrower) -> None:
    found = {
        (*each[:2], name): faults(alice, each, f"?{name}=1&{name}=2")
        for each in operations(app)
        for name, schema in each.query.items()
        if schema.get("type") != "array"
    }
    assert len(found) > 100
    wrong = {each: told for each, told in found.items() if told != (422, [each[2]], ["given-twice"])}
    assert wrong == {}


def test_a_body_is_refused_where_none_is_read(app: Flask, alice: Borrower) -> None:
    bare = [each for each in operations(app) if each.body is None]
    assert len(bare) > 100
    for body, expected in (
        (b"{{{not json", (400, [], [])),
        (b'{"on": "2026-11-20", "zzz": 1}', (422, ["on", "zzz"], ["unknown-field"] * 2)),
        (b"[1]", (422, ["body"], ["wrong-type"])),
    ):
        found = {each[:2]: faults(alice, each, data=body, content_type="application/json") for each in bare}
        assert {each: told for each, told in found.items() if told != expected} == {}
    as_text = {each[:2]: faults(alice, each, data=b"x", content_type="text/plain")[0] for each in bare}
    assert set(as_text.values()) == {415}


def test_a_body_that_is_read_is_read_strictly(app: Flask, alice: Borrower) -> None:
    for each in operations(app):
        if each.body == "application/json":
            status, fields, reasons = faults(alice, each, json={"zzz": 1})
            assert (status, "zzz" in fields, "unknown-field" in reasons) == (422, True, True), each
            assert faults(alice, each, data=b"{{{", content_type=each.body)[0] == 400, each
        elif each.body is not None:
            status, fields, _ = faults(alice, each, data={"zzz": "1"}, content_type=each.body)
            assert (status, "zzz" in fields) == (422, True), each


def test_a_field_of_a_form_is_given_once(alice: Borrower) -> None:
    sent = {"account_id": ["cash_1", "cash_2"]}
    answer = alice.call("POST", "/v1/imports", data=sent, content_type="multipart/form-data")
    problem = answer.get_json(force=True)
    assert (answer.status_code, problem["reason"], problem["errors"][0]["field"]) == (
        422,
        "given-twice",
        "account_id",
    )


def test_what_is_refused_has_changed_nothing_and_an_empty_body_is_none(alice: Borrower) -> None:
    card = alice.made("/v1/cards", CARD)
    due = {"amount": 1000, "currency": "CNY", "due_on": "2026-12-01", "firm": "A Firm"}
    refused = alice.post("/v1/promises?dry_run=true", due)
    assert (refused.status_code, refused.get_json(force=True)["errors"][0]["field"]) == (422, "dry_run")
    assert alice.get("/v1/promises").json["items"] == []
    promise = f"/v1/promises/{alice.made('/v1/promises', due)['id']}"
    assert alice.post(f"{promise}/keep", {"on": "2026-11-20", "zzz": 1}).status_code == 422
    assert alice.get(promise).json["state"] == "open"
    assert alice.call("POST", f"{promise}/keep").json["state"] == "kept"
    assert alice.call("GET", f"/v1/cards/{card['id']}", json={}).status_code == 200


def test_a_link_takes_what_others_add_to_its_address(alice: Borrower) -> None:
    """A messenger or a calendar adds names of its own to an address that somebody opens."""
    url = alice.made("/v1/calendar-feeds", {})["url"]
    path = url[url.index("/calendar/") :]
    assert alice.client.get(f"{path}?nocache=1&nocache=2").status_code == 200
