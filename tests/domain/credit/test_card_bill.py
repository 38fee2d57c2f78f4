"""A card's coming bills, against a book kept by hand: every lot of money apart, in fractions, and nothing shared."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.calendar.month_day import month_day, month_index
from backend.domain.credit.card_and_loan_terms import MinimumRule
from backend.domain.credit.card_bill import CardBill, Closing, KnownBill, bill_after
from backend.domain.credit.card_instalments import InstalmentPlan, PlanEnd, parts_of, unbilled_after
from backend.domain.credit.minimum_payment import minimum_payment

NOVEMBER = date(2026, 11, 5)
FIRST = month_index(NOVEMBER)
TENTH = MinimumRule(percent_bp=1000, floor=10_000)


def plan(**said: Any) -> InstalmentPlan:
    """6,000.00 in twelve parts from December, taken out of the balance in November."""
    told = {
        "principal": 600_000,
        "parts": 12,
        "first_index": FIRST + 1,
        "started_on": date(2026, 11, 20),
        "fee_total": 0,
    }
    return InstalmentPlan(**{**told, **said})


def closing(months: int, paid: int = 0, refunded: int = 0) -> Closing:
    return Closing(month_day(FIRST + months, 5), FIRST + months, paid, refunded)


def test_what_is_left_of_the_balance_and_the_part_in_full() -> None:
    bill = bill_after(KnownBill(1_000_000, NOVEMBER, FIRST), [closing(1)], [plan()])
    assert bill == CardBill(rest=400_000, parts=50_000, unbilled=0)
    assert minimum_payment(TENTH, balance=bill.rest, instalments=bill.parts) == 40_000 + 50_000


def test_a_purchase_in_parts_never_stood_in_the_balance() -> None:
    bill = bill_after(KnownBill(1_000_000, NOVEMBER, FIRST), [closing(1)], [plan(taken_from="purchase")])
    assert bill == CardBill(rest=1_000_000, parts=50_000, unbilled=0)


def test_a_part_that_a_known_statement_has_is_not_counted_in_the_rest_again() -> None:
    known = KnownBill(550_000, NOVEMBER, FIRST)
    begun = plan(first_index=FIRST, started_on=NOVEMBER)
    assert bill_after(known, [closing(1)], [begun]) == CardBill(500_000, 50_000, 0)
    # The minimum of 100,000 pays the part first; the other half lowers the rest.
    assert bill_after(known, [closing(1, paid=100_000)], [begun]) == CardBill(450_000, 50_000, 0)
    assert bill_after(known, [closing(1, paid=30_000)], [begun]) == CardBill(500_000, 50_000, 0)
    carried = bill_after(known, [closing(1, paid=30_000)], [begun], unpaid_parts="carried")
    assert carried == CardBill(520_000, 50_000, 0)


def test_an_issuer_that_shows_the_whole_plan_asks_for_the_same() -> None:
    begun = plan(first_index=FIRST, started_on=NOVEMBER, shown="whole")
    bill = bill_after(KnownBill(500_000 + 600_000, NOVEMBER, FIRST), [closing(1)], [begun])
    assert bill == CardBill(rest=500_000, parts=50_000, unbilled=500_000)


def test_odd_units_and_the_fee_stand_where_the_plan_says() -> None:
    assert [part.amount for part in parts_of(plan(principal=100, parts=3, fee_total=10))] == [36, 36, 38]
    first = plan(principal=99, parts=3, fee_total=10, fee_timing="first")
    assert [part.amount for part in parts_of(first)] == [43, 33, 33]
    assert [part.fee for part in parts_of(plan(parts=2, fee_total=None))] == [None, None]
    assert [
        part.amount for part in parts_of(plan(principal=99, parts=3, fee_total=None, fee_per_part=7))
    ] == [40] * 3


def test_a_rate_makes_equal_parts() -> None:
    # 12,000.00 at 12 % over twelve months: the annuity of 1,066.19, whose last part takes what is left.
    parts = parts_of(plan(principal=1_200_000, fee_total=None, rate_bp=1200))
    assert {part.amount for part in parts[:-1]} == {106_619}
    assert sum(part.principal for part in parts) == 1_200_000


@pytest.mark.parametrize(
    ("how", "fee", "after"),
    [
        ("billed", 900, CardBill(400_000, 550_900, 0)),
        ("to_balance", 0, CardBill(950_000, 0, 0)),
        ("cancelled", 0, CardBill(400_000, 0, 0)),
    ],
)
def test_an_early_end_is_billed_returned_or_forgotten(how: Any, fee: int, after: CardBill) -> None:
    ended = plan(end=PlanEnd(FIRST + 2, how, fee))
    december, january, february = closing(1), closing(2, paid=50_000), closing(3)
    known = KnownBill(1_000_000, NOVEMBER, FIRST)
    assert bill_after(known, [december], [ended]) == CardBill(400_000, 50_000, 0)
    assert bill_after(known, [december, january], [ended]) == after
    assert bill_after(known, [december, january, february], [ended]).parts == 0


def test_a_refund_lowers_the_rest_and_a_credit_pays_the_parts() -> None:
    bill = bill_after(KnownBill(500_000, NOVEMBER, FIRST), [closing(1, refunded=480_000)], [])
    assert minimum_payment(TENTH, balance=bill.rest) == 10_000
    more = bill_after(
        KnownBill(500_000, NOVEMBER, FIRST), [closing(1, refunded=530_000)], [plan(taken_from="purchase")]
    )
    assert minimum_payment(TENTH, balance=more.rest, instalments=more.parts) == 20_000


PLANS = st.builds(
    InstalmentPlan,
    principal=st.integers(1, 10**9),
    parts=st.integers(1, 36),
    first_index=st.integers(FIRST - 6, FIRST + 6),
    started_on=st.dates(NOVEMBER - timedelta(days=90), NOVEMBER + timedelta(days=150)),
    fee_total=st.none() | st.integers(0, 10**6),
    fee_timing=st.sampled_from(["spread", "first"]),
    shown=st.just("part"),
    taken_from=st.just("purchase"),
    end=st.none()
    | st.builds(
        PlanEnd,
        st.integers(FIRST - 3, FIRST + 8),
        st.sampled_from(["billed", "to_balance", "cancelled"]),
        st.integers(0, 999),
    ),
)


@given(PLANS)
def test_what_a_plan_asks_for_in_all_is_its_principal_or_what_its_end_leaves(one: InstalmentPlan) -> None:
    asked = sum(part.principal for part in parts_of(one))
    assert asked <= one.principal
    if one.end is None or one.end.how == "billed":
        assert asked == one.principal
    months = [part.month for part in parts_of(one)]
    assert months == sorted(set(months))
    if one.end is None:
        assert unbilled_after(one, one.first_index + one.parts) == 0
        exact = Fraction(one.principal, one.parts)
        assert all(exact - 1 < part.principal <= exact for part in parts_of(one)[:-1])


@given(
    st.integers(0, 10**9),
    st.lists(st.tuples(st.integers(0, 10**8), st.integers(0, 10**7)), min_size=1, max_size=6),
    st.lists(PLANS, max_size=3),
)
def test_nothing_is_lost_or_counted_twice(
    balance: int, credits: list[tuple[int, int]], plans: list[InstalmentPlan]
) -> None:
    """What is owed in all is the balance, every part asked for since and what came back, less what came in."""
    closings = [closing(i + 1, *each) for i, each in enumerate(credits)]
    bill = bill_after(KnownBill(balance, NOVEMBER, FIRST), closings, plans, unpaid_parts="carried")
    owed = Fraction(balance) - sum(paid + refunded for paid, refunded in credits)
    for one in plans:
        owed += sum(part.amount for part in parts_of(one) if FIRST < part.month <= closings[-1].month)
        if one.end and one.end.how == "to_balance" and FIRST < one.end.month <= closings[-1].month:
            owed += one.principal - sum(part.principal for part in parts_of(one))
    assert bill.balance == owed
