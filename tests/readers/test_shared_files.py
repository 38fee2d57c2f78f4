"""The real export files beside the repository: each yields exactly its entries, without any mapping."""

from datetime import date, time
from pathlib import Path

import pytest

from backend.domain.spending.reading.entry import Entry, RefusedRow
from tests.readers.reading import read

SHARED = Path(__file__).parents[3] / "shared" / "data" / "exports"

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/data/exports is not here")

# Name, entries, the sum of those that count (neither neutral nor dead), neutral, dead, kind of account.
FILES = [
    ("alipay.csv", 10, 22_206_686, 4, 2, "wallet"),
    ("wechat.csv", 27, -287_604, 11, 0, "wallet"),
    ("icbc-credit.csv", 9, 425_788, 0, 0, "card"),
    ("cmb-credit.csv", 6, -767_598, 0, 0, "card"),
    ("boc-debit.csv", 17, 42_670, 0, 0, "bank"),
    ("td.csv", 9, 1_306, 0, 0, "unknown"),
    ("hsbc-hk-debit.csv", 10, 947_895 + 1_250_000, 0, 0, "bank"),
    ("anz-card.ofx", 1, -550, 0, 0, "card"),
    ("checking.ofx", 3, 1 - 3_451 - 2_500, 0, 0, "bank"),
    ("decimal-error.ofx", 0, 0, 0, 0, "bank"),
]

ROWS = {
    "alipay.csv": Entry(
        line=26,
        booked_on=date(2023, 2, 12),
        booked_at=time(21, 32, 14),
        amount=-4974,
        currency="CNY",
        counterparty="xxxxxxxxxxxx",
        text="亲情卡",
        kind="亲友代付",
        funding="交通银行信用卡(7449)",
        reference="202302xxxxxx0011000103xxxxxx",
        balance=None,
        mcc=None,
        neutral=False,
        dead=False,
    ),
    "wechat.csv": Entry(
        line=27,
        booked_on=date(2017, 10, 20),
        booked_at=time(18, 36, 44),
        amount=-54858,
        currency="CNY",
        counterparty="建设银行信用卡还款",
        text="",
        kind="信用卡还款",
        funding="零钱",
        reference="4200000069201710299246843141",
        balance=None,
        mcc=None,
        neutral=True,
        dead=False,
    ),
    "icbc-credit.csv": Entry(
        line=13,
        booked_on=date(2023, 4, 25),
        booked_at=None,
        amount=462101,
        currency="CNY",
        counterparty="XX分行银行卡中心",
        text="人民币自动转帐还款",
        kind="",
        funding="",
        reference="",
        balance=-197163,
        mcc=None,
        neutral=False,
        dead=False,
    ),
    "boc-debit.csv": Entry(
        line=14,
        booked_on=date(2025, 8, 5),
        booked_at=time(16, 0, 44),
        amount=577100,
        currency="CNY",
        counterparty="美金数据有限公司",
        text="",
        kind="工资",
        funding="",
        reference="",
        balance=661809,
        mcc=None,
        neutral=False,
        dead=False,
    ),
    "checking.ofx": Entry(
        line=2,
        booked_on=date(2011, 4, 5),
        booked_at=None,
        amount=-3451,
        currency="USD",
        counterparty="AUTOMATIC WITHDRAWAL, ELECTRIC BILL",
        text="AUTOMATIC WITHDRAWAL, ELECTRIC BILL WEB(S )",
        kind="DEBIT",
        funding="",
        reference="0000487",
        balance=None,
        mcc=None,
        neutral=False,
        dead=False,
    ),
}


@pytest.mark.parametrize(("name", "count", "total", "neutral", "dead", "account"), FILES)
def test_each_file_yields_its_entries(
    name: str, count: int, total: int, neutral: int, dead: int, account: str
) -> None:
    entries, _, reading = read(SHARED / name)
    assert len(entries) == count
    assert sum(entry.amount for entry in entries if not entry.neutral and not entry.dead) == total
    assert sum(entry.neutral for entry in entries) == neutral
    assert sum(entry.dead for entry in entries) == dead
    assert reading.account == account


@pytest.mark.parametrize("name", [name for name, *_ in FILES if name != "decimal-error.ofx"])
def test_no_row_of_a_good_file_is_a_fault(name: str) -> None:
    assert read(SHARED / name)[1] == []


@pytest.mark.parametrize(("name", "row"), ROWS.items())
def test_a_whole_row_is_read_as_it_stands(name: str, row: Entry) -> None:
    entries, _, _ = read(SHARED / name)
    assert next(entry for entry in entries if entry.line == row.line) == row


def test_a_broken_transaction_is_a_fault_with_its_reason() -> None:
    assert read(SHARED / "decimal-error.ofx")[1] == [RefusedRow(1, "amount", "amount-unreadable", "$120")]


def test_the_rows_of_december_on_a_statement_of_january_are_of_the_year_before() -> None:
    entries, _, _ = read(SHARED / "cmb-credit.csv")
    assert [entry.booked_on for entry in entries] == [
        date(2023, 12, 29),
        date(2023, 12, 30),
        date(2024, 1, 1),
        date(2024, 1, 2),
        date(2024, 1, 3),
        date(2024, 1, 5),
    ]
    assert [entry.amount for entry in entries] == [123, 34567, 3000, -5678, 390, -800000]


def test_without_a_header_the_running_balance_says_which_column_is_spending() -> None:
    entries, _, reading = read(SHARED / "td.csv", "CAD")
    assert [entry.amount for entry in entries] == [-196, -1210, -1000, 1, -3500, -1568, -530, -23913, 33222]
    assert {entry.booked_on.month for entry in entries} == {5}
    assert reading.mapping is not None
    assert reading.mapping.header is None
    assert {entry.currency for entry in entries} == {"CAD"}


def test_a_row_in_another_currency_keeps_it() -> None:
    entries, _, _ = read(SHARED / "hsbc-hk-debit.csv")
    assert [entry.currency for entry in entries] == ["HKD"] * 6 + ["CNY"] + ["HKD"] * 3
    assert entries[-1].booked_on == date(2025, 3, 1)


def test_refunds_and_closed_trades_of_a_wallet_are_marked() -> None:
    entries, _, _ = read(SHARED / "alipay.csv")
    marks = [(entry.amount, entry.neutral, entry.dead) for entry in entries if entry.neutral or entry.dead]
    assert marks == [
        (1603, True, False),
        (9934, True, False),
        (-8200, True, True),
        (5000, True, False),
        (-5000, False, True),
    ]
