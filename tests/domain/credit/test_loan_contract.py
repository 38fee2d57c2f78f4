"""A loan's dated facts against an oracle that counts day by day, and what holds whatever is agreed or repaid."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.domain.credit.card_and_loan_terms import LoanTerms
from backend.domain.credit.loan_contract import ExtraPrincipal, Holiday, LoanContract, StatedRow, TermChange
from backend.domain.credit.loan_schedule import contract_schedule, schedule

DAY = timedelta(days=1)
SAID = datetime(2026, 11, 24, tzinfo=UTC)
FIRST = date(2027, 1, 31)
TERMS = LoanTerms(principal=1_200_000, rate_bp=1200, instalments=12, first_due_on=FIRST)
DAYS = st.dates(FIRST - 20 * DAY, FIRST + 700 * DAY)
LOANS = st.builds(
    LoanTerms,
    principal=st.integers(50_000, 10**11),
    rate_bp=st.sampled_from([0, 1, 395, 1200, 3_600]),
    instalments=st.integers(2, 24),
    first_due_on=st.just(FIRST),
    repayment=st.sampled_from(["equal_instalment", "equal_principal", "interest_only", "bullet"]),
    interval=st.sampled_from(["month", "month", "week"]),
    interval_count=st.integers(1, 2),
    day_count=st.sampled_from(["nominal", "30/360", "actual/365", "actual/360"]),
    drawn_on=st.one_of(st.none(), st.dates(FIRST - 90 * DAY, FIRST - DAY)),
    odd_first_period=st.sampled_from(["added", "spread"]),
)
CHANGES = st.one_of(
    st.builds(TermChange, DAYS, st.just(SAID), rate_bp=st.sampled_from([0, 300, 900, 2_400])),
    st.builds(TermChange, DAYS, st.just(SAID), added_instalments=st.integers(1, 12)),
    st.builds(
        TermChange,
        DAYS,
        st.just(SAID),
        holiday=st.builds(Holiday, st.integers(1, 6), st.sampled_from(["accrues", "waived", "paid"])),
    ),
)


@st.composite
def contracts(draw: st.DrawFn, most_changes: int = 4) -> LoanContract:
    """A loan with agreements, and with extra principal of which all together is less than half of it."""
    terms = draw(LOANS)
    part = terms.principal // 10
    extras = st.builds(
        ExtraPrincipal, DAYS, st.integers(1, part), st.sampled_from(["shorter", "smaller"]), st.just(1)
    )
    end = schedule(terms)[-1].nominal_due_on
    repaid = [each for each in draw(st.lists(extras, max_size=4)) if each.on < end]
    contract = LoanContract(terms, tuple(draw(st.lists(CHANGES, max_size=most_changes))))
    taken = list[ExtraPrincipal]()
    for extra in sorted(repaid, key=lambda each: each.on):  # nobody repays more than is left
        rows = contract_schedule(replace(contract, extras=tuple(taken)))
        ahead = [row for row in rows if row.nominal_due_on > extra.on]
        left = ahead[0].balance_after + ahead[0].principal if ahead else 0
        if left:
            taken.append(replace(extra, amount=min(extra.amount, left)))
    return replace(contract, extras=tuple(taken))


@given(contracts())
def test_the_principal_of_all_instalments_and_the_extra_sum_to_the_loan(contract: LoanContract) -> None:
    rows = contract_schedule(contract)
    repaid = sum(row.principal for row in rows) + sum(extra.amount for extra in contract.extras)
    assert repaid == contract.terms.principal
    assert all(row.principal >= 0 and row.interest >= 0 for row in rows)
    assert [row.index for row in rows] == list(range(1, len(rows) + 1))
    assert sorted(row.nominal_due_on for row in rows) == [row.nominal_due_on for row in rows]


@given(contracts(most_changes=2), CHANGES)
def test_what_is_agreed_changes_no_instalment_before_its_day(
    contract: LoanContract, change: TermChange
) -> None:
    before = contract_schedule(contract)
    after = contract_schedule(replace(contract, changes=(*contract.changes, change)))
    stays = [row for row in before if row.nominal_due_on < change.from_on]
    assert list(after[: len(stays)]) == stays


@given(contracts(), DAYS, st.sampled_from(["shorter", "smaller"]))
def test_extra_principal_changes_no_instalment_due_by_its_day(
    contract: LoanContract, day: date, effect: str
) -> None:
    before = contract_schedule(contract)
    extra = ExtraPrincipal(day, 1_000, effect)  # type: ignore[arg-type]
    after = contract_schedule(replace(contract, extras=(*contract.extras, extra)))
    stays = [row for row in before if row.nominal_due_on <= day]
    assert list(after[: len(stays)]) == stays


@given(contracts(), st.integers(1, 3))
def test_new_terms_change_no_instalment_before_their_day(contract: LoanContract, years: int) -> None:
    change = TermChange(
        FIRST + 365 * years * DAY, SAID, terms=replace(contract.terms, rate_bp=777, instalments=30)
    )
    before = contract_schedule(contract)
    after = contract_schedule(replace(contract, changes=(*contract.changes, change)))
    stays = [row for row in before if row.nominal_due_on < change.from_on]
    assert list(after[: len(stays)]) == stays


# An oracle that knows nothing of periods or shares of a year: interest runs from day to day, and an equal instalment is
# found from where paying nothing, and paying one unit each time, would lead.


@dataclass
class Ledger:
    """A loan by actual/365 or actual/360, told day by day."""

    terms: LoanTerms
    rates: dict[date, int]
    extras: list[ExtraPrincipal]

    def due_days(self) -> list[date]:
        days = [FIRST]
        while len(days) < self.terms.instalments:
            days.append(self._next(days[-1]))
        return days

    def regular_start(self) -> date:
        if self.terms.interval == "week":
            return FIRST - 7 * self.terms.interval_count * DAY
        day = FIRST
        for _ in range(self.terms.interval_count):
            day = day.replace(day=1) - DAY
        return day

    def _next(self, day: date) -> date:
        if self.terms.interval == "week":
            return day + 7 * self.terms.interval_count * DAY
        for _ in range(self.terms.interval_count):  # from one month's end to the next
            day = ((day + DAY).replace(day=28) + 4 * DAY).replace(day=1) - DAY
        return day

    def per_day(self, rate_bp: int) -> Fraction:
        return Fraction(rate_bp, 10_000) / (365 if self.terms.day_count == "actual/365" else 360)

    def level(self, owed: int, rate_bp: int, ends: list[date], since: date) -> int:
        if self.terms.repayment == "equal_principal" or not rate_bp:
            return owed // len(ends)
        left, paid, start = Fraction(owed), Fraction(0), since
        for end in ends:
            growth = 1 + self.per_day(rate_bp) * (end - start).days
            left, paid, start = left * growth, paid * growth + 1, end
        return rounded(left / paid)

    def first_rate(self) -> int:
        start = self.terms.drawn_on or self.regular_start()
        return [self.terms.rate_bp, *(rate for on, rate in sorted(self.rates.items()) if on < start)][-1]

    def rows(self) -> list[tuple[date, int, int]]:
        counting, rows = Counting(self), list[tuple[date, int, int]]()
        for number, due in enumerate(self.due_days()):
            interest = counting.days_until(due)
            if counting.repaid and not counting.owed and not interest:
                break
            principal, is_last = counting.ask(number, interest)
            rows.append((due, principal, interest))
            if is_last:
                break
        return rows


class Counting:
    """A ledger as its days pass."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger, self.terms, self.dues = ledger, ledger.terms, ledger.due_days()
        self.day = self.since = self.terms.drawn_on or ledger.regular_start()
        self.owed, self.rate, self.level = self.terms.principal, ledger.first_rate(), -1
        self.waiting, self.repaid, self.shortened = list(ledger.extras), False, False
        self.shorter, self.anew = 0, True

    def days_until(self, due: date) -> int:
        """Let the days pass; returns the interest that they bore."""
        self.since, borne, self.shorter = self.day, Fraction(0), 0
        while self.day < due:
            for extra in [each for each in self.waiting if each.on <= self.day]:
                self.waiting.remove(extra)
                self.owed, self.repaid = self.owed - extra.amount, True
                if extra.effect == "shorter":
                    self.shorter, self.shortened = self.shorter + extra.amount, True
                else:
                    self.anew = True
            if self.day in self.ledger.rates:
                self.rate, self.anew = self.ledger.rates[self.day], True
            borne, self.day = borne + self.owed * self.ledger.per_day(self.rate), self.day + DAY
        return rounded(borne)

    def ask(self, number: int, interest: int) -> tuple[int, bool]:
        """The principal of an instalment, and whether it is the last."""
        regular = self.ledger.regular_start()
        odd = number == 0 and self.terms.drawn_on is not None and self.terms.odd_first_period == "added"
        if self.anew:
            start, self.anew = regular if odd else self.since, False
            self.level = self.ledger.level(self.owed + self.shorter, self.rate, self.dues[number:], start)
        covered = (
            rounded(self.owed * self.ledger.per_day(self.rate) * (FIRST - regular).days) if odd else interest
        )
        equal_principal = self.terms.repayment == "equal_principal"
        part = self.level if equal_principal else self.level - covered
        is_last = number == len(self.dues) - 1 or (self.repaid and self.owed <= 0)
        if self.terms.repayment == "interest_only":
            part = 0
        elif self.shortened:
            is_last = is_last or self.owed <= (self.level if equal_principal else self.level - interest)
        principal = self.owed if is_last else min(self.owed, max(0, part))
        self.owed -= principal
        return principal, is_last


def rounded(amount: Fraction) -> int:
    return floor(amount + Fraction(1, 2))


@st.composite
def ledgers(draw: st.DrawFn) -> Ledger:
    terms = draw(LOANS.filter(lambda each: each.repayment != "bullet"))
    terms = replace(terms, day_count=draw(st.sampled_from(["actual/365", "actual/360"])))
    end = schedule(terms)[-1].nominal_due_on
    inside = st.dates(FIRST - 20 * DAY, max(FIRST, end - DAY))
    effect = draw(st.sampled_from(["shorter", "smaller"]))
    rates = draw(st.dictionaries(inside, st.sampled_from([300, 900, 1_100]), max_size=3))
    if effect == "shorter":  # what a new rate leaves of a shortened loan has an example of its own
        rates = {}
    first = terms.drawn_on or FIRST - 20 * DAY
    extras = st.builds(
        ExtraPrincipal,
        inside.filter(lambda day: day >= first),
        st.integers(1, terms.principal // (5 * terms.instalments)),
        st.just(effect),
        st.just(1),
    )
    repaid = draw(st.lists(extras, max_size=3))
    return Ledger(
        terms,
        {day: rate for day, rate in rates.items() if day >= first},
        sorted(repaid, key=lambda each: each.on),
    )


@settings(max_examples=150)
@given(ledgers())
def test_every_schedule_is_as_counting_days_has_it(ledger: Ledger) -> None:
    changes = tuple(TermChange(day, SAID, rate_bp=rate) for day, rate in ledger.rates.items())
    found = contract_schedule(LoanContract(ledger.terms, changes, tuple(ledger.extras)))
    assert [(row.nominal_due_on, row.principal, row.interest) for row in found] == ledger.rows()


# What was worked out by hand, or stated where it was found.


def _agreed(*changes: TermChange, terms: LoanTerms = TERMS) -> LoanContract:
    return LoanContract(terms, changes)


def test_ten_thousand_at_one_per_cent_a_month_with_an_odd_first_period() -> None:
    terms = LoanTerms(1_000_000, 1200, 12, date(2027, 2, 15), drawn_on=date(2027, 1, 1), day_count="30/360")
    added, spread = (
        contract_schedule(LoanContract(replace(terms, odd_first_period=way)))  # type: ignore[arg-type]
        for way in ("added", "spread")
    )
    # 44 days of thirty a month: 10,000.00 x 12 % x 44 / 360
    assert (added[0].interest, added[0].principal, added[1].amount) == (14_667, 78_849, 88_849)
    assert {row.amount for row in spread[:-1]} == {89_259}  # 10,146.67 over 1 + 10.367628


@pytest.mark.parametrize(
    ("day_count", "interest"),
    [("nominal", 10_000), ("30/360", 10_000), ("actual/365", 10_192), ("actual/360", 10_333)],
)
def test_january_bears_as_its_day_count_has_it(day_count: str, interest: int) -> None:
    terms = LoanTerms(1_000_000, 1200, 12, date(2027, 2, 1), day_count=day_count)  # type: ignore[arg-type]
    assert schedule(terms)[0].interest == interest


@pytest.mark.parametrize("first", [date(2027, 1, 31), date(2027, 2, 28)])
def test_thirty_a_month_makes_every_month_a_twelfth_also_at_its_end(first: date) -> None:
    plain = LoanTerms(1_000_000, 1200, 12, first, anchor_day=31)
    assert schedule(replace(plain, day_count="30/360")) == schedule(plain)


def test_a_new_rate_on_a_due_date_bears_from_that_day_on() -> None:
    third = contract_schedule(_agreed())[2]
    found = contract_schedule(_agreed(TermChange(third.nominal_due_on, SAID, rate_bp=600)))
    assert found[2] == third
    # 913,295 owed: a month at 12 % was 9,133
    assert (found[3].balance_after + found[3].principal, found[3].interest) == (913_295, 4_566)


def test_a_new_rate_leaves_a_shortened_loan_short() -> None:
    short = replace(_agreed(), extras=(ExtraPrincipal(FIRST, 300_000),))
    reset = TermChange(FIRST + 90 * DAY, SAID, rate_bp=1150)
    assert len(contract_schedule(short)) == len(contract_schedule(replace(short, changes=(reset,)))) == 9


def test_interest_of_a_long_holiday_is_never_more_than_an_instalment_and_bears_none() -> None:
    terms = LoanTerms(100_000_000, 490, 360, FIRST)
    found = contract_schedule(_agreed(TermChange(FIRST + DAY, SAID, holiday=Holiday(6)), terms=terms))
    assert all(row.amount <= found[1].amount for row in found[1:-1])
    assert (found[1].principal, found[2].principal) == (0, 0)
    assert sum(row.principal for row in found) == 100_000_000


def test_the_instalment_is_kept_and_the_end_follows_where_that_was_agreed() -> None:
    change = TermChange(FIRST + DAY, SAID, rate_bp=2400, keeps="instalment")
    plain, found = contract_schedule(_agreed()), contract_schedule(_agreed(change))
    assert {row.amount for row in found[:-1]} == {plain[0].amount}
    assert len(found) == len(plain) + 1


@pytest.mark.parametrize("instalment", [11_000, 1])
def test_an_instalment_that_never_repays_the_loan_is_refused(instalment: int) -> None:
    with pytest.raises(ValueError, match="never repay"):
        contract_schedule(_agreed(TermChange(FIRST + DAY, SAID, instalment=instalment)))


def test_only_equal_instalments_can_be_agreed_as_an_amount() -> None:
    with pytest.raises(ValueError, match="equal"):
        contract_schedule(
            _agreed(
                TermChange(FIRST + DAY, SAID, instalment=50_000),
                terms=replace(TERMS, repayment="interest_only"),
            )
        )


def test_a_bullet_bears_its_interest_day_by_day() -> None:
    terms = replace(TERMS, repayment="bullet", day_count="actual/365")
    end = schedule(terms)[0].nominal_due_on
    extra = ExtraPrincipal(end - 100 * DAY, 200_000)
    found = contract_schedule(LoanContract(terms, extras=(extra,)))
    days = (end - date(2026, 12, 31)).days
    interest = Fraction(12, 100) * (1_200_000 * (days - 100) + 1_000_000 * 100) / 365
    assert [(row.principal, row.interest) for row in found] == [(1_000_000, rounded(interest))]


def test_a_stated_row_leaves_the_sum_to_the_last() -> None:
    stated = StatedRow(3, FIRST + 70 * DAY, 90_000, 9_000)
    found = contract_schedule(LoanContract(TERMS, stated=(stated,)))
    assert (found[2].nominal_due_on, found[2].amount) == (FIRST + 70 * DAY, 99_000)
    assert sum(row.principal for row in found) == 1_200_000


def test_a_deferral_moves_the_dues_behind_it_and_none_before() -> None:
    change = TermChange(date(2027, 7, 1), SAID, holiday=Holiday(3, "waived"))
    first, moved = schedule(TERMS), contract_schedule(_agreed(change))
    assert (first[6].nominal_due_on, moved[6].nominal_due_on) == (date(2027, 7, 31), date(2027, 10, 31))
    days_before = [row.nominal_due_on for row in first[:6]]
    assert [row.nominal_due_on for row in moved[:6]] == days_before
