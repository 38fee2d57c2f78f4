"""An instalment that is only estimated is not told as sure, and is late all the same when its date has passed."""

from datetime import datetime

from backend.actions.reminders import tick
from tests.actions.conftest import Known, due, loan_of, pay, roll
from tests.moved_clock import MovedClock


def _rows(alice: Known, loan: str) -> dict[str, bool]:
    answer = alice.get(f"/v1/loans/{loan}/schedule").json
    return {row["due_on"]: row["estimated"] for row in answer["instalments"]}


def test_a_deadline_is_as_sure_as_its_row_of_the_schedule(alice: Known) -> None:
    loan = loan_of(alice)
    assert (due(alice, "2026-12-10")["sure"], due(alice, "2026-12-10")["source"]) == (True, "schedule")
    extra = {"account_id": loan, "amount": 300_000, "meant_as": "extra_principal", "effect": "smaller"}
    paid = alice.made("/v1/payments", extra)
    rows = _rows(alice, loan)
    assert (rows["2026-12-10"], rows["2027-01-10"]) == (True, False)
    for day in ("2026-12-10", "2027-01-10"):
        assert due(alice, day)["sure"] is not rows[day]
    assert due(alice, "2026-12-10")["source"] == "estimated"
    alice.post(f"/v1/payments/{paid['id']}/reverse")
    assert (due(alice, "2026-12-10")["sure"], due(alice, "2026-12-10")["source"]) == (True, "schedule")


def test_an_estimated_amount_is_late_on_its_date_all_the_same(alice: Known, clock: MovedClock) -> None:
    loan = loan_of(alice)
    alice.made(f"/v1/loans/{loan}/terms", {"from_on": "2026-11-24", "rate_bp": 900})
    assert due(alice, "2026-12-10")["sure"] is False
    roll(alice, clock, 20)  # 14 December
    [account] = alice.get("/v1/standing").json["accounts"]
    assert (account["days_past_due"], account["sure"]) == (4, True)
    assert account["past_due"] == due(alice, "2026-12-10")["outstanding"]
    assert account["past_due_estimated"] == account["past_due"]
    assert account["strategy"]["next_action"] != "check_statement"
    pay(alice, loan, account["past_due"])
    assert due(alice, "2026-12-10")["state"] == "met"


def test_what_is_told_of_an_estimated_instalment_says_so(alice: Known, clock: MovedClock) -> None:
    alice.made("/v1/devices", {"provider": "console", "token": "me", "platform": "console"})
    loan = loan_of(alice)
    alice.made(f"/v1/loans/{loan}/terms", {"from_on": "2026-11-24", "rate_bp": 900})
    first = datetime.fromisoformat(alice.get("/v1/preview?days=30").json["digests"][0]["at"])
    assert tick.tick(now=clock.move(to=first)).digests == 1
    alice.sign_in(clock.now)
    [line] = alice.get("/v1/inbox").json["items"][0]["lines"]
    assert line["action"].endswith("Estimated: check it against your statement.")
    assert line["date_note"] == "The date is from the loan's schedule; its amount is an estimate."
    alice.patch("/v1/me", {"locale": "zh-CN"})
    [line] = alice.get("/v1/inbox").json["items"][0]["lines"]
    assert line["date_note"] == "日期来自贷款的还款计划，金额为估算。"
