"""Where a dispute stands by the law: what it is about, what comes next and from when, and one's own statement."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from backend.domain.bureau.complaints import Waiting, first_open, takers
from backend.domain.bureau.country_law import Bureau, CountryLaw, LegalRule
from backend.domain.bureau.dispute import next_step, possible
from backend.errors import Invalid
from backend.store.bureau.clock_json import load_clock
from backend.store.bureau.disputes import Dispute
from backend.store.bureau.evidence_json import load_evidence

# What a dispute is about where its evidence has such a day, or its code says so.
_BY_EVIDENCE = {"inquired_on": "inquiry", "ordered_on": "public_record"}
_BY_CODE = {"inquiry_unknown": "inquiry", "identity_wrong": "identity"}


@dataclass(frozen=True, slots=True)
class Statement:
    """The borrower's own statement beside the entry: its longest, where that holds (None: always), and its last day.

    `by` is None while there is no answer, or where no rule sets a day.
    """

    words: int
    where: str | None
    by: date | None
    rules: tuple[LegalRule, ...]


def about_of(row: Dispute) -> str:
    """What kind of thing is disputed, in the words of a country's data; "" for an account."""
    theirs = load_evidence(row.theirs)
    found = (about for key, about in _BY_EVIDENCE.items() if theirs.get(key))
    return _BY_CODE.get(row.code) or next(found, "")


def waiting_of(row: Dispute) -> Waiting:
    """How far it has come, as a body that is complained to asks."""
    answered_on = row.answered_on if row.outcome else None
    return Waiting(row.received_on or row.sent_on, load_clock(row.clock).heard_by, answered_on)


def complaint_body(country_law: CountryLaw | None, body_id: str) -> Bureau:
    """The body of that id that takes complaints in the country, or Invalid."""
    known = {body.id: body for body in (country_law.complaints if country_law else ())}
    if body_id not in known:
        raise Invalid("recipient-unknown", known=tuple(known), field="to")
    return known[body_id]


def possible_now(row: Dispute, country_law: CountryLaw | None, *, today: date) -> list[str]:
    """What can happen to it: it is taken further only where a body takes it already."""
    taken = bool(country_law and takers(country_law, waiting_of(row), today=today))
    return [event for event in possible(row.state) if taken or event != "escalate"]


def next_step_of(
    row: Dispute, country_law: CountryLaw | None, *, today: date, been: Collection[str] = ()
) -> str:
    """What the borrower does next: nobody is complained to before the time to hear is over and somebody takes it."""
    waiting = waiting_of(row)
    return next_step(
        row.state,
        row.outcome or "",
        waiting.heard_by,
        today,
        been=been,
        complaint_from=first_open(country_law, waiting, today=today) if country_law else None,
    )


def statement_of(row: Dispute, country_law: CountryLaw | None, *, today: date) -> Statement | None:
    """What the law says of the borrower's own statement; None where it knows none."""
    on = row.answered_on or today
    longest = country_law.find("statement.words", on) if country_law else None
    if country_law is None or longest is None:
        return None
    where = country_law.find("statement.words_where", on)
    within = country_law.find("statement.within_days", on)
    by = row.answered_on + timedelta(days=int(within.value)) if within and row.answered_on else None
    rules = tuple(rule for rule in (longest, where, within) if rule)
    return Statement(int(longest.value), str(where.value) if where else None, by, rules)
