"""Cash accounts over HTTP: a balance holds from its day on, and what was booked since is added."""

import pytest

from tests.api.conftest import CARD, Borrower
from tests.api.spending.files import ALIPAY, CMB_DEBIT, read
from tests.moved_clock import MovedClock

BODY = {
    "name": "工商银行",
    "kind": "bank",
    "currency": "CNY",
    "last4": "3167",
    "balance": 100_000,
    "reserve": 5000,
}


def spend(borrower: Borrower, account: str, on: str, amount: int = -1000) -> None:
    borrower.made("/v1/transactions", {"account_id": account, "booked_on": on, "amount": amount})


def now(borrower: Borrower, account: str) -> int | None:
    return borrower.get(f"/v1/cash-accounts/{account}").json["balance_now"]


def test_an_account_is_made_read_listed_changed_and_removed(alice: Borrower) -> None:
    made = alice.made("/v1/cash-accounts", BODY)
    assert {name: made[name] for name in BODY} == BODY
    assert (made["balance_on"], made["balance_now"]) == ("2026-11-24", 100_000)
    path = f"/v1/cash-accounts/{made['id']}"
    assert [row["id"] for row in alice.get("/v1/cash-accounts").json["items"]] == [made["id"]]
    changed = alice.patch(
        path, {"name": "ICBC", "reserve": 0, "balance": -50, "balance_on": "2026-11-20"}
    ).json
    assert (changed["name"], changed["reserve"], changed["balance"]) == ("ICBC", 0, -50)
    assert changed["balance_on"] == "2026-11-20"
    assert alice.patch(path, {"name": "x"}, etag='"stale"').status_code == 412
    assert alice.delete(path).status_code == 204 and alice.get(path).status_code == 404


def test_what_was_booked_after_the_balances_day_is_added_to_it(alice: Borrower) -> None:
    account = alice.made("/v1/cash-accounts", {**BODY, "balance_on": "2026-11-20"})["id"]
    for on in ("2026-11-19", "2026-11-20", "2026-11-21", "2026-11-24"):
        spend(alice, account, on)
    spend(alice, account, "2026-11-22", 300)
    assert now(alice, account) == 100_000 - 2000 + 300
    alice.patch(f"/v1/cash-accounts/{account}", {"balance": 7})
    assert now(alice, account) == 7, "said today, it holds what is booked today"


def test_a_balance_of_null_is_none(alice: Borrower) -> None:
    account = alice.made("/v1/cash-accounts", BODY)["id"]
    changed = alice.patch(f"/v1/cash-accounts/{account}", {"balance": None}).json
    assert (changed["balance"], changed["balance_on"], changed["balance_now"]) == (None, None, None)


def test_a_wallets_payment_by_a_bank_moves_the_bank_once_and_the_wallet_never(
    alice: Borrower, clock: MovedClock
) -> None:
    said = {"currency": "CNY", "balance": 1_000_000, "balance_on": "2026-11-01"}
    wallet = alice.made("/v1/cash-accounts", {"name": "支付宝", "kind": "wallet", **said})["id"]
    bank = alice.made("/v1/cash-accounts", {"name": "招商银行", **said})["id"]
    read(alice, clock, ALIPAY, "支付宝.csv", account_id=wallet)
    read(alice, clock, CMB_DEBIT, "招商银行.csv", account_id=bank)
    assert now(alice, bank) == 1_000_000 - 3500 - 200_000 + 800_000
    assert now(alice, wallet) == 1_000_000 - 50_000 - 2200, "the ¥35 that the bank shows is not taken twice"


def test_a_card_that_is_known_by_its_file_only_moves_no_cash(alice: Borrower) -> None:
    card = alice.made("/v1/cards", CARD)["id"]
    spend(alice, card, "2026-11-20")
    [line] = alice.get("/v1/transactions").json["items"]
    assert line["from_cash"] is False


def test_an_account_with_transactions_stays(alice: Borrower) -> None:
    account = alice.made("/v1/cash-accounts", BODY)["id"]
    spend(alice, account, "2026-11-20")
    answer = alice.delete(f"/v1/cash-accounts/{account}")
    assert (answer.status_code, answer.json["code"]) == (409, "conflict")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("balance_on", "2026-11-25"),
        ("last4", "12345"),
        ("last4", "12\n"),
        ("kind", "card"),
        ("currency", "XXQ"),
        ("reserve", -(10**15) - 1),
        ("balance", 10**18),
        ("name", ""),
    ],
)
def test_what_is_wrong_is_named(field: str, value: object, alice: Borrower) -> None:
    answer = alice.post("/v1/cash-accounts", {**BODY, field: value})
    assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, field)


def test_the_day_of_a_balance_that_is_not_there_is_refused(alice: Borrower) -> None:
    account = alice.made("/v1/cash-accounts", {"name": "A", "currency": "CNY"})["id"]
    answer = alice.patch(f"/v1/cash-accounts/{account}", {"balance_on": "2026-11-20"})
    assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, "balance_on")
