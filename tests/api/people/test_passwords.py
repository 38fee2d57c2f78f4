"""A password is set anew by a mailed link or with the old one; sessions end, and nobody learns who has an account."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from backend.app import create_app
from backend.store.database import execute
from config.settings import Settings
from tests.api.conftest import Borrower
from tests.api.people.conftest import Post, path_in
from tests.moved_clock import MovedClock

OLD, NEW = "correct horse battery", "four quiet rivers"


def sign_in(client: FlaskClient, password: str, email: str = "alice@example.com") -> int:
    return client.post("/v1/auth/login", json={"email": email, "password": password}).status_code


def ask(client: FlaskClient, email: str) -> tuple[int, str]:
    answer = client.post("/v1/auth/password-reset", json={"email": email})
    return answer.status_code, answer.text


def redeem(client: FlaskClient, path: str, password: str) -> tuple[int, str]:
    body = {"token": path.rpartition("/")[2], "password": password}
    answer = client.post("/v1/auth/password-reset/confirm", json=body)
    return answer.status_code, (answer.get_json(force=True) or {}).get("reason", "") if answer.data else ""


def test_a_mailed_link_sets_a_new_password_once_and_ends_every_session(alice: Borrower, post: Post) -> None:
    assert ask(alice.client, "Alice@example.com ")[0] == 202
    link = post.link()
    assert link.startswith("/account/reset/")
    assert redeem(alice.client, link, NEW) == (204, "")
    assert alice.get("/v1/me").status_code == 401
    refreshed = alice.client.post("/v1/auth/refresh", json={"refresh_token": alice.refresh_token})
    assert refreshed.status_code == 401
    assert (sign_in(alice.client, OLD), sign_in(alice.client, NEW)) == (401, 200)
    assert redeem(alice.client, link, "five quiet rivers") == (422, "link-invalid")
    [notice] = post.arrived()
    assert notice["Subject"] == "Your password was changed"


def test_asking_tells_nobody_who_has_an_account(alice: Borrower, post: Post) -> None:
    known, unknown = ask(alice.client, "alice@example.com"), ask(alice.client, "nobody@example.com")
    assert known == unknown
    written = execute("SELECT COUNT(*) FROM account_mail WHERE kind = 'reset'").fetchone()
    assert written == (2,), "the same is written for both"
    assert "nobody" not in repr(execute("SELECT * FROM account_mail").fetchall())
    assert [mail["To"] for mail in post.arrived()] == ["alice@example.com"]
    assert execute("SELECT COUNT(*) FROM account_mail WHERE kind = 'reset'").fetchone() == (1,)


def test_whatever_host_a_request_names_the_link_leads_to_ours(alice: Borrower, post: Post) -> None:
    """ltb-project/self-service-password#755: a link made of the Host header hands its token to whoever sent it."""
    body = {"email": "alice@example.com"}
    poison = {"Host": "evil.example", "X-Forwarded-Host": "evil.example", "Origin": "https://evil.example"}
    assert alice.client.post("/v1/auth/password-reset", json=body, headers=poison).status_code == 202
    [mail] = post.arrived()
    assert "evil.example" not in mail.get_content()
    assert path_in(mail).startswith("/account/reset/")


def test_a_link_runs_out_and_using_one_spends_the_others(
    alice: Borrower, post: Post, clock: MovedClock
) -> None:
    ask(alice.client, "alice@example.com")
    late = post.link()
    clock.move(by=timedelta(hours=1))
    assert redeem(alice.client, late, NEW) == (422, "link-invalid")
    ask(alice.client, "alice@example.com")
    first = post.link()
    ask(alice.client, "alice@example.com")
    second = post.link()
    assert redeem(alice.client, second, NEW)[0] == 204
    assert redeem(alice.client, first, "five quiet rivers") == (422, "link-invalid")


@pytest.mark.parametrize("token", ["x", "mail_x.y", "mail_01KB00000000000000000000000.AAAA", "é", "." * 200])
def test_a_forged_link_is_refused(app: Flask, token: str) -> None:
    assert redeem(app.test_client(), token, NEW) == (422, "link-invalid")


def test_a_mailbox_is_not_flooded(alice: Borrower, post: Post, clock: MovedClock) -> None:
    for _ in range(5):
        assert ask(alice.client, "alice@example.com")[0] == 202
    assert len(post.arrived()) == 3
    clock.move(by=timedelta(hours=1, seconds=1))
    ask(alice.client, "alice@example.com")
    assert len(post.arrived()) == 1


def test_a_mail_that_the_server_puts_off_is_tried_again(app: Flask, post: Post, clock: MovedClock) -> None:
    Borrower(app, "greylisted-1@example.com")
    assert post.arrived() == []
    row = execute("SELECT attempts, error, sent_at, next_attempt_at IS NULL FROM account_mail").fetchone()
    assert row is not None
    assert (*row[:3], bool(row[3])) == (1, "SMTP_451_4.7.1", None, False)
    clock.move(by=timedelta(minutes=20))
    post.arrived()
    assert execute("SELECT attempts FROM account_mail").fetchone() == (2,)


def test_a_server_without_mail_says_so_for_every_address(settings: Settings, clock: MovedClock) -> None:
    client = create_app(settings, clock).test_client()
    Borrower(client.application, "alice@example.com")
    known, unknown = ask(client, "alice@example.com"), ask(client, "nobody@example.com")
    assert known == unknown
    assert known[0] == 409


def test_the_page_of_a_link_does_nothing_until_its_button_is_pressed(alice: Borrower, post: Post) -> None:
    ask(alice.client, "alice@example.com")
    link = post.link()
    page = alice.client.get(link, headers={"Accept-Language": "zh-CN"})
    assert (page.status_code, page.content_type) == (200, "text/html; charset=utf-8")
    assert '<html lang="zh-CN">' in page.text
    assert "script" not in page.text
    assert sign_in(alice.client, OLD) == 200
    weak = alice.client.post(link, data={"password": "password12"})
    assert (weak.status_code, "among the first" in weak.text) == (422, True)
    assert alice.client.post(link, data={"password": "short"}).status_code == 422
    assert alice.client.post(link, data={"password": NEW}).status_code == 200
    assert sign_in(alice.client, NEW) == 200
    assert alice.client.post(link, data={"password": "five quiet rivers"}).status_code == 422


def test_a_password_is_changed_with_the_old_one_and_this_session_stays(alice: Borrower, app: Flask) -> None:
    first = dict(alice.headers)
    alice.sign_in()
    body = {"old_password": "no idea at all", "new_password": NEW}
    wrong = alice.post("/v1/me/password", body)
    problem = wrong.get_json(force=True)
    assert (wrong.status_code, problem["errors"][0]["field"]) == (422, "old_password")
    assert alice.get("/v1/me").status_code == 200
    assert alice.post("/v1/me/password", {**body, "old_password": OLD}).status_code == 204
    assert alice.get("/v1/me").status_code == 200
    assert alice.client.get("/v1/me", headers=first).status_code == 401
    assert (sign_in(alice.client, OLD), sign_in(alice.client, NEW)) == (401, 200)


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("1234567890", "password-common"),
        ("qwertyuiop", "password-common"),
        ("Password123!", "password-common"),
        ("aaaaaaaaaaaaaaaaaaaa", "password-common"),
        ("5201314520", "password-common"),
        ("mallory@example.com", "password-common"),
        ("Mallory2026", "password-common"),
        ("K9!#qmallory", "password-of-address"),
    ],
)
def test_a_password_that_anybody_would_try_is_refused(app: Flask, password: str, reason: str) -> None:
    body = {"email": "mallory@example.com", "zone": "UTC", "locale": "en", "country": "US"}
    answer = app.test_client().post("/v1/auth/register", json={**body, "password": password})
    problem = answer.get_json(force=True)
    assert (answer.status_code, problem["reason"], problem["errors"][0]["field"]) == (422, reason, "password")


@pytest.mark.parametrize("password", [OLD, NEW, "mallory likes old maps", "x" * 5 + "Wq7#" + "z" * 1015])
def test_a_password_that_is_hard_to_guess_is_taken(app: Flask, password: str) -> None:
    body = {"email": "mallory@example.com", "zone": "UTC", "locale": "en", "country": "US"}
    answer = app.test_client().post("/v1/auth/register", json={**body, "password": password})
    assert answer.status_code == 201


def test_a_wrong_password_erases_nothing_and_signs_nobody_out(alice: Borrower) -> None:
    answer = alice.delete("/v1/me", {"password": "wrong"})
    problem = answer.get_json(force=True)
    assert (answer.status_code, problem["reason"]) == (422, "password-wrong")
    assert problem["errors"][0]["field"] == "password"
    assert "WWW-Authenticate" not in answer.headers
    assert alice.get("/v1/me").status_code == 200
