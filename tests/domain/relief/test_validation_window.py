"""The days within which a debt can be disputed, against a list of the statute's holidays made by its own rules."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from backend.countries.owed import owed_law
from backend.domain.relief.validation_window import Itemized, assumed_receipt, difference, sums, window

RULE = owed_law("US").windows[0]
DAYS = st.dates(date(2022, 1, 1), date(2035, 12, 31))


def weekday_of(year: int, month: int, weekday: int, number: int) -> date:
    """The first, second, ... Monday (0) of a month; the last for -1."""
    days = [date(year, month, 1) + timedelta(days=each) for each in range(31)]
    found = [day for day in days if day.month == month and day.weekday() == weekday]
    return found[number - 1 if number > 0 else number]


def legal_holidays(year: int) -> set[date]:
    """5 USC 6103(a) as it reads since June 2021, each on its own day."""
    return {
        date(year, 1, 1),
        weekday_of(year, 1, 0, 3),
        weekday_of(year, 2, 0, 3),
        weekday_of(year, 5, 0, -1),
        date(year, 6, 19),
        date(year, 7, 4),
        weekday_of(year, 9, 0, 1),
        weekday_of(year, 10, 0, 2),
        date(year, 11, 11),
        weekday_of(year, 11, 3, 4),
        date(year, 12, 25),
    }


@settings(max_examples=200)
@given(DAYS)
def test_five_days_are_five_that_are_no_weekend_and_no_holiday(sent: date) -> None:
    came = assumed_receipt(RULE, sent)
    between = [sent + timedelta(days=number) for number in range(1, (came - sent).days + 1)]
    counted = [day for day in between if day.weekday() < 5 and day not in legal_holidays(day.year)]
    assert len(counted) == 5
    assert counted[-1] == came


@settings(max_examples=100)
@given(DAYS, st.none() | st.integers(0, 40), st.none() | st.integers(0, 90))
def test_the_day_to_keep_to_is_the_first_of_all_readings(
    sent: date, came_after: int | None, printed_after: int | None
) -> None:
    received = None if came_after is None else sent + timedelta(days=came_after)
    printed = None if printed_after is None else sent + timedelta(days=printed_after)
    found = window(RULE, provided_on=sent, received_on=received, printed_on=printed)
    assert found is not None
    readings = [assumed_receipt(RULE, sent) + timedelta(days=30)]
    readings += [received + timedelta(days=30)] if received else []
    readings += [printed] if printed else []
    assert (found.ends_on, found.latest_on) == (min(readings), max(readings))
    assert found.next_on(found.latest_on) == found.latest_on
    assert found.next_on(found.latest_on + timedelta(days=1)) is None


def test_without_a_rule_only_the_printed_day_is_a_day() -> None:
    day = date(2026, 11, 2)
    assert window(None, provided_on=day, received_on=day, printed_on=None) is None
    found = window(None, provided_on=day, received_on=day, printed_on=day)
    assert found is not None and (found.assumed_on, found.ends_on) == (None, day)


def test_sums_by_hand() -> None:
    notice = Itemized(90_000, 8_500, 2_500, 1_000, 0, 100_000)
    assert (sums(notice), difference(notice)) == ("adds_up", 0)
    assert difference(notice._replace(claimed=99_000)) == -1_000
    assert (sums(notice._replace(credits=None)), difference(notice._replace(credits=None))) == (
        "unknown",
        None,
    )
