"""Statement cycles of four centuries, against a walk from day to day that knows no month's index."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

import pytest

from backend.domain.calendar.month_day import month_index
from backend.domain.credit.card_and_loan_terms import CardTerms, DueRule, MinimumRule
from backend.domain.credit.statement_cycle import Cycle, cycle, cycle_closing_on_or_after, due_after

DAY = timedelta(days=1)
FIRST, LAST = date(1900, 1, 1), date(2299, 12, 31)
FIXED = [(5, 23), (25, 15), (31, 25), (30, 30), (31, 31), (28, 1), (1, 31), (15, 15), (29, 28)]
AFTER = [(5, 18), (31, 25), (30, 1), (29, 56), (1, 21)]
RULES = [(day, DueRule(fixed_day=due)) for day, due in FIXED] + [
    (day, DueRule(days_after=days)) for day, days in AFTER
]


def terms(statement_day: int, due: DueRule) -> CardTerms:
    return CardTerms(statement_day=statement_day, due=due, minimum=MinimumRule(percent_bp=1000))


def falls_on(day: date, anchor: int) -> bool:
    """Whether an anchor day falls on this day: its number, or the month's last day in want of one."""
    return day.day == anchor or (day.day < anchor and (day + DAY).day == 1)


def walked(statement_day: int, due: DueRule) -> Iterator[Cycle]:
    """Every cycle of the four centuries, found by asking each day in turn."""
    day = FIRST
    while day <= LAST:
        if falls_on(day, statement_day):
            due_on = day + DAY
            while due.fixed_day and not falls_on(due_on, due.fixed_day):
                due_on += DAY
            if due.days_after:
                due_on = date.fromordinal(day.toordinal() + due.days_after)
            yield Cycle(day.isoformat()[:7], day, due_on)
        day += DAY


@pytest.mark.parametrize(("statement_day", "due"), RULES, ids=str)
def test_every_cycle_of_four_centuries_is_as_a_walk_finds_it(statement_day: int, due: DueRule) -> None:
    indexes = range(month_index(FIRST), month_index(LAST) + 1)
    found = [cycle(terms(statement_day, due), index) for index in indexes]
    assert found == list(walked(statement_day, due))
    assert len({each.period_key for each in found}) == len(found) == 4800
    assert all(each.nominal_due_on > each.closes_on for each in found)
    assert all(earlier.nominal_due_on <= later.nominal_due_on for earlier, later in pairwise(found))


def test_the_next_cycle_to_close_is_found_from_any_day() -> None:
    for statement_day in (1, 15, 28, 29, 30, 31):
        card = terms(statement_day, DueRule(days_after=20))
        day = date(2026, 12, 1)
        while day < date(2028, 4, 1):
            closes = day
            while not falls_on(closes, statement_day):
                closes += DAY
            assert cycle(card, cycle_closing_on_or_after(card, day)).closes_on == closes
            day += DAY


def test_a_statement_that_closes_on_its_due_day_falls_due_a_month_later() -> None:
    found = cycle(terms(15, DueRule(fixed_day=15)), month_index(date(2027, 1, 1)))
    assert found == Cycle("2027-01", date(2027, 1, 15), date(2027, 2, 15))


def test_a_clamped_closing_day_does_not_move_the_cycles_after_it() -> None:
    first = month_index(date(2027, 1, 1))
    closings = [cycle(terms(31, DueRule(fixed_day=25)), first + step).closes_on for step in range(4)]
    assert closings == [date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31), date(2027, 4, 30)]


def test_the_last_day_of_the_month_is_a_due_day() -> None:
    # 12 CFR 1026.7(b)(11)(i)(A), comment 6: "the last day of the month" is a same day each month.
    card = terms(5, DueRule(fixed_day=31))
    due_days = [cycle(card, month_index(date(2028, month, 1))).nominal_due_on.day for month in (1, 2, 4, 8)]
    assert due_days == [31, 29, 30, 31]


@pytest.mark.parametrize(
    ("due", "closed_on", "expected"),
    [
        (DueRule(fixed_day=23), date(2027, 1, 4), date(2027, 1, 23)),
        (DueRule(fixed_day=23), date(2027, 1, 23), date(2027, 2, 23)),
        (DueRule(fixed_day=1), date(2026, 12, 31), date(2027, 1, 1)),
        (DueRule(days_after=18), date(2027, 1, 6), date(2027, 1, 24)),
    ],
)
def test_a_real_closing_date_wins_over_the_predicted_one(
    due: DueRule, closed_on: date, expected: date
) -> None:
    assert due_after(terms(5, due), closed_on) == expected


@pytest.mark.parametrize("due", [DueRule(), DueRule(fixed_day=5, days_after=20)])
def test_a_due_rule_of_neither_or_of_both_is_refused(due: DueRule) -> None:
    with pytest.raises(ValueError, match="not both"):
        cycle(terms(5, due), month_index(date(2027, 1, 1)))
