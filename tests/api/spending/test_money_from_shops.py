"""Money that a shop paid is no income: it is guessed to be a refund, is marked, and is asked about."""

import pytest

from tests.api.conftest import Borrower
from tests.api.spending.files import read, transactions
from tests.moved_clock import MovedClock

HEAD = "Date,Description,Amount\n"
BOUGHT = "".join(f"2026-10-0{day},SHELL OIL 5551,-4{day}.00\n" for day in range(1, 6))


def of_shop(alice: Borrower, clock: MovedClock, lines: str) -> list[tuple[str, bool, str | None]]:
    read(alice, clock, HEAD + BOUGHT + lines)
    return [(each["role"], each["guess"], each["asks"]) for each in transactions(alice) if each["amount"] > 0]


def test_a_plus_of_a_cafe_without_a_purchase_is_a_guess_and_is_asked(
    alice: Borrower, clock: MovedClock
) -> None:
    assert of_shop(alice, clock, "2026-11-02,STARBUCKS STORE 0123,12.50\n") == [
        ("refund", True, "refund_or_income")
    ]
    assert alice.get("/v1/transactions?role=income").json["items"] == []


@pytest.mark.parametrize("role", ["refund", "income"])
def test_what_is_answered_holds_and_is_asked_no_more(role: str, alice: Borrower, clock: MovedClock) -> None:
    of_shop(alice, clock, "2026-11-02,STARBUCKS STORE 0123,12.50\n")
    id_ = transactions(alice)[-1]["id"]
    assert alice.post(f"/v1/transactions/{id_}/role", {"role": role, "scope": "this"}).status_code == 200
    found = transactions(alice)[-1]
    assert (found["role"], found["guess"], found["asks"]) == (role, False, None)
    read(alice, clock, HEAD + "2026-11-03,STARBUCKS STORE 0123,-3.00\n")  # and is not guessed anew
    assert next(each for each in transactions(alice) if each["id"] == id_)["role"] == role


def test_pay_that_comes_again_from_a_shop_is_income_and_still_asked(
    alice: Borrower, clock: MovedClock
) -> None:
    pay = "2026-10-30,STARBUCKS STORE 0123,800.00\n2026-11-13,STARBUCKS STORE 0123,820.00\n"
    assert of_shop(alice, clock, pay) == [("income", True, "refund_or_income")] * 2


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("STARBUCKS STORE 0123 REFUND", "refund"),  # says so itself
        ("STARBUCKS PAYROLL", "income"),
        ("ACME CORP", "income"),  # sells nothing that is known
    ],
)
def test_what_a_word_proves_and_what_is_no_shop_is_not_asked(
    line: str, role: str, alice: Borrower, clock: MovedClock
) -> None:
    assert of_shop(alice, clock, f"2026-11-02,{line},12.50\n") == [(role, False, None)]


def test_it_takes_back_spending_and_lifts_no_forecast_as_income(alice: Borrower, clock: MovedClock) -> None:
    bank = {"name": "Bank", "currency": "USD", "balance": 10_000, "balance_on": "2026-11-23"}
    account = alice.made("/v1/cash-accounts", bank)["id"]
    rows = "".join(
        f"2026-{month}-{day},STARBUCKS STORE 0123,-9.00\n" for month in (10, 11) for day in (10, 20)
    )
    read(alice, clock, HEAD + rows + "2026-11-21,STARBUCKS STORE 0123,30.00\n", account_id=account)
    [found] = [each for each in transactions(alice) if each["amount"] > 0]
    assert (found["role"], found["asks"]) == ("refund", "refund_or_income")
    flows = alice.get("/v1/cash-flow").json["flows"]
    assert [each for each in flows if each["amount"] > 0] == []
