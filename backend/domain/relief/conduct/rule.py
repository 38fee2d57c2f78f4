"""A rule of conduct as a country's data has it, in one version, and what it answers of one contact."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Literal

from backend.domain.bureau.in_force import InForce, Worded
from backend.domain.relief.conduct.contact import Channel, NoticeKind, Who

Kind = Literal[
    "hours",
    "count",
    "after_talk",
    "after_stop",
    "wishes",
    "workplace",
    "representation",
    "third_party",
    "identify",
    "threat",
    "false_authority",
    "third_party_asked",
    "third_party_again",
    "visitors",
    "entry",
    "announced",
    "opt_in",
    "moratorium",
]
Bound = Literal["lender", "collector"]
Binds = Literal["lender", "collector", "both"]
# A law or a regulation may be sued on; a trade's own rule and a recommended standard may not.
Strength = Literal["law", "regulation", "self_rule", "recommended"]
AccountKind = Literal["card", "loan"]
Counts = Literal["tries", "talks", "unanswered"]
Per = Literal["debt", "number", "debtor"]
Together = Literal["firm", "lender"]
LeftOut = Literal["agreed", "not_connected"]
Answer = Literal["kept", "broken", "not_enough_facts"]
# What a rule would have to know.
Missing = Literal[
    "region",
    "firm",
    "lender",
    "account_id",
    "my_number",
    "outcome",
    "place",
    "wish",
    "employer_forbids",
    "notice_written",
    "notice_received_at",
    "notice_firm",
    "said.third_party",
    "said.who",
    "said.identified",
    "said.threat",
    "said.false_authority",
    "said.only_end_or_remedy",
    "repeated",
    "in_force",
    "notice_until",
    "said.could_reach_me",
    "said.refused_before",
    "said.demanded",
    "visit.people",
    "visit.against_will",
    "visit.announced",
    "opted_in",
]
# Why what is broken may yet not be a breach, or may not be sued on.
Caveat = Literal["unconfirmed", "presumption", "buyer_if_principal_purpose", "self_rule", "recommended"]

KINDS: tuple[Kind, ...] = Kind.__args__  # type: ignore[attr-defined]
BINDS: tuple[Binds, ...] = ("lender", "collector", "both")
STRENGTHS: tuple[Strength, ...] = ("law", "regulation", "self_rule", "recommended")
ANSWERS: tuple[Answer, ...] = ("kept", "broken", "not_enough_facts")
MISSING: tuple[Missing, ...] = Missing.__args__  # type: ignore[attr-defined]
CAVEATS: tuple[Caveat, ...] = Caveat.__args__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class ConductRule(InForce, Worded):
    """One version of one rule. `region`: the part of the country in which alone it holds; "" is all of it.

    Where `from_on` is None, it is not known since when it holds: only that it did on `in_force_by` and after.

    hours: allowed from `opens` until `closes`, that minute itself only where `closes_included`. count: at most `most`
    of what it `counts` in `days` local days, `per` debt, number or debtor, of one firm or of one lender and its
    agencies `together`, without what is `left_out`. after_talk: none in `days` days of which the talk's is the first.
    after_stop: `written` where only a written notice counts, `spares_remedy` where word of the end or of a remedy is
    still allowed. wishes: which are heeded; `asks_for_wish` where nothing can be said without one. third_party: who is
    `party` to the debt, and who `perhaps` is; third_party_asked: others only where the borrower cannot be reached, as
    after so many `tries` in a row (0: no number is known); third_party_again: never after they refused. threat:
    `repeated` where only the second one breaks it. visitors: at
    `least` so many. opt_in: only who
    agreed to the channel. moratorium: none to enforce the debt in the `days` after such a `notice`; 0: until its end.
    `presumption`: can be rebutted. `kinds`: of which kinds of account it speaks.
    """

    id: str
    kind: Kind
    binds: Binds
    strength: Strength
    channels: tuple[Channel, ...]
    from_on: date | None
    until_on: date | None
    law: str
    source: str
    checked_on: date
    confirmed: bool
    says: Mapping[str, str] = field(hash=False)
    in_force_by: date | None = None
    region: str = ""
    opens: time | None = None
    closes: time | None = None
    closes_included: bool = False
    most: int = 0
    days: int = 0
    counts: Counts = "tries"
    per: Per = "debt"
    together: Together = "firm"
    left_out: tuple[LeftOut, ...] = ()
    written: bool = False
    spares_remedy: bool = False
    wishes: tuple[NoticeKind, ...] = ()
    asks_for_wish: bool = False
    notice: NoticeKind | None = None
    tries: int = 0
    least: int = 0
    party: tuple[Who, ...] = ()
    perhaps: tuple[Who, ...] = ()
    presumption: bool = False
    kinds: tuple[AccountKind, ...] = ("card", "loan")
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule says of a contact: the answer, the facts it lacks, how many it `counted`, and the ids of the
    contacts and notices that it rests on beside the contact itself.
    """

    answer: Answer
    missing: tuple[Missing, ...] = ()
    counted: int | None = None
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """A finding with its rule, and why it may be less than it seems."""

    rule: ConductRule
    finding: Finding
    caveats: tuple[Caveat, ...] = ()


KEPT = Finding("kept")


def lacking(*missing: Missing, because: tuple[str, ...] = ()) -> Finding:
    """Not enough facts, each of the missing once."""
    return Finding("not_enough_facts", tuple(dict.fromkeys(missing)), because=because)


@dataclass(frozen=True, slots=True)
class AnswerClock(InForce):
    """Within how many days a complaint about conduct is answered, by the firm or by a body (`by`: "firm" or its id).
    `binds`: which firms have that time."""

    by: str
    binds: Binds
    days: int
    from_on: date
    until_on: date | None
    law: str
    source: str
    checked_on: date
    confirmed: bool


SilenceKind = Literal["does", "does_not", "must_answer", "instead"]
SILENCE_KINDS: tuple[SilenceKind, ...] = ("does", "does_not", "must_answer", "instead")


@dataclass(frozen=True, slots=True)
class Silence(InForce, Worded):
    """One thing to know before one does not answer, by its kind: what silence does, does not do, what must be answered
    after all, and what can be done instead.
    """

    id: str
    kind: SilenceKind
    from_on: date
    until_on: date | None
    law: str
    source: str
    checked_on: date
    confirmed: bool
    says: Mapping[str, str] = field(hash=False)


@dataclass(frozen=True, slots=True)
class ConductLaw:
    """What one country says: the rules, the `bodies` to complain to once the firm was (by id), the clocks, and what
    to know before one does not answer."""

    rules: tuple[ConductRule, ...]
    bodies: tuple[str, ...]
    clocks: tuple[AnswerClock, ...]
    silence: tuple[Silence, ...] = ()

    def clock(self, by: str, on: date, *, of: Bound) -> AnswerClock | None:
        """Within what time a firm that is a lender or a collector (`of`), or a body on such a firm, answers a complaint
        of a day; None where no time is known."""
        return next(
            (
                each
                for each in self.clocks
                if each.by == by and each.binds in (of, "both") and each.holds_on(on)
            ),
            None,
        )
