"""Two equal payments of a pay or benefit are enough for a rhythm; what stopped, or has none, is no pay begun."""

from datetime import date, timedelta

import pytest

from backend.domain.spending.forecast.begun_pay import begun_pays
from backend.domain.spending.forecast.outlook import CashLine, outlook

TODAY = date(2026, 3, 20)
YESTERDAY = TODAY - timedelta(days=1)


def paid(*days: date, amount: int = 90_000, category: str = "income.benefit") -> list[CashLine]:
    return [CashLine(f"{category}{on}{amount}", on, amount, category, True) for on in days]


@pytest.mark.parametrize(
    ("days", "coming"),
    [
        ((date(2026, 2, 27), date(2026, 3, 13)), [date(2026, 3, 27), date(2026, 4, 10)]),
        ((date(2026, 2, 9), date(2026, 3, 9)), [date(2026, 4, 9)]),
        ((date(2026, 1, 28), date(2026, 2, 25)), [date(2026, 3, 25), date(2026, 4, 22)]),
    ],
    ids=["a fortnight", "a month", "four weeks"],
)
def test_a_benefit_paid_twice_goes_on_in_its_rhythm(days: tuple[date, ...], coming: list[date]) -> None:
    lines = paid(*days)
    seen = outlook(
        lines,
        [],
        regular=frozenset(),
        first=date(2025, 9, 1),
        last=YESTERDAY,
        today=TODAY,
        days=35,
        said_on=YESTERDAY,
    )
    assert [(flow.on, flow.low, flow.amount) for flow in seen.flows] == [
        (on, 90_000, 90_000) for on in coming
    ]
    assert max(seen.band.below) == 0  # its own paydays are no bad luck of the days between


def test_what_is_alone_irregular_or_no_pay_has_not_begun() -> None:
    for lines in (
        paid(date(2026, 3, 13)),
        paid(date(2026, 2, 20), date(2026, 3, 13)),
        [*paid(date(2026, 2, 27)), *paid(date(2026, 3, 13), amount=80_000)],
        paid(date(2026, 2, 27), date(2026, 3, 13), category="income.other"),
    ):
        assert begun_pays(lines, YESTERDAY) == ((), frozenset())


def test_what_did_not_come_on_its_next_day_has_not_begun() -> None:
    lines = paid(date(2026, 2, 13), date(2026, 2, 27))
    assert begun_pays(lines, date(2026, 3, 14)).series
    assert not begun_pays(lines, date(2026, 3, 15)).series


def test_the_lines_of_its_season_before_are_the_same_pay() -> None:
    lines = paid(date(2025, 3, 12), date(2026, 1, 12), date(2026, 2, 12), date(2026, 3, 12))
    begun = begun_pays(lines, YESTERDAY)
    assert begun.ids == {line.id for line in lines}
    assert [on for on, _ in begun.series[0].history] == [line.on for line in lines[1:]]
