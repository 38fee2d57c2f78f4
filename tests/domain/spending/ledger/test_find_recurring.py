"""Which series are found in a history, when they come next, and what is not taken for one."""

from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest

from backend.domain.calendar.recurrence import Recurrence
from backend.domain.spending.ledger.find_recurring import find_recurring
from backend.domain.spending.ledger.recurring_series import Recurring
from backend.domain.spending.ledger.repeat_interval import Grid
from backend.domain.spending.ledger.transaction_facts import TransactionFacts
from tests.domain.spending.ledger.histories import TODAY, Planted, noise, plant, seen, true_days

SHAPES = [
    (cadence, jitter, amounts)
    for cadence in ("week", "fortnight", "month", "quarter", "year")
    for jitter in ("none", "weekend", "loose")
    for amounts in ("exact", "bill")
    if not (jitter == "weekend" and cadence in ("week", "fortnight"))  # that is a series of Mondays
]


def name(number: int) -> str:
    return f"firm {chr(97 + number)}{chr(98 + number % 7)}"


def monthly(
    anchor: int, amounts: list[int], *, start: date, counterparty: str = "Acme", text: str = ""
) -> list[TransactionFacts]:
    days = true_days("month", anchor, start, start + timedelta(days=31 * len(amounts)))
    return [
        seen(day, amount, counterparty, text=text, at=f"{counterparty}{text}{anchor}{at}")
        for at, (day, amount) in enumerate(zip(days, amounts, strict=False))
    ]


def only(lines: list[TransactionFacts], today: date) -> Recurring:
    (found,) = find_recurring(lines, today=today)
    return found


@pytest.mark.parametrize("seed", range(6))
def test_planted_series_are_found_amid_noise_with_their_cadence_and_next_day(seed: int) -> None:
    random = Random(seed)
    planted: list[tuple[str, Planted]] = []
    for number, (cadence, jitter, amounts) in enumerate(SHAPES):
        planted.append((jitter, plant(random, name(number), cadence, jitter=jitter, amounts=amounts)))
    lines = [line for _, one in planted for line in one.lines] + noise(random, 60)
    random.shuffle(lines)
    found: dict[str, list[Recurring]] = {}
    for one in find_recurring(lines, today=TODAY):
        found.setdefault(one.label, []).append(one)

    right = [
        one for _, one in planted if [got.cadence for got in found.get(one.counterparty, [])] == [one.cadence]
    ]
    late = [
        one
        for jitter, one in planted
        if one in right
        and abs((found[one.counterparty][0].next_on - one.next_on).days)
        > {"none": 0, "weekend": 2, "loose": 2}[jitter]
    ]
    false = [label for label in found if label.startswith("noise")]
    assert len(right) >= len(planted) * 95 // 100  # recall; measured 100 %
    assert len(late) <= len(right) * 5 // 100
    assert len(false) <= 1  # of 60 merchants; measured 0.3 %


def test_random_noise_holds_hardly_any_series() -> None:
    false = [one for seed in range(20) for one in find_recurring(noise(Random(500 + seed), 60), today=TODAY)]
    assert len(false) <= 12, Counter((one.cadence, one.count) for one in false)  # of 1,200 merchants


@pytest.mark.parametrize("anchor", [28, 29, 30, 31])
def test_a_months_end_clamps_and_comes_back_over_a_year(anchor: int) -> None:
    start = date(2024, 10, anchor)
    days = true_days("month", anchor, start, date(2026, 3, 1))
    for known in range(5, len(days) - 1):
        lines = [seen(day, -500000, "房东", at=str(at)) for at, day in enumerate(days[:known])]
        found = only(lines, today=days[known - 1] + timedelta(days=1))
        assert (found.next_on, found.anchor_day) == (days[known], anchor)


def test_what_was_found_says_its_days_to_come() -> None:
    lines = monthly(31, [-4000] * 5, start=date(2025, 1, 31))
    found = only(lines, today=date(2025, 6, 18))
    assert found.recurrence() == Recurrence("month", 1, date(2025, 6, 30), 31)
    assert found.recurrence().date_of(1) == date(2025, 7, 31)


def test_two_salaries_of_different_payers_are_two_series() -> None:
    lines = monthly(5, [577100] * 5, start=date(2025, 1, 5), counterparty="美金数据", text="工资")
    lines += monthly(
        20,
        [910000, 912000, 905000, 930000, 911000],
        start=date(2025, 1, 20),
        counterparty="ABC",
        text="salary",
    )
    found = find_recurring(lines, today=TODAY)
    assert [(one.label, one.kind, one.direction, one.next_on, one.overdue_on) for one in found] == [
        ("ABC", "salary", "in", date(2025, 6, 20), None),
        ("美金数据", "salary", "in", date(2025, 7, 5), date(2025, 6, 5)),
    ]


@pytest.mark.parametrize("amounts", [(577100, 577100), (577100, 423000)])
def test_two_salaries_of_one_payer_are_two_series(amounts: tuple[int, int]) -> None:
    lines = monthly(5, [amounts[0]] * 10, start=date(2024, 9, 5), counterparty="ACME payroll")
    lines += monthly(20, [amounts[1]] * 9, start=date(2024, 9, 20), counterparty="ACME payroll")
    found = find_recurring(lines, today=TODAY)
    assert [(one.next_on, one.cadence) for one in found] == [
        (date(2025, 6, 20), "month"),
        (date(2025, 7, 5), "month"),
    ]
    assert len({one.signature for one in found}) == 2


def test_a_price_rise_is_told_and_the_new_price_expected() -> None:
    lines = monthly(12, [-1500] * 4 + [-1800] * 2, start=date(2025, 1, 12), counterparty="爱奇艺")
    found = only(lines, today=TODAY)
    (change,) = found.changes
    assert (change.kind, change.was, change.now, change.on) == ("price_rise", 1500, 1800, date(2025, 5, 12))
    assert (found.expected, found.low, found.high, found.kind) == (1800, 1800, 1800, "subscription")


def test_a_price_rise_amid_other_purchases_at_the_same_merchant_is_one_series() -> None:
    lines = monthly(12, [-1499] * 5 + [-1699] * 5, start=date(2024, 9, 12), counterparty="amazon prime")
    lines += [
        seen(date(2024, 9, 1) + timedelta(days=13 * at % 280), -1000 - 377 * at, "amazon prime", at=f"n{at}")
        for at in range(25)
    ]
    series = [one for one in find_recurring(lines, today=TODAY) if one.expected == 1699]
    assert [(one.count, [change.now for change in one.changes]) for one in series] == [(10, [1699])]


@pytest.mark.parametrize("trial", [0, -1, -100])
def test_a_trial_that_turned_paid_is_told(trial: int) -> None:
    lines = monthly(3, [trial, -3000, -3000, -3000], start=date(2025, 3, 3), counterparty="Spotify")
    found = only(lines, today=TODAY)
    (change,) = found.changes
    assert (change.kind, change.was, change.now, change.on) == (
        "trial_turned_paid",
        -trial,
        3000,
        date(2025, 4, 3),
    )
    assert found.expected == 3000


def test_bills_of_one_payer_are_told_apart_by_their_words() -> None:
    water = monthly(
        8,
        [-3011, -2807, -3390, -3102, -2950, -3201, -3055],
        start=date(2024, 11, 8),
        counterparty="生活缴费",
        text="水费",
    )
    power = monthly(
        11,
        [-18012, -22133, -19551, -24310, -20175, -21990, -18800],
        start=date(2024, 11, 11),
        counterparty="生活缴费",
        text="电费",
    )
    found = find_recurring(water + power, today=TODAY)
    assert [(one.next_on, one.count, one.high) for one in found] == [
        (date(2025, 7, 8), 7, 3390),
        (date(2025, 7, 11), 7, 24310),
    ]


def test_a_series_of_short_months_ends_only_knows_that_it_clamps_when_a_longer_month_says_so() -> None:
    days = [date(2025, 2, 28), date(2025, 3, 30), date(2025, 4, 30)]
    lines = [seen(day, -500000, "房东", at=str(day)) for day in days]
    assert only(lines, today=date(2025, 5, 2)).next_on == date(2025, 5, 30)


def test_a_bill_that_varies_has_a_band_and_no_price_rise() -> None:
    bills = [-18012, -22133, -19551, -24310, -20175, -21990]
    found = only(monthly(15, bills, start=date(2025, 1, 15), counterparty="国网电力公司"), today=TODAY)
    assert (found.low, found.expected, found.high, found.changes, found.kind) == (
        18012,
        20175,
        24310,
        (),
        "bill",
    )


def test_a_missed_month_does_not_shift_the_next() -> None:
    lines = monthly(10, [-9900] * 8, start=date(2024, 11, 10))
    found = only(lines[:3] + lines[4:], today=TODAY)
    assert (found.next_on, found.count) == (date(2025, 7, 10), 7)


def test_what_has_not_come_yet_is_overdue_and_the_next_day_stays_on_the_grid() -> None:
    lines = monthly(16, [-500000] * 5, start=date(2025, 1, 16), counterparty="房东")
    found = only(lines, today=date(2025, 6, 18))
    assert (found.overdue_on, found.next_on, found.kind) == (date(2025, 6, 16), date(2025, 7, 16), "rent")


def test_what_came_early_is_not_expected_again() -> None:
    lines = monthly(20, [-9900] * 5, start=date(2025, 1, 20))
    lines.append(seen(date(2025, 6, 17), -9900, at="early"))
    assert only(lines, today=date(2025, 6, 18)).next_on == date(2025, 7, 20)


def test_a_series_that_stopped_is_not_told() -> None:
    lines = monthly(10, [-9900] * 6, start=date(2024, 9, 10))
    assert len(find_recurring(lines, today=date(2025, 3, 9))) == 1
    assert find_recurring(lines, today=date(2025, 6, 18)) == []


def test_two_payments_are_no_series_unless_a_year_apart() -> None:
    assert find_recurring(monthly(10, [-9900] * 2, start=date(2025, 4, 10)), today=TODAY) == []
    yearly = [seen(date(2024, 6, 1), -29900, at="1"), seen(date(2025, 6, 1), -29900, at="2")]
    found = only(yearly, today=TODAY)
    assert (found.cadence, found.next_on) == ("year", date(2026, 6, 1))


def test_a_leap_days_year_clamps() -> None:
    lines = [seen(date(year, 2, 28 + (year % 4 == 0)), -100, at=str(year)) for year in range(2020, 2024)]
    assert only(lines, today=date(2023, 6, 1)).next_on == date(2024, 2, 29)


def test_dead_neutral_and_future_lines_are_no_part_of_a_series() -> None:
    lines = monthly(10, [-9900] * 5, start=date(2025, 1, 10))
    dead = [seen(line.booked_on, -9900, at=line.id, dead=True) for line in lines]
    neutral = [seen(line.booked_on, -9900, at=line.id, neutral=True) for line in lines]
    assert (
        find_recurring(dead, today=TODAY)
        == find_recurring(neutral, today=TODAY)
        == find_recurring(lines, today=date(2025, 2, 15))
        == []
    )


def test_the_order_of_the_lines_does_not_matter() -> None:
    random = Random(3)
    lines = [
        line
        for number in range(5)
        for line in plant(random, name(number), "month", jitter="loose", amounts="bill").lines
    ]
    expected = find_recurring(lines, today=TODAY)
    random.shuffle(lines)
    assert find_recurring(lines, today=TODAY) == expected


def test_confidence_is_a_percentage_that_grows_with_the_count() -> None:
    lines = monthly(10, [-9900] * 12, start=date(2024, 7, 10))
    few, many = only(lines[-3:], today=TODAY).confidence, only(lines, today=TODAY).confidence
    assert 1 <= few < many <= 99


def test_a_grids_slots_are_in_the_calendars_order() -> None:
    grid = Grid("month", 0, 31)
    assert [grid.nearest(grid.day(slot)) for slot in range(24000, 24400)] == list(range(24000, 24400))
