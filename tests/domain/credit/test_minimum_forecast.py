"""Six months of minimums, against a book kept day by day in fractions."""

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from backend.domain.calendar.month_day import month_day, month_index
from backend.domain.credit.card_and_loan_terms import MinimumRule
from backend.domain.credit.card_bill import CardBill, KnownBill
from backend.domain.credit.card_instalments import InstalmentPlan
from backend.domain.credit.minimum_forecast import Assumed, Coming, Start, forecast
from backend.domain.credit.minimum_payment import minimum_payment

NOVEMBER = date(2026, 11, 5)
FIRST = month_index(NOVEMBER)
CYCLES = [Coming(FIRST + i, month_day(FIRST + i, 5), month_day(FIRST + i, 23)) for i in range(1, 7)]
RULE = MinimumRule(percent_bp=1000, floor=10_000)
DUE = date(2026, 11, 23)


def asked(bill: CardBill, interest: int) -> int:
    return minimum_payment(RULE, balance=bill.rest, interest_and_fees=interest, instalments=bill.parts)


def start(balance: int, minimum: int) -> Start:
    return Start(KnownBill(balance, NOVEMBER, FIRST), minimum, DUE, 0, 0)


def test_paying_the_minimum_without_a_rate_has_no_upper_bound() -> None:
    found = forecast(start(500_000, 50_000), CYCLES, [], Assumed("minimum", 0, None), asked)
    assert [month.minimum.expected for month in found][:3] == [45_000, 40_500, 36_450]
    assert {month.minimum.high for month in found} == {None}
    assert {month.interest.state for month in found} == {"unknown"}


def test_paying_in_full_leaves_what_is_spent_and_no_interest() -> None:
    found = forecast(start(500_000, 50_000), CYCLES, [], Assumed("full", 200_000, Fraction(1, 2000)), asked)
    assert [month.balance.expected for month in found] == [200_000] * 6
    assert [month.interest.expected for month in found] == [0] * 6


def test_the_parts_of_a_plan_are_in_every_minimum_in_full_until_the_last() -> None:
    plan = InstalmentPlan(120_000, 3, FIRST + 1, date(2026, 11, 20), fee_total=0, taken_from="purchase")
    found = forecast(start(500_000, 50_000), CYCLES, [plan], Assumed("minimum", 0, Fraction(0)), asked)
    assert [month.minimum.expected for month in found] == [85_000, 80_500, 76_450, 32_805, 29_525, 26_572]


@given(
    st.integers(1, 10**9),
    st.sampled_from(["minimum", "full", "nothing"]),
    st.integers(0, 10**6),
    st.integers(0, 2000),
)
def test_each_figure_lies_in_its_bounds_and_the_expected_one_is_the_book_kept_by_days(
    balance: int, pays: str, spending: int, ppm: int
) -> None:
    rate = Fraction(ppm, 1_000_000)
    minimum = min(balance, 10_000)
    found = forecast(start(balance, minimum), CYCLES, [], Assumed(pays, spending, rate), asked)  # type: ignore[arg-type]
    owed, closed, due = balance, NOVEMBER, DUE
    for month in found:
        paid = {"minimum": minimum, "full": owed, "nothing": 0}[pays]
        interest, day, left = Fraction(0), closed, owed
        while day < month.cycle.closes_on:
            if day == due:
                left -= paid
            interest += left * rate if paid < owed else 0
            day += timedelta(days=1)
        charged = int(interest + Fraction(1, 2))
        owed = owed - paid + charged + spending
        minimum = min(owed, max(10_000, int(Fraction(owed - charged, 10) + Fraction(1, 2)) + charged))
        assert (month.interest.expected, month.balance.expected, month.minimum.expected) == (
            charged,
            owed,
            minimum,
        )
        for figure in (month.balance, month.minimum, month.interest):
            assert figure.low is not None and figure.expected is not None and figure.high is not None
            assert figure.low <= figure.expected <= figure.high
        closed, due = month.cycle.closes_on, month.cycle.due_on
