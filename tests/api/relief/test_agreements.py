"""A plan agreed with an issuer: its instalments are the dues, the old ones sleep, and money finds its way."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from backend.actions.credit import series_rolling
from tests.api.conftest import CARD, LOAN, Borrower
from tests.moved_clock import MovedClock

REPEATS = {"amount": 50_000, "count": 24, "first_due_on": "2026-12-20"}
PLAN = {"repeats": REPEATS, "agreed_how": "spoken"}


def a_late_card(alice: Borrower) -> str:
    """A card of which a minimum of 400.00 due on 23 October is past due, within a bill of 12,000.00."""
    card = str(alice.made("/v1/cards", CARD)["id"])
    bill = {
        "card_id": card,
        "closes_on": "2026-10-05",
        "balance": 1_200_000,
        "minimum_due": 40_000,
        "due_on": "2026-10-23",
    }
    alice.made("/v1/statements", bill)
    return card


def talks(alice: Borrower, account: str, kind: str = "instalment_plan") -> str:
    return str(alice.made("/v1/negotiations", {"account_id": account, "kind": kind})["id"])


def agree(alice: Borrower, account: str, **said: Any) -> dict[str, Any]:
    return alice.made(f"/v1/negotiations/{talks(alice, account)}/agreement", {**PLAN, **said})


def open_dues(alice: Borrower, account: str) -> list[tuple[str, str, int | None]]:
    items = alice.get(f"/v1/deadlines?state=open,missed&account_id={account}&limit=200").json["items"]
    return [(row["kind"], row["due_on"], row["outstanding"]) for row in items]


def plan_of(alice: Borrower, negotiation: dict[str, Any]) -> dict[str, Any]:
    return dict(alice.get(f"/v1/negotiations/{negotiation['id']}").json["agreement"])


def pay(alice: Borrower, account: str, amount: int, at: str) -> str:
    body = {"account_id": account, "amount": amount, "paid_at": at}
    return str(alice.made("/v1/payments", body)["id"])


def test_the_plans_instalments_are_the_dues_and_the_old_ones_are_kept(alice: Borrower) -> None:
    card = a_late_card(alice)
    before = {row[1] for row in open_dues(alice, card)}
    agreed = agree(alice, card)["agreement"]
    dues = open_dues(alice, card)
    assert len(dues) == 24
    assert dues[0] == ("plan_instalment", "2026-12-20", 50_000)
    assert dues[-1] == ("plan_instalment", "2028-11-20", 50_000)
    replaced = alice.get(f"/v1/deadlines?state=cancelled&account_id={card}&limit=200").json["items"]
    assert {row["due_on"] for row in replaced} == before
    assert {row["reason"] for row in replaced} == {"agreed-plan"}
    assert (agreed["total"], agreed["months"], agreed["within_limit"]) == (1_200_000, 24, True)


def test_only_the_plan_is_reminded_of(alice: Borrower) -> None:
    card = a_late_card(alice)
    agree(alice, card)
    told = [line for each in alice.get("/v1/preview?days=90").json["digests"] for line in each["items"]]
    assert {line["kind"] for line in told} == {"plan_instalment", "plan_review"}
    assert {line["due_on"] for line in told} == {"2026-12-20", "2027-01-20", "2027-02-20", "2027-02-22"}


def test_the_plan_is_the_accounts_lateness(alice: Borrower) -> None:
    card = a_late_card(alice)
    standing = alice.get("/v1/standing").json["accounts"][0]
    assert standing["days_past_due"] > 29
    agree(alice, card)
    assert alice.get("/v1/standing").json["accounts"][0]["days_past_due"] == 0


def test_payments_settle_the_instalments_and_a_bounced_one_opens_them_again(alice: Borrower) -> None:
    card = a_late_card(alice)
    found = agree(alice, card)
    payment = pay(alice, card, 70_000, "2026-11-24T02:00:00Z")
    parts = plan_of(alice, found)["instalments"]
    assert [(part["paid"], part["state"]) for part in parts[:3]] == [
        (50_000, "met"),
        (20_000, "open"),
        (0, "open"),
    ]
    alice.post(f"/v1/payments/{payment}/reverse")
    parts = plan_of(alice, found)["instalments"]
    assert [(part["paid"], part["state"]) for part in parts[:2]] == [(0, "open"), (0, "open")]


def test_money_from_before_the_plan_stays_with_what_it_paid(alice: Borrower) -> None:
    card = a_late_card(alice)
    pay(alice, card, 10_000, "2026-11-20T02:00:00Z")
    found = agree(alice, card)
    assert plan_of(alice, found)["paid"] == 0
    old = alice.get(f"/v1/deadlines?state=cancelled&account_id={card}").json["items"][0]
    assert old["allocated"] == 10_000


def test_a_statement_typed_meanwhile_is_kept_and_wakes_nothing(alice: Borrower, clock: MovedClock) -> None:
    card = a_late_card(alice)
    agree(alice, card)
    clock.move(by=timedelta(days=14))
    alice.sign_in()
    bill = {"card_id": card, "closes_on": "2026-12-05", "balance": 1_210_000, "minimum_due": 121_000}
    kept = alice.made("/v1/statements", bill)
    assert kept["minimum_due"] == 121_000
    assert {row[0] for row in open_dues(alice, card)} == {"plan_instalment"}


def test_the_agreements_contents_are_present_missing_or_not_said(alice: Borrower) -> None:
    contents = {"balance": "present", "liability": "missing"}
    agreed = agree(alice, a_late_card(alice), contents=contents)["agreement"]
    heard = {each["name"]: each["heard"] for each in agreed["contents"]}
    assert heard == {
        "balance": "present",
        "schedule": "not_said",
        "fees": "not_said",
        "no_new_cards": "not_said",
        "liability": "missing",
        "other": "not_said",
    }
    assert all("第七十条" in each["article"] and not each["confirmed"] for each in agreed["contents"])


def test_sixty_months_are_within_the_limit_and_sixty_one_are_not(alice: Borrower) -> None:
    for count, within in ((60, True), (61, False)):
        repeats = {**REPEATS, "amount": 20_000, "count": count}
        agreed = agree(alice, a_late_card(alice), repeats=repeats)["agreement"]
        assert agreed["within_limit"] is within


def test_a_content_that_the_country_does_not_know_is_refused(alice: Borrower) -> None:
    row = talks(alice, a_late_card(alice))
    answer = alice.post(f"/v1/negotiations/{row}/agreement", {**PLAN, "contents": {"weather": "present"}})
    assert (answer.status_code, answer.json["reason"]) == (422, "agreement-content-unknown")


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"starts_on": "2026-12-24"}, "agreement-ahead"),
        ({"review_on": "2026-11-01"}, "agreement-review-past"),
        ({"repeats": {**REPEATS, "first_due_on": "2026-11-01"}}, "agreement-due-before-start"),
        ({"contract_resumes_on": "2026-11-01"}, "agreement-resumes-early"),
    ],
)
def test_a_plan_that_cannot_be_says_which_field(alice: Borrower, said: dict[str, Any], reason: str) -> None:
    row = talks(alice, a_late_card(alice))
    answer = alice.post(f"/v1/negotiations/{row}/agreement", {**PLAN, **said})
    assert (answer.status_code, answer.json["reason"]) == (422, reason)
    assert alice.get(f"/v1/negotiations/{row}").json["state"] == "open"


def test_a_loans_plan_takes_the_place_of_its_schedule(alice: Borrower) -> None:
    loan = str(alice.made("/v1/loans", LOAN)["id"])
    assert {row[0] for row in open_dues(alice, loan)} == {"loan_instalment"}
    found = agree(alice, loan, repeats={"amount": 30_000, "count": 40, "first_due_on": "2026-12-31"})
    dues = open_dues(alice, loan)
    assert [row[:2] for row in dues[:3]] == [
        ("plan_instalment", "2026-12-31"),
        ("plan_instalment", "2027-01-31"),
        ("plan_instalment", "2027-02-28"),
    ]
    pay(alice, loan, 30_000, "2026-11-24T02:00:00Z")
    assert plan_of(alice, found)["instalments"][0]["state"] == "met"
    assert {row[0] for row in open_dues(alice, loan)} == {"plan_instalment"}


def test_a_loan_rolls_on_beneath_its_plan_and_wakes_nothing(alice: Borrower, clock: MovedClock) -> None:
    loan = str(alice.made("/v1/loans", LOAN)["id"])
    agree(alice, loan, repeats={"amount": 30_000, "count": 40, "first_due_on": "2026-12-31"})
    clock.move(by=timedelta(days=100))
    assert series_rolling.roll(now=clock.now) >= 1
    alice.sign_in()
    assert {row[0] for row in open_dues(alice, loan)} == {"plan_instalment"}


def test_a_card_whose_own_dues_count_again_from_a_day(alice: Borrower) -> None:
    card = a_late_card(alice)
    repeats = {"amount": 20_000, "count": 2, "first_due_on": "2026-12-20"}
    agree(alice, card, repeats=repeats, contract_resumes_on="2027-02-01")
    kinds = [(kind, due_on) for kind, due_on, _ in open_dues(alice, card)]
    assert kinds == [
        ("plan_instalment", "2026-12-20"),
        ("plan_instalment", "2027-01-20"),
        ("card_minimum", "2027-02-23"),
        ("card_minimum", "2027-03-23"),
    ]


def test_the_review_is_a_deadline(alice: Borrower) -> None:
    agreed = agree(alice, a_late_card(alice), review_on="2027-01-15")["agreement"]
    review = alice.get(f"/v1/deadlines/{agreed['review_deadline_id']}").json
    assert (review["kind"], review["due_on"], review["owed"]) == ("plan_review", "2027-01-15", False)


def test_talks_that_ended_take_no_plan(alice: Borrower) -> None:
    row = talks(alice, a_late_card(alice))
    ended = alice.post(
        f"/v1/negotiations/{row}/outcome", {"outcome": "refused", "note": "Not before 90 days."}
    )
    assert (ended.json["state"], ended.json["closed_on"]) == ("refused", "2026-11-24")
    answer = alice.post(f"/v1/negotiations/{row}/agreement", PLAN)
    assert (answer.status_code, answer.json["reason"]) == (409, "negotiation-closed")


def test_what_a_country_knows_of_each_kind(alice: Borrower) -> None:
    known = {
        country: {
            each["kind"]: each["known"]
            for each in alice.get(f"/v1/negotiation-kinds?country={country}").json["items"]
        }
        for country in ("CN", "US", "GB", "FR")
    }
    assert known["CN"]["instalment_plan"] and not known["US"]["instalment_plan"]
    assert known["US"]["debt_management_plan"] and not known["CN"]["debt_management_plan"]
    assert known["GB"]["longer_term"] and not known["GB"]["settlement"]
    assert not any(known["FR"].values())


def test_what_cannot_be_paid_is_said_before_its_day_and_opens_talks_once(alice: Borrower) -> None:
    card = a_late_card(alice)
    found = agree(alice, card, contents={"liability": "present"})
    said = alice.made(f"/v1/negotiations/{found['id']}/agreement/cannot-pay", {"reason": "Laid off"})
    assert (said["number"], said["due_on"]) == (1, "2026-12-20")
    assert said["follows"][0].startswith("It stays due on Sun, Dec 20")
    assert any("stands in the agreement" in line for line in said["follows"])
    assert any("第七十条" in line for line in said["follows"])
    opened = said["negotiation"]
    assert (opened["state"], opened["renegotiates"]) == ("open", found["agreement"]["id"])
    again = alice.made(f"/v1/negotiations/{found['id']}/agreement/cannot-pay", {"number": 2})
    assert (again["number"], again["negotiation"]["id"]) == (2, opened["id"])
    parts = plan_of(alice, found)["instalments"]
    assert [part["cannot_pay_at"] is not None for part in parts[:3]] == [True, True, False]
    assert len(open_dues(alice, card)) == 24


def test_after_its_day_it_is_too_late_to_announce(alice: Borrower, clock: MovedClock) -> None:
    found = agree(alice, a_late_card(alice))
    clock.move(by=timedelta(days=30))
    alice.sign_in()
    path = f"/v1/negotiations/{found['id']}/agreement/cannot-pay"
    answer = alice.post(path, {"number": 1})
    assert (answer.status_code, answer.json["reason"]) == (409, "agreement-instalment-past")
    assert alice.post(path, {"number": 99}).json["reason"] == "agreement-instalment-unknown"
    assert alice.made(path, {})["number"] == 2


def test_a_renegotiated_plan_keeps_its_history_and_its_money(alice: Borrower, clock: MovedClock) -> None:
    card = a_late_card(alice)
    first = agree(alice, card)
    pay(alice, card, 70_000, "2026-11-24T02:00:00Z")
    clock.move(by=timedelta(days=10))
    alice.sign_in()
    said = alice.made(f"/v1/negotiations/{first['id']}/agreement/cannot-pay", {"number": 2})
    repeats = {"amount": 25_000, "count": 45, "first_due_on": "2027-01-20"}
    path = f"/v1/negotiations/{said['negotiation']['id']}/agreement"
    second = alice.made(path, {**PLAN, "repeats": repeats})
    old = plan_of(alice, first)
    assert (old["state"], old["ended_on"], old["paid"]) == ("renegotiated", "2026-12-04", 70_000)
    assert [(part["paid"], part["state"]) for part in old["instalments"][:3]] == [
        (50_000, "met"),
        (20_000, "cancelled"),
        (0, "cancelled"),
    ]
    pay(alice, card, 25_000, "2026-12-04T02:00:00Z")
    assert plan_of(alice, second)["instalments"][0]["state"] == "met"
    assert plan_of(alice, first) == old
    dues = open_dues(alice, card)
    assert len(dues) == 44 and {row[0] for row in dues} == {"plan_instalment"}


def test_a_broken_plan_lets_the_contract_ask_again_with_all_that_was_paid(
    alice: Borrower, clock: MovedClock
) -> None:
    card = a_late_card(alice)
    before = [row for row in open_dues(alice, card) if row[1] <= "2026-10-23"]
    assert before == [("card_minimum", "2026-10-23", 40_000)]
    found = agree(alice, card)
    pay(alice, card, 30_000, "2026-11-25T02:00:00Z")
    clock.move(by=timedelta(days=30))
    alice.sign_in()
    ended = alice.post(f"/v1/negotiations/{found['id']}/agreement/end", {"how": "broken"}).json["agreement"]
    assert (ended["state"], ended["ended_on"], ended["paid"]) == ("broken", "2026-12-24", 30_000)
    assert {part["state"] for part in ended["instalments"]} == {"cancelled"}
    dues = open_dues(alice, card)
    assert dues[0] == ("card_minimum", "2026-10-23", 10_000)
    assert {row[0] for row in dues} == {"card_minimum"}
    assert alice.get("/v1/standing").json["accounts"][0]["days_past_due"] > 59


def test_once_a_plan_is_broken_the_card_stands_as_if_it_had_never_been(
    alice: Borrower, register: Callable[[str], Borrower], clock: MovedClock
) -> None:
    """Neither a bill typed meanwhile nor the money paid under the plan is lost, and no debt counts twice."""
    bob = register("bob@example.com")
    cards = {one: a_late_card(one) for one in (alice, bob)}
    found = agree(alice, cards[alice])
    clock.move(by=timedelta(days=14))
    for one, card in cards.items():
        one.sign_in()
        bill = {"card_id": card, "closes_on": "2026-12-05", "balance": 1_210_000, "minimum_due": 161_000}
        one.made("/v1/statements", bill)
        pay(one, card, 50_000, "2026-12-07T02:00:00Z")
    clock.move(by=timedelta(days=14))
    for one in cards:
        one.sign_in()
    alice.post(f"/v1/negotiations/{found['id']}/agreement/end", {"how": "broken"})
    known = [
        [
            (row["due_on"], row["amount"], row["outstanding"], row["state"])
            for row in one.get(f"/v1/deadlines?kind=card_minimum&account_id={card}&limit=200").json["items"]
            if row["sure"]
        ]
        for one, card in cards.items()
    ]
    assert len(known[0]) == 2 and known[0] == known[1]


def test_a_plan_typed_by_mistake_leaves_everything_as_it_was(alice: Borrower) -> None:
    card = a_late_card(alice)
    before = open_dues(alice, card)
    payment = pay(alice, card, 40_000, "2026-11-24T02:00:00Z")
    paid = open_dues(alice, card)
    found = agree(alice, card, starts_on="2026-11-24")
    assert plan_of(alice, found)["paid"] == 40_000
    alice.post(f"/v1/negotiations/{found['id']}/agreement/end", {"how": "withdrawn"})
    # What was a guess in the past already stays shut: nobody is asked for it again.
    assert open_dues(alice, card) == [row for row in paid if row[2] is not None or row[1] > "2026-11-24"]
    alice.post(f"/v1/payments/{payment}/reverse")
    assert open_dues(alice, card)[0] == before[0]


def test_a_loans_broken_plan_gives_its_schedule_back(alice: Borrower, clock: MovedClock) -> None:
    loan = str(alice.made("/v1/loans", LOAN)["id"])
    before = open_dues(alice, loan)
    found = agree(alice, loan, repeats={"amount": 30_000, "count": 40, "first_due_on": "2026-12-31"})
    pay(alice, loan, 30_000, "2026-11-25T02:00:00Z")
    clock.move(by=timedelta(days=40))
    alice.sign_in()
    alice.post(f"/v1/negotiations/{found['id']}/agreement/end", {"how": "broken"})
    kind, due_on, left = open_dues(alice, loan)[0]
    assert (kind, due_on) == ("loan_instalment", "2026-12-10")
    assert before[0][2] is not None and left == before[0][2] - 30_000


def test_a_second_plan_begins_after_a_broken_one(alice: Borrower, clock: MovedClock) -> None:
    card = a_late_card(alice)
    first = agree(alice, card)
    clock.move(by=timedelta(days=30))
    alice.sign_in()
    alice.post(f"/v1/negotiations/{first['id']}/agreement/end", {"how": "broken"})
    row = talks(alice, card)
    repeats = {**REPEATS, "first_due_on": "2027-01-20"}
    path = f"/v1/negotiations/{row}/agreement"
    early = alice.post(path, {**PLAN, "repeats": repeats, "starts_on": "2026-12-01"})
    assert early.json["reason"] == "agreement-starts-early"
    alice.made(path, {**PLAN, "repeats": repeats})
    assert {row[0] for row in open_dues(alice, card)} == {"plan_instalment"}


def test_a_plan_whose_instalments_are_all_met_is_kept_and_later_bills_speak(
    alice: Borrower, clock: MovedClock
) -> None:
    card = a_late_card(alice)
    found = agree(alice, card, repeats={"amount": 60_000, "count": 2, "first_due_on": "2026-11-25"})
    pay(alice, card, 120_000, "2026-11-24T02:00:00Z")
    assert plan_of(alice, found)["state"] == "kept"
    clock.move(by=timedelta(days=43))
    alice.sign_in()
    bill = {"card_id": card, "closes_on": "2027-01-05", "balance": 50_000, "minimum_due": 10_000}
    alice.made("/v1/statements", bill)
    assert ("card_minimum", "2027-01-23", 10_000) in open_dues(alice, card)


def test_what_pays_off_a_loan_under_a_plan_is_in_the_agreement(alice: Borrower) -> None:
    loan = str(alice.made("/v1/loans", LOAN)["id"])
    found = agree(alice, loan, repeats={"amount": 30_000, "count": 40, "first_due_on": "2026-12-31"})
    asked = alice.get(f"/v1/loans/{loan}/pay-off")
    assert (asked.status_code, asked.json["reason"]) == (409, "loan-under-agreed-plan")
    body = {"account_id": loan, "amount": 1_200_000, "meant_as": "pay_off"}
    paid = alice.post("/v1/payments", body)
    assert (paid.status_code, paid.json["reason"]) == (409, "loan-under-agreed-plan")
    alice.post(f"/v1/negotiations/{found['id']}/agreement/end", {"how": "withdrawn"})
    assert alice.get(f"/v1/loans/{loan}/pay-off").status_code == 200


def test_what_was_overdue_by_the_old_schedule_is_not_overdue_under_the_plan(
    alice: Borrower, clock: MovedClock
) -> None:
    """Public report: frappe/lending#1060, where the old schedule's overdue sums went on after a restructure."""
    loan = str(alice.made("/v1/loans", LOAN)["id"])
    clock.move(by=timedelta(days=60))
    alice.sign_in()
    assert alice.get("/v1/standing").json["at_risk"] != {}
    agree(alice, loan, repeats={"amount": 30_000, "count": 40, "first_due_on": "2027-02-28"})
    standing = alice.get("/v1/standing").json
    assert (standing["at_risk"], standing["days_past_due"]) == ({}, 0)


def test_what_was_paid_just_before_the_plan_pays_no_instalment_of_it(alice: Borrower) -> None:
    """Public report: PavelBastov/opencbs#913, a new schedule right after a repayment that miscounted it."""
    card = a_late_card(alice)
    pay(alice, card, 40_000, "2026-11-24T02:00:00Z")
    found = agree(alice, card)
    agreed = plan_of(alice, found)
    assert (agreed["starts_on"], agreed["paid"], agreed["instalments"][0]["state"]) == (
        "2026-11-25",
        0,
        "open",
    )
    rows = alice.get(f"/v1/deadlines?account_id={card}&due_to=2026-10-23").json["items"]
    assert [(row["state"], row["allocated"]) for row in rows] == [("met", 40_000)]


def test_late_money_catches_up_instalment_by_instalment(alice: Borrower, clock: MovedClock) -> None:
    """Public report: openfun/joanie#792, where the instalment after a missed one was skipped."""
    card = a_late_card(alice)
    found = agree(alice, card)
    clock.move(by=timedelta(days=60))
    alice.sign_in()
    assert [part["state"] for part in plan_of(alice, found)["instalments"][:3]] == [
        "missed",
        "missed",
        "open",
    ]
    pay(alice, card, 110_000, "2027-01-23T02:00:00Z")
    parts = plan_of(alice, found)["instalments"][:3]
    assert [(part["state"], part["paid"]) for part in parts] == [
        ("met", 50_000),
        ("met", 50_000),
        ("open", 10_000),
    ]


def test_saying_i_have_paid_meets_the_instalment_it_was_said_of(alice: Borrower) -> None:
    card = a_late_card(alice)
    found = agree(alice, card)
    part = plan_of(alice, found)["instalments"][0]
    done = alice.post(f"/v1/deadlines/{part['deadline_id']}/acknowledge").json
    assert (done["state"], done["allocated"], done["closed_by"]) == ("met", 50_000, "payment")
