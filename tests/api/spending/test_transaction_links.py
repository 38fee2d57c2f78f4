"""Transactions that belong together over HTTP: transfers with fees and currencies, pending and posted, money back."""

from datetime import date, timedelta
from typing import Any

import pytest

from backend.actions import housekeeping
from backend.store.spending.spending_lines import spending_lines
from tests.api.conftest import Borrower
from tests.api.spending.files import read, transactions
from tests.moved_clock import MovedClock

PAYPAL = """Date,Name,Type,Status,Currency,Amount
2026-11-10,{shop},Express Checkout Payment,Completed,USD,{sign}25.00
2026-11-10,,General Currency Conversion,Completed,EUR,{sign}23.10
2026-11-10,,General Currency Conversion,Completed,USD,{back}25.00
"""


def account(borrower: Borrower, currency: str = "CNY", **fields: Any) -> str:
    return str(borrower.made("/v1/cash-accounts", {"name": "x", "currency": currency, **fields})["id"])


def line(borrower: Borrower, account_id: str, on: str, amount: int, payee: str, **fields: Any) -> str:
    body = {"account_id": account_id, "booked_on": on, "amount": amount, "counterparty": payee, **fields}
    return str(borrower.made("/v1/transactions", body)["id"])


def told(borrower: Borrower, *ids: str) -> list[tuple[str, bool]]:
    """Of each its role, and whether that is a guess."""
    found = [borrower.get(f"/v1/transactions/{each}").json for each in ids]
    return [(each["role"], each["guess"]) for each in found]


def links(borrower: Borrower, query: str = "") -> list[dict[str, Any]]:
    return list(borrower.get(f"/v1/transaction-links?limit=200{query}").json["items"])


def brief(borrower: Borrower, query: str = "") -> list[tuple[str, str, str, str]]:
    return [
        (each["kind"], each["transaction_id"], each["other_id"], each["state"])
        for each in links(borrower, query)
    ]


def spent(borrower: Borrower, currency: str = "CNY") -> int:
    """Minor units that left the household in November."""
    lines = spending_lines(borrower.id, currency, date(2026, 11, 1), date(2026, 11, 30))
    return -sum(each.amount for each in lines)


def test_f18_an_own_exchange_of_currencies_is_a_transfer(alice: Borrower) -> None:
    out = line(alice, account(alice), "2026-11-10", -72_500, "currency exchange")
    into = line(alice, account(alice, "USD"), "2026-11-10", 10_000, "currency exchange")
    assert told(alice, out, into) == [("transfer", False), ("transfer", False)]
    assert brief(alice) == [("exchange", out, into, "found")]
    assert (spent(alice), spent(alice, "USD")) == (0, 0)


def test_an_exchange_of_which_one_side_alone_speaks_is_one_where_nothing_else_fits(alice: Borrower) -> None:
    out = line(alice, account(alice), "2026-11-10", -72_500, "购汇")
    into = line(alice, account(alice, "USD"), "2026-11-11", 10_000, "ref 81")
    assert told(alice, out, into) == [("transfer", False), ("transfer", False)]


def test_two_exchanges_that_fit_alike_are_proposed_and_not_booked(alice: Borrower) -> None:
    yuan, dollars = account(alice), account(alice, "USD")
    out = line(alice, yuan, "2026-11-10", -72_500, "currency exchange")
    ins = [line(alice, dollars, "2026-11-10", amount, "currency exchange") for amount in (10_000, 4_000)]
    assert [role for role, _ in told(alice, out, *ins)] == ["spending", "income", "income"]
    asked = {(other, state) for _, _, other, state in brief(alice)}
    assert asked == {(each, "proposed") for each in ins}
    chosen = next(each for each in links(alice) if each["other_id"] == ins[0])
    assert alice.post(f"/v1/transaction-links/{chosen['id']}/confirm").json["state"] == "confirmed"
    assert [role for role, _ in told(alice, out, *ins)] == ["transfer", "transfer", "income"]


def test_transfers_in_other_currencies_that_name_no_exchange_are_proposed(alice: Borrower) -> None:
    line(alice, account(alice), "2026-11-10", -72_500, "Online transfer 77")
    line(alice, account(alice, "USD"), "2026-11-10", 10_000, "Incoming transfer")
    assert [each["state"] for each in links(alice)] == ["proposed"]


def test_a_shop_abroad_and_a_transfer_home_are_no_exchange(alice: Borrower) -> None:
    bought = line(alice, account(alice), "2026-11-10", -72_500, "Walmart")
    line(alice, account(alice, "USD"), "2026-11-10", 10_000, "Incoming transfer")
    assert (told(alice, bought), links(alice)) == ([("spending", False)], [])


def test_f18_paypals_three_lines_are_one_purchase_of_the_euros(alice: Borrower, clock: MovedClock) -> None:
    wallet = account(alice, "EUR", kind="wallet")
    content = PAYPAL.format(shop="Netflix.com", sign="-", back="")
    read(alice, clock, content, "paypal.csv", account_id=wallet)
    roles = {(each["currency"], each["amount"]): each["role"] for each in transactions(alice)}
    assert roles == {("USD", -2500): "transfer", ("EUR", -2310): "spending", ("USD", 2500): "transfer"}
    [paid] = transactions(alice, "&role=spending")
    assert paid["category"] == "leisure.streaming", "the shop's, not the conversion's"
    assert (spent(alice, "EUR"), spent(alice, "USD")) == (2310, 0)
    [first, _] = links(alice, "&state=found")
    assert alice.post(f"/v1/transaction-links/{first['id']}/refuse").status_code == 200
    assert {each["state"] for each in links(alice)} == {"refused"}, "both halves of it"
    roles = {(each["currency"], each["amount"]): each["role"] for each in transactions(alice)}
    assert roles["USD", -2500] == "spending"


def test_a_subscription_that_a_wallet_converts_each_month_is_no_income(
    alice: Borrower, clock: MovedClock
) -> None:
    wallet = account(alice, "EUR", kind="wallet")
    months = [
        PAYPAL.format(shop="Netflix.com", sign="-", back="")
        .replace("2026-11", f"2026-{month:02}")
        .partition("\n")[2]
        for month in range(5, 12)
    ]
    read(alice, clock, PAYPAL.partition("\n")[0] + "\n" + "".join(months), "paypal.csv", account_id=wallet)
    series = alice.get("/v1/recurring").json["items"]
    assert [(each["direction"], each["currency"], each["expected"]) for each in series] == [
        ("out", "EUR", 2310)
    ]


def test_a_transfer_that_lost_a_fee_is_one_where_a_line_names_the_other_account(alice: Borrower) -> None:
    one, other = account(alice), account(alice, last4="6621")
    out = line(alice, one, "2026-11-10", -100_500, "Transfer", text="to account 6621")
    into = line(alice, other, "2026-11-11", 100_000, "Transfer received")
    assert told(alice, out, into) == [("transfer", False), ("transfer", False)]
    [link] = links(alice)
    assert (link["kind"], link["fee"], spent(alice)) == ("transfer", 500, 500), "the fee was spent"


def test_unequal_transfers_that_name_nobody_are_proposed(alice: Borrower) -> None:
    out = line(alice, account(alice), "2026-11-10", -100_500, "Transfer out 3")
    into = line(alice, account(alice), "2026-11-11", 100_000, "Transfer in 4")
    assert [each["state"] for each in links(alice)] == ["proposed"]
    [link] = links(alice)
    alice.post(f"/v1/transaction-links/{link['id']}/refuse")
    assert brief(alice) == [("transfer", out, into, "refused")]
    again = alice.post(f"/v1/transactions/{out}/transferred-to", {"transaction_id": into})
    assert (again.status_code, again.json["state"], again.json["fee"]) == (201, "said", 500)
    assert [role for role, _ in told(alice, out, into)] == ["transfer", "transfer"]
    assert alice.delete(f"/v1/transaction-links/{again.json['id']}").status_code == 204
    assert [each["state"] for each in links(alice)] == ["proposed"], "as if nothing had been said"


PENDING = (
    "Date,Description,Amount,Status\n2026-11-10,DINER 88 MAIN ST,-{0},{1}\n"
    "2026-11-10,SHELL OIL 5551,-40.00,posted\n"
)


@pytest.mark.parametrize(
    ("day", "amount", "guess"),
    [("2026-11-10", "50.00", False), ("2026-11-12", "50.00", False), ("2026-11-12", "60.00", True)],
)
def test_f19_a_pending_line_and_its_posted_successor_count_once(
    day: str, amount: str, guess: bool, alice: Borrower, clock: MovedClock
) -> None:
    read(alice, clock, PENDING.format("50.00", "pending"))
    [waits] = [each for each in transactions(alice) if each["pending"]]
    assert (waits["role"], spent(alice, "USD")) == ("spending", 9000)
    read(alice, clock, PENDING.format(amount, "posted").replace("2026-11-10,DINER", f"{day},DINER"))
    assert spent(alice, "USD") == 4000 + int(amount.replace(".", ""))
    if (day, amount) == ("2026-11-10", "50.00"):
        assert [each["pending"] for each in transactions(alice)] == [False, False], "the very same line"
    else:
        [link] = links(alice)
        assert (link["kind"], link["transaction_id"], link["guess"]) == ("posted", waits["id"], guess)
        assert told(alice, waits["id"]) == [("dead", guess)]


def test_two_lines_of_one_file_are_two_payments_though_one_is_pending(
    alice: Borrower, clock: MovedClock
) -> None:
    read(alice, clock, PENDING.format("50.00", "pending") + "2026-11-11,DINER 88 MAIN ST,-50.00,posted\n")
    assert (links(alice), spent(alice, "USD")) == ([], 14_000)


def test_a_hold_of_another_size_is_asked_about(alice: Borrower, clock: MovedClock) -> None:
    read(alice, clock, PENDING.format("1.00", "pending"))
    read(alice, clock, PENDING.format("43.21", "posted").replace("2026-11-10,DINER", "2026-11-11,DINER"))
    [link] = links(alice)
    assert (link["kind"], link["state"], spent(alice, "USD")) == ("posted", "proposed", 8421)
    alice.post(f"/v1/transaction-links/{link['id']}/confirm")
    assert spent(alice, "USD") == 8321


def test_a_pending_line_that_is_never_posted_expires(alice: Borrower, clock: MovedClock) -> None:
    waits = line(alice, account(alice), "2026-11-20", -5000, "Grand Hotel", pending=True)
    housekeeping.clean(now=clock.move(by=timedelta(days=9)), idempotency_life=timedelta(days=1))
    alice.sign_in()
    assert told(alice, waits) == [("spending", False)]
    housekeeping.clean(now=clock.move(by=timedelta(days=8)), idempotency_life=timedelta(days=1))
    alice.sign_in()
    assert told(alice, waits) == [("dead", False)]


def test_f21_a_market_that_gives_back_a_little_the_next_day_makes_a_refund_that_may_be_refused(
    alice: Borrower,
) -> None:
    home = account(alice)
    bought = line(alice, home, "2026-11-10", -5000, "Corner Market")
    back = line(alice, home, "2026-11-11", 129, "Corner Market")
    assert told(alice, back, bought) == [("refund", True), ("spending", False)]
    assert (brief(alice), spent(alice)) == ([("refund", back, bought, "found")], 4871)
    [link] = links(alice)
    alice.post(f"/v1/transaction-links/{link['id']}/refuse")
    assert (told(alice, back), spent(alice)) == ([("income", False)], 5000)
    assert alice.delete(f"/v1/transaction-links/{link['id']}").status_code == 204
    assert told(alice, back) == [("refund", True)], "what was refused may be found again"


def test_f21_an_insurers_money_for_the_only_bill_is_no_income(alice: Borrower) -> None:
    home = account(alice)
    bill = line(alice, home, "2026-11-02", -50_000, "City Clinic")
    paid = line(alice, home, "2026-11-20", 20_000, "insurer")
    assert (told(alice, paid), spent(alice)) == ([("refund", True)], 30_000)
    assert alice.get(f"/v1/transactions/{paid}").json["category"] == "health.medical"
    assert brief(alice) == [("reimbursement", paid, bill, "found")]


def test_of_two_bills_it_is_asked_which_the_insurer_paid(alice: Borrower) -> None:
    home = account(alice)
    bills = [line(alice, home, f"2026-11-0{day}", -50_000, "City Clinic") for day in (2, 3)]
    paid = line(alice, home, "2026-11-20", 20_000, "insurer")
    assert (told(alice, paid), spent(alice)) == ([("income", False)], 100_000)
    assert {(each[2], each[3]) for each in brief(alice)} == {(bill, "proposed") for bill in bills}


def test_money_back_by_the_borrowers_word_and_taken_back(alice: Borrower) -> None:
    home = account(alice)
    bill = line(alice, home, "2026-11-02", -50_000, "Dr. Meyer", category="health.medical")
    paid = line(alice, home, "2026-11-20", 20_000, "ACME Ltd")
    made = alice.made(f"/v1/transactions/{bill}/reimbursed-by", {"transaction_id": paid})
    assert (made["kind"], made["transaction_id"], made["other_id"]) == ("reimbursement", paid, bill)
    assert (told(alice, paid), spent(alice)) == ([("refund", False)], 30_000)
    assert alice.get(f"/v1/transactions/{paid}").json["category"] == "health.medical"
    assert alice.delete(f"/v1/transaction-links/{made['id']}").status_code == 204
    after = alice.get(f"/v1/transactions/{paid}").json
    assert (after["role"], after["category"], spent(alice)) == ("income", "income.other", 50_000)


def test_what_cannot_be_money_back_is_named(alice: Borrower) -> None:
    home = account(alice)
    paid = line(alice, home, "2026-11-02", -5000, "Shop A")
    back, more = (line(alice, home, "2026-11-05", amount, "Shop B") for amount in (3000, 3000))
    foreign = line(alice, account(alice, "USD"), "2026-11-05", 100, "Shop C")
    alice.made(f"/v1/transactions/{back}/refund-of", {"transaction_id": paid})
    for row, other, reason in (
        (more, paid, "link-exceeds"),
        (paid, back, "link-sides"),
        (foreign, paid, "currencies-differ"),
        (more, "txn_nothing", "transaction-unknown"),
    ):
        answer = alice.post(f"/v1/transactions/{row}/refund-of", {"transaction_id": other})
        assert (answer.status_code, answer.json["reason"]) == (422, reason)
        assert answer.json["errors"][0]["field"] == "transaction_id"


def test_a_link_is_decided_once(alice: Borrower) -> None:
    home = account(alice)
    line(alice, home, "2026-11-10", -5000, "Corner Market")
    line(alice, home, "2026-11-11", 129, "Corner Market")
    [link] = links(alice)
    path = f"/v1/transaction-links/{link['id']}"
    assert alice.delete(path).status_code == 409, "nothing has been said of it"
    assert [alice.post(f"{path}/confirm").status_code for _ in range(2)] == [200, 409]
    assert alice.post(f"{path}/refuse").json["state"] == "refused"


INCOME = "Date,Description,Amount\n2026-11-20,{payer},1875.00\n2026-11-21,Corner Cafe,-4.50\n"


def income(borrower: Borrower) -> int:
    flow = borrower.get("/v1/transactions?limit=200").json["items"]
    return sum(each["amount"] for each in flow if each["role"] == "income")


@pytest.mark.parametrize("typed_first", [True, False])
def test_income_that_was_typed_and_then_imported_counts_once_and_may_be_refused(
    alice: Borrower, clock: MovedClock, typed_first: bool
) -> None:
    bank = account(alice, balance=0, balance_on="2026-11-01")
    if typed_first:
        line(alice, bank, "2026-11-20", 187_500, "ACME UI DIVISION", text="benefit")
    read(alice, clock, INCOME.format(payer="ACME UI DIVISION"), account_id=bank)
    if not typed_first:
        line(alice, bank, "2026-11-20", 187_500, "ACME UI DIVISION", text="benefit")
        read(alice, clock, INCOME.replace("4.50", "5.50").format(payer="ACME UI DIVISION"), account_id=bank)
    [link] = links(alice)
    assert (link["kind"], link["state"], link["guess"]) == ("posted", "found", True)
    assert income(alice) == 187_500
    assert alice.post(f"/v1/transaction-links/{link['id']}/refuse").status_code == 200
    assert income(alice) == 375_000


def test_the_same_sum_of_the_day_in_other_words_is_asked_and_counts_as_two_until_it_is_confirmed(
    alice: Borrower, clock: MovedClock
) -> None:
    bank = account(alice)
    line(alice, bank, "2026-11-20", 187_500, "My benefit")
    read(alice, clock, INCOME.format(payer="NYS DOL"), account_id=bank)
    [link] = links(alice, "&state=proposed")
    assert income(alice) == 375_000
    assert alice.post(f"/v1/transaction-links/{link['id']}/confirm").status_code == 200
    assert income(alice) == 187_500


def test_two_typed_coffees_are_one_row_each_and_another_sum_is_another_payment(
    alice: Borrower, clock: MovedClock
) -> None:
    bank = account(alice)
    for cost in (-450, -450, -500):
        line(alice, bank, "2026-11-20", cost, "Corner Cafe")
    read(alice, clock, INCOME.format(payer="ACME"), account_id=bank)
    assert spent(alice) == 450 + 450 + 500
    assert [each["kind"] for each in links(alice)] == ["posted"]
