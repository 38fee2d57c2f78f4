"""Days past due, stages, reportable boundaries and strategies, against tables written out here."""

from datetime import date, timedelta

import pytest

from backend.countries import lateness
from backend.domain.credit.delinquency import (
    Boundary,
    Stage,
    Strategy,
    days_past_due,
    stage,
    strategy,
)

DAY = timedelta(days=1)
DUE = date(2026, 12, 5)
# United States credit reports: current, 30, 60, 90, 120, 150, 180 and more (Experian, "When Do Late Payments Get
# Reported?"); open-end credit is charged off at 180 (FFIEC, Uniform Retail Credit Classification).
REPORTED = [
    (range(1), "current"),
    (range(1, 30), "dpd_1_29"),
    (range(30, 60), "dpd_30_59"),
    (range(60, 90), "dpd_60_89"),
    (range(90, 120), "dpd_90_119"),
    (range(120, 180), "dpd_120_179"),
    (range(180, 201), "dpd_180_plus"),
]
EXPECTED = [name for days, name in REPORTED for _ in days]


def reportable_boundaries(country: str) -> tuple[Boundary, ...]:
    return lateness.reportable_boundaries(country, DUE)


def code_shown(days: int, country: str) -> int | None:
    """The boundary at or behind so many days past due."""
    reached = [boundary.days for boundary in reportable_boundaries(country) if boundary.days <= days]
    return max(reached, default=None)


@pytest.mark.parametrize("due_on", [DUE, date(2027, 9, 1), date(2027, 12, 31), date(2028, 2, 29)])
def test_every_day_from_0_to_200_has_its_stage(due_on: date) -> None:
    assert [stage(due_on, due_on, due_on + days * DAY) for days in range(201)] == EXPECTED
    assert [days_past_due(due_on, due_on + days * DAY) for days in range(201)] == list(range(201))


@pytest.mark.parametrize("before", [1, 2, 30, 400])
def test_before_the_due_date_nothing_is_past_due(before: int) -> None:
    today = DUE - before * DAY
    assert days_past_due(DUE, today) == 0
    assert stage(DUE, DUE + 3 * DAY, today) is Stage.CURRENT


@pytest.mark.parametrize("grace", [1, 3, 15, 45])
def test_grace_holds_lateness_off_but_does_not_count_from_its_end(grace: int) -> None:
    found = [stage(DUE, DUE + grace * DAY, DUE + days * DAY) for days in range(201)]
    assert found == ["current", *["in_grace"] * grace, *EXPECTED[grace + 1 :]]


def test_due_on_the_5th_with_three_days_of_grace_is_late_on_the_9th() -> None:
    # Bank card self-discipline convention (China, 2013), art. 14(1): grace of at least three days.
    found = [stage(DUE, date(2026, 12, 8), date(2026, 12, day)) for day in range(4, 10)]
    assert found == [Stage.CURRENT] * 2 + [Stage.IN_GRACE] * 3 + [Stage.DPD_1_29]


def test_stages_go_from_best_to_worst() -> None:
    assert list(Stage) == ["current", "in_grace", *dict.fromkeys(EXPECTED[1:])]


@pytest.mark.parametrize(
    ("days", "code"),
    [
        (0, None),
        (29, None),
        (30, 30),
        (59, 30),
        (60, 60),
        (89, 60),
        (90, 90),
        (120, 120),
        (150, 150),
        (180, 180),
    ],
)
def test_a_united_states_report_shows_the_code_behind(days: int, code: int | None) -> None:
    assert code_shown(days, "US") == code


def test_boundaries_are_by_country_and_say_who_says_so() -> None:
    assert [boundary.days for boundary in reportable_boundaries("US")] == [30, 60, 90, 120, 150, 180]
    assert all(
        "Experian" in boundary.source and boundary.confirmed for boundary in reportable_boundaries("US")
    )
    for country in ("CN", "GB", "ZZ"):
        assert [boundary.days for boundary in reportable_boundaries(country)] == [30, 60, 90]
        assert all(boundary.source and not boundary.confirmed for boundary in reportable_boundaries(country))
    assert "central bank" in reportable_boundaries("CN")[0].source
    assert reportable_boundaries("GB") == reportable_boundaries("ZZ") != reportable_boundaries("CN")


STRATEGIES = {
    Stage.IN_GRACE: Strategy("pay_before_last_chance", "close", "grace"),
    Stage.DPD_1_29: Strategy("pay_past_due", "close", "late"),
    Stage.DPD_30_59: Strategy("call_issuer", "standard", "urgent"),
    Stage.DPD_60_89: Strategy("ask_hardship", "standard", "urgent"),
    Stage.DPD_90_119: Strategy("ask_hardship", "standard", "steady"),
    Stage.DPD_120_179: Strategy("seek_advice", "light", "steady"),
    Stage.DPD_180_PLUS: Strategy("check_report", "light", "steady"),
}
TRADE_NAMES = ["M0", "M0", "M1", "M2", "M3", "M4", "M5", "M6+"]


@pytest.mark.parametrize(("reached", "expected"), STRATEGIES.items())
@pytest.mark.parametrize("autopay", ["off", "minimum", "full"])
def test_each_stage_has_its_strategy_whatever_autopay_promised(
    reached: Stage, expected: Strategy, autopay: str
) -> None:
    assert strategy(reached, amount_at_risk=1, autopay=autopay) == expected
    assert strategy(reached, amount_at_risk=10**15, autopay=autopay) == expected


@pytest.mark.parametrize("reached", STRATEGIES)
def test_where_nothing_is_at_risk_nothing_is_asked(reached: Stage) -> None:
    assert strategy(reached, amount_at_risk=0, autopay="off") == Strategy("nothing", "light", "steady")


@pytest.mark.parametrize(
    ("autopay", "action"), [("off", "pay_minimum"), ("minimum", "nothing"), ("full", "nothing")]
)
def test_what_is_current_asks_for_the_minimum_or_for_nothing(autopay: str, action: str) -> None:
    assert strategy(Stage.CURRENT, amount_at_risk=1, autopay=autopay) == Strategy(action, "standard", "soon")


def test_every_stage_has_a_trade_name() -> None:
    assert [each.trade_name for each in Stage] == TRADE_NAMES
