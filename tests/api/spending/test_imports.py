"""A file goes in over HTTP, the worker reads it, and each row's outcome comes out: formats, repeats, faults."""

from datetime import timedelta

import pytest

from backend.actions import housekeeping
from backend.actions.spending import import_reading, imports
from backend.errors import Conflict
from backend.store.spending.imports import ImportChunk, ImportPart
from backend.store.spending.transactions import LedgerTransaction
from tests.api.conftest import CARD, Borrower
from tests.api.spending.files import ALIPAY, BANK, counts, read, rows, send, transactions, workbook
from tests.databases import planned_without
from tests.moved_clock import MovedClock
from tests.readers.reading import FILES

OFX = (
    "OFXHEADER:100\nDATA:OFXSGML\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>USD"
    "<BANKACCTFROM><BANKID>1<ACCTID>{account}<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST>"
    "<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20261103<TRNAMT>-12.50<FITID>{fit}<NAME>STARBUCKS</STMTTRN>"
    "</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>"
)
SHEET = [["Date", "Description", "Amount"], ["2026-11-02", "STARBUCKS", -4.5], ["2026-11-03", "SHELL", -40]]
OTHER = [["Date", "Description", "Amount"], ["2026-10-02", "IKEA", -99.9], ["2026-10-03", "SHELL", -41]]
BROKEN = BANK + "2026-13-40,ALDI,-9.00,2430.51\n2026-11-08,ALDI,abc,2430.51\n2026-11-09,ALDI,-1.00,2429.51\n"
CASES = {
    "csv": (BANK.encode(), "bank.csv", "csv", 4),
    "gbk": (ALIPAY.encode("gb18030"), "alipay.csv", "csv", 3),
    "ofx": (OFX.format(account="77", fit="1").encode(), "bank.ofx", "ofx", 1),
    "qfx": (OFX.format(account="77", fit="1").encode(), "bank.qfx", "ofx", 1),
    "xlsx": (workbook(SHEET), "bank.xlsx", "xlsx", 2),
    "xls": ((FILES / "icbc-card.xls").read_bytes(), "icbc-card.xls", "xls", None),
}


@pytest.mark.parametrize("case", CASES)
def test_each_format_becomes_a_job_and_then_transactions(
    case: str, alice: Borrower, clock: MovedClock
) -> None:
    content, name, form, expected = CASES[case]
    job = send(alice, content, name).json
    assert (job["state"], job["rows_done"], job["finished_at"], job["file_name"]) == ("queued", 0, None, name)
    assert import_reading.read_due(clock=clock) == 1
    job = alice.get(f"/v1/imports/{job['id']}").json
    assert (job["state"], job["format"]) == ("done", form)
    assert job["rows_done"] == job["rows_total"] == len(transactions(alice)) == job["counts"]["added"] > 0
    assert job["rows_done"] == expected or expected is None


def test_a_rows_report_says_its_line_and_its_transaction_and_comes_in_pages(
    alice: Borrower, clock: MovedClock
) -> None:
    job = read(alice, clock, BANK)
    found = rows(alice, job)
    assert [(row["line"], row["outcome"]) for row in found] == [(line, "added") for line in (2, 3, 4, 5)]
    assert [row["transaction_id"] for row in found] == [line["id"] for line in transactions(alice)]
    first = alice.get(f"/v1/imports/{job['id']}/rows?limit=3").json
    rest = alice.get(f"/v1/imports/{job['id']}/rows?limit=3&cursor={first['next_cursor']}").json
    assert first["items"] + rest["items"] == found and rest["next_cursor"] is None


def test_a_dry_run_shows_the_same_and_writes_nothing_until_it_is_carried_out(
    alice: Borrower, clock: MovedClock
) -> None:
    dry = read(alice, clock, BROKEN, dry_run="true")
    shown = rows(alice, dry)
    assert counts(dry) == (5, 0, 2)
    assert transactions(alice) == [] and alice.get("/v1/cash-accounts").json["items"] == []
    assert alice.post(f"/v1/imports/{dry['id']}/carry-out").status_code == 202
    assert import_reading.read_due(clock=clock) == 1
    assert counts(read(alice, clock, BROKEN)) == (0, 5, 2)
    real = rows(alice, dry)
    assert [{**row, "transaction_id": None} for row in real] == shown
    assert alice.post(f"/v1/imports/{dry['id']}/carry-out").status_code == 409


def test_the_same_file_and_an_overlapping_one_add_nothing_twice(alice: Borrower, clock: MovedClock) -> None:
    twice = BANK + "2026-11-06,NETFLIX.COM,-15.99,2423.52\n"
    assert counts(read(alice, clock, twice)) == (5, 0, 0), "two equal lines of one file are two"
    assert counts(read(alice, clock, twice)) == (0, 5, 0)
    later = (
        twice.replace("2026-11-02,STARBUCKS STORE 0123,-4.50,995.50\n", "")
        + "2026-11-07,ALDI,-9.00,2414.52\n"
    )
    assert counts(read(alice, clock, later)) == (1, 4, 0)
    assert len(transactions(alice)) == 6


def test_a_broken_row_is_reported_with_its_field_and_reason_and_the_good_ones_land(
    alice: Borrower, clock: MovedClock
) -> None:
    job = read(alice, clock, BROKEN)
    bad = [(row["line"], row["field"], row["value"]) for row in rows(alice, job, "&outcome=refused")]
    assert bad == [(6, "date", "2026-13-40"), (7, "amount", "abc")]
    assert {row["reason"] for row in rows(alice, job, "&outcome=refused")} == {
        "date-impossible",
        "amount-unreadable",
    }
    assert counts(job) == (5, 0, 2) and len(transactions(alice)) == 5


def test_sheets_number_their_lines_alike_and_every_row_is_reported(
    alice: Borrower, clock: MovedClock
) -> None:
    book = workbook(SHEET, OTHER)
    dry = read(alice, clock, book, "bank.xlsx", dry_run="true")
    assert [(row["sheet"], row["line"]) for row in rows(alice, dry)] == [
        ("Sheet 1", 2), ("Sheet 1", 3), ("Sheet 2", 2), ("Sheet 2", 3),
    ]  # fmt: skip
    alice.post(f"/v1/imports/{dry['id']}/carry-out")
    assert import_reading.read_due(clock=clock) == 1
    assert counts(read(alice, clock, book, "bank.xlsx")) == (0, 4, 0), "carried out with both sheets"


def test_a_file_without_an_account_gets_one_in_its_own_currency_and_the_next_finds_it(
    alice: Borrower, clock: MovedClock
) -> None:
    first = read(alice, clock, ALIPAY, "alipay.csv")
    [account] = alice.get("/v1/cash-accounts").json["items"]
    assert (account["id"], account["kind"], account["currency"]) == (first["account_id"], "wallet", "CNY")
    assert (
        read(
            alice,
            clock,
            ALIPAY + "2026-11-08 09:00:00,交通出行,滴滴出行,,快车,支出,9.00,余额,交易成功,77,4,\n",
        )["account_id"]
        == first["account_id"]
    )
    assert len(alice.get("/v1/cash-accounts").json["items"]) == 1


def test_two_accounts_of_one_bank_are_told_apart_where_the_file_names_them(
    alice: Borrower, clock: MovedClock
) -> None:
    jobs = [read(alice, clock, OFX.format(account=account, fit="1"), "a.ofx") for account in ("1", "2", "1")]
    assert [counts(job) for job in jobs] == [(1, 0, 0), (1, 0, 0), (0, 1, 0)]
    assert jobs[0]["account_id"] == jobs[2]["account_id"] != jobs[1]["account_id"]


def test_a_cards_file_goes_to_the_only_card_and_moves_no_cash(alice: Borrower, clock: MovedClock) -> None:
    card = alice.made("/v1/cards", CARD)["id"]
    job = read(alice, clock, (FILES / "icbc-card.xls").read_bytes(), "icbc-card.xls")
    assert job["account_id"] == card
    assert {line["from_cash"] for line in transactions(alice)} == {False}


def test_the_file_is_gone_from_the_database_once_it_is_read(alice: Borrower, clock: MovedClock) -> None:
    send(alice, BANK)
    assert ImportChunk.select().count() == 1
    read(alice, clock, BANK)
    assert ImportChunk.select().count() == 0


def test_a_dry_run_that_is_never_carried_out_loses_its_file_after_a_week(
    alice: Borrower, clock: MovedClock
) -> None:
    job = read(alice, clock, BANK, dry_run="true")
    housekeeping.clean(now=clock.move(by=timedelta(days=6)), idempotency_life=timedelta(days=1))
    assert ImportChunk.select().count() == 1
    housekeeping.clean(now=clock.move(by=timedelta(days=2)), idempotency_life=timedelta(days=1))
    assert ImportChunk.select().count() == 0
    with pytest.raises(Conflict):
        imports.carry_out(imports.get(alice.id, job["id"]), now=clock.now)


def test_an_erased_borrower_leaves_nothing_of_imports(
    alice: Borrower, bob: Borrower, clock: MovedClock
) -> None:
    read(alice, clock, BROKEN)
    send(alice, ALIPAY, "alipay.csv")
    read(bob, clock, BANK)
    exported = alice.get("/v1/me/export").json
    assert exported["import_part"][0]["content"].count("added") == 5 and len(exported["ledger_entry"]) >= 5
    assert "import_chunk" not in exported
    assert alice.delete("/v1/me", {"password": "correct horse battery"}).status_code == 204
    assert (
        {row.borrower_id for row in LedgerTransaction.select()}
        == {bob.id}
        == {row.borrower_id for row in ImportPart.select()}
    )


def test_an_account_that_is_not_ones_own_is_refused(alice: Borrower, bob: Borrower) -> None:
    card = alice.made("/v1/cards", CARD)["id"]
    assert send(bob, BANK, account_id=card).status_code == 422


def test_one_file_is_taken_at_a_time_whatever_the_database_plans(alice: Borrower, clock: MovedClock) -> None:
    """A list of one, read anew for each row of a nested loop, let PostgreSQL lease two files; one waited a lease."""
    for content in (BANK, BROKEN):
        send(alice, content)
    with planned_without("hashjoin", "mergejoin", "hashagg", "sort", "material"):
        assert import_reading.read_due(clock=clock) == 2
    assert ImportChunk.select().count() == 0
