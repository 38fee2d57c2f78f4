"""What a file covers is known, what none covers is not: missed pay, gaps, old balances (today is 24 November 2026)."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.api.conftest import Borrower
from tests.api.spending.files import read
from tests.api.spending.household import owed
from tests.moved_clock import MovedClock

DAY = timedelta(days=1)
SALARY = {"label": "工资", "direction": "in", "rhythm": "month", "amount": 900_000, "currency": "CNY"}


def bank(alice: Borrower, balance: int = 800_000, on: str = "2026-11-24", kind: str = "bank") -> str:
    body = {"name": "工资卡", "kind": kind, "currency": "CNY", "balance": balance, "balance_on": on}
    return str(alice.made("/v1/cash-accounts", body)["id"])


def statement(first: date, last: date, *more: tuple[date, str, str]) -> str:
    """A meal of ¥40 on each second day from the first to the last, and what else there is."""
    days = [first + n * DAY for n in range((last - first).days + 1)]
    rows = [(on, "美团外卖", "-40.00") for on in days if (last - on).days % 2 == 0]
    lines = [f"{on},{who},{amount}" for on, who, amount in sorted([*rows, *more])]
    return "\n".join(["Date,Description,Amount", *lines, ""])


def flow_of(alice: Borrower, days: int = 30) -> dict[str, Any]:
    answer = alice.get(f"/v1/cash-flow?days={days}")
    assert answer.status_code == 200, answer.text
    return dict(answer.json)


def pay_of(flow: dict[str, Any]) -> tuple[int, int, int, str]:
    [pay] = [each for each in flow["flows"] if each["kind"] == "income" and each["on"] == "2026-12-10"]
    return pay["missed"], pay["low"], pay["amount"], pay["certainty"]


BENEFIT = (date(2026, 11, 15), "失业保险金", "1700.00")
CAME = (date(2026, 11, 12), "某某公司 代发工资", "9000.00")


@pytest.mark.parametrize(
    ("last", "more", "said"),
    [
        (date(2026, 11, 22), (), (1, 0, 450_000, "estimated")),
        (date(2026, 11, 22), (BENEFIT,), (1, 0, 450_000, "estimated")),
        (date(2026, 11, 22), (CAME,), (0, 900_000, 900_000, "known")),
        (date(2026, 11, 12), (), (0, 900_000, 900_000, "known")),
    ],
    ids=["no pay", "a benefit only", "it came", "the file ends too early to tell"],
)
def test_a_typed_salary_whose_day_a_file_covers_without_it_is_doubted(
    alice: Borrower,
    clock: MovedClock,
    last: date,
    more: tuple[tuple[date, str, str], ...],
    said: tuple[int, int, int, str],
) -> None:
    account = bank(alice)
    alice.made("/v1/expected-flows", SALARY | {"starts_on": "2026-11-10"})
    assert pay_of(flow_of(alice)) == (0, 900_000, 900_000, "known")
    read(alice, clock, statement(date(2026, 11, 1), last, *more), account_id=account)
    assert pay_of(flow_of(alice)) == said


def test_each_covered_payday_without_it_counts(alice: Borrower, clock: MovedClock) -> None:
    account = bank(alice)
    alice.made("/v1/expected-flows", SALARY | {"starts_on": "2026-10-10"})
    read(alice, clock, statement(date(2026, 10, 1), date(2026, 11, 22)), account_id=account)
    assert pay_of(flow_of(alice)) == (2, 0, 225_000, "estimated")


def test_a_wallet_says_nothing_of_pay(alice: Borrower, clock: MovedClock) -> None:
    account = bank(alice, kind="wallet")
    alice.made("/v1/expected-flows", SALARY | {"starts_on": "2026-11-10"})
    read(alice, clock, statement(date(2026, 11, 1), date(2026, 11, 22)), account_id=account)
    assert pay_of(flow_of(alice))[0] == 0


def test_days_that_no_file_covers_are_not_days_without_spending(alice: Borrower, clock: MovedClock) -> None:
    account = bank(alice, on="2026-10-12")
    read(alice, clock, statement(date(2026, 8, 1), date(2026, 10, 12)), account_id=account)
    known = [each["expected"] for each in flow_of(alice)["typical"]]
    assert known == [60_000]
    body = {"account_id": account, "booked_on": "2026-11-20", "amount": 187_500, "text": "ACME"}
    alice.made("/v1/transactions", body)
    assert [each["expected"] for each in flow_of(alice)["typical"]] == known


def test_a_month_without_a_file_between_two_is_unknown(alice: Borrower, clock: MovedClock) -> None:
    account = bank(alice)
    read(alice, clock, statement(date(2026, 8, 1), date(2026, 9, 10)), account_id=account)
    read(alice, clock, statement(date(2026, 10, 14), date(2026, 11, 22)), account_id=account)
    assert [each["expected"] for each in flow_of(alice)["typical"]] == [60_000]


def test_an_old_balance_is_named_and_is_not_relied_upon(alice: Borrower, clock: MovedClock) -> None:
    account = bank(alice, balance=100_000, on="2026-10-25")
    read(alice, clock, statement(date(2026, 8, 25), date(2026, 10, 25)), account_id=account)
    owed(alice, minimum=50_000, due_on="2026-11-25")
    flow = flow_of(alice, days=5)
    stale = flow["balance_stale"]
    assert (stale["known_until"], stale["days"]) == ("2026-10-25", 30)
    assert 55_000 <= stale["may_be_gone"] <= 65_000  # 29 days of ¥20
    assert [each["funded"] for each in flow["fundings"]] == ["at_risk"]
    alice.patch(f"/v1/cash-accounts/{account}", {"balance": 100_000, "balance_on": "2026-11-24"})
    flow = flow_of(alice, days=5)
    assert (flow["balance_stale"], [each["funded"] for each in flow["fundings"]]) == (None, ["yes"])


def test_what_was_paid_since_an_old_balance_is_not_in_it(alice: Borrower) -> None:
    bank(alice, balance=100_000, on="2026-10-25")
    due = alice.get(f"/v1/deadlines/{owed(alice, minimum=50_000, due_on='2026-11-25')}").json
    paid = {"account_id": due["account_id"], "amount": 30_000, "paid_at": "2026-11-20T04:00:00Z"}
    alice.made("/v1/payments", paid)
    assert flow_of(alice, days=5)["balance_stale"]["may_be_gone"] == 30_000


def test_a_typed_bill_takes_the_place_of_usual_spending_of_its_kind(
    alice: Borrower, clock: MovedClock
) -> None:
    account = bank(alice)
    rent = (date(2026, 11, 16), "王建国 房租", "-2800.00")
    read(alice, clock, statement(date(2026, 11, 14), date(2026, 11, 20), rent), account_id=account)
    assert "housing.rent" in {each["category"] for each in flow_of(alice)["typical"]}
    body = {"label": "房租", "direction": "out", "rhythm": "month", "starts_on": "2026-12-01"}
    body |= {"amount": 280_000, "currency": "CNY", "category": "housing.rent"}
    alice.made("/v1/expected-flows", body)
    flow = flow_of(alice)
    assert [each["amount"] for each in flow["flows"] if each["label"] == "房租"] == [-280_000]
    assert {each["category"] for each in flow["typical"]} == {"food.delivery"}


def citi(alice: Borrower) -> tuple[str, str]:
    """A bank account with ¥1,000, and a card whose bill of ¥1,500 is due on 2 December."""
    terms = {"statement_day": 5, "due": {"days_after": 27}, "minimum": {"percent_bp": 1000, "floor": 1000}}
    card = alice.made(
        "/v1/cards",
        {
            "issuer": "Citi",
            "last4": "9902",
            "currency": "CNY",
            "zone": "Asia/Shanghai",
            "country": "CN",
            "terms": terms,
        },
    )
    bill = {"card_id": card["id"], "closes_on": "2026-11-05", "due_on": "2026-12-02"}
    alice.made("/v1/statements", bill | {"balance": 150_000, "minimum_due": 150_000})
    return bank(alice, balance=100_000), str(card["id"])


AUTOPAY = (
    "Date,Description,Amount\n2026-11-20,CITI CARD ONLINE AUTOPAY 9902,-1500.00\n2026-11-21,美团外卖,-40.00\n"
)


def test_a_repayment_that_a_file_shows_is_not_deducted_again_and_is_named_as_a_doubt(
    alice: Borrower, clock: MovedClock
) -> None:
    account, card = citi(alice)
    assert [each["funded"] for each in flow_of(alice, days=14)["fundings"]] == ["no"]
    read(alice, clock, AUTOPAY, account_id=account)
    flow = flow_of(alice, days=14)
    [due], [doubt] = flow["fundings"], flow["maybe_paid"]
    assert (due["amount"], due["funded"], due["shortfall"]) == (150_000, "at_risk", 0)
    assert due["shortfall_low"] >= 50_000
    assert (doubt["due_id"], doubt["booked_on"], doubt["amount"]) == (due["due_id"], "2026-11-20", 150_000)
    paid = alice.post(f"/v1/transactions/{doubt['transaction_id']}/payment", {"account_id": card})
    assert paid.status_code == 201, paid.text
    flow = flow_of(alice, days=14)
    assert (flow["fundings"], flow["maybe_paid"]) == ([], [])


def test_a_repayment_that_was_typed_as_a_payment_pays_nothing_more(
    alice: Borrower, clock: MovedClock
) -> None:
    account, card = citi(alice)
    alice.made("/v1/payments", {"account_id": card, "amount": 50_000, "paid_at": "2026-11-19T04:00:00Z"})
    read(alice, clock, AUTOPAY.replace("-1500", "-500"), account_id=account)
    flow = flow_of(alice, days=14)
    assert ([each["amount"] for each in flow["fundings"]], flow["maybe_paid"]) == ([100_000], [])


def test_a_repayment_of_an_earlier_bill_pays_nothing_of_this_one(alice: Borrower, clock: MovedClock) -> None:
    account, _ = citi(alice)
    read(alice, clock, AUTOPAY.replace("11-20", "11-03"), account_id=account)
    assert flow_of(alice, days=14)["maybe_paid"] == []
