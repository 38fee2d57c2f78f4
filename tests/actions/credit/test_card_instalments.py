"""Instalment plans on a card (账单分期) and refunds, as the coming minimums follow them."""

from typing import Any

import pytest

from tests.actions.conftest import Known, card_of, due, pay, roll, state
from tests.moved_clock import MovedClock

DECEMBER, JANUARY = "2026-12-23", "2027-01-23"
PLAN = {"principal": 600_000, "parts": 12, "first_closes_on": "2026-12-05", "fee_total": 0}


@pytest.fixture
def card(alice: Known) -> str:
    made = card_of(alice)
    state(alice, made, "2026-11-05", 100_000)  # a balance of 10,000.00
    return made


def begin(alice: Known, card: str, **said: Any) -> dict[str, Any]:
    return alice.made(f"/v1/cards/{card}/instalment-plans", {**PLAN, "taken_from": "balance", **said})


def end(alice: Known, plan: dict[str, Any], **said: Any) -> dict[str, Any]:
    answer = alice.post(f"/v1/instalment-plans/{plan['id']}/end", said)
    assert answer.status_code == 200, answer.text
    return dict(answer.json)


def statement_of(alice: Known, card: str, month: str) -> dict[str, Any]:
    rows = alice.get(f"/v1/statements?card_id={card}&limit=50").json["items"]
    return next(row for row in rows if row["period_key"] == month)


def refund(alice: Known, card: str, amount: int, at: str) -> dict[str, Any]:
    body = {"account_id": card, "amount": amount, "paid_at": at, "kind": "refund"}
    return alice.made("/v1/payments", body)


def test_f5_the_months_part_is_in_the_minimum_in_full_and_the_principal_not_in_the_rest(
    alice: Known, card: str
) -> None:
    assert due(alice, DECEMBER)["amount"] == 100_000
    begin(alice, card)
    # A tenth of the 4,000.00 that are left of the balance, and 500.00.
    assert due(alice, DECEMBER)["amount"] == 40_000 + 50_000
    estimated = statement_of(alice, card, "2026-12")
    assert (estimated["balance"], estimated["minimum_due"]) == (450_000, 90_000)
    assert (estimated["source"], due(alice, DECEMBER)["sure"]) == ("estimated", False)
    assert due(alice, JANUARY)["amount"] == 90_000


def test_f5_a_purchase_in_parts_leaves_the_balance_as_it_is(alice: Known, card: str) -> None:
    begin(alice, card, taken_from="purchase", fee_total=1_200)
    assert due(alice, DECEMBER)["amount"] == 100_000 + 50_100
    assert statement_of(alice, card, "2026-12")["balance"] == 1_050_100


def test_f5_a_part_billed_and_paid_is_not_counted_twice(alice: Known, card: str, clock: MovedClock) -> None:
    begin(alice, card)
    pay(alice, card, 100_000, "2026-11-23T04:00:00Z")
    roll(alice, clock, 14)  # 8 December
    state(alice, card, "2026-12-05", 90_000, balance=450_000)
    assert due(alice, JANUARY)["amount"] == 40_000 + 50_000
    pay(alice, card, 90_000)  # the part, and 400.00 of the rest
    assert due(alice, DECEMBER)["state"] == "met"
    assert due(alice, JANUARY)["amount"] == 36_000 + 50_000


def test_f5_a_plan_that_runs_already_stands_in_the_known_statement(alice: Known, card: str) -> None:
    plan = begin(alice, card, first_closes_on="2026-10-05")
    assert (plan["started_on"], plan["left"], plan["state"]) == ("2026-10-05", 500_000, "running")
    # 500.00 of the 10,000.00 were November's part.
    assert due(alice, DECEMBER)["amount"] == 95_000 + 50_000


def test_f5_an_issuer_that_shows_the_whole_plan_in_the_balance(alice: Known, card: str) -> None:
    begin(alice, card, first_closes_on="2026-11-05", started_on="2026-11-01", shown="whole", parts=6)
    # 10,000.00 hold the part of 1,000.00 and 5,000.00 that no statement asks for yet: a tenth of 4,000.00.
    assert due(alice, DECEMBER)["amount"] == 40_000 + 100_000
    assert statement_of(alice, card, "2026-12")["balance"] == 400_000 + 100_000 + 400_000


@pytest.mark.parametrize(
    ("how", "december", "january"),
    [("billed", 40_000 + 600_500, 40_000), ("to_balance", 100_000, 100_000), ("cancelled", 40_000, 40_000)],
)
def test_f5_an_early_end(alice: Known, card: str, how: str, december: int, january: int) -> None:
    plan = begin(alice, card)
    ended = end(alice, plan, how=how, fee=500)
    assert (ended["state"], ended["ended_on"], ended["ended_how"]) == ("ended", "2026-11-24", how)
    assert due(alice, DECEMBER)["amount"] == december
    assert due(alice, JANUARY)["amount"] == january
    again = alice.post(f"/v1/instalment-plans/{plan['id']}/end", {})
    assert (again.status_code, again.json["reason"]) == (409, "instalment-plan-over")


def test_f5_an_unknown_cost_is_unknown_and_never_nothing(alice: Known, card: str) -> None:
    plan = begin(alice, card, fee_total=None)
    assert (plan["cost_known"], plan["parts"][0]["fee"], plan["parts"][0]["amount"]) == (False, None, 50_000)
    known = begin(alice, card, fee_total=None, rate_bp=0)
    assert (known["cost_known"], known["parts"][0]["fee"]) == (True, 0)


def test_f5_what_is_said_wrongly_is_refused_with_its_field(alice: Known, card: str) -> None:
    path = f"/v1/cards/{card}/instalment-plans"
    twice = alice.post(path, {**PLAN, "taken_from": "balance", "rate_bp": 100})
    assert (twice.status_code, twice.json["reason"]) == (422, "instalment-plan-cost-twice")
    assert (
        alice.post(path, PLAN).status_code == 422
    )  # whether it is part of the balance is asked, never guessed
    plan = begin(alice, card)
    early = alice.post(f"/v1/instalment-plans/{plan['id']}/end", {"ended_on": "2026-11-01"})
    assert (early.status_code, early.json["reason"]) == (422, "plan-ends-before-start")


def test_f5_the_same_request_twice_is_one_plan_and_lists_are_paged(alice: Known, card: str) -> None:
    path, body = f"/v1/cards/{card}/instalment-plans", {**PLAN, "taken_from": "balance"}
    headers = {"Idempotency-Key": "one"}
    first, second = (alice.post(path, body, headers=headers).json["id"] for _ in range(2))
    assert first == second
    other = begin(alice, card)
    page = alice.get(f"{path}?limit=1").json
    assert [row["id"] for row in page["items"]] == [first]
    rest = alice.get(f"{path}?limit=1&cursor={page['next_cursor']}").json
    assert ([row["id"] for row in rest["items"]], rest["next_cursor"]) == ([other["id"]], None)


def test_f8_a_refund_lowers_the_next_estimate_and_pays_no_minimum(alice: Known) -> None:
    card = card_of(alice)
    state(alice, card, "2026-11-05", 50_000)
    made = refund(alice, card, 480_000, "2026-11-20T04:00:00Z")
    assert (made["kind"], made["allocations"]) == ("refund", [])
    assert (due(alice, "2026-11-23")["state"], due(alice, "2026-11-23")["allocated"]) == ("open", 0)
    # Of the 200.00 that are left the floor of 100.00.
    assert due(alice, DECEMBER)["amount"] == 10_000
    [standing] = alice.get("/v1/standing").json["accounts"]
    assert standing["remaining"] == 20_000


# An issuer that shows the part alone shows 9,000.00 beside it, one that shows the whole plan 4,000.00.
@pytest.mark.parametrize(("shown", "rest"), [("part", 900_000), ("whole", 400_000)])
@pytest.mark.parametrize(
    ("more", "december", "january"),
    [(-30_000, 110_000, 110_000), (0, 100_000, 100_000), (30_000, 70_000, 100_000), (130_000, None, 70_000)],
)
def test_f8_a_refund_pays_the_parts_until_it_is_used_up(
    alice: Known, card: str, shown: str, rest: int, more: int, december: int | None, january: int
) -> None:
    begin(alice, card, shown=shown, first_closes_on="2026-11-05", started_on="2026-11-01", parts=6)
    refund(alice, card, rest + more, "2026-11-20T04:00:00Z")
    for day, asked in ((DECEMBER, december), (JANUARY, january)):
        found = due(alice, day)
        assert (found["amount"], found["state"], found["sure"]) == (asked, "open", False)


def test_what_was_paid_beyond_the_balance_pays_the_parts_until_it_is_used_up(alice: Known, card: str) -> None:
    begin(alice, card, taken_from="purchase")
    pay(alice, card, 1_070_000, "2026-11-20T04:00:00Z")  # 700.00 more than the balance: December's 500.00
    assert due(alice, DECEMBER)["amount"] is None, "what is bought meanwhile is unknown"
    assert due(alice, JANUARY)["amount"] == 30_000


def test_a_plan_said_wrongly_is_taken_back_as_if_it_had_never_been(
    alice: Known, bob: Known, card: str
) -> None:
    before = alice.get(f"/v1/statements?card_id={card}").json["items"]
    asked = [(row["due_on"], row["amount"]) for row in alice.get("/v1/deadlines").json["items"]]
    plan = begin(alice, card, principal=60_000_000)
    end(alice, plan)
    assert bob.delete(f"/v1/instalment-plans/{plan['id']}").status_code == 404
    assert alice.delete(f"/v1/instalment-plans/{plan['id']}").status_code == 204
    assert alice.get(f"/v1/instalment-plans/{plan['id']}").status_code == 404
    after = alice.get(f"/v1/statements?card_id={card}").json["items"]
    assert [{**row, "updated_at": None} for row in after] == [{**row, "updated_at": None} for row in before]
    assert [(row["due_on"], row["amount"]) for row in alice.get("/v1/deadlines").json["items"]] == asked


def test_f8_terms_may_say_that_a_refund_pays_the_minimum(alice: Known) -> None:
    card = card_of(alice, refund_counts_as_payment=True)
    state(alice, card, "2026-11-05", 50_000)
    refund(alice, card, 480_000, "2026-11-20T04:00:00Z")
    assert due(alice, "2026-11-23")["state"] == "met"
    assert due(alice, DECEMBER)["amount"] == 10_000


def test_f8_a_refund_taken_back_raises_the_estimate_again(alice: Known) -> None:
    card = card_of(alice)
    state(alice, card, "2026-11-05", 50_000)
    made = refund(alice, card, 480_000, "2026-11-20T04:00:00Z")
    assert alice.post(f"/v1/payments/{made['id']}/reverse", {}).status_code == 200
    assert due(alice, DECEMBER)["amount"] == 50_000


def test_f8_a_refund_of_a_closed_statement_is_in_its_balance_already(alice: Known) -> None:
    card = card_of(alice)
    refund(alice, card, 480_000, "2026-11-05T04:00:00Z")
    state(alice, card, "2026-11-05", 50_000)
    assert due(alice, DECEMBER)["amount"] == 50_000


def test_f8_a_line_of_a_cards_file_feeds_the_estimate_only_when_it_is_said_to(alice: Known) -> None:
    card = card_of(alice)
    state(alice, card, "2026-11-05", 50_000)
    body = {"account_id": card, "booked_on": "2026-11-20", "amount": 480_000, "counterparty": "京东"}
    line = alice.made("/v1/transactions", body)
    assert due(alice, DECEMBER)["amount"] == 50_000
    answer = alice.post(f"/v1/transactions/{line['id']}/refund")
    assert (answer.status_code, answer.json["kind"]) == (201, "refund")
    assert due(alice, DECEMBER)["amount"] == 10_000
    assert alice.post(f"/v1/transactions/{line['id']}/refund").status_code == 409


def test_f8_only_what_came_in_on_a_card_is_a_refund(alice: Known) -> None:
    bank = alice.made("/v1/cash-accounts", {"name": "Bank", "currency": "CNY"})["id"]
    line = alice.made("/v1/transactions", {"account_id": bank, "booked_on": "2026-11-20", "amount": 480_000})
    answer = alice.post(f"/v1/transactions/{line['id']}/refund")
    assert (answer.status_code, answer.json["reason"]) == (422, "refund-not-on-card")


@pytest.mark.parametrize(
    ("minimum", "source", "amount"), [(150_000, "unsure", 150_000), (250_000, "presumed", 150_000)]
)
def test_f9_a_part_of_a_plan_is_not_taken_for_an_older_minimum(
    alice: Known, card: str, clock: MovedClock, minimum: int, source: str, amount: int
) -> None:
    begin(alice, card, taken_from="purchase")  # parts of 500.00; November's 1,000.00 look open
    roll(alice, clock, 14)  # 8 December
    typed = state(alice, card, "2026-12-05", minimum, balance=1_050_000)
    assert (typed["past_due_source"], due(alice, DECEMBER)["amount"]) == (source, amount)
