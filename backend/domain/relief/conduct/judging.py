"""Every rule of the place is asked of a contact: kept, broken, or not enough facts.

A rule is asked where it binds who made the contact, holds on the contact's day in the borrower's place and speaks of
its channel and of its kind of account; where it speaks of one kind alone and nobody said which account it was, that is
what it lacks. The borrower's own calls, and routine service, are judged by no rule; a talk that the borrower began
still opens the days after a talk. Which rules do not bind the caller is told too: that a rule is printed somewhere does
not make it the lender's.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from backend.domain.bureau.country_law import EVERY_KIND, lies_in
from backend.domain.calendar.local_time import local_date
from backend.domain.relief.conduct import counting, heeding, saying, visiting
from backend.domain.relief.conduct.contact import Contact, Notice
from backend.domain.relief.conduct.past import Past
from backend.domain.relief.conduct.rule import Caveat, ConductRule, Finding, Verdict, lacking


@dataclass(frozen=True, slots=True)
class Judged:
    """What the rules say of one contact, in the order of the data; `not_bound` do not bind who made it."""

    verdicts: tuple[Verdict, ...] = ()
    not_bound: tuple[ConductRule, ...] = ()


def in_order(log: Sequence[Contact]) -> list[Contact]:
    """The contacts from the oldest to the newest."""
    return sorted(log, key=lambda each: (each.at, each.id))


def judge(
    contact: Contact,
    past: Past,
    notices: Sequence[Notice],
    rules: Sequence[ConductRule],
    *,
    account_kind: str | None = None,
) -> Judged:
    """What the rules of the contact's country say of it. `past`: the contacts before it. `account_kind`: a "card" or a
    "loan", None where the contact names no account.
    """
    if contact.direction == "by_me" or contact.about == "service":
        return Judged()
    day = local_date(contact.at, contact.zone)
    asked = [
        rule
        for rule in rules
        if rule.holds_on(day)
        and contact.channel in rule.channels
        and (account_kind is None or account_kind in rule.kinds)
        and _may_hold_in(rule, contact.region)
    ]
    bound = [rule for rule in asked if _binds(rule, contact)]
    return Judged(
        tuple(
            Verdict(rule, _finding(rule, contact, past, notices), _caveats(rule, contact)) for rule in bound
        ),
        tuple(rule for rule in asked if rule not in bound),
    )


def _may_hold_in(rule: ConductRule, region: str) -> bool:
    """Whether the borrower's region is the rule's, lies in it, or is not known so closely."""
    return lies_in(region, rule.region) or lies_in(rule.region, region)


def _binds(rule: ConductRule, contact: Contact) -> bool:
    return rule.binds == "both" or (rule.binds == "lender") == (contact.party == "issuer")


def _finding(rule: ConductRule, contact: Contact, past: Past, notices: Sequence[Notice]) -> Finding:
    if not lies_in(contact.region, rule.region):
        return lacking("region")
    if rule.in_force_by is not None and local_date(contact.at, contact.zone) < rule.in_force_by:
        return lacking("in_force")
    if contact.debt is None and len(rule.kinds) < len(EVERY_KIND):
        return lacking("account_id")
    return _asked(rule, contact, past, notices)


def _asked(rule: ConductRule, contact: Contact, past: Past, notices: Sequence[Notice]) -> Finding:
    match rule.kind:
        case "hours":
            return heeding.hours(rule, contact)
        case "count":
            return counting.count(rule, contact, past)
        case "after_talk":
            return counting.after_talk(rule, contact, past)
        case "after_stop":
            return heeding.after_stop(rule, contact, notices)
        case "wishes":
            return heeding.wishes(rule, contact, notices)
        case "workplace":
            return heeding.workplace(rule, contact, notices)
        case "representation":
            return heeding.representation(rule, contact, notices)
        case "third_party":
            return saying.third_party(rule, contact)
        case "third_party_asked":
            return saying.third_party_asked(rule, contact, past)
        case "third_party_again":
            return saying.third_party_again(rule, contact)
        case "opt_in":
            return heeding.opt_in(contact)
        case "moratorium":
            return heeding.moratorium(rule, contact, notices)
        case "visitors":
            return visiting.visitors(rule, contact)
        case "entry":
            return visiting.entry(contact)
        case "announced":
            return visiting.announced(contact)
        case "identify":
            return saying.identify(contact)
        case "threat":
            return saying.threat(rule, contact, past)
        case "false_authority":
            return saying.false_authority(contact)


def _caveats(rule: ConductRule, contact: Contact) -> tuple[Caveat, ...]:
    found: list[Caveat] = []
    if not rule.confirmed:
        found.append("unconfirmed")
    if rule.presumption:
        found.append("presumption")
    if contact.party == "buyer" and rule.binds == "collector":
        found.append("buyer_if_principal_purpose")
    if rule.strength in ("self_rule", "recommended"):
        found.append("self_rule" if rule.strength == "self_rule" else "recommended")
    return tuple(found)
