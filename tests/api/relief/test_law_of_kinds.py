"""A law of cards says nothing of a loan, and one of loans nothing of a card: in each place, on each page."""

import json

import pytest

from backend import countries
from backend.countries.conduct import conduct_law
from backend.countries.owed import owed_law
from backend.countries.relief import guidance_of
from backend.store.relief.negotiations import KINDS
from tests.api.conftest import CARD, Borrower
from tests.api.relief.late import GB_CARD, US_CARD, a_late_card

PLACES = {"US": US_CARD, "CN": CARD, "GB": GB_CARD}
KINDS_OF_ACCOUNT = ("card", "loan")


def a_late_loan(borrower: Borrower, country: str) -> str:
    """An online loan whose instalment of 15 October was not paid: 40 days past due on 24 November."""
    card = PLACES[country]
    place = {name: card[name] for name in ("currency", "zone", "country")}
    terms = {"principal": 480_000, "rate_bp": 2400, "instalments": 6, "first_due_on": "2026-10-15"}
    loan = {"issuer": "Quick Loan", "terms": terms, "first_open": 1, **place}
    return str(borrower.made("/v1/loans", loan)["id"])


def late_account(borrower: Borrower, country: str, kind: str) -> str:
    return a_late_card(borrower, PLACES[country]) if kind == "card" else a_late_loan(borrower, country)


def articles_of_the_other(country: str, kind: str) -> set[str]:
    """The articles in a place's data that bind the other kind of account alone."""
    law, conduct = countries.law_of(country), conduct_law(country)
    assert law and conduct
    of_kinds = [(rule.law, set(rule.kinds)) for rule in law.rules]
    of_kinds += [(rule.law, set(rule.kinds)) for rule in conduct.rules]
    guidance = guidance_of(country)
    of_kinds += [(row.law, set(row.kinds)) for row in (*guidance.steps, *guidance.scripts)]
    of_kinds += [
        (row.origin.law, set(row.kinds)) for row in (*owed_law(country).asks, *owed_law(country).after)
    ]
    own = {article for article, kinds in of_kinds if kind in kinds}
    return {article for article, _ in of_kinds if article} - own


def all_that_is_said(borrower: Borrower, account: str, kind: str, country: str) -> str:
    """Every page of relief about an account, as one text."""
    asked = [
        f"/v1/{kind}s/{account}/cost-of-lateness",
        f"/v1/relief/scripts?account_id={account}",
        f"/v1/relief/next-steps?account_id={account}",
    ]
    pages = [borrower.get(path).json for path in asked]
    for each in KINDS:
        talks = borrower.made("/v1/negotiations", {"account_id": account, "kind": each, "reason": "job"})
        pages += [talks, borrower.get(f"/v1/negotiations/{talks['id']}/script").json]
        pages.append(borrower.get(f"/v1/negotiations/{talks['id']}/letter.txt").text)
        borrower.post(f"/v1/negotiations/{talks['id']}/outcome", {"outcome": "refused"})
    dispute = {"account_id": account, "kind": "wrong_amount", "firm": "Acme", "country": country}
    made = borrower.made("/v1/debt-disputes", dispute)
    pages += [made, borrower.get(f"/v1/debt-disputes/{made['id']}/letter.txt").text]
    called = {"at": "2026-11-20T12:00:00Z", "channel": "call", "direction": "to_me", "party": "issuer"}
    pages.append(borrower.made("/v1/contacts", called | {"account_id": account, "country": country}))
    return json.dumps(pages, ensure_ascii=False)


@pytest.mark.parametrize("kind", KINDS_OF_ACCOUNT)
@pytest.mark.parametrize("country", PLACES)
def test_no_page_cites_the_law_of_another_kind_of_account(alice: Borrower, country: str, kind: str) -> None:
    said = all_that_is_said(alice, late_account(alice, country, kind), kind, country)
    assert [article for article in articles_of_the_other(country, kind) if article in said] == []


@pytest.mark.parametrize("country", PLACES)
def test_what_a_late_loan_costs_is_unknown_where_only_cards_have_a_rule(
    alice: Borrower, country: str
) -> None:
    found = alice.get(f"/v1/loans/{a_late_loan(alice, country)}/cost-of-lateness").json
    parts = {each["name"]: each for each in found["parts"]}
    assert parts["penalty"]["state"] == "unknown" and found["days"][0]["penalty"]["state"] == "unknown"
    assert parts["fees"]["state"] == "unknown" and parts["fees"]["basis"]["source"] == ""
    assert {need["code"] for need in parts["fees"]["needs"]} == {"late_fee"}


def test_the_words_of_a_place_fit_the_account(alice: Borrower) -> None:
    asked = f"/v1/relief/scripts?account_id={a_late_loan(alice, 'CN')}"
    scripts = {each["kind"]: each for each in alice.get(asked).json["scripts"]}
    assert list(scripts) == ["cannot_pay_today", "stop_calling_family", "send_in_writing"]
    assert scripts["cannot_pay_today"]["law"] == scripts["send_in_writing"]["law"] == ""
    assert "article" not in " ".join(scripts["cannot_pay_today"]["lines"])
    card = alice.get(f"/v1/relief/scripts?account_id={a_late_card(alice)}").json["scripts"]
    assert [each["law"][-5:].lstrip("》") for each in card if each["kind"] != "stop_calling_family"] == [
        "第七十条",
        "第六十九条",
    ]


def test_a_kind_of_negotiation_says_of_which_accounts_it_is_known(alice: Borrower) -> None:
    items = alice.get("/v1/negotiation-kinds?country=CN").json["items"]
    known = {each["kind"]: each["account_kinds"] for each in items}
    assert known["instalment_plan"] == ["card"] and known["waiver"] == ["card", "loan"]
    assert known["settlement"] == []
    rules = {each["key"]: each for each in alice.get("/v1/country-rules?country=US").json["rules"]}
    assert rules["cost.penalty.after_days"]["kinds"] == ["card"]
    assert rules["cost.charge_off.loan_days"]["kinds"] == ["loan"]


@pytest.mark.parametrize(
    ("country", "card", "loan"),
    [
        ("US", ["right.set_off_card"], ["right.set_off_loan", "right.repossession"]),
        ("CN", ["right.set_off"], ["right.set_off"]),
        ("GB", ["right.set_off"], ["right.set_off"]),
    ],
)
def test_what_can_be_taken_without_a_court_is_told_of_the_kind_and_never_as_sure(
    alice: Borrower, country: str, card: list[str], loan: list[str]
) -> None:
    for kind, keys in zip(KINDS_OF_ACCOUNT, (card, loan), strict=True):
        late = late_account(alice, country, kind)
        found = alice.get(f"/v1/relief/next-steps?account_id={late}").json
        taken = [each for each in found["accounts"][0]["rights"] if each["card"]["topic"] == "set_off"]
        assert [each["key"] for each in taken] == keys
        assert {each["confirmed"] for each in taken} == {False}
        assert not any("only a court" in note["text"].lower() for note in found["notes"])
