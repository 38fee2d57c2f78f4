"""When a body takes a complaint about a dispute: it wants the bureau or the lender to have had its time first.

A dispute that is answered can be taken further at once, and with some bodies only so long (the British ombudsman: six
months, DISP 2.8.2 R). One that is not must have waited for so many days (the CFPB: more than 45; the ombudsman: eight
weeks). A body of which no rule is known takes it once the time to hear of an answer is over. Where not even that is
known, nothing is: no body is said to refuse it.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from backend.domain.bureau.country_law import Bureau, CountryLaw, LegalRule
from backend.domain.calendar.month_day import month_day, month_index

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Waiting:
    """How far a dispute has come: since when they have it, the last day to hear of an answer, and the answer's day."""

    received_on: date | None = None
    heard_by: date | None = None
    answered_on: date | None = None


@dataclass(frozen=True, slots=True)
class Gate:
    """From when until when one body takes the complaint; None: not known yet, or for ever. `rules` say so.

    `answer_days`: how long it takes over it itself; None where no rule says.
    """

    from_on: date | None
    until_on: date | None
    answer_days: int | None
    rules: tuple[LegalRule, ...]


def gate(country_law: CountryLaw, body_id: str, dispute: Waiting, *, today: date) -> Gate:
    """When the body takes it, under the rules of today: they are the body's, not the dispute's."""
    after = country_law.find(f"complaint.after_days.{body_id}", today)
    within = country_law.find(f"complaint.within_months.{body_id}", today)
    over = country_law.find(f"complaint.answer_days.{body_id}", today)
    rules = tuple(rule for rule in (after, within, over) if rule)
    days = int(over.value) if over else None
    if dispute.answered_on:
        until_on = None
        if within:
            index = month_index(dispute.answered_on) + int(within.value)
            until_on = month_day(index, dispute.answered_on.day)
        return Gate(dispute.answered_on, until_on, days, rules)
    if dispute.received_on and after:
        return Gate(dispute.received_on + (int(after.value) + 1) * _DAY, None, days, rules)
    return Gate(dispute.heard_by + _DAY if dispute.heard_by else None, None, days, rules)


def gates(country_law: CountryLaw, dispute: Waiting, *, today: date) -> tuple[tuple[Bureau, Gate], ...]:
    """Each of the country's bodies with its gate, in its order."""
    return tuple((body, gate(country_law, body.id, dispute, today=today)) for body in country_law.complaints)


def takers(country_law: CountryLaw, dispute: Waiting, *, today: date) -> tuple[Bureau, ...]:
    """The country's bodies that do not have to be waited for any more, in its order."""
    found = gates(country_law, dispute, today=today)
    return tuple(body for body, each in found if each.from_on is None or each.from_on <= today)


def first_open(country_law: CountryLaw, dispute: Waiting, *, today: date) -> date | None:
    """The first day on which any of the country's bodies takes it; None where none is known to."""
    found = gates(country_law, dispute, today=today)
    return min((each.from_on for _, each in found if each.from_on), default=None)
