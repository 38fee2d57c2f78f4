"""A history of plain lines becomes an outlook in one step: its series are searched, and what they take is no habit."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from backend.domain.spending.forecast.outlook import CashLine, Outlook, outlook
from backend.domain.spending.forecast.seasons import days_by_label, with_seasons
from backend.domain.spending.ledger.find_recurring import find_series
from backend.domain.spending.ledger.transaction_facts import TransactionFacts
from backend.domain.text.folded_text import merchant_of

SURE_PERCENT = 60  # a series found with less confidence counts only when the borrower confirms it


class FoundLine(NamedTuple):
    """A line of a history; negative was paid."""

    id: str
    on: date
    amount: int
    payee: str
    text: str
    category: str


def outlook_of(
    lines: Sequence[FoundLine], *, first: date, today: date, days: int, country: str | None
) -> Outlook:
    """What is to come, from today on, by what was before; the balance is of the day before."""
    category = {line.id: line.category for line in lines}
    found = find_series([_facts(line) for line in lines], today=today, country=country)
    sure = [one for one in found if one.confidence >= SURE_PERCENT or not one.runs]
    counted = with_seasons(
        sure,
        {one.signature: category[one.ids[-1]] for one in sure},
        country,
        seen=days_by_label((label_of(line), line.on) for line in lines),
        first=first,
        today=today,
    )
    payers = {one.label for one in counted if one.direction == "in"}
    regular = {line for one in sure for line in one.ids}
    regular |= {line.id for line in lines if line.amount > 0 and label_of(line) in payers}
    return outlook(
        [
            CashLine(line.id, line.on, line.amount, line.category, line.category.startswith("income."))
            for line in lines
        ],
        counted,
        regular=frozenset(regular),
        first=first,
        last=today - timedelta(days=1),
        today=today,
        days=days,
        said_on=today - timedelta(days=1),
    )


def label_of(line: FoundLine) -> str:
    """What a series of the line is called."""
    return merchant_of(line.payee, line.text).strip()


def _facts(line: FoundLine) -> TransactionFacts:
    return TransactionFacts(
        line.id, "cash", line.on, line.amount, "", line.payee, line.text, "", "", neutral=False, dead=False
    )
