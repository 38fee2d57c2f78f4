"""Transactions over HTTP: what each is for the household, seen twice and counted once, and repayments taken once."""

import pytest

from tests.api.conftest import CARD, Borrower
from tests.api.spending.files import ALIPAY, CMB_DEBIT, read, transactions
from tests.moved_clock import MovedClock

CARD_FILE = """招商银行信用卡对账单（个人消费卡账户 2026年11月）
交易日,记账日,交易摘要,人民币金额,卡号末四位,交易地金额
11/04,11/04,掌上生活还款,-500.00,8812,-500.00
11/07,11/08,老成都面馆,58.00,8812,58.00
11/09,11/10,京东商城,120.00,8812,120.00
11/12,11/13,京东商城 退款,-20.00,8812,-20.00
"""


def brief(borrower: Borrower, query: str = "") -> list[tuple[str, int, str]]:
    return [(line["booked_on"][5:], line["amount"], line["role"]) for line in transactions(borrower, query)]


@pytest.fixture
def both(alice: Borrower, clock: MovedClock) -> tuple[dict, dict]:
    """The wallet's file and the bank's, of one month."""
    return read(alice, clock, ALIPAY, "支付宝.csv"), read(alice, clock, CMB_DEBIT, "招商银行储蓄卡.csv")


def test_a_payment_in_the_wallets_file_and_the_banks_is_counted_once(
    both: tuple[dict, dict], alice: Borrower
) -> None:
    lines = [line for line in transactions(alice) if line["amount"] == -3500]
    wallet, bank = sorted(lines, key=lambda line: line["twin_of"] is not None)
    assert (wallet["role"], wallet["twin_of"], wallet["category"]) == ("spending", None, "food.eating_out")
    assert (bank["role"], bank["twin_of"]) == ("transfer", wallet["id"])
    assert {line["account_id"] for line in lines} == {job["account_id"] for job in both}


def test_it_is_counted_once_whichever_file_comes_first(
    alice: Borrower, bob: Borrower, clock: MovedClock
) -> None:
    for borrower, files in ((alice, (ALIPAY, CMB_DEBIT)), (bob, (CMB_DEBIT, ALIPAY))):
        for content in files:
            read(borrower, clock, content, "支付宝.csv" if content is ALIPAY else "招商银行.csv")
    assert sorted(brief(alice)) == sorted(brief(bob))
    assert [line["twin_of"] is not None for line in transactions(bob)].count(True) == 1


def test_repayments_and_own_transfers_are_no_spending(both: tuple[dict, dict], alice: Borrower) -> None:
    spent = brief(alice, "&role=spending")
    assert spent == [
        ("11-03", -3500, "spending"),
        ("11-05", -2200, "spending"),
        ("11-06", -200_000, "spending"),
    ]
    assert brief(alice, "&role=repayment") == [("11-04", -50_000, "repayment")]
    assert brief(alice, "&role=income") == [("11-10", 800_000, "income")]


def test_a_repayment_of_a_known_card_is_offered_and_taken_as_a_payment_once(
    alice: Borrower, clock: MovedClock
) -> None:
    card = alice.made("/v1/cards", CARD)["id"]
    statement = {"card_id": card, "closes_on": "2026-10-05", "balance": 500_000, "minimum_due": 50_000}
    alice.made("/v1/statements", statement)
    read(alice, clock, ALIPAY, "支付宝.csv")
    [line] = transactions(alice, "&role=repayment")
    assert (line["repays_account_id"], line["payment_id"]) == (card, None)
    answer = alice.post(f"/v1/transactions/{line['id']}/payment")
    assert answer.status_code == 201, answer.text
    assert (answer.json["account_id"], answer.json["amount"]) == (card, 50_000)
    assert [part["amount"] for part in answer.json["allocations"]] == [50_000]
    assert alice.post(f"/v1/transactions/{line['id']}/payment").status_code == 409
    assert alice.get(f"/v1/transactions/{line['id']}").json["payment_id"] == answer.json["id"]
    read(alice, clock, CARD_FILE, "cmb-credit.csv", account_id=card)
    other = [row for row in transactions(alice, f"&account_id={card}") if row["role"] == "repayment"][0]
    assert (other["amount"], other["repays_account_id"]) == (50_000, card)
    assert alice.post(f"/v1/transactions/{other['id']}/payment").status_code == 409, "the other side of it"
    assert len(alice.get("/v1/payments").json["items"]) == 1


def test_a_repayment_that_could_be_of_two_cards_is_the_borrowers_to_say(
    alice: Borrower, clock: MovedClock
) -> None:
    one, two = (alice.made("/v1/cards", {**CARD, "last4": last4})["id"] for last4 in ("8812", "7449"))
    read(alice, clock, ALIPAY, "支付宝.csv")
    [line] = transactions(alice, "&role=repayment")
    assert line["repays_account_id"] is None
    answer = alice.post(f"/v1/transactions/{line['id']}/payment")
    assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, "account_id")
    answer = alice.post(f"/v1/transactions/{line['id']}/payment", {"account_id": two})
    assert (answer.status_code, answer.json["account_id"]) == (201, two)


def test_a_cards_file_has_refunds_and_repayments_and_moves_no_cash(
    alice: Borrower, clock: MovedClock
) -> None:
    card = alice.made("/v1/cards", CARD)["id"]
    read(alice, clock, CARD_FILE, "cmb-credit.csv", account_id=card)
    lines = transactions(alice)
    assert [(line["amount"], line["role"]) for line in lines] == [
        (50_000, "repayment"),
        (-5800, "spending"),
        (-12_000, "spending"),
        (2000, "refund"),
    ]
    assert lines[3]["category"] == lines[2]["category"] != lines[1]["category"]
    assert {line["from_cash"] for line in lines} == {False}


def test_a_typed_transaction_is_sorted_settled_and_listed(alice: Borrower) -> None:
    account = alice.made("/v1/cash-accounts", {"name": "A", "currency": "CNY"})["id"]
    body = {"account_id": account, "booked_on": "2026-11-20", "amount": -2500, "counterparty": "星巴克"}
    made = alice.made("/v1/transactions", body)
    assert (made["category"], made["role"], made["currency"]) == ("food.coffee", "spending", "CNY")
    assert made["rule_id"] and made["import_id"] is None
    chosen = alice.made("/v1/transactions", {**body, "category": "food.groceries"})
    assert (chosen["category"], chosen["rule_id"]) == ("food.groceries", "borrower")
    moved = alice.made("/v1/transactions", {**body, "category": "transfer.own"})
    assert moved["role"] == "transfer", "the borrower's word makes it one"
    assert [line["id"] for line in transactions(alice, "&category=food.coffee")] == [made["id"]]
    assert transactions(alice, "&until=2026-11-19") == [] != transactions(alice, "&since=2026-11-20")


@pytest.mark.parametrize(
    ("field", "value"),
    [("account_id", "cash_x"), ("category", "food.nothing"), ("booked_on", "2026-02-30"), ("amount", 1.5)],
)
def test_what_is_wrong_with_a_typed_one_is_named(field: str, value: object, alice: Borrower) -> None:
    account = alice.made("/v1/cash-accounts", {"name": "A", "currency": "CNY"})["id"]
    body = {"account_id": account, "booked_on": "2026-11-20", "amount": -2500, field: value}
    answer = alice.post("/v1/transactions", body)
    assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, field)


def test_pages_neither_skip_nor_repeat(alice: Borrower) -> None:
    account = alice.made("/v1/cash-accounts", {"name": "A", "currency": "CNY"})["id"]
    for number in range(7):
        body = {"account_id": account, "booked_on": f"2026-11-{10 + number // 3}", "amount": -1 - number}
        alice.made("/v1/transactions", body)
    found, cursor = [], ""
    while cursor is not None:
        page = alice.get(f"/v1/transactions?limit=2{cursor and '&cursor=' + cursor}").json
        found += page["items"]
        cursor = page["next_cursor"]
    assert [(line["booked_on"], line["id"]) for line in found] == sorted(
        {(line["booked_on"], line["id"]) for line in found}, reverse=True
    )
    assert len(found) == 7


def test_a_part_given_back_belongs_where_the_purchase_does(alice: Borrower) -> None:
    account = alice.made("/v1/cash-accounts", {"name": "A", "currency": "CNY"})["id"]
    bought = {"account_id": account, "booked_on": "2026-11-20", "amount": -12_000, "counterparty": "QZX"}
    alice.made("/v1/transactions", {**bought, "category": "food.groceries"})
    back = alice.made(
        "/v1/transactions", {**bought, "amount": 2000, "booked_on": "2026-11-22", "text": "退款"}
    )
    assert (back["role"], back["category"]) == ("refund", "food.groceries")
