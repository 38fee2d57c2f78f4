"""How a bank's file is read is the borrower's to correct, once: the bank's next file is read that way."""

from typing import Any

from backend.actions.spending import import_reading
from backend.store.spending.imports import BankMapping
from tests.api.conftest import Borrower
from tests.api.spending.files import BANK, counts, read, rows, send, transactions
from tests.moved_clock import MovedClock

# Days and months cannot be told apart, and nothing says that what is spent is positive.
UNCLEAR = "When,What,Sum\n03/04/2026,ALDI 12,5.00\n04/05/2026,REWE 13,6.00\n"
NEXT = "When,What,Sum\n05/06/2026,ALDI 12,7.00\n"
# The first columns are somebody else's notes, which look like payments too.
NOTES = "Noted,Guess,Booked,Payee,Paid\n2026-01-01,1.00,2026-11-02,ALDI,-5.00\n2026-01-02,2.00,2026-11-03,REWE,-6.00\n"


def corrected(borrower: Borrower, job: dict, **changes: Any) -> dict:
    return {**job["mapping"], "problems": [], **changes}


def test_a_corrected_mapping_is_remembered_for_the_banks_next_file(
    alice: Borrower, clock: MovedClock
) -> None:
    dry = read(alice, clock, UNCLEAR, dry_run="true")
    assert {problem["code"] for problem in dry["mapping"]["problems"]} >= {"sign-guessed"}
    order = {"MDY": "DMY", "DMY": "MDY"}[dry["mapping"]["date_order"]]
    mapping = corrected(alice, dry, date_order=order, sign="as-written")
    answer = alice.post(f"/v1/imports/{dry['id']}/mapping", {"mapping": mapping})
    assert (answer.status_code, answer.json["state"]) == (202, "queued")
    import_reading.read_due(clock=clock)
    assert transactions(alice) == [], "it is a dry run still"
    alice.post(f"/v1/imports/{dry['id']}/carry-out")
    import_reading.read_due(clock=clock)
    assert counts(read(alice, clock, NEXT)) == (1, 0, 0)
    days = (
        ["2026-03-04", "2026-04-05", "2026-05-06"]
        if order == "MDY"
        else ["2026-04-03", "2026-05-04", "2026-06-05"]
    )
    assert [(line["booked_on"], line["amount"]) for line in transactions(alice)] == [
        (days[0], 500),
        (days[1], 600),
        (days[2], 700),
    ]


def test_what_was_only_guessed_of_one_file_is_not_forced_on_the_next(
    alice: Borrower, clock: MovedClock
) -> None:
    first = read(alice, clock, UNCLEAR)
    assert first["state"] == "asking" and transactions(alice) == []
    proves = {"MDY": "25/12/2025", "DMY": "12/25/2025"}[first["mapping"]["date_order"]]
    job = read(alice, clock, f"When,What,Sum\n{proves},ALDI 12,-7.00\n")
    assert counts(job) == (1, 0, 0)
    assert "2025-12-25" in {line["booked_on"] for line in transactions(alice)}


def test_a_refused_file_is_read_once_the_mapping_is_given_and_so_is_the_next_one(
    alice: Borrower, clock: MovedClock
) -> None:
    header = NOTES.splitlines()[0].split(",")
    unread = "\n".join([NOTES.splitlines()[0], "soon,?,soon,ALDI,?"])
    job = read(alice, clock, unread)
    assert (job["state"], job["code"]) == ("refused", "no-rows")
    mapping = {
        "columns": {"date": [2], "counterparty": [3], "amount": 4},
        "header": header,
        "date_order": "YMD",
        "decimal_mark": ".",
        "sign": "as-written",
        "currency": "EUR",
    }
    answer = alice.post(f"/v1/imports/{job['id']}/mapping", {"mapping": mapping})
    assert answer.status_code == 202
    import_reading.read_due(clock=clock)
    assert alice.get(f"/v1/imports/{job['id']}").json["counts"]["refused"] == 1
    # Among these rows the header would not be recognised as one.
    assert counts(read(alice, clock, NOTES.replace("\n", "\nx,?,soon,ALDI,?\n", 1))) == (2, 0, 1)
    assert [(line["booked_on"], line["amount"]) for line in transactions(alice)] == [
        ("2026-11-02", -500),
        ("2026-11-03", -600),
    ]


def test_a_mapping_sent_with_the_file_is_used_and_a_wrong_one_is_named(
    alice: Borrower, clock: MovedClock
) -> None:
    mapping = (
        '{"columns": {"date": [2], "counterparty": [3], "amount": 4}, "header": null, "date_order": "YMD", '
    )
    mapping += '"decimal_mark": ".", "sign": "reversed", "currency": "EUR"}'
    job = read(alice, clock, NOTES.split("\n", 1)[1], mapping=mapping)
    assert [line["amount"] for line in transactions(alice)] == [500, 600], rows(alice, job)
    for wrong, field in (
        ("{", "body"),
        ("[]", "mapping"),
        ('{"columns": {"date": [0]}, "date_order": "YMD", "decimal_mark": ".", "sign": "reversed", "currency": "EUR"}',
         "mapping.columns.amount"),
    ):  # fmt: skip
        answer = send(alice, NOTES, mapping=wrong)
        assert answer.status_code in (400, 422), answer.text
        assert field == "body" or answer.json["errors"][0]["field"] == field


def test_a_header_that_never_comes_refuses_the_file_and_adds_nothing(
    alice: Borrower, clock: MovedClock
) -> None:
    dry = read(alice, clock, BANK, dry_run="true")
    mapping = corrected(alice, dry, header=["Datum", "Text", "Betrag", "Saldo"])
    alice.post(f"/v1/imports/{dry['id']}/mapping", {"mapping": mapping})
    import_reading.read_due(clock=clock)
    job = alice.get(f"/v1/imports/{dry['id']}").json
    assert (job["state"], job["code"], job["counts"]) == ("refused", "header-missing", {})


def test_what_is_done_is_not_read_in_another_way(alice: Borrower, clock: MovedClock) -> None:
    job = read(alice, clock, BANK)
    answer = alice.post(f"/v1/imports/{job['id']}/mapping", {"mapping": job["mapping"]})
    assert (answer.status_code, answer.json["code"]) == (409, "conflict")


def test_a_mapping_is_remembered_for_its_own_borrower_only(
    alice: Borrower, bob: Borrower, clock: MovedClock
) -> None:
    dry = read(alice, clock, UNCLEAR, dry_run="true")
    mapping = corrected(alice, dry, sign="as-written")
    alice.post(f"/v1/imports/{dry['id']}/mapping", {"mapping": mapping})
    import_reading.read_due(clock=clock)
    asking = read(bob, clock, UNCLEAR)
    assert (asking["state"], asking["mapping"]["sign"]) == ("asking", dry["mapping"]["sign"])
    assert asking["mapping"]["sign"] == "reversed"
    assert {(row.borrower_id, row.mapping is None) for row in BankMapping.select()} == {(alice.id, False)}


def test_an_account_that_was_removed_is_not_found_again(alice: Borrower, clock: MovedClock) -> None:
    account = alice.made("/v1/cash-accounts", {"name": "A", "currency": "USD"})["id"]
    assert counts(read(alice, clock, BANK.split("\n", 1)[0] + "\n2026-13-02,A,1.00,1.00\n2026-11-02,A,1.x,1.00\n"
                       "2026-11-02,B,-1.00,1.00\n", account_id=account))[0] == 1  # fmt: skip
    BankMapping.update(account_id="cash_gone").execute()
    job = read(alice, clock, BANK)
    assert counts(job) == (4, 0, 0) and job["account_id"] != account
