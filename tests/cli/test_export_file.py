"""The played household's files: the same every time, and read back to the last row by the importer itself."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from backend.domain.spending.reading.entry import Entry, RefusedRow
from backend.readers import Reading, read_export
from backend.simulation.export_file import BROKEN_AMOUNT, alipay_file, bank_file, bank_lines, wallet_lines
from backend.simulation.purchases import DAYS, FILMS_IS, FILMS_WAS, SALARY, Repayment, StagedLine, history

TODAY = date(2026, 11, 24)
REPAID = Repayment(date(2026, 10, 20), 128_026, "招商银行", "8812")
CHINESE = pytest.mark.parametrize("chinese", [True, False], ids=["zh", "en"])


def lines_of(chinese: bool = True, today: date = TODAY) -> list[StagedLine]:
    return history(today, [REPAID], chinese=chinese)


def read(folder: Path, content: bytes) -> tuple[list[Entry], list[RefusedRow], Reading]:
    path = folder / "file.csv"
    path.write_bytes(content)
    reading = read_export(path, name=path.name, currency="CNY")
    found = list(reading.entries())
    entries = [each for each in found if isinstance(each, Entry)]
    return entries, [each for each in found if isinstance(each, RefusedRow)], reading


def facts(lines: list[StagedLine]) -> list[tuple[object, ...]]:
    return sorted((line.at.date(), line.at.time(), line.payee, line.amount) for line in lines)


def test_the_same_day_gives_the_same_bytes_and_another_day_others() -> None:
    for write in (alipay_file, bank_file):
        assert write(lines_of(), TODAY) == write(lines_of(), TODAY)
        tomorrow = TODAY + timedelta(days=1)
        assert write(lines_of(), TODAY) != write(lines_of(today=tomorrow), tomorrow)


def test_it_tells_each_of_the_days_before_today_and_none_after() -> None:
    days = {line.at.date() for line in lines_of()}
    assert min(days) >= TODAY - timedelta(days=DAYS)
    assert max(days) == TODAY - timedelta(days=1)
    assert len(days) > DAYS * 9 // 10


@CHINESE
def test_the_wallets_file_is_read_back_but_for_its_one_broken_row(tmp_path: Path, chinese: bool) -> None:
    lines = lines_of(chinese)
    entries, faults, reading = read(tmp_path, alipay_file(lines, TODAY))
    assert reading.account == "wallet"
    assert [(fault.field, fault.reason, fault.value) for fault in faults] == [
        ("amount", "amount-unreadable", BROKEN_AMOUNT)
    ]
    told = wallet_lines(lines)
    plain = [line for line in told if not line.dead]
    read_back = [
        (each.booked_on, each.booked_at, each.counterparty, each.amount) for each in entries if not each.dead
    ]
    # A refund has no direction of its own in this file; what it is, its words say.
    assert sorted((*row[:3], abs(row[3])) for row in read_back) == sorted(
        (*row[:3], abs(int(str(row[3])))) for row in facts(plain)
    )
    assert [each.counterparty for each in entries if each.dead] == [line.payee for line in told if line.dead]
    assert {each.funding for each in entries} == {"工商银行储蓄卡(6621)"}


@CHINESE
def test_the_banks_file_is_read_back_to_the_last_row(tmp_path: Path, chinese: bool) -> None:
    lines = lines_of(chinese)
    entries, faults, _ = read(tmp_path, bank_file(lines, TODAY))
    assert faults == []
    read_back = sorted((each.booked_on, each.booked_at, each.amount) for each in entries)
    assert read_back == sorted((row[0], row[1], row[3]) for row in facts(bank_lines(lines)))
    named = {each.counterparty for each in entries}
    assert all(f"支付宝-{line.payee}" in named for line in wallet_lines(lines) if not line.dead)


def test_salary_comes_on_the_tenth_and_the_film_subscription_rises_once() -> None:
    lines = lines_of()
    assert {line.at.day for line in lines if line.amount == SALARY} == {10}
    films = [-line.amount for line in lines if line.payee == "爱奇艺"]
    assert films == sorted(films)
    assert films.count(FILMS_WAS) >= 1 and films.count(FILMS_IS) == 2


def test_what_was_repaid_in_the_household_is_in_the_banks_file_alone() -> None:
    lines = lines_of()
    [repaid] = [line for line in lines if line.amount == -REPAID.amount]
    assert repaid.payee == "招商银行信用卡(8812)"
    assert repaid in bank_lines(lines)
    assert repaid not in wallet_lines(lines)


def test_a_repayment_before_the_files_first_day_is_not_told() -> None:
    early = Repayment(TODAY - timedelta(days=DAYS + 1), 1_234_567, "招商银行", "8812")
    assert all(line.amount != -early.amount for line in history(TODAY, [early], chinese=True))
