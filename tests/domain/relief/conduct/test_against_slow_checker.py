"""Random logs: the rules answer as a second checker that was written apart does, which tries every possible truth."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from backend.domain.relief.conduct.contact import Contact
from backend.domain.relief.conduct.judging import in_order, judge
from backend.domain.relief.conduct.past import Past
from backend.domain.relief.conduct.rule import ConductRule
from tests.domain.relief.conduct.slow_checker import slow_answer

START = datetime(2026, 10, 30, tzinfo=UTC)  # clocks go back in New York on 1 November
ZONES = ("America/New_York", "Asia/Shanghai", "Australia/Lord_Howe")


def rule(kind: str, **more: object) -> ConductRule:
    return ConductRule(
        **{  # type: ignore[arg-type]
            "id": f"{kind}-{sorted(more.items())}",
            "kind": kind,
            "binds": "both",
            "strength": "law",
            "channels": ("call", "text"),
            "from_on": date(2000, 1, 1),
            "until_on": None,
            "law": "",
            "source": "",
            "checked_on": date(2026, 11, 27),
            "confirmed": True,
            "says": {"en": "x"},
            **more,
        }
    )


RULES = [
    rule("hours", opens=time(8), closes=time(21), closes_included=True),
    rule("hours", opens=time(8), closes=time(22)),
    *(
        rule("count", most=most, days=days, counts=counts, per=per, together=together, left_out=left_out)
        for most, days in ((1, 1), (2, 7))
        for counts in ("tries", "talks", "unanswered")
        for per in ("debt", "number", "debtor")
        for together in ("firm", "lender")
        for left_out in ((), ("agreed", "not_connected"))
    ),
    *(
        rule("after_talk", days=7, per=per, together=together, left_out=("agreed", "not_connected"))
        for per in ("debt", "debtor")
        for together in ("firm", "lender")
    ),
]
contacts = st.builds(
    Contact,
    id=st.uuids().map(str),
    at=st.integers(0, 9 * 24 * 4).map(lambda quarter: START + timedelta(minutes=15 * quarter)),
    zone=st.sampled_from(ZONES),
    country=st.just("US"),
    channel=st.sampled_from(["call", "call", "text", "letter"]),
    direction=st.sampled_from(["to_me", "to_me", "to_me", "by_me"]),
    party=st.sampled_from(["collector", "collector", "issuer"]),
    firm=st.sampled_from(["a", "a", "b", ""]),
    lender=st.sampled_from(["l", "l", "m", ""]),
    debt=st.sampled_from(["d", "d", "e", None]),
    my_number=st.sampled_from(["1", "1", "2", ""]),
    outcome=st.sampled_from(["talked", "unanswered", "answered", "message", "not_connected", None]),
    about=st.sampled_from(["collection", "collection", "collection", "service"]),
    agreed=st.sampled_from([False, False, False, True]),
)


def _unknowns(log: list[Contact]) -> int:
    return sum(
        (each.outcome in (None, "answered", "message"))
        + (not each.firm)
        + (not each.lender)
        + (not each.debt)
        + (not each.my_number)
        for each in log
    )


@pytest.mark.parametrize("asked", RULES, ids=lambda each: each.id)
@given(log=st.lists(contacts, min_size=1, max_size=6, unique_by=lambda each: each.id))
@settings(max_examples=12)
def test_a_rule_answers_as_the_slow_checker_does(asked: ConductRule, log: list[Contact]) -> None:
    assume(_unknowns(log) <= 5)
    ordered = in_order(log)
    for place, contact in enumerate(ordered):
        [*found] = judge(contact, Past(ordered[:place]), (), [asked]).verdicts
        if (
            contact.direction == "by_me"
            or contact.about == "service"
            or contact.channel not in asked.channels
        ):
            assert found == []
        else:
            [verdict] = found
            assert verdict.finding.answer == slow_answer(asked, ordered, place)
            assert bool(verdict.finding.missing) == (verdict.finding.answer == "not_enough_facts")
