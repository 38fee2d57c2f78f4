"""Loans as public bug reports told them: each right value is held here, with the report that asked for it."""

from typing import Any

from tests.actions.conftest import Known, dues, loan_of, pay, roll
from tests.api.conftest import LOAN
from tests.moved_clock import MovedClock

INSTALMENT = 106_619


def _schedule(alice: Known, loan: str) -> dict[str, Any]:
    return dict(alice.get(f"/v1/loans/{loan}/schedule").json)


def _extra(alice: Known, loan: str, amount: int, effect: str) -> None:
    body = {"account_id": loan, "amount": amount, "meant_as": "extra_principal", "effect": effect}
    alice.made("/v1/payments", body)


def test_extra_principal_is_counted_once_and_as_no_interest(alice: Known, clock: MovedClock) -> None:
    """OCA/account-financial-tools 668: it was added to the interest paid as well."""
    loan = loan_of(alice)
    before = _schedule(alice, loan)
    roll(alice, clock, 16)
    pay(alice, loan, INSTALMENT)
    _extra(alice, loan, 300_000, "shorter")
    after = _schedule(alice, loan)
    assert (after["total_principal"], after["extra_principal"]) == (900_000, 300_000)
    # 120.00, then eight months of what is left of 8,053.81 at 1 %
    assert after["total_interest"] == sum(row["interest"] for row in after["instalments"]) == 48_274
    assert after["total_interest"] < before["total_interest"]


def test_extra_principal_can_leave_the_instalment_or_the_number(alice: Known, bob: Known) -> None:
    """OCA/account-financial-tools 671, ulsklyc/yuvomi 964: both are usual, shorter more so."""
    shorter, smaller = loan_of(alice), loan_of(bob)
    _extra(alice, shorter, 300_000, "shorter")
    _extra(bob, smaller, 300_000, "smaller")
    short, small = _schedule(alice, shorter)["instalments"], _schedule(bob, smaller)["instalments"]
    assert short[0]["amount"] == INSTALMENT > small[0]["amount"]
    assert len(short) < len(small) == 12


def test_a_part_of_an_instalment_is_not_a_whole_one_and_counts(alice: Known, clock: MovedClock) -> None:
    """ulsklyc/yuvomi 954: the principal left followed how many were paid, not how much."""
    loan = loan_of(alice)
    path = f"/v1/loans/{loan}/pay-off?on=2026-12-10"
    roll(alice, clock, 16)
    pay(alice, loan, 50_000)
    assert alice.get(path).json["past_due"] == INSTALMENT - 50_000
    pay(alice, loan, INSTALMENT - 50_000)
    pay(alice, loan, 30_000)  # towards January
    quote = alice.get(path).json
    assert (quote["past_due"], quote["principal"]) == (0, 1_105_381 - 30_000)
    paid = {"account_id": loan, "amount": quote["amount"], "meant_as": "pay_off"}
    assert alice.made("/v1/payments", paid)["unallocated"] == 0
    assert dues(alice, "&state=open,missed") == []


def test_a_rate_that_moves_four_times_counts_each_from_its_day(alice: Known) -> None:
    """jabadurai/loanease 1: 8.6, 8.4, 8.35, then 8.15."""
    terms = {"principal": 5_000_000, "rate_bp": 860, "instalments": 80, "first_due_on": "2019-09-01"}
    loan = alice.made("/v1/loans", {**LOAN, "terms": terms})["id"]
    for day, rate in (("2019-11-01", 840), ("2020-02-01", 835), ("2020-05-01", 815)):
        alice.made(f"/v1/loans/{loan}/terms", {"from_on": day, "rate_bp": rate})
    rows = _schedule(alice, loan)["instalments"]
    owed = [5_000_000, *(row["balance_after"] for row in rows)]
    for number, rate in ((0, 860), (2, 860), (3, 840), (5, 840), (6, 835), (8, 835), (9, 815), (70, 815)):
        assert abs(rows[number]["interest"] - owed[number] * rate / 120_000) <= 0.5, number
    assert len(rows) == 80
    assert sum(row["principal"] for row in rows) == 5_000_000


def test_a_restructured_loan_has_as_many_instalments_as_were_agreed(alice: Known) -> None:
    """frappe/lending 1449: twelve were agreed, eleven came of it."""
    terms = {"principal": 13_000, "rate_bp": 2_000, "instalments": 12, "first_due_on": "2026-05-07"}
    loan = alice.made("/v1/loans", {**LOAN, "terms": terms})["id"]
    left = _schedule(alice, loan)["instalments"][6]["balance_after"]
    afresh = {**terms, "principal": left, "rate_bp": 1_800, "first_due_on": "2026-12-07"}
    assert alice.patch(f"/v1/loans/{loan}", {"terms": afresh}).status_code == 200
    rows = _schedule(alice, loan)["instalments"]
    assert len(rows) == 7 + 12
    assert [row["due_on"] for row in rows[6:8]] == ["2026-11-07", "2026-12-07"]
    assert sum(row["principal"] for row in rows) == 13_000


def test_a_holiday_keeps_the_contracts_day_through_short_months(alice: Known) -> None:
    """frappe/lending 797: the first date behind a moratorium jumped."""
    loan = loan_of(alice, first_due_on="2026-12-31")
    alice.made(
        f"/v1/loans/{loan}/terms",
        {"from_on": "2027-01-15", "holiday": {"intervals": 1, "interest": "waived"}},
    )
    days = [row["due_on"] for row in _schedule(alice, loan)["instalments"]]
    assert days[:4] == ["2026-12-31", "2027-02-28", "2027-03-31", "2027-04-30"]


def test_interest_that_is_put_off_is_asked_for_later_and_not_given_away(alice: Known) -> None:
    """apache/fineract 5441: put off is not waived."""
    loan = loan_of(alice)
    plain = _schedule(alice, loan)["total_interest"]
    holiday = {"intervals": 3, "interest": "accrues"}
    alice.made(f"/v1/loans/{loan}/terms", {"from_on": "2026-12-01", "holiday": holiday})
    # 12,000.00 for three months more at 1 %
    first = _schedule(alice, loan)["instalments"][0]
    assert (first["due_on"], first["interest"]) == ("2027-03-10", 48_000)
    assert _schedule(alice, loan)["total_interest"] > plain + 36_000 - 1
