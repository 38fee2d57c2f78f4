"""Whether what was said, and to whom, keeps a rule. Where nobody was reached, nothing was said."""

from collections.abc import Sequence

from backend.domain.relief.conduct.contact import Contact, name_key
from backend.domain.relief.conduct.rule import KEPT, ConductRule, Finding, Missing, lacking

_NOBODY = ("unanswered", "not_connected")


def third_party(rule: ConductRule, contact: Contact) -> Finding:
    """Of a rule of kind third_party: nobody else is told of the debt, but who is party to it."""
    said = contact.said
    if said.third_party is None:
        return KEPT if contact.outcome in _NOBODY else lacking("said.third_party")
    if said.third_party != "told" or said.who in rule.party:
        return KEPT
    if said.who in rule.perhaps or (said.who is None and (rule.party or rule.perhaps)):
        return lacking("said.who")
    return Finding("broken")


def identify(contact: Contact) -> Finding:
    """Of a rule of kind identify: who calls says who it is."""
    if contact.outcome in _NOBODY or contact.said.identified:
        return KEPT
    return lacking("said.identified") if contact.said.identified is None else Finding("broken")


def threat(rule: ConductRule, contact: Contact, earlier: Sequence[Contact]) -> Finding:
    """Of a rule of kind threat; one that forbids to threaten again and again needs an earlier threat of the firm."""
    found = _never(contact, contact.said.threat, "said.threat")
    if found.answer != "broken" or not rule.repeated:
        return found
    before = tuple(
        each.id
        for each in earlier
        if each.said.threat and each.firm and name_key(each.firm) == name_key(contact.firm)
    )
    return Finding("broken", because=before) if before else lacking("repeated")


def false_authority(contact: Contact) -> Finding:
    """Of a rule of kind false_authority: nobody poses as the state, a court, or as more than they are."""
    return _never(contact, contact.said.false_authority, "said.false_authority")


def _never(contact: Contact, said: bool | None, fact: Missing) -> Finding:
    """Of a rule that forbids to say something at all."""
    if said is None:
        return KEPT if contact.outcome in _NOBODY else lacking(fact)
    return Finding("broken") if said else KEPT
