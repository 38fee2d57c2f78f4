"""Random logs under each place's own rules: the answers are those of a checker that reads the data files by itself.

60 logs each time; 5,000 with HYPOTHESIS_PROFILE=deep. A log is made from its number: a failure can be had again.
"""

import os
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from backend.countries.conduct import conduct_rules
from backend.domain.relief.conduct.contact import CHANNELS, OUTCOMES, WHO, Contact, Notice, Said, Visit
from backend.domain.relief.conduct.judging import in_order, judge
from backend.domain.relief.conduct.past import Past
from tests.domain.relief.conduct import naive_checker as naive

LOGS = 5000 if os.environ.get("HYPOTHESIS_PROFILE") == "deep" else 60
REGIONS = {
    "US": ("", "US-NY", "US-NY-NYC", "US-CA", "US-FL", "US-MA", "US-TX", "US-OH"),
    "CN": ("", "CN-ZJ"),
    "GB": ("",),
}
ZONES = {
    "US": ("America/New_York", "America/Los_Angeles"),
    "CN": ("Asia/Shanghai",),
    "GB": ("Europe/London", "Australia/Lord_Howe"),
}
# Days around which a rule begins or a clock is changed.
DAYS = (
    *(date(2003, 10, 10), date(2012, 2, 27), date(2014, 12, 20), date(2015, 11, 12), date(2025, 2, 25)),
    *(date(2026, 1, 27), date(2026, 8, 29), date(2026, 10, 29), date(2026, 3, 27)),
)
MOMENTS = (
    time(7, 59),
    time(8),
    time(12),
    time(13, 30),
    time(20, 59),
    time(21),
    time(21, 1),
    time(22),
    time(0),
)
FOUND = (1543, 3279)  # here the rules once gave another answer than the checker
MAYBE = (True, False, None)
SAID = ("identified", "threat", "false_authority", "only_end_or_remedy", "could_reach_me", "refused_before")


def a_contact(dice: Random, country: str, start: date, number: int) -> dict[str, Any]:
    day = start + timedelta(days=dice.randrange(9))
    at = datetime.combine(day, dice.choice(MOMENTS), UTC) + timedelta(
        hours=dice.choice((0, 0, 4, 5, -8, -11))
    )
    said = {name: dice.choice(MAYBE) for name in (*SAID, "demanded")}
    said |= {
        "third_party": dice.choice(("no", "asked", "told", "asked", None)),
        "who": dice.choice((*WHO, None)),
    }
    return {
        "id": f"{number:03}",
        "at": at,
        "zone": dice.choice(ZONES[country]),
        "country": country,
        "region": dice.choice(REGIONS[country]),
        "channel": dice.choice((*CHANNELS, "call", "call", "call", "visit")),
        "direction": dice.choice(("to_me", "to_me", "to_me", "to_me", "by_me")),
        "party": dice.choice(("issuer", "collector", "collector", "buyer")),
        "firm": dice.choice(("Acme", "acme ", "Acme", "Bank", "")),
        "lender": dice.choice(("Bank", "Bank", "Other", "")),
        "debt": dice.choice(("card_1", "card_1", "card_1", "card_2", "")),
        "my_number": dice.choice(("138", "138", "139", "")),
        "outcome": dice.choice((*OUTCOMES, "unanswered", "talked", None)),
        "place": dice.choice(("home", "work", "elsewhere", None)),
        "about": dice.choice(("collection",) * 6 + ("service",)),
        "agreed": dice.random() < 0.15,
        "opted_in": dice.choice(MAYBE),
        "people": dice.choice((1, 2, 3, None)),
        "announced": dice.choice(MAYBE),
        "against_will": dice.choice(MAYBE),
        "said": said,
    }


def a_notice(dice: Random, start: date, number: int) -> dict[str, Any]:
    given = datetime.combine(start + timedelta(days=dice.randrange(-70, 8)), dice.choice(MOMENTS), UTC)
    return {
        "id": f"n{number}",
        "kind": dice.choice(
            (
                "stop",
                "time",
                "place",
                "channel",
                "workplace",
                "representation",
                "moratorium",
                "crisis_moratorium",
            )
        ),
        "given_at": given,
        "written": dice.choice(MAYBE),
        "received_at": dice.choice((None, given + timedelta(days=dice.randrange(6)))),
        "firm": dice.choice(("Acme", "Bank", "")),
        "channel": dice.choice(CHANNELS),
        "place": dice.choice(("home", "work", "elsewhere")),
        "from_time": dice.choice((time(21), time(12), time(0))),
        "until_time": dice.choice((time(9), time(13, 30), time(22))),
        "until_on": dice.choice((None, None, start + timedelta(days=dice.randrange(8)))),
    }


def as_contact(plain: dict[str, Any]) -> Contact:
    told = {**plain, "debt": plain["debt"] or None, "said": Said(**plain["said"])}
    visit = {name: told.pop(name) for name in ("people", "announced", "against_will")}
    return Contact(**told, visit=Visit(**visit))


def test_each_rule_answers_as_a_checker_does_that_reads_the_data_by_itself() -> None:
    answers: set[tuple[str, str]] = set()
    for number in (*range(LOGS), *FOUND):
        dice = Random(number)
        country, start = dice.choice(("US", "US", "CN", "CN", "GB")), dice.choice(DAYS)
        made = [a_contact(dice, country, start, each) for each in range(dice.randrange(1, 15))]
        plain_notices = [a_notice(dice, start, each) for each in range(dice.randrange(4))]
        log = in_order([as_contact(each) for each in made])
        notices, rules = [Notice(**each) for each in plain_notices], conduct_rules(country) or ()
        plain = sorted(made, key=lambda each: (each["at"], each["id"]))
        tables = naive.tables(country)
        for place, contact in enumerate(log):
            verdicts = judge(contact, Past(log[:place]), notices, rules).verdicts
            found = {each.rule.id: each.finding.answer for each in verdicts}
            assert found == naive.answers(tables, plain, place, plain_notices), (
                f"log {number}, contact {place}"
            )
            answers |= set(found.items())
            assert all(
                bool(each.finding.missing) == (each.finding.answer == "not_enough_facts") for each in verdicts
            )
    assert {answer for _, answer in answers} == {"kept", "broken", "not_enough_facts"}
    assert {rule for rule, _ in answers} == {rule.id for c in REGIONS for rule in conduct_rules(c) or ()}
