"""A large bill seen once is counted when it may come again, and goes by the grant that it was paid out of."""

from datetime import date

from backend.domain.spending.forecast.seldom_bills import MayReturn, coming_bills, seldom_bills
from backend.domain.spending.forecast.series_flows import Series
from backend.domain.spending.forecast.usual_spending import Spent

TUITION = Spent(date(2026, 2, 20), -600_000, "education.tuition")


def grant(*days: date, size: int = 800_000) -> Series:
    return Series(
        "grant",
        "Grant",
        "income.benefit",
        "in",
        "half_year",
        days[-1],
        size,
        size,
        size,
        history=tuple((on, size) for on in days),
    )


def test_only_what_is_large_and_of_no_habit_is_seldom() -> None:
    power = [Spent(date(2026, month, 4), -9_000, "utilities.electricity") for month in range(1, 7)]
    laptop = Spent(date(2026, 3, 3), -200_000, "shopping.electronics")
    assert seldom_bills([*power, laptop, TUITION], 4_000) == [TUITION]


def test_it_may_return_from_a_week_before_it_is_half_a_year_old() -> None:
    assert coming_bills([TUITION], [], date(2026, 7, 1)).may_return == [
        MayReturn(date(2026, 8, 14), 600_000),
        MayReturn(date(2027, 2, 13), 600_000),
    ]


def test_within_the_days_around_it_is_still_to_come() -> None:
    seen = coming_bills([TUITION], [], date(2026, 8, 20))
    assert seen.flows == [] and seen.may_return[0] == MayReturn(date(2026, 8, 20), 600_000)
    again = TUITION._replace(on=date(2026, 8, 18))
    returned = coming_bills([TUITION, again], [], date(2026, 8, 20)).may_return
    assert min(each.on for each in returned) > date(2027, 1, 1)


def test_once_the_grant_it_was_paid_out_of_has_come_again_it_is_expected() -> None:
    seen = coming_bills([TUITION], [grant(date(2026, 2, 5), date(2026, 8, 5))], date(2026, 8, 10))
    assert [(flow.on, flow.low, flow.amount, flow.kind) for flow in seen.flows] == [
        (date(2026, 8, 20), -600_000, -600_000, "fixed")
    ]
    assert seen.flows[0].certainty == "estimated" and seen.may_return == []


def test_a_grant_that_came_once_that_was_smaller_or_far_from_it_says_nothing() -> None:
    for one in (
        grant(date(2026, 2, 5)),
        grant(date(2026, 2, 5), date(2026, 8, 5), size=500_000),
        grant(date(2026, 1, 5), date(2026, 7, 5)),
    ):
        seen = coming_bills([TUITION], [one], date(2026, 8, 10))
        assert seen.flows == [] and seen.may_return[0].on == date(2026, 8, 14)
