"""A payment of a day that has begun nowhere is not booked: it is refused by its row, and the import says so.

It is 24 November 2026, 17:00 in Shanghai and 23:00 where days begin first.
"""

from datetime import timedelta

import pytest

from tests.api.conftest import Borrower
from tests.api.spending.files import counts, read, rows, transactions
from tests.moved_clock import MovedClock

HEAD = "Date,Description,Amount,Status\n"
GOOD = "2026-11-20,SHOP A,-4.50,Booked\n2026-11-24,SHOP B,-5.50,Booked\n"


@pytest.mark.parametrize(
    "row",
    [
        "2072-11-23,SHOP C,-7.00,Booked",  # a slip of the keys
        "2026-11-25,SHOP C,-7.00,Booked",
        "2026-11-27,ACME PAYROLL,1500.00,",
        "2026-12-09,SHOP C,-7.00,Pending",  # further ahead than a hold lives
    ],
)
@pytest.mark.parametrize("dry_run", ["true", "false"])
def test_a_row_of_a_day_to_come_is_refused_and_named(
    row: str, dry_run: str, alice: Borrower, clock: MovedClock
) -> None:
    job = read(alice, clock, HEAD + GOOD + row + "\n", dry_run=dry_run)
    assert counts(job) == (2, 0, 1)
    assert job["refused_for"] == {"date-in-future": 1}
    [refused] = rows(alice, job, "&outcome=refused")
    assert (refused["line"], refused["field"], refused["reason"]) == (4, "date", "date-in-future")
    assert refused["value"] == row[:10]
    assert [each["booked_on"] for each in transactions(alice)] == (
        [] if dry_run == "true" else ["2026-11-20", "2026-11-24"]
    )


def test_an_ofx_of_a_day_to_come_is_refused_as_well(alice: Borrower, clock: MovedClock) -> None:
    body = "".join(
        f"<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>{day}<TRNAMT>-5.00<FITID>{day}<NAME>SHOP</STMTTRN>"
        for day in ("20261120", "20721120")
    )
    job = read(alice, clock, f"OFXHEADER:100\n\n<OFX><CURDEF>USD{body}</OFX>", "bank.ofx")
    assert (counts(job), job["refused_for"]) == ((1, 0, 1), {"date-in-future": 1})


def test_once_its_day_has_come_the_row_is_added_by_a_later_file(alice: Borrower, clock: MovedClock) -> None:
    file = HEAD + GOOD + "2026-11-25,SHOP C,-7.00,Booked\n"
    read(alice, clock, file)
    clock.move(by=timedelta(hours=1))  # 25 November has begun somewhere
    alice.sign_in()
    again = read(alice, clock, file)
    assert (counts(again), again["refused_for"]) == ((1, 2, 0), {})


def test_a_pending_row_of_a_few_days_ahead_waits_for_its_day_and_counts_once_with_what_it_becomes(
    alice: Borrower, clock: MovedClock
) -> None:
    bank = {"name": "Bank", "currency": "USD", "balance": 10_000, "balance_on": "2026-11-24"}
    account = alice.made("/v1/cash-accounts", bank)["id"]
    job = read(alice, clock, HEAD + GOOD + "2026-11-27,GYM,-30.00,Pending\n", account_id=account)
    assert counts(job) == (3, 0, 0)
    waiting = transactions(alice)[-1]
    assert (waiting["booked_on"], waiting["pending"], waiting["role"]) == ("2026-11-27", True, "spending")
    assert alice.get("/v1/cash-flow").json["balance"] == 10_000
    clock.move(by=timedelta(days=5))
    alice.sign_in()
    read(alice, clock, HEAD + GOOD + "2026-11-28,GYM,-30.00,Booked\n", account_id=account)
    assert [(each["booked_on"], each["role"]) for each in transactions(alice)][2:] == [
        ("2026-11-27", "dead"),
        ("2026-11-28", "spending"),
    ]
    assert alice.get("/v1/cash-flow").json["balance"] == 7_000
