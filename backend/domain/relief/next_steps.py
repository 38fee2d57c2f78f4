"""What to do at a stage: rows of a table that people review as data, chosen by what is known of one account.

A row says something to do first, whom to ask for what, or what not to do. It holds in its case (below), at its
stages, for its kinds of account, and, where it names a sum, if that sum is known and reached in the row's currency:
an unknown sum chooses no row. The table of a place is the default one with the place's rows of the same id in their
stead; its others, which know more of the place, come before it. The first row of a part is the one to do first.

An account is in one case. `unsure`: only an estimated due looks late, so nothing but a check is asked. `elsewhere`:
it was charged off or sold, so the question is who owns it. `plan`: an agreed plan asks, and nothing of it is late.
`over`: it is not open any more, and asks for nothing. Else `known`. Beside its case a debt that is perhaps too
old to be sued for has the rows of `perhaps_barred` too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from backend.domain.credit.delinquency import Stage


class Part(StrEnum):
    FIRST = "first"
    ASK = "ask"
    AVOID = "avoid"


class Case(StrEnum):
    KNOWN = "known"
    UNSURE = "unsure"
    ELSEWHERE = "elsewhere"
    PLAN = "plan"
    OVER = "over"
    PERHAPS_BARRED = "perhaps_barred"


KINDS = ("card", "loan")
WHOM = ("nobody", "lender", "owner", "counsellor", "lawyer", "court")
SUMS = ("past_due", "balance")


@dataclass(frozen=True, slots=True)
class Sum:
    """A row's condition on a sum (of `SUMS`): from `at_least` to `at_most` minor units of `currency`; None: no
    bound.
    """

    of: str
    currency: str
    at_least: int | None = None
    at_most: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One row. `says` and `why` by locale; `of` whom to ask. `secured`: only if something is lost (True), or None.

    `rights` are keys of the place's cards that it leans on. `law` may be ""; without `confirmed` it is remembered only,
    or our own advice.
    """

    id: str
    part: Part
    case: Case
    stages: frozenset[Stage]
    kinds: frozenset[str]
    of: str
    secured: bool | None
    sum: Sum | None
    rights: tuple[str, ...]
    says: Mapping[str, str]
    why: Mapping[str, str]
    law: str
    source: str
    checked_on: date
    confirmed: bool


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """What chooses an account's rows. Sums in minor units of `currency`; None is unknown, and so is `secured`."""

    kind: str
    stage: Stage
    case: Case
    currency: str
    past_due: int | None
    balance: int | None
    secured: bool | None
    perhaps_barred: bool


def table_of_place(default: Sequence[Step], own: Sequence[Step]) -> tuple[Step, ...]:
    """The place's rows that the default does not have, then the default ones, replaced by the place's of that id."""
    by_id = {step.id: step for step in own}
    known = {step.id for step in default}
    return (
        *(step for step in own if step.id not in known),
        *(by_id.get(step.id, step) for step in default),
    )


def steps_for(facts: AccountFacts, table: Sequence[Step]) -> tuple[Step, ...]:
    """The rows that hold for an account, in the table's order."""
    return tuple(step for step in table if _holds(step, facts))


def _holds(step: Step, facts: AccountFacts) -> bool:
    if step.case is Case.PERHAPS_BARRED:
        return facts.perhaps_barred and facts.kind in step.kinds
    return (
        step.case is facts.case
        and facts.stage in step.stages
        and facts.kind in step.kinds
        and (step.secured is None or step.secured is facts.secured)
        and (step.sum is None or _reached(step.sum, facts))
    )


def _reached(needed: Sum, facts: AccountFacts) -> bool:
    amount = facts.past_due if needed.of == "past_due" else facts.balance
    if amount is None or facts.currency != needed.currency:
        return False
    return (needed.at_least is None or amount >= needed.at_least) and (
        needed.at_most is None or amount <= needed.at_most
    )


def shows_red_flags(days_past_due: Sequence[int], *, negotiating: bool, from_days: int) -> bool:
    """Whether to show how debt fixers give themselves away: once an account is so late, or a negotiation is open."""
    return negotiating or any(days >= from_days for days in days_past_due)
