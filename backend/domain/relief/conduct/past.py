"""The contacts before one, gathered as the rules look for them: alike ones together, in the order of time.

What is counted does not depend on which of two alike contacts is seen: so each kind is looked at once, and its members
are counted by their instants. A log of thousands is not gone through again for each of its contacts.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from backend.domain.relief.conduct.contact import Contact, name_key
from backend.domain.relief.conduct.rule import Together


class Recent(NamedTuple):
    """Contacts that are alike in all that is counted by: one for them all, how many there are since an instant, and
    the last of them as (instant, id), oldest first.
    """

    sample: Contact
    number: int
    last: tuple[tuple[datetime, str], ...]


# As many of the contacts that an answer rests on are named; what is counted is counted whole.
MOST_NAMED = 50


@dataclass(slots=True)
class _Alike:
    sample: Contact
    moments: list[datetime] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)


class Past:
    """What was before; contacts are added from the oldest to the newest."""

    def __init__(self, contacts: Iterable[Contact] = ()) -> None:
        self._alike: dict[tuple[object, ...], _Alike] = {}
        self._of: defaultdict[tuple[Together, str], list[_Alike]] = defaultdict(list)
        self._calls: defaultdict[str, list[Contact]] = defaultdict(list)
        self._threats: dict[str, str] = {}
        for each in contacts:
            self.add(each)

    def add(self, contact: Contact) -> None:
        key = _kind(contact)
        alike = self._alike.get(key)
        if alike is None:
            alike = self._alike[key] = _Alike(contact)
            self._of["firm", name_key(contact.firm)].append(alike)
            self._of["lender", name_key(contact.lender)].append(alike)
        alike.moments.append(contact.at)
        alike.ids.append(contact.id)
        firm = name_key(contact.firm)
        if contact.channel == "call":
            self._calls[firm].append(contact)
        if contact.said.threat and firm:
            self._threats[firm] = contact.id

    def since(self, begin: datetime, contact: Contact, together: Together) -> Iterator[Recent]:
        """Each kind of which there are contacts at or after an instant, and which may be of the contact's firm (or
        lender): its own, or where one of the two is not known.
        """
        who = name_key(contact.lender if together == "lender" else contact.firm)
        own = (*self._of.get((together, who), ()), *self._of.get((together, ""), ()))
        for alike in own if who else self._alike.values():
            if alike.moments[-1] >= begin:
                first = bisect_left(alike.moments, begin)
                named = max(first, len(alike.ids) - MOST_NAMED)
                last = tuple(zip(alike.moments[named:], alike.ids[named:], strict=True))
                yield Recent(alike.sample, len(alike.ids) - first, last)

    def calls_with(self, firm: str) -> Sequence[Contact]:
        """The calls between a firm and the borrower, whoever made them, oldest first."""
        return self._calls.get(name_key(firm), ()) if firm else ()

    def last_threat(self, firm: str) -> str | None:
        """The id of the last contact in which the firm threatened."""
        return self._threats.get(name_key(firm)) if firm else None


def newest(recent: Iterable[Recent]) -> tuple[str, ...]:
    """The ids of the last contacts of several kinds, the newest first."""
    last = sorted((one for each in recent for one in each.last), reverse=True)
    return tuple(contact_id for _, contact_id in last[:MOST_NAMED])


def _kind(contact: Contact) -> tuple[object, ...]:
    names = (name_key(contact.firm), name_key(contact.lender), name_key(contact.my_number), contact.debt)
    how = (contact.channel, contact.direction, contact.party, contact.outcome, contact.about, contact.agreed)
    return names + how
