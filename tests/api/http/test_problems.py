"""A problem is told in the reader's language, with a reason that stays the same in every one."""

import re
from pathlib import Path
from typing import get_args

import pytest
from flask.testing import FlaskClient

from backend.words.form_faults import FaultReason
from tests.api.conftest import CARD, Borrower

WRONG = {"email": "nobody@example.com", "password": "not the right one"}


def test_before_signing_in_accept_language_decides(client: FlaskClient) -> None:
    plain = client.post("/v1/auth/login", json=WRONG)
    asked = client.post("/v1/auth/login", json=WRONG, headers={"Accept-Language": "zh-CN,en;q=0.5"})
    assert plain.status_code == asked.status_code == 401
    english, chinese = plain.get_json(force=True), asked.get_json(force=True)
    assert english["detail"] == "The e-mail address or the password is wrong."
    assert chinese["detail"] == "邮箱或密码不正确。"
    assert english["reason"] == chinese["reason"] == "credentials-wrong"
    assert english["code"] == chinese["code"] == "unauthenticated"


def test_a_borrower_is_told_in_their_own_language(alice: Borrower) -> None:
    assert alice.patch("/v1/me", {"locale": "zh-CN"}).status_code == 200
    body = {"title": "Rent", "due_on": "2026-12-01", "amount": 100, "currency": "CNY"}
    made = alice.made("/v1/deadlines", body)
    refused = alice.post(f"/v1/deadlines/{made['id']}/snooze", {"until": "2026-11-01T00:00:00Z"})
    problem = refused.get_json(force=True)
    assert (problem["status"], problem["reason"]) == (422, "snooze-not-ahead")
    assert problem["errors"] == [
        {"field": "until", "message": "稍后提醒的时间须在将来。", "reason": "snooze-not-ahead"}
    ]
    assert alice.get("/v1/deadlines/dl_0").get_json(force=True)["detail"] == "没有该内容，或它不属于您。"


def test_the_page_behind_a_code_is_in_that_language_too(client: FlaskClient) -> None:
    assert "There is no such thing" in client.get("/problems/not-found").text
    assert "没有该内容" in client.get("/problems/not-found", headers={"Accept-Language": "zh"}).text
    assert client.get("/problems/no-such-code").status_code == 404


RENT = {"title": "Rent", "due_on": "2026-12-01", "amount": 100, "currency": "CNY"}
SERIES = {"title": "Rent", "repeats": {"unit": "month", "starts_on": "2026-12-31"}}
FORMS = [
    ("/v1/deadlines", RENT, {"title": ...}, "title", "required"),
    ("/v1/deadlines", RENT, {"title": None}, "title", "null"),
    ("/v1/deadlines", RENT, {"titel": "Rent"}, "titel", "unknown-field"),
    ("/v1/deadlines", RENT, {"title": 7}, "title", "wrong-type"),
    ("/v1/deadlines", RENT, {"amount": "100"}, "amount", "wrong-type"),
    ("/v1/deadlines", RENT, {"due_on": "1 December"}, "due_on", "bad-format"),
    ("/v1/deadlines", RENT, {"due_on": "1969-12-31"}, "due_on", "out-of-range"),
    ("/v1/deadlines", RENT, {"amount": -1}, "amount", "out-of-range"),
    ("/v1/deadlines", RENT, {"title": ""}, "title", "wrong-length"),
    ("/v1/deadlines", RENT, {"title": "4111 1111 1111 1111"}, "title", "card-number"),
    ("/v1/deadlines", RENT, {"currency": "ABC"}, "currency", "not-one-of"),
    ("/v1/deadlines", RENT, {"currency": ...}, "currency", "does-not-fit"),
    (
        "/v1/series",
        SERIES,
        {"repeats": {"unit": "moon", "starts_on": "2026-12-31"}},
        "repeats.unit",
        "not-one-of",
    ),
    ("/v1/cards", CARD, {"last4": "44x1"}, "last4", "bad-format"),
]


@pytest.mark.parametrize("locale", ["en", "zh-CN"])
@pytest.mark.parametrize(("path", "right", "wrong", "field", "reason"), FORMS)
def test_a_field_of_the_wrong_form_has_a_reason_that_is_the_same_in_every_language(
    alice: Borrower,
    path: str,
    right: dict[str, object],
    wrong: dict[str, object],
    field: str,
    reason: str,
    locale: str,
) -> None:
    assert alice.patch("/v1/me", {"locale": locale}).status_code == 200
    body = {name: value for name, value in (right | wrong).items() if value is not ...}
    answer = alice.post(path, body)
    assert answer.status_code == 422
    assert [(each["field"], each["reason"]) for each in answer.json["errors"]] == [(field, reason)]


def test_the_document_and_the_page_on_the_api_name_every_reason_of_a_form(client: FlaskClient) -> None:
    page = (Path(__file__).parents[3] / "docs/api.md").read_text(encoding="utf-8")
    table = page.split("### What is wrong with a field", 1)[1].split("\n## ", 1)[0]
    assert re.findall(r"^\| `([a-z-]+)` \|", table, re.M) == list(get_args(FaultReason))
    schema = client.get("/openapi.json").json["components"]["schemas"]["FieldError"]
    assert "reason" in schema["required"]
    said = schema["properties"]["reason"]["description"]
    assert [reason for reason in get_args(FaultReason) if reason not in said] == []
