"""Loan schedules against an oracle in exact fractions, written from the definition of each kind of loan."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.domain.credit.card_and_loan_terms import LoanTerms
from backend.domain.credit.loan_schedule import MOST_INSTALMENTS, Instalment, nominal_due_on, schedule

# 10,000.00 at 12 % a year, that is 1 % a month, over 12 months.
TEN_THOUSAND = LoanTerms(principal=1_000_000, rate_bp=1200, instalments=12, first_due_on=date(2027, 1, 31))
LOANS = st.builds(
    LoanTerms,
    principal=st.one_of(st.integers(1, 300), st.integers(1, 10**15)),
    rate_bp=st.one_of(st.sampled_from([0, 1, 36_500]), st.integers(0, 4_000)),
    instalments=st.integers(1, 60),
    first_due_on=st.dates(date(2020, 1, 1), date(2040, 12, 31)),
    repayment=st.sampled_from(["equal_instalment", "equal_principal", "interest_only", "bullet"]),
    interval=st.sampled_from(["month", "week", "day"]),
    interval_count=st.integers(1, 4),
)


def rounded(amount: Fraction) -> int:
    """To the nearest minor unit, a half upwards."""
    return floor(amount + Fraction(1, 2))


def rate_of(terms: LoanTerms) -> Fraction:
    """What one unit bears in one interval."""
    periods_a_year = {"month": Fraction(12), "week": Fraction(365, 7), "day": Fraction(365)}[terms.interval]
    return Fraction(terms.rate_bp, 10_000) * terms.interval_count / periods_a_year


def level_of(terms: LoanTerms) -> int:
    """The payment whose present values, one an interval, sum to the loan."""
    worth = Fraction(0)
    for _ in range(terms.instalments):
        worth = (worth + 1) / (1 + rate_of(terms))
    return rounded(terms.principal / worth)


def date_of(terms: LoanTerms, index: int) -> date:
    day, anchor = terms.first_due_on, terms.anchor_day or terms.first_due_on.day
    steps = (index - 1) * terms.interval_count
    if not steps or terms.interval != "month":
        return day + steps * timedelta(days=7 if terms.interval == "week" else 1)
    year, month = day.year, day.month
    for _ in range(steps):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    first_of_next = date(year + 1, 1, 1) if month == 12 else date(year, month + 1, 1)
    return min(date(year, month, 1) + timedelta(days=anchor - 1), first_of_next - timedelta(days=1))


def oracle(terms: LoanTerms) -> list[Instalment]:
    rate, last, level = rate_of(terms), terms.instalments, level_of(terms)
    if terms.repayment == "bullet":
        return [
            Instalment(1, date_of(terms, last), terms.principal, rounded(terms.principal * rate * last), 0)
        ]
    rows, balance = [], terms.principal
    for index in range(1, last + 1):
        interest = rounded(balance * rate)
        if index == last:
            principal = balance
        elif terms.repayment == "interest_only":
            principal = 0
        elif terms.repayment == "equal_principal" or not rate:
            principal = terms.principal // last
        else:
            principal = min(balance, max(0, level - interest))
        balance -= principal
        rows.append(Instalment(index, date_of(terms, index), principal, interest, balance))
    return rows


@given(LOANS)
def test_every_schedule_is_as_the_fractions_have_it(terms: LoanTerms) -> None:
    assert list(schedule(terms)) == oracle(terms)


@given(LOANS)
def test_principal_sums_to_the_loan_and_interest_follows_the_balance(terms: LoanTerms) -> None:
    rows = schedule(terms)
    assert sum(row.principal for row in rows) == terms.principal
    assert rows[-1].balance_after == 0
    assert all(row.amount == row.principal + row.interest >= 0 for row in rows)
    if terms.repayment != "bullet":
        before = [terms.principal, *(row.balance_after for row in rows)]
        due = [rounded(balance * rate_of(terms)) for balance in before[:-1]]
        assert [row.interest for row in rows] == due


@settings(max_examples=50)
@given(LOANS.filter(lambda terms: terms.instalments > 1 and terms.principal > 10**6))
def test_only_the_last_instalment_differs_and_by_odd_units_alone(terms: LoanTerms) -> None:
    terms = replace(terms, repayment="equal_instalment", rate_bp=min(terms.rate_bp, 3_600))
    *level, last = [row.amount for row in schedule(terms)]
    assert len(set(level)) == 1
    # Each period rounds by half a unit at most, and what was rounded bears interest until the end.
    grown = (1 + rate_of(terms)) ** terms.instalments
    assert abs(last - level[0]) <= 1 + terms.instalments * grown


def test_ten_thousand_at_one_per_cent_a_month_costs_888_49_twelve_times() -> None:
    rows = schedule(TEN_THOUSAND)
    assert [row.amount for row in rows[:-1]] == [88_849] * 11
    assert abs(rows[-1].amount - 88_849) <= 12
    assert (rows[0].interest, rows[0].principal, rows[0].balance_after) == (10_000, 78_849, 921_151)
    assert sum(row.principal for row in rows) == 1_000_000


def test_the_last_of_equal_principals_takes_the_odd_units() -> None:
    terms = LoanTerms(10_000, 0, 3, date(2027, 1, 1), "equal_principal")
    assert [row.amount for row in schedule(terms)] == [3_333, 3_333, 3_334]
    assert schedule(replace(terms, repayment="equal_instalment")) == schedule(terms)


def test_interest_of_half_a_unit_is_a_unit() -> None:
    # 1.00 at 6 % a year is 0.005 a month.
    assert [row.interest for row in schedule(LoanTerms(100, 600, 2, date(2027, 1, 1), "interest_only"))] == [
        1,
        1,
    ]


def test_interest_only_repays_at_the_end_and_bullet_pays_once() -> None:
    rows = schedule(replace(TEN_THOUSAND, repayment="interest_only", instalments=3))
    assert [(row.principal, row.interest) for row in rows] == [(0, 10_000), (0, 10_000), (1_000_000, 10_000)]
    assert schedule(replace(TEN_THOUSAND, repayment="bullet")) == (
        Instalment(1, date(2027, 12, 31), 1_000_000, 120_000, 0),
    )


@pytest.mark.parametrize(
    ("first", "anchor", "expected"),
    [
        ("2027-02-28", 31, ["2027-02-28", "2027-03-31", "2027-04-30", "2027-05-31"]),
        ("2027-02-28", 30, ["2027-02-28", "2027-03-30", "2027-04-30", "2027-05-30"]),
        ("2027-02-28", None, ["2027-02-28", "2027-03-28", "2027-04-28", "2027-05-28"]),
        ("2027-12-31", None, ["2027-12-31", "2028-01-31", "2028-02-29", "2028-03-31"]),
    ],
)
def test_a_first_date_at_a_months_end_keeps_the_contracts_day(
    first: str, anchor: int | None, expected: list[str]
) -> None:
    terms = replace(TEN_THOUSAND, first_due_on=date.fromisoformat(first), anchor_day=anchor)
    assert [row.nominal_due_on.isoformat() for row in schedule(terms)][:4] == expected


@given(LOANS, st.integers(1, MOST_INSTALMENTS), st.sampled_from([None, 28, 29, 30, 31]))
def test_every_date_is_as_counting_finds_it(terms: LoanTerms, index: int, anchor: int | None) -> None:
    terms = replace(terms, anchor_day=anchor)
    assert nominal_due_on(terms, index) == date_of(terms, index)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"principal": 0}, "principal"),
        ({"instalments": 0}, "instalments"),
        ({"instalments": MOST_INSTALMENTS + 1}, "instalments"),
        ({"interval_count": 0}, "interval"),
        ({"rate_bp": -1}, "rate"),
        ({"first_due_on": date(9999, 6, 1)}, "calendar"),
        ({"first_due_on": date(9999, 12, 31), "interval": "day"}, "calendar"),
    ],
)
def test_terms_that_make_no_loan_are_refused(change: dict[str, object], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        schedule(replace(TEN_THOUSAND, **change))  # type: ignore[arg-type]


def test_the_longest_loan_is_computed() -> None:
    rows = schedule(replace(TEN_THOUSAND, instalments=MOST_INSTALMENTS))
    assert len(rows) == MOST_INSTALMENTS
    assert sum(row.principal for row in rows) == 1_000_000
