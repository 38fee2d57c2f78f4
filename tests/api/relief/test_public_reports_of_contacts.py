"""What went wrong in other programs with call logs and chained records, tried here through the public door."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask

from backend.store.database import close_thread
from tests.api.conftest import Borrower
from tests.api.relief.calls import american_call, verdicts


def chain_holds(exported: dict[str, Any]) -> bool:
    before = ""
    for row in exported["rows"]:
        before = hashlib.sha256(f"{before}\n{row['body']}".encode()).hexdigest()
        if before != row["hash"]:
            return False
    return bool(before == exported["head"])


def test_rows_written_at_once_do_not_fork_the_chain(app: Flask, alice: Borrower) -> None:
    """Containarium PR 1326: two writers took the same row for the last. Here they wait for the borrower's lock."""

    def log(number: int) -> int:
        body = {"party": "issuer", "firm": f"Bank {number}"}
        try:
            return app.test_client().post("/v1/contacts", json=body, headers=alice.headers).status_code
        finally:
            close_thread()

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(log, range(12)))
    exported = alice.get("/v1/contacts/export").json
    assert set(answers) <= {201, 503}  # 503: too busy, and nothing was changed
    assert exported["count"] == answers.count(201) >= 1
    assert chain_holds(exported)


@pytest.mark.parametrize(
    "note", ["é e\u0301 \u2028 \u2029", 'a "quote" \\ and\na line', "𠮷野 👪🏽", "\t1.0 1e9"]
)
def test_what_was_written_is_what_is_hashed_whatever_the_text(alice: Borrower, note: str) -> None:
    """temple-stuart-accounting PR 499: a verifier that rebuilt the text from columns found every row changed."""
    made = alice.made(
        "/v1/contacts", {"party": "issuer", "note": note, "at": "2026-11-20T10:00:00.123456+08:00"}
    )
    assert made["note"] == note.strip()
    assert chain_holds(alice.get("/v1/contacts/export").json)


def test_the_hours_follow_the_clock_change(alice: Borrower) -> None:
    """monster-ui-voip PR 486: one offset for a whole log. 12:30 UTC is 8:30 on 31 October, 7:30 a day later."""
    before = american_call(alice, "2026-10-31T07:30", outcome="unanswered")
    after = american_call(alice, "2026-11-01T07:30", outcome="unanswered")
    assert (before["at"], after["at"]) == ("2026-10-31T12:30:00Z", "2026-11-01T12:30:00Z")
    assert (verdicts(before)["us.hours"], verdicts(after)["us.hours"]) == ("kept", "broken")


def test_two_calls_of_one_instant_are_two(alice: Borrower) -> None:
    """callmeter#14: of several calls at one time one was lost."""
    for _ in range(4):
        last = american_call(alice, "2026-11-20T10:00", region="US-MA", account_id=None)
    assert len(alice.get("/v1/contacts").json["items"]) == 4
    assert verdicts(last)["us-ma.calls"] == "not_enough_facts"  # one debt or several: it is not said


def test_a_telephone_number_is_no_cards_number(alice: Borrower) -> None:
    """One in ten numbers of 13 digits passes the check of a card's number; found here while importing a log."""
    made = alice.made("/v1/contacts", {"party": "issuer", "number": "+86 571 8888 6666", "firm": "Some Bank"})
    assert made["number"] == "+86 571 8888 6666"
    for number in ("4111 1111 1111 1111", "+4111 1111 1111 1111"):
        assert alice.post("/v1/contacts", {"party": "issuer", "number": number}).status_code == 422
