"""Who asks for a debt is checked before it is paid: verified only where every step is known to be so."""

from typing import Any

from tests.api.conftest import CARD, Borrower
from tests.api.relief.debts import american_card, changed

PROMISE = {"amount": 5_000, "currency": "USD", "due_on": "2026-12-05"}


def begun(borrower: Borrower, firm: str, **more: Any) -> dict[str, Any]:
    return borrower.made("/v1/payee-checks", {"firm": firm, **more})


def answered(borrower: Borrower, check: dict[str, Any], **answers: str) -> dict[str, Any]:
    """Yes to every step but those that are named."""
    given = {step["id"]: "yes" for step in check["steps"]} | answers
    answer = borrower.post(f"/v1/payee-checks/{check['id']}/answers", {"answers": given})
    assert answer.status_code == 200, answer.text
    return dict(answer.json)


def payee(borrower: Borrower, **more: Any) -> dict[str, Any]:
    """Of a promise that is tried."""
    answer = borrower.post("/v1/promises/trial", PROMISE | more)
    assert answer.status_code == 200, answer.text
    return dict(answer.json["payee"])


def test_verified_is_only_what_is_known_in_every_step(alice: Borrower) -> None:
    check = begun(alice, "Acme Recovery", country="US")
    ids = [step["id"] for step in check["steps"]]
    assert (check["outcome"], check["missing"]) == ("not_verified_yet", ids)
    assert {"in_writing", "called_lender", "firms_own_account", "licence", "validation_notice"} <= set(ids)
    almost = answered(alice, check, licence="unknown")
    assert (almost["outcome"], almost["missing"]) == ("not_verified_yet", ["licence"])
    body = {"answers": {"licence": "yes"}}
    done = alice.post(f"/v1/payee-checks/{check['id']}/answers", body).json
    assert (done["outcome"], done["missing"], done["signs"]) == ("verified", [], [])


def test_a_sign_is_named_as_a_sign(alice: Borrower) -> None:
    found = answered(
        alice, begun(alice, "Acme Recovery", country="GB"), firms_own_account="no", own_records="no"
    )
    assert found["outcome"] == "signs_of_fraud"
    assert found["signs"] == ["The money is to go to a person's account."]
    assert found["missing"] == ["own_records"]


def test_a_promise_to_somebody_unverified_is_warned_of(alice: Borrower) -> None:
    card = american_card(alice)
    found = payee(alice, firm="Acme Recovery", account_id=card)
    assert (found["standing"], found["warning"]) == ("not_verified", "not_verified")
    assert found["says"] == "Nothing was checked of Acme Recovery yet. Check it before you pay."
    check = begun(alice, "Acme Recovery", account_id=card)
    answered(alice, check, called_lender="no")
    found = payee(alice, firm="acme recovery", account_id=card)
    assert (found["check_id"], found["outcome"]) == (check["id"], "not_verified_yet")
    assert "I called the lender on the number on my card" in found["says"]
    answered(alice, check)
    assert payee(alice, firm="Acme Recovery", account_id=card)["warning"] is None
    other = american_card(alice)
    assert payee(alice, firm="Acme Recovery", account_id=other)["warning"] == "not_verified"


def test_the_lender_itself_is_not_warned_of_until_the_debt_has_passed_on(alice: Borrower) -> None:
    card = american_card(alice)
    found = payee(alice, account_id=card)
    assert (found["firm"], found["standing"], found["warning"]) == ("Northwind Bank", "owner", None)
    changed(alice, card, "sold", "Harbor Funding", on="2026-02-10")
    found = payee(alice, account_id=card)
    assert (found["standing"], found["warning"]) == ("former_owner", "former_owner")
    assert "Harbor Funding" in found["says"] and "may not count" in found["says"]
    made = alice.made("/v1/promises", PROMISE | {"account_id": card})
    assert made["payee"]["warning"] == "former_owner"


def test_signs_go_before_all_else(alice: Borrower) -> None:
    card = american_card(alice)
    answered(alice, begun(alice, "Northwind Bank", account_id=card), usual_payment="no")
    found = payee(alice, account_id=card)
    assert found["warning"] == "signs_of_fraud"
    assert "gift cards" in found["says"] and "Northwind Bank" in found["says"]


def test_talks_name_who_is_to_be_paid(alice: Borrower) -> None:
    card = american_card(alice)
    talks = alice.made("/v1/negotiations", {"account_id": card, "kind": "waiver"})
    assert (talks["payee"]["firm"], talks["payee"]["warning"]) == ("Northwind Bank", None)
    changed(alice, card, "placed", "Acme Recovery", on="2026-03-01")
    talks = alice.get(f"/v1/negotiations/{talks['id']}").json
    assert (talks["payee"]["firm"], talks["payee"]["warning"]) == ("Acme Recovery", "not_verified")


def test_steps_are_those_of_the_place_in_the_readers_language(alice: Borrower) -> None:
    alice.patch("/v1/me", {"locale": "zh-CN"})
    here = alice.get("/v1/relief/payee-steps").json
    assert (here["country"], here["known"]) == ("CN", True)
    assert here["steps"][-1]["law"] == "《民法典》第五百四十六条"
    elsewhere = alice.get("/v1/relief/payee-steps?country=FR").json
    assert (elsewhere["known"], len(elsewhere["steps"])) == (False, 7)
    assert all(step["says"].endswith("。") for step in elsewhere["steps"])
    card = alice.made("/v1/cards", CARD)["id"]
    said = payee(alice, firm="某催收公司", account_id=card, currency="CNY")["says"]
    assert said == "尚未核实某催收公司的任何情况。付款前请先核实。"


def test_an_unknown_step_or_answer_is_refused(alice: Borrower, bob: Borrower) -> None:
    check = begun(alice, "Acme Recovery")
    path = f"/v1/payee-checks/{check['id']}"
    for answers, field in (
        ({"moon": "yes"}, "answers.moon"),
        ({"in_writing": "perhaps"}, "in_writing"),
        ({}, "answers"),
    ):
        answer = alice.post(f"{path}/answers", {"answers": answers})
        assert answer.status_code == 422 and field in answer.text
    assert bob.post("/v1/payee-checks", {"firm": "x", "account_id": american_card(alice)}).status_code == 404
    assert [each["id"] for each in alice.get("/v1/payee-checks").json["items"]] == [check["id"]]
    assert alice.delete(path).status_code == 204
    assert alice.get(path).status_code == 404
