"""The largest instalment against a slow search: pay it day by day, and see whether reserve and margin are kept."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.relief.instalment_offer import Balance, instalments_needed, largest_instalment

START = date(2026, 11, 24)


def carries(balances: list[int], pays: list[int], reserve: int, percent: int, amount: int) -> bool:
    """Whether an instalment and its margin can be paid on each of these days and the reserve stays, one by one."""
    taken = 0
    for number, balance in enumerate(balances):
        if number in pays:
            taken += amount * (100 + percent)
        if 100 * (balance - reserve) < taken:
            return False
    return True


@given(
    balances=st.lists(st.integers(-500, 3_000), min_size=1, max_size=30),
    data=st.data(),
    reserve=st.integers(-200, 500),
    percent=st.integers(0, 50),
)
def test_it_is_the_largest_that_every_day_carries(
    balances: list[int], data: st.DataObject, reserve: int, percent: int
) -> None:
    pays = data.draw(st.lists(st.integers(0, len(balances) - 1), min_size=1, max_size=4, unique=True))
    days = [Balance(START + timedelta(days=n), amount) for n, amount in enumerate(balances)]
    found = largest_instalment(
        days, [START + timedelta(days=n) for n in pays], reserve=reserve, margin_percent=percent
    )
    best = 0
    while carries(balances, pays, reserve, percent, best + 1):
        best += 1
    assert found.amount == best


def test_a_household_by_hand() -> None:
    """1,000.00 today, 400.00 left before each pay, three instalments: the third day before pay decides."""
    balances = [100_000, 40_000, 140_000, 80_000, 180_000, 120_000]
    days = [Balance(START + timedelta(days=n), amount) for n, amount in enumerate(balances)]
    pays = [START + timedelta(days=n) for n in (1, 3, 5)]
    assert largest_instalment(days, pays, reserve=0, margin_percent=0) == (40_000, START + timedelta(days=1))
    assert largest_instalment(days, pays, reserve=4_000, margin_percent=10).amount == 32_727


def test_without_a_day_of_payment_there_is_no_answer() -> None:
    with pytest.raises(ValueError):
        largest_instalment([Balance(START, 1)], [START + timedelta(days=1)], reserve=0, margin_percent=0)


@pytest.mark.parametrize(
    ("debt", "amount", "number"), [(1_200_000, 50_000, 24), (1_200_001, 50_000, 25), (0, 5, 0)]
)
def test_how_many_instalments_a_debt_takes(debt: int, amount: int, number: int) -> None:
    assert instalments_needed(debt, amount) == number
