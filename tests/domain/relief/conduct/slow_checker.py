"""The rules of conduct checked a second time, written apart: slow, by going through every possible truth.

Where a fact of a contact is not known, each value it may have is tried; an answer that is the same in every world is
the answer, and where worlds differ the facts are not enough. Only the types are those of the rules' own code.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import product
from zoneinfo import ZoneInfo

from backend.domain.relief.conduct.contact import Contact
from backend.domain.relief.conduct.rule import ConductRule

# What an unknown fact may turn out to be; "?" is a firm, lender, debt or number that no contact names.
OUTCOMES = ("talked", "unanswered", "not_connected")


def slow_answer(rule: ConductRule, log: list[Contact], place: int) -> str:
    """What a rule of kind count, after_talk or hours says of the contact at a place of the log, oldest first."""
    answers = {"broken" if _is_broken(rule, world, place) else "kept" for world in _worlds(rule, log, place)}
    return answers.pop() if len(answers) == 1 else "not_enough_facts"


def _is_broken(rule: ConductRule, world: list[Contact], place: int) -> bool:
    mine = world[place]
    clock = mine.at.astimezone(ZoneInfo(mine.zone))
    if rule.kind == "hours":
        minutes = clock.hour * 60 + clock.minute
        assert rule.opens and rule.closes
        first = rule.opens.hour * 60 + rule.opens.minute
        last = rule.closes.hour * 60 + rule.closes.minute - (0 if rule.closes_included else 1)
        return not mine.agreed and not first <= minutes <= last
    if _out(rule, mine):
        return False
    days = {clock.date() - timedelta(days=back) for back in range(rule.days)}
    near = [
        each
        for each in world[: place + 1]
        if each.at.astimezone(ZoneInfo(mine.zone)).date() in days
        and each.channel in rule.channels
        and each.about == "collection"
        and _together(rule, mine, each)
    ]
    if rule.kind == "after_talk":
        return any(each.outcome == "talked" for each in near if each is not mine)
    counted = [
        each for each in near if each.direction == "to_me" and not _out(rule, each) and _is(rule.counts, each)
    ]
    return any(each is mine for each in counted) and len(counted) > rule.most


def _out(rule: ConductRule, each: Contact) -> bool:
    out = {"agreed": each.agreed, "not_connected": each.outcome == "not_connected"}
    return any(out[word] for word in rule.left_out)


def _is(counts: str, each: Contact) -> bool:
    return {"tries": True, "talks": each.outcome == "talked", "unanswered": each.outcome == "unanswered"}[
        counts
    ]


def _together(rule: ConductRule, one: Contact, other: Contact) -> bool:
    who = (
        one.lender == other.lender
        if rule.together == "lender"
        else one.party == other.party and one.firm == other.firm
    )
    what = {"debt": one.debt == other.debt, "number": one.my_number == other.my_number, "debtor": True}
    return who and what[rule.per]


def _worlds(rule: ConductRule, log: list[Contact], place: int) -> Iterator[list[Contact]]:
    """Every way in which the unknown facts that the rule asks for may turn out."""
    choices = [
        _lives(rule, each, log, is_asked=number == place) for number, each in enumerate(log[: place + 1])
    ]
    for world in product(*choices):
        yield list(world)


def _lives(rule: ConductRule, each: Contact, log: list[Contact], *, is_asked: bool) -> list[Contact]:
    lives = [each]
    if rule.kind == "hours":
        return lives
    if each.outcome is None or each.outcome in ("answered", "message"):
        lives = [replace(life, outcome=may) for life in lives for may in _may_be(rule, each)]
    names = {"lender": "lender", "firm": "firm"}[rule.together]
    for field in (names, {"debt": "debt", "number": "my_number", "debtor": None}[rule.per]):
        if field is not None and not getattr(each, field):
            known = {getattr(one, field) for one in log if getattr(one, field)} | {f"?{each.id}"}
            lives = [replace(life, **{field: name}) for life in lives for name in sorted(known | {"?"})]
    return lives


def _may_be(rule: ConductRule, each: Contact) -> list[str]:
    """An answered call may or may not be a talk, a message may or may not be called unanswered."""
    if rule.kind == "count" and rule.counts == "tries":
        return ["talked"]  # any outcome that is not left out: what is not known is counted
    if each.outcome is None:
        return ["talked", "unanswered"]
    return ["talked", "not a talk"] if each.outcome == "answered" else ["unanswered", "not a talk"]
