"""A followed plan: what is spent against it, what is said once and when, and what became of it."""

import json
from datetime import date, timedelta
from typing import Any

import pytest

from backend.actions.reminders import notification_facts, tick
from backend.actions.spending import envelopes
from backend.store.reminders.notifications import Notification
from backend.store.spending import cut_plans as stored
from backend.words.reminders.push_text import render
from tests.api.conftest import Borrower
from tests.api.spending.household import TODAY, Household, household
from tests.moved_clock import MovedClock


@pytest.fixture
def home(alice: Borrower) -> Household:
    made = household(alice)
    alice.patch("/v1/me", {"discreet": False})
    alice.made("/v1/devices", {"provider": "console", "token": "t", "platform": "console"})
    return made


@pytest.fixture
def plan(home: Household) -> dict[str, Any]:
    made = home.plan()
    answer = home.borrower.post(f"/v1/cut-plans/{made['id']}/accept")
    assert answer.status_code == 200, answer.text
    return dict(answer.json)


def _follow(home: Household, clock: MovedClock) -> list[str]:
    """Follow, tick, and what was said by that."""
    envelopes.track_plans(home.borrower.id, now=clock.now)
    before = {row.id for row in Notification.select()}
    tick.tick(now=clock.now)
    said = []
    for row in Notification.select().order_by(Notification.id):
        if row.id not in before:
            told = notification_facts.true_lines([row.id], now=clock.now)[row.id]
            text = render(told, locale="en", discreet=False, borrower_zone="Asia/Shanghai")
            said.append(f"{text.title} | {text.body}")
    clock.move(by=timedelta(minutes=1))
    return said


def _current(home: Household) -> dict[str, Any]:
    [row] = home.borrower.get("/v1/envelopes?current=true").json["items"]
    return dict(row)


def _spend(home: Household, amount: int) -> None:
    home.meal(TODAY, amount)


def test_accepting_a_plan_says_nothing(home: Household, plan: dict[str, Any], clock: MovedClock) -> None:
    assert _follow(home, clock) == []


def test_an_envelope_speaks_once_at_80_per_cent_and_once_when_broken(
    home: Household, plan: dict[str, Any], clock: MovedClock
) -> None:
    limit = _current(home)["amount"]
    _spend(home, limit * 7 // 10)
    assert (_follow(home, clock), _current(home)["state"]) == ([], "ok")
    _spend(home, limit * 2 // 10)
    [said] = _follow(home, clock)
    assert said.startswith("Eating out: CN¥") and "left for it until Mon, Nov 30" in said
    assert _current(home)["state"] == "near"
    assert _follow(home, clock) == []
    _spend(home, limit)
    [said] = [each for each in _follow(home, clock) if "Eating out" in each]
    assert "over the plan" in said
    assert _current(home)["state"] == "broken"
    assert [each for each in _follow(home, clock) if "Eating out" in each] == []


def test_a_minimum_that_becomes_unfunded_is_told_and_a_new_plan_offered(
    home: Household, plan: dict[str, Any], clock: MovedClock
) -> None:
    _set_balance(home, 250_000)
    [said] = _follow(home, clock)
    assert said.startswith("Bank A: short by CN¥") and "on Sat, Dec 5" in said
    shown = home.borrower.get(f"/v1/cut-plans/{plan['id']}").json
    assert (shown["recompute_offered"], shown["state"]) == (True, "accepted")
    assert _follow(home, clock) == []
    _set_balance(home, 900_000)
    [said] = _follow(home, clock)
    assert said.startswith("Bank A: funded again")
    assert home.borrower.get(f"/v1/cut-plans/{plan['id']}").json["recompute_offered"] is False


def _set_balance(home: Household, balance: int) -> None:
    body = {"balance": balance, "balance_on": "2026-11-23"}
    assert home.borrower.patch(f"/v1/cash-accounts/{home.account_id}", body).status_code == 200


def _sign_in(home: Household) -> None:
    """Again, after the access token has run out."""
    body = {"email": "alice@example.com", "password": "correct horse battery"}
    token = home.borrower.client.post("/v1/auth/login", json=body).json["access_token"]
    home.borrower.headers = {"Authorization": f"Bearer {token}"}


def test_an_alert_is_discreet_by_default_and_in_the_inbox(
    home: Household, plan: dict[str, Any], clock: MovedClock
) -> None:
    _set_balance(home, 250_000)
    envelopes.track_plans(home.borrower.id, now=clock.now)
    tick.tick(now=clock.now)
    [row] = Notification.select()
    told = notification_facts.true_lines([row.id], now=clock.now)[row.id]
    assert "Bank A" not in str(render(told, locale="en", discreet=True, borrower_zone="Asia/Shanghai"))
    [item] = home.borrower.get("/v1/inbox").json["items"]
    assert "short by" in json.dumps(item) and "the plan that you accepted" in json.dumps(item)


def test_an_alert_waits_for_the_end_of_quiet_hours(
    home: Household, plan: dict[str, Any], clock: MovedClock
) -> None:
    home.borrower.patch("/v1/me", {"quiet_start": "16:00", "quiet_end": "18:00"})
    _set_balance(home, 250_000)
    assert _follow(home, clock) == []  # 17:00 in Shanghai
    clock.move(by=timedelta(hours=1))
    assert len(_follow(home, clock)) == 1


def test_an_alert_that_is_no_longer_true_is_never_said(
    home: Household, plan: dict[str, Any], clock: MovedClock
) -> None:
    _set_balance(home, 250_000)
    envelopes.track_plans(home.borrower.id, now=clock.now)
    _set_balance(home, 350_000)
    said = _follow(home, clock)
    assert not [each for each in said if "short" in each]


def test_a_payment_takes_back_what_was_said_of_it(
    home: Household, plan: dict[str, Any], clock: MovedClock
) -> None:
    _set_balance(home, 250_000)
    envelopes.track_plans(home.borrower.id, now=clock.now)
    assert home.borrower.post(f"/v1/deadlines/{home.deadline_id}/acknowledge").status_code == 200
    assert envelopes.track_due_plans(now=clock.now) == 1
    assert not [said for said in _follow(home, clock) if "short" in said]


def test_a_policy_for_everything_does_not_make_alerts_repeat(
    home: Household, plan: dict[str, Any], clock: MovedClock
) -> None:
    home.borrower.made("/v1/reminder-policies", {"scope": "borrower", "preset": "close"})
    _set_balance(home, 250_000)
    assert len(_follow(home, clock)) == 1
    clock.move(by=timedelta(days=14))
    tick.tick(now=clock.now)
    told = [row["name"] for row in _reminded(home)]
    assert told.count("funding") == 1


def _reminded(home: Household) -> list[dict[str, Any]]:
    from backend.store.database import execute

    rows = execute(
        "SELECT d.kind FROM reminder r JOIN deadline d ON d.id = r.deadline_id WHERE r.borrower_id = ?",
        (home.borrower.id,),
    )
    return [{"name": row[0]} for row in rows.fetchall()]


def test_the_worker_follows_once_a_day(home: Household, plan: dict[str, Any], clock: MovedClock) -> None:
    assert envelopes.track_due_plans(now=clock.now) == 0  # accepting has followed it
    clock.move(by=timedelta(days=1))
    assert envelopes.track_due_plans(now=clock.now) == 1
    assert envelopes.track_due_plans(now=clock.now) == 0


def test_a_plan_of_days_gone_by_ends(home: Household, plan: dict[str, Any], clock: MovedClock) -> None:
    clock.move(by=timedelta(days=31))
    envelopes.track_due_plans(now=clock.now)
    _sign_in(home)
    assert home.borrower.get(f"/v1/cut-plans/{plan['id']}").json["state"] == "ended"
    assert stored.to_follow(clock.now + timedelta(days=9), 9) == []


def test_the_outcome_holds_the_promise_against_what_happened(
    home: Household, plan: dict[str, Any], clock: MovedClock
) -> None:
    answer = home.borrower.get(f"/v1/cut-plans/{plan['id']}/outcome").json
    assert [due["happened"] for due in answer["dues"]] == ["ahead", "ahead"]  # the rent and the minimum
    _spend(home, 5_000)
    clock.move(by=timedelta(days=12))
    envelopes.track_plans(home.borrower.id, now=clock.now)
    _sign_in(home)
    assert _outcome(home, plan) == [(True, "missed")]
    paid = home.borrower.post(
        f"/v1/deadlines/{home.deadline_id}/acknowledge", {"paid_at": "2026-12-04T00:00:00Z"}
    )
    assert paid.status_code == 200, paid.text
    assert _outcome(home, plan) == [(True, "met")]
    [food] = home.borrower.get(f"/v1/cut-plans/{plan['id']}/outcome").json["categories"]
    first, second = (line["saves"] for line in plan["lines"] if line["category"] == "food.eating_out")
    cut = first + second * 6 // 7  # the second week has a day to go
    assert (food["promised_saving"], food["spent"], food["saved"]) == (cut, 5_000, food["usual"] - 5_000)


def _outcome(home: Household, plan: dict[str, Any]) -> list[tuple[bool, str]]:
    dues = home.borrower.get(f"/v1/cut-plans/{plan['id']}/outcome").json["dues"]
    return [(due["promised"], due["happened"]) for due in dues if not due["due_id"].startswith("rec_")]


def test_a_proposal_has_no_outcome(home: Household) -> None:
    assert home.borrower.get(f"/v1/cut-plans/{home.plan()['id']}/outcome").status_code == 409


def test_what_a_fixed_series_takes_counts_against_no_envelope(
    home: Household, plan: dict[str, Any], clock: MovedClock
) -> None:
    home.line(date(2026, 11, 24), -2_500, "leisure.streaming", "爱奇艺", text="自动续费 会员")
    envelopes.track_plans(home.borrower.id, now=clock.now)
    assert _current(home)["spent"] == 0


def test_what_was_spent_before_a_plan_is_accepted_breaks_no_envelope_at_birth(
    home: Household, clock: MovedClock
) -> None:
    made = home.plan()
    _spend(home, 50_000)
    _set_balance(home, 400_000)  # or the plan would not hold any more
    assert home.borrower.post(f"/v1/cut-plans/{made['id']}/accept").status_code == 200
    row = _current(home)
    assert (row["state"], row["spent"], row["spent_before"], row["left"]) == ("ok", 0, 50_000, 0)
    assert not [said for said in _follow(home, clock) if "Eating out" in said]
    _spend(home, 100)
    [said] = [each for each in _follow(home, clock) if "Eating out" in each]
    assert "over the plan" in said
