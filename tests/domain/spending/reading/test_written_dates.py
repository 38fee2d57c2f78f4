"""Days as banks write them, in every order; what is no day says why."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.spending.reading.column_profile import ColumnProfile
from backend.domain.spending.reading.date_order import date_order
from backend.domain.spending.reading.dates import DateError, is_time, read_date, read_time

FEBRUARY = date(2024, 2, 3)


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("2024-02-03", "DMY"),
        ("2024/2/3", "DMY"),
        ("2024.02.03.", "YMD"),
        ("2024年2月3日", "MDY"),
        ("20240203", "DMY"),
        ("03/02/2024", "DMY"),
        ("02/03/2024", "MDY"),
        ("3.2.24", "DMY"),
        ("24-02-03", "YMD"),
        ("03022024", "DMY"),
        ("3 Feb 2024", "MDY"),
        ("03FEB2024", "MDY"),
        ("Feb 3, 2024", "DMY"),
        ("February 3rd, 2024", "DMY"),
        ("3. Februar 2024", "DMY"),
        ("3 févr. 2024", "DMY"),
        ("3-feb-24", "DMY"),
        ("2024-Feb-03", "DMY"),
        ("Sat, 3 Feb 2024", "DMY"),
        ("２０２４－０２－０３", "YMD"),
    ],
)
def test_a_day_is_read_whatever_its_form(text: str, order: str) -> None:
    if text.endswith("."):
        with pytest.raises(DateError):
            read_date(text, order, None)
        return
    assert read_date(text, order, None)[0] == FEBRUARY


@pytest.mark.parametrize(
    ("name", "month"),
    [("Mär", 3), ("März", 3), ("Mai", 5), ("Okt", 10), ("Dez", 12), ("août", 8), ("juil", 7), ("juin", 6)]
    + [("ene", 1), ("abr", 4), ("ago", 8), ("dic", 12), ("Sept", 9), ("déc", 12), ("avril", 4)],
)
def test_months_have_names_in_five_languages(name: str, month: int) -> None:
    assert read_date(f"3 {name} 2024", "DMY", None)[0] == date(2024, month, 3)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2024-02-03 17:05:09", time(17, 5, 9)),
        ("2024-02-03T17:05:09.123Z", time(17, 5, 9)),
        ("2024-02-03 17:05:09+08:00", time(17, 5, 9)),
        ("2024/2/3 5:05 PM", time(17, 5)),
        ("03.02.2024, 17:05", time(17, 5)),
        ("20240203170509", time(17, 5, 9)),
        ("2024年2月3日 17时05分", time(17, 5)),
        ("2024-02-03 00:00:00", None),
        ("2024-02-03", None),
    ],
)
def test_a_time_is_read_beside_the_day_and_midnight_is_none(text: str, at: time | None) -> None:
    assert read_date(text, "DMY", None) == (FEBRUARY, at)


@pytest.mark.parametrize(
    ("text", "order", "code"),
    [
        ("2024-02-30", "YMD", "date-impossible"),
        ("31/02/2024", "DMY", "date-impossible"),
        ("02/13/2024", "DMY", "date-impossible"),
        ("1850-01-01", "YMD", "date-impossible"),
        ("yesterday", "DMY", "date-unreadable"),
        ("2024-02-03 25:61:00", "YMD", "date-unreadable"),
        ("02/03", "MD", "date-year-unknown"),
        ("02/03", "DMY", "date-unreadable"),
        ("=TODAY()", "DMY", "date-unreadable"),
    ],
)
def test_what_is_no_day_says_why(text: str, order: str, code: str) -> None:
    with pytest.raises(DateError) as error:
        read_date(text, order, None)
    assert error.value.code == code


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("12/29", "MD", date(2023, 12, 29)),
        ("01/02", "MD", date(2024, 1, 2)),
        ("29.12.", "DM", date(2023, 12, 29)),
        ("22MAR", "DMY", date(2023, 3, 22)),
        ("1月2日", "MD", date(2024, 1, 2)),
    ],
)
def test_a_day_without_a_year_is_of_the_statements_or_of_the_one_before(
    text: str, order: str, day: date
) -> None:
    assert read_date(text, order, (2024, 1))[0] == day


@pytest.mark.parametrize(
    ("text", "at"),
    [("17:57:17", time(17, 57, 17)), ("175717", time(17, 57, 17)), ("5:07 pm", time(17, 7)), ("x", None)],
)
def test_a_time_in_its_own_column_is_read(text: str, at: time | None) -> None:
    assert read_time(text) == at


def test_an_amount_is_no_time() -> None:
    assert not is_time("12.30")
    assert is_time("00:00:00")


def columns(*texts: str) -> list[ColumnProfile]:
    made = ColumnProfile()
    for text in texts:
        made.add(text)
    return [made]


@pytest.mark.parametrize(
    ("texts", "american", "order"),
    [
        (["13/05/2024", "01/06/2024"], True, "DMY"),
        (["05/13/2024", "06/01/2024"], False, "MDY"),
        (["05/01/2023", "05/02/2023", "05/03/2023"], False, "MDY"),  # three days, not three months
        (["01/05/2023", "02/05/2023", "03/05/2023"], True, "DMY"),
        (["24-01-05", "24-01-31"], False, "YMD"),
        (["12/29", "01/02"], False, "MD"),
        (["29/12", "02/01"], False, "DM"),
        (["20240105"], True, "YMD"),
    ],
)
def test_the_order_is_the_one_that_makes_sense_of_all_days(
    texts: list[str], american: bool, order: str
) -> None:
    assert date_order(columns(*texts), american=american) == (order, "")


@pytest.mark.parametrize(("american", "order"), [(True, "MDY"), (False, "DMY")])
def test_an_order_that_nothing_decides_is_a_guess_and_says_so(american: bool, order: str) -> None:
    found, guess = date_order(columns("05/05/2023", "06/06/2023"), american=american)
    assert found == order
    assert guess


@given(
    st.dates(date(1950, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["YMD", "DMY", "MDY"]),
    st.sampled_from("-/."),
)
def test_every_day_comes_back(day: date, order: str, mark: str) -> None:
    parts = {"Y": f"{day.year}", "M": f"{day.month:02}", "D": f"{day.day:02}"}
    assert read_date(mark.join(parts[letter] for letter in order), order, None) == (day, None)


@given(st.text(max_size=30))
def test_any_text_is_a_day_or_an_error_with_a_code(text: str) -> None:
    try:
        read_date(text, "DMY", (2024, 1))
    except DateError as error:
        assert error.code.startswith("date-")
