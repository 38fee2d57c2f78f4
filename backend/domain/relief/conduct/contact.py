"""One contact with a creditor or collector, and one notice that the borrower gave, as plain facts.

What is unknown is None (or an empty name), never a guess: a rule that needs it answers that it lacks facts.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import lru_cache
from typing import Literal

Channel = Literal["call", "text", "visit", "letter", "email"]
Direction = Literal["to_me", "by_me"]
# The lender in its own name, who collects for it, or who bought the debt.
Party = Literal["issuer", "collector", "buyer"]
# talked: a conversation; answered: picked up without one; message: left on a voicemail; not_connected: no ringing.
Outcome = Literal["talked", "answered", "message", "unanswered", "not_connected"]
Place = Literal["home", "work", "elsewhere"]
ThirdParty = Literal["no", "asked", "told"]
Who = Literal["spouse", "guarantor", "family", "employer", "other"]
About = Literal["collection", "service"]
NoticeKind = Literal[
    "stop", "time", "place", "channel", "workplace", "representation", "moratorium", "crisis_moratorium"
]

CHANNELS: tuple[Channel, ...] = ("call", "text", "visit", "letter", "email")
DIRECTIONS: tuple[Direction, ...] = ("to_me", "by_me")
PARTIES: tuple[Party, ...] = ("issuer", "collector", "buyer")
OUTCOMES: tuple[Outcome, ...] = ("talked", "answered", "message", "unanswered", "not_connected")
PLACES: tuple[Place, ...] = ("home", "work", "elsewhere")
THIRD_PARTIES: tuple[ThirdParty, ...] = ("no", "asked", "told")
WHO: tuple[Who, ...] = ("spouse", "guarantor", "family", "employer", "other")
ABOUT: tuple[About, ...] = ("collection", "service")
NOTICE_KINDS: tuple[NoticeKind, ...] = NoticeKind.__args__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Said:
    """What was said. `third_party`: whether somebody else was asked for the borrower, or told of the debt; `who` that
    was; `refused_before`: that person had told them not to come back; `could_reach_me`: they could reach the borrower
    at the time. `only_end_or_remedy`: nothing but that collection ends, or which remedy is or may be used. `demanded`:
    payment was asked for, or enforcement spoken of.
    """

    third_party: ThirdParty | None = None
    who: Who | None = None
    identified: bool | None = None
    threat: bool | None = None
    false_authority: bool | None = None
    only_end_or_remedy: bool | None = None
    promised: bool | None = None
    could_reach_me: bool | None = None
    refused_before: bool | None = None
    demanded: bool | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """Of a visit: how many `people` came, whether it was `announced`, and whether they came in or stayed
    `against_will`.
    """

    people: int | None = None
    announced: bool | None = None
    against_will: bool | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """One call, text, visit, letter or e-mail at an aware instant, in the borrower's zone, country and region.

    `firm` made it, for the `lender`; `debt` is the account it was about. `number` is theirs, `my_number` the
    borrower's number or address that was used. `agreed`: the borrower had agreed to be contacted so; `opted_in`: had
    agreed in writing to e-mails and texts.
    """

    id: str
    at: datetime
    zone: str
    country: str
    region: str = ""
    channel: Channel = "call"
    direction: Direction = "to_me"
    party: Party = "collector"
    firm: str = ""
    lender: str = ""
    debt: str | None = None
    number: str = ""
    my_number: str = ""
    outcome: Outcome | None = None
    place: Place | None = None
    about: About = "collection"
    agreed: bool = False
    said: Said = field(default_factory=Said)
    note: str = ""
    visit: Visit = field(default_factory=Visit)
    opted_in: bool | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """What the borrower told a firm ("" where it is not named), and when. `received_at`: since when they have it; a
    spoken one is received as it is given. A time has its wall clock `from_time` to `until_time`, which may pass
    midnight; a place and a channel name it. A moratorium began on the day it was given; `until_on` is its last day,
    None where the law alone ends it.
    """

    id: str
    kind: NoticeKind
    given_at: datetime
    written: bool | None = None
    received_at: datetime | None = None
    firm: str = ""
    channel: Channel | None = None
    place: Place | None = None
    from_time: time | None = None
    until_time: time | None = None
    note: str = ""
    until_on: date | None = None


@lru_cache(maxsize=16384)
def name_key(name: str) -> str:
    """How names of firms and numbers are compared: case and blanks do not tell two apart."""
    return "".join(name.casefold().split())
