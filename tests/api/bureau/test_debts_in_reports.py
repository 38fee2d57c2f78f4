"""Debts that were sold, moved or repaired, and cards without a history of their own, as reports show them."""

from datetime import timedelta
from typing import Any

import pytest

from backend.actions.credit import series_rolling
from tests.api.bureau.household import US_CARD, report
from tests.api.conftest import CARD, LOAN, Borrower
from tests.moved_clock import MovedClock


def found_in(borrower: Borrower, body: dict[str, Any]) -> dict[str, Any]:
    made = borrower.made("/v1/credit-reports", body)
    return dict(borrower.get(f"/v1/findings?report_id={made['id']}&limit=100").json)


def codes(page: dict[str, Any]) -> list[str]:
    return sorted(each["code"] for each in page["items"])


# --- F22: a card that was sold


def a_sold_card(borrower: Borrower, **more: Any) -> dict[str, Any]:
    """Its minimum of 28 November 2025 was never paid; sold on 1 June 2026."""
    card = borrower.made("/v1/cards", US_CARD | {"opened_on": "2024-01-10"} | more)
    body = {"card_id": card["id"], "closes_on": "2025-11-05", "balance": 320_000, "minimum_due": 10_000}
    borrower.made("/v1/statements", body)
    borrower.patch(f"/v1/cards/{card['id']}", {"status": "sold", "ended_on": "2026-06-01"})
    return card


ISSUER = {
    "furnisher": "CHASE BANK USA",
    "last4": "4471",
    "opened_on": "2024-01-10",
    "state": "charged_off",
    "balance": 0,
    "currency": "USD",
    "first_late_on": "2025-12-28",
}


def collection(name: str, **more: Any) -> dict[str, Any]:
    line = {"furnisher": name, "last4": "9001", "state": "collection", "balance": 320_000, "currency": "USD"}
    return line | {"first_late_on": "2025-12-28"} | more


def test_a_sold_debt_truly_reported_gives_no_finding(alice: Borrower) -> None:
    a_sold_card(alice)
    page = found_in(alice, report([ISSUER, collection("MIDLAND CREDIT")]))
    assert codes(page) == []


@pytest.mark.parametrize("late", ["issuer", "collectors", "all"])
def test_a_sold_card_has_three_errors(alice: Borrower, late: str) -> None:
    a_sold_card(alice)
    young = {"first_late_on": "2026-06-01"}
    issuer = ISSUER | {"balance": 320_000} | (young if late != "collectors" else {})
    others = young if late != "issuer" else {}
    lines = [
        issuer,
        collection("MIDLAND CREDIT", **others),
        collection("PORTFOLIO RECOVERY", last4="9002", **others),
    ]
    page = found_in(alice, report(lines))
    assert codes(page) == ["balance_after_sale", "re_aged", "same_debt_twice"]
    by_code = {each["code"]: each for each in page["items"]}
    assert by_code["balance_after_sale"]["theirs"]["balance"] == 320_000
    assert by_code["balance_after_sale"]["ours"] == {"ended": "sold", "ended_on": "2026-06-01"}
    assert by_code["same_debt_twice"]["theirs"]["also"] == "MIDLAND CREDIT"
    assert by_code["re_aged"]["theirs"]["first_late_on"] == "2026-06-01"
    assert by_code["re_aged"]["ours"]["due_on"] == "2025-11-28"
    assert by_code["re_aged"]["law"] == "15 USC 1681c(c)(1)"
    for each in page["items"]:
        draft = alice.made("/v1/disputes", {"finding_id": each["id"], "target": "bureau"})
        english = alice.get(f"/v1/disputes/{draft['id']}/letter.txt").get_data(as_text=True)
        chinese = alice.get(f"/v1/disputes/{draft['id']}/letter.txt?locale=zh-CN").get_data(as_text=True)
        assert "Experian" in english and chinese


def test_a_sale_that_cannot_be_seen_yet_is_no_error(alice: Borrower) -> None:
    card = a_sold_card(alice)
    alice.patch(f"/v1/cards/{card['id']}", {"ended_on": "2026-11-01"})
    page = found_in(alice, report([ISSUER | {"balance": 320_000}, collection("MIDLAND CREDIT")]))
    assert codes(page) == []


def test_two_debts_of_one_amount_are_two(alice: Borrower) -> None:
    a_sold_card(alice)
    a_sold_card(alice, last4="5582", issuer="Citi")
    lines = [
        ISSUER,
        ISSUER | {"furnisher": "CITI", "last4": "5582"},
        collection("MIDLAND CREDIT"),
        collection("PORTFOLIO RECOVERY", last4="9002"),
    ]
    assert codes(found_in(alice, report(lines))) == []


@pytest.mark.parametrize("day", ["2025-11-28", "2025-12-28", "2025-12-31"])
def test_the_first_late_day_may_be_read_in_more_than_one_way(alice: Borrower, day: str) -> None:
    a_sold_card(alice)
    assert codes(found_in(alice, report([ISSUER | {"first_late_on": day}]))) == []


# --- F23: dues that were moved by agreement


LATER = ("2026-10", "2026-11", "2026-12", *(f"2027-0{month}" for month in range(1, 7)))


def a_deferred_loan(borrower: Borrower) -> str:
    """Twelve instalments from April; from July on all moved by three months, by agreement."""
    loan = borrower.made(
        "/v1/loans",
        LOAN
        | {"opened_on": "2026-03-10", "first_open": 1}
        | {"terms": LOAN["terms"] | {"first_due_on": "2026-04-10"}},
    )
    path = f"/v1/loans/{loan['id']}"
    parts = borrower.get(f"{path}/schedule").json["instalments"]
    for part in parts[:3]:
        paid_at = f"{part['due_on']}T10:00:00+08:00"
        body = {"account_id": loan["id"], "amount": part["amount"], "paid_at": paid_at}
        borrower.made("/v1/payments", body)
    moved = [
        {
            "number": part["number"],
            "due_on": f"{month}-10",
            "principal": part["principal"],
            "interest": part["interest"],
        }
        for part, month in zip(parts[3:], LATER, strict=True)
    ]
    answer = borrower.patch(f"{path}/schedule", {"instalments": moved})
    assert answer.status_code == 200, answer.text
    october = {"account_id": loan["id"], "amount": 2 * parts[3]["amount"]}
    borrower.made("/v1/payments", october | {"paid_at": "2026-10-09T10:00:00+08:00"})
    return str(loan["id"])


def test_dues_that_were_moved_were_not_late_where_they_stood(alice: Borrower) -> None:
    loan = a_deferred_loan(alice)
    line = {
        "furnisher": "Online Loan",
        "opened_on": "2026-03-10",
        "state": "open",
        "currency": "CNY",
        "months": {"2026-07": "ok", "2026-08": "30", "2026-09": "60", "2026-10": "ok"},
    }
    body = {"country": "CN", "bureau": "pboc", "pulled_on": "2026-11-20", "entries": [line]}
    page = found_in(alice, body)
    assert {each["account_id"] for each in page["items"]} == {loan}
    assert sorted((each["code"], *each["months"]) for each in page["items"]) == [
        ("reported_late_paid_on_time", "2026-08"),
        ("reported_late_paid_on_time", "2026-09"),
    ]
    assert page["not_compared"] == []
    assert (
        found_in(alice, body | {"entries": [line | {"months": {"2026-08": "ok", "2026-09": "ok"}}]})["items"]
        == []
    )


# --- What cannot be told is said


def test_late_months_of_a_card_without_own_history_are_not_compared(alice: Borrower) -> None:
    card = alice.made("/v1/cards", US_CARD | {"opened_on": "2020-01-10"})
    line = ISSUER | {"opened_on": "2020-01-10", "state": "open", "first_late_on": None}
    page = found_in(alice, report([line | {"months": {"2024-02": "30", "2024-03": "ok", "2024-05": "60"}}]))
    assert page["items"] == []
    assert [
        (each["account_id"], each["month"], each["status"], each["reason"]) for each in page["not_compared"]
    ] == [(card["id"], "2024-02", "30", "no_history"), (card["id"], "2024-05", "60", "no_history")]
    assert alice.get("/v1/findings").json["not_compared"] == page["not_compared"]


def test_a_line_of_no_sure_account_says_so_for_each_late_month(alice: Borrower) -> None:
    for last4 in ("1111", "2222"):
        alice.made("/v1/cards", US_CARD | {"last4": last4})
    line = {"furnisher": "CHASE", "state": "open", "months": {"2026-10": "30"}}
    page = found_in(alice, report([line]))
    assert page["items"] == []
    assert [(each["account_id"], each["reason"]) for each in page["not_compared"]] == [(None, "no_account")]


def test_months_after_a_sale_are_not_compared(alice: Borrower) -> None:
    a_sold_card(alice)
    page = found_in(alice, report([ISSUER | {"months": {"2026-09": "charged_off"}}]))
    assert [each["reason"] for each in page["not_compared"]] == ["left_books"]


# --- The one-off repair


def a_repaired_card(borrower: Borrower, *, minimum: int, paid_on: str) -> None:
    card = borrower.made("/v1/cards", CARD | {"opened_on": "2023-01-10"})
    body = {"card_id": card["id"], "closes_on": "2025-08-05", "balance": 2_000_000, "minimum_due": minimum}
    borrower.made("/v1/statements", body)
    paid = {"account_id": card["id"], "amount": 2_000_000, "paid_at": f"{paid_on}T10:00:00+08:00"}
    borrower.made("/v1/payments", paid)


def shown_since_repair(borrower: Borrower, pulled_on: str) -> list[dict[str, Any]]:
    line = {
        "furnisher": "招商银行",
        "last4": "8812",
        "opened_on": "2023-01-10",
        "state": "open",
        "currency": "CNY",
        "months": {"2025-09": "30"},
    }
    page = found_in(borrower, {"country": "CN", "bureau": "pboc", "pulled_on": pulled_on, "entries": [line]})
    return list(page["items"])


def test_a_repaired_mark_that_is_still_shown_is_found(alice: Borrower) -> None:
    a_repaired_card(alice, minimum=500_000, paid_on="2025-09-30")
    assert shown_since_repair(alice, "2025-12-31") == []
    [found] = shown_since_repair(alice, "2026-11-20")
    assert (found["code"], found["certainty"]) == ("repaired_but_shown", "likely")
    assert found["ours"] == {"should_have_gone_on": "2026-01-01"}
    assert "一次性信用修复" in found["law"]
    marks = alice.get("/v1/credit-record").json["marks"]
    assert marks == []


@pytest.mark.parametrize(("minimum", "paid_on"), [(1_000_001, "2025-09-30"), (500_000, "2026-04-01")])
def test_what_the_repair_does_not_reach_stays(alice: Borrower, minimum: int, paid_on: str) -> None:
    a_repaired_card(alice, minimum=minimum, paid_on=paid_on)
    assert shown_since_repair(alice, "2026-11-20") == []
    assert [mark["kind"] for mark in alice.get("/v1/credit-record").json["marks"]] == ["late"]


# --- Marks of a sale and of a British default


def test_a_sale_leaves_the_mark_of_a_charge_off(alice: Borrower) -> None:
    a_sold_card(alice)
    marks = {mark["kind"]: mark for mark in alice.get("/v1/credit-record").json["marks"]}
    assert set(marks) == {"late", "charged_off"}
    # Seven years from 180 days after the payment that was missed on 28 November 2025.
    assert marks["charged_off"]["drops_on"] == "2033-05-27"


@pytest.mark.parametrize(
    "line",
    [
        {"state": "charged_off", "charged_off_on": "2020-09-01"},
        {"state": "charged_off", "months": {"2020-09": "charged_off"}},
        {"state": "settled", "charged_off_on": "2020-09-01", "closed_on": "2024-01-01"},
    ],
)
def test_a_british_default_goes_six_years_after_its_own_date(alice: Borrower, line: dict[str, Any]) -> None:
    entry = {"furnisher": "Barclays", "last4": "0001", "opened_on": "2015-01-01"} | line
    body = {"country": "GB", "bureau": "experian_uk", "pulled_on": "2026-11-20", "entries": [entry]}
    found = [each for each in found_in(alice, body)["items"] if each["code"] == "too_old"]
    assert [each["certainty"] for each in found] == ["likely"]  # practice, no law
    younger = {
        key: value.replace("2020", "2021") if isinstance(value, str) else {"2021-09": "charged_off"}
        for key, value in line.items()
    }
    body = body | {"entries": [entry | younger]}
    assert "too_old" not in codes(found_in(alice, body))


def test_a_settled_account_may_have_been_charged_off_before(alice: Borrower) -> None:
    entry = ISSUER | {"state": "settled", "balance": None, "first_late_on": "2019-08-01"}
    entry |= {"opened_on": "2016-01-10", "closed_on": "2020-12-01"}
    # Seven years from the first late day is over, from 180 days after it not yet (2027-01-28).
    assert "too_old" not in codes(found_in(alice, report([entry])))
    old = found_in(alice, report([entry | {"first_late_on": "2019-04-01"}]))
    assert "too_old" in codes(old)


def test_a_bill_that_nobody_told_makes_no_late_mark(alice: Borrower, clock: MovedClock) -> None:
    """Days past a due that is only estimated nobody knows whether it was late: neither a mark nor a late month."""
    alice.made("/v1/cards", CARD)
    for _ in range(4):
        clock.move(by=timedelta(days=20))
        series_rolling.roll(now=clock.now)
    alice.sign_in()
    found = alice.get("/v1/credit-record").json
    assert found["marks"] == [] and "bring_current" not in {each["code"] for each in found["next_help"]}
    statuses = {month["status"] for account in found["accounts"] for month in account["months"]}
    assert "unknown" in statuses and statuses <= {"unknown", "none", "open"}
