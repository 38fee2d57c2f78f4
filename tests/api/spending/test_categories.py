"""Categories over HTTP: the tree, how far each may be cut, and corrections that become rules."""

import pytest

from tests.api.conftest import Borrower
from tests.api.spending.files import BANK, counts, read, transactions
from tests.moved_clock import MovedClock

TWICE = BANK + "2026-11-16,STARBUCKS STORE 0456,-5.50,2434.01\n2026-11-17,NETFLIX.COM,-15.99,2418.02\n"
MORE = "Date,Description,Amount,Balance\n2026-11-20,STARBUCKS STORE 0789,-6.50,2411.52\n"


def of(borrower: Borrower, word: str) -> list[dict]:
    return [line for line in transactions(borrower) if word in line["counterparty"] + line["text"]]


def correct(borrower: Borrower, line: dict, category: str, *, always: bool = False) -> int:
    answer = borrower.post(
        f"/v1/transactions/{line['id']}/category", {"category": category, "always": always}
    )
    assert answer.status_code == 200, answer.text
    assert answer.json["transaction"]["category"] == category
    return int(answer.json["changed"])


def test_the_tree_is_told_in_the_borrowers_language(alice: Borrower) -> None:
    items = {item["key"]: item for item in alice.get("/v1/categories").json["items"]}
    assert (items["food.coffee"]["group"], items["food.coffee"]["need"]) == ("food", "discretionary")
    assert items["housing.rent"]["need"] == "essential" and items["housing.rent"]["unit"] is None
    english = items["food.coffee"]["name"]
    alice.patch("/v1/me", {"locale": "zh-CN"})
    items = {item["key"]: item for item in alice.get("/v1/categories").json["items"]}
    assert items["food.coffee"]["name"] != english


def test_how_far_a_category_may_be_cut_is_the_borrowers_to_say(alice: Borrower) -> None:
    said = {"protected": True, "floor": 5000, "largest_share_bp": 2500, "step": 100, "need": "adjustable"}
    assert alice.call("PUT", "/v1/categories/food.coffee", json=said).status_code == 200
    items = {item["key"]: item for item in alice.get("/v1/categories").json["items"]}
    assert {name: items["food.coffee"][name] for name in said} == said
    assert alice.call("PUT", "/v1/categories/food.coffee", json={}).json["need"] == "discretionary"


@pytest.mark.parametrize(
    ("key", "body", "status"),
    [
        ("food.nothing", {}, 404),
        ("food", {}, 404),
        ("income.salary", {"protected": True}, 422),
        ("housing.rent", {"need": "discretionary"}, 422),
        ("food.coffee", {"largest_share_bp": 10_001}, 422),
        ("food.coffee", {"floor": -1}, 422),
    ],
)
def test_what_cannot_be_said_is_refused(key: str, body: dict, status: int, alice: Borrower) -> None:
    assert alice.call("PUT", f"/v1/categories/{key}", json=body).status_code == status


def test_a_correction_holds_for_the_one_and_always_makes_a_rule_applied_backwards(
    alice: Borrower, clock: MovedClock
) -> None:
    read(alice, clock, TWICE)
    first, second = of(alice, "NETFLIX")
    assert correct(alice, first, "leisure.games") == 1
    assert of(alice, "NETFLIX")[1]["category"] == second["category"] != "leisure.games"
    assert alice.get("/v1/category-rules").json["items"] == []
    first, second = of(alice, "STARBUCKS")
    assert correct(alice, first, "food.groceries", always=True) == 2
    assert {line["category"] for line in of(alice, "STARBUCKS")} == {"food.groceries"}
    [rule] = alice.get("/v1/category-rules").json["items"]
    assert (rule["value"], rule["category"]) == ("starbucks store", "food.groceries")
    assert of(alice, "STARBUCKS")[1]["rule_id"] == rule["id"]
    assert of(alice, "STARBUCKS")[0]["rule_id"] == "borrower"


def test_a_rule_sorts_what_comes_later_and_no_longer_once_removed(alice: Borrower, clock: MovedClock) -> None:
    read(alice, clock, TWICE)
    default = of(alice, "STARBUCKS")[0]["category"]
    correct(alice, of(alice, "STARBUCKS")[0], "food.groceries", always=True)
    assert counts(read(alice, clock, MORE)) == (1, 0, 0)
    assert of(alice, "0789")[0]["category"] == "food.groceries"
    [rule] = alice.get("/v1/category-rules").json["items"]
    assert alice.delete(f"/v1/category-rules/{rule['id']}").status_code == 204
    read(alice, clock, MORE.replace("0789", "0790"))
    assert of(alice, "0790")[0]["category"] == default
    assert {line["category"] for line in of(alice, "04")} == {"food.groceries"}, "what it sorted stays"


def test_a_later_correction_takes_the_place_of_the_rule_and_spares_what_was_sorted_by_hand(
    alice: Borrower, clock: MovedClock
) -> None:
    read(alice, clock, TWICE)
    first, second = of(alice, "STARBUCKS")
    correct(alice, first, "food.groceries", always=True)
    correct(alice, second, "food.snacks", always=True)
    assert [rule["category"] for rule in alice.get("/v1/category-rules").json["items"]] == ["food.snacks"]
    assert [line["category"] for line in of(alice, "STARBUCKS")] == ["food.groceries", "food.snacks"]


def test_a_correction_says_too_what_a_line_is_for_the_household(alice: Borrower, clock: MovedClock) -> None:
    read(alice, clock, TWICE)
    for category, role in (
        ("transfer.own", "transfer"),
        ("repayment", "repayment"),
        ("food.coffee", "spending"),
    ):
        correct(alice, of(alice, "SHELL")[0], category)
        assert of(alice, "SHELL")[0]["role"] == role
    correct(alice, of(alice, "STARBUCKS")[0], "transfer.own", always=True)
    assert {line["role"] for line in of(alice, "STARBUCKS")} == {"transfer"}


def test_one_cannot_choose_a_category_that_is_not_there(alice: Borrower, clock: MovedClock) -> None:
    read(alice, clock, BANK)
    path = f"/v1/transactions/{transactions(alice)[0]['id']}/category"
    answer = alice.post(path, {"category": "food.nothing"})
    assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, "category")
    assert alice.post(path, {"category": "food.coffee", "always": "yes"}).status_code == 422


def test_rules_come_in_pages_newest_first(alice: Borrower, clock: MovedClock) -> None:
    read(alice, clock, TWICE)
    for word in ("STARBUCKS", "SHELL", "NETFLIX"):
        clock.now += clock.now.resolution * 1000
        correct(alice, of(alice, word)[0], "food.groceries", always=True)
    page = alice.get("/v1/category-rules?limit=2").json
    rest = alice.get(f"/v1/category-rules?limit=2&cursor={page['next_cursor']}").json
    assert [rule["value"] for rule in page["items"] + rest["items"]] == [
        "netflix com",
        "shell oil",
        "starbucks store",
    ]
    assert rest["next_cursor"] is None
