"""One case for each rule of conduct: its numbers, whom it binds, its article; and what a slip in a file is called."""

import re
from datetime import date

import pytest

from backend.countries import CountryFileError, countries, law_of
from backend.countries.conduct import conduct_law, conduct_rules, read_conduct_law
from backend.countries.negotiation import kind_law
from backend.domain.relief.conduct.rule import ConductRule
from backend.store.relief.negotiations import KINDS
from tests.countries.numbers_of_conduct import RULES

CASES = [line.split() for line in RULES.strip().splitlines()]
ALL = {rule.id: rule for country in countries() for rule in conduct_rules(country) or ()}


def _numbers(rule: ConductRule) -> str:
    if rule.opens and rule.closes:
        return f"{rule.opens:%H:%M}-{rule.closes:%H:%M}" + "+" * rule.closes_included
    if rule.kind in ("third_party_asked", "visitors", "moratorium", "third_party_again"):
        return str(rule.tries or rule.least or rule.days or "-")
    if rule.days:
        return f"{rule.most}/{rule.days}"
    flags = [word for word, said in (("written", rule.written), ("remedy", rule.spares_remedy)) if said]
    return ",".join(rule.wishes or rule.party or flags) or ("repeated" if rule.repeated else "-")


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_a_rule_is_what_its_source_says(case: list[str]) -> None:
    name, kind, binds, strength, numbers, first, article, confirmed = case
    rule = ALL[name]
    assert [rule.kind, rule.binds, rule.strength, _numbers(rule)] == [kind, binds, strength, numbers]
    since, by = (
        (None, date.fromisoformat(first[1:])) if first[0] == "~" else (date.fromisoformat(first), None)
    )
    assert (rule.from_on, rule.in_force_by, rule.confirmed) == (since, by, confirmed == "yes")
    assert article.replace("~", " ") in rule.law
    assert all(rule.words(locale) for locale in ("en", "zh-CN"))


def test_no_rule_is_without_a_case() -> None:
    assert set(ALL) == {case[0] for case in CASES}


def test_beliefs_that_are_met_in_print_are_in_no_file() -> None:
    """Article 42 for harassment, 3 calls a day by the notice on assisted lending, section 40 of the 1970 Act."""
    laws = {rule.id: rule.law for rule in ALL.values()}
    assert not any("第四十二条" in law or "助贷" in law or "Justice Act 1970" in law for law in laws.values())
    assert "GB/T 45251-2025" in laws["cn.talks.n"]


def test_only_city_state_and_country_can_be_unknown() -> None:
    assert {rule.region for rule in ALL.values()} == {
        "",
        *("US-CA", "US-FL", "US-MA", "US-NY", "US-NY-NYC", "US-TX"),
    }
    assert conduct_rules("JP") is None
    assert conduct_rules("..") is None


@pytest.mark.parametrize(
    ("country", "body", "days", "confirmed"),
    [("CN", "nfra_12378", 15, False), ("GB", "fos", 56, True), ("US", "cfpb", None, None)],
)
def test_whom_to_complain_to_and_how_long_the_firm_has(
    country: str, body: str, days: int | None, confirmed: bool | None
) -> None:
    law, known = conduct_law(country), law_of(country)
    assert law and known
    clock = law.clock("firm", date(2026, 11, 24), of="lender")
    assert (clock and clock.days, clock and clock.confirmed) == (days, confirmed)
    of_agency = law.clock("firm", date(2026, 11, 24), of="collector")
    assert (of_agency and of_agency.days) == (None if country == "CN" else days)
    assert law.bodies == (body,)
    assert law.clock(body, date(2026, 11, 24), of="lender") is None
    assert body in {each.id for each in known.complaints}


RULE = """country = "US"
complain_to = ["cfpb"]
[[rule]]
id = "us.x"
kind = "hours"
binds = "both"
strength = "law"
channels = ["call"]
opens = "08:00"
closes = "21:00"
from_on = 2020-01-01
says.en = "x"
says.zh-CN = "x"
law = "x"
source = "x"
checked_on = 2026-11-27
confirmed = true
"""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('opens = "08:00"', 'opens = "8"'),
        ('opens = "08:00"', ""),
        ('kind = "hours"', 'kind = "moods"'),
        ('binds = "both"', 'binds = "all"'),
        ('channels = ["call"]', 'channels = ["drum"]'),
        ('channels = ["call"]', "channels = []"),
        ("confirmed = true", "confirmed = 1"),
        ("from_on = 2020-01-01", "from_on = 2020-01-01\nmost = 3"),
        ("from_on = 2020-01-01", 'from_on = 2020-01-01\nregion = "CN-BJ"'),
        ("from_on = 2020-01-01", ""),
        ("from_on = 2020-01-01", "from_on = 2020-01-01\nin_force_by = 2021-01-01"),
        ('says.zh-CN = "x"', ""),
        ('country = "US"', 'country = "GB"'),
        ("confirmed = true", "confirmed = true\n" + RULE.partition("\n")[2]),
        ("[[rule]]", "[[rule"),
    ],
)
def test_a_slip_in_a_file_is_found(old: str, new: str) -> None:
    assert len(read_conduct_law(RULE, "US").rules) == 1
    with pytest.raises(CountryFileError):
        read_conduct_law(RULE.replace(old, new, 1), "US")


@pytest.mark.parametrize(
    ("name", "first", "article", "confirmed"),
    [
        ("us.no_duty", "2021-11-30", "1006.14(b)(2)", False),
        ("us.no_end", "1978-03-20", "1692c(c)", False),
        ("us.court", "1978-03-20", "1692e(4)", False),
        ("us.validation", "2021-11-30", "1006.34(b)(5)", False),
        ("us.instead", "1978-03-20", "1692c(c)", False),
        ("cn.civil", "2018-12-01", "第一百九十六条", False),
        ("cn.no_end", "2021-01-01", "第一百九十五条", True),
        ("cn.lost", "2025-02-28", "45251-2025", False),
        ("cn.court", "2021-01-01", "paper", False),
        ("cn.plan", "2011-01-13", "第七十条", False),
        ("gb.wishes", "2014-04-01", "CONC 7.9.4", False),
        ("gb.no_end", "1980-05-01", "Scotland", True),
        ("gb.court", "1980-05-01", "paper", False),
        ("gb.instead", "2021-05-04", "2020/1311", True),
    ],
)
def test_a_point_about_silence_is_what_its_source_says(
    name: str, first: str, article: str, confirmed: bool
) -> None:
    points = {
        each.id: each for country in countries() if (law := conduct_law(country)) for each in law.silence
    }
    found = points[name]
    assert (found.from_on, found.confirmed) == (date.fromisoformat(first), confirmed)
    assert article in found.law
    assert len(points) == 14


@pytest.mark.parametrize("country", [country for country in countries() if conduct_law(country)])
def test_a_rule_that_letters_quote_calls_nobody_you(country: str) -> None:
    """In a letter "you" is the firm, and "I" the borrower: a rule that is quoted to both readers names neither so."""
    law, known = conduct_law(country), law_of(country)
    assert law and known
    quoted = [words for rule in law.rules for words in rule.says.values()]
    quoted += [
        words
        for kind in KINDS
        for content in kind_law(country, kind, date(2026, 11, 28)).contents
        for words in content.rule.says.values()
    ]
    assert quoted
    assert [words for words in quoted if re.search(r"\b(you|your|yours|my|me)\b|您|你|我", words, re.I)] == []
