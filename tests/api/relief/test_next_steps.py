"""What to do next, through the door: by place, stage, kind and sum, with reasons and sources."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.api.conftest import LOAN, Borrower
from tests.api.relief.debts import changed
from tests.api.relief.late import GB_CARD, US_CARD, a_late_card, ids, steps_of
from tests.moved_clock import MovedClock


def test_forty_days_late_on_a_chinese_card(alice: Borrower) -> None:
    card = a_late_card(alice)
    found = steps_of(alice, card)
    assert (found["stage"], found["days_past_due"], found["case"]) == ("dpd_30_59", 40, "known")
    assert ids(found["do_first"]) == ["call_lender"]
    asked = {step["id"]: step for step in found["ask_for"]}
    assert list(asked)[0] == "ask_personal_plan"
    assert "第七十条" in asked["ask_personal_plan"]["law"]
    assert asked["ask_personal_plan"]["of"] == "lender"
    assert {"no_new_loan", "no_fixer", "no_unverified_collector"} <= set(ids(found["do_not"]))
    assert found["next_boundary"]["days"] == 60
    assert found["next_boundary"]["on"] == "2026-12-14"
    assert "40 days past due" in found["because"] and "Dec 14, 2026" in found["because"]
    assert "only estimated" in found["because"] and found["past_due_estimated"] == 50_000
    assert all(step["source"] and step["checked_on"] for step in found["do_first"] + found["ask_for"])


def test_it_is_said_in_chinese(alice: Borrower) -> None:
    found = steps_of(alice, a_late_card(alice), "&locale=zh-CN")
    assert "已逾期 40 天" in found["because"]
    assert found["do_first"][0]["says"].startswith("本周给贷款机构打电话")


@pytest.mark.parametrize(
    ("card", "asked", "law"),
    [
        (US_CARD, None, None),
        (GB_CARD, "ask_breathing_space", "SI 2020/1311"),
    ],
)
def test_each_place_has_its_own_rows(
    alice: Borrower, card: dict[str, object], asked: str | None, law: str | None
) -> None:
    found = steps_of(alice, a_late_card(alice, card))
    laws = {step["id"]: step["law"] for step in found["ask_for"]}
    assert "ask_personal_plan" not in laws
    assert asked is None or laws[asked] == law


def test_a_place_without_a_file_has_the_default_and_no_law(alice: Borrower) -> None:
    card = US_CARD | {"country": "FR", "currency": "EUR", "zone": "Europe/Paris"}
    found = steps_of(alice, a_late_card(alice, card))
    assert ids(found["do_first"]) == ["call_lender"]
    assert (found["rights"], found["limitation"], found["region_needed"]) == ([], None, False)
    answer = alice.get("/v1/relief/limitation?since=2001-01-01&country=FR").json
    assert (answer["state"], answer["earliest_on"], answer["rules"]) == ("unknown", None, [])


def test_a_card_that_is_paid_asks_for_nothing_but_the_next_minimum(alice: Borrower) -> None:
    card = a_late_card(alice, due_on="2026-12-23", closes_on="2026-11-05")
    found = steps_of(alice, card)
    assert (ids(found["do_first"]), ids(found["do_not"])) == (["pay_on_time"], [])
    answer = alice.get("/v1/relief/next-steps").json
    assert (answer["begin_with"], answer["red_flags"], answer["notes"]) == (None, [], [])


@pytest.mark.parametrize(("due_on", "days"), [("2026-10-26", 29), ("2026-10-25", 30)])
def test_red_flags_are_shown_exactly_when_thirty_days_are_passed(
    alice: Borrower, due_on: str, days: int
) -> None:
    card = a_late_card(alice, US_CARD, due_on=due_on)
    found = alice.get("/v1/relief/next-steps").json
    assert found["days_past_due"] == days
    assert bool(found["red_flags"]) is (days == 30)
    assert alice.get("/v1/relief/next-steps?negotiating=true").json["red_flags"]
    alice.made("/v1/negotiations", {"account_id": card, "kind": "waiver"})
    assert alice.get("/v1/relief/next-steps").json["red_flags"]


def test_a_debt_sold_is_asked_for_its_owner_and_no_stranger_is_paid(alice: Borrower) -> None:
    card = a_late_card(alice, US_CARD)
    sold = alice.patch(f"/v1/cards/{card}", {"status": "sold", "ended_on": "2026-11-20"})
    assert sold.status_code == 200, sold.text
    found = steps_of(alice, card)
    assert found["case"] == "elsewhere"
    assert "ask_owner_proof" in ids(found["do_first"])
    assert "ask_validation" in ids(found["ask_for"])
    assert ids(found["do_not"]) == ["no_unverified_owner"]
    assert found["next_boundary"] is None


def test_a_debt_that_is_perhaps_too_old_warns_before_a_token_payment(
    alice: Borrower, clock: MovedClock
) -> None:
    card = a_late_card(alice, US_CARD)
    assert steps_of(alice, card)["limitation"] is None
    clock.move(by=timedelta(days=3 * 366))
    alice.sign_in()
    old = steps_of(alice, card)
    assert old["limitation"]["state"] == "perhaps_over"
    assert (old["limitation"]["since"], old["limitation"]["earliest_on"]) == ("2026-10-15", "2029-10-15")
    assert "no_token_payment" in ids(old["do_not"])
    assert "lawyer" in old["limitation"]["caution"]
    assert old["region_needed"] is True


@pytest.mark.parametrize(
    ("region", "warned"),
    [("US-NY", True), ("US-NY-NYC", True), ("US-CA", False), ("US-NV", False)],
)
def test_the_region_decides_the_age(
    register: Callable[[str], Borrower], clock: MovedClock, region: str, warned: bool
) -> None:
    carol = register("carol@example.com")
    carol.patch(
        "/v1/me", {"country": "US", "zone": "America/New_York"}, etag=carol.get("/v1/me").headers["ETag"]
    )
    card = a_late_card(carol, US_CARD)
    clock.move(by=timedelta(days=3 * 366))
    carol.sign_in()
    found = steps_of(carol, card, f"&region={region}")
    carol.patch("/v1/me", {"region": region})
    assert steps_of(carol, card) == found, "told once, it need not be asked for"
    assert ("no_token_payment" in ids(found["do_not"])) is warned
    assert found["region_needed"] is False


def test_the_account_whose_next_step_is_nearest_comes_first(alice: Borrower) -> None:
    a_late_card(alice, US_CARD, due_on="2026-10-22", closes_on="2026-10-01")
    near = a_late_card(alice, GB_CARD, due_on="2026-10-27", closes_on="2026-10-01")
    found = alice.get("/v1/relief/next-steps").json
    assert [each["days_past_due"] for each in found["accounts"]] == [33, 28]
    assert found["begin_with"] == near


def test_a_loan_is_asked_for_a_longer_term(alice: Borrower, clock: MovedClock) -> None:
    loan = alice.made("/v1/loans", LOAN)["id"]
    clock.move(by=timedelta(days=32))
    alice.sign_in()
    found = steps_of(alice, str(loan))
    assert {"ask_longer_term", "ask_cost_sheet"} <= set(ids(found["ask_for"]))
    assert "ask_personal_plan" not in ids(found["ask_for"])


def test_anothers_account_is_not_there(alice: Borrower, bob: Borrower) -> None:
    card = a_late_card(alice)
    assert bob.get(f"/v1/relief/next-steps?account_id={card}").status_code == 404
    assert bob.get("/v1/relief/next-steps").json["accounts"] == []


@pytest.mark.parametrize("query", ["locale=fr", "region=new%20york", "negotiating=perhaps"])
def test_a_bad_question_names_its_field(alice: Borrower, query: str) -> None:
    answer = alice.get(f"/v1/relief/next-steps?{query}")
    assert answer.status_code == 422
    assert answer.json["errors"][0]["field"].endswith(query.partition("=")[0])


def test_what_was_achieved_is_told_too(alice: Borrower) -> None:
    card = a_late_card(alice, US_CARD)
    assert alice.get("/v1/relief/next-steps").json["achieved"] == []
    alice.made("/v1/payments", {"account_id": card, "amount": 500_000})
    found = alice.get("/v1/relief/next-steps").json
    assert found["begin_with"] is None
    again = found["achieved"][0]
    assert (again["code"], again["account_id"], again["on"]) == ("current_again", card, "2026-11-24")
    assert again["text"] == "Northwind Bank is current again since Tue, Nov 24, 2026."


@pytest.mark.parametrize(
    ("firm", "proof", "certainty", "says"),
    [
        (
            "Harbor Funding",
            "lender_letter",
            "known",
            "is owed to Harbor Funding now, by the proof that you hold",
        ),
        ("Harbor Funding", "firm_letter", "estimated", "went to Harbor Funding, and no proof of it is held"),
        (None, "none", "unknown", "is not known here. Ask the lender, and ask who wants money for proof."),
    ],
)
def test_a_debt_that_was_sold_is_no_longer_with_its_lender(
    alice: Borrower, firm: str | None, proof: str, certainty: str, says: str
) -> None:
    card = a_late_card(alice, US_CARD)
    changed(alice, card, "sold", firm, on="2026-11-10", proof=proof)
    found = steps_of(alice, card)
    owed_to = found["owed_to"]
    assert (owed_to["owner"], owed_to["certainty"], owed_to["firm"]) == (firm, certainty, firm)
    assert says in owed_to["says"] and says in found["because"]
    assert (found["case"], found["next_boundary"]) == ("elsewhere", None)
    assert ids(found["do_first"]) == ["ask_owner_proof"]
    assert "lender" not in {each["of"] for part in ("do_first", "ask_for", "do_not") for each in found[part]}
    assert alice.get("/v1/relief/next-steps").json["begin_with"] is None


def test_a_debt_that_is_only_placed_or_came_back_is_still_its_lenders(alice: Borrower) -> None:
    card = a_late_card(alice, US_CARD)
    changed(alice, card, "placed", "Acme Recovery", on="2026-11-10")
    assert (steps_of(alice, card)["case"], steps_of(alice, card)["owed_to"]) == ("known", None)
    changed(alice, card, "sold", "Harbor Funding", on="2026-11-11")
    changed(alice, card, "assigned", "NORTHWIND bank", on="2026-11-12")
    assert (steps_of(alice, card)["case"], steps_of(alice, card)["owed_to"]) == ("known", None)


def test_what_lies_ahead_or_is_no_place_has_no_limitation(alice: Borrower) -> None:
    assert alice.get("/v1/relief/limitation?since=2026-11-24&country=US").status_code == 200
    for asked, field in (
        ("since=2026-11-25&country=US", "since"),
        ("since=2020-01-01&region=US-XX", "region"),
    ):
        answer = alice.get(f"/v1/relief/limitation?{asked}")
        assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, field)
    answer = alice.patch("/v1/me", {"region": "US-XX"})
    assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, "region")


def test_two_cards_of_one_bank_are_told_apart_by_their_last_four_digits(alice: Borrower) -> None:
    for last4 in ("8812", "9913"):
        a_late_card(alice, US_CARD | {"issuer": "Some Bank", "last4": last4})
    a_late_card(alice, GB_CARD)
    names = ["Harbour Bank", "Some Bank 8812", "Some Bank 9913"]
    assert sorted(each["name"] for each in alice.get("/v1/standing").json["accounts"]) == names
    accounts = alice.get("/v1/relief/next-steps").json["accounts"]
    assert sorted(each["name"] for each in accounts) == names
    assert all(each["name"] in each["because"] for each in accounts)
