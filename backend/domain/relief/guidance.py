"""What a place has for somebody who is late: the table of steps, telephone lines, scripts, red flags and notes, as
data.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from backend.domain.relief.next_steps import Step

HELPLINE_KINDS = ("counsellor", "regulator", "legal_aid", "police", "crisis")
SCRIPT_KINDS = ("cannot_pay_today", "stop_calling_family", "send_in_writing")
FRESH = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Helpline:
    """Somebody to call. `hours` and `says` (when it helps) by locale; `hours` may be empty: nobody has read them.

    Without `confirmed` number or hours come from a second hand.
    """

    id: str
    kind: str
    number: str
    free: bool | None
    name: Mapping[str, str]
    hours: Mapping[str, str]
    says: Mapping[str, str]
    source: str
    checked_on: date
    confirmed: bool

    def is_old(self, today: date) -> bool:
        """Whether the number was checked so long ago that its date must be shown beside it."""
        return today - self.checked_on > FRESH


@dataclass(frozen=True, slots=True)
class Script:
    """Words to say: lines by locale, and what to answer when refused. `{lender}`, `{account}` are put in.

    `kinds`: of which kinds of account they may be said.
    """

    kind: str
    kinds: frozenset[str]
    lines: Mapping[str, tuple[str, ...]]
    if_refused: Mapping[str, tuple[str, ...]]
    law: str
    source: str
    checked_on: date
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Note:
    """A short text under an id: a red flag, or why a lender does what it does."""

    id: str
    says: Mapping[str, str]
    source: str
    checked_on: date
    confirmed: bool


@dataclass(frozen=True, slots=True)
class IncomeLimit:
    """The share of a month's income that all credit payments may take, in 0.01 %. `law` "": custom alone."""

    limit_bp: int
    law: str
    source: str
    checked_on: date
    confirmed: bool


# Where a file has none, the default's holds; it is there in every guidance that is handed out.
NO_LIMIT = IncomeLimit(0, "", "", date.min, False)


@dataclass(frozen=True, slots=True)
class Guidance:
    """One place's rows (or the default ones). `red_flags_from_days`: the lateness at which red flags are shown."""

    steps: tuple[Step, ...]
    helplines: tuple[Helpline, ...]
    scripts: tuple[Script, ...]
    red_flags: tuple[Note, ...]
    notes: tuple[Note, ...]
    red_flags_from_days: int | None = None
    income_limit: IncomeLimit = NO_LIMIT
