"""Every kind of reminder, and what it is a case of: that says when it reminds, where it shows and how it is pushed.

- owed: a lender is owed money; lateness has consequences, and the standard ladder reminds.
- own: the borrower's own entry; the borrower says whether money is owed, and may change it.
- check: something to look at or to hear of by a day, in words of its own.
- end: a day after which something costs more or a right is weaker, in words of its own; a ladder from a month ahead.
- alert: what a followed plan or a forecast says at once, in words of its own; no ladder reminds of it, and it is no
  date.

A kind is stored with each deadline and never renamed. One whose day ends a right has a line in irreversible.py.
"""

from typing import Literal

Family = Literal["owed", "own", "check", "end", "alert"]

KINDS: dict[str, Family] = {
    "card_minimum": "owed",
    "loan_instalment": "owed",
    "plan_instalment": "owed",
    "custom": "own",
    "report_check": "check",
    "dispute_answer": "check",
    "promise_to_pay": "check",
    "complaint_answer": "check",
    "plan_review": "check",
    "calm_pause_end": "check",
    "debt_dispute_answer": "check",
    "promotional_rate_end": "end",
    "deferred_interest_end": "end",
    "validation_window": "end",
    "envelope": "alert",
    "funding": "alert",
    "minimum_jump": "alert",
    "current_again": "alert",
}


# Told in the inbox at their time and never pushed: what went well disturbs nobody.
QUIET = frozenset({"current_again"})
# Done by being said; what they said stays as it was said.
DONE_BY_SAYING = frozenset({"calm_pause_end", "current_again"})


def family(kind: str) -> Family:
    """What a kind is a case of."""
    return KINDS[kind]


def of_family(wanted: Family) -> tuple[str, ...]:
    """The kinds that are a case of it."""
    return tuple(kind for kind, each in KINDS.items() if each == wanted)
