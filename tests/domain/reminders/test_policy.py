"""Policies as values and as data, and the presets."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.reminders import presets
from backend.domain.reminders.delivery_settings import DeliverySettings
from backend.domain.reminders.policy import (
    MAX_RULES,
    OFFSETS,
    TONES,
    Policy,
    PolicyError,
    ReminderRule,
    policy_from_data,
    policy_to_data,
)

RULE = {"anchor": "due", "offset_days": -3, "at": "09:00", "tone": "soon"}


@st.composite
def rules(draw: st.DrawFn) -> ReminderRule:
    anchor = draw(st.sampled_from(sorted(OFFSETS)))
    offset = draw(st.integers(*OFFSETS[anchor]))
    at = time(draw(st.integers(0, 23)), draw(st.integers(0, 59)))
    return ReminderRule(anchor, offset, at, draw(st.sampled_from(TONES)))


@given(st.lists(rules(), max_size=MAX_RULES, unique_by=lambda rule: (rule.anchor, rule.offset_days, rule.at)))
def test_a_policy_survives_the_way_into_data_and_back(given_rules: list[ReminderRule]) -> None:
    policy = Policy(tuple(given_rules))
    assert policy_from_data(policy_to_data(policy)) == policy


def test_data_is_plain_and_readable() -> None:
    assert policy_to_data(Policy((ReminderRule("due", -3, time(9), "soon"),))) == [RULE]


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"anchor": "birthday"}, "rules.1.anchor"),
        ({"anchor": ["due"]}, "rules.1.anchor"),
        ({"offset_days": "3"}, "rules.1.offset_days"),
        ({"offset_days": True}, "rules.1.offset_days"),
        ({"offset_days": 1.0}, "rules.1.offset_days"),
        ({"offset_days": 366}, "rules.1.offset_days"),
        ({"anchor": "monthly", "offset_days": 0}, "rules.1.offset_days"),
        ({"anchor": "monthly", "offset_days": 25}, "rules.1.offset_days"),
        ({"anchor": "payday", "offset_days": 1}, "rules.1.offset_days"),
        ({"at": "9:00"}, "rules.1.at"),
        ({"at": "24:00"}, "rules.1.at"),
        ({"at": "09:00:30"}, "rules.1.at"),
        ({"at": "+9:+1"}, "rules.1.at"),
        ({"at": "09:00\n"}, "rules.1.at"),
        ({"at": 9}, "rules.1.at"),
        ({"at": None}, "rules.1.at"),
        ({"tone": "shout"}, "rules.1.tone"),
        ({"tone": ["soon"]}, "rules.1.tone"),
        ({"at": "09:00", "colour": "red"}, "rules.1.colour"),
    ],
)
def test_a_fault_is_named_by_its_place(change: dict[str, object], path: str) -> None:
    with pytest.raises(PolicyError) as caught:
        policy_from_data([{**RULE, "offset_days": -7}, {**RULE, **change}])
    assert caught.value.path == path


def test_a_rule_must_not_stand_twice() -> None:
    with pytest.raises(PolicyError) as caught:
        policy_from_data([RULE, {**RULE, "tone": "early"}])
    assert caught.value.path == "rules.1"
    assert (caught.value.reason, caught.value.values) == ("rule-twice", {"twin": "rules.0"})


@pytest.mark.parametrize("data", ["due", {"rules": []}, None, [RULE] * (MAX_RULES + 1)])
def test_what_is_no_list_of_rules_is_refused(data: object) -> None:
    with pytest.raises(PolicyError) as caught:
        policy_from_data(data)  # type: ignore[arg-type]
    assert caught.value.path == "rules"


@pytest.mark.parametrize("item", ["due-3", None, [RULE]])
def test_what_is_no_rule_is_refused(item: object) -> None:
    with pytest.raises(PolicyError) as caught:
        policy_from_data([item])
    assert caught.value.path == "rules.0"


@pytest.mark.parametrize(
    ("anchor", "offset", "tone"),
    [
        ("due", -4, "early"),
        ("due", -3, "soon"),
        ("due", 0, "today"),
        ("due", 1, "late"),
        ("grace", 0, "grace"),
        ("reportable", -1, "urgent"),
        ("payday", 0, "soon"),
        ("monthly", 4, "steady"),
    ],
)
def test_a_rule_without_a_tone_gets_the_one_of_its_stage(anchor: str, offset: int, tone: str) -> None:
    policy = policy_from_data([{"anchor": anchor, "offset_days": offset, "at": "09:00"}])
    assert policy.rules[0].tone == tone


def test_policies_and_deliveries_are_equal_by_value_and_hash_alike() -> None:
    one, two = policy_from_data([RULE]), policy_from_data([dict(RULE)])
    assert one == two
    assert hash(one) == hash(two)
    days = frozenset({date(2026, 12, 25)})
    assert DeliverySettings("UTC", quiet_dates=days) == DeliverySettings("UTC", quiet_dates=frozenset(days))
    assert hash(DeliverySettings("UTC", quiet_dates=days)) == hash(
        DeliverySettings("UTC", quiet_dates=frozenset(days))
    )
    assert DeliverySettings("UTC", daily_cap=1) != DeliverySettings("UTC")


def test_joining_lists_keeps_each_rule_once() -> None:
    first, second = ReminderRule("due", 0, time(9), "today"), ReminderRule("due", 1, time(9), "late")
    assert Policy.from_rules([first, second], (first,)).rules == (first, second)


@pytest.mark.parametrize("name", presets.PRESETS)
def test_every_preset_is_a_valid_policy(name: str) -> None:
    policy = presets.preset(name)
    assert policy.rules
    assert policy_from_data(policy_to_data(policy)) == policy


def test_the_standard_policy_is_its_stages_in_a_row() -> None:
    stages = ("upcoming", "in_grace", "late_1_29", "reportable", "monthly")
    assert presets.preset("standard") == Policy.from_rules(*(presets.preset(name).rules for name in stages))


def test_an_unknown_preset_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        presets.preset("loud")


def test_the_narrowest_policy_rules_and_an_empty_one_counts() -> None:
    light, empty = presets.preset("light"), Policy(())
    assert presets.resolve(None, None, None, "loan_instalment") == presets.preset("standard")
    assert presets.resolve(None, None, light, "loan_instalment") == light
    assert presets.resolve(None, empty, light, "loan_instalment") == empty
    assert presets.resolve(light, empty, None, "loan_instalment") == light


def test_a_check_is_reminded_three_times() -> None:
    assert [rule.offset_days for rule in presets.default_policy("report_check").rules] == [-3, 0, 1]
