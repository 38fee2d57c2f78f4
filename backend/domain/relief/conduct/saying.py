"""Whether what was said, and to whom, keeps a rule. Where nobody was reached, nothing was said."""

from backend.domain.relief.conduct.contact import Contact
from backend.domain.relief.conduct.past import Past
from backend.domain.relief.conduct.rule import KEPT, ConductRule, Finding, Missing, lacking

_NOBODY = ("unanswered", "not_connected")


def third_party(rule: ConductRule, contact: Contact) -> Finding:
    """Of a rule of kind third_party: nobody else is told of the debt, but who is party to it."""
    return KEPT if contact.said.third_party == "asked" else _turned_to(rule, contact)


def third_party_asked(rule: ConductRule, contact: Contact, past: Past) -> Finding:
    """Of a rule of kind third_party_asked: somebody else is turned to only where the borrower cannot be reached.

    Where the borrower does not say so, calls that the log shows to have failed in a row are enough to keep it.
    """
    found = _turned_to(rule, contact)
    reachable = contact.said.could_reach_me
    if found.answer == "kept" or reachable is False:
        return KEPT
    failed = () if reachable else _failed_calls(rule, contact, past)
    if failed:
        return Finding("kept", because=failed)
    return found if reachable else lacking(*found.missing, "said.could_reach_me")


def third_party_again(rule: ConductRule, contact: Contact) -> Finding:
    """Of a rule of kind third_party_again: who has refused is not turned to any more."""
    found, refused = _turned_to(rule, contact), contact.said.refused_before
    if found.answer == "kept" or refused is False:
        return KEPT
    return found if refused else lacking(*found.missing, "said.refused_before")


def _turned_to(rule: ConductRule, contact: Contact) -> Finding:
    """Broken where somebody else was surely asked or told, who is not party to the debt."""
    said = contact.said
    if said.third_party == "no" or said.who in rule.party:
        return KEPT
    if said.third_party is None:
        return KEPT if contact.outcome in _NOBODY else lacking("said.third_party")
    if said.who in rule.perhaps or (said.who is None and (rule.party or rule.perhaps)):
        return lacking("said.who")
    return Finding("broken")


def _failed_calls(rule: ConductRule, contact: Contact, past: Past) -> tuple[str, ...]:
    """The last `rule.tries` calls between the firm and the borrower, where all came from the firm and all failed."""
    last = past.calls_with(contact.firm)[-rule.tries :] if rule.tries else ()
    failed = all(each.direction == "to_me" and each.outcome in _NOBODY for each in last)
    return tuple(each.id for each in last) if failed and len(last) == rule.tries else ()


def identify(contact: Contact) -> Finding:
    """Of a rule of kind identify: who calls says who it is."""
    if contact.outcome in _NOBODY or contact.said.identified:
        return KEPT
    return lacking("said.identified") if contact.said.identified is None else Finding("broken")


def threat(rule: ConductRule, contact: Contact, past: Past) -> Finding:
    """Of a rule of kind threat; one that forbids to threaten again and again needs an earlier threat of the firm."""
    found = _never(contact, contact.said.threat, "said.threat")
    if found.answer != "broken" or not rule.repeated:
        return found
    before = past.last_threat(contact.firm)
    return Finding("broken", because=(before,)) if before else lacking("repeated")


def false_authority(contact: Contact) -> Finding:
    """Of a rule of kind false_authority: nobody poses as the state, a court, or as more than they are."""
    return _never(contact, contact.said.false_authority, "said.false_authority")


def _never(contact: Contact, said: bool | None, fact: Missing) -> Finding:
    """Of a rule that forbids to say something at all."""
    if said is None:
        return KEPT if contact.outcome in _NOBODY else lacking(fact)
    return Finding("broken") if said else KEPT
