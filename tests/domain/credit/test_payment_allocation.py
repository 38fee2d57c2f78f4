"""Which payment settles which due: sums to the minor unit, the oldest first, and no trace of the order of entry."""

from collections import defaultdict
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.credit.payment_allocation import AllocationResult, Claim, Inflow, allocate

DAY = timedelta(days=1)
FIRST = date(2026, 12, 1)


def claim(name: str, day: int, amount: int, *, tolerance: int = 0, closed: int | None = None) -> Claim:
    return Claim(name, FIRST + day * DAY, amount, tolerance, None if closed is None else FIRST + closed * DAY)


def inflow(name: str, day: int, amount: int, *, hour: int = 12) -> Inflow:
    paid_on = FIRST + day * DAY
    return Inflow(name, datetime.combine(paid_on, time(hour), UTC), paid_on, amount)


@st.composite
def books(draw: st.DrawFn) -> tuple[list[Claim], list[Inflow]]:
    """An account's dues and payments, close enough together that they contend."""
    amounts, days = st.integers(1, 40), st.integers(0, 12)
    claims = [
        claim(
            f"dl_{number}",
            day := draw(days),
            draw(amounts),
            tolerance=draw(st.sampled_from([0, 0, 3, 50])),
            closed=draw(st.sampled_from([None, day - 3, day - 8])),
        )
        for number in range(draw(st.integers(0, 6)))
    ]
    inflows = [
        inflow(f"pay_{number}", draw(days), draw(amounts), hour=draw(st.sampled_from([9, 12])))
        for number in range(draw(st.integers(0, 8)))
    ]
    return claims, inflows


def by_unit(claims: list[Claim], inflows: list[Inflow]) -> tuple[dict[tuple[str, str], int], set[str]]:
    """The same, by handing out every minor unit on its own."""
    shares: dict[tuple[str, str], int] = defaultdict(int)
    got, settled = dict.fromkeys((each.deadline_id for each in claims), 0), set()
    for payment in sorted(inflows, key=lambda each: (each.paid_at, each.payment_id)):
        closed_before, left = set(settled), payment.amount
        for due in sorted(claims, key=lambda each: (each.due_on, each.deadline_id)):
            if due.deadline_id in closed_before or (due.opens_after and payment.paid_on <= due.opens_after):
                continue
            while left and got[due.deadline_id] < due.amount:
                got[due.deadline_id], left = got[due.deadline_id] + 1, left - 1
                shares[payment.payment_id, due.deadline_id] += 1
                if due.amount - got[due.deadline_id] <= due.tolerance:
                    settled.add(due.deadline_id)
    return dict(shares), settled


def facts(result: AllocationResult) -> tuple[object, ...]:
    return result.shares, result.allocated, result.settled_at, result.unallocated


@given(books())
def test_it_is_as_if_every_unit_were_handed_out_alone(book: tuple[list[Claim], list[Inflow]]) -> None:
    shares, settled = by_unit(*book)
    result = allocate(*book)
    assert result.shares == shares
    assert set(result.settled_at) == settled


@given(books())
def test_no_unit_is_lost_or_made_and_no_due_is_overfilled(book: tuple[list[Claim], list[Inflow]]) -> None:
    claims, inflows = book
    result = allocate(claims, inflows)
    assert sum(result.allocated.values()) + sum(result.unallocated.values()) == sum(p.amount for p in inflows)
    for payment in inflows:
        spent = sum(share for (name, _), share in result.shares.items() if name == payment.payment_id)
        assert spent + result.unallocated[payment.payment_id] == payment.amount
    for due in claims:
        filled = sum(share for (_, name), share in result.shares.items() if name == due.deadline_id)
        assert filled == result.allocated.get(due.deadline_id, 0) <= due.amount
    assert all(share > 0 for share in result.shares.values())


@given(books(), st.randoms(use_true_random=False))
def test_the_order_of_entry_does_not_matter(
    book: tuple[list[Claim], list[Inflow]], chance: st.DataObject
) -> None:
    claims, inflows = list(book[0]), list(book[1])
    expected = facts(allocate(claims, inflows))
    chance.shuffle(claims)  # type: ignore[attr-defined]
    chance.shuffle(inflows)  # type: ignore[attr-defined]
    assert facts(allocate(claims, iter(inflows))) == expected


@given(books())
def test_money_waits_only_where_every_due_it_could_settle_is_settled(
    book: tuple[list[Claim], list[Inflow]],
) -> None:
    claims, inflows = book
    result = allocate(claims, inflows)
    for payment in inflows:
        for due in claims if result.unallocated[payment.payment_id] else []:
            closed = due.opens_after is not None and payment.paid_on <= due.opens_after
            assert closed or result.settled_at.get(due.deadline_id, payment.paid_at) <= payment.paid_at
            assert closed or due.deadline_id in result.settled_at


@given(books())
def test_a_due_is_settled_by_the_payment_that_brought_it_within_tolerance(
    book: tuple[list[Claim], list[Inflow]],
) -> None:
    claims, inflows = book
    result = allocate(claims, inflows)
    at = {payment.payment_id: payment.paid_at for payment in inflows}
    for due in claims:
        given = {name: share for (name, key), share in result.shares.items() if key == due.deadline_id}
        assert (due.deadline_id in result.settled_at) == (
            bool(given) and sum(given.values()) >= due.amount - due.tolerance
        )
        if due.deadline_id in result.settled_at:
            assert result.settled_at[due.deadline_id] == max(at[name] for name in given)


def test_the_oldest_due_is_paid_first() -> None:
    claims = [claim("new", 9, 100), claim("old", 2, 100), claim("middle", 5, 100)]
    result = allocate(claims, [inflow("a", 10, 150), inflow("b", 11, 100)])
    assert result.shares == {("a", "old"): 100, ("a", "middle"): 50, ("b", "middle"): 50, ("b", "new"): 50}
    assert set(result.settled_at) == {"old", "middle"}
    assert result.unallocated == {"a": 0, "b": 0}


def test_a_reversed_payment_leaves_what_would_be_without_it() -> None:
    claims = [claim("old", 2, 100), claim("new", 9, 100)]
    stands = [inflow("b", 3, 120)]
    both = allocate(claims, [inflow("a", 1, 100), *stands])
    assert set(both.settled_at) == {"old", "new"}
    after = allocate(claims, stands)
    assert after.shares == {("b", "old"): 100, ("b", "new"): 20}
    assert after.settled_at == {"old": stands[0].paid_at}


@pytest.mark.parametrize(("paid", "settled"), [(9_000, True), (8_999, False), (10_000, True)])
def test_a_shortfall_of_10_00_is_paid_and_one_of_10_01_is_not(paid: int, settled: bool) -> None:
    # Bank card self-discipline convention (China, 2013), art. 14(2): a shortfall of at least RMB 10.
    result = allocate([claim("card", 4, 10_000, tolerance=1_000)], [inflow("a", 4, paid)])
    assert ("card" in result.settled_at) is settled


def test_a_shortfall_within_tolerance_is_not_topped_up() -> None:
    claims = [claim("december", 4, 10_000, tolerance=1_000), claim("january", 35, 5_000)]
    result = allocate(claims, [inflow("a", 4, 9_500), inflow("b", 30, 5_000)])
    assert result.shares == {("a", "december"): 9_500, ("b", "january"): 5_000}


@pytest.mark.parametrize(("day", "used"), [(4, False), (5, False), (6, True)])
def test_money_of_the_closing_day_or_before_is_in_the_statements_balance(day: int, used: bool) -> None:
    statement = claim("card", 23, 100, closed=5)
    result = allocate([statement], [inflow("a", day, 100)])
    assert result.allocated == ({"card": 100} if used else {})
    assert result.unallocated == {"a": 0 if used else 100}
    assert allocate([replace(statement, opens_after=None)], [inflow("a", day, 100)]).allocated == {
        "card": 100
    }


def test_what_an_early_payment_cannot_settle_goes_to_a_due_that_it_can() -> None:
    claims = [claim("statement", 2, 100, closed=1), claim("instalment", 9, 60)]
    assert allocate(claims, [inflow("early", 0, 100)]).shares == {("early", "instalment"): 60}


def test_dues_of_one_day_are_paid_in_the_order_of_their_ids() -> None:
    result = allocate([claim("b", 4, 10), claim("a", 4, 10)], [inflow("x", 4, 15)])
    assert result.allocated == {"a": 10, "b": 5}


def test_without_dues_all_money_waits() -> None:
    assert allocate([], [inflow("a", 1, 100)]).unallocated == {"a": 100}
    assert facts(allocate([claim("a", 1, 100)], [])) == ({}, {}, {}, {})
