"""What one minimum left unpaid costs: fee, interest, penalty rate, the mark on the report, each with its source."""

from datetime import date

import pytest

from backend.countries.lateness import late_law
from backend.domain.credit.card_and_loan_terms import LateFeeRule
from backend.domain.relief.cost_of_late import MARK_WEIGHT, LateCost, cost_of_late

US, CN = (late_law(country, "card", date(2026, 11, 24)) for country in ("US", "CN"))
FIVE_PER_CENT = LateFeeRule(percent_bp=500, minimum=1_000)


def names(cost: LateCost) -> list[str]:
    return [part.name for part in cost.parts]


def test_a_chinese_card_costs_its_fee_its_daily_rate_and_a_mark() -> None:
    cost = cost_of_late(law=CN, unpaid=100_000, late_fee_rule=FIVE_PER_CENT, daily_rate_ppm=500)
    assert (cost.fee, cost.interest, cost.penalty) == (5_000, 1_500, 0)
    assert cost.total == 6_500 + MARK_WEIGHT and cost.charged == 6_500


def test_what_was_only_recalled_is_marked_unconfirmed() -> None:
    cost = cost_of_late(law=CN, unpaid=100_000, late_fee_rule=FIVE_PER_CENT, daily_rate_ppm=500)
    assert {part.name: part.confirmed for part in cost.parts} == dict.fromkeys(
        ("fee", "interest", "mark"), False
    )
    assert not cost.boundary_confirmed


def test_every_part_names_its_source_and_the_parts_sum_to_the_total() -> None:
    cost = cost_of_late(
        law=US,
        unpaid=4_000,
        balance=200_000,
        days=70,
        late_fee_rule=LateFeeRule(flat=3_000),
        apr_bp=2_000,
        penalty_apr_bp=2_999,
        secured=True,
    )
    assert names(cost) == ["fee", "interest", "penalty", "mark", "pledge"]
    assert all(part.source for part in cost.parts)
    assert sum(part.amount for part in cost.parts) == cost.total


def test_interest_by_the_year_runs_day_by_day_and_rounds_a_half_up() -> None:
    assert cost_of_late(law=US, unpaid=36_500, days=29, apr_bp=2_000).interest == 580
    assert cost_of_late(law=CN, unpaid=1_000, days=1, daily_rate_ppm=500).interest == 1


def test_a_us_fee_never_exceeds_the_missed_minimum() -> None:
    cost = cost_of_late(law=US, unpaid=2_500, days=5, late_fee_rule=LateFeeRule(flat=4_100))
    assert cost.fee == 2_500 and not cost.parts[0].confirmed


def test_elsewhere_the_agreement_alone_limits_the_fee() -> None:
    assert cost_of_late(law=CN, unpaid=500, late_fee_rule=FIVE_PER_CENT).fee == 1_000


@pytest.mark.parametrize(("days", "penalised"), [(60, 0), (61, 1), (75, 15)])
def test_the_us_penalty_rate_is_charged_beyond_sixty_days_only(days: int, penalised: int) -> None:
    cost = cost_of_late(
        law=US, unpaid=4_000, balance=3_650_000, days=days, apr_bp=2_000, penalty_apr_bp=3_000
    )
    assert cost.penalty == penalised * 1_000


def test_days_late_before_today_are_not_charged_again() -> None:
    more = cost_of_late(
        law=US,
        unpaid=4_000,
        balance=3_650_000,
        late_days=70,
        days=5,
        apr_bp=2_000,
        penalty_apr_bp=3_000,
    )
    assert more.penalty == 5 * 1_000
    assert more.boundary_days is None


def test_where_no_law_delays_it_the_penalty_rate_counts_from_the_first_day() -> None:
    cost = cost_of_late(law=CN, unpaid=1, balance=3_650_000, days=2, apr_bp=1_000, penalty_apr_bp=2_000)
    assert cost.penalty == 2 * 1_000 and not next(p for p in cost.parts if p.name == "penalty").confirmed


@pytest.mark.parametrize(
    ("late_days", "days", "reached", "marks"),
    [(0, 29, None, 0), (0, 30, 30, 1), (29, 1, 30, 1), (30, 29, None, 0), (10, 60, 60, 2)],
)
def test_a_boundary_counts_when_it_is_reached_in_these_days(
    late_days: int, days: int, reached: int | None, marks: int
) -> None:
    cost = cost_of_late(law=US, unpaid=4_000, late_days=late_days, days=days)
    assert (cost.boundary_days, cost.boundary_weight) == (reached, marks * MARK_WEIGHT)


def test_a_due_that_is_late_already_has_had_its_fee() -> None:
    assert cost_of_late(law=US, unpaid=4_000, late_days=1, late_fee_rule=LateFeeRule(flat=3_000)).fee == 0


@pytest.mark.parametrize(("unpaid", "days"), [(0, 30), (4_000, 0)])
def test_nothing_unpaid_or_no_time_costs_nothing(unpaid: int, days: int) -> None:
    cost = cost_of_late(
        law=US,
        unpaid=unpaid,
        balance=100_000,
        days=days,
        late_fee_rule=LateFeeRule(flat=3_000),
        apr_bp=2_000,
        penalty_apr_bp=3_000,
        secured=True,
    )
    assert cost.total == 0 and cost.parts == ()


def test_a_negative_amount_is_refused() -> None:
    with pytest.raises(ValueError, match="not negative"):
        cost_of_late(law=US, unpaid=-1)
