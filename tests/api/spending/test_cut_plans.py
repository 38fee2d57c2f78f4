"""A cut plan over HTTP: what it proposes and why, how lines are judged, and what accepting one sets."""

from datetime import timedelta
from typing import Any

import pytest

from backend.domain.spending.categories.category_tree import LEAVES
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
    assert [(due["kind"], due["shortfall"]) for due in plan["dues"]] == [
        ("essential", 0),
        ("card_minimum", 0),
    ]


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
    assert due["text"].startswith("Bank A: CN¥4,000.00 due on Sat, Dec 5 is not funded. CN¥3,")
    fee = next(part for part in due["cost"] if part["name"] == "fee")
    assert fee["amount"] == 20_000 and "issuer's agreement" in fee["source"]
    assert "Bank A" in due["ask_text"] and "30 days past due" in due["cost_text"]


def test_our_own_words_of_a_source_are_the_readers_and_a_citation_stays_as_it_is_written(
    alice: Borrower,
) -> None:
    home = household(alice, minimum=400_000)
    [due] = home.plan()["unfunded"]
    english = {part["name"]: part["source"] for part in due["cost"]}
    own = "; its weight: Graceday's own weighing, charged by no one"
    assert english["mark"].startswith("30 days past due: ") and english["mark"].endswith(own)
    cited = english["mark"].removeprefix("30 days past due: ").removesuffix(own)
    alice.patch("/v1/me", {"locale": "zh-CN"})
    [due] = home.plan()["unfunded"]
    chinese = {part["name"]: part["source"] for part in due["cost"]}
    assert chinese["mark"] == f"逾期 30 天：{cited}；其权重由 Graceday 自行设定，并无人收取"
    assert chinese["fee"] == english["fee"]


def test_the_less_harmful_minimum_is_the_one_left(alice: Borrower) -> None:
    home = household(alice)
    owed(alice, minimum=100_000, issuer="Bank B", late_fee={"percent_bp": 0})
    plan = home.plan()
    assert {due["name"]: due["promised"] for due in plan["dues"]} == {
        "房东王先生": True,
        "Bank A": True,
        "Bank B": False,
    }


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
    assert changed["dues"][-1]["shortfall"] > 0


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


def test_a_refused_line_changes_summary_feasible_and_promised_and_the_plan_is_not_accepted(
    home: Household,
) -> None:
    plan = home.plan()
    told = _judge(home, plan, 0, {"state": "refused"}).json
    assert (told["feasible"], told["holds"], told["dues"][-1]["promised"]) == (False, False, False)
    assert told["summary"].startswith(
        "With its lines as they are, this plan no longer holds: Sat, Dec 5 would end CN¥"
    )
    listed = home.borrower.get("/v1/cut-plans").json["items"][0]
    assert (listed["feasible"], listed["summary"]) == (False, told["summary"])
    answer = home.borrower.post(f"/v1/cut-plans/{plan['id']}/accept")
    assert (answer.status_code, answer.json["reason"]) == (409, "plan-does-not-hold")
    again = _judge(home, plan, 0, {"state": "accepted"}).json
    assert again["holds"] and home.borrower.post(f"/v1/cut-plans/{plan['id']}/accept").status_code == 200


def test_asked_again_after_a_refusal_another_plan_comes_or_it_is_said_that_there_is_none(
    home: Household,
) -> None:
    plan, refused = home.plan(), []
    while plan["feasible"] and plan["lines"]:
        line = plan["lines"][0]
        refused.append((line["from_on"], line["to_on"], line["category"]))
        assert _judge(home, plan, 0, {"state": "refused"}).status_code == 200
        plan = home.plan()
        assert not {(each["from_on"], each["to_on"], each["category"]) for each in plan["lines"]} & set(
            refused
        )
    assert refused and plan["unfunded"]
    [left] = plan["unfunded"]
    assert plan["summary"].startswith("The cuts that you allow are not enough: until ")
    assert f"{left['text'].partition(':')[0]} stays unfunded." in plan["summary"]


def test_a_contract_is_asked_about_before_its_end_is_proposed(alice: Borrower) -> None:
    home = household(alice, balance=350_000)
    plan = home.plan()
    [question] = plan["questions"]
    assert question["label"] == "爱奇艺" and question["text"].startswith("Can you cancel 爱奇艺")
    assert "subscription" not in {line["kind"] for line in plan["lines"]}
    series = f"/v1/recurring/{question['recurring_id']}"
    for said, proposed in (
        ({"cancellable": "yes", "contract_ends_on": None}, True),
        ({"cancellable": "no"}, False),
        ({"cancellable": "yes", "contract_ends_on": "2027-06-30"}, False),
        ({"cancellable": "no", "contract_ends_on": "2026-12-01"}, True),
    ):
        assert home.borrower.patch(series, said).status_code == 200
        tight = home.plan(days=60)
        assert tight["questions"] == []
        assert any(line["kind"] == "subscription" for line in tight["lines"]) <= proposed


def test_rent_before_payday_is_named_as_the_first_day_below(alice: Borrower) -> None:
    cash = {"name": "Bank", "currency": "CNY", "balance": 60_000, "balance_on": "2026-11-23"}
    alice.made("/v1/cash-accounts", cash)
    for label, direction, on, amount, category in (
        ("Landlord", "out", "2026-11-28", 150_000, "housing.rent"),
        ("Employer", "in", "2026-12-03", 500_000, "income.salary"),
    ):
        body = {"label": label, "direction": direction, "starts_on": on, "amount": amount, "currency": "CNY"}
        alice.made("/v1/expected-flows", body | {"rhythm": "month", "category": category})
    owed(alice, minimum=100_000, due_on="2026-12-08")
    plan = alice.made("/v1/cut-plans", {"days": 20})
    assert plan["feasible"] is False
    assert plan["below_reserve"] == {"on": "2026-11-28", "by": 90_000}
    assert "Sat, Nov 28 would end CN¥900.00 below what must stay" in plan["summary"]
    [rent] = plan["unfunded"]
    assert (rent["missing"], rent["payable_on"], rent["charged"]) == (90_000, "2026-12-03", None)
    assert rent["ask_text"] == "Ask Landlord for a due date of Thu, Dec 3 or later."
    assert rent["cost_text"] == "What it costs to leave it unpaid for 30 days is unknown."


@pytest.mark.parametrize("minimum", [10**9, 10**15])
def test_amounts_of_any_currency_make_a_plan(alice: Borrower, minimum: int) -> None:
    cash = {"name": "Bank", "currency": "IRR", "balance": minimum - 1, "balance_on": "2026-11-23"}
    alice.made("/v1/cash-accounts", cash)
    bill = {"title": "Dentist", "due_on": "2026-12-05", "amount": minimum, "currency": "IRR", "owed": True}
    alice.made("/v1/deadlines", bill)
    plan = alice.made("/v1/cut-plans", {"currency": "IRR"})
    [left] = plan["unfunded"]
    assert (left["missing"], left["ask"]) == (1, "ask_part_payment")
    assert left["boundary_days"] is None and "mark" not in {part["name"] for part in left["cost"]}


def test_more_cuts_than_a_person_reads_are_twelve_lines_at_most_that_stay_exact(alice: Borrower) -> None:
    home = household(alice, balance=1_000_000, minimum=1_000_000)
    leaves = [leaf for leaf in LEAVES if leaf.unit and not leaf.unit.whole][:18]
    for place, leaf in enumerate(leaves):
        for back in range(1 + place % 3, 85, 5):
            home.line(TODAY - timedelta(days=back), -3_000, leaf.key, f"店{place} {back}")
    short = home.plan()
    home.borrower.patch(
        f"/v1/cash-accounts/{home.account_id}",
        {"balance": 1_000_000 + short["needed"] - 45_000, "balance_on": "2026-11-23"},
    )
    plan = home.plan()
    assert plan["feasible"] and len(plan["lines"]) <= 12 < sum(len(line["cuts"]) for line in plan["lines"])
    for line in plan["lines"]:
        assert line["saves"] == sum(cut["steps"] * cut["step"] for cut in line["cuts"])
    assert plan["saves"] == sum(line["saves"] for line in plan["lines"])
    rest = plan["lines"][-1]
    if rest["kind"] == "several":
        assert _judge(home, plan, rest["position"], {"state": "accepted", "steps": 1}).status_code == 422
    line = next(each for each in plan["lines"] if each["steps"] > 1 and each["kind"] == "steps")
    fewer = _judge(home, plan, line["position"], {"state": "accepted", "steps": line["steps"] - 1}).json
    assert fewer["lines"][line["position"]]["saves"] == line["saves"] - line["cuts"][-1]["step"]
    assert fewer["holds"] is False
