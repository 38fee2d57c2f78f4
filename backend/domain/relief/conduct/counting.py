"""How many contacts there were in a window, and whether one followed too soon on a talk.

Two contacts belong together surely, perhaps (a fact is missing) or not. What surely belongs is counted against the
rule; only where what perhaps belongs would break it, the answer is that facts are missing. A window is of whole local
days in the borrower's zone, the contact's own day its last; of a talk, its own day is the first (12 CFR 1006.14(b)(2)).
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from backend.domain.calendar.local_time import day_start, local_date
from backend.domain.relief.conduct.contact import Contact, name_key
from backend.domain.relief.conduct.past import Past, Recent, newest
from backend.domain.relief.conduct.rule import KEPT, ConductRule, Finding, Missing, lacking


class Likeness(NamedTuple):
    """Whether something belongs: `possible` at all, and surely where nothing is `missing`."""

    possible: bool
    missing: tuple[Missing, ...] = ()


_NO = Likeness(False)
_YES = Likeness(True)


def count(rule: ConductRule, contact: Contact, past: Past) -> Finding:
    """Of a rule of kind count: the contact and the ones before it in its window."""
    own = _counts(rule, contact)
    if not own.possible:
        return KEPT
    found = list(_in_window(rule, contact, past))
    sure = [each for each, likeness in found if not likeness.missing]
    number = sum(each.number for each in sure)
    # Counting this one as if it counted: where its own outcome is unknown, it counts only perhaps.
    if number + 1 > rule.most and not own.missing:
        return Finding("broken", counted=number + 1, because=newest(sure))
    if _most_together(rule, [each for each, _ in found]) + 1 > rule.most:
        missing = [*own.missing, *(name for _, likeness in found for name in likeness.missing)]
        return lacking(*missing, because=newest(each for each, _ in found))
    return Finding("kept", counted=number + (not own.missing))


def after_talk(rule: ConductRule, contact: Contact, past: Past) -> Finding:
    """Of a rule of kind after_talk; whoever began the talk."""
    if _is_left_out(rule, contact):
        return KEPT
    found: list[tuple[Recent, Likeness]] = []
    for each in past.since(_begin(rule, contact), contact, rule.together):
        if each.sample.channel in rule.channels and each.sample.about != "service":
            likeness = _all_of(_talk(each.sample), _same(rule, contact, each.sample))
            if likeness.possible:
                found.append((each, likeness))
    sure = [each for each, likeness in found if not likeness.missing]
    if sure:
        return Finding("broken", because=newest(sure)[:1])
    if found:
        missing = (name for _, likeness in found for name in likeness.missing)
        return lacking(*missing, because=newest(each for each, _ in found))
    return KEPT


def _in_window(rule: ConductRule, contact: Contact, past: Past) -> Iterator[tuple[Recent, Likeness]]:
    for each in past.since(_begin(rule, contact), contact, rule.together):
        sample = each.sample
        if sample.direction == "to_me" and sample.channel in rule.channels and sample.about == "collection":
            likeness = _all_of(_counts(rule, sample), _same(rule, contact, sample))
            if likeness.possible:
                yield each, likeness


def _most_together(rule: ConductRule, found: Sequence[Recent]) -> int:
    """How many of them may be of one firm and about one debt: what is not known of the contact itself is one thing,
    and two whose firms or debts differ are not both of it.
    """
    pairs: Counter[tuple[str, str]] = Counter()
    for each in found:
        pairs[_keys(rule, each.sample)] += each.number
    anybody = pairs[("", "")]
    whose = {who: number for (who, what), number in pairs.items() if who and not what}
    about = {what: number for (who, what), number in pairs.items() if what and not who}
    known = [
        number + whose.get(who, 0) + about.get(what, 0)
        for (who, what), number in pairs.items()
        if who and what
    ]
    apart = max(whose.values(), default=0) + max(about.values(), default=0)
    return anybody + max([apart, *known])


def _keys(rule: ConductRule, each: Contact) -> tuple[str, str]:
    """Of whom it is and what it is about, as the rule counts; "" is not known."""
    who = name_key(each.lender if rule.together == "lender" else each.firm)
    if rule.per == "debtor":
        return who, "all"
    return who, name_key((each.debt or "") if rule.per == "debt" else each.my_number)


def _begin(rule: ConductRule, contact: Contact) -> datetime:
    """The first instant of the `rule.days` local days that end with the contact's own."""
    first = local_date(contact.at, contact.zone) - timedelta(days=rule.days - 1)
    return day_start(first, contact.zone)


def _counts(rule: ConductRule, each: Contact) -> Likeness:
    """Whether one is of what the rule counts."""
    if _is_left_out(rule, each):
        return _NO
    if rule.counts == "tries":
        return _YES
    return _talk(each) if rule.counts == "talks" else _unanswered(each)


def _is_left_out(rule: ConductRule, each: Contact) -> bool:
    return ("agreed" in rule.left_out and each.agreed) or (
        "not_connected" in rule.left_out and each.outcome == "not_connected"
    )


def _talk(each: Contact) -> Likeness:
    """Picked up without a conversation may or may not be called a talk."""
    if each.outcome in (None, "answered"):
        return Likeness(True, ("outcome",))
    return _YES if each.outcome == "talked" else _NO


def _unanswered(each: Contact) -> Likeness:
    if each.outcome in (None, "message"):
        return Likeness(True, ("outcome",))
    return _YES if each.outcome == "unanswered" else _NO


def _same(rule: ConductRule, one: Contact, other: Contact) -> Likeness:
    """Whether both are of one firm (or lender), and about one debt (or on one number)."""
    if rule.together == "lender":
        who = _alike(one.lender, other.lender, "lender")
    elif one.party != other.party:
        who = _NO
    else:
        who = _alike(one.firm, other.firm, "firm")
    if rule.per == "debt":
        return _all_of(who, _alike(one.debt or "", other.debt or "", "account_id"))
    return _all_of(who, _alike(one.my_number, other.my_number, "my_number")) if rule.per == "number" else who


def _alike(one: str, other: str, fact: Missing) -> Likeness:
    if not one or not other:
        return Likeness(True, (fact,))
    return _YES if name_key(one) == name_key(other) else _NO


def _all_of(*parts: Likeness) -> Likeness:
    if not all(part.possible for part in parts):
        return _NO
    return Likeness(True, tuple(name for part in parts for name in part.missing))
