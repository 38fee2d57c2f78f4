"""Nothing that a borrower wrote, and nobody's name, is ever in what a counsellor's link answers."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from flask.testing import FlaskClient
from marshmallow import Schema

from backend.api.http.fields import Text
from backend.store.database import database, execute
from backend.store.erasure import EXPORTED
from backend.words.catalogue import LOCALES
from tests.api.conftest import CARD, LOAN, Borrower
from tests.api.relief.counsellor import PAY_OFF, URL, token_of
from tests.api.relief.test_agreements import PLAN
from tests.api.relief.test_offers import RENT, SALARY
from tests.moved_clock import MovedClock

MARK, LAST_FOUR = "Zqx7", "7781"
ENDINGS = ("", ".json", ".svg")
# Of the fields that take any text, those that name a row or a category: they are no one's own words.
_NO_WORDS = re.compile(r".*_id|scope_key|category|app_version")
TYPED = {
    "key": "zqx7",
    "name": MARK,
    "kind": "other",
    "balance": 100_000,
    "rate_bp": 900,
    "minimum": 10_000,
    "first_due_on": "2026-12-01",
}
OFFER = {
    "key": "zqx7-offer",
    "kind": "transfer",
    "moves": ["zqx7"],
    "rate_bp": 0,
    "minimum": 1_000,
    "first_due_on": "2026-12-01",
}


def own_words() -> set[str]:
    """The name of each field, in any form, that takes what a borrower writes."""

    def forms(of: type[Schema]) -> Iterator[type[Schema]]:
        for form in of.__subclasses__():
            yield form
            yield from forms(form)

    found = {
        name
        for form in forms(Schema)
        for name, field in form._declared_fields.items()
        if isinstance(field, Text)
    }
    return {name for name in found if not _NO_WORDS.fullmatch(name)}


def a_telling_household(alice: Borrower) -> None:
    """Debts, money, talks and a contact, each with the mark wherever something may be written."""
    card = alice.made(
        "/v1/cards", {**CARD, "issuer": MARK, "nickname": MARK, "note": MARK, "last4": LAST_FOUR}
    )
    alice.made("/v1/loans", {**LOAN, "issuer": MARK, "nickname": MARK, "note": MARK})
    bill = {"card_id": card["id"], "closes_on": "2026-10-05", "balance": 1_200_000, "minimum_due": 40_000}
    alice.made("/v1/statements", {**bill, "due_on": "2026-10-23"})
    alice.made("/v1/payments", {"account_id": card["id"], "amount": 1_000, "note": MARK})
    account = alice.made("/v1/cash-accounts", {"name": MARK, "currency": "CNY", "balance": 250_000})
    alice.made("/v1/expected-flows", {**SALARY, "label": MARK})
    alice.made("/v1/expected-flows", {**RENT, "label": MARK})
    line = {"account_id": account["id"], "booked_on": "2026-11-20", "amount": -1_500}
    alice.made("/v1/transactions", {**line, "counterparty": MARK, "text": MARK})
    alice.made("/v1/deadlines", {"title": MARK, "due_on": "2026-12-01", "amount": 100, "currency": "CNY"})
    asked = {"account_id": card["id"], "kind": "instalment_plan", "reason": MARK}
    talks = alice.made("/v1/negotiations", asked)["id"]
    alice.made(f"/v1/negotiations/{talks}/agreement", {**PLAN, "note": MARK})
    alice.made("/v1/contacts", {"party": "issuer", "firm": MARK, "note": MARK, "account_id": card["id"]})


def mark_every_own_word(borrower_id: str) -> set[str]:
    """Write the mark over each kept text that a form takes as the borrower's own; returns where."""
    words, marked = own_words(), set()
    for table in EXPORTED:
        of = "id" if table == "borrower" else "borrower_id"
        for column in database.get_columns(table):
            if column.name in words and column.data_type.upper().startswith(("VARCHAR", "CHARACTER", "TEXT")):
                execute(f"UPDATE {table} SET {column.name} = ? WHERE {of} = ?", (MARK, borrower_id))
                marked.add(f"{table}.{column.name}")
    return marked


def texts_in(value: object) -> Iterator[str]:
    """Every text in a JSON value, and in the JSON that a text holds."""
    if isinstance(value, dict):
        for each in value.values():
            yield from texts_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts_in(each)
    elif isinstance(value, str):
        if value[:1] in "{[" and value:
            yield from texts_in(json.loads(value))
        else:
            yield value


def answers(client: FlaskClient, token: str) -> Iterator[str]:
    for ending in ENDINGS:
        for locale in LOCALES:
            answer = client.get(f"/counsellor/{token}{ending}", query_string={"locale": locale})
            assert answer.status_code in (200, 404)
            yield answer.text + str(answer.headers)


def test_no_word_of_the_borrower_is_ever_shown(alice: Borrower, clock: MovedClock) -> None:
    a_telling_household(alice)
    pay_off = {**PAY_OFF, "debts": [TYPED], "offers": [OFFER], "custom_order": ["zqx7"]}
    chosen: dict[str, Any] = {"debts": True, "room": True, "agreements": True, "pay_off": pay_off}
    before, gone = alice.made(URL, chosen), alice.made(URL, chosen)
    marked = mark_every_own_word(alice.id)
    assert marked >= {"account.issuer", "account.nickname", "negotiation.reason", "agreed_plan.note"}
    after = alice.made(URL, chosen)
    alice.delete(f"{URL}/{gone['id']}")
    export = alice.get("/v1/me/export").json
    clock.move(by=timedelta(minutes=20))
    told = [text for link in (before, after, gone) for text in answers(alice.client, token_of(link))]
    assert len(told) == 6 * len(ENDINGS)
    assert [text for text in told if re.search(f"{MARK}|(?<![0-9]){LAST_FOUR}(?![0-9])", text, re.I)] == []
    # Nor any text that is kept of the borrower, but for days and the product's own words.
    kept = {
        text
        for text in texts_in(export)
        if not re.fullmatch(r"[a-z0-9_.:-]*|[A-Z]{1,3}|[\d.-]+[TZ\d:.-]*", text)
    }
    assert {alice.id, alice.email, "Asia/Shanghai", MARK} <= kept
    assert {text for text in kept if any(text in each for each in told)} == set()
