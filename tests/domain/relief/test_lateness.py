"""What being late costs day by day, against a slow loop over days written apart, in Decimal."""

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.countries.lateness import late_law
from backend.domain.credit.card_and_loan_terms import LateFeeRule
from backend.domain.credit.delinquency import Boundary
from backend.domain.credit.promotion_end import UNKNOWN, Range
from backend.domain.relief.cost_of_late import Basis, LateLaw
from backend.domain.relief.late_steps import parts_of, steps_of
from backend.domain.relief.lateness import NOTHING, Bearing, Debt, LateDue, Rate, late_days, together

TODAY = date(2026, 11, 28)
DAY = timedelta(days=1)
PLAIN = LateLaw(())


def known(amount: int) -> Range:
    return Range("known", amount, amount)


def due(days_late: int, amount: int, grace: int = 0) -> LateDue:
    on = TODAY - days_late * DAY
    return LateDue(on, on + (grace + 1) * DAY, known(amount), known(amount))


def debt(*dues: LateDue, bears: int = 500_000, ppm: int | None = 500, **more: object) -> Debt:
    first = dues[0]
    since = TODAY if first.late_from <= TODAY else first.due_on
    rate = Rate("unknown", None) if ppm is None else Rate("known", Fraction(ppm, 1_000_000))
    bearing = Bearing(known(bears), since, since, first.late_from)
    return Debt("CNY", TODAY, dues, (bearing,), rate, **more)  # type: ignore[arg-type]


def test_each_day_costs_the_daily_rate_of_what_bears() -> None:
    rows = late_days(debt(due(40, 50_000)), PLAIN, TODAY + 180 * DAY)
    assert [row.interest for row in rows[:3]] == [known(250), known(500), known(750)]
    assert (len(rows), rows[-1].interest, rows[-1].days_past_due) == (180, known(45_000), 220)


def test_a_closing_may_add_the_interest_to_what_bears() -> None:
    one = debt(due(40, 50_000), closings=(TODAY + 10 * DAY,))
    rows = late_days(one, PLAIN, TODAY + 20 * DAY)
    assert rows[9].interest == known(2_500)
    # 2,500 more bear 0.05 % a day for ten days: 12.5.
    assert rows[19].interest == Range("estimated", 5_000, 5_013)


def test_a_due_ahead_costs_nothing_before_it_is_late() -> None:
    rows = late_days(debt(due(-5, 50_000, grace=3)), PLAIN, TODAY + 20 * DAY)
    assert all(row.total == NOTHING for row in rows[:7] if row.fees == NOTHING)
    on_time, late = rows[7], rows[8]
    assert (on_time.on, on_time.interest, on_time.days_past_due) == (TODAY + 8 * DAY, NOTHING, 3)
    assert (late.interest, late.days_past_due) == (known(4 * 250), 4)


def test_the_fee_is_charged_once_for_each_due_that_becomes_late() -> None:
    rule = LateFeeRule(percent_bp=500, minimum=1_000)
    one = debt(due(40, 50_000), due(-3, 30_000), due(-33, 10_000), late_fee_rule=rule)
    rows = late_days(one, PLAIN, TODAY + 60 * DAY)
    assert [rows[day - 1].fees for day in (3, 4, 33, 34, 60)] == [
        NOTHING,
        known(1_500),
        known(1_500),
        known(2_500),
        known(2_500),
    ]


def test_a_fee_that_nobody_said_is_unknown_and_no_zero() -> None:
    row = late_days(debt(due(-1, 50_000)), PLAIN, TODAY + 5 * DAY)[-1]
    assert row.fees == UNKNOWN
    assert row.total == Range("unknown", 4 * 250, None)


def test_a_rate_that_nobody_said_is_unknown() -> None:
    row = late_days(debt(due(40, 50_000), ppm=None, penalty_apr_bp=0), PLAIN, TODAY + 5 * DAY)[-1]
    assert row.interest == row.total == UNKNOWN


def test_a_usual_fee_is_a_range_and_bounded_by_the_unpaid_minimum() -> None:
    us = late_law("US", "card", TODAY)
    dollars = Debt("USD", TODAY, (due(-1, 50_000), due(-31, 50_000)), (), Rate("unknown", None))
    rows = late_days(dollars, us, TODAY + 40 * DAY)
    assert rows[1].fees == Range("estimated", 3_000, 3_200)
    assert rows[-1].fees == Range("estimated", 7_100, 7_500)
    small = Debt("USD", TODAY, (due(-1, 2_500),), (), Rate("unknown", None))
    assert late_days(small, us, TODAY + 5 * DAY)[-1].fees == Range("estimated", 2_500, 2_500)
    other = Debt("EUR", TODAY, (due(-1, 2_500),), (), Rate("unknown", None))
    assert late_days(other, us, TODAY + 5 * DAY)[-1].fees == UNKNOWN


def test_the_customary_fee_lies_between_its_share_and_its_floor() -> None:
    cn = late_law("CN", "card", TODAY)
    assert late_days(debt(due(-1, 10_000)), cn, TODAY + 3 * DAY)[-1].fees == Range("estimated", 500, 1_000)
    assert late_days(debt(due(-1, 50_000)), cn, TODAY + 3 * DAY)[-1].fees == Range("estimated", 2_500, 2_500)


@pytest.mark.parametrize(("days_late", "penalised"), [(40, 10), (60, 30), (75, 30)])
def test_the_penalty_rate_counts_behind_the_days_that_the_law_keeps_free(
    days_late: int, penalised: int
) -> None:
    us = late_law("US", "card", TODAY)
    # 29.99 % instead of 18.25 %: on 36,500.00 that is 1,174 a day.
    one = debt(due(days_late, 50_000), bears=3_650_000, penalty_apr_bp=2_999)
    assert late_days(one, us, TODAY + 30 * DAY)[-1].penalty == known(penalised * 1_174)


def test_before_the_law_allows_it_no_penalty_is_known_to_be_charged() -> None:
    us = late_law("US", "card", TODAY)
    rows = late_days(debt(due(40, 50_000)), us, TODAY + 30 * DAY)
    assert (rows[19].days_past_due, rows[19].penalty, rows[20].penalty) == (60, NOTHING, UNKNOWN)


def test_the_steps_say_by_when_what_must_arrive() -> None:
    us = late_law("US", "card", TODAY)
    one = debt(due(40, 50_000), due(10, 30_000), due(-20, 20_000), late_fee_rule=LateFeeRule(flat=3_000))
    found = steps_of(one, us, us.charge_off["card"], TODAY + 180 * DAY)
    assert [(step.kind, step.days_past_due, step.to_pay.low) for step in found] == [
        ("reported", 60, 50_000),
        ("fee", 61, 100_000),
        ("penalty_rate", 61, 50_000),
        ("reported", 90, 50_000),
        ("reported", 120, 50_000),
        ("reported", 150, 50_000),
        ("reported", 180, 50_000),
        ("charge_off", 180, 50_000),
    ]
    assert [step.pay_by for step in found][0] == TODAY + 19 * DAY
    assert found[1].basis.law == "12 CFR 1026.52(b)(2)" and not found[1].basis.confirmed


def test_a_place_without_data_says_unknown() -> None:
    xx = late_law("XX", "card", TODAY)
    one = debt(due(40, 50_000), due(-3, 30_000), ppm=None)
    rows = late_days(one, xx, TODAY + 30 * DAY)
    parts = {part.name: part for part in parts_of(one, xx, None, rows, None)}
    assert {name: part.state for name, part in parts.items()} == {
        "interest": "unknown",
        "fees": "unknown",
        "penalty": "unknown",
        "reported": "unknown",
        "charge_off": "unknown",
    }
    assert [parts[name].needs for name in ("interest", "fees", "penalty")] == [
        ("rate",),
        ("late_fee",),
        ("penalty_apr_bp",),
    ]
    assert rows[-1].reported is None


def test_a_sum_is_as_sure_as_its_parts() -> None:
    assert together([known(2), known(3)]) == known(5)
    assert together([known(2), Range("estimated", 1, 4)]) == Range("estimated", 3, 6)
    assert together([known(2), Range("estimated", 1, None)]) == Range("estimated", 3, None)
    assert together([known(2), UNKNOWN]) == Range("unknown", 2, None)
    assert together([UNKNOWN, NOTHING]) == UNKNOWN


def test_a_fee_bears_no_interest_where_the_law_says_so() -> None:
    one = debt(due(-1, 50_000), bears=0, late_fee_rule=LateFeeRule(flat=200_000), closings=(TODAY + 5 * DAY,))
    free = LateLaw((), fee_without_interest=Basis("here", True))
    until = TODAY + 15 * DAY
    assert late_days(one, free, until)[-1].interest == NOTHING
    # 2,000.00 bear 0.05 % a day for the ten days behind the closing.
    assert late_days(one, PLAIN, until)[-1].interest == Range("estimated", 0, 1_000)


def test_the_first_late_day_is_reported_where_the_first_step_is_a_day() -> None:
    cn = late_law("CN", "card", TODAY)
    rows = late_days(debt(due(0, 50_000, grace=3)), cn, TODAY + 31 * DAY)
    assert [rows[day - 1].reported for day in (3, 4, 30, 31)] == [None, 1, 1, 31]


def month_of(changes: dict[int, int], days: int, monthly: Fraction) -> Range:
    """The interest of a month of so many days: each change bears from its day on."""
    ends = TODAY + days * DAY
    bearings = tuple(
        Bearing(known(amount), TODAY + (day - 1) * DAY, TODAY + (day - 1) * DAY, ends)
        for day, amount in changes.items()
    )
    one = Debt("USD", TODAY, (due(-days + 1, 10_000),), bearings, Rate("known", monthly / days))
    return late_days(one, PLAIN, ends)[-1].interest


def test_days_add_up_to_the_average_daily_balance() -> None:
    """579.30; +85.61 on the 2nd, -280 on the 9th, +31.22 on the 17th, +49.25 on the 29th of May, at 1.9 % a month."""
    may = {1: 57_930, 2: 8_561, 9: -28_000, 17: 3_122, 29: 4_925}
    assert month_of(may, 31, Fraction(19, 1_000)) == known(901)
    assert month_of(may, 31, Fraction(1)) == known(47_428)


def test_a_charge_with_a_fee_of_three_per_cent() -> None:
    """12 CFR 1026 appendix F: 1.5 % a month; 100 on the first day is 4.50, another 100 in mid-cycle 5.25."""
    three = LateFeeRule(percent_bp=300)
    fee = late_days(debt(due(-1, 10_000), late_fee_rule=three), PLAIN, TODAY + 5 * DAY)[-1].fees
    monthly = Fraction(15, 1_000)
    assert together([fee, month_of({1: 10_000}, 30, monthly)]) == known(450)
    assert together([fee, month_of({1: 10_000, 16: 10_000}, 30, monthly)]) == known(525)


# --- The slow way: a day at a time, in Decimal ---


def cents(value: Decimal) -> int:
    return int(value.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def slowly(
    bears: int,
    ppm: int,
    penalty_bp: int,
    late_today: int,
    fees: dict[int, int],
    closings: set[int],
    free: int,
) -> list[tuple[int, int, int, int]]:
    """Per day: least interest, most interest, fees, penalty. What is late today has its fee; closings by day."""
    rate = Decimal(ppm) / Decimal(1_000_000)
    more = max(Decimal(0), Decimal(penalty_bp) / Decimal(3_650_000) - rate)
    plain = run = added = penalty = Decimal(0)
    charged, fee_balance, fee_run, out = 0, {}, {}, []
    for day in range(1, 61):
        plain += bears * rate
        run += (bears + added) * rate
        for key in fee_balance:
            fee_run[key] += fee_balance[key] * rate
        if late_today + day > free:
            penalty += bears * more
        charged += fees.get(day, 0)
        fee_interest = sum((fee_run[key] + fee_balance[key] - fees[key] for key in fee_balance), Decimal(0))
        out.append((cents(plain), cents(added + run + fee_interest), charged, cents(penalty)))
        if day in closings:
            added, run = added + cents(run), Decimal(0)
            for key in fee_balance:
                fee_balance[key], fee_run[key] = fee_balance[key] + cents(fee_run[key]), Decimal(0)
            for key in fees:
                if key <= day and key not in fee_balance:
                    fee_balance[key], fee_run[key] = Decimal(fees[key]), Decimal(0)
    return out


@given(
    bears=st.integers(0, 10_000_000),
    ppm=st.integers(0, 3_000),
    penalty_bp=st.integers(0, 9_000),
    late=st.integers(1, 200),
    later=st.dictionaries(st.integers(2, 60), st.integers(1, 90_000), max_size=3),
    closings=st.sets(st.integers(1, 60), max_size=3),
    free=st.integers(0, 90),
    percent=st.integers(0, 1_000),
)
def test_it_agrees_with_a_slow_loop_over_the_days(
    bears: int,
    ppm: int,
    penalty_bp: int,
    late: int,
    later: dict[int, int],
    closings: set[int],
    free: int,
    percent: int,
) -> None:
    dues = [due(late, 1_000), *(due(1 - day, amount) for day, amount in sorted(later.items()))]
    one = debt(
        *dues,
        bears=bears,
        ppm=ppm,
        closings=tuple(TODAY + day * DAY for day in sorted(closings)),
        late_fee_rule=LateFeeRule(percent_bp=percent),
        penalty_apr_bp=penalty_bp,
    )
    law = LateLaw(
        (), penalty=Basis("here", True), penalty_after_days=free, steps=(Boundary(30, "here", True),)
    )
    fees = {day: cents(Decimal(amount) * percent / 10_000) for day, amount in later.items()}
    want = slowly(bears, ppm, penalty_bp, late, fees, closings, free)
    for row, (least, most, charged, penalty) in zip(late_days(one, law, TODAY + 60 * DAY), want, strict=True):
        assert (row.interest.low, row.interest.high) == (least, most)
        assert (row.fees, row.penalty) == (known(charged), known(penalty))
        assert row.total.low == least + charged + penalty and row.total.high == most + charged + penalty
        assert row.reported == (30 if row.days_past_due >= 30 else None)
