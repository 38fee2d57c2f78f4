"""A guess is asked before anything is booked, with rows as each answer would book them; what is proved is not asked."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from backend.actions import housekeeping
from backend.actions.spending import import_reading
from tests.api.conftest import CARD, Borrower
from tests.api.spending.files import BANK, counts, read, transactions
from tests.moved_clock import MovedClock

SLASHES = "Date,Description,Amount\n01/02/2026,ALDI,-4.20\n02/03/2026,ACME PAYROLL,900.00\n"
UNSIGNED = "Date,Description,Amount\n2026-11-02,CORNER SHOP,5.00\n2026-11-03,THE OTHER SHOP,6.00\n"
CARD_BILL = (
    "信用卡对账单\n交易日,记账日,交易摘要,人民币金额\n2026-11-04,2026-11-04,还款,-500.00\n"
    "2026-11-07,2026-11-08,面馆,58.00\n"
)
REVERSED = {"answers": [{"question": "direction", "value": "reversed"}]}
DRIVER = """Date,Description,Amount
2026-11-02,Earnings,61.20
2026-11-03,Earnings,44.10
2026-11-04,Fuel,-38.00
2026-11-05,Earnings,70.00
2026-11-06,Food,-51.32
2026-11-07,Earnings,33.00
"""


def answer(borrower: Borrower, clock: MovedClock, job: dict[str, Any], **answers: str) -> dict[str, Any]:
    """Answer an import, and let the worker read it."""
    body = {"answers": [{"question": name, "value": value} for name, value in answers.items()]}
    answered = borrower.post(f"/v1/imports/{job['id']}/answers", body)
    assert answered.status_code == 202, answered.text
    import_reading.read_due(clock=clock)
    return dict(borrower.get(f"/v1/imports/{job['id']}").json)


def asked(job: dict[str, Any]) -> dict[str, list[str]]:
    """By question, the values among which one is to be chosen."""
    return {each["question"]: [choice["value"] for choice in each["choices"]] for each in job["questions"]}


def booked(borrower: Borrower) -> list[tuple[str, int]]:
    return [(line["booked_on"], line["amount"]) for line in transactions(borrower)]


def test_an_order_of_dates_that_is_a_guess_is_asked_and_nothing_is_booked(
    alice: Borrower, clock: MovedClock
) -> None:
    job = read(alice, clock, SLASHES)
    assert (job["state"], job["finished_at"], set(asked(job))) == ("asking", None, {"date_order"})
    assert transactions(alice) == [] == alice.get("/v1/cash-accounts").json["items"]
    [question] = job["questions"]
    assert question["text"] and question["answer"] is None
    rows = {choice["value"]: choice["rows"] for choice in question["choices"]}
    assert [row["booked_on"] for row in rows["DMY"]] == ["2026-02-01", "2026-03-02"]
    assert [row["booked_on"] for row in rows["MDY"]] == ["2026-01-02", "2026-02-03"]
    assert [row["amount"] for row in rows["MDY"]] == [-420, 90_000]
    job = answer(alice, clock, job, date_order="DMY")
    assert counts(job) == (2, 0, 0) and job["questions"][0]["answer"] == "DMY"
    assert booked(alice) == [("2026-02-01", -420), ("2026-03-02", 90_000)]


def test_a_direction_that_is_a_guess_is_asked_with_three_rows_at_most(
    alice: Borrower, clock: MovedClock
) -> None:
    job = read(alice, clock, UNSIGNED + "2026-11-04,A THIRD,7.00\n2026-11-05,A FOURTH,8.00\n")
    assert asked(job) == {"direction": ["reversed", "as_written"]}
    shown = {choice["value"]: choice["rows"] for choice in job["questions"][0]["choices"]}
    assert [row["amount"] for row in shown["reversed"]] == [-500, -600, -700]
    assert [row["amount"] for row in shown["as_written"]] == [500, 600, 700]
    assert counts(answer(alice, clock, job, direction="as_written")) == (4, 0, 0)
    assert [amount for _, amount in booked(alice)] == [500, 600, 700, 800]


def test_the_next_file_of_the_layout_does_not_ask_and_another_borrower_is_asked(
    alice: Borrower, bob: Borrower, clock: MovedClock
) -> None:
    answer(alice, clock, read(alice, clock, UNSIGNED), direction="reversed")
    clock.move(by=timedelta(days=10))
    alice.sign_in()
    bob.sign_in()
    later = "Date,Description,Amount\n2026-12-02,CORNER SHOP,9.00\n2026-12-03,A SHOP,1.00\n"
    assert counts(read(alice, clock, later)) == (2, 0, 0)
    assert [amount for _, amount in booked(alice)] == [-500, -600, -900, -100]
    assert read(bob, clock, later)["state"] == "asking"


def test_what_a_file_proves_goes_before_what_was_answered_of_its_layout(
    alice: Borrower, clock: MovedClock
) -> None:
    answer(alice, clock, read(alice, clock, SLASHES), date_order="DMY")
    proves = "Date,Description,Amount\n10/25/2026,ALDI,-4.20\n10/26/2026,ACME PAYROLL,900.00\n"
    assert counts(read(alice, clock, proves)) == (2, 0, 0)
    assert {"2026-10-25", "2026-10-26"} <= {day for day, _ in booked(alice)}


def test_two_questions_are_answered_one_by_one(alice: Borrower, clock: MovedClock) -> None:
    both = "Date,Description,Amount\n01/02/2026,A SHOP,4.20\n02/03/2026,ANOTHER,9.00\n"
    job = read(alice, clock, both)
    assert set(asked(job)) == {"direction", "date_order"}
    job = answer(alice, clock, job, direction="reversed")
    assert (job["state"], set(asked(job))) == ("asking", {"date_order"})
    assert counts(answer(alice, clock, job, date_order="MDY")) == (2, 0, 0)
    assert booked(alice) == [("2026-01-02", -420), ("2026-02-03", -900)]


def test_an_answer_is_changed_while_another_question_is_open_and_once_it_is_booked(
    alice: Borrower, clock: MovedClock
) -> None:
    both = "Date,Description,Amount\n01/02/2026,A SHOP,4.20\n02/03/2026,ANOTHER,9.00\n"
    job = answer(alice, clock, read(alice, clock, both), direction="as_written")
    assert job["answered"] == {"direction": "as_written"}
    job = answer(alice, clock, job, direction="reversed")
    assert (job["state"], set(asked(job))) == ("asking", {"date_order"})
    assert job["answered"] == {"direction": "reversed"}
    job = answer(alice, clock, job, date_order="MDY")
    assert booked(alice) == [("2026-01-02", -420), ("2026-02-03", -900)]
    assert set(asked(job)) == {"direction", "date_order"}
    answer(alice, clock, job, direction="as_written")
    assert booked(alice) == [("2026-01-02", 420), ("2026-02-03", 900)]


def test_another_answer_replaces_the_rows_that_were_booked(alice: Borrower, clock: MovedClock) -> None:
    job = answer(alice, clock, read(alice, clock, UNSIGNED), direction="as_written")
    assert [amount for _, amount in booked(alice)] == [500, 600]
    assert counts(answer(alice, clock, job, direction="reversed")) == (2, 0, 0)
    assert [amount for _, amount in booked(alice)] == [-500, -600]


def test_a_mapping_sent_with_the_same_file_replaces_what_was_booked_of_it(
    alice: Borrower, clock: MovedClock
) -> None:
    first = answer(alice, clock, read(alice, clock, UNSIGNED), direction="as_written")
    mapping = {**first["mapping"], "sign": "reversed"}
    again = read(alice, clock, UNSIGNED, mapping=json.dumps(mapping))
    assert counts(again) == (2, 0, 0)
    assert [amount for _, amount in booked(alice)] == [-500, -600]
    assert alice.get(f"/v1/imports/{first['id']}").json["state"] == "undone"


def test_f20_a_driver_who_earns_more_often_than_he_fills_up_is_booked_as_written(
    alice: Borrower, clock: MovedClock
) -> None:
    assert counts(read(alice, clock, DRIVER)) == (6, 0, 0)
    assert [amount for _, amount in booked(alice)] == [6120, 4410, -3800, 7000, -5132, 3300]


@pytest.mark.parametrize(
    "rows",
    [
        "-4.50,995.50;-40.00,955.50;1500.00,2455.50",  # as written
        "4.50,995.50;40.00,955.50;-1500.00,2455.50",  # reversed, and the balance says it
    ],
)
def test_a_running_balance_is_certainty(rows: str, alice: Borrower, clock: MovedClock) -> None:
    lines = [f"2026-11-0{at},XY {at},{row}" for at, row in enumerate(rows.split(";"), 2)]
    content = "Date,Description,Amount,Balance\n" + "\n".join(lines) + "\n"
    assert counts(read(alice, clock, content)) == (3, 0, 0)
    assert [amount for _, amount in booked(alice)] == [-450, -4000, 150_000]


@pytest.mark.parametrize(
    ("dates", "today", "first"),
    [
        (("01/02/2027", "02/03/2027"), "2027-02-10", "2027-01-02"),  # 2 March is still to come
        (("01/02/2027", "02/01/2027"), "2027-01-03", None),  # 1 February and 2 January: neither order
        (("25/12/2026", "03/01/2027"), "2027-02-10", "2026-12-25"),
        (("05/01/2026", "05/02/2026", "05/03/2026"), "2027-02-10", "2026-05-01"),  # three shops in three days
        (("01.02.2026", "02.03.2026"), "2027-02-10", "2026-02-01"),  # nobody writes the month first with dots
    ],
)
def test_what_proves_an_order_of_dates_is_not_asked(
    dates: tuple[str, ...], today: str, first: str | None, alice: Borrower, clock: MovedClock
) -> None:
    clock.move(to=datetime.fromisoformat(f"{today}T04:00").replace(tzinfo=UTC))
    alice.sign_in()
    lines = [f"{day},SHOP NAMED {'ABC'[at]},-{at + 1}.00" for at, day in enumerate(dates)]
    job = read(alice, clock, "Date,Description,Amount\n" + "\n".join(lines) + "\n")
    assert job["state"] == ("asking" if first is None else "done"), job
    if first is not None:
        assert min(day for day, _ in booked(alice)) == first


def test_a_standing_order_once_a_month_is_not_taken_for_days_in_a_row(
    alice: Borrower, clock: MovedClock
) -> None:
    lines = [f"0{month}/01/2026,GIRO SAVINGS PLAN,-50.00" for month in range(1, 7)]
    job = read(alice, clock, "Date,Description,Amount\n" + "\n".join(lines) + "\n")
    assert set(asked(job)) == {"date_order"}


def test_several_cards_that_a_file_may_be_of_are_asked_about(alice: Borrower, clock: MovedClock) -> None:
    cards = [alice.made("/v1/cards", {**CARD, "last4": last4})["id"] for last4 in ("8812", "7449")]
    content = CARD_BILL
    job = read(alice, clock, content, "bill.csv")
    assert asked(job) == {"account": [*cards, "new"]}
    assert [choice["account_id"] for choice in job["questions"][0]["choices"]] == [*cards, None]
    job = answer(alice, clock, job, account=cards[1])
    assert (counts(job), job["account_id"]) == ((2, 0, 0), cards[1])
    later = content.replace("2026-11", "2026-12")
    assert read(alice, clock, later, "bill.csv")["account_id"] == cards[1], "the next one does not ask"


def test_a_cards_last_digits_in_the_files_name_are_no_guess(alice: Borrower, clock: MovedClock) -> None:
    cards = [alice.made("/v1/cards", {**CARD, "last4": last4})["id"] for last4 in ("8812", "7449")]
    content = CARD_BILL
    assert read(alice, clock, content, "bill-7449.csv")["account_id"] == cards[1]


def test_a_file_whose_name_alone_speaks_of_credit_is_not_put_into_the_only_card(
    alice: Borrower, clock: MovedClock
) -> None:
    alice.made("/v1/cards", {**CARD, "currency": "USD"})
    job = read(alice, clock, BANK, "valley-credit-union.csv")
    assert counts(job) == (4, 0, 0) and job["account_id"].startswith("cash_")
    asking = read(alice, clock, BANK.replace("Description", "Details of it"), "my visa.csv")
    assert "account" in asked(asking)


def test_another_export_of_the_same_account_is_asked_about(alice: Borrower, clock: MovedClock) -> None:
    first = read(alice, clock, BANK)
    other = BANK.replace("Date,Description,Amount,Balance", "Booking date,Narrative,Value,Balance")
    job = read(alice, clock, other, "other.csv")
    assert asked(job) == {"account": [first["account_id"], "new"]}
    assert counts(answer(alice, clock, job, account=first["account_id"])) == (0, 4, 0)


OFX = (
    "OFXHEADER:100\nDATA:OFXSGML\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>USD<BANKACCTFROM><BANKID>1"
    "<ACCTID>00123456<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST>"
    "<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20261103<TRNAMT>-12.50<FITID>1<NAME>STARBUCKS</STMTTRN>"
    "<STMTTRN><TRNTYPE>OTHER<DTPOSTED>20261104<TRNAMT>0.00<FITID>2<NAME>NOTICE</STMTTRN>"
    "<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20261105<TRNAMT>-130.25<FITID>3<NAME>SHELL</STMTTRN>"
    "</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>\n"
)


def test_an_ofx_goes_to_the_account_whose_last_digits_it_names(alice: Borrower, clock: MovedClock) -> None:
    ids = [
        alice.made("/v1/cash-accounts", {"name": last4, "currency": "USD", "last4": last4})["id"]
        for last4 in ("1111", "3456")
    ]
    job = read(alice, clock, OFX, "a.ofx")
    assert (job["account_id"], job["whole"]) == (ids[1], True)
    bad = alice.get(f"/v1/imports/{job['id']}/rows?outcome=refused").json["items"]
    assert [(row["line"], row["reason"], row["value"]) for row in bad] == [(2, "amount-zero", "0.00")]
    assert [amount for _, amount in booked(alice)] == [-1250, -13_025]


@pytest.mark.parametrize("behind", ["<TRNAMT>-130.2", "<NAME>SHEL", "</STMTTRN>\n</BANKTRANLIST>"])
def test_an_ofx_that_breaks_off_is_not_whole_and_its_last_payment_is_not_booked_in_part(
    behind: str, alice: Borrower, clock: MovedClock
) -> None:
    cut = (
        OFX[: OFX.rindex(behind[-4:]) + 4]
        if behind.startswith("</")
        else OFX[: OFX.rindex(behind) + len(behind)]
    )
    job = read(alice, clock, cut, "a.ofx")
    assert job["whole"] is False
    assert [amount for _, amount in booked(alice)] == (
        [-1250, -13_025] if behind.startswith("</") else [-1250]
    )


def test_wrong_answers_are_named(alice: Borrower, clock: MovedClock) -> None:
    job = read(alice, clock, UNSIGNED)
    path = f"/v1/imports/{job['id']}/answers"
    for body, field in (
        ({"answers": []}, "answers"),
        ({"answers": [{"question": "date_order", "value": "DMY"}]}, "answers.0.question"),
        ({"answers": [{"question": "direction", "value": "sideways"}]}, "answers.0.value"),
        ({"answers": [{"question": "colour", "value": "red"}]}, "answers.0.question"),
    ):
        answered = alice.post(path, body)
        assert (answered.status_code, answered.json["errors"][0]["field"]) == (422, field), answered.text
    done = read(alice, clock, BANK)
    assert alice.post(f"/v1/imports/{done['id']}/answers", REVERSED).status_code == 409


def test_an_unanswered_file_goes_after_a_week_and_is_to_be_sent_again(
    alice: Borrower, clock: MovedClock
) -> None:
    job = read(alice, clock, UNSIGNED)
    housekeeping.clean(now=clock.move(by=timedelta(days=8)), idempotency_life=timedelta(days=1))
    alice.sign_in()
    answered = alice.post(f"/v1/imports/{job['id']}/answers", REVERSED)
    assert (answered.status_code, answered.json["reason"]) == (409, "file-gone")
    assert counts(answer(alice, clock, read(alice, clock, UNSIGNED), direction="reversed")) == (2, 0, 0)


def test_a_dry_run_asks_too_and_is_carried_out_as_answered(alice: Borrower, clock: MovedClock) -> None:
    job = answer(alice, clock, read(alice, clock, UNSIGNED, dry_run="true"), direction="reversed")
    assert counts(job) == (2, 0, 0) and transactions(alice) == []
    assert alice.post(f"/v1/imports/{job['id']}/carry-out").status_code == 202
    import_reading.read_due(clock=clock)
    assert [amount for _, amount in booked(alice)] == [-500, -600]
