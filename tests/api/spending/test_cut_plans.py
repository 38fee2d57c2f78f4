"""A cut plan over HTTP: what it proposes and why, how lines are judged, and what accepting one sets."""

from datetime import timedelta
from typing import Any

import pytest

from backend.store.spending.category_settings import set_category
from tests.api.conftest import Borrower
from tests.api.spending.household import TODAY, Household, household, owed
from tests.moved_clock import MovedClock


@pytest.fixture
def home(alice: Borrower) -> Household:
    return household(alice)


def _etag(home: Household, plan: dict[str, Any]) -> str:
    return str(home.borrower.get(f"/v1/cut-plans/{plan['id']}").headers["ETag"])


def _judge(home: Household, plan: dict[str, Any], position: int, body: dict[str, Any]) -> Any:
    path = f"/v1/cut-plans/{plan['id']}/lines/{position}"
    return home.borrower.patch(path, body, etag=_etag(home, plan))


def test_a_plan_funds_the_minimum_with_the_least_cuts(home: Household) -> None:
    short = home.borrower.get("/v1/cash-flow?days=30").json["shortfall"]
    plan = home.plan()
    assert (plan["feasible"], plan["holds"], plan["state"]) == (True, True, "proposed")
    assert short <= plan["needed"] <= plan["saves"]
    for line in plan["lines"]:
        less = home.plan()
        steps = line["steps"] - 1
        body = {"state": "accepted", "steps": steps} if steps else {"state": "refused"}
        assert _judge(home, less, line["position"], body).json["holds"] is False
    assert {line["category"] for line in plan["lines"]} <= {"food.eating_out", "leisure.streaming"}
    assert [due["shortfall"] for due in plan["dues"]] == [0]


def test_every_line_says_what_and_why_not_less_in_both_languages(home: Household) -> None:
    [line] = [line for line in home.plan()["lines"] if line["from_on"] == "2026-11-24"]
    assert line["text"].startswith("Eating out: ")
    assert "(Tue, Nov 24 to Mon, Nov 30) saves CN¥" in line["text"]
    assert line["why_not_less"].startswith(
        "With one less cut, Bank A's minimum on Sat, Dec 5 would be short by"
    )
    home.borrower.patch("/v1/me", {"locale": "zh-CN"})
    [line] = [line for line in home.plan()["lines"] if line["from_on"] == "2026-11-24"]
    assert line["text"].startswith("外出就餐：11月24日（周二）至11月30日（周一），")
    assert line["why_not_less"].startswith("少省一次，12月5日（周六）Bank A 的最低还款额就会差 ¥")


def test_where_all_is_funded_nothing_is_cut(alice: Borrower) -> None:
    plan = household(alice, balance=900_000).plan()
    assert (plan["feasible"], plan["lines"], plan["needed"]) == (True, [], 0)
    assert "Nothing has to be cut" in plan["summary"]


def test_an_impossible_plan_says_what_is_missing_what_it_costs_and_whom_to_ask(alice: Borrower) -> None:
    plan = household(alice, minimum=400_000).plan()
    assert plan["feasible"] is False and plan["lines"] == []
    [due] = plan["unfunded"]
    assert due["missing"] > 200_000 and due["from_on"] == "2026-12-05"
    assert due["text"].startswith("Bank A: CN¥4,000.00 due on Sat, Dec 5 is not funded. CN¥2,")
    fee = next(part for part in due["cost"] if part["name"] == "fee")
    assert fee["amount"] == 20_000 and "issuer's agreement" in fee["source"]
    assert "Bank A" in due["ask_text"] and "30 days past due" in due["cost_text"]


def test_the_less_harmful_minimum_is_the_one_left(alice: Borrower) -> None:
    home = household(alice)
    owed(alice, minimum=100_000, issuer="Bank B", late_fee={"percent_bp": 0})
    plan = home.plan()
    assert {due["name"]: due["promised"] for due in plan["dues"]} == {"Bank A": True, "Bank B": False}


def test_a_protected_category_is_left_alone(home: Household, clock: MovedClock) -> None:
    set_category(home.borrower.id, "food.eating_out", {"protected": True}, clock.now)
    assert "food.eating_out" not in {line["category"] for line in home.plan()["lines"]}


def test_a_line_is_accepted_with_fewer_steps_and_the_plan_says_it_no_longer_holds(home: Household) -> None:
    plan = home.plan()
    line = plan["lines"][0]
    assert line["steps"] > 1
    changed = _judge(home, plan, 0, {"state": "accepted", "steps": 1}).json
    assert changed["saves"] == plan["saves"] - line["step"] * (line["steps"] - 1)
    assert (changed["holds"], changed["lines"][0]["state"]) == (False, "accepted")
    assert changed["dues"][0]["shortfall"] > 0


def test_more_steps_than_can_be_left_out_are_refused(home: Household) -> None:
    plan = home.plan()
    most = plan["lines"][0]["most"]
    assert _judge(home, plan, 0, {"state": "accepted", "steps": most + 1}).status_code == 422
    assert _judge(home, plan, 0, {"state": "refused", "steps": 1}).status_code == 422


def test_a_line_is_changed_on_the_plan_that_was_read(home: Household) -> None:
    plan = home.plan()
    etag = _etag(home, plan)
    assert _judge(home, plan, 0, {"state": "accepted"}).status_code == 200
    path = f"/v1/cut-plans/{plan['id']}/lines/0"
    assert home.borrower.patch(path, {"state": "refused"}, etag=etag).status_code == 412
    assert home.borrower.call("PATCH", path, json={"state": "refused"}).status_code == 428


def test_a_refused_cut_is_asked_for_later(alice: Borrower) -> None:
    home = household(alice, balance=365_000)
    for day in range(1, 90, 2):
        home.line(TODAY - timedelta(days=day), -2_000, "food.coffee", f"咖啡 {day}")
    plan = home.plan()
    for line in plan["lines"]:
        if line["category"] == "food.coffee":
            assert _judge(home, plan, line["position"], {"state": "refused"}).status_code == 200
    assert _saves(plan, "food.coffee") > _saves(home.plan(), "food.coffee")


def _saves(plan: dict[str, Any], category: str) -> int:
    return sum(line["saves"] for line in plan["lines"] if line["category"] == category)


def test_accepting_sets_an_envelope_of_the_usual_less_the_cut(home: Household) -> None:
    plan = home.plan()
    habit = next(
        each["expected"]
        for each in home.borrower.get("/v1/cash-flow").json["typical"]
        if each["category"] == "food.eating_out"
    )
    accepted = home.borrower.post(f"/v1/cut-plans/{plan['id']}/accept").json
    assert accepted["state"] == "accepted"
    assert {line["state"] for line in accepted["lines"]} == {"accepted"}
    rows = home.borrower.get("/v1/envelopes").json["items"]
    cut = sum(line["saves"] for line in plan["lines"] if line["category"] == "food.eating_out")
    days = 7 * len(rows)
    assert {row["category"] for row in rows} == {"food.eating_out"}
    assert abs(sum(row["amount"] for row in rows) - (habit * days // 30 - cut)) <= len(rows)
    [current] = home.borrower.get("/v1/envelopes?current=true").json["items"]
    assert (current["from_on"], current["to_on"], current["state"]) == ("2026-11-24", "2026-11-30", "ok")


def test_a_newer_accepted_plan_puts_the_earlier_one_aside(home: Household) -> None:
    first, second = home.plan(), home.plan()
    for plan in (first, second):
        assert home.borrower.post(f"/v1/cut-plans/{plan['id']}/accept").status_code == 200
    assert home.borrower.get(f"/v1/cut-plans/{first['id']}").json["state"] == "superseded"
    assert {row["plan_id"] for row in home.borrower.get("/v1/envelopes").json["items"]} == {second["id"]}


def test_a_plan_is_answered_once(home: Household) -> None:
    plan = home.plan()
    assert home.borrower.post(f"/v1/cut-plans/{plan['id']}/refuse").json["state"] == "refused"
    assert home.borrower.post(f"/v1/cut-plans/{plan['id']}/accept").status_code == 409
    assert _judge(home, plan, 0, {"state": "accepted"}).status_code == 409


def test_plans_are_listed_newest_first_page_by_page(home: Household, clock: MovedClock) -> None:
    made = []
    for _ in range(3):
        made.append(home.plan()["id"])
        clock.move(by=timedelta(seconds=1))
    first = home.borrower.get("/v1/cut-plans?limit=2").json
    rest = home.borrower.get(f"/v1/cut-plans?limit=2&cursor={first['next_cursor']}").json
    assert [row["id"] for row in first["items"] + rest["items"]] == made[::-1]


def test_the_picture_shows_every_line_and_due(home: Household) -> None:
    plan = home.plan()
    answer = home.borrower.get(f"/v1/cut-plans/{plan['id']}/cut-plan.svg?theme=light")
    assert answer.content_type == "image/svg+xml; charset=utf-8"
    assert plan["lines"][0]["text"] in answer.text and "Bank A" in answer.text
