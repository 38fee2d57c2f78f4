"""What is a right on one page and a rule of conduct on another is as certain on both."""

import pytest

from backend import countries
from backend.countries.conduct import conduct_law
from backend.domain.relief.conduct.rule import ConductRule

COUNTRIES = ("CN", "US", "GB")


def numbers_of(rule: ConductRule) -> set[int]:
    """The hours between which it allows a contact, or how many it allows."""
    hours = {each.hour for each in (rule.opens, rule.closes) if each is not None}
    return hours if rule.kind == "hours" else {rule.most} if rule.kind == "count" else set()


@pytest.mark.parametrize("country", COUNTRIES)
def test_a_number_of_one_article_is_as_sure_as_a_right_and_as_a_rule_of_conduct(country: str) -> None:
    law, conduct = countries.law_of(country), conduct_law(country)
    assert law and conduct
    pairs = [
        (right.key, rule.id, right.confirmed, rule.confirmed)
        for right in law.rules
        for rule in conduct.rules
        if right.key.startswith("right.") and right.law == rule.law and right.value in numbers_of(rule)
    ]
    assert [pair for pair in pairs if pair[2] is not pair[3]] == []
    assert country != "CN" or {pair[1] for pair in pairs} == {"cn.hours.g", "cn.unanswered.g"}
