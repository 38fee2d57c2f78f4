"""How money paid on a loan was meant: no instalment is silent that the lender still expects."""

from collections import defaultdict
from random import Random
from typing import Any

import pytest

from tests.actions.conftest import Known, brief, due, dues, loan_of, pay, roll
from tests.api.conftest import LOAN
from tests.moved_clock import MovedClock

INSTALMENT, EXTRA = 106_619, 300_000


@pytest.fixture
def loan(alice: Known) -> str:
    return loan_of(alice)


def _on_the_tenth(alice: Known, clock: MovedClock) -> None:
    roll(alice, clock, 16)  # 10 December 2026


def _pay(alice: Known, loan: str, amount: int, **said: Any) -> dict[str, Any]:
    return alice.made("/v1/payments", {"account_id": loan, "amount": amount, **said})


def _say(alice: Known, payment: dict[str, Any], **said: Any) -> dict[str, Any]:
    answer = alice.post(f"/v1/payments/{payment['id']}/meaning", said)
    assert answer.status_code == 200, answer.text
    return dict(answer.json)


def _rows(alice: Known, loan: str) -> list[dict[str, Any]]:
    return list(alice.get(f"/v1/loans/{loan}/schedule").json["instalments"])


def _open(alice: Known) -> list[tuple[Any, ...]]:
    return [(item["due_on"], item["outstanding"]) for item in dues(alice, "&state=open,missed")]


def test_extra_money_leaves_the_next_instalment_due_and_is_asked_about(
    alice: Known, clock: MovedClock, loan: str
) -> None:
    _on_the_tenth(alice, clock)
    _pay(alice, loan, INSTALMENT)
    extra = _pay(alice, loan, EXTRA)
    assert (extra["extra_principal"], extra["unallocated"], extra["allocations"]) == (EXTRA, 0, [])
    assert _open(alice)[0] == ("2027-01-10", INSTALMENT)
    assert len(_rows(alice, loan)) == 9, "shorter is what counts until something is said"
    question = extra["question"]
    assert question["amount"] == EXTRA
    said = [(each["meant_as"], each["effect"], each["assumed"]) for each in question["choices"]]
    assert said == [
        ("extra_principal", "shorter", True),
        ("extra_principal", "smaller", False),
        ("paid_ahead", None, False),
    ]
    assert question["text"] == "CN¥3,000.00 came above what was due. What was it meant for?"


def test_one_payment_of_both_pays_the_instalment_and_no_other(
    alice: Known, clock: MovedClock, loan: str
) -> None:
    _on_the_tenth(alice, clock)
    both = _pay(alice, loan, INSTALMENT + EXTRA)
    assert brief(alice, "state")[:2] == [("2026-12-10", "met"), ("2027-01-10", "open")]
    assert both["extra_principal"] == EXTRA


def test_paid_ahead_meets_the_next_instalments_and_costs_no_interest_less(
    alice: Known, clock: MovedClock, loan: str
) -> None:
    _on_the_tenth(alice, clock)
    before = _rows(alice, loan)
    _pay(alice, loan, INSTALMENT)
    ahead = _pay(alice, loan, EXTRA, meant_as="paid_ahead")
    assert (ahead["extra_principal"], ahead["question"]) == (0, None)
    assert _open(alice)[0] == ("2027-03-10", 3 * INSTALMENT - EXTRA)
    assert _rows(alice, loan) == before


@pytest.mark.parametrize("change", [{"effect": "smaller"}, {"meant_as": "paid_ahead"}, {}])
def test_an_answer_given_later_counts_as_if_it_had_been_said_at_once(
    alice: Known, bob: Known, clock: MovedClock, change: dict[str, Any]
) -> None:
    said = {"meant_as": "extra_principal", **change}
    _on_the_tenth(alice, clock)
    bob.sign_in(clock.now)
    later, at_once = loan_of(alice), loan_of(bob)
    paid = _pay(alice, later, INSTALMENT + EXTRA)
    asked = {key: value for key, value in said.items() if key != "extra_amount"}
    _say(alice, paid, **asked)
    _pay(bob, at_once, INSTALMENT + EXTRA, **said)
    assert _rows(alice, later) == _rows(bob, at_once)
    assert brief(alice, "amount", "state", "allocated") == brief(bob, "amount", "state", "allocated")


def test_smaller_keeps_the_number_of_instalments_and_what_fell_due(
    alice: Known, clock: MovedClock, loan: str
) -> None:
    _on_the_tenth(alice, clock)
    before = _rows(alice, loan)
    _pay(alice, loan, INSTALMENT + EXTRA, meant_as="extra_principal", effect="smaller")
    after = _rows(alice, loan)
    assert (len(after), after[0]) == (12, before[0])
    # 8,053.81 over eleven months at 1 %
    assert {row["amount"] for row in after[1:-1]} == {77_682}
    assert sum(row["principal"] for row in after) + EXTRA == 1_200_000
    assert due(alice, "2027-01-10")["amount"] == 77_682


@pytest.mark.parametrize("days", [1, 12])
def test_smaller_leaves_the_coming_instalment_that_the_same_money_pays(
    alice: Known, clock: MovedClock, loan: str, days: int
) -> None:
    roll(alice, clock, days)  # 25 November, or 6 December: before the first instalment
    said = {"meant_as": "extra_principal", "effect": "smaller", "extra_amount": EXTRA}
    paid = _pay(alice, loan, INSTALMENT + EXTRA, **said)
    assert ([share["amount"] for share in paid["allocations"]], paid["unallocated"]) == ([INSTALMENT], 0)
    first, *rest = _rows(alice, loan)
    # 12,000.00 to the day and 9,000.00 behind it, at a thirtieth of 1 % a day
    assert (first["amount"], first["interest"]) == (INSTALMENT, {1: 10_500, 12: 11_600}[days])
    assert {row["amount"] for row in rest[:-1]} == {{1: 77_538, 12: 77_644}[days]}
    assert first["principal"] + sum(row["principal"] for row in rest) + EXTRA == 1_200_000


def test_each_choice_can_be_sent_as_it_was_offered(alice: Known, clock: MovedClock, loan: str) -> None:
    _on_the_tenth(alice, clock)
    paid = _pay(alice, loan, INSTALMENT + EXTRA)
    for choice in paid["question"]["choices"]:
        said = {name: choice[name] for name in ("meant_as", "effect", "extra_amount")}
        assert _say(alice, paid, **said)["question"] is None
        assert due(alice, "2026-12-10")["state"] == "met"


def test_money_right_after_an_instalment_does_not_silence_the_next(
    alice: Known, clock: MovedClock, loan: str
) -> None:
    roll(alice, clock, 21)
    pay(alice, loan, INSTALMENT, "2026-12-10T04:00:00Z")
    assert pay(alice, loan, EXTRA, "2026-12-15T04:00:00Z")["extra_principal"] == EXTRA
    assert _open(alice)[0] == ("2027-01-10", INSTALMENT)


def test_an_instalment_paid_early_is_paid(alice: Known, clock: MovedClock, loan: str) -> None:
    roll(alice, clock, 21)
    pay(alice, loan, INSTALMENT, "2026-12-10T04:00:00Z")
    early = pay(alice, loan, INSTALMENT, "2026-12-15T04:00:00Z")
    assert (early["extra_principal"], early["question"]) == (0, None)
    assert _open(alice)[0][0] == "2027-02-10"


def test_past_due_is_paid_before_principal(alice: Known, clock: MovedClock, loan: str) -> None:
    roll(alice, clock, 20)  # 14 December
    paid = _pay(alice, loan, INSTALMENT + 1_000, meant_as="extra_principal")
    assert due(alice, "2026-12-10")["state"] == "met"
    assert paid["extra_principal"] == 1_000


def test_a_payment_of_an_instalment_that_was_taken_as_paid_belongs_to_it(alice: Known) -> None:
    loan = loan_of(alice, first_due_on="2026-08-10")  # August to November are taken as paid
    for day in ("2026-08-09", "2026-09-08", "2026-10-10", "2026-11-12"):
        paid = pay(alice, loan, INSTALMENT, f"{day}T04:00:00Z")
        assert (paid["earlier_instalments"], paid["unallocated"]) == (INSTALMENT, 0)
    assert _open(alice)[0] == ("2026-12-10", INSTALMENT)
    assert pay(alice, loan, INSTALMENT)["earlier_instalments"] == 0
    assert _open(alice)[0] == ("2027-01-10", INSTALMENT)


def test_acknowledging_an_instalment_pays_that_much_however_far_ahead(alice: Known, loan: str) -> None:
    for number in range(3):
        answer = alice.post(f"/v1/deadlines/{dues(alice)[number]['id']}/acknowledge", {})
        assert answer.json["state"] == "met"
    assert [state for _, state in brief(alice, "state")] == ["met", "met", "met", "open"]


def test_a_reversed_payment_takes_its_extra_principal_with_it(
    alice: Known, clock: MovedClock, loan: str
) -> None:
    before = _rows(alice, loan)
    _on_the_tenth(alice, clock)
    paid = _pay(alice, loan, INSTALMENT + EXTRA)
    answer = alice.post(f"/v1/payments/{paid['id']}/reverse").json
    assert (answer["extra_principal"], answer["question"]) == (0, None)
    assert _rows(alice, loan) == before
    roll(alice, clock, 30, steps=14)
    assert sorted(item["instalment"] for item in dues(alice)) == list(range(1, 13))


def test_a_loan_paid_off_early_is_silent_for_ever(alice: Known, clock: MovedClock, loan: str) -> None:
    _on_the_tenth(alice, clock)
    _pay(alice, loan, INSTALMENT)
    roll(alice, clock, 20)  # 30 December
    quote = alice.get(f"/v1/loans/{loan}/pay-off").json
    # 12,000.00 less 946.19; 110.54 of interest in 31 days, of which 20 have passed
    assert quote == {
        "on": "2026-12-30",
        "currency": "CNY",
        "past_due": 0,
        "principal": 1_105_381,
        "interest": 7_131,
        "interest_of_day": 356,
        "penalty": None,
        "amount": 1_112_512,
        "estimated": True,
    }
    paid = _pay(alice, loan, quote["amount"], meant_as="pay_off")
    assert (paid["unallocated"], paid["question"]) == (0, None)
    read = alice.get(f"/v1/loans/{loan}").json
    assert (read["status"], read["ended_on"]) == ("paid_off", "2026-12-30")
    roll(alice, clock, 30, steps=11)
    assert _open(alice) == []
    assert alice.get("/v1/preview?days=90").json["digests"] == []
    assert alice.get(f"/v1/loans/{loan}/pay-off").json["amount"] == 0


def test_the_balance_alone_leaves_the_interest_to_the_day_and_asks_whether_it_paid_all_off(
    alice: Known, clock: MovedClock, loan: str
) -> None:
    _on_the_tenth(alice, clock)
    _pay(alice, loan, INSTALMENT)
    roll(alice, clock, 20)
    paid = _pay(alice, loan, 1_105_381)
    assert _open(alice) == [("2027-01-10", 7_131)]
    assert paid["question"]["choices"][-1]["meant_as"] == "pay_off"
    _say(alice, paid, meant_as="pay_off")
    assert _open(alice) == []
    roll(alice, clock, 30, steps=11)
    assert _open(alice) == []


def test_what_does_not_pay_off_is_refused_as_a_pay_off(alice: Known, loan: str) -> None:
    answer = alice.post("/v1/payments", {"account_id": loan, "amount": 10_000, "meant_as": "pay_off"})
    assert (answer.status_code, answer.json["reason"]) == (422, "pay-off-too-small")
    assert alice.get("/v1/payments").json["items"] == []


def test_a_pay_off_that_bounced_owes_again(alice: Known, clock: MovedClock, loan: str) -> None:
    paid = _pay(alice, loan, 1_300_000, meant_as="pay_off")
    assert _open(alice) == []
    assert alice.post(f"/v1/payments/{paid['id']}/reverse").status_code == 200
    assert alice.get(f"/v1/loans/{loan}").json["status"] == "open"
    assert _open(alice)[0] == ("2026-12-10", INSTALMENT)
    roll(alice, clock, 30, steps=14)
    assert sorted(item["instalment"] for item in dues(alice)) == list(range(1, 13))


def test_a_known_penalty_is_quoted(alice: Known) -> None:
    loan = loan_of(alice, prepayment_fee_bp=100)
    quote = alice.get(f"/v1/loans/{loan}/pay-off?on=2026-12-10").json
    assert (quote["past_due"], quote["principal"], quote["penalty"]) == (INSTALMENT, 1_105_381, 11_054)


@pytest.mark.parametrize("status", ["settled", "paid_off"])
def test_a_debt_that_is_settled_is_silent_though_all_its_instalments_were_open(
    alice: Known, clock: MovedClock, status: str
) -> None:
    terms = {"principal": 20_000, "rate_bp": 0, "instalments": 4, "first_due_on": "2026-11-26"}
    body = {**LOAN, "terms": {**terms, "interval": "week", "interval_count": 2}}
    loan = alice.made("/v1/loans", body)["id"]
    assert [amount for _, amount in _open(alice)] == [5_000] * 4
    roll(alice, clock, 5)  # the first is past due
    assert alice.patch(f"/v1/loans/{loan}", {"status": status}).status_code == 200
    assert _open(alice) == []
    assert alice.get("/v1/preview?days=90").json["digests"] == []
    assert alice.patch(f"/v1/loans/{loan}", {"status": "open"}).status_code == 200
    assert [amount for _, amount in _open(alice)] == [5_000] * 4


@pytest.mark.parametrize("status", ["charged_off", "sold", "closed"])
def test_a_debt_that_ended_otherwise_still_owes_what_is_past_due(
    alice: Known, clock: MovedClock, status: str
) -> None:
    terms = {"principal": 20_000, "rate_bp": 0, "instalments": 4, "first_due_on": "2026-11-26"}
    loan = alice.made("/v1/loans", {**LOAN, "terms": {**terms, "interval": "week"}})["id"]
    roll(alice, clock, 5)
    assert alice.patch(f"/v1/loans/{loan}", {"status": status}).status_code == 200
    assert _open(alice) == [("2026-11-26", 5_000)]


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"effect": "smaller"}, "payment-effect-of-extra"),
        ({"meant_as": "due", "extra_amount": 5}, "payment-effect-of-extra"),
        ({"meant_as": "extra_principal", "extra_amount": 5_001}, "payment-extra-above-amount"),
    ],
)
def test_a_meaning_that_does_not_fit_is_refused(
    alice: Known, loan: str, said: dict[str, Any], reason: str
) -> None:
    answer = alice.post("/v1/payments", {"account_id": loan, "amount": 5_000, **said})
    assert (answer.status_code, answer.json["reason"]) == (422, reason)


@pytest.mark.parametrize("seed", range(4))
def test_what_was_paid_and_what_is_open_are_the_schedule_after_random_months(
    alice: Known, clock: MovedClock, seed: int
) -> None:
    chance = Random(seed)
    repayment = ("equal_instalment", "equal_principal", "interest_only", "equal_instalment")[seed]
    loan = loan_of(alice, repayment=repayment)
    for _ in range(8):
        roll(alice, clock, chance.randrange(1, 35))
        said = chance.choice(
            [{}, {}, {"meant_as": "paid_ahead"}, {"meant_as": "extra_principal", "effect": "smaller"}]
        )
        _pay(alice, loan, chance.choice([INSTALMENT, chance.randrange(1, EXTRA)]), **said)
        _books_agree(alice, loan)


def _books_agree(alice: Known, loan: str) -> None:
    rows = {row["number"]: row for row in _rows(alice, loan)}
    by_deadline: dict[str, int] = defaultdict(int)
    extra = 0
    for payment in alice.get("/v1/payments").json["items"]:
        shares = {share["deadline_id"]: share["amount"] for share in payment["allocations"]}
        for deadline, share in shares.items():
            by_deadline[deadline] += share
        parts = payment["extra_principal"] + payment["earlier_instalments"] + payment["unallocated"]
        assert sum(shares.values()) + parts == payment["amount"]
        assert payment["unallocated"] >= 0
        extra += payment["extra_principal"]
    assert sum(row["principal"] for row in rows.values()) + extra == 1_200_000
    for item in dues(alice):
        assert item["allocated"] == by_deadline[item["id"]]
        if item["state"] == "cancelled":
            assert item["instalment"] not in rows
        else:
            assert item["amount"] == rows[item["instalment"]]["amount"] >= item["allocated"]
            assert (item["state"] == "met") == (item["allocated"] == item["amount"])
