"""Reports that users of other programs have made in public, tried here: imports taken back, dates, pending, splits.

Each test names the report. The files are made up.
"""

from datetime import UTC, datetime

import pytest

from tests.api.conftest import CARD, Borrower
from tests.api.spending.files import BANK, counts, read, transactions
from tests.api.spending.test_import_questions import OFX, booked
from tests.api.spending.test_transaction_links import account, line, links, spent, told
from tests.api.spending.test_transaction_roles import split
from tests.moved_clock import MovedClock


@pytest.mark.parametrize(("content", "name"), [(OFX, "a.qfx"), (BANK, "bank.csv")])
def test_a_file_that_was_taken_back_is_no_duplicate_when_it_comes_again(
    content: str, name: str, alice: Borrower, clock: MovedClock
) -> None:
    # actualbudget/actual 7580, firefly-iii/firefly-iii 2164, erp-mafia/accounted 1672
    first = read(alice, clock, content, name)
    before = booked(alice)
    assert alice.post(f"/v1/imports/{first['id']}/undo").status_code == 200
    again = read(alice, clock, content, name)
    assert again["counts"] == first["counts"] and booked(alice) == before


@pytest.mark.parametrize(
    ("rows", "first"),
    [
        (["03/08/2026"], None),  # one day alone can be read both ways
        (["03/08/2026", "26/06/2026"], "2026-06-26"),  # one other day settles every row
        (
            ["12/31/2026", "12/01/2026"],
            "2026-12-01",
        ),  # dannymcc/may 250: no row is read another way than the next
        (["02/01/2014", "31/12/2012"], "2012-12-31"),  # wireservice/csvkit 280
    ],
)
def test_the_whole_column_says_the_order_of_its_days(
    rows: list[str], first: str | None, alice: Borrower, clock: MovedClock
) -> None:
    # wealthfolio/wealthfolio 1601
    clock.move(to=datetime(2027, 6, 1, tzinfo=UTC))
    alice.sign_in()
    body = "".join(f"{day},SHOP {'AB'[at]},-5.00\n" for at, day in enumerate(rows))
    job = read(alice, clock, f"Date,Description,Amount\n{body}")
    assert job["state"] == ("asking" if first is None else "done")
    assert min([day for day, _ in booked(alice)], default=None) == first


def test_a_meal_that_was_authorised_without_its_tip_counts_once(alice: Borrower, clock: MovedClock) -> None:
    # actualbudget/actual 8757, tim-smart/actualbudget-sync 39: another amount, another day, a card
    card = alice.made("/v1/cards", {**CARD, "currency": "USD"})["id"]
    head = "Date,Description,Amount,Status\n"
    read(alice, clock, head + "2026-11-10,TST* PIZZA PLACE,-20.00,Pending\n", account_id=card)
    read(alice, clock, head + "2026-11-13,TST* PIZZA PLACE,-24.00,Posted\n", account_id=card)
    assert [(each["amount"], each["role"]) for each in transactions(alice)] == [
        (-2000, "dead"),
        (-2400, "spending"),
    ]


def test_a_payment_abroad_that_is_booked_at_another_days_rate_counts_once(
    alice: Borrower, clock: MovedClock
) -> None:
    # whisper-money/whisper-money 840: the amount is a little less, once the rate is known
    head = "Date,Description,Amount,Status\n"
    read(alice, clock, head + "2026-11-10,HOTEL ROMA,-103.20,Authorised\n")
    read(alice, clock, head + "2026-11-12,HOTEL ROMA,-102.87,Booked\n")
    assert spent(alice, "USD") == 10_287


def test_a_pending_line_that_is_booked_in_other_words_is_asked_about(
    alice: Borrower, clock: MovedClock
) -> None:
    # whisper-money/whisper-money 840, we-promise/sure 1470: another description, and another id
    head = "Date,Description,Amount,Status\n"
    read(alice, clock, head + "2026-11-10,CARD HOLD 9911,-12.40,Pending\n")
    read(alice, clock, head + "2026-11-12,CAFE MILANO,-12.40,Booked\n")
    [link] = links(alice)
    assert (link["kind"], link["state"], spent(alice, "USD")) == ("posted", "proposed", 2480)
    alice.post(f"/v1/transaction-links/{link['id']}/confirm")
    assert spent(alice, "USD") == 1240


def test_a_split_that_is_taken_back_keeps_amount_and_words(alice: Borrower) -> None:
    # actualbudget/actual 6271 and 1096, otherworld-dev/Budget 75
    row = line(alice, account(alice), "2026-11-10", -10_000, "Walmart", text="for the party")
    before = alice.get(f"/v1/transactions/{row}").json
    split(alice, row, {"amount": -9_999, "text": "cake"}, {"amount": -1})
    assert alice.delete(f"/v1/transactions/{row}/split").status_code == 204
    assert alice.get(f"/v1/transactions/{row}").json == before and len(transactions(alice)) == 1


def test_both_sides_of_a_transfer_between_currencies_are_matched(alice: Borrower, clock: MovedClock) -> None:
    # The-Commit-Company/mint 64, portfolio-performance/portfolio 2250: from two files, each of its own account
    for currency, amount in (("EUR", "-1000.00"), ("USD", "1084.50")):
        rows = f"2026-11-10,FX conversion EUR/USD ref 4711,{amount}\n2026-11-11,SHOP,-5.00\n"
        content = f"Date,Description,Amount\n{rows}"
        assert counts(
            read(alice, clock, content, f"{currency}.csv", account_id=account(alice, currency))
        ) == (2, 0, 0)
    roles = {each["currency"]: each["role"] for each in transactions(alice) if "FX" in each["text"]}
    assert roles == {"EUR": "transfer", "USD": "transfer"}


def test_equal_sums_between_own_accounts_are_a_transfer_that_may_be_refused(alice: Borrower) -> None:
    # securo-finance/securo 595: the same words on both sides, none of them "transfer"
    out = line(alice, account(alice, "PLN"), "2026-08-11", -8042, "na splatę")
    into = line(alice, account(alice, "PLN"), "2026-08-11", 8042, "na splatę")
    assert told(alice, out, into) == [("transfer", True), ("transfer", True)]
    [link] = links(alice)
    alice.post(f"/v1/transaction-links/{link['id']}/refuse")
    assert told(alice, out, into) == [("spending", False), ("income", False)]


def test_a_row_of_a_day_to_come_moves_no_balance(alice: Borrower, clock: MovedClock) -> None:
    # kenlasko/monize PR 319, actualbudget/actual 2354 and 6779: the balance of today held what is still to come
    rows = "2026-11-10,SHOP,-5.00\n2027-01-15,CAR INSURANCE,-900.00\n"
    job = read(alice, clock, f"Date,Description,Amount\n{rows}")
    assert (job["counts"]["added"], job["refused_for"]) == (1, {"date-in-future": 1})
    assert spent(alice, "USD") == 500


def test_money_back_from_a_shop_lowers_what_was_spent_and_is_no_income(
    alice: Borrower, clock: MovedClock
) -> None:
    # we-promise/sure PR 824 and 3428, firefly-iii/firefly-iii 7697, sarim2000/pennywiseai-tracker PR 322
    rows = "2026-11-02,BEST BUY,-500.00\n2026-11-12,BEST BUY,200.00\n"
    read(alice, clock, f"Date,Description,Amount\n{rows}")
    assert [each["role"] for each in transactions(alice)] == ["spending", "refund"]
    assert spent(alice, "USD") == 30_000
