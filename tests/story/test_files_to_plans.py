"""Each real export file goes in over HTTP and a plan comes out that funds the minimum, or says whom to ask."""

import os
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from flask import Flask

from tests.api.conftest import Borrower
from tests.api.spending.files import counts, read, transactions
from tests.moved_clock import MovedClock

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("GRACEDAY_SHARED_EXPORTS", ROOT.parent / "shared/data/exports"))
# Name, rows that land and that are refused, the last day in it, the account's currency, and the kind of account.
FILES = [
    ("alipay.csv", 10, 0, "2023-07-10", "CNY", "wallet"),
    ("wechat.csv", 27, 0, "2024-06-07", "CNY", "wallet"),
    ("icbc-credit.csv", 9, 0, "2023-05-05", "CNY", "card"),
    ("cmb-credit.csv", 6, 0, "2024-01-05", "CNY", "card"),
    ("boc-debit.csv", 17, 0, "2025-08-22", "CNY", "bank"),
    ("td.csv", 9, 0, "2023-05-03", "CAD", "bank"),
    ("hsbc-hk-debit.csv", 10, 0, "2025-03-24", "HKD", "bank"),
    ("anz-card.ofx", 1, 0, "2017-05-08", "AUD", "card"),
    ("checking.ofx", 3, 0, "2011-04-07", "USD", "bank"),
    ("decimal-error.ofx", 0, 1, "2013-08-30", "USD", "bank"),
]
MINIMUM, BALANCE = 50_000, 49_000


def moved_in(app: Flask, clock: MovedClock, last: date, currency: str) -> Borrower:
    """A borrower on the morning after the file's last day, whose minimum of 500 is due in ten days."""
    today = last + timedelta(days=1)
    clock.move(to=datetime.combine(today, time(1), UTC))
    borrower = Borrower(app, "reader@example.com")
    place = {"currency": currency, "zone": "Asia/Shanghai", "country": "CN"}
    terms = {"statement_day": 5, "due": {"fixed_day": 23}, "minimum": {"percent_bp": 1000, "floor": 1000}}
    late = {"late_fee": {"percent_bp": 500, "minimum": 1000}}
    card = borrower.made("/v1/cards", {"issuer": "Bank", **place, "terms": {**terms, **late}})["id"]
    dates = {"closes_on": str(today - timedelta(days=10)), "due_on": str(today + timedelta(days=10))}
    borrower.made("/v1/statements", {"card_id": card, **dates, "balance": 500_000, "minimum_due": MINIMUM})
    return borrower


@pytest.mark.parametrize(
    ("name", "good", "bad", "last", "currency", "kind"), FILES, ids=[row[0] for row in FILES]
)
def test_a_real_file_becomes_a_plan(
    name: str, good: int, bad: int, last: str, currency: str, kind: str, app: Flask, clock: MovedClock
) -> None:
    if not (SHARED / name).exists():
        pytest.skip(f"{name} is not in {SHARED}")
    content = (SHARED / name).read_bytes()
    borrower = moved_in(app, clock, date.fromisoformat(last), currency)
    cash = {"name": "Wages", "currency": currency, "balance": BALANCE}
    borrower.made("/v1/cash-accounts", cash)
    job = read(borrower, clock, content, name, currency=currency)
    assert counts(job) == (good, 0, bad)
    assert counts(read(borrower, clock, content, name, currency=currency)) == (0, good, bad)
    kept = transactions(borrower)
    assert len(kept) == good and max([line["booked_on"] for line in kept], default=last) == last
    assert {line["currency"] for line in kept} <= {currency, "CNY"}
    assert job["account_id"].startswith("card_" if kind == "card" else "cash_")

    flow = borrower.get(f"/v1/cash-flow?currency={currency}&days=30").json
    assert [(due["amount"], due["funded"]) for due in flow["fundings"] if due["sure"]] == [(MINIMUM, "no")]
    plan = borrower.made("/v1/cut-plans", {"currency": currency})
    assert plan["state"] == "proposed" and plan["summary"]
    told = plan["lines"] if plan["feasible"] else plan["unfunded"]
    assert told, "it says what to cut, or what is missing"
    assert all(line["text"] and line["why_not_less"] for line in plan["lines"])
    assert all(due["ask_text"] and due["missing"] > 0 for due in plan["unfunded"])
    assert borrower.post(f"/v1/cut-plans/{plan['id']}/accept").status_code in (200, 201)
