"""Whether a visit keeps a rule: how many came, whether it was announced, whether they came in or stayed unasked."""

from backend.domain.relief.conduct.contact import Contact
from backend.domain.relief.conduct.rule import KEPT, ConductRule, Finding, lacking


def visitors(rule: ConductRule, contact: Contact) -> Finding:
    """Of a rule of kind visitors: at least so many come together."""
    people = contact.visit.people
    if people is None:
        return lacking("visit.people")
    return KEPT if people >= rule.least else Finding("broken", counted=people)


def entry(contact: Contact) -> Finding:
    """Of a rule of kind entry: nobody comes in, or stays, against the borrower's will."""
    if contact.visit.against_will is None:
        return lacking("visit.against_will")
    return Finding("broken") if contact.visit.against_will else KEPT


def announced(contact: Contact) -> Finding:
    """Of a rule of kind announced: a visit is told of beforehand, unless the borrower agreed to it."""
    if contact.agreed or contact.visit.announced:
        return KEPT
    return lacking("visit.announced") if contact.visit.announced is None else Finding("broken")
