"""Every problem reaches a borrower in their own language, whoever found the fault: title, detail and messages."""

import re
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from backend.app import create_app
from config.settings import Settings
from tests.api.conftest import CARD, LOAN, Borrower
from tests.moved_clock import MovedClock

CHINESE = re.compile("[\u4e00-\u9fff]")
# What has no translation because it is code: names of fields and headers, choices, formats.
CODE = re.compile(
    r"`[^`]*`|[\w.]+_\w+|\"[^\"]*\"|application/json|JSON|UTF-8|ASCII|NUL|NaN|Allow|Retry-After|If-Match|ETag|"
    r"Idempotency-Key|Bearer|Authorization|ISO|IANA|HH:MM|true|false|null|MB|GET|POST|PATCH|/v1/[\w/-]*|zh-CN"
)


def problem(answer: TestResponse) -> dict[str, Any]:
    assert answer.content_type == "application/problem+json", answer.text
    return dict(answer.get_json(force=True))


def must_be_chinese(told: dict[str, Any]) -> None:
    texts = [told["title"], told["detail"], *(each["message"] for each in told.get("errors", []))]
    for text in texts:
        assert CHINESE.search(text), told
        assert not re.search(r"[A-Za-z]{3,} [A-Za-z]{2,} [A-Za-z]{2,}", CODE.sub("", text)), text


@pytest.fixture
def reader(alice: Borrower) -> Borrower:
    return reads_chinese(alice)


def reads_chinese(borrower: Borrower) -> Borrower:
    """They read Chinese, and their phone's browser says otherwise."""
    assert borrower.patch("/v1/me", {"locale": "zh-CN"}).status_code == 200
    borrower.headers["Accept-Language"] = "en-US"
    return borrower


DEADLINE = {"title": "Rent", "due_on": "2026-12-01"}
FORMS: list[tuple[str, dict[str, Any]]] = [
    ("/v1/deadlines", {}),
    ("/v1/deadlines", {**DEADLINE, "due_on": "2026-02-30"}),
    ("/v1/deadlines", {**DEADLINE, "due_on": "1900-01-01"}),
    ("/v1/deadlines", {**DEADLINE, "title": ""}),
    ("/v1/deadlines", {**DEADLINE, "title": "x" * 121}),
    ("/v1/deadlines", {**DEADLINE, "title": "4111 1111 1111 1111"}),
    ("/v1/deadlines", {**DEADLINE, "title": "a\u0001b"}),
    ("/v1/deadlines", {**DEADLINE, "title": 7}),
    ("/v1/deadlines", {**DEADLINE, "title": None}),
    ("/v1/deadlines", {**DEADLINE, "owed": "yes"}),
    ("/v1/deadlines", {**DEADLINE, "zone": "+08:00"}),
    ("/v1/deadlines", {**DEADLINE, "country": "XX"}),
    ("/v1/deadlines", {**DEADLINE, "cut_off": "25:00"}),
    ("/v1/deadlines", {**DEADLINE, "amount": 1}),
    ("/v1/deadlines", {**DEADLINE, "amount": 1.5, "currency": "CNY"}),
    ("/v1/deadlines", {**DEADLINE, "amount": -1, "currency": "CNY"}),
    ("/v1/deadlines", {**DEADLINE, "amount": 10**16, "currency": "CNY"}),
    ("/v1/deadlines", {**DEADLINE, "amount": 1, "currency": "ABC"}),
    ("/v1/deadlines", {**DEADLINE, "what": 1}),
    ("/v1/cards", {**CARD, "terms": {**CARD["terms"], "due": {"fixed_day": 40}}}),
    ("/v1/cards", {**CARD, "terms": {**CARD["terms"], "due": {}}}),
    ("/v1/cards", {**CARD, "terms": "x"}),
    ("/v1/cards", {**CARD, "last4": "x"}),
    ("/v1/loans", {**LOAN, "terms": {**LOAN["terms"], "first_due_on": "2026-12-10", "instalments": 0}}),
    ("/v1/devices", {"provider": "fcm", "token": "a b", "platform": "phone"}),
    ("/v1/devices", {"provider": "apns", "token": "t", "platform": "ios"}),
    ("/v1/reminder-policies", {"scope": "borrower", "scope_key": "x", "preset": "light"}),
    ("/v1/reminder-policies", {"scope": "kind", "scope_key": "nonsense", "preset": "light"}),
    ("/v1/reminder-policies", {"scope": "borrower", "rules": [{"anchor": "x", "offset_days": 0, "at": "9"}]}),
    ("/v1/reminder-policies", {"scope": "borrower", "rules": "x"}),
    # marshmallow-code/marshmallow #419: what is no list or no object has a message that no validator reaches.
    ("/v1/reminder-policies", {"scope": "borrower", "rules": [1]}),
    ("/v1/preview", {"settings": {"quiet_dates": [1], "paydays": ["x"]}}),
    ("/v1/preview", {"settings": [], "policy": "x"}),
    ("/v1/preview", {"days": 91}),
    ("/v1/me/pause", {"until": "2026-12-01T00:00:00"}),
    ("/v1/me/pause", {"until": "soon"}),
]


@pytest.mark.parametrize(("path", "body"), FORMS)
def test_a_form_that_is_wrong_is_told_in_chinese(reader: Borrower, path: str, body: dict[str, Any]) -> None:
    answer = reader.post(path, body)
    assert answer.status_code == 422, answer.text
    told = problem(answer)
    must_be_chinese(told)
    assert told["errors"][0]["field"]


@pytest.mark.parametrize(
    ("raw", "content_type", "status", "reason"),
    [
        (b"{", "application/json", 400, "body-no-json"),
        (b'{"title": NaN}', "application/json", 400, "body-no-number"),
        (b'{"title": "a", "title": "b"}', "application/json", 400, "body-key-twice"),
        (b"[" * 100_000, "application/json", 400, "body-too-deep"),
        (b'{"amount": ' + b"9" * 5000 + b"}", "application/json", 400, "body-number-too-long"),
        (b"\xff\xfe", "application/json", 400, "body-not-utf8"),
        (b'{"title": "a\\u0000b"}', "application/json", 422, "body-nul"),
        (b'{"title": "\\ud800"}', "application/json", 422, "body-half-character"),
        (b'{"title": "a"}', "text/plain", 415, "body-not-sent-as-json"),
        (b"[]", "application/json", 422, None),
        (b"null", "application/json", 422, None),
    ],
)
def test_a_body_that_cannot_be_read_is_told_in_chinese(
    reader: Borrower, raw: bytes, content_type: str, status: int, reason: str | None
) -> None:
    answer = reader.call("POST", "/v1/deadlines", data=raw, content_type=content_type)
    told = problem(answer)
    assert (answer.status_code, told.get("reason")) == (status, reason)
    must_be_chinese(told)


def test_what_the_web_itself_refuses_is_told_in_chinese(reader: Borrower, settings: Settings) -> None:
    large = {"data": b" " * (settings.max_body_bytes + 1), "content_type": "application/json"}
    for method, path, status, more in (
        ("GET", "/nope", 404, {}),
        ("GET", "/v1/deadlines/dl_0", 404, {}),
        ("PUT", "/v1/cards", 405, {}),
        ("GET", "/v1/cards?limit=0", 422, {}),
        ("GET", "/v1/cards?limit=x", 422, {}),
        ("GET", "/v1/cards?wat=1", 422, {}),
        ("GET", "/v1/cards?cursor=nonsense", 422, {}),
        ("GET", "/v1/deadlines?state=late", 422, {}),
        ("GET", "/v1/deadlines?state=%00", 400, {}),
        ("POST", "/v1/deadlines", 413, large),
        ("PATCH", "/v1/me", 428, {"json": {}}),
        ("PATCH", "/v1/me", 412, {"json": {}, "headers": {"If-Match": '"x"'}}),
        ("POST", "/v1/deadlines", 422, {"json": DEADLINE, "headers": {"Idempotency-Key": "x" * 300}}),
        ("POST", "/v1/imports", 422, {"json": {}}),
    ):
        answer = reader.call(method, path, **more)
        assert answer.status_code == status, f"{method} {path}: {answer.text}"
        must_be_chinese(problem(answer))


def test_too_many_requests_is_told_in_chinese(settings: Settings, clock: MovedClock) -> None:
    client = create_app(replace(settings, rate_limit_auth="1 per minute"), clock).test_client()
    body = {"email": "x@example.com", "password": "wrong wrong wrong"}
    answers = [
        client.post("/v1/auth/login", json=body, headers={"Accept-Language": "zh-CN"}) for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [401, 429]
    must_be_chinese(problem(answers[1]))


def test_a_fault_of_ours_is_told_in_chinese(app_of_its_own: Flask) -> None:
    app = app_of_its_own
    app.view_functions["fault"] = lambda: 1 // 0
    app.url_map.add(app.url_rule_class("/v1/fault", endpoint="fault", methods=["GET"]))
    reader = reads_chinese(Borrower(app, "alice@example.com"))
    answer = reader.get("/v1/fault")
    assert answer.status_code == 500
    must_be_chinese(problem(answer))


@pytest.mark.parametrize(
    ("accepted", "chinese"),
    [
        ("zh-CN,zh;q=0.9", True),
        ("zh-TW", True),
        ("zh", True),
        ("de, zh;q=0.4", True),
        ("de", False),
        ("", False),
    ],
)
def test_before_signing_in_accept_language_decides_for_every_fault(
    client: FlaskClient, accepted: str, chinese: bool
) -> None:
    headers = {"Accept-Language": accepted}
    body = {"email": "x", "password": "short", "zone": "UTC", "locale": "en", "country": "US"}
    for answer in (
        client.post("/v1/auth/register", json=body, headers=headers),
        client.get("/v1/me", headers=headers),
        client.get("/nope", headers=headers),
        client.post("/v1/auth/login", data=b"{", content_type="application/json", headers=headers),
    ):
        told = problem(answer)
        if chinese:
            must_be_chinese(told)
        else:
            assert not CHINESE.search(answer.text), answer.text


def test_english_stays_as_it_was(alice: Borrower) -> None:
    told = problem(alice.get("/nope"))
    assert (told["title"], told["code"]) == ("Not Found", "not-found")
    told = problem(alice.post("/v1/deadlines", {}))
    assert told["title"] == "Unprocessable Entity"
    missing = {"field": "title", "message": "Missing data for required field.", "reason": "required"}
    assert missing in told["errors"]


def test_whether_you_can_be_reached_is_told_in_chinese(reader: Borrower) -> None:
    message = reader.get("/v1/me").json["reachability"]["message"]
    assert message == "尚未登记任何设备。提醒只会显示在收件箱中。"
    reader.made("/v1/devices", {"provider": "fcm", "token": "t", "platform": "ios"})
    message = reader.get("/v1/me").json["reachability"]["message"]
    assert message == "设备已登记，但本服务器尚未向其推送服务发送推送。提醒只会显示在收件箱中。"
    reader.made("/v1/devices", {"provider": "console", "token": "t", "platform": "ios"})
    assert reader.get("/v1/me").json["reachability"]["message"] == "至少有一台设备可以收到推送。"


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("/v1/payments", {"account_id": "card_0", "amount": 1}, "account_id"),
        (
            "/v1/statements",
            {"card_id": "card_0", "closes_on": "2026-11-05", "balance": 1, "minimum_due": 1},
            "card_id",
        ),
        ("/v1/transactions", {"account_id": "cash_0", "booked_on": "2026-11-20", "amount": -1}, "account_id"),
        ("/v1/reminder-policies", {"scope": "deadline", "scope_key": "dl_0", "preset": "light"}, "scope_key"),
        ("/v1/reminder-policies", {"scope": "kind", "scope_key": "rent", "preset": "light"}, "scope_key"),
        (
            "/v1/preview",
            {"policy": {"scope": "deadline", "scope_key": "dl_0", "preset": "light"}},
            "policy.scope_key",
        ),
        ("/v1/disputes", {"finding_id": "fnd_0", "target": "bureau"}, "finding_id"),
    ],
)
def test_what_a_body_names_and_there_is_not_is_told_by_its_field(
    alice: Borrower, path: str, body: dict[str, Any], field: str
) -> None:
    answer = alice.post(path, body)
    assert answer.status_code in (404, 422), answer.text
    assert [each["field"] for each in problem(answer)["errors"]] == [field]
