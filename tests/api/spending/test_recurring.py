"""What repeats, over HTTP: found in the ledger, judged by the borrower, and kept so by every later search."""

from datetime import date, timedelta
from typing import Any

import pytest

from backend.actions.spending import recurring
from tests.api.conftest import Borrower
from tests.api.spending.household import TODAY, Household, household
from tests.moved_clock import MovedClock


@pytest.fixture
def home(alice: Borrower) -> Household:
    return household(alice)


def _search(home: Household) -> dict[str, dict[str, Any]]:
    answer = home.borrower.post("/v1/recurring/search")
    assert answer.status_code == 200, answer.text
    return {row["label"]: row for row in answer.json["items"]}


def _say(home: Household, row: dict[str, Any], verb: str) -> Any:
    return home.borrower.post(f"/v1/recurring/{row['id']}/{verb}")


def test_salary_rent_and_subscription_are_found_and_nothing_else(home: Household) -> None:
    found = _search(home)
    kinds = {row["kind"]: (row["direction"], row["expected"], row["next_on"]) for row in found.values()}
    assert kinds == {
        "salary": ("in", 500_000, "2026-12-06"),
        "rent": ("out", 200_000, "2026-12-01"),
        "subscription": ("out", 2_500, "2026-12-15"),
    }
    assert all(row["counted"] and row["state"] == "found" for row in found.values())


def test_a_denied_series_stays_denied_and_is_counted_no_more(home: Household) -> None:
    row = _search(home)["爱奇艺"]
    assert _say(home, row, "deny").json["state"] == "denied"
    assert "爱奇艺" not in _search(home)
    assert home.borrower.get(f"/v1/recurring/{row['id']}").json["counted"] is False
    flows = home.borrower.get("/v1/cash-flow").json["flows"]
    assert "爱奇艺" not in {flow["label"] for flow in flows}


def test_an_ended_series_runs_again_only_when_it_is_seen_again(home: Household, clock: MovedClock) -> None:
    row = _search(home)["爱奇艺"]
    _say(home, row, "end")
    assert "爱奇艺" not in _search(home)
    clock.move(by=timedelta(days=21))
    recurring.refresh(home.borrower.id, now=clock.now)
    assert recurring.get(home.borrower.id, row["id"]).state == "ended"
    home.line(date(2026, 12, 15), -2_500, "leisure.streaming", "爱奇艺", text="自动续费 会员")
    recurring.refresh(home.borrower.id, now=clock.now)
    assert recurring.get(home.borrower.id, row["id"]).state == "found"


def test_a_verdict_is_given_once(home: Household) -> None:
    row = _search(home)["爱奇艺"]
    assert _say(home, row, "confirm").json["state"] == "confirmed"
    assert _say(home, row, "confirm").status_code == 409


def test_a_price_that_rose_is_told(alice: Borrower) -> None:
    home = household(alice)
    for n, amount in enumerate((2_500, 2_500, 2_500, 3_000, 3_000)):
        home.line(TODAY - timedelta(days=140 - 30 * n), -amount, "leisure.software", "网盘", text="连续包月")
    [change] = _search(home)["网盘"]["changes"]
    assert (change["kind"], change["was"], change["now"]) == ("price_rise", 2_500, 3_000)


def test_what_repeats_is_listed_by_state_page_by_page(home: Household) -> None:
    row = _search(home)["爱奇艺"]
    _say(home, row, "deny")
    denied = home.borrower.get("/v1/recurring?state=denied").json["items"]
    assert [each["id"] for each in denied] == [row["id"]]
    first = home.borrower.get("/v1/recurring?limit=2").json
    rest = home.borrower.get(f"/v1/recurring?limit=2&cursor={first['next_cursor']}").json
    days = [each["next_on"] for each in first["items"] + rest["items"]]
    assert days == sorted(days) and len(days) == 3


def test_an_instalment_that_is_a_deadline_is_counted_once(alice: Borrower) -> None:
    home = household(alice)
    for month in (8, 9, 10, 11):
        home.line(date(2026, month, 5), -100_000, "debt.loan", "花呗分期", text="分期还款")
    _search(home)
    flows = home.borrower.get("/v1/cash-flow?days=30").json["flows"]
    assert not [flow for flow in flows if flow["amount"] == -100_000]
