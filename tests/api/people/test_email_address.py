"""An address is a borrower's once its mailbox has confirmed it; registering tells nobody whose it is."""

from datetime import timedelta
from email.message import EmailMessage

import pytest
from flask import Flask
from flask.testing import FlaskClient

from backend.app import create_app
from backend.store.database import execute
from config.settings import Settings
from tests.api.conftest import Borrower
from tests.api.people.conftest import Post, confirm, path_in
from tests.moved_clock import MovedClock

OWN, OTHERS = "correct horse battery", "four quiet rivers"
PLACE = {"zone": "Asia/Shanghai", "locale": "en", "country": "CN"}


def register(client: FlaskClient, email: str, password: str) -> tuple[int, dict[str, str]]:
    answer = client.post("/v1/auth/register", json={"email": email, "password": password, **PLACE})
    return answer.status_code, answer.get_json(force=True)


def signed_in(client: FlaskClient, email: str, password: str) -> str | None:
    """The borrower that this address and password are of."""
    answer = client.post("/v1/auth/login", json={"email": email, "password": password})
    return answer.json["borrower_id"] if answer.status_code == 200 else None


def subjects(mails: list[EmailMessage]) -> list[tuple[str, str]]:
    return [(mail["To"], mail["Subject"]) for mail in mails]


def test_registering_mails_one_link_and_its_button_confirms(app: Flask, post: Post) -> None:
    carol = Borrower(app, "carol@example.com")
    assert carol.get("/v1/me").json["email_confirmed"] is False
    assert "Confirm your e-mail address" in carol.get("/v1/me").json["reachability"]["message"]
    link = post.link()
    assert carol.client.get(link).status_code == 200
    assert carol.get("/v1/me").json["email_confirmed"] is False, "mail programs open links by themselves"
    assert carol.client.post(link).status_code == 200
    me = carol.get("/v1/me").json
    assert (me["email_confirmed"], me["reachability"]["email"]) == (True, True)
    assert carol.client.post(link).status_code == 422
    assert post.arrived() == []


def test_a_confirming_link_runs_out_and_a_new_one_is_sent_a_few_times_a_day(
    app: Flask, post: Post, clock: MovedClock
) -> None:
    carol = Borrower(app, "carol@example.com")
    link = post.link()
    for _ in range(4):
        assert carol.post("/v1/me/email-confirmation").status_code == 202
    assert len(post.arrived()) == 2, "three a day with the first"
    clock.move(by=timedelta(days=3))
    assert confirm(carol.client, link) == (422, "link-invalid")
    carol.sign_in()
    carol.post("/v1/me/email-confirmation")
    assert confirm(carol.client, post.link()) == (204, "")
    assert carol.post("/v1/me/email-confirmation").get_json(force=True)["reason"] == "address-confirmed"


@pytest.mark.parametrize("mail", [True, False], ids=["with mail", "without"])
def test_registering_and_signing_in_tell_nobody_that_an_address_is_taken(
    app: Flask, alice: Borrower, post: Post, settings: Settings, clock: MovedClock, mail: bool
) -> None:
    client = (app if mail else create_app(settings, clock)).test_client()
    taken, known = register(client, "Alice@example.com", OTHERS)
    free, fresh = register(client, "nobody@example.com", OTHERS)
    assert taken == free == 201
    assert known.keys() == fresh.keys()
    assert known["borrower_id"] != alice.id
    for email, body in (("alice@example.com", known), ("nobody@example.com", fresh)):
        headers = {"Authorization": f"Bearer {body['access_token']}"}
        me = client.get("/v1/me", headers=headers).json
        assert (me["email"], me["email_confirmed"]) == (email, False)
        assert signed_in(client, email, OTHERS) == body["borrower_id"]
        assert signed_in(client, email, "six loud mountains") is None
    assert signed_in(client, "alice@example.com", OWN) == alice.id
    if mail:
        assert subjects(post.arrived()) == [
            ("alice@example.com", "You have an account already"),
            ("nobody@example.com", "Confirm your e-mail address"),
        ]


def test_who_registers_again_with_their_own_password_is_signed_in(app: Flask, alice: Borrower) -> None:
    status, body = register(alice.client, "alice@example.com", OWN)
    assert (status, body["borrower_id"]) == (201, alice.id)


def test_of_two_who_claim_an_address_the_first_to_confirm_has_it(app: Flask, post: Post) -> None:
    Borrower(app, "carol@example.com")
    client = app.test_client()
    _, second = register(client, "carol@example.com", OTHERS)
    links = [path_in(mail) for mail in post.arrived()]
    assert confirm(client, links[1]) == (204, "")
    assert confirm(client, links[0]) == (409, "address-of-another")
    assert signed_in(client, "carol@example.com", OTHERS) == second["borrower_id"]


def test_one_hash_is_enough_however_many_claim_an_address(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = app.test_client()
    for number in range(4):
        assert register(client, "carol@example.com", f"four quiet rivers {number}")[0] == 201
    kept = execute("SELECT password_hash FROM borrower").fetchall()
    assert len({str(row[0]).rpartition("$")[0] for row in kept}) == 1, "they share a salt"
    assert len(set(kept)) == 4


def test_nobody_gets_a_reset_at_an_address_that_was_not_confirmed(app: Flask, post: Post) -> None:
    client = app.test_client()
    Borrower(app, "carol@example.com")
    assert len(post.arrived()) == 1
    client.post("/v1/auth/password-reset", json={"email": "carol@example.com"})
    [mail] = post.arrived()
    assert mail["Subject"] == "Confirm your e-mail address"
    assert confirm(client, path_in(mail)) == (204, "")
    client.post("/v1/auth/password-reset", json={"email": "carol@example.com"})
    assert post.link().startswith("/account/reset/")


def test_the_old_address_stays_until_the_new_one_is_confirmed(alice: Borrower, post: Post) -> None:
    body = {"email": "Alice@new.example", "password": OWN}
    wrong = alice.post("/v1/me/email", {**body, "password": OTHERS})
    assert (wrong.status_code, wrong.get_json(force=True)["errors"][0]["field"]) == (422, "password")
    assert alice.post("/v1/me/email", body).status_code == 202
    [mail] = post.arrived()
    assert mail["To"] == "alice@new.example"
    assert alice.get("/v1/me").json["email"] == "alice@example.com"
    assert confirm(alice.client, path_in(mail)) == (204, "")
    me = alice.get("/v1/me").json
    assert (me["email"], me["email_confirmed"]) == ("alice@new.example", True)


def test_moving_to_somebody_elses_address_tells_nothing_and_gives_nothing(
    app: Flask, alice: Borrower, post: Post
) -> None:
    bob = Borrower(app, "bob@example.com")
    post.arrived()
    taken = bob.post("/v1/me/email", {"email": "alice@example.com", "password": OWN})
    free = bob.post("/v1/me/email", {"email": "nobody@example.com", "password": OWN})
    assert (taken.status_code, taken.text) == (free.status_code, free.text)
    assert subjects(post.arrived()) == [
        ("alice@example.com", "You have an account already"),
        ("nobody@example.com", "Confirm your e-mail address"),
    ]


def test_without_mail_an_address_is_moved_to_at_once_and_stays_unconfirmed(
    settings: Settings, clock: MovedClock
) -> None:
    carol = Borrower(create_app(settings, clock), "carol@example.com")
    assert carol.post("/v1/me/email", {"email": "carol@new.example", "password": OWN}).status_code == 202
    me = carol.get("/v1/me").json
    assert (me["email"], me["email_confirmed"]) == ("carol@new.example", False)
    assert carol.post("/v1/me/email-confirmation").status_code == 409


def test_one_click_stops_the_mails_and_the_borrower_turns_them_on_again(app: Flask, alice: Borrower) -> None:
    from backend.actions.people.addresses import unsubscribe_token

    path = "/account/unsubscribe/" + unsubscribe_token(alice.id, (app.config["GRACEDAY"].secret_key,))
    assert alice.client.get(path).status_code == 200
    assert alice.get("/v1/me").json["mail_reminders"] is True
    click = alice.client.post(path, data={"List-Unsubscribe": "One-Click"})
    assert click.status_code == 200
    me = alice.get("/v1/me").json
    assert (me["mail_reminders"], me["reachability"]["email"]) == (False, False)
    assert alice.client.post(path).status_code == 200, "twice is once"
    assert alice.client.post(path[:-1]).status_code == 422
    assert alice.patch("/v1/me", {"mail_reminders": True}).json["reachability"]["email"] is True
