"""An import is taken back whole: whatever was made of it and edited meanwhile, the rest is as if it had never come."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.actions.spending import import_reading
from backend.store.database import execute
from backend.store.spending import imports
from backend.store.spending.imports import BankMapping, ImportChunk
from tests.actions.conftest import START, Known
from tests.api.conftest import CARD, Borrower
from tests.api.spending.files import ALIPAY, BANK, CMB_DEBIT, counts, read, rows, send, transactions
from tests.moved_clock import MovedClock

_UNCOUNTED = {"version", "updated_at"}  # a row that was changed and changed back has been changed
LATER = (
    "Date,Description,Amount,Balance\n2026-11-06,NETFLIX.COM,-15.99,2439.51\n2026-11-07,ALDI,-9.00,2430.51\n"
    "2026-11-08,SHELL OIL 5551,-30.00,2400.51\n"
)
REVERSED = {"answers": [{"question": "direction", "value": "reversed"}]}


def state(borrower: Borrower) -> dict[str, Any]:
    """Everything of a borrower's that an import may touch, but for the imports themselves."""
    kept: dict[str, Any] = {}
    for table in (
        "ledger_entry",
        "ledger_link",
        "recurring",
        "category_rule",
        "role_rule",
        "bank_mapping",
        "cash_account",
    ):
        cursor = execute(f"SELECT * FROM {table} WHERE borrower_id = ?", (borrower.id,))
        names = [str(part[0]) for part in cursor.description]
        found = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        # Links that are found anew get a new id; which two they join is what they are.
        dropped = _UNCOUNTED | ({"id", "created_at"} if table in ("ledger_link", "recurring") else set())
        kept[table] = sorted(
            json.dumps({k: v for k, v in row.items() if k not in dropped}, default=str, sort_keys=True)
            for row in found
        )
    return kept


def undo(borrower: Borrower, job: dict[str, Any]) -> None:
    answer = borrower.post(f"/v1/imports/{job['id']}/undo")
    assert answer.status_code == 200, answer.text
    assert (answer.json["state"], answer.json["counts"]) == ("undone", {})


def test_an_import_alone_leaves_nothing_and_may_be_sent_again(alice: Borrower, clock: MovedClock) -> None:
    job = read(alice, clock, BANK)
    undo(alice, job)
    assert transactions(alice) == [] == alice.get("/v1/cash-accounts").json["items"] == rows(alice, job)
    assert BankMapping.select().count() == 0
    assert alice.post(f"/v1/imports/{job['id']}/undo").status_code == 409
    assert counts(read(alice, clock, BANK)) == (4, 0, 0)


def test_the_other_side_of_a_pair_is_what_it_was_before(alice: Borrower, clock: MovedClock) -> None:
    read(alice, clock, CMB_DEBIT, "招商银行.csv")
    before = state(alice)
    job = read(alice, clock, ALIPAY, "支付宝.csv")
    assert state(alice) != before
    undo(alice, job)
    assert state(alice) == before


def test_what_another_import_holds_as_well_stays_and_is_that_ones(alice: Borrower, clock: MovedClock) -> None:
    first = read(alice, clock, BANK)
    second = read(alice, clock, LATER)
    assert counts(second) == (2, 1, 0)
    undo(alice, first)
    assert [line["text"] for line in transactions(alice)] == ["NETFLIX.COM", "ALDI", "SHELL OIL 5551"]
    undo(alice, second)
    assert transactions(alice) == []


def test_payments_that_were_taken_from_its_repayments_are_reversed(
    alice: Borrower, clock: MovedClock
) -> None:
    card = alice.made("/v1/cards", CARD)["id"]
    body = {"card_id": card, "closes_on": "2026-10-05", "balance": 500_000, "minimum_due": 50_000}
    alice.made("/v1/statements", body)
    due = alice.get("/v1/deadlines?limit=200").json["items"]
    job = read(alice, clock, ALIPAY, "支付宝.csv")
    [line] = transactions(alice, "&role=repayment")
    payment = alice.made(f"/v1/transactions/{line['id']}/payment", {})
    assert alice.get("/v1/deadlines?limit=200").json["items"] != due
    undo(alice, job)
    assert alice.get(f"/v1/payments/{payment['id']}").json["reversed_at"] is not None
    amounts = [(item["due_on"], item["amount"], item["state"]) for item in due]
    again = alice.get("/v1/deadlines?limit=200").json["items"]
    assert [(item["due_on"], item["amount"], item["state"]) for item in again] == amounts


def test_a_rule_that_was_learned_of_it_goes_and_the_one_before_comes_back(
    alice: Borrower, clock: MovedClock
) -> None:
    account = alice.made("/v1/cash-accounts", {"name": "A", "currency": "USD"})["id"]
    own = alice.made(
        "/v1/transactions",
        {"account_id": account, "booked_on": "2026-11-01", "amount": -900, "counterparty": "SHELL OIL 5551"},
    )
    alice.post(f"/v1/transactions/{own['id']}/category", {"category": "food.coffee", "always": True})
    before = state(alice)
    job = read(alice, clock, BANK)
    [line] = [line for line in transactions(alice) if line["text"].startswith("SHELL")]
    assert line["category"] == "food.coffee"
    alice.post(f"/v1/transactions/{line['id']}/category", {"category": "food.groceries", "always": True})
    alice.post(f"/v1/transactions/{own['id']}/category", {"category": "food.groceries", "always": False})
    alice.post(f"/v1/transactions/{own['id']}/category", {"category": "food.coffee", "always": False})
    undo(alice, job)
    rules = alice.get("/v1/category-rules").json["items"]
    assert [(rule["value"], rule["category"]) for rule in rules] == [("shell oil", "food.coffee")]
    assert alice.get(f"/v1/transactions/{own['id']}").json["category"] == "food.coffee"
    assert state(alice)["category_rule"] == before["category_rule"]


def test_a_series_of_its_lines_alone_goes_even_where_it_was_confirmed(
    alice: Borrower, clock: MovedClock
) -> None:
    lines = [f"2026-{month:02}-15,NETFLIX.COM,-15.99,{1000 - month}.00" for month in (6, 7, 8, 9, 10, 11)]
    job = read(alice, clock, "Date,Description,Amount,Balance\n" + "\n".join(lines) + "\n")
    [series] = alice.get("/v1/recurring").json["items"]
    assert alice.post(f"/v1/recurring/{series['id']}/confirm").status_code == 200
    undo(alice, job)
    assert alice.get("/v1/recurring").json["items"] == []


def test_an_account_that_it_made_stays_once_something_was_said_of_it(
    alice: Borrower, clock: MovedClock
) -> None:
    job = read(alice, clock, BANK)
    account = f"/v1/cash-accounts/{job['account_id']}"
    assert alice.patch(account, {"balance": 5000}).status_code == 200
    undo(alice, job)
    assert alice.get(account).json["balance"] == 5000


def test_a_file_that_waits_or_asks_is_taken_back_and_never_read(alice: Borrower, clock: MovedClock) -> None:
    waiting = send(alice, BANK).json
    undo(alice, waiting)
    assert import_reading.read_due(clock=clock) == 0 == ImportChunk.select().count()
    asking = read(alice, clock, "Date,Description,Amount\n2026-11-02,CORNER,5.00\n2026-11-03,SHOP,6.00\n")
    undo(alice, asking)
    assert alice.post(f"/v1/imports/{asking['id']}/answers", REVERSED).status_code == 409


def test_a_file_that_is_just_being_read_is_to_be_waited_for(alice: Borrower, clock: MovedClock) -> None:
    job = send(alice, BANK).json
    imports.claim(now=clock.now, lease_until=clock.now + timedelta(minutes=5))
    answer = alice.post(f"/v1/imports/{job['id']}/undo")
    assert (answer.status_code, answer.json["reason"]) == (409, "import-reading")


def test_what_was_answered_in_it_is_asked_again(alice: Borrower, clock: MovedClock) -> None:
    content = "Date,Description,Amount\n2026-11-02,CORNER,5.00\n2026-11-03,SHOP,6.00\n"
    job = read(alice, clock, content)
    alice.post(f"/v1/imports/{job['id']}/answers", REVERSED)
    import_reading.read_due(clock=clock)
    undo(alice, job)
    assert read(alice, clock, content)["state"] == "asking"


def test_an_import_of_ten_months_ago_is_taken_back_too(alice: Borrower, clock: MovedClock) -> None:
    before = state(alice)
    job = read(alice, clock, BANK)
    clock.move(by=timedelta(days=300))
    alice.sign_in()
    undo(alice, job)
    assert state(alice) == before


def test_an_account_goes_with_the_last_import_that_is_in_it(alice: Borrower, clock: MovedClock) -> None:
    first, second = read(alice, clock, BANK), read(alice, clock, LATER)
    undo(alice, first)
    assert len(alice.get("/v1/cash-accounts").json["items"]) == 1
    undo(alice, second)
    assert alice.get("/v1/cash-accounts").json["items"] == [] and BankMapping.select().count() == 0


def test_a_wrong_mapping_that_was_sent_with_a_file_is_forgotten_with_it(
    alice: Borrower, clock: MovedClock
) -> None:
    good = read(alice, clock, BANK)
    undo(alice, good)
    wrong = json.dumps({**good["mapping"], "sign": "reversed"})
    undo(alice, read(alice, clock, BANK, mapping=wrong))
    read(alice, clock, BANK)
    assert [line["amount"] for line in transactions(alice)] == [-450, -4000, 150_000, -1599]


SHOPS = (
    "ALDI",
    "REWE",
    "CITY CLINIC",
    "AOK INSURANCE",
    "TRANSFER TO SAVINGS",
    "TRANSFER FROM CHECKING",
    "NETFLIX.COM",
    "PENDING DINER",
)
LINE = st.tuples(
    st.integers(1, 20),
    st.sampled_from(SHOPS),
    st.sampled_from([-5000, -1290, -2000, 129, 5000, 2000]),
    st.booleans(),
)
EDITS = ("category", "always", "role", "rule", "split", "refund", "refuse")


def _file(lines: list[tuple[int, str, int, bool]]) -> str:
    made = [
        f"{date(2026, 11, day)},{shop},{minor // 100}.{minor % 100:02},{'pending' if waits else 'posted'}"
        if minor >= 0
        else f"{date(2026, 11, day)},{shop},-{-minor // 100}.{-minor % 100:02},{'pending' if waits else 'posted'}"
        for day, shop, minor, waits in lines
    ]
    return "Date,Description,Amount,Status\n" + "\n".join(made) + "\n"


def _edit(borrower: Borrower, what: str, line: dict[str, Any], others: list[dict[str, Any]]) -> None:
    """One thing that a borrower may say of a transaction; what cannot be said of it is refused, and that is all."""
    path = f"/v1/transactions/{line['id']}"
    if what in ("category", "always"):
        borrower.post(f"{path}/category", {"category": "leisure.games", "always": what == "always"})
    elif what in ("role", "rule"):
        borrower.post(
            f"{path}/role", {"role": "transfer", "scope": "everywhere" if what == "rule" else "this"}
        )
    elif what == "split":
        borrower.post(f"{path}/split", {"parts": [{"amount": 100}, {"amount": line["amount"] - 100}]})
    elif what == "refund":
        for other in others:
            borrower.post(f"{path}/refund-of", {"transaction_id": other["id"]})
    else:
        for link in line["links"]:
            borrower.post(f"/v1/transaction-links/{link['id']}/refuse")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(LINE, min_size=1, max_size=8),
    st.lists(LINE, min_size=1, max_size=8),
    st.lists(st.tuples(st.sampled_from(EDITS), st.integers(0, 7)), max_size=4),
)
def test_import_edit_undo_leaves_the_rest_untouched(
    app: Flask, clock: MovedClock, rest: list[Any], lines: list[Any], edits: list[tuple[str, int]]
) -> None:
    _property(app, clock, rest, lines, edits)


_people = iter(range(10_000))


def _property(app: Flask, clock: MovedClock, rest: Any, lines: Any, edits: Any) -> None:
    clock.move(to=START)
    alice = Known(app, f"alice {next(_people)}")
    accounts = [alice.made("/v1/cash-accounts", {"name": name, "currency": "USD"})["id"] for name in "AB"]
    read(alice, clock, _file(rest), "rest.csv", account_id=accounts[0])
    before = state(alice)
    job = read(alice, clock, _file(lines), "new.csv", account_id=accounts[1])
    for what, place in edits:
        mine = [line for line in transactions(alice) if line["import_id"] == job["id"]]
        if mine:
            _edit(alice, what, mine[place % len(mine)], mine)
    undo(alice, job)
    after = state(alice)
    for table in before:
        assert after[table] == before[table], table


@pytest.mark.parametrize("edit", EDITS)
def test_each_edit_of_an_imported_line_goes_with_it(edit: str, app: Flask, clock: MovedClock) -> None:
    lines = [(2, "ALDI", -5000, False), (3, "ALDI", 129, False), (4, "NETFLIX.COM", -1290, False)]
    rest = [(1, "ALDI", -5000, False), (9, "NETFLIX.COM", -1290, False), (3, "CITY CLINIC", -5000, False)]
    for place in range(3):
        _property(app, clock, rest, lines, [(edit, place)])
