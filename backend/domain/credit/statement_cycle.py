"""When a card's statements close and fall due, predicted from the terms.

Each cycle comes from its month's index and the anchors alone, so a short month never moves a later one.
A prediction only: issuers do close on other days now and then, and a statement's own dates win.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from backend.domain.calendar.month_day import month_day, month_index
from backend.domain.credit.card_and_loan_terms import CardTerms
from backend.domain.credit.due_dates import due_dates_under


@dataclass(frozen=True, slots=True)
class Cycle:
    """One statement: `period_key` is the month it closes in ("2026-12"); both dates are the contract's."""

    period_key: str
    closes_on: date
    nominal_due_on: date


def cycle(terms: CardTerms, index: int) -> Cycle:
    """The cycle that closes in the month with that index (see `month_day.month_index`).

    A fixed due day is the first such day (clamped) strictly after the closing date; 12 CFR 1026.7(b)(11)
    has United States cards use the same day each month, of which "the last day" is the anchor 31.
    """
    closes_on = month_day(index, terms.statement_day)
    period_key = f"{closes_on.year:04d}-{closes_on.month:02d}"
    return Cycle(period_key, closes_on, _nominal_due_on(terms, index, closes_on))


def _nominal_due_on(terms: CardTerms, index: int, closes_on: date) -> date:
    rule = terms.due
    if (rule.fixed_day is None) == (rule.days_after is None):
        raise ValueError("a due rule has either a fixed day or a number of days, and not both")
    if rule.days_after is not None:
        return closes_on + timedelta(days=rule.days_after)
    assert rule.fixed_day is not None
    same_month = month_day(index, rule.fixed_day)
    return same_month if same_month > closes_on else month_day(index + 1, rule.fixed_day)


def month_of(period_key: str) -> int | None:
    """The month index of a cycle by its key; None for a statement between the regular ones ("2026-12-19")."""
    year, _, month = period_key.partition("-")
    return int(year) * 12 + int(month) - 1 if month.isdigit() else None


def nearest_cycle(terms: CardTerms, day: date) -> int:
    """The month index of the cycle that closes nearest to a day."""
    index = month_index(day)
    return min(
        (index, index - 1, index + 1), key=lambda near: abs((month_day(near, terms.statement_day) - day).days)
    )


def cycle_closing_on_or_after(terms: CardTerms, day: date) -> int:
    """The month index of the first cycle that closes on `day` or later."""
    index = month_index(day)
    return index if month_day(index, terms.statement_day) >= day else index + 1


def first_payable_cycle(terms: CardTerms, today: date, *, country: str, zone: str) -> int:
    """The month index of the earliest cycle whose last chance has not passed."""
    index = cycle_closing_on_or_after(terms, today) - 4  # N days after closing may reach over some months
    while (
        due_dates_under(terms, cycle(terms, index).nominal_due_on, country=country, zone=zone).last_chance_on
        < today
    ):
        index += 1
    return index


def due_after(terms: CardTerms, closes_on: date) -> date:
    """The nominal due date of a statement that really closed on `closes_on`, whatever the terms predicted."""
    return _nominal_due_on(terms, month_index(closes_on), closes_on)
