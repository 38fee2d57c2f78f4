"""An insurer's money for a doctor's bill takes back part of what the bill cost; it is no income.

Found where an insurer pays, and exactly one bill of the half year before is large enough; of several it is asked which.
"""

import re
from collections.abc import Mapping, Sequence

from backend.domain.spending.ledger.transaction_facts import Link, TransactionFacts

INSURER = re.compile(
    r"\binsur(?:er|ance)|\bassurance|\bmutuelle|krankenkasse|versicherung|\bseguros?\b|\bmutua\b|\bsalud\b"
    r"|\bhealth (?:plan|fund)"
    r"|\bmedicare\b|保险|保險|医保|理赔|\bclaim\b",
    re.IGNORECASE,
)
_WITHIN = 180  # days
_MOST_TO_ASK = 3
COVERED = "health."


def pays_as_insurer(counterparty: str, text: str, kind: str = "") -> bool:
    """Whether the words are an insurer's."""
    return INSURER.search(f"{counterparty} {text} {kind}") is not None


def reimbursements(
    lines: Sequence[TransactionFacts], categories: Mapping[str, str], back: Mapping[str, int]
) -> list[Link]:
    """What insurers paid with the bills that it may be for. `back`: what has come back of a bill already."""
    paid = [
        line
        for line in lines
        if line.amount > 0 and not line.dead and pays_as_insurer(line.counterparty, line.text, line.kind)
    ]
    bills = [
        line
        for line in lines
        if line.amount < 0 and not line.dead and categories[line.id].startswith(COVERED)
    ]
    left = {bill.id: -bill.amount - back.get(bill.id, 0) for bill in bills}
    found: list[Link] = []
    for line in sorted(paid, key=lambda each: (each.booked_on, each.id)):
        fits = [bill for bill in bills if _fits(line, bill, left[bill.id])]
        if len(fits) == 1:
            left[fits[0].id] -= line.amount
        found += [
            Link("reimbursement", line.id, bill.id, guess=True, proposed=len(fits) > 1)
            for bill in fits[-_MOST_TO_ASK:]
        ]
    return found


def _fits(line: TransactionFacts, bill: TransactionFacts, left: int) -> bool:
    days = (line.booked_on - bill.booked_on).days
    return bill.currency == line.currency and 0 <= days <= _WITHIN and line.amount <= left
