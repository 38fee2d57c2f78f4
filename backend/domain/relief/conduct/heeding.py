"""Whether a contact heeds the hours, and what the borrower had told the firm before it.

A notice counts from its receipt. A written one of which it is not known that it has come, and one of which it is not
known to whom it was given, binds only perhaps: then facts are missing.
"""

from collections.abc import Iterator, Sequence
from datetime import time, timedelta
from typing import NamedTuple

from backend.domain.calendar.local_time import local, local_date
from backend.domain.relief.conduct.contact import Contact, Notice, name_key
from backend.domain.relief.conduct.rule import KEPT, ConductRule, Finding, Missing, lacking


class Standing(NamedTuple):
    """A notice that stands against a contact: surely where nothing is `missing`."""

    notice: Notice
    missing: tuple[Missing, ...]


def hours(rule: ConductRule, contact: Contact) -> Finding:
    """Of a rule of kind hours, to the minute on the borrower's own clock."""
    assert rule.opens is not None and rule.closes is not None
    minute = _minute(contact)
    within = rule.opens <= minute < rule.closes or (rule.closes_included and minute == rule.closes)
    return KEPT if within or contact.agreed else Finding("broken")


def after_stop(rule: ConductRule, contact: Contact, notices: Sequence[Notice]) -> Finding:
    """Of a rule of kind after_stop."""
    standing = list(_standing(rule, contact, notices, "stop"))
    if not standing:
        return KEPT
    if rule.spares_remedy and contact.said.only_end_or_remedy:
        return KEPT
    found = _decided(standing)
    if rule.spares_remedy and contact.said.only_end_or_remedy is None:
        return lacking("said.only_end_or_remedy", *found.missing, because=found.because)
    return found


def wishes(rule: ConductRule, contact: Contact, notices: Sequence[Notice]) -> Finding:
    """Of a rule of kind wishes: the times, places and channels that the borrower has asked to be spared."""
    given = [one for wish in rule.wishes for one in _standing(rule, contact, notices, wish)]
    if not given:
        return lacking("wish") if rule.asks_for_wish else KEPT
    against = [one for one in given if _goes_against(contact, one.notice) is not False]
    if not against or contact.agreed:
        return KEPT
    sure = [one for one in against if _goes_against(contact, one.notice)]
    if not sure:
        return lacking("place", because=tuple(one.notice.id for one in against))
    return _decided(sure)


def workplace(rule: ConductRule, contact: Contact, notices: Sequence[Notice]) -> Finding:
    """Of a rule of kind workplace: not at work, where they know that the employer forbids it."""
    standing = list(_standing(rule, contact, notices, "workplace"))
    if contact.place in ("home", "elsewhere"):
        return KEPT
    if not standing:
        return lacking("employer_forbids") if contact.place == "work" else KEPT
    if contact.place is None:
        return lacking("place", because=tuple(one.notice.id for one in standing))
    return _decided(standing)


def representation(rule: ConductRule, contact: Contact, notices: Sequence[Notice]) -> Finding:
    """Of a rule of kind representation: who is represented is spoken to through the representative."""
    standing = list(_standing(rule, contact, notices, "representation"))
    return _decided(standing) if standing and not contact.agreed else KEPT


def opt_in(contact: Contact) -> Finding:
    """Of a rule of kind opt_in: only who has agreed to the channel is written to through it."""
    if contact.agreed or contact.opted_in:
        return KEPT
    return lacking("opted_in") if contact.opted_in is None else Finding("broken")


def moratorium(rule: ConductRule, contact: Contact, notices: Sequence[Notice]) -> Finding:
    """Of a rule of kind moratorium: while one lasts, nobody turns to the borrower to enforce the debt.

    It begins the day after the notice's and lasts `rule.days`, or to the last day that the notice names.
    """
    assert rule.notice is not None
    given = _standing(rule, contact, notices, rule.notice)
    standing = [each for one in given for each in _lasting(rule, contact, one)]
    if not standing or contact.agreed or contact.said.demanded is False:
        return KEPT
    found = _decided(standing)
    if contact.said.demanded is None:
        return lacking("said.demanded", *found.missing, because=found.because)
    return found


def _lasting(rule: ConductRule, contact: Contact, standing: Standing) -> Iterator[Standing]:
    """The notice, where the contact lies in its days; perhaps, where its end is not known."""
    day, begun = (local_date(moment, contact.zone) for moment in (contact.at, standing.notice.given_at))
    last = standing.notice.until_on
    if last is None and rule.days:
        last = begun + timedelta(days=rule.days)
    if begun < day and (last is None or day <= last):
        missing: tuple[Missing, ...] = ("notice_until",) if last is None else ()
        yield Standing(standing.notice, (*standing.missing, *missing))


def _standing(
    rule: ConductRule, contact: Contact, notices: Sequence[Notice], kind: str
) -> Iterator[Standing]:
    """The notices of a kind that were given before the contact and may bind who made it."""
    for notice in notices:
        if notice.kind != kind or notice.given_at >= contact.at:
            continue
        if rule.written and notice.written is False:
            continue
        if notice.received_at is not None and notice.received_at >= contact.at:
            continue
        if notice.firm and contact.firm and name_key(notice.firm) != name_key(contact.firm):
            continue
        yield Standing(notice, tuple(_unknown(rule, contact, notice)))


def _unknown(rule: ConductRule, contact: Contact, notice: Notice) -> Iterator[Missing]:
    if rule.written and notice.written is None:
        yield "notice_written"
    if notice.written is not False and notice.received_at is None:
        yield "notice_received_at"
    if not contact.firm:
        yield "firm"
    if not notice.firm:
        yield "notice_firm"


def _decided(standing: Sequence[Standing]) -> Finding:
    """Broken if one surely stands; else what would have to be known."""
    because = tuple(one.notice.id for one in standing)
    if any(not one.missing for one in standing):
        return Finding("broken", because=tuple(one.notice.id for one in standing if not one.missing))
    return lacking(*(name for one in standing for name in one.missing), because=because)


def _goes_against(contact: Contact, notice: Notice) -> bool | None:
    """Whether the contact is what the notice asked not to have; None where the contact's place is not known."""
    if notice.kind == "channel":
        return contact.channel == notice.channel
    if notice.kind in ("place", "workplace"):
        spared = "work" if notice.kind == "workplace" else notice.place
        return None if contact.place is None else contact.place == spared
    if notice.kind == "time":
        return notice.from_time is not None and notice.until_time is not None and _spans(notice, contact)
    return True


def _spans(notice: Notice, contact: Contact) -> bool:
    minute, begin, end = _minute(contact), notice.from_time, notice.until_time
    assert begin is not None and end is not None
    return begin <= minute < end if begin < end else minute >= begin or minute < end


def _minute(contact: Contact) -> time:
    return local(contact.at, contact.zone).time().replace(second=0, microsecond=0)
