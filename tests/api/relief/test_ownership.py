"""To whom a debt is owed today: by the history that was typed, and what is not known stays unknown."""

from typing import Any

from tests.api.conftest import CARD, Borrower
from tests.api.relief.calls import AMERICAN, at
from tests.api.relief.debts import american_card, changed, owners


def brief(holder: dict[str, Any]) -> tuple[str | None, str, str]:
    return holder["firm"], holder["certainty"], holder["because"]


def caller(borrower: Borrower, card: str, firm: str, when: str = "2026-11-20T10:00") -> tuple[str, str]:
    body = {"party": "collector", "firm": firm, "account_id": card, "at": at(when, -5), **AMERICAN}
    found = borrower.made("/v1/contacts", body)["caller"]
    return found["standing"], found["certainty"]


def test_without_a_history_the_issuer_is_taken_to_be_the_owner_and_no_more(alice: Borrower) -> None:
    found = owners(alice, american_card(alice))
    assert brief(found["original_creditor"]) == ("Northwind Bank", "estimated", "no_proof")
    assert brief(found["owner"]) == ("Northwind Bank", "estimated", "no_transfer_known")
    assert brief(found["collector"]) == ("Northwind Bank", "estimated", "nobody_placed")


def test_a_sale_and_a_placement_say_who_owns_and_who_collects(alice: Borrower) -> None:
    card = american_card(alice)
    changed(alice, card, "lent", "Northwind Bank", on="2021-05-01", proof="agreement")
    changed(alice, card, "sold", "Harbor Funding", on="2026-02-10", notice="received", proof="lender_letter")
    placed = changed(alice, card, "placed", "Acme Recovery", on="2026-03-01")
    found = owners(alice, card)
    assert brief(found["original_creditor"]) == ("Northwind Bank", "known", "proof_held")
    assert (brief(found["owner"]), found["owner"]["since"]) == (
        ("Harbor Funding", "known", "proof_held"),
        "2026-02-10",
    )
    assert brief(found["collector"]) == ("Acme Recovery", "estimated", "no_proof")
    assert found["collector"]["change_id"] == placed["id"]
    changed(alice, card, "recalled", "Acme Recovery", on="2026-06-01")
    assert brief(owners(alice, card)["collector"]) == ("Harbor Funding", "estimated", "nobody_placed")


def test_what_the_history_does_not_tell_is_unknown(alice: Borrower) -> None:
    card = american_card(alice)
    first = changed(alice, card, "sold", None, on="2026-02-10")
    assert brief(owners(alice, card)["owner"]) == (None, "unknown", "firm_not_named")
    assert brief(owners(alice, card)["collector"]) == (None, "unknown", "owner_unknown")
    changed(alice, card, "assigned", "Harbor Funding")
    assert brief(owners(alice, card)["owner"]) == (None, "unknown", "order_unknown")
    assert alice.delete(f"/v1/ownership-changes/{first['id']}").status_code == 204
    assert brief(owners(alice, card)["owner"]) == ("Harbor Funding", "estimated", "no_proof")


def test_an_account_that_was_sold_to_nobody_knows_whom(alice: Borrower) -> None:
    card = american_card(alice)
    alice.patch(f"/v1/cards/{card}", {"status": "sold", "ended_on": "2026-03-01"})
    assert brief(owners(alice, card)["owner"]) == (None, "unknown", "account_sold")


def test_a_caller_is_held_against_the_history_of_the_day(alice: Borrower) -> None:
    card = american_card(alice)
    changed(alice, card, "placed", "Old Agency", on="2026-01-05")
    changed(alice, card, "sold", "Harbor Funding", on="2026-02-10", proof="agreement")
    changed(alice, card, "placed", "ACME  recovery", on="2026-03-01", proof="called_lender")
    assert caller(alice, card, "Harbor Funding") == ("owner", "known")
    assert caller(alice, card, "Acme Recovery") == ("agent", "known")
    assert caller(alice, card, "Northwind Bank") == ("former_owner", "known")
    assert caller(alice, card, "Old Agency") == ("not_verified", "unknown")
    assert caller(alice, card, "Old Agency", "2026-02-01T10:00") == ("agent", "estimated")
    assert caller(alice, card, "Quick Cash Collect") == ("not_verified", "unknown")
    listed = alice.get("/v1/contacts").json["items"]
    assert [each["caller"]["standing"] for each in listed][:2] == ["not_verified", "agent"]
    without = alice.made("/v1/contacts", {"party": "collector", "firm": "Acme Recovery"})
    assert without["caller"] == {"standing": "unknown", "certainty": "unknown"}


def test_no_answer_calls_anybody_a_fraud(alice: Borrower) -> None:
    card = american_card(alice)
    body = {"party": "collector", "firm": "Quick Cash Collect", "account_id": card, **AMERICAN}
    assert "fraud" not in alice.post("/v1/contacts", body).text.lower()


def test_a_place_says_what_a_notice_is_worth_and_another_says_that_it_knows_nothing(alice: Borrower) -> None:
    chinese = owners(alice, alice.made("/v1/cards", CARD)["id"])
    assert [(rule["id"], rule["confirmed"]) for rule in chinese["rules"]] == [
        ("notice", False),
        ("lender_answers", False),
    ]
    assert chinese["rules"][0]["law"] == "《民法典》第五百四十六条"
    french = owners(alice, alice.made("/v1/cards", CARD | {"country": "FR", "zone": "Europe/Paris"})["id"])
    assert (french["known"], french["rules"]) == (False, [])


def test_changes_are_paged_and_refused_with_their_field(alice: Borrower, bob: Borrower) -> None:
    card = american_card(alice)
    made = [changed(alice, card, "placed", f"Agency {number}")["id"] for number in range(3)]
    page = alice.get(f"/v1/ownership-changes?limit=2&account_id={card}").json
    rest = alice.get(f"/v1/ownership-changes?limit=2&cursor={page['next_cursor']}").json
    assert [each["id"] for each in (*page["items"], *rest["items"])] == made
    for more, field, reason in (
        ({"on": "2027-01-01"}, "on", "day-in-future"),
        ({"kind": "lent"}, "firm", "ownership-lender-missing"),
        ({"noticed_on": "2026-11-01"}, "noticed_on", "ownership-notice-not-received"),
    ):
        answer = alice.post("/v1/ownership-changes", {"account_id": card, "kind": "sold", **more})
        assert (answer.status_code, answer.json["reason"]) == (422, reason)
        assert field in answer.text
    assert bob.post("/v1/ownership-changes", {"account_id": card, "kind": "sold"}).status_code == 404
    assert bob.get(f"/v1/relief/owners?account_id={card}").status_code == 404


def test_the_same_request_twice_keeps_one_change(alice: Borrower) -> None:
    card = american_card(alice)
    body, key = {"account_id": card, "kind": "sold", "firm": "Harbor Funding"}, {"Idempotency-Key": "once"}
    first = alice.post("/v1/ownership-changes", body, headers=key)
    assert alice.post("/v1/ownership-changes", body, headers=key).json == first.json
    assert len(alice.get("/v1/ownership-changes").json["items"]) == 1
