"""A problem is told in the reader's language, with a reason that stays the same in every one."""

from flask.testing import FlaskClient

from tests.api.conftest import Borrower

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
    assert problem["errors"] == [{"field": "until", "message": "稍后提醒的时间须在将来。"}]
    assert alice.get("/v1/deadlines/dl_0").get_json(force=True)["detail"] == "没有该内容，或它不属于您。"


def test_the_page_behind_a_code_is_in_that_language_too(client: FlaskClient) -> None:
    assert "There is no such thing" in client.get("/problems/not-found").text
    assert "没有该内容" in client.get("/problems/not-found", headers={"Accept-Language": "zh"}).text
    assert client.get("/problems/no-such-code").status_code == 404
