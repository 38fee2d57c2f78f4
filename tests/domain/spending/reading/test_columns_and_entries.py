"""A table is recognised by its first rows, and each row becomes its entry or its fault."""

from datetime import date
from typing import Any

import pytest

from backend.domain.credit.card_number import contains_card_number
from backend.domain.spending.reading.cells import mask, shown, strip_cell, words_of
from backend.domain.spending.reading.entries import read_entries
from backend.domain.spending.reading.entry import Entry, RefusedRow
from backend.domain.spending.reading.mapping import TableMapping, Unrecognised
from backend.domain.spending.reading.signs import by_balance
from backend.domain.spending.reading.table_recognition import recognise

PLAIN = "Date,Description,Amount"


def rows(*lines: str) -> list[tuple[int, list[str]]]:
    return [(number, line.split(",")) for number, line in enumerate(lines, 1)]


def read(*lines: str, currency: str = "CNY", name: str = "", **changed: Any) -> list[Entry | RefusedRow]:
    table = rows(*lines)
    mapping = recognise(table, currency=currency, name=name)
    if changed:
        mapping = TableMapping.from_data(mapping.to_data() | changed)
    return list(read_entries(iter(table), mapping))


def amounts(made: list[Entry | RefusedRow]) -> list[int]:
    return [each.amount for each in made if isinstance(each, Entry)]


def test_a_broken_row_is_a_fault_and_the_good_ones_land() -> None:
    made = read(
        PLAIN,
        "2024-01-05,A,-1.00",
        "2024-01-99,B,-1.00",
        ",C,-1.00",
        "2024-01-07,D,",
        "2024-01-07,E,1.2.3",
        "2024-01-08,F,-1.005",
        "2024-01-09,G,-2.00",
    )
    assert amounts(made) == [-100, -200]
    assert [each for each in made if isinstance(each, RefusedRow)] == [
        RefusedRow(3, "date", "date-impossible", "2024-01-99"),
        RefusedRow(4, "date", "date-missing", ""),
        RefusedRow(5, "amount", "amount-missing", ""),
        RefusedRow(6, "amount", "amount-unreadable", "1.2.3"),
        RefusedRow(7, "amount", "amount-too-fine", "-1.005"),
    ]


def test_sums_notes_and_the_header_again_are_passed_over() -> None:
    made = read(
        "Bank of Nowhere",
        PLAIN,
        "2024-01-05,A,-1.00",
        "",
        ",,",
        PLAIN,
        "2024-01-06,B,-2.00",
        "合计金额,,-3.00",
        "Closing balance,,97.00",
        "------",
        "Printed on a day",
    )
    assert [each.line for each in made] == [3, 7]


def test_a_card_counts_what_is_spent_as_positive() -> None:
    lines = (PLAIN, "2024-01-05,SHOP,10.00", "2024-01-06,PAYMENT - THANK YOU,-30.00", "2024-01-07,CAFE,5.00")
    assert amounts(read(*lines)) == [-1000, 3000, -500]
    assert amounts(read(PLAIN, "2024-01-05,商店,10.00", name="信用卡账单.csv")) == [-1000]


def test_a_running_balance_outvotes_the_majority() -> None:
    made = read("Date,Text,Amount,Balance", "2024-01-05,A,10.00,110.00", "2024-01-06,B,5.00,115.00")
    assert amounts(made) == [1000, 500]


def test_a_balance_that_falls_by_positive_amounts_says_that_they_were_spent() -> None:
    made = read("Date,Text,Amount,Balance", "2024-01-05,A,10.00,90.00", "2024-01-06,B,5.00,85.00", name="x")
    assert amounts(made) == [-1000, -500]
    newest_first = read("Date,Text,Amount,Balance", "2024-01-06,B,5.00,85.00", "2024-01-05,A,10.00,90.00")
    assert amounts(newest_first) == [-500, -1000]


def test_without_a_header_a_balance_is_told_from_an_amount_wherever_it_stands() -> None:
    made = read("2024-01-05,100.00,-10.00,A", "2024-01-06,95.00,-5.00,B", "2024-01-07,195.00,100.00,C")
    assert amounts(made) == [-1000, -500, 10000]
    assert [each.balance for each in made if isinstance(each, Entry)] == [10000, 9500, 19500]


def test_without_a_header_the_balance_says_which_of_two_columns_comes_in() -> None:
    made = read("2024-01-05,A,10.00,,110.00", "2024-01-06,B,,5.00,105.00", "2024-01-07,C,7.00,,112.00")
    assert amounts(made) == [1000, -500, 700]


def test_a_balance_of_zeros_says_nothing() -> None:
    assert by_balance([0, 0, 0], [5, 5, 5]) == 0
    assert by_balance([100, -30], [100, 70]) == 1
    assert by_balance([100, 30], [900, 870]) == -1
    assert by_balance([100, 30], [1, 2]) == 0


def test_where_only_credits_are_marked_the_rest_was_spent() -> None:
    lines = (
        PLAIN,
        "2024-01-05,A,10.00",
        "2024-01-06,B,30.00 CR",
        "2024-01-07,C,5.00",
        "2024-01-08,D,6.00 CR",
    )
    assert amounts(read(*lines)) == [-1000, 3000, -500, 600]
    assert [each.code for each in recognise(rows(*lines), currency="CNY").problems] == ["currency-assumed"]
    lines = (PLAIN, "2024-01-05,A,10.00 DR", "2024-01-06,B,30.00 CR")
    assert amounts(read(*lines)) == [-1000, 3000]


def test_the_currency_is_that_of_the_amount_that_is_read() -> None:
    header = "Date,Transaction currency,Transaction amount,Billing amount,Billing currency"
    made = read(header, "2024-01-05,USD,-10.00,-78.00,HKD", "2024-01-06,EUR,-10.00,-85.00,HKD")
    assert [(each.amount, each.currency) for each in made if isinstance(each, Entry)] == [
        (-7800, "HKD"),
        (-8500, "HKD"),
    ]
    made = read("Date,Currency,Transaction amount,Amount,Ccy", "2024-01-05,USD,-10.00,-78.00,HKD")
    assert [each.currency for each in made if isinstance(each, Entry)] == ["HKD"]


def test_the_period_is_the_last_month_that_the_lines_above_name() -> None:
    made = read(
        "账单周期：2023-12-11 至 2024-01-10",
        "导出格式 2019年01月",
        "交易日,交易摘要,金额",
        "12/29,A,1.00",
        "01/13,B,1.00",
    )
    assert [each.booked_on for each in made if isinstance(each, Entry)] == [
        date(2023, 12, 29),
        date(2024, 1, 13),
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [("收入", "支出"), ("Credit", "Debit"), ("CR", "DR"), ("入", "出"), ("H", "S"), ("贷", "借")],
)
def test_a_column_of_sides_gives_the_sign(first: str, second: str) -> None:
    made = read("交易时间,收/支,金额", f"2024-01-05,{first},10.00", f"2024-01-06,{second},5.00")
    assert amounts(made) == [1000, -500]


def test_a_column_of_sides_beside_signed_amounts_adds_no_second_minus() -> None:
    made = read("Date,Debit/Credit,Amount", "2024-01-05,Credit,10.00", "2024-01-06,Debit,-5.00")
    assert amounts(made) == [1000, -500]


def test_a_refund_among_what_is_spent_comes_in() -> None:
    made = read("日期,收/支,金额", "2024-01-05,支出,10.00", "2024-01-06,支出,-4.00", "2024-01-07,支出,3.00")
    assert amounts(made) == [-1000, 400, -300]


@pytest.mark.parametrize("word", ["不计收支", "/", "中性交易", ""])
def test_what_the_file_calls_neither_is_neutral(word: str) -> None:
    made = read("日期,收/支,金额", "2024-01-05,支出,10.00", f"2024-01-06,{word},5.00")
    assert [each.neutral for each in made if isinstance(each, Entry)] == [False, True]


@pytest.mark.parametrize(
    ("state", "dead"),
    [
        ("交易成功", False),
        ("交易关闭", True),
        ("已全额退款", True),
        ("支付失败", True),
        ("已退款(￥5.00)", False),
    ]
    + [
        ("等待确认收货", False),
        ("COMPLETED", False),
        ("DECLINED", True),
        ("Reverted", True),
        ("退款成功", False),
    ],
)
def test_a_trade_is_dead_if_its_state_says_so(state: str, dead: bool) -> None:
    made = read(
        "交易时间,收/支,金额,交易状态", f"2024-01-05,支出,10.00,{state}", "2024-01-06,支出,1.00,交易成功"
    )
    assert isinstance(made[0], Entry)
    assert made[0].dead == dead


def test_a_mapping_is_used_wherever_its_header_stands() -> None:
    mapping = recognise(rows(PLAIN, "2024-01-05,A,-1.00"), currency="CNY")
    later = rows("Another preamble", "", PLAIN.upper(), "2024-02-05,B,-2.00")
    assert [each.line for each in read_entries(iter(later), mapping)] == [4]


def test_a_file_without_the_mappings_header_is_one_fault() -> None:
    mapping = recognise(rows(PLAIN, "2024-01-05,A,-1.00"), currency="CNY")
    made = list(read_entries(iter(rows("Day,What,How much", "2024-01-05,A,-1.00")), mapping))
    assert made == [RefusedRow(0, "header", "header-missing", "Date Description Amount")]


def test_what_a_borrower_corrects_is_obeyed() -> None:
    lines = (PLAIN, "03/04/2024,A,-1.00", "05/06/2024,B,-2.00")
    made = read(*lines, date_order="MDY", sign="reversed", currency="JPY")
    assert [(each.booked_on, each.amount) for each in made if isinstance(each, Entry)] == [
        (date(2024, 3, 4), 1),
        (date(2024, 5, 6), 2),
    ]


def test_an_unknown_currency_is_a_fault() -> None:
    made = read(
        "Date,Amount,Currency", "2024-01-05,-1.00,EUR", "2024-01-06,-1.00,港币", "2024-01-07,-1.00,Zorkmid"
    )
    assert [each.currency for each in made if isinstance(each, Entry)] == ["EUR", "HKD"]
    assert made[-1] == RefusedRow(4, "currency", "currency-unknown", "Zorkmid")


@pytest.mark.parametrize(
    ("lines", "code"),
    [(("hello", "world"), "no-rows"), (("2024-01-05,A", "2024-01-06,B"), "no-rows"), ((), "no-rows")],
)
def test_what_is_no_table_is_not_recognised(lines: tuple[str, ...], code: str) -> None:
    with pytest.raises(Unrecognised) as error:
        recognise(rows(*lines), currency="CNY")
    assert error.value.code == code


def test_a_day_without_a_year_needs_a_period() -> None:
    table = rows("交易日,交易摘要,金额", "12/29,A,1.00", "01/13,B,1.00")
    mapping = recognise(table, currency="CNY")
    assert [each.reason for each in read_entries(iter(table), mapping) if isinstance(each, RefusedRow)] == [
        "date-year-unknown"
    ] * 2
    made = [each for each in read_entries(iter(table), mapping, period=(2024, 1)) if isinstance(each, Entry)]
    assert [entry.booked_on.year for entry in made] == [2023, 2024]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('"-1.00"\t', "-1.00"),
        ('="0012"', "0012"),
        ("'0012", "0012"),
        ("a\tb\n c", "a b c"),
        ("\ufeff x ", "x"),
    ],
)
def test_a_cell_loses_its_wrapping(cell: str, text: str) -> None:
    assert strip_cell(cell) == text


@pytest.mark.parametrize("cell", ["", "/", "----------", "N/A", "无", " - "])
def test_a_filler_says_nothing(cell: str) -> None:
    assert words_of(cell) == ""


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("card 4111111111111111 x", "card ************1111 x"),
        ("4111 1111 1111 1111", "**** **** **** 1111"),
        ("４１１１１１１１１１１１１１１１", "************１１１１"),
        ("order 20240105 no 12", "order 20240105 no 12"),
    ],
)
def test_a_card_number_is_masked_to_its_last_four(text: str, masked: str) -> None:
    assert mask(text) == masked
    assert not contains_card_number(mask(text))


def test_a_fault_repeats_a_short_and_masked_value() -> None:
    assert shown("4111111111111111" + "x" * 100) == "************1111" + "x" * 43 + "…"
