"""The tree of categories and the trade codes."""

import pytest

from backend.domain.spending.categories import category_lookup, mcc
from backend.domain.spending.categories.categorise import default_categoriser
from backend.domain.spending.categories.category_tree import GROUPS, LEAVES
from backend.domain.spending.categories.default_rules import DEFAULT_RULES
from backend.domain.spending.categories.sorting_rule import Subject


def test_every_key_is_one_leaf_of_a_named_group() -> None:
    assert len({leaf.key for leaf in LEAVES}) == len(LEAVES)
    assert {category_lookup.group_of(leaf.key) for leaf in LEAVES} == set(GROUPS)


def test_what_can_be_cut_has_a_step_and_nothing_else_has() -> None:
    for leaf in LEAVES:
        assert (leaf.unit is not None) == (leaf.need in ("adjustable", "discretionary")), leaf.key


def test_repayments_transfers_income_and_interest_are_no_spending() -> None:
    keys = ["repayment", "transfer.own", "income.salary", "fees.interest", "debt.loan"]
    assert [key for key in keys if category_lookup.is_spending(key)] == []


def test_what_no_rule_knew_is_never_cut() -> None:
    assert category_lookup.need(category_lookup.UNSORTED_OUT) == "essential"


@pytest.mark.parametrize(
    ("locale", "name"), [("en", "Eating out"), ("zh-CN", "外出就餐"), ("zh_Hans_CN", "外出就餐")]
)
def test_a_leaf_has_a_name_in_both_languages(locale: str, name: str) -> None:
    assert category_lookup.name("food.eating_out", locale) == name


def test_a_group_has_a_name_too() -> None:
    assert (category_lookup.name("food", "en"), category_lookup.name("food", "zh-CN")) == ("Food", "饮食")


def test_a_step_counts_as_a_person_would() -> None:
    meal = category_lookup.unit("food.eating_out")
    assert meal is not None
    said = [
        category_lookup.unit_name(meal, count, locale)
        for count, locale in [(1, "en"), (2, "en"), (2, "zh-CN")]
    ]
    assert said == ["1 meal out", "2 meals out", "在外就餐 2 次"]


def test_a_subscription_is_cut_whole_or_not_at_all() -> None:
    subscription = category_lookup.unit("leisure.streaming")
    assert subscription is not None and subscription.whole


def test_the_tree_holds_every_leaf_once() -> None:
    assert [leaf for leaves in category_lookup.tree().values() for leaf in leaves] == list(LEAVES)


def test_trade_codes_do_not_overlap_and_lead_to_leaves() -> None:
    last = -1
    for low, high, category in mcc.RANGES:
        assert last < low <= high and category_lookup.is_category(category)
        last = high


@pytest.mark.parametrize(
    ("code", "category"),
    [
        ("5411", "food.groceries"),
        ("5812", "food.eating_out"),
        ("4121", "transport.ride"),
        ("3058", "travel.tickets"),
        ("3512", "travel.lodging"),
        ("742", "family.pets"),
        ("0742", "family.pets"),
        (" 5541 ", "transport.fuel"),
        ("0743", None),
        ("9999", None),
        ("", None),
        (None, None),
        ("54110", None),
        ("５４１１", None),
    ],
)
def test_a_trade_code_leads_to_a_leaf_or_says_nothing(code: str | None, category: str | None) -> None:
    found, _ = default_categoriser().of(Subject("", "", "", -1000, "CNY", code, ""))
    assert found == (category or category_lookup.UNSORTED_OUT)


def test_every_default_rule_names_a_leaf_and_no_two_share_an_identity() -> None:
    assert {rule.category for rule in DEFAULT_RULES} <= {leaf.key for leaf in LEAVES}
    assert len({rule.id for rule in DEFAULT_RULES}) == len(DEFAULT_RULES)


def test_every_leaf_of_spending_can_be_reached_by_default() -> None:
    reached = {rule.category for rule in DEFAULT_RULES}
    assert {leaf.key for leaf in LEAVES} - reached == {category_lookup.UNSORTED_OUT}
